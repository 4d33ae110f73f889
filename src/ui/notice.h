/* SPDX-License-Identifier: MIT */
/* What is said in the last line: one notice is shown, the others wait until a key was pressed after
 * it was on the screen. Everything goes to the log as well. UI thread only. */
#ifndef UI_NOTICE_H
#define UI_NOTICE_H

#include <glib.h>
#include <stdbool.h>

enum notice_kind {
    NOTICE_INFO,
    NOTICE_ERROR,
    NOTICE_BEGUN, /* what the person asked for goes on; the answer takes its place */
};

/* Who speaks, which decides what the notice stands in front of, and what it takes the place of. */
enum notice_source {
    NOTICE_HERE,   /* the key or the command that is handled now: shown at once */
    NOTICE_ANSWER, /* what became of a command that was carried out elsewhere: shown at once */
    NOTICE_FETCHED, /* reports from the background wait; one takes the place of an earlier report … */
    NOTICE_OFFLINE, /* … from the same source */
    NOTICE_INDEX,
    NOTICE_OTHER,
};

/* Begin with { 0 }. */
struct notices {
    GQueue waiting;       /* of struct notice *; the head is shown */
    bool is_handling_key; /* set by who handles keys: what is said now has the source NOTICE_HERE */
};

void notices_clear(struct notices *notices);

/* Takes the text. Of more than 50 notices that wait, the oldest report goes (the log has it). What
 * is shown already, or waits, is not added again. */
void notices_add(struct notices *notices, enum notice_kind kind, enum notice_source source,
                 char *text_take);

/* The text in the last line, or NULL; borrowed until a notice is added or read. Optional outputs:
 * whether it is an error, and how many wait behind it. */
const char *notices_get_shown(const struct notices *notices, bool *is_error, guint *n_waiting);

/* The shown notice is on the screen: the next key means that it was read. */
void notices_set_drawn(struct notices *notices);

/* A key was pressed, or a button: what was on the screen has been read and goes, and so does what
 * an earlier key had to say, unless it is an error that was never drawn. */
void notices_pass(struct notices *notices);

#endif
