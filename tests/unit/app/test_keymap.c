/* SPDX-License-Identifier: MIT */
/* Keys to command lines. */
#include "tests.h"

#include <string.h>

static void assert_bound(const struct keymap *keymap, enum context context, const char *key,
                         const char *line)
{
    g_assert_cmpstr(keymap_find(keymap, context, key), ==, line);
}

static void test_defaults_are_good(void)
{
    struct keymap *keymap = keymap_new(), *again = keymap_new();
    g_autoptr(GArray) all = keymap_get_bindings(keymap);
    g_assert_cmpuint(all->len, >, 40);
    for (guint i = 0; i < all->len; i++) { /* what ships is what a person could write */
        const struct keymap_binding *binding = &g_array_index(all, struct keymap_binding, i);
        g_autoptr(GError) error = NULL;
        keymap_bind(again, binding->context, binding->key, binding->line, &error);
        g_assert_no_error(error);
    }
    assert_bound(keymap, CONTEXT_FEEDS, "A", "mark-feed-read");
    g_assert_cmpstr(keymap_find_key(keymap, CONTEXT_HEADLINES, COMMAND_UNDO), ==, "u");
    g_assert_null(keymap_find_key(keymap, CONTEXT_HEADLINES, COMMAND_SOURCE));
    keymap_free(again);
    keymap_free(keymap);
}

static void test_contexts_fall_back(void)
{
    struct keymap *keymap = keymap_new();
    g_autoptr(GError) error = NULL;
    g_assert_true(keymap_bind(keymap, CONTEXT_HEADLINES, "X", "star ; next-unread", &error));
    assert_bound(keymap, CONTEXT_HEADLINES, "X", "star ; next-unread");
    assert_bound(keymap, CONTEXT_ARTICLE, "X", NULL);
    g_assert_true(keymap_bind(keymap, CONTEXT_ALL, "X", "delete-article", &error));
    assert_bound(keymap, CONTEXT_HEADLINES, "X", "star ; next-unread");
    assert_bound(keymap, CONTEXT_ARTICLE, "X", "delete-article");
    g_assert_true(
        keymap_bind(keymap, CONTEXT_HEADLINES, "X", "", &error)); /* nothing, not "as in all" */
    assert_bound(keymap, CONTEXT_HEADLINES, "X", NULL);
    assert_bound(keymap, CONTEXT_ARTICLE, "X", "delete-article");
    g_assert_true(keymap_bind(keymap, CONTEXT_FEEDS, "u", "", &error));
    g_assert_null(keymap_find_key(keymap, CONTEXT_FEEDS, COMMAND_UNDO));
    keymap_free(keymap);
}

static void test_unknown_commands(void)
{
    struct keymap *keymap = keymap_new();
    g_autoptr(GError) error = NULL;
    g_assert_false(keymap_bind(keymap, CONTEXT_ALL, "X", "star ; next-unraed", &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_NOT_FOUND);
    g_assert_nonnull(strstr(error->message, "\"next-unread\""));
    assert_bound(keymap, CONTEXT_ALL, "X", NULL);
    g_clear_error(&error);
    g_assert_false(keymap_bind(keymap, CONTEXT_ALL, "X", "star \"open", &error));
    g_assert_nonnull(error);
    keymap_free(keymap);
}

static void test_keys(void)
{
    static const struct {
        const char *key, *near; /* near: NULL, fine; "", no name is near */
    } cases[] = {
        { "x", NULL },
        { "X", NULL },
        { "é", NULL },
        { "<", NULL },
        { ">", NULL },
        { ";", NULL },
        { "日", NULL },
        { "<Enter>", NULL },
        { "<Esc>", NULL },
        { "<Tab>", NULL },
        { "<S-Tab>", NULL },
        { "<Space>", NULL },
        { "<F1>", NULL },
        { "<F12>", NULL },
        { "<C-d>", NULL },
        { "<A-x>", NULL },
        { "<A-X>", NULL },
        { "<C-Up>", NULL },
        { "<C-A-S-Left>", NULL },
        { "<A-Enter>", NULL },
        { "<A-C-d>", NULL },
        { "<C-->", NULL },
        { "<Entre>", "<Enter>" },
        { "<enter>", "<Enter>" },
        { "ENTER", "<Enter>" },
        { "enter", "<Enter>" },
        { "<pagedown>", "<PageDown>" },
        { "<PgDown>", "<PageDown>" },
        { "<C-D>", "<C-d>" },
        { "<C-Dwn>", "<C-Down>" },
        { "<Escape>", "<Esc>" },
        { "space", "<Space>" },
        { " ", "" },
        { "gg", "" },
        { "^D", "" },
        { "<F99>", "" },
        { "<>", "" },
        { "<x>", "" },
        { "<C-", "" },
        { "<qqqqqqqq>", "" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct keymap *keymap = keymap_new();
        g_autoptr(GError) error = NULL;
        const bool ok = keymap_bind(keymap, CONTEXT_ALL, cases[i].key, "star", &error);
        g_test_message("%s: %s", cases[i].key, error ? error->message : "");
        g_assert_cmpint(ok, ==, !cases[i].near);
        if (error) {
            g_assert_error(error, APP_ERROR, APP_ERROR_NOT_FOUND);
            g_autofree char *wanted = g_strdup_printf("did you mean \"%s\"?", cases[i].near);
            g_assert_cmpint(strstr(error->message, wanted) != NULL, ==, *cases[i].near != '\0');
        }
        keymap_free(keymap);
    }
}

static void test_names(void)
{
    static const struct {
        const char *key, *name;
    } cases[] = { { "j", "j" },         { "<Backspace>", "Backspace" },
                  { "<C-d>", "<C-d>" }, { "<", "<" },
                  { "<F1>", "F1" },     { "ü", "ü" } };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *name = keymap_describe_key(cases[i].key);
        g_assert_cmpstr(name, ==, cases[i].name);
    }
}

void test_keymap_add(void)
{
    g_test_add_func("/keymap/defaults-are-what-a-person-could-write", test_defaults_are_good);
    g_test_add_func("/keymap/falls-back-to-all-unless-unbound", test_contexts_fall_back);
    g_test_add_func("/keymap/refuses-unknown-commands", test_unknown_commands);
    g_test_add_func("/keymap/refuses-keys-that-never-come", test_keys);
    g_test_add_func("/keymap/names-keys-without-brackets", test_names);
}
