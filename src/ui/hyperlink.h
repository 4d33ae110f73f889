/* SPDX-License-Identifier: MIT */
/* Hyperlinks (OSC 8), which ncurses does not know: the cells of links are written once more, with
 * their URL. Source: the specification of OSC 8 by Egmont Koblinger. UI thread only. */
#ifndef UI_HYPERLINK_H
#define UI_HYPERLINK_H

#include "config/option.h"
#include "terminal.h"
#include "ui/cell.h"

struct hyperlinks;

/* Returns the state for one screen, without hyperlinks; free with hyperlinks_free(). */
struct hyperlinks *hyperlinks_new(void);
void hyperlinks_free(struct hyperlinks *hyperlinks);

/* Whether hyperlinks are sent: as the option "hyperlinks" says, else if the terminal is known to
 * understand them. */
bool hyperlinks_choose(const struct terminal_facts *facts, enum option_hyperlinks wanted);

/* Appends the attributes, colours and characters of a cell. */
typedef void hyperlink_drawer(void *data, const struct cell *cell, GString *out);

/* After ncurses has drawn grid: appends to out the cells that lead to a URL, and those that no
 * longer do, of the rows to which ncurses may have written (is_changed). is_cleared: the screen was
 * cleared. is_wanted false removes all hyperlinks. */
void hyperlinks_finish(struct hyperlinks *hyperlinks, const struct grid *grid, bool is_wanted,
                       bool is_cleared, const bool *is_changed, hyperlink_drawer *draw, void *data,
                       GString *out);

#endif
