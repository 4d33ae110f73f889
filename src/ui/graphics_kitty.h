/* SPDX-License-Identifier: MIT */
/* Kitty's graphics protocol: a picture is sent once, then placed. If the terminal knows Unicode
 * placeholders, cells with a certain character say where; else each row of cells is a placement.
 * Source: sw.kovidgoyal.net/kitty/graphics-protocol. Pure functions but for the environment. */
#ifndef UI_GRAPHICS_KITTY_H
#define UI_GRAPHICS_KITTY_H

#include "terminal.h"
#include "text/picture.h"

#include <wchar.h>

/* Whether the terminal, or the one behind tmux, finds pictures by placeholders. */
bool kitty_has_placeholders(const struct terminal_facts *facts);

/* Writes the placeholder of a cell: a character and its marks, then 0. */
void kitty_write_placeholder(const struct picture_drawing *drawing, guint row, guint col,
                             wchar_t text[5]);

/* Returns the colour of those characters, which is the low byte of the picture's number. */
int kitty_get_colour(const struct picture_drawing *drawing);

/* Append the sequences that send a picture, take it out of the terminal's memory, show a row of its
 * cells at the cursor, and hide it there. place is a number, not 0, that identifies the place on
 * the screen; a row that is shown at a place replaces the row of that picture that was there. */
void kitty_append_send(GString *out, const struct terminal_facts *facts,
                       const struct picture_drawing *drawing);
void kitty_append_drop(GString *out, const struct terminal_facts *facts,
                       const struct picture_drawing *drawing);
void kitty_append_show(GString *out, const struct picture_drawing *drawing, guint row, guint place);
void kitty_append_hide(GString *out, const struct picture_drawing *drawing, guint place);

#endif
