/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "ui/input.h"

#define NCURSES_WIDECHAR 1
#include <curses.h>

static void keys_have_their_names(void)
{
    static const struct {
        guint code;
        bool is_function, with_alt;
        const char *name;
    } rows[] = {
        { 'j', false, false, "j" },           { 'J', false, false, "J" },
        { 0xE9, false, false, "é" },          { 0x65E5, false, false, "日" },
        { '<', false, false, "<" },           { ' ', false, false, "<Space>" },
        { '\r', false, false, "<Enter>" },    { '\t', false, false, "<Tab>" },
        { 27, false, false, "<Esc>" },        { 4, false, false, "<C-d>" },
        { 26, false, false, "<C-z>" },        { 0x1F, false, false, "<C-_>" },
        { 0, false, false, "<C-Space>" },     { 0x7F, false, false, "<Backspace>" },
        { 'x', false, true, "<A-x>" },        { '\r', false, true, "<A-Enter>" },
        { KEY_UP, true, false, "<Up>" },      { KEY_NPAGE, true, false, "<PageDown>" },
        { KEY_BTAB, true, false, "<S-Tab>" }, { KEY_F(1), true, false, "<F1>" },
        { KEY_F(12), true, false, "<F12>" },  { KEY_SLEFT, true, false, "<S-Left>" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        char name[INPUT_KEY_BYTES];
        g_assert_true(input_format_key(rows[i].code, rows[i].is_function, rows[i].with_alt, name));
        g_assert_cmpstr(name, ==, rows[i].name);
    }
}

static void nameless_codes_are_refused(void)
{
    char name[INPUT_KEY_BYTES];
    g_assert_false(input_format_key(0x9B, false, false, name));
    g_assert_false(input_format_key(0xD800, false, false, name));
    g_assert_false(input_format_key(KEY_CLEAR, true, false, name));
}

static void keys_that_type_have_a_text(void)
{
    g_assert_cmpstr(input_get_text("a"), ==, "a");
    g_assert_cmpstr(input_get_text("<Space>"), ==, " ");
    g_assert_cmpstr(input_get_text("<"), ==, "<");
    g_assert_null(input_get_text("<Up>"));
    g_assert_null(input_get_text("<A-x>"));
}

void test_input_add(void)
{
    g_test_add_func("/input/names-keys", keys_have_their_names);
    g_test_add_func("/input/refuses-codes-without-a-name", nameless_codes_are_refused);
    g_test_add_func("/input/has-text-when-a-key-types", keys_that_type_have_a_text);
}
