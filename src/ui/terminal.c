/* SPDX-License-Identifier: MIT */
/* What the terminal reports about itself: questions, and answers that are taken out of the input.
 */
#include "terminal.h"

#include <string.h>

enum { ESCAPE = 27, BELL = 7, DELETE = 127, TEXT_BYTES = 256, CELL_MIN = 2, CELL_MAX = 200 };

#define AWAITED_US (10 * G_USEC_PER_SEC)
#define AFTER_TMUX_US (2 * G_USEC_PER_SEC)
#define ANSWER_US (2 * G_USEC_PER_SEC)

#define KITTY_QUERY "\033_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\033\\"
/* behind tmux only terminals that know placeholders are useful: others refuse the key U */
#define KITTY_TMUX_QUERY "\033_Gi=31,s=1,v=1,a=q,U=1,t=d,f=24;AAAA\033\\"
#define NAME_QUERY "\033[>q"
#define CELL_QUERY "\033[16t"
#define SYNC_QUERY "\033[?2026$p"
#define PASTE_QUERY "\033[?2004$p"
#define LAST_QUERY "\033[c"

struct terminal {
    struct terminal_facts facts;
    GString *question;
    gint64 until_us;                       /* until then answers are expected; 0: none are */
    bool said_kitty;                       /* since the last question */
    bool has_answered;                     /* likewise: answers are on their way */
    bool was_asked_again, is_to_ask_again; /* likewise */
    enum { STATE_IDLE, STATE_HELD, STATE_ANSWER, STATE_STRING_END } state;
    gint64 begun_us; /* when the answer that is being read began */
    /* of that answer, or of the input that is held, with its Escape; the rest is dropped */
    char text[TEXT_BYTES];
    guint len;
    guint n_keys, next_key; /* characters of text that are keys, and the next one of them */
};

/* ---- asking */

/* The terminals that are asked, by the beginning of TERM. If takes_all is false, the terminal
 * prints the question for kitty's pictures, or might print it. */
static const struct {
    const char *term;
    bool takes_all;
} asked[] = {
    { "xterm", true }, { "tmux", true },    { "foot", true },    { "alacritty", true },
    { "kitty", true }, { "wezterm", true }, { "contour", true }, { "ghostty", true },
    { "rio", true },   { "konsole", true }, { "vte", true },     { "gnome", true },
    { "iterm", true }, { "mintty", true },  { "st-", true },     { "mlterm", false },
    { "rxvt", false }, { "screen", false },
};

/* Terminals that mark pastes, by the beginning of TERM; others may say so themselves. */
static const char *const marking[] = {
    "xterm",   "tmux",   "foot",         "alacritty", "kitty", "wezterm", "contour",
    "ghostty", "rio",    "konsole",      "vte",       "gnome", "iterm",   "mintty",
    "st-",     "mlterm", "rxvt-unicode", "putty",     "st",
};

static bool has_variable(const char *name, const char *beginning)
{
    const char *value = g_getenv(name);
    return value && *value && g_str_has_prefix(value, beginning);
}

struct terminal *terminal_new(void)
{
    struct terminal *terminal = g_new0(struct terminal, 1);
    terminal->question = g_string_new(NULL);
    terminal->facts.is_tmux = has_variable("TMUX", "") || has_variable("TERM_PROGRAM", "tmux") ||
                              has_variable("TERM", "tmux");
    for (gsize i = 0; i < G_N_ELEMENTS(marking); i++)
        terminal->facts.marks_pastes |= has_variable("TERM", marking[i]);
    if (terminal->facts.is_tmux && has_variable("TERM", "screen"))
        terminal->facts.marks_pastes = true;
    return terminal;
}

void terminal_free(struct terminal *terminal)
{
    if (!terminal)
        return;
    g_string_free(terminal->question, TRUE);
    g_free(terminal);
}

const char *terminal_ask(struct terminal *terminal, gint64 now_us)
{
    gsize i = 0;
    while (i < G_N_ELEMENTS(asked) && !has_variable("TERM", asked[i].term))
        i++;
    /* Apple's terminal can do none of this, and prints what it does not know */
    if (i == G_N_ELEMENTS(asked) || has_variable("TERM_PROGRAM", "Apple_Terminal"))
        return NULL;
    const struct terminal_facts *facts = &terminal->facts;
    const bool is_gnu_screen =
        !facts->is_tmux && (has_variable("STY", "") || has_variable("TERM", "screen"));
    GString *question = terminal->question;
    g_string_truncate(question, 0);
    const char *kitty = facts->is_tmux ? KITTY_TMUX_QUERY : KITTY_QUERY;
    if ((asked[i].takes_all || facts->is_tmux) && !is_gnu_screen)
        terminal_append_passed(facts, question, kitty, strlen(kitty));
    g_string_append(question, NAME_QUERY);
    if (!is_gnu_screen)
        g_string_append(question, CELL_QUERY SYNC_QUERY PASTE_QUERY);
    g_string_append(question, LAST_QUERY);
    terminal->until_us = now_us + AWAITED_US;
    terminal->said_kitty = terminal->was_asked_again = terminal->has_answered = false;
    return question->str;
}

const char *terminal_ask_again(struct terminal *terminal)
{
    if (!terminal->is_to_ask_again)
        return NULL;
    terminal->is_to_ask_again = false;
    terminal->was_asked_again = true;
    g_string_truncate(terminal->question, 0);
    terminal_append_passed(&terminal->facts, terminal->question, KITTY_TMUX_QUERY,
                           strlen(KITTY_TMUX_QUERY));
    return terminal->question->str;
}

bool terminal_is_awaited(const struct terminal *terminal, gint64 now_us)
{
    return now_us < terminal->until_us;
}

const struct terminal_facts *terminal_get_facts(const struct terminal *terminal)
{
    return &terminal->facts;
}

void terminal_append_passed(const struct terminal_facts *facts, GString *out, const char *text,
                            gsize len)
{
    if (!facts->is_tmux) {
        g_string_append_len(out, text, (gssize)len);
        return;
    }
    g_string_append(out, "\033Ptmux;");
    for (gsize i = 0; i < len; i++) {
        if (text[i] == ESCAPE)
            g_string_append_c(out, ESCAPE);
        g_string_append_c(out, text[i]);
    }
    g_string_append(out, "\033\\");
}

/* ---- what the answers mean: text is the part between their beginning and their end */

static bool set_flag(bool *flag, bool value)
{
    const bool is_changed = *flag != value;
    *flag = value;
    return is_changed;
}

/* "i=31;OK", or an error instead of OK. */
static bool read_kitty(struct terminal *terminal, const char *text)
{
    const char *said = strchr(text, ';');
    if (!said || !g_str_has_prefix(text, "i=31") || !strchr(",;", text[4]))
        return false;
    terminal->said_kitty = true;
    return set_flag(&terminal->facts.has_kitty, strcmp(said, ";OK") == 0);
}

static bool read_name(struct terminal *terminal, const char *text)
{
    struct terminal_facts *facts = &terminal->facts;
    char name[sizeof facts->name] = "";
    gsize len = 0;
    for (; *text && len + 1 < sizeof name; text++)
        if (g_ascii_isprint(*text))
            name[len++] = *text;
    const bool is_changed = strcmp(name, facts->name) != 0;
    memcpy(facts->name, name, sizeof name);
    if (g_str_has_prefix(name, "tmux "))
        facts->is_tmux = true;
    return is_changed;
}

/* "18;9": height and width of a cell; impossible sizes are ignored. */
static bool read_cell(struct terminal *terminal, const char *text)
{
    struct terminal_facts *facts = &terminal->facts;
    char *end;
    const guint64 height = g_ascii_strtoull(text, &end, 10);
    const guint64 width = *end == ';' ? g_ascii_strtoull(end + 1, &end, 10) : 0;
    if (*end || height < CELL_MIN || height > CELL_MAX || width < CELL_MIN || width > CELL_MAX)
        return false;
    const bool is_changed = facts->cell_height != (int)height || facts->cell_width != (int)width;
    facts->cell_height = (int)height;
    facts->cell_width = (int)width;
    return is_changed;
}

/* 1: set, 2: reset; other numbers: not known, or fixed */
static bool read_sync(struct terminal *terminal, const char *text)
{
    return set_flag(&terminal->facts.has_sync, strcmp(text, "1") == 0 || strcmp(text, "2") == 0);
}

/* 0: not known; 4: never */
static bool read_paste(struct terminal *terminal, const char *text)
{
    return set_flag(&terminal->facts.marks_pastes,
                    strcmp(text, "0") != 0 && strcmp(text, "4") != 0);
}

/* "62;4;22": the kind of terminal, then what it can do. This was asked last, and answers come in
 * order; but behind tmux another terminal answers what was passed on, later. */
static bool read_attributes(struct terminal *terminal, const char *text)
{
    bool has_sixel = false, is_changed = false;
    for (const char *at = strchr(text, ';'); at && !has_sixel; at = strchr(at + 1, ';'))
        has_sixel = at[1] == '4' && (!at[2] || at[2] == ';');
    terminal->has_answered = false; /* nothing more is owed for sure */
    if (!terminal->facts.is_tmux && !terminal->said_kitty)
        is_changed = set_flag(&terminal->facts.has_kitty, false);
    if (terminal->facts.is_tmux && !terminal->said_kitty && !terminal->was_asked_again)
        terminal->is_to_ask_again = is_changed = true;
    terminal->until_us = terminal->facts.is_tmux && !terminal->said_kitty
                             ? MIN(terminal->until_us, terminal->begun_us + AFTER_TMUX_US)
                             : 0;
    return set_flag(&terminal->facts.has_sixel, has_sixel) || is_changed;
}

static const struct {
    const char *beginning; /* if it has '[', numbers follow, else a string */
    const char *end;
    bool (*read)(struct terminal *terminal, const char *text);
} answers[] = {
    { "\033_G", "", read_kitty },        { "\033P>|", "", read_name },
    { "\033[6;", "t", read_cell },       { "\033[?2026;", "$y", read_sync },
    { "\033[?2004;", "$y", read_paste }, { "\033[?", "c", read_attributes },
};

/* ---- taking answers out of the input */

static enum terminal_answer terminal_finish(struct terminal *terminal)
{
    const gsize len = terminal->len;
    terminal->state = STATE_IDLE;
    terminal->len = 0;
    terminal->has_answered = true;
    if (len >= sizeof terminal->text) /* too long for an answer that was asked for */
        return TERMINAL_TAKEN;
    terminal->text[len] = '\0';
    for (gsize i = 0; i < G_N_ELEMENTS(answers); i++) {
        const gsize begin_len = strlen(answers[i].beginning), end_len = strlen(answers[i].end);
        if (len < begin_len + end_len || !g_str_has_prefix(terminal->text, answers[i].beginning) ||
            strcmp(terminal->text + len - end_len, answers[i].end) != 0)
            continue;
        terminal->text[len - end_len] = '\0';
        return answers[i].read(terminal, terminal->text + begin_len) ? TERMINAL_CHANGED
                                                                     : TERMINAL_TAKEN;
    }
    return TERMINAL_TAKEN;
}

static void terminal_keep(struct terminal *terminal, guint c)
{
    if (terminal->len < sizeof terminal->text)
        terminal->text[terminal->len++] = c < 0x80 ? (char)c : DELETE;
}

static enum terminal_answer terminal_begin(struct terminal *terminal, guint c, gint64 now_us)
{
    if (c != ESCAPE || !terminal_is_awaited(terminal, now_us))
        return TERMINAL_KEY;
    terminal->state = STATE_HELD;
    terminal->begun_us = now_us;
    terminal->len = 0;
    terminal_keep(terminal, c);
    return TERMINAL_HELD;
}

/* Takes c after input that is held: together they may be a part of the beginning of an answer, the
 * whole beginning, or neither. */
static enum terminal_answer terminal_take_held(struct terminal *terminal, guint c)
{
    const guint len = terminal->len;
    for (gsize i = 0; i < G_N_ELEMENTS(answers); i++) {
        const char *beginning = answers[i].beginning;
        if (memcmp(terminal->text, beginning, len) != 0 || (guchar)beginning[len] != c)
            continue;
        terminal_keep(terminal, c);
        for (gsize k = 0; k < G_N_ELEMENTS(answers); k++)
            if (strlen(answers[k].beginning) == len + 1 &&
                memcmp(terminal->text, answers[k].beginning, len + 1) == 0)
                terminal->state = STATE_ANSWER;
        return terminal->state == STATE_ANSWER ? TERMINAL_TAKEN : TERMINAL_HELD;
    }
    terminal_give_up(terminal);
    return TERMINAL_KEY;
}

static enum terminal_answer terminal_take_inside(struct terminal *terminal, guint c, gint64 now_us)
{
    const bool is_string = terminal->text[1] != '[';
    if (is_string && c == ESCAPE) {
        terminal->state = STATE_STRING_END;
        return TERMINAL_TAKEN;
    }
    if (is_string && c == BELL)
        return terminal_finish(terminal);
    if (c < 0x20 || (!is_string && c > 0x7E)) {
        terminal_give_up(terminal);
        return terminal_begin(terminal, c, now_us);
    }
    terminal_keep(terminal, c);
    return is_string || c < 0x40 ? TERMINAL_TAKEN : terminal_finish(terminal);
}

enum terminal_answer terminal_take(struct terminal *terminal, guint c, gint64 now_us)
{
    if (terminal->state > STATE_HELD && now_us - terminal->begun_us > ANSWER_US)
        terminal_give_up(terminal);
    switch (terminal->state) {
    case STATE_HELD:
        return terminal_take_held(terminal, c);
    case STATE_ANSWER:
        return terminal_take_inside(terminal, c, now_us);
    case STATE_STRING_END:
        if (c == '\\')
            return terminal_finish(terminal);
        /* cut off by another sequence, whose Escape was read already */
        terminal->state = STATE_HELD;
        terminal->begun_us = now_us;
        terminal->len = 1;
        return terminal_take_held(terminal, c);
    case STATE_IDLE:
    default:
        return terminal_begin(terminal, c, now_us);
    }
}

int terminal_get_patience_ms(const struct terminal *terminal)
{
    enum { ESCAPE_MS = 100, SEQUENCE_MS = 500, ANSWER_MS = 2000 };
    if (terminal->has_answered)
        return ANSWER_MS;
    return terminal->len > 1 ? SEQUENCE_MS : ESCAPE_MS;
}

void terminal_give_up(struct terminal *terminal)
{
    if (terminal->state == STATE_HELD) {
        terminal->n_keys = terminal->len;
        terminal->next_key = 0;
    }
    terminal->state = STATE_IDLE;
    terminal->len = 0;
}

bool terminal_take_key(struct terminal *terminal, guint *c)
{
    if (terminal->next_key >= terminal->n_keys)
        return false;
    *c = (guchar)terminal->text[terminal->next_key++];
    return true;
}
