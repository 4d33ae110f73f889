/* SPDX-License-Identifier: MIT */
/* Pastes: between marks of the terminal, or recognized by how fast their keys come. */
#include "config.h"

#include "input_paste.h"

#include "input_state.h"
#include "screen_keys.h"
#include "terminal.h"

#include <poll.h>
#include <unistd.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>

enum {
    PASTE_MAX_BYTES = 65536,
    ESCAPE = 27,
    END_MS = 200,   /* an end mark comes at most so much later than the text before it */
    BURST_KEYS = 3, /* different printable keys that nobody types at once */
    BURST_MS = 5,   /* as fast as keys of a paste follow each other */
    BURST_END_MS = 50,
};

#define LATE_US (2 * G_USEC_PER_SEC)

static bool is_waiting(const struct input *input)
{
    struct pollfd entry = { .fd = STDIN_FILENO, .events = POLLIN };
    return !g_queue_is_empty((GQueue *)&input->ahead) || poll(&entry, 1, 0) > 0;
}

void input_put_back(struct input *input, int kind, wint_t code)
{
    struct input_key *key = g_new(struct input_key, 1);
    *key = (struct input_key){ kind, code };
    g_queue_push_head(&input->ahead, key);
}

/* Puts back keys (of struct input_key), in their order. */
static void put_all_back(struct input *input, const GArray *keys)
{
    for (guint i = keys->len; i > 0; i--) {
        const struct input_key *key = &g_array_index(keys, struct input_key, i - 1);
        input_put_back(input, key->kind, key->code);
    }
}

/* Adds a key to the text of a paste. Function keys have no text. */
static void append_text(GString *text, int kind, wint_t code)
{
    if (kind == OK && code && g_unichar_validate(code) && text->len < PASTE_MAX_BYTES)
        g_string_append_unichar(text, code);
}

/* Makes text, which is taken, the event: "\r\n" and "\r" are line ends. */
static bool event_set(struct input_event *event, GString *text)
{
    g_string_replace(text, "\r\n", "\n", 0);
    g_strdelimit(text->str, "\r", '\n');
    event->kind = INPUT_PASTE;
    event->paste = g_string_free(text, FALSE);
    return true;
}

/* ---- between marks */

/* After an end mark: whether another one is waiting, before any begin mark. Then the first was a
 * part of the text, which goes on. */
static bool find_second_end(struct input *input)
{
    bool is_found = false;
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(struct input_key));
    while (!is_found && keys->len < PASTE_MAX_BYTES && is_waiting(input)) {
        struct input_key key;
        key.kind = input_next(input, &key.code, 0);
        if (key.kind == ERR)
            break;
        g_array_append_val(keys, key);
        if (key.kind == KEY_CODE_YES && key.code == SCREEN_KEY_PASTE_BEGIN)
            break;
        is_found = key.kind == KEY_CODE_YES && key.code == SCREEN_KEY_PASTE_END;
    }
    put_all_back(input, keys);
    return is_found;
}

/* Reads the text up to the end mark. Returns how many keys came. If the end mark is late, the paste
 * stays open for a while. */
static guint read_marked(struct input *input, GString *text)
{
    wint_t code;
    int kind;
    guint n = 0;
    bool has_changed = false;
    while ((kind = input_next(input, &code, END_MS)) != ERR) {
        n++;
        has_changed |= kind == KIND_TERMINAL;
        if (kind == KEY_CODE_YES && code == SCREEN_KEY_PASTE_END && !find_second_end(input))
            break;
        append_text(text, kind, code);
    }
    if (kind != ERR)
        input->paste_until_us = 0;
    else if (!input->paste_until_us || n >= BURST_KEYS)
        input->paste_until_us = g_get_monotonic_time() + LATE_US;
    if (has_changed)
        input_put_back(input, KIND_TERMINAL, 0);
    return n;
}

bool input_continue_paste(struct input *input, struct input_event *event)
{
    if (input->paste_until_us && g_get_monotonic_time() >= input->paste_until_us)
        input->paste_until_us = 0;
    if (!input->paste_until_us || !is_waiting(input))
        return false;
    GString *text = g_string_new(NULL);
    read_marked(input, text);
    if (text->len)
        return event_set(event, text);
    g_string_free(text, TRUE);
    return false;
}

/* ---- without marks */

static bool is_text(int kind, wint_t code)
{
    return kind == OK && code != ESCAPE;
}

static bool is_printable(int kind, wint_t code)
{
    return kind == OK && g_unichar_validate(code) && g_unichar_isprint(code);
}

/* Whether the last key is printable and not among the keys before it. */
static bool is_new(const GArray *keys)
{
    const struct input_key *all = (const struct input_key *)(void *)keys->data,
                           *last = &all[keys->len - 1];
    guint i = 0;
    while (all[i].code != last->code)
        i++;
    return i == keys->len - 1 && is_printable(last->kind, last->code);
}

/* Reads on while keys come at once, until they are a burst, or cannot be one. */
static bool read_burst(struct input *input, GArray *keys)
{
    enum { MOST = 256 }; /* the same few keys over and over: a key is held */
    guint n_different = 1;
    while (n_different < BURST_KEYS && keys->len < MOST) {
        struct input_key key;
        key.kind = input_next(input, &key.code, n_different > 1 ? BURST_MS : 0);
        if (key.kind == ERR)
            break;
        g_array_append_val(keys, key);
        if (!is_text(key.kind, key.code))
            break;
        n_different += is_new(keys);
    }
    return n_different >= BURST_KEYS;
}

static bool take_burst(struct input *input, wint_t code, struct input_event *event)
{
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(struct input_key));
    const struct input_key first = { OK, code };
    g_array_append_val(keys, first);
    const bool is_burst = read_burst(input, keys);
    if (!is_burst) {
        g_array_remove_index(keys, 0);
        put_all_back(input, keys);
        return false;
    }
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < keys->len; i++)
        append_text(text, OK, g_array_index(keys, struct input_key, i).code);
    int kind;
    while ((kind = input_next(input, &code, BURST_END_MS)) != ERR && is_text(kind, code))
        append_text(text, kind, code);
    if (kind != ERR)
        input_put_back(input, kind, code);
    return event_set(event, text);
}

bool input_take_paste(struct input *input, int kind, wint_t code, struct input_event *event)
{
    if (kind == KEY_CODE_YES && code == SCREEN_KEY_PASTE_BEGIN) {
        GString *text = g_string_new(NULL);
        input->paste_until_us = 0;
        read_marked(input, text);
        return event_set(event, text);
    }
    /* keys that were put back have been looked at */
    const bool may_be_burst = is_printable(kind, code) && g_queue_is_empty(&input->ahead) &&
                              !terminal_get_facts(input->terminal)->marks_pastes;
    return may_be_burst && is_waiting(input) && take_burst(input, code, event);
}
