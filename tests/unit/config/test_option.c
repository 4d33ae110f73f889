/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "config/option.h"

#include <string.h>

static void set(struct options *options, const char *name, const char *text)
{
    g_autoptr(GError) error = NULL;
    const bool ok = options_set(options, name, text, NULL, NULL, &error);
    g_assert_no_error(error);
    g_assert_true(ok);
}

static void assert_fails(struct options *options, const char *name, const char *text, int code,
                         const char *message)
{
    g_autoptr(GError) error = NULL;
    g_assert_false(options_set(options, name, text, NULL, NULL, &error));
    g_assert_error(error, CONFIG_ERROR, code);
    g_assert_cmpstr(error->message, ==, message);
}

/* Sets what format gives and expects the same value and text again. */
static void assert_round_trip(struct options *options, enum option_id id)
{
    const struct option_row *row = option_get_row(id);
    g_autofree char *text = options_format(options, id);
    struct options *defaults = options_new(NULL);
    struct options *other = options_new(row->flags & OPTION_FEED_ONLY ? defaults : NULL);
    set(other, row->name, text);
    if (row->type == OPTION_TYPE_BOOL)
        g_assert_cmpint(options_get_bool(other, id), ==, options_get_bool(options, id));
    else if (row->type == OPTION_TYPE_STRING)
        g_assert_cmpstr(options_get_string(other, id), ==, options_get_string(options, id));
    else
        g_assert_cmpint(options_get_number(other, id), ==, options_get_number(options, id));
    g_autofree char *again = options_format(other, id);
    g_assert_cmpstr(again, ==, text);
    options_free(other);
    options_free(defaults);
}

static gint64 any_number(GRand *rand, const struct option_row *row)
{
    const guint shape = (guint)g_rand_int_range(rand, 0, 4);
    const gint64 span = row->max - row->min;
    return shape == 0 ? row->min
           : shape == 1
               ? row->max
               : row->min + (gint64)(g_rand_double(rand) * (double)(span + 1)) % (span + 1);
}

static void set_any(GRand *rand, struct options *options, enum option_id id)
{
    const struct option_row *row = option_get_row(id);
    if (row->type == OPTION_TYPE_BOOL) {
        set(options, row->name, g_rand_boolean(rand) ? "yes" : "off");
    } else if (row->type == OPTION_TYPE_STRING) {
        static const char *const texts[] = { "", "a", "Cookie: a=\"b c\"; d", "ä\\ #;'", "%d.%m." };
        set(options, row->name, texts[g_rand_int_range(rand, 0, G_N_ELEMENTS(texts))]);
    } else if (row->type == OPTION_TYPE_CHOICE) {
        g_auto(GStrv) choices = g_strsplit(row->choices, "|", -1);
        set(options, row->name, choices[g_rand_int_range(rand, 0, (gint32)g_strv_length(choices))]);
    } else {
        const gint64 value = any_number(rand, row);
        g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT "%s", value,
                                                row->type == OPTION_TYPE_DURATION ? "s" : "");
        set(options, row->name, text);
        g_assert_cmpint(options_get_number(options, id), ==, value);
    }
}

static void every_option_round_trips(void)
{
    GRand *rand = g_rand_new_with_seed(1);
    struct options *global = options_new(NULL), *of_feed = options_new(global);
    for (guint id = 0; id < OPTION_N; id++) {
        struct options *options = option_get_row(id)->flags & OPTION_FEED_ONLY ? of_feed : global;
        assert_round_trip(options, id);
        for (guint i = 0; i < 200; i++) {
            set_any(rand, options, id);
            assert_round_trip(options, id);
        }
    }
    options_free(of_feed);
    options_free(global);
    g_rand_free(rand);
}

static void rows_are_whole(void)
{
    g_autofree const char **names = option_get_names(false);
    for (guint id = 0; id < OPTION_N; id++) {
        const struct option_row *row = option_get_row(id);
        enum option_id found;
        g_assert_true(option_find(row->name, &found));
        g_assert_cmpuint(found, ==, id);
        g_assert_cmpstr(names[id], ==, row->name);
        g_assert_false(g_str_has_prefix(row->name, "no"));
        g_assert_cmpuint(strlen(row->help), >, 10);
        g_assert_false(g_str_has_suffix(row->help, "."));
        g_assert_true(row->type == OPTION_TYPE_CHOICE
                          ? row->choices != NULL
                          : !row->choices || row->type == OPTION_TYPE_DURATION);
        g_autofree char *allowed = option_format_allowed(id);
        g_assert_cmpuint(strlen(allowed), >, 0);
    }
    g_assert_null(names[OPTION_N]);
}

static void values_are_read(void)
{
    static const struct {
        const char *name, *text;
        gint64 value;
        const char *formatted;
    } cases[] = {
        { "refresh", "Auto", OPTION_AUTO, "auto" },
        { "refresh", "90m", 5400, "90m" },
        { "refresh", "1h30m", 5400, "90m" },
        { "refresh", "never", 0, "0" },
        { "refresh", "0", 0, "0" },
        { "refresh", "2d", 172800, "2d" },
        { "refresh", "1w", 604800, "1w" },
        { "refresh", "61s", 61, "61s" },
        { "max-body", "20M", 20 << 20, "20M" },
        { "max-body", "1500k", 1536000, "1500K" },
        { "max-body", "2MiB", 2 << 20, "2M" },
        { "max-body", "1G", 1 << 30, "1G" },
        { "max-body", "5000", 5000, "5000" },
        { "connections", "7", 7, "7" },
        { "layout", "Two", OPTION_LAYOUT_TWO, "two" },
        { "sort", "feed", OPTION_SORT_FEED, "feed" },
        { "sort", "newest", OPTION_SORT_NEWEST, "newest" },
        { "layout", "one", OPTION_LAYOUT_ONE, "one" },
        { "feed-order", "file", OPTION_FEED_ORDER_FILE, "file" },
        { "feed-order", "unread", OPTION_FEED_ORDER_UNREAD, "unread" },
    };
    struct options *options = options_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        enum option_id id;
        g_assert_true(option_find(cases[i].name, &id));
        set(options, cases[i].name, cases[i].text);
        g_assert_cmpint(options_get_number(options, id), ==, cases[i].value);
        g_autofree char *text = options_format(options, id);
        g_assert_cmpstr(text, ==, cases[i].formatted);
    }
    options_free(options);
}

static void wrong_values_change_nothing(void)
{
    struct options *options = options_new(NULL);
    set(options, "refresh", "2h");
    static const char *const wrong[] = {
        "30",  "",    "-1m", "1m1h", "5x", "99999999999999999999s", "9223372036854775807w",
        "53w", "1m ", "m"
    };
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++)
        g_assert_false(options_set(options, "refresh", wrong[i], NULL, NULL, NULL));
    g_assert_cmpint(options_get_number(options, OPTION_REFRESH), ==, 7200);
    assert_fails(options, "connections", "0", CONFIG_ERROR_VALUE,
                 "option \"connections\" cannot be \"0\": allowed is a number, from 1 to 1000");
    assert_fails(
        options, "max-body", "2G", CONFIG_ERROR_VALUE,
        "option \"max-body\" cannot be \"2G\": allowed is a size such as 20M, from 1K to 1G");
    assert_fails(
        options, "sort", "newst", CONFIG_ERROR_VALUE,
        "option \"sort\" cannot be \"newst\": allowed is one of newest, oldest, title, feed; "
        "did you mean \"newest\"?");
    assert_fails(options, "mouse", "maybe", CONFIG_ERROR_VALUE,
                 "option \"mouse\" cannot be \"maybe\": allowed is yes or no");
    assert_fails(options, "refersh", "1h", CONFIG_ERROR_UNKNOWN,
                 "no option is called \"refersh\"; did you mean \"refresh\"?");
    assert_fails(options, "zzz", "1h", CONFIG_ERROR_UNKNOWN, "no option is called \"zzz\"");
    g_assert_false(options_set(options, "header", "a: b\r\nHost: c", NULL, NULL, NULL));
    g_assert_false(options_set(options, "browser", "\xff", NULL, NULL, NULL));
    options_free(options);
}

static void overlay_falls_back(void)
{
    struct options *options = options_new(NULL);
    struct options *overlay = options_new(options);
    g_assert_cmpint(options_get_number(overlay, OPTION_REFRESH), ==, OPTION_AUTO);
    set(options, "refresh", "2h");
    g_assert_cmpint(options_get_number(overlay, OPTION_REFRESH), ==, 7200);
    g_assert_true(options_set(overlay, "refresh", "5m", "feeds:3", NULL, NULL));
    g_assert_cmpint(options_get_number(overlay, OPTION_REFRESH), ==, 300);
    g_assert_cmpint(options_get_number(options, OPTION_REFRESH), ==, 7200);
    g_assert_cmpstr(options_get_origin(overlay, OPTION_REFRESH), ==, "feeds:3");
    g_assert_null(options_get_origin(overlay, OPTION_PROXY));
    g_assert_true(options_is_set(overlay, OPTION_REFRESH));
    g_assert_cmpstr(options_get_string(overlay, OPTION_PROXY), ==, "");
    options_reset(overlay, OPTION_REFRESH);
    g_assert_cmpint(options_get_number(overlay, OPTION_REFRESH), ==, 7200);
    options_reset(options, OPTION_REFRESH);
    g_assert_cmpint(options_get_number(overlay, OPTION_REFRESH), ==, OPTION_AUTO);
    assert_fails(overlay, "layout", "two", CONFIG_ERROR_UNKNOWN,
                 "option \"layout\" cannot be set for one feed");
    assert_fails(options, "item", "p", CONFIG_ERROR_UNKNOWN,
                 "option \"item\" only belongs to a scrape: feed in the feeds file");
    options_free(overlay);
    options_free(options);
}

static void assert_described(const struct options *options, enum option_id id, const char *expected)
{
    g_autofree char *text = options_describe(options, id);
    g_assert_cmpstr(text, ==, expected);
}

static void values_are_described(void)
{
    struct options *options = options_new(NULL);
    struct options *overlay = options_new(options);
    assert_described(options, OPTION_MEASURE,
                     "measure is 72, not set; default 72; allowed is a number, from 20 to 400");
    assert_described(options, OPTION_PROXY,
                     "proxy is \"\", not set; default \"\"; allowed is text");
    set(options, "sort", "title");
    assert_described(options, OPTION_SORT,
                     "sort is title, typed at the prompt; default newest; allowed is one of "
                     "newest, oldest, title, feed");
    g_assert_true(options_set(options, "mouse", "off", "/c/config:12", NULL, NULL));
    assert_described(options, OPTION_MOUSE,
                     "mouse is no, set at /c/config:12; default yes; allowed is yes or no");
    g_assert_true(options_set(overlay, "sort", "oldest", "/c/feeds:3", NULL, NULL));
    assert_described(overlay, OPTION_SORT,
                     "sort is oldest, set at /c/feeds:3; default newest; allowed is one of "
                     "newest, oldest, title, feed");
    options_free(overlay);
    options_free(options);
}

void test_option_add(void)
{
    g_test_add_func("/option/rows-are-whole-when-listed", rows_are_whole);
    g_test_add_func("/option/reads-values-when-in-range", values_are_read);
    g_test_add_func("/option/formats-what-it-parses-when-any-value", every_option_round_trips);
    g_test_add_func("/option/changes-nothing-when-value-is-wrong", wrong_values_change_nothing);
    g_test_add_func("/option/describes-values-when-asked", values_are_described);
    g_test_add_func("/option/falls-back-to-parent-when-unset", overlay_falls_back);
}
