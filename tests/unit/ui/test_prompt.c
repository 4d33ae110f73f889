/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "ui/prompt.h"

#include <string.h>

/* Types words apart by blanks: names in angle brackets are keys, all else is typed letter by
 * letter. */
static enum prompt_result prompt_type(struct prompt *prompt, const char *keys)
{
    enum prompt_result result = PROMPT_IGNORED;
    for (const char *at = keys; *at;) {
        const char *end = *at == '<' ? strchr(at, '>') + 1 : g_utf8_next_char(at);
        g_autofree char *key = g_strndup(at, (gsize)(end - at));
        result = prompt_handle_key(prompt, key);
        at = end;
    }
    return result;
}

static void editing_is_that_of_readline(void)
{
    static const struct {
        const char *keys, *text;
    } rows[] = {
        { "hello", "hello" },
        { "héllo<Backspace><Backspace>y", "hély" },
        { "bc<C-a>a<C-e>d", "abcd" },
        { "one<Space>two<C-w>three", "one three" },
        { "one<Space>two<A-b><C-k>", "one " },
        { "one<Space>two<A-b>x<C-u>", "two" },
        { "one<Space>two<C-a><A-f>s", "ones two" },
        { "one<Space>two<C-a><A-d>", " two" },
        { "one<C-u><C-y><C-y>", "oneone" },
        { "ab<C-t>", "ba" },
        { "abc<Left><C-t>", "acb" },
        { "日本語<Left><Delete>", "日本" },
        { "e\xCC\x81<Backspace>x", "x" },
        { "👩‍👧x<C-a><C-d>", "x" },
        { "a/b-c<A-Backspace>", "a/b-" },
        { "a&b", "a&b" },
        { "a<F5>b<A-x>", "ab" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct prompt_options options = { .label = ":" };
        struct prompt *prompt = prompt_new(&options);
        prompt_type(prompt, rows[i].keys);
        g_assert_cmpstr(prompt_get_text(prompt), ==, rows[i].text);
        prompt_free(prompt);
    }
}

static void results_tell_what_happened(void)
{
    struct prompt_options options = { .label = ":", .text = "ab" };
    struct prompt *prompt = prompt_new(&options);
    g_assert_cmpint(prompt_handle_key(prompt, "<Left>"), ==, PROMPT_MOVED);
    g_assert_cmpint(prompt_handle_key(prompt, "x"), ==, PROMPT_CHANGED);
    g_assert_cmpint(prompt_handle_key(prompt, "<F9>"), ==, PROMPT_IGNORED);
    g_assert_cmpint(prompt_handle_key(prompt, "<Enter>"), ==, PROMPT_ENTERED);
    g_assert_cmpint(prompt_handle_key(prompt, "<Esc>"), ==, PROMPT_CANCELLED);
    prompt_type(prompt, "<C-u><C-k>");
    g_assert_cmpint(prompt_handle_key(prompt, "<Backspace>"), ==, PROMPT_CANCELLED);
    prompt_free(prompt);
}

static void history_keeps_the_line_being_typed(void)
{
    g_autoptr(GPtrArray) history = g_ptr_array_new_with_free_func(g_free);
    const char *lines[] = { "first", "second", "second" };
    for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
        struct prompt_options options = { .label = ":", .text = lines[i], .history = history };
        struct prompt *prompt = prompt_new(&options);
        prompt_handle_key(prompt, "<Enter>");
        prompt_free(prompt);
    }
    g_assert_cmpuint(history->len, ==, 2);
    struct prompt_options options = { .label = ":", .text = "new", .history = history };
    struct prompt *prompt = prompt_new(&options);
    prompt_type(prompt, "<Up><Up><Up>");
    g_assert_cmpstr(prompt_get_text(prompt), ==, "first");
    prompt_type(prompt, "<Down><C-n>");
    g_assert_cmpstr(prompt_get_text(prompt), ==, "new");
    prompt_free(prompt);
}

static size_t complete_marks(void *data G_GNUC_UNUSED, const char *text, size_t cursor,
                             GPtrArray *candidates)
{
    const char *words[] = { "mark-read", "mark-unread", "märz" };
    size_t start = cursor;
    while (start > 0 && text[start - 1] != ' ')
        start--;
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (strncmp(words[i], text + start, cursor - start) == 0)
            g_ptr_array_add(candidates, g_strdup(words[i]));
    return start;
}

static void tab_completes_and_walks(void)
{
    struct prompt_options options = { .label = ":", .text = "x  y", .complete = complete_marks };
    struct prompt *prompt = prompt_new(&options);
    prompt_type(prompt, "<Left><Left>ma<Tab>");
    g_assert_cmpstr(prompt_get_text(prompt), ==, "x mark- y");
    prompt_type(prompt, "<Tab>");
    g_assert_cmpstr(prompt_get_text(prompt), ==, "x mark-read y");
    struct grid *grid = grid_new(2, 24);
    prompt_draw(prompt, grid, (struct pane){ 1, 0, 1, 24 });
    g_autofree char *text = grid_dump_text(grid);
    g_assert_cmpstr(text, ==, " mark-read  mark-unread\n:x mark-read y\n");
    g_assert_cmpint(grid->cursor_col, ==, 12);
    prompt_type(prompt, "<Tab>");
    g_assert_cmpstr(prompt_get_text(prompt), ==, "x mark-unread y");
    prompt_type(prompt, "<Tab><S-Tab><S-Tab>");
    g_assert_cmpstr(prompt_get_text(prompt), ==, "x mark-read y");
    prompt_type(prompt, "!<Tab>");
    g_assert_cmpstr(prompt_get_text(prompt), ==, "x mark-read! y");
    grid_free(grid);
    prompt_free(prompt);
}

static void common_part_ends_between_characters(void)
{
    struct prompt_options options = { .label = ":", .text = "m", .complete = complete_marks };
    struct prompt *prompt = prompt_new(&options);
    prompt_type(prompt, "<Tab>");
    g_assert_true(g_utf8_validate(prompt_get_text(prompt), -1, NULL));
    g_assert_cmpstr(prompt_get_text(prompt), ==, "mark-read");
    prompt_free(prompt);
}

static void long_line_scrolls_to_the_cursor(void)
{
    struct prompt_options options = { .label = "/", .text = "日本語 long text" };
    struct prompt *prompt = prompt_new(&options);
    struct grid *grid = grid_new(1, 8);
    prompt_draw(prompt, grid, grid_get_pane(grid));
    g_autofree char *end = grid_dump_text(grid);
    g_assert_cmpstr(end, ==, "/g text\n");
    g_assert_cmpint(grid->cursor_col, ==, 7);
    prompt_handle_key(prompt, "<Home>");
    prompt_draw(prompt, grid, grid_get_pane(grid));
    g_autofree char *start = grid_dump_text(grid);
    g_assert_cmpstr(start, ==, "/日本語\n");
    g_assert_cmpint(grid->cursor_col, ==, 1);
    grid_free(grid);
    prompt_free(prompt);
}

static void pasted_lines_become_one(void)
{
    struct prompt_options options = { .label = ":" };
    struct prompt *prompt = prompt_new(&options);
    prompt_insert(prompt, "a\nb\033c");
    g_assert_cmpstr(prompt_get_text(prompt), ==, "a bc");
    g_autofree char *huge = g_strnfill(100000, 'x');
    prompt_insert(prompt, huge);
    g_assert_cmpstr(prompt_get_text(prompt), ==, "a bc");
    prompt_free(prompt);
}

void test_prompt_add(void)
{
    g_test_add_func("/prompt/edits-like-readline", editing_is_that_of_readline);
    g_test_add_func("/prompt/tells-what-happened", results_tell_what_happened);
    g_test_add_func("/prompt/keeps-the-typed-line-when-history-shows",
                    history_keeps_the_line_being_typed);
    g_test_add_func("/prompt/walks-candidates-when-tab-is-pressed", tab_completes_and_walks);
    g_test_add_func("/prompt/completes-whole-characters", common_part_ends_between_characters);
    g_test_add_func("/prompt/scrolls-to-the-cursor-when-long", long_line_scrolls_to_the_cursor);
    g_test_add_func("/prompt/joins-pasted-lines", pasted_lines_become_one);
}
