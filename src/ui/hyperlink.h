/* SPDX-License-Identifier: MIT */
/* Hyperlinks (OSC 8). Source: the specification of OSC 8 by Egmont Koblinger. UI thread only. */
#ifndef UI_HYPERLINK_H
#define UI_HYPERLINK_H

#include "config/option.h"
#include "terminal.h"
#include "ui/cell.h"

/* Whether hyperlinks are sent: as the option "hyperlinks" says, else if the terminal is known to
 * understand them. */
bool hyperlinks_choose(const struct terminal_facts *facts, enum option_hyperlinks wanted);

/* Appends what makes the text that follows lead to a URL of the grid (its number, as in struct
 * cell), or, for 0, lead nowhere. Returns whether a link is open then: not for URLs that no
 * terminal should open. */
bool hyperlink_append(GString *out, const struct grid *grid, guint16 address);

#endif
