/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "ui/match.h"

#include <string.h>

static void spelling_does_not_count(void)
{
    static const char *const rows[][2] = {
        { "isn\u2019t it", "isn't" },
        { "Café au lait", "cafe" },
        { "in Zürich", "zurich" },
        { "στην Αθήνα", "ΑΘΗΝΑ" },
        { "ёлочный", "елочный" },
        { "Straße", "strasse" },
        { "Łódź", "lodz" },
        { "co\u00adoperate", "cooperate" },
        { "two  blanks", "two blanks" },
        { "\u201cquoted\u201d", "\"quoted\"" },
        { "one \u2013 two", "one - two" },
        { "x", " x " },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_true(match_is_in(rows[i][0], rows[i][1]));
    g_assert_false(match_is_in("text", ""));
    g_assert_false(match_is_in("text", " "));
    g_assert_false(match_is_in("text", "\u00ad"));
    g_assert_false(match_is_in("", "x"));
}

static void phrases_go_over_line_ends(void)
{
    g_assert_true(match_begins_in("he has a lot last year", "to look into", "last year to look"));
    g_assert_true(match_begins_in("last", "year to look into", "last year to look into"));
    g_assert_true(match_begins_in("last  ", "  year", "last year"));
    g_assert_true(match_begins_in("last year", NULL, "last"));
    g_assert_false(match_begins_in("he has", "last year", "last year")); /* begins behind */
    g_assert_false(match_begins_in("last", "years ago", "last year to"));
}

/* "*" where a byte of text is marked. */
static void assert_marks(const char *before, const char *text, const char *after,
                         const char *needle, const char *expected)
{
    g_autofree guint8 *marks = match_mark(before, text, after, needle);
    g_autofree char *shown = g_strnfill(strlen(text), '.');
    for (gsize i = 0; marks && shown[i]; i++)
        if (marks[i])
            shown[i] = '*';
    g_assert_cmpstr(shown, ==, expected);
    g_assert_cmpint(marks != NULL, ==, strchr(expected, '*') != NULL);
}

static void places_are_marked_whole(void)
{
    assert_marks(NULL, "a cat, a CAT", NULL, "cat", "..***....***");
    assert_marks(NULL, "caf\u00e9s", NULL, "cafe", "*****.");
    assert_marks(NULL, "cafe\u0301s", NULL, "cafe", "******.");
    assert_marks(NULL, "co\u00adop", NULL, "coop", "******");
    assert_marks(NULL, "Stra\u00dfe", NULL, "ss", "....**.");
    assert_marks("the last", "year to", "look", "last year to look", "*******");
    assert_marks("the last", "year to", "look", "last year", "****...");
    assert_marks("the", "last year", "look", "year look", ".....****");
    assert_marks("the last", "year", "look", "the last", "....");
    assert_marks(NULL, "text", NULL, "none", "....");
}

void test_match_add(void)
{
    g_test_add_func("/match/spelling-does-not-count", spelling_does_not_count);
    g_test_add_func("/match/phrases-go-over-line-ends", phrases_go_over_line_ends);
    g_test_add_func("/match/marks-places-whole", places_are_marked_whole);
}
