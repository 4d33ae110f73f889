/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "config/subscription.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static const char file[] = "\xef\xbb\xbf# mine\n"
                           "\n"
                           "  http://a/  x   \"~Old name\"  # why\n"
                           "---\r\n"
                           "\"http://b/\" \"open\n"
                           "http://a/ again\n"
                           "http://c/";

static void add(const char *path, const char *url, const char *title, const char *const *tags)
{
    const struct subscription_entry entry = { url, title, tags };
    g_autoptr(GError) error = NULL;
    subscriptions_add(path, &entry, 1, NULL, &error);
    g_assert_no_error(error);
}

static void add_appends_a_line(void)
{
    g_autofree char *path = tests_get_path("feeds-add");
    const char *const tags[] = { "news/world", "two words", "~sly", "!", "refresh=1m", "#x", NULL };
    tests_write(path, file);
    add(path, "https://new/", "A \"new\"\n\x1b one", tags);
    add(path, "http://b/", "known", NULL);
    g_autofree char *expected =
        g_strconcat(file,
                    "\nhttps://new/ news/world \"two words\" sly refresh-1m \"#x\" "
                    "\"~A \\\"new\\\"   one\"\n",
                    NULL);
    tests_assert_file(path, expected);
}

static void add_makes_file_and_folder(void)
{
    g_autofree char *path = tests_get_path("new/folder/feeds");
    add(path, "exec:a b", "T", NULL);
    tests_assert_file(path, "\"exec:a b\" ~T\n");
}

static void add_keeps_line_ends(void)
{
    g_autofree char *path = tests_get_path("feeds-dos");
    tests_write(path, "http://a/\r\nhttp://b/");
    add(path, "http://c/", NULL, NULL);
    tests_assert_file(path, "http://a/\r\nhttp://b/\r\nhttp://c/\r\n");
}

static void add_counts_what_is_new(void)
{
    g_autofree char *path = tests_get_path("feeds-many");
    const struct subscription_entry entries[] = { { "http://a/" },
                                                  { "http://b/" },
                                                  { "http://a/" } };
    guint n = 0;
    tests_write(path, "http://b/ x\n");
    g_assert_true(subscriptions_add(path, entries, 3, &n, NULL));
    g_assert_cmpuint(n, ==, 1);
    tests_assert_file(path, "http://b/ x\nhttp://a/\n");
}

static void add_refuses_what_is_no_feed(void)
{
    static const char *const urls[] = { "---",     "ftp://x/",    "http://", "http://a\nhttp://b",
                                        "query:x", "http://\xff/" };
    g_autofree char *path = tests_get_path("feeds-never");
    for (guint i = 0; i < G_N_ELEMENTS(urls); i++) {
        const struct subscription_entry entry = { urls[i], NULL, NULL };
        g_autoptr(GError) error = NULL;
        g_assert_false(subscriptions_add(path, &entry, 1, NULL, &error));
        g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_VALUE);
        g_assert_nonnull(strstr(error->message, "feeds-never"));
    }
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

static void remove_takes_out_its_lines(void)
{
    g_autofree char *path = tests_get_path("feeds-remove");
    g_autoptr(GError) error = NULL;
    tests_write(path, file);
    g_assert_true(subscriptions_remove(path, "http://a/", &error));
    tests_assert_file(path, "\xef\xbb\xbf# mine\n\n---\r\n\"http://b/\" \"open\nhttp://c/");
    g_assert_true(subscriptions_remove(path, "http://c/", &error));
    tests_assert_file(path, "\xef\xbb\xbf# mine\n\n---\r\n\"http://b/\" \"open\n");
    g_assert_false(subscriptions_remove(path, "http://z/", &error));
    g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_UNKNOWN);
    g_assert_nonnull(strstr(error->message, "feeds-remove"));
    tests_assert_file(path, "\xef\xbb\xbf# mine\n\n---\r\n\"http://b/\" \"open\n");
}

/* The line keeps its scheme; it is found by the address that it stands for. */
static void lines_with_schemes_of_feeds_are_edited(void)
{
    g_autofree char *path = tests_get_path("feeds-schemes");
    const struct subscription_entry again[] = { { .url = "http://h/a" }, { .url = "feeds://h/b" } };
    guint n_added = 9;
    tests_write(path, "feed://h/a x\nfeed:https://h/b\nitpc://h/c\n");
    g_assert_true(subscriptions_set_title(path, "http://h/a", "A", NULL));
    g_assert_true(subscriptions_remove(path, "http://h/c", NULL));
    g_assert_true(subscriptions_add(path, again, G_N_ELEMENTS(again), &n_added, NULL));
    g_assert_cmpuint(n_added, ==, 0);
    tests_assert_file(path, "feed://h/a x ~A\nfeed:https://h/b\n");
}

static void set_title(const char *path, const char *url, const char *title)
{
    g_autoptr(GError) error = NULL;
    subscriptions_set_title(path, url, title, &error);
    g_assert_no_error(error);
}

static void set_title_changes_one_word(void)
{
    g_autofree char *path = tests_get_path("feeds-title");
    tests_write(path, file);
    set_title(path, "http://a/", "New");
    tests_assert_file(path, "\xef\xbb\xbf# mine\n\n  http://a/  x   ~New  # why\n---\r\n"
                            "\"http://b/\" \"open\nhttp://a/ again\nhttp://c/");
    set_title(path, "http://b/", "B \\ b");
    set_title(path, "http://c/", "C");
    set_title(path, "http://a/", NULL);
    tests_assert_file(path, "\xef\xbb\xbf# mine\n\n  http://a/  x  # why\n---\r\n"
                            "\"http://b/\" open \"~B \\\\ b\"\nhttp://a/ again\nhttp://c/ ~C");
    set_title(path, "http://a/", "Back again");
    tests_assert_file(path, "\xef\xbb\xbf# mine\n\n  http://a/  x \"~Back again\"  # why\n---\r\n"
                            "\"http://b/\" open \"~B \\\\ b\"\nhttp://a/ again\nhttp://c/ ~C");
}

static void set_option_changes_one_word(void)
{
    g_autofree char *path = tests_get_path("feeds-option");
    g_autoptr(GError) error = NULL;
    tests_write(path, "exec:x allow=no  t # c\nhttp://a/ refresh=1h\nhttp://a/ refresh=2h\n");
    g_assert_true(subscriptions_set_option(path, "exec:x", "allow", NULL, &error));
    g_assert_true(subscriptions_set_option(path, "http://a/", "refresh", "15m", &error));
    g_assert_true(subscriptions_set_option(path, "http://a/", "header", "X: \"1\"", &error));
    tests_assert_file(path,
                      "exec:x  t # c\nhttp://a/ refresh=15m \"header=X: \\\"1\\\"\"\nhttp://a/\n");
    g_assert_false(subscriptions_set_option(path, "http://b/", "allow", "no", &error));
    g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_UNKNOWN);
}

static void set_url_changes_one_word(void)
{
    g_autofree char *path = tests_get_path("feeds-url");
    g_autoptr(GError) error = NULL;
    tests_write(path, "# x\n  \"http://a/\" t # c\n");
    g_assert_true(subscriptions_set_url(path, "http://a/", "https://a/", &error));
    tests_assert_file(path, "# x\n  https://a/ t # c\n");
    g_assert_false(subscriptions_set_url(path, "https://a/", "nothing", &error));
    g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_VALUE);
}

static void failures_leave_the_file(void)
{
    g_autofree char *path = tests_get_path("feeds-binary");
    const struct subscription_entry entry = { "http://new/", NULL, NULL };
    g_autoptr(GError) error = NULL;
    tests_write(path, "http://a/ \xff\n");
    g_assert_false(subscriptions_add(path, &entry, 1, NULL, &error));
    g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_FILE);
    g_assert_nonnull(strstr(error->message, "feeds-binary: is not UTF-8 text"));
    tests_assert_file(path, "http://a/ \xff\n");
}

static void linked_files_stay_linked(void)
{
    g_autofree char *target = tests_get_path("feeds-target");
    g_autofree char *path = tests_get_path("feeds-link");
    tests_write(target, "http://a/\n");
    g_assert_cmpint(symlink("feeds-target", path), ==, 0);
    add(path, "http://b/", NULL, NULL);
    tests_assert_file(target, "http://a/\nhttp://b/\n");
    g_assert_true(g_file_test(path, G_FILE_TEST_IS_SYMLINK));
}

/* Whatever title is set, it is read back, and the other lines stay byte for byte. */
static void any_title_comes_back(void)
{
    static const char letters[] = "ab\"\\#~! =`;'";
    g_autofree char *path = tests_get_path("feeds-any");
    GRand *rand = g_rand_new_with_seed(3);
    for (guint i = 0; i < 60; i++) {
        g_autoptr(GString) title = g_string_new("t");
        struct options *options = options_new(NULL);
        for (gint32 n = g_rand_int_range(rand, 0, 8); n > 0; n--)
            g_string_append_c(title, letters[g_rand_int_range(rand, 0, (gint32)strlen(letters))]);
        g_string_append_c(title, 't');
        tests_write(path, "# \xc3\xa4\nhttp://a/ tag ~x # c\r\n \"other\n");
        set_title(path, "http://a/", title->str);
        struct subscriptions *subscriptions =
            subscriptions_load(path, options, NULL, NULL, NULL, NULL);
        const struct subscription *a = subscriptions_find(subscriptions, "http://a/");
        g_assert_cmpstr(a->title, ==, title->str);
        g_assert_cmpuint(g_strv_length(a->tags), ==, 1);
        subscriptions_free(subscriptions);
        options_free(options);
        set_title(path, "http://a/", "x");
        tests_assert_file(path, "# \xc3\xa4\nhttp://a/ tag ~x # c\r\n \"other\n");
    }
    g_rand_free(rand);
}

void test_subscription_edit_add(void)
{
    g_test_add_func("/subscription-edit/appends-a-line-when-adding", add_appends_a_line);
    g_test_add_func("/subscription-edit/makes-file-and-folder-when-missing",
                    add_makes_file_and_folder);
    g_test_add_func("/subscription-edit/keeps-line-ends-when-adding", add_keeps_line_ends);
    g_test_add_func("/subscription-edit/counts-what-is-new-when-adding", add_counts_what_is_new);
    g_test_add_func("/subscription-edit/refuses-when-no-feed", add_refuses_what_is_no_feed);
    g_test_add_func("/subscription-edit/takes-out-lines-when-removing", remove_takes_out_its_lines);
    g_test_add_func("/subscription-edit/finds-lines-by-address",
                    lines_with_schemes_of_feeds_are_edited);
    g_test_add_func("/subscription-edit/changes-one-word-when-renaming",
                    set_title_changes_one_word);
    g_test_add_func("/subscription-edit/sets-one-option-when-there-are-more",
                    set_option_changes_one_word);
    g_test_add_func("/subscription-edit/changes-one-word-when-moving", set_url_changes_one_word);
    g_test_add_func("/subscription-edit/leaves-the-file-when-unreadable", failures_leave_the_file);
    g_test_add_func("/subscription-edit/keeps-the-link-when-linked", linked_files_stay_linked);
    g_test_add_func("/subscription-edit/title-comes-back-when-any", any_title_comes_back);
}
