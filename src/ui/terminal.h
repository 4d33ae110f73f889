/* SPDX-License-Identifier: MIT */
/* What the terminal reports about itself. It is asked after the first screen, and its answers come
 * between keys, at any time or never. UI thread only. */
#ifndef UI_TERMINAL_H
#define UI_TERMINAL_H

#include <glib.h>
#include <stdbool.h>

struct terminal_facts {
    char name[64];     /* its name (XTVERSION): "kitty(0.35.2)"; "": not reported */
    bool is_tmux;      /* tmux is between us and the terminal (TMUX, TERM_PROGRAM, TERM, or name) */
    bool has_kitty;    /* shows pictures of kitty's protocol, also through tmux */
    bool has_sixel;    /* DA1 has a 4 */
    bool has_sync;     /* knows synchronized output (DECRQM 2026 says 1 or 2) */
    bool marks_pastes; /* marks where a paste begins and ends (TERM, or DECRQM 2004 says so) */
    int cell_width, cell_height; /* pixels; 0: not known */
};

struct terminal;

/* Returns a terminal of which only the environment is known; free with terminal_free(). */
struct terminal *terminal_new(void);
void terminal_free(struct terminal *terminal);

/* Returns the questions to send; borrowed until the next call. NULL if this terminal must not be
 * asked (TERM is dumb, linux, or not like xterm). From here on answers are taken out of the input,
 * until the last one (DA1), but at most for ten seconds; tmux answers itself before the terminal
 * behind it, for which two more seconds are left. May be called again, after the terminal was given
 * away or has another size; facts stay until the answers come. now_us is g_get_monotonic_time(). */
const char *terminal_ask(struct terminal *terminal, gint64 now_us);

/* Whether answers are still to come. */
bool terminal_is_awaited(const struct terminal *terminal, gint64 now_us);

/* What a character from the terminal is. */
enum terminal_answer {
    TERMINAL_KEY,  /* not a part of an answer: it is a key, after the keys of terminal_take_key() */
    TERMINAL_HELD, /* may begin an answer or be a key: the next characters decide */
    TERMINAL_TAKEN,  /* a part of an answer: ignore it */
    TERMINAL_CHANGED /* the end of an answer, and facts have changed */
};

/* Takes c as get_wch() returned it, Escapes included. An answer has begun when its first characters
 * cannot be keys ("\033[?", "\033[6;", "\033_G", "\033P>|"); only ESC \ and BEL end strings. The
 * characters of an answer are never keys, however many come; but an answer that has no end within
 * two seconds, or is cut off by a control character or another Escape, is given up. */
enum terminal_answer terminal_take(struct terminal *terminal, guint c, gint64 now_us);

/* After TERMINAL_HELD: how long to wait for the next character before terminal_give_up(). 100 ms
 * for an Escape, which may be a key; longer where no key begins so, or where other answers have
 * come, of which the last is still owed: the next character is surely on its way. */
int terminal_get_patience_ms(const struct terminal *terminal);

/* Gives up the answer that is being read, because a function key has come, or nothing for
 * terminal_get_patience_ms() after TERMINAL_HELD: characters that were held are keys. */
void terminal_give_up(struct terminal *terminal);

/* Takes the next character that was held and turned out to be a key. False if there is none. */
bool terminal_take_key(struct terminal *terminal, guint *c);

/* Returns what to ask once more, because tmux passes nothing on while it has a window to draw, as
 * after the first screen; borrowed likewise. NULL: nothing. */
const char *terminal_ask_again(struct terminal *terminal);

/* What is known so far. Borrowed; the members change when answers come. */
const struct terminal_facts *terminal_get_facts(const struct terminal *terminal);

/* Appends text to out so that tmux passes it on to the terminal: after "\033Ptmux;", with each
 * Escape doubled. Without tmux, text as it is. */
void terminal_append_passed(const struct terminal_facts *facts, GString *out, const char *text,
                            gsize len);

#endif
