/* SPDX-License-Identifier: MIT */
/* The line where people type. Keys and what they do are a table. */
#include "ui/prompt.h"

#include "base/utf8.h"
#include "ui/input.h"

#include <string.h>

enum { PROMPT_MAX_BYTES = 4096, HISTORY_MAX = 500 };

struct prompt {
    char *label;
    GString *text;
    gsize cursor; /* as a byte of text */
    char *cut;
    GPtrArray *history;
    guint history_at; /* history->len: the line being typed */
    char *typed;      /* the line being typed, while older ones show */
    prompt_complete_fn complete;
    void *data;
    GPtrArray *candidates; /* while <Tab> walks through them */
    guint candidate;
    gsize candidate_start, candidate_end; /* bytes of before_completion that it replaces */
    char *before_completion;
};

struct prompt *prompt_new(const struct prompt_options *options)
{
    struct prompt *prompt = g_new0(struct prompt, 1);
    prompt->label = g_strdup(options->label);
    prompt->text = g_string_new(options->text);
    prompt->cursor = prompt->text->len;
    prompt->history = options->history;
    prompt->history_at = prompt->history ? prompt->history->len : 0;
    prompt->complete = options->complete;
    prompt->data = options->data;
    return prompt;
}

static void prompt_end_completion(struct prompt *prompt)
{
    g_clear_pointer(&prompt->candidates, g_ptr_array_unref);
    g_clear_pointer(&prompt->before_completion, g_free);
}

void prompt_free(struct prompt *prompt)
{
    if (!prompt)
        return;
    prompt_end_completion(prompt);
    g_string_free(prompt->text, TRUE);
    g_free(prompt->label);
    g_free(prompt->cut);
    g_free(prompt->typed);
    g_free(prompt);
}

const char *prompt_get_text(const struct prompt *prompt)
{
    return prompt->text->str;
}

/* ---- places in the line */

static gsize text_find_next(const struct prompt *prompt, gsize at)
{
    const char *text = prompt->text->str;
    gsize len = prompt->text->len;
    return at < len ? at + utf8_next_cluster(text + at, text + len, NULL) : len;
}

static gsize text_find_previous(const struct prompt *prompt, gsize at)
{
    gsize previous = 0;
    for (gsize next = 0; next < at; next = text_find_next(prompt, next))
        previous = next;
    return previous;
}

static bool text_is_word(const struct prompt *prompt, gsize at)
{
    gunichar c = g_utf8_get_char(prompt->text->str + at);
    return g_unichar_isalnum(c) || g_unichar_ismark(c) || c == '_';
}

static gsize text_find_word_start(const struct prompt *prompt, gsize at)
{
    while (at > 0 && !text_is_word(prompt, text_find_previous(prompt, at)))
        at = text_find_previous(prompt, at);
    while (at > 0 && text_is_word(prompt, text_find_previous(prompt, at)))
        at = text_find_previous(prompt, at);
    return at;
}

static gsize text_find_word_end(const struct prompt *prompt, gsize at)
{
    while (at < prompt->text->len && !text_is_word(prompt, at))
        at = text_find_next(prompt, at);
    while (at < prompt->text->len && text_is_word(prompt, at))
        at = text_find_next(prompt, at);
    return at;
}

/* Returns the beginning of what C-w cuts: back over blanks, then to the next blank. */
static gsize text_find_blank(const struct prompt *prompt, gsize at)
{
    const char *text = prompt->text->str;
    while (at > 0 && text[at - 1] == ' ')
        at--;
    while (at > 0 && text[at - 1] != ' ')
        at--;
    return at;
}

static enum prompt_result prompt_move_to(struct prompt *prompt, gsize at)
{
    prompt->cursor = at;
    return PROMPT_MOVED;
}

static enum prompt_result prompt_erase(struct prompt *prompt, gsize from, gsize to, bool is_cut)
{
    if (from == to)
        return PROMPT_MOVED;
    if (is_cut) {
        g_free(prompt->cut);
        prompt->cut = g_strndup(prompt->text->str + from, to - from);
    }
    g_string_erase(prompt->text, (gssize)from, (gssize)(to - from));
    prompt->cursor = from;
    return PROMPT_CHANGED;
}

void prompt_insert(struct prompt *prompt, const char *text)
{
    GString *clean = g_string_new(NULL);
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c == '\n' || c == '\t' || c == '\r')
            g_string_append_c(clean, ' ');
        else if (!g_unichar_iscntrl(c))
            g_string_append_unichar(clean, c);
    }
    if (prompt->text->len + clean->len <= PROMPT_MAX_BYTES) {
        g_string_insert_len(prompt->text, (gssize)prompt->cursor, clean->str, (gssize)clean->len);
        prompt->cursor += clean->len;
    }
    g_string_free(clean, TRUE);
    prompt_end_completion(prompt);
}

/* ---- what keys do */

static enum prompt_result do_left(struct prompt *prompt)
{
    return prompt_move_to(prompt, text_find_previous(prompt, prompt->cursor));
}

static enum prompt_result do_right(struct prompt *prompt)
{
    return prompt_move_to(prompt, text_find_next(prompt, prompt->cursor));
}

static enum prompt_result do_home(struct prompt *prompt)
{
    return prompt_move_to(prompt, 0);
}

static enum prompt_result do_end(struct prompt *prompt)
{
    return prompt_move_to(prompt, prompt->text->len);
}

static enum prompt_result do_word_left(struct prompt *prompt)
{
    return prompt_move_to(prompt, text_find_word_start(prompt, prompt->cursor));
}

static enum prompt_result do_word_right(struct prompt *prompt)
{
    return prompt_move_to(prompt, text_find_word_end(prompt, prompt->cursor));
}

static enum prompt_result do_backspace(struct prompt *prompt)
{
    if (!prompt->text->len)
        return PROMPT_CANCELLED;
    return prompt_erase(prompt, text_find_previous(prompt, prompt->cursor), prompt->cursor, false);
}

static enum prompt_result do_delete(struct prompt *prompt)
{
    return prompt_erase(prompt, prompt->cursor, text_find_next(prompt, prompt->cursor), false);
}

static enum prompt_result do_cut_blank(struct prompt *prompt)
{
    return prompt_erase(prompt, text_find_blank(prompt, prompt->cursor), prompt->cursor, true);
}

static enum prompt_result do_cut_word_left(struct prompt *prompt)
{
    return prompt_erase(prompt, text_find_word_start(prompt, prompt->cursor), prompt->cursor, true);
}

static enum prompt_result do_cut_word(struct prompt *prompt)
{
    return prompt_erase(prompt, prompt->cursor, text_find_word_end(prompt, prompt->cursor), true);
}

static enum prompt_result do_cut_start(struct prompt *prompt)
{
    return prompt_erase(prompt, 0, prompt->cursor, true);
}

static enum prompt_result do_cut_end(struct prompt *prompt)
{
    return prompt_erase(prompt, prompt->cursor, prompt->text->len, true);
}

static enum prompt_result do_put_back(struct prompt *prompt)
{
    if (prompt->cut)
        prompt_insert(prompt, prompt->cut);
    return PROMPT_CHANGED;
}

static enum prompt_result do_swap(struct prompt *prompt)
{
    gsize middle = prompt->cursor == prompt->text->len ? text_find_previous(prompt, prompt->cursor)
                                                       : prompt->cursor;
    gsize start = text_find_previous(prompt, middle), end = text_find_next(prompt, middle);
    if (start == middle || middle == end)
        return PROMPT_MOVED;
    g_autofree char *first = g_strndup(prompt->text->str + start, middle - start);
    g_string_erase(prompt->text, (gssize)start, (gssize)(middle - start));
    g_string_insert(prompt->text, (gssize)(end - (middle - start)), first);
    return prompt_move_to(prompt, end);
}

static enum prompt_result prompt_show_history(struct prompt *prompt, guint at)
{
    if (!prompt->history || at == prompt->history_at || at > prompt->history->len)
        return PROMPT_MOVED;
    if (prompt->history_at == prompt->history->len) {
        g_free(prompt->typed);
        prompt->typed = g_strdup(prompt->text->str);
    }
    prompt->history_at = at;
    g_string_assign(prompt->text,
                    at == prompt->history->len ? prompt->typed : prompt->history->pdata[at]);
    prompt->cursor = prompt->text->len;
    return PROMPT_CHANGED;
}

static enum prompt_result do_older(struct prompt *prompt)
{
    return prompt_show_history(prompt, prompt->history_at ? prompt->history_at - 1 : 0);
}

static enum prompt_result do_newer(struct prompt *prompt)
{
    return prompt_show_history(prompt, prompt->history_at + 1);
}

static enum prompt_result do_enter(struct prompt *prompt)
{
    GPtrArray *history = prompt->history;
    bool is_new = !history || !history->len ||
                  strcmp(history->pdata[history->len - 1], prompt->text->str) != 0;
    if (history && prompt->text->len && is_new) {
        if (history->len >= HISTORY_MAX)
            g_ptr_array_remove_index(history, 0);
        g_ptr_array_add(history, g_strdup(prompt->text->str));
    }
    return PROMPT_ENTERED;
}

static enum prompt_result do_cancel(struct prompt *prompt G_GNUC_UNUSED)
{
    return PROMPT_CANCELLED;
}

/* ---- completion */

/* Shows the line as it was before <Tab>, with the candidate instead of the part that it replaces.
 */
static void prompt_show_candidate(struct prompt *prompt)
{
    const char *candidate = prompt->candidates->pdata[prompt->candidate];
    g_string_truncate(prompt->text, 0);
    g_string_append_len(prompt->text, prompt->before_completion, (gssize)prompt->candidate_start);
    g_string_append(prompt->text, candidate);
    prompt->cursor = prompt->text->len;
    g_string_append(prompt->text, prompt->before_completion + prompt->candidate_end);
}

/* For the first <Tab>: inserts what all candidates have in common. False if that was typed already.
 */
static bool prompt_insert_common(struct prompt *prompt, const GPtrArray *candidates, gsize start)
{
    const char *first = candidates->pdata[0];
    gsize common = strlen(first);
    for (guint i = 1; i < candidates->len; i++) {
        const char *other = candidates->pdata[i];
        gsize same = 0;
        while (same < common && first[same] == other[same])
            same++;
        common = same;
    }
    while (common > 0 && ((guchar)first[common] & 0xC0) == 0x80)
        common--;
    if (common <= prompt->cursor - start && candidates->len > 1)
        return false;
    g_string_erase(prompt->text, (gssize)start, (gssize)(prompt->cursor - start));
    g_string_insert_len(prompt->text, (gssize)start, first, (gssize)common);
    prompt->cursor = start + common;
    return true;
}

static enum prompt_result prompt_walk_candidates(struct prompt *prompt, int step)
{
    if (!prompt->candidates) {
        if (!prompt->complete)
            return PROMPT_MOVED;
        g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func(g_free);
        gsize start = prompt->complete(prompt->data, prompt->text->str, prompt->cursor, candidates);
        if (!candidates->len || start > prompt->cursor)
            return PROMPT_MOVED;
        if (prompt_insert_common(prompt, candidates, start))
            return PROMPT_CHANGED;
        prompt->candidates = g_ptr_array_ref(candidates);
        prompt->candidate = step > 0 ? 0 : candidates->len - 1;
        prompt->candidate_start = start;
        prompt->candidate_end = prompt->cursor;
        prompt->before_completion = g_strdup(prompt->text->str);
    } else {
        guint len = prompt->candidates->len;
        prompt->candidate = (prompt->candidate + len + (guint)step) % len;
    }
    prompt_show_candidate(prompt);
    return PROMPT_CHANGED;
}

static enum prompt_result do_next_candidate(struct prompt *prompt)
{
    return prompt_walk_candidates(prompt, 1);
}

static enum prompt_result do_previous_candidate(struct prompt *prompt)
{
    return prompt_walk_candidates(prompt, -1);
}

static const struct {
    const char *key;
    enum prompt_result (*handle)(struct prompt *prompt);
} prompt_keys[] = {
    { "<Enter>", do_enter },
    { "<C-m>", do_enter },
    { "<C-j>", do_enter },
    { "<Esc>", do_cancel },
    { "<C-c>", do_cancel },
    { "<C-g>", do_cancel },
    { "<Left>", do_left },
    { "<C-b>", do_left },
    { "<Right>", do_right },
    { "<C-f>", do_right },
    { "<Home>", do_home },
    { "<C-a>", do_home },
    { "<End>", do_end },
    { "<C-e>", do_end },
    { "<A-b>", do_word_left },
    { "<C-Left>", do_word_left },
    { "<A-f>", do_word_right },
    { "<C-Right>", do_word_right },
    { "<Backspace>", do_backspace },
    { "<C-h>", do_backspace },
    { "<Delete>", do_delete },
    { "<C-d>", do_delete },
    { "<C-w>", do_cut_blank },
    { "<A-Backspace>", do_cut_word_left },
    { "<A-d>", do_cut_word },
    { "<C-u>", do_cut_start },
    { "<C-k>", do_cut_end },
    { "<C-y>", do_put_back },
    { "<C-t>", do_swap },
    { "<Up>", do_older },
    { "<C-p>", do_older },
    { "<Down>", do_newer },
    { "<C-n>", do_newer },
    { "<Tab>", do_next_candidate },
    { "<S-Tab>", do_previous_candidate },
};

enum prompt_result prompt_handle_key(struct prompt *prompt, const char *key)
{
    for (gsize i = 0; i < G_N_ELEMENTS(prompt_keys); i++) {
        if (strcmp(prompt_keys[i].key, key) != 0)
            continue;
        if (!g_str_has_suffix(key, "Tab>"))
            prompt_end_completion(prompt);
        return prompt_keys[i].handle(prompt);
    }
    const char *text = input_get_text(key);
    if (!text)
        return PROMPT_IGNORED;
    prompt_insert(prompt, text);
    return PROMPT_CHANGED;
}

/* ---- drawing */

static void prompt_draw_candidates(const struct prompt *prompt, struct grid *grid, struct pane pane)
{
    struct pane line = { pane.row - 1, pane.col, 1, pane.cols };
    grid_fill(grid, line, STYLE(STATUS));
    /* whole pages of candidates, so that the line does not move with every <Tab> */
    guint first = 0;
    int col = 1;
    for (guint i = 0; i <= prompt->candidate; i++) {
        int cols = grid_measure_text(prompt->candidates->pdata[i], (size_t)-1) + 2;
        if (col + cols > pane.cols && col > 1) {
            first = i;
            col = 1;
        }
        col += cols;
    }
    col = pane.col + 1;
    for (guint i = first; i < prompt->candidates->len && col < pane.col + pane.cols; i++) {
        int used = grid_put_ellipsized(grid, line.row, col, pane.col + pane.cols - col,
                                       prompt->candidates->pdata[i], STYLE(STATUS));
        if (i == prompt->candidate)
            grid_tint(grid, (struct pane){ line.row, col, 1, used }, THEME_MATCH);
        col += used + 2;
    }
}

void prompt_draw(struct prompt *prompt, struct grid *grid, struct pane pane)
{
    grid_fill(grid, pane, STYLE(PROMPT));
    int col = pane.col + grid_put_text(grid, pane.row, pane.col, pane.cols, prompt->label,
                                       (size_t)-1, STYLE(PROMPT));
    int room = pane.col + pane.cols - col;
    gsize start = 0;
    while (start < prompt->cursor &&
           grid_measure_text(prompt->text->str + start, prompt->cursor - start) >= room)
        start = text_find_next(prompt, start);
    grid_put_logical(grid, pane.row, col, room, prompt->text->str + start, (size_t)-1,
                     STYLE(PROMPT));
    grid->cursor_row = pane.row;
    grid->cursor_col =
        MIN(col + grid_measure_text(prompt->text->str + start, prompt->cursor - start),
            pane.col + pane.cols - 1);
    if (prompt->candidates && pane.row > 0)
        prompt_draw_candidates(prompt, grid, pane);
}
