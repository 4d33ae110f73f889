/* SPDX-License-Identifier: MIT */
/* What the last line says, and what waits behind it. */
#include "tests.h"

#include "base/log.h"
#include "ui/notice.h"

static void add(struct notices *notices, enum notice_kind kind, enum notice_source source,
                const char *text)
{
    notices_add(notices, kind, source, g_strdup(text));
}

static void check(const struct notices *notices, const char *text, guint n_waiting)
{
    guint n = 0;
    g_assert_cmpstr(notices_get_shown(notices, NULL, &n), ==, text);
    g_assert_cmpuint(n, ==, n_waiting);
}

/* What a key does before it is carried out, when the screen was drawn before. */
static void press(struct notices *notices)
{
    notices_set_drawn(notices);
    notices_pass(notices);
}

static void report_waits_until_the_message_was_read(void)
{
    struct notices notices = { 0 };
    bool is_error = false;
    add(&notices, NOTICE_ERROR, NOTICE_HERE, "save failed");
    add(&notices, NOTICE_INFO, NOTICE_FETCHED, "3 new");
    add(&notices, NOTICE_INFO, NOTICE_OTHER, "the whole article could not be fetched");
    check(&notices, "save failed", 2);
    notices_get_shown(&notices, &is_error, NULL);
    g_assert_true(is_error);
    notices_pass(&notices); /* typed ahead: nobody has seen it */
    check(&notices, "save failed", 2);
    press(&notices);
    check(&notices, "3 new", 1);
    notices_pass(&notices);
    check(&notices, "3 new", 1);
    press(&notices);
    check(&notices, "the whole article could not be fetched", 0);
    press(&notices);
    check(&notices, NULL, 0);
    press(&notices);
    notices_clear(&notices);
}

static void answers_come_at_once(void)
{
    struct notices notices = { 0 };
    add(&notices, NOTICE_INFO, NOTICE_FETCHED, "3 new");
    notices_set_drawn(&notices);
    add(&notices, NOTICE_INFO, NOTICE_OFFLINE, "5 whole articles");
    add(&notices, NOTICE_BEGUN, NOTICE_HERE, "writing x");
    check(&notices, "writing x", 2);
    notices_set_drawn(&notices);
    add(&notices, NOTICE_INFO, NOTICE_FETCHED, "nothing new");
    check(&notices, "writing x", 2); /* the second report of the same source */
    add(&notices, NOTICE_ERROR, NOTICE_ANSWER, "x: no space");
    check(&notices, "x: no space", 2);
    press(&notices);
    check(&notices, "5 whole articles", 1);
    press(&notices);
    check(&notices, "nothing new", 0);
    notices_clear(&notices);
}

static void one_key_keeps_its_errors_in_order(void)
{
    struct notices notices = { 0 };
    add(&notices, NOTICE_INFO, NOTICE_FETCHED, "3 new");
    add(&notices, NOTICE_ERROR, NOTICE_HERE, "first");
    add(&notices, NOTICE_ERROR, NOTICE_HERE, "second");
    add(&notices, NOTICE_INFO, NOTICE_HERE, "third");
    add(&notices, NOTICE_INFO, NOTICE_HERE, "fourth");
    add(&notices, NOTICE_ERROR, NOTICE_HERE, "first");
    check(&notices, "first", 2); /* "fourth" gave way to an error */
    press(&notices);
    check(&notices, "second", 1);
    press(&notices);
    check(&notices, "3 new", 0);
    notices_clear(&notices);
}

static void flood_is_bounded(void)
{
    struct notices notices = { 0 };
    add(&notices, NOTICE_ERROR, NOTICE_HERE, "mine");
    for (guint i = 0; i < 500; i++) {
        g_autofree char *text = g_strdup_printf("report %u", i);
        add(&notices, NOTICE_INFO, i % 3 ? NOTICE_OTHER : NOTICE_ANSWER, text);
    }
    guint n = 0;
    g_assert_cmpstr(notices_get_shown(&notices, NULL, &n), ==, "mine");
    g_assert_cmpuint(n, <, 50);
    notices_clear(&notices);
}

static guint count(const char *text)
{
    g_autoptr(GPtrArray) lines = log_get_lines();
    guint n = 0;
    for (guint i = 0; i < lines->len; i++)
        n += g_str_equal(((struct log_line *)lines->pdata[i])->text, text);
    return n;
}

static void all_is_logged_once(void)
{
    struct notices notices = { 0 };
    log_clear();
    log_add(LOG_WARNING, "x was not downloaded");
    add(&notices, NOTICE_ERROR, NOTICE_ANSWER, "x was not downloaded");
    add(&notices, NOTICE_INFO, NOTICE_HERE, "copied");
    add(&notices, NOTICE_INFO, NOTICE_HERE, "starred");
    g_assert_cmpuint(count("x was not downloaded"), ==, 1);
    g_assert_cmpuint(count("copied"), ==, 1); /* though another took its place */
    g_assert_cmpuint(count("starred"), ==, 1);
    notices_clear(&notices);
    log_clear();
}

void test_notice_add(void)
{
    g_test_add_func("/notice/report-waits-until-the-message-was-read",
                    report_waits_until_the_message_was_read);
    g_test_add_func("/notice/answers-come-at-once", answers_come_at_once);
    g_test_add_func("/notice/one-key-keeps-its-errors-in-order", one_key_keeps_its_errors_in_order);
    g_test_add_func("/notice/flood-is-bounded", flood_is_bounded);
    g_test_add_func("/notice/all-is-logged-once", all_is_logged_once);
}
