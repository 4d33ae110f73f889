/* SPDX-License-Identifier: MIT */
/* Hyperlinks (OSC 8), which ncurses does not know: the cells of links are written once more, with
 * their address. Source: the specification of OSC 8 by Egmont Koblinger. UI thread only. */
#ifndef UI_HYPERLINK_H
#define UI_HYPERLINK_H

#include "terminal.h"

#include "config/option.h"
#include "ui/cell.h"

struct hyperlinks;

struct hyperlinks *hyperlinks_new(void);
void hyperlinks_free(struct hyperlinks *hyperlinks);

/* Whether they are to be sent: as the option "hyperlinks" says, else where the terminal is known to
 * take them. */
bool hyperlinks_choose(const struct terminal_facts *facts, enum option_hyperlinks wanted);

/* Appends what a cell looks like: its attributes and colours, its characters. */
typedef void hyperlink_drawer(void *data, const struct cell *cell, GString *out);

/* After ncurses has drawn grid: appends to out the cells that lead somewhere, and those that do no
 * more, of the rows that ncurses may have written to. is_cleared: none is on the screen any more;
 * is_wanted: false takes them all away. */
void hyperlinks_finish(struct hyperlinks *hyperlinks, const struct grid *grid, bool is_wanted,
                       bool is_cleared, const bool *is_changed, hyperlink_drawer *draw, void *data,
                       GString *out);

#endif
