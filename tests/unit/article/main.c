/* SPDX-License-Identifier: MIT */
/* Runs the tests of article. */
#include "tests.h"

#include "article/article_save.h"
#include "article/choice.h"
#include "article/full_text.h"
#include "article/picture.h"
#include "feed/feed.h"

const struct service *const home_services[] = {
    &edit_service,    &fetch_service,     &feed_list_service, &choice_service,
    &picture_service, &full_text_service, &book_service,      NULL,
};

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    feed_start();
    test_article_add();
    test_article_format_add();
    test_full_text_add();
    test_picture_add();
    const int status = g_test_run();
    feed_stop();
    return status;
}
