/* SPDX-License-Identifier: MIT */
/* Keys and the mouse through ncurses, as names. */
#include "config.h"

#include "input_paste.h"
#include "input_state.h"
#include "screen_keys.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>

enum { ESCAPE = 27, FINISH_MS = 200 };

struct key_row {
    guint code;
    const char *modifiers, *name;
};

static const struct key_row function_keys[] = {
    { KEY_ENTER, "", "Enter" },
    { KEY_BACKSPACE, "", "Backspace" },
    { KEY_BTAB, "S-", "Tab" },
    { KEY_DC, "", "Delete" },
    { KEY_IC, "", "Insert" },
    { KEY_UP, "", "Up" },
    { KEY_DOWN, "", "Down" },
    { KEY_LEFT, "", "Left" },
    { KEY_RIGHT, "", "Right" },
    { KEY_PPAGE, "", "PageUp" },
    { KEY_NPAGE, "", "PageDown" },
    { KEY_HOME, "", "Home" },
    { KEY_END, "", "End" },
    { KEY_SR, "S-", "Up" },
    { KEY_SF, "S-", "Down" },
    { KEY_SLEFT, "S-", "Left" },
    { KEY_SRIGHT, "S-", "Right" },
    { KEY_SHOME, "S-", "Home" },
    { KEY_SEND, "S-", "End" },
    { KEY_SDC, "S-", "Delete" },
    { KEY_SPREVIOUS, "S-", "PageUp" },
    { KEY_SNEXT, "S-", "PageDown" },
    { KEY_FIND, "", "Home" },
    { KEY_SELECT, "", "End" },
    { KEY_A1, "", "Home" },
    { KEY_A3, "", "PageUp" },
    { KEY_C1, "", "End" },
    { KEY_C3, "", "PageDown" },
};

static const struct key_row characters[] = {
    { '\r', "", "Enter" }, { '\n', "", "Enter" },     { '\t', "", "Tab" },  { ESCAPE, "", "Esc" },
    { ' ', "", "Space" },  { 0x7F, "", "Backspace" }, { 0, "C-", "Space" },
};

/* Names of extended keys in terminfo are "kUP5": a key and xterm's number for its modifiers. */
static const struct {
    const char *terminfo, *name;
} extended_keys[] = {
    { "kUP", "Up" },     { "kDN", "Down" },   { "kLFT", "Left" },   { "kRIT", "Right" },
    { "kHOM", "Home" },  { "kEND", "End" },   { "kPRV", "PageUp" }, { "kNXT", "PageDown" },
    { "kDC", "Delete" }, { "kIC", "Insert" },
};

static const char *const xterm_modifiers[] = { "",   "",     "S-",   "A-",    "A-S-",
                                               "C-", "C-S-", "C-A-", "C-A-S-" };

static void name_format(char name[INPUT_KEY_BYTES], bool with_alt, const char *modifiers,
                        const char *key)
{
    g_snprintf(name, INPUT_KEY_BYTES, "<%s%s%s>", with_alt ? "A-" : "", modifiers, key);
}

static bool name_format_row(char name[INPUT_KEY_BYTES], guint code, bool with_alt,
                            const struct key_row *rows, gsize n_rows)
{
    for (gsize i = 0; i < n_rows; i++) {
        if (rows[i].code == code) {
            name_format(name, with_alt, rows[i].modifiers, rows[i].name);
            return true;
        }
    }
    return false;
}

static bool name_format_extended(char name[INPUT_KEY_BYTES], guint code, bool with_alt)
{
    const char *terminfo = keyname((int)code);
    for (gsize i = 0; terminfo && i < G_N_ELEMENTS(extended_keys); i++) {
        gsize len = strlen(extended_keys[i].terminfo);
        const char *digit = terminfo + len;
        if (strncmp(terminfo, extended_keys[i].terminfo, len) != 0)
            continue;
        if (*digit && (*digit < '2' || *digit > '8' || digit[1]))
            continue;
        name_format(name, with_alt, xterm_modifiers[*digit ? *digit - '0' : 2],
                    extended_keys[i].name);
        return true;
    }
    return false;
}

static bool name_format_character(char name[INPUT_KEY_BYTES], guint code, bool with_alt)
{
    char text[8] = "";
    if (name_format_row(name, code, with_alt, characters, G_N_ELEMENTS(characters)))
        return true;
    if (code < 0x20) {
        text[0] = (char)(code <= 26 ? 'a' + code - 1 : '@' + code);
        name_format(name, with_alt, "C-", text);
        return true;
    }
    if (!g_unichar_validate(code) || !(g_unichar_isprint(code) || g_unichar_ismark(code)))
        return false;
    text[g_unichar_to_utf8(code, text)] = '\0';
    if (with_alt)
        name_format(name, true, "", text);
    else
        g_strlcpy(name, text, INPUT_KEY_BYTES);
    return true;
}

bool input_format_key(guint code, bool is_function, bool with_alt, char name[INPUT_KEY_BYTES])
{
    if (!is_function)
        return name_format_character(name, code, with_alt);
    if (code >= KEY_F(1) && code <= KEY_F(63)) {
        char text[8];
        g_snprintf(text, sizeof text, "F%u", code - KEY_F(0));
        name_format(name, with_alt, "", text);
        return true;
    }
    return name_format_row(name, code, with_alt, function_keys, G_N_ELEMENTS(function_keys)) ||
           name_format_extended(name, code, with_alt);
}

const char *input_get_text(const char *key)
{
    if (strcmp(key, "<Space>") == 0)
        return " ";
    return key[0] == '<' && key[1] ? NULL : key;
}

/* Takes the oldest mouse event. If several come together (a double click, quick turns of the
 * wheel), ncurses announces one and returns the newest first: all are taken, and the others put
 * back. */
static bool input_get_mouse(MEVENT *mouse)
{
    enum { MAX_TOGETHER = 16 };
    MEVENT events[MAX_TOGETHER];
    int n = 0;
    while (n < MAX_TOGETHER && getmouse(&events[n]) == OK)
        n++;
    if (!n)
        return false;
    *mouse = events[n - 1];
    for (int i = n - 2; i >= 0; i--)
        ungetmouse(&events[i]);
    return true;
}

static bool input_take_mouse(struct input_event *event)
{
    static const struct {
        mmask_t mask;
        enum input_button button;
    } buttons[] = {
        { BUTTON1_PRESSED, INPUT_BUTTON_LEFT },  { BUTTON2_PRESSED, INPUT_BUTTON_MIDDLE },
        { BUTTON3_PRESSED, INPUT_BUTTON_RIGHT }, { BUTTON4_PRESSED, INPUT_WHEEL_UP },
        { BUTTON5_PRESSED, INPUT_WHEEL_DOWN },   { REPORT_MOUSE_POSITION, INPUT_DRAG },
        { BUTTON1_RELEASED, INPUT_RELEASE },
    };
    MEVENT mouse;
    if (!input_get_mouse(&mouse))
        return false;
    for (gsize i = 0; i < G_N_ELEMENTS(buttons); i++) {
        if (mouse.bstate & buttons[i].mask) {
            event->kind = INPUT_MOUSE;
            event->button = buttons[i].button;
            event->row = mouse.y;
            event->col = mouse.x;
            return true;
        }
    }
    return false;
}

/* Reads the rest of a report of mode 1006: "button;column;row", then M, or m for a button that is
 * let go. */
static bool input_take_report(struct input *input, struct input_event *event)
{
    enum { WAIT_MS = 100, MOST = 32, BUTTONS = 3, MOVED = 32, WHEEL = 64 };
    static const enum input_button buttons[] = { INPUT_BUTTON_LEFT, INPUT_BUTTON_MIDDLE,
                                                 INPUT_BUTTON_RIGHT };
    guint numbers[3] = { 0 }, at = 0;
    wint_t code = 0;
    for (guint i = 0; i < MOST && input_next(input, &code, WAIT_MS) == OK; i++) {
        if (code >= '0' && code <= '9' && numbers[at] < G_MAXINT16)
            numbers[at] = 10 * numbers[at] + code - '0';
        else if (code == ';' && at < 2)
            at++;
        else
            break;
    }
    const guint button = numbers[0] & BUTTONS;
    if ((code != 'M' && code != 'm') || at != 2 || !numbers[1] || !numbers[2])
        return false;
    if (numbers[0] & WHEEL ? button > 1 : code == 'm' ? button : button >= BUTTONS)
        return false;
    event->kind = INPUT_MOUSE;
    event->col = (int)numbers[1] - 1;
    event->row = (int)numbers[2] - 1;
    if (numbers[0] & WHEEL)
        event->button = button == 0 ? INPUT_WHEEL_UP : INPUT_WHEEL_DOWN;
    else if (numbers[0] & MOVED)
        event->button = INPUT_DRAG;
    else
        event->button = code == 'm' ? INPUT_RELEASE : buttons[button];
    return true;
}

/* Puts back a key that was not an answer, until the keys that were held before it are taken. */
static void input_return(int kind, wint_t code)
{
    if (kind == KEY_CODE_YES)
        ungetch((int)code);
    else if (kind == OK)
        unget_wch((wchar_t)code);
}

/* get_wch() without the answers of the terminal; KIND_TERMINAL if an answer has changed its facts.
 */
static int input_read(struct terminal *terminal, wint_t *code, int wait_ms)
{
    guint key;
    enum terminal_answer answer = TERMINAL_KEY;
    while (!terminal_take_key(terminal, &key)) {
        timeout(answer == TERMINAL_HELD ? terminal_get_patience_ms(terminal) : wait_ms);
        const int kind = get_wch(code);
        timeout(0);
        if (kind == KEY_CODE_YES && *code == KEY_RESIZE) /* not a key: resizeterm() puts it there */
            continue;
        if (kind == OK) {
            answer = terminal_take(terminal, *code, g_get_monotonic_time());
        } else if (kind == KEY_CODE_YES || answer == TERMINAL_HELD) {
            answer = TERMINAL_KEY;
            terminal_give_up(terminal);
        } else {
            return kind;
        }
        if (answer == TERMINAL_CHANGED)
            return KIND_TERMINAL;
        if (answer != TERMINAL_KEY)
            continue;
        if (!terminal_take_key(terminal, &key))
            return kind;
        input_return(kind, *code);
        break;
    }
    *code = key;
    return OK;
}

int input_next(struct input *input, wint_t *code, int wait_ms)
{
    const struct input_key *key = g_queue_peek_head(&input->ahead);
    if (!key)
        return input_read(input->terminal, code, wait_ms);
    const int kind = key->kind;
    *code = key->code;
    g_free(g_queue_pop_head(&input->ahead));
    return kind;
}

/* After an Escape: whether it begins an <A-...>; if so, *kind and *code are the key after it. */
static bool input_read_alt(struct input *input, int *kind, wint_t *code)
{
    wint_t next = 0;
    const int next_kind = input_next(input, &next, 0);
    /* <Esc> pressed twice, or the Escape of an answer; the mouse has no <A-...> */
    if (next_kind == ERR)
        return false;
    if (next_kind == KIND_TERMINAL || (next_kind == OK && next == ESCAPE) ||
        (next_kind == KEY_CODE_YES && next == KEY_MOUSE)) {
        input_put_back(input, next_kind, next);
        return false;
    }
    *kind = next_kind;
    *code = next;
    return true;
}

bool input_take(struct input *input, struct input_event *event)
{
    memset(event, 0, sizeof *event);
    wint_t code;
    int kind;
    if (input_continue_paste(input, event))
        return true;
    while ((kind = input_next(input, &code, 0)) != ERR) {
        if (input_take_paste(input, kind, code, event))
            return true;
        const bool with_alt = kind == OK && code == ESCAPE && input_read_alt(input, &kind, &code);
        if (kind == KIND_TERMINAL) {
            event->kind = INPUT_TERMINAL;
            return true;
        }
        if (kind == KEY_CODE_YES && code == KEY_MOUSE) {
            if (input_take_mouse(event))
                return true;
        } else if (kind == KEY_CODE_YES && code == SCREEN_KEY_MOUSE) {
            if (input_take_report(input, event))
                return true;
        } else if (input_format_key(code, kind == KEY_CODE_YES, with_alt, event->key)) {
            return true;
        }
    }
    return false;
}

void input_finish(struct input *input)
{
    struct terminal *terminal = input->terminal;
    const gint64 end_us = g_get_monotonic_time() + G_USEC_PER_SEC;
    gint64 now_us;
    wint_t code;
    int kind = OK;
    timeout(FINISH_MS);
    while (kind != ERR && (now_us = g_get_monotonic_time()) < end_us &&
           terminal_is_awaited(terminal, now_us)) {
        kind = get_wch(&code);
        if (kind == OK)
            terminal_take(terminal, code, now_us);
    }
    timeout(0);
}

struct input *input_new(struct terminal *terminal)
{
    struct input *input = g_new0(struct input, 1);
    input->terminal = terminal;
    g_queue_init(&input->ahead);
    return input;
}

void input_free(struct input *input)
{
    if (!input)
        return;
    g_queue_clear_full(&input->ahead, g_free);
    g_free(input);
}

void input_clear_event(struct input_event *event)
{
    g_clear_pointer(&event->paste, g_free);
}
