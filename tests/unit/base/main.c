/* SPDX-License-Identifier: MIT */
/* Runs the tests of base. */
#include "tests.h"

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    test_child_add();
    test_date_add();
    test_encoding_add();
    test_fold_add();
    test_html_token_add();
    test_markup_add();
    test_problem_add();
    test_queue_add();
    test_url_add();
    test_utf8_add();
    return g_test_run();
}
