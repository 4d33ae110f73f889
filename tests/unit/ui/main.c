/* SPDX-License-Identifier: MIT */
/* Runs the tests of ui that need no terminal. */
#include "tests.h"

#include <locale.h>

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    test_cell_add();
    test_frame_add();
    test_input_add();
    test_list_add();
    test_list_view_add();
    test_match_add();
    test_notice_add();
    test_palette_add();
    test_prompt_add();
    test_quote_add();
    test_terminal_add();
    test_text_view_add();
    return g_test_run();
}
