/* SPDX-License-Identifier: MIT */
/* What the terminal says of itself. It is asked once the first screen stands, and its answers come
 * among the keys, whenever they come, or never. UI thread only. */
#ifndef UI_TERMINAL_H
#define UI_TERMINAL_H

#include <glib.h>
#include <stdbool.h>

struct terminal_facts {
    char name[64];  /* as it calls itself (XTVERSION): "kitty(0.35.2)"; "": it does not */
    bool is_tmux;   /* between us and the terminal (TERM_PROGRAM, TMUX, or name) */
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
 * seconds at most or until the last answer (DA1), answers are looked for among the keys. May be
 * called again (after the terminal was given away, or has another size); what is known stays until
 * the answers come. now_us is g_get_monotonic_time(). */
const char *terminal_ask(struct terminal *terminal, gint64 now_us);

/* A character that came from the terminal, as get_wch() gave it. */
enum terminal_answer {
    TERMINAL_KEY,    /* no part of an answer: it is a key */
    TERMINAL_TAKEN,  /* part of an answer, not to be looked at further */
    TERMINAL_CHANGED /* the same, and the facts are others now */
};

/* Whether answers are still to come: an Escape may begin one, so that what follows is to be waited
 * for a moment (100 ms) and handed over with it. */
bool terminal_is_awaited(const struct terminal *terminal, gint64 now_us);

/* c is the first character after an Escape (begins_escape), or any other. An answer that does not
 * end within 4 KiB or two seconds is given up. */
enum terminal_answer terminal_take(struct terminal *terminal, guint c, bool begins_escape,
                                   gint64 now_us);

const struct terminal_facts *terminal_get_facts(const struct terminal *terminal);

/* Text wrapped so that tmux hands it through to the terminal: "\033Ptmux;" with each Escape
 * doubled. Appends to out; without tmux text as it is. */
void terminal_append_passed(const struct terminal_facts *facts, GString *out, const char *text,
                            gsize len);

#endif
