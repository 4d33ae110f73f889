/* SPDX-License-Identifier: MIT */
/* What the terminal says of itself. It is asked once the first screen stands, and its answers come
 * among the keys, whenever they come, or never. UI thread only. */
#ifndef UI_TERMINAL_H
#define UI_TERMINAL_H

#include <glib.h>
#include <stdbool.h>

struct terminal_facts {
    char name[64];  /* as it calls itself (XTVERSION): "kitty(0.35.2)"; "": it does not */
    bool is_tmux;   /* between us and the terminal (TMUX, TERM_PROGRAM, TERM, or name) */
    bool has_kitty; /* takes kitty's pictures, and tmux lets them through */
    bool has_sixel; /* DA1 has a 4 */
    bool has_sync;  /* knows synchronized output (DECRQM 2026 says 1 or 2) */
    int cell_width, cell_height; /* pixels; 0: not known */
};

struct terminal;

struct terminal *terminal_new(void);
void terminal_free(struct terminal *terminal);

/* What to send to ask for all of it; a string of ours, valid until the next call; NULL where this
 * terminal is not to be asked (TERM is dumb, linux, or nothing like xterm). From here on, for ten
 * seconds at most or until the last answer (DA1; what tmux lets through comes after its own, for
 * which two seconds are left), answers are looked for among the keys. May be called again (after
 * the terminal was given away, or has another size); what is known stays until the answers come.
 * now_us is g_get_monotonic_time(). */
const char *terminal_ask(struct terminal *terminal, gint64 now_us);

/* Whether answers are still to come. */
bool terminal_is_awaited(const struct terminal *terminal, gint64 now_us);

/* What a character is that came from the terminal. */
enum terminal_answer {
    TERMINAL_KEY,    /* no part of an answer: it is a key, after those of terminal_take_key() */
    TERMINAL_HELD,   /* may begin an answer or be a key: what follows within a moment tells */
    TERMINAL_TAKEN,  /* part of an answer, not to be looked at further */
    TERMINAL_CHANGED /* the end of an answer, and the facts are others now */
};

/* c as get_wch() gave it, Escapes included. An answer has begun when no person types what has come
 * of it ("\033[?", "\033[6;", "\033_G", "\033P>|"); only ESC \ and BEL end strings. Its characters
 * are never keys, however many; but if it has no end within two seconds, or is cut off by a
 * control character or another Escape, it is given up. */
enum terminal_answer terminal_take(struct terminal *terminal, guint c, gint64 now_us);

/* Something else has come, a function key, or nothing came for a moment (100 ms) after
 * TERMINAL_HELD: the answer under way is given up, what was held are keys. */
void terminal_give_up(struct terminal *terminal);

/* The next character that was held and turned out to be a key; false: there is none. */
bool terminal_take_key(struct terminal *terminal, guint *c);

/* What to ask once more: tmux hands nothing through while it has a window to draw, as it has just
 * after the first screen. A string of ours like that; NULL: nothing. */
const char *terminal_ask_again(struct terminal *terminal);

const struct terminal_facts *terminal_get_facts(const struct terminal *terminal);

/* Text wrapped so that tmux hands it through to the terminal: "\033Ptmux;" with each Escape
 * doubled. Appends to out; without tmux text as it is. */
void terminal_append_passed(const struct terminal_facts *facts, GString *out, const char *text,
                            gsize len);

#endif
