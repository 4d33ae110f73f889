/* SPDX-License-Identifier: MIT */
/* Kitty's graphics protocol: a picture is sent once, then placed. Where the terminal knows Unicode
 * placeholders, cells with a certain character say where; elsewhere each row of cells is a
 * placement. Source: sw.kovidgoyal.net/kitty/graphics-protocol. */
#ifndef UI_GRAPHICS_KITTY_H
#define UI_GRAPHICS_KITTY_H

#include "terminal.h"

#include "text/picture.h"

#include <wchar.h>

/* Whether the terminal, also behind tmux, finds pictures by placeholders. */
bool kitty_has_placeholders(const struct terminal_facts *facts);

/* The character of a cell with its marks, ended by 0. */
void kitty_write_placeholder(const struct picture_drawing *drawing, guint row, guint col,
                             wchar_t text[5]);

/* The number of the colour of those characters: the low byte of the picture's number. */
int kitty_get_colour(const struct picture_drawing *drawing);

/* Append what sends the picture, takes it out of the terminal's memory, shows a row of its cells at
 * the cursor, and takes it from there. place is a number, not 0, that only this place has; what the
 * picture shows there goes with the next row that is shown there. */
void kitty_append_send(GString *out, const struct terminal_facts *facts,
                       const struct picture_drawing *drawing);
void kitty_append_drop(GString *out, const struct terminal_facts *facts,
                       const struct picture_drawing *drawing);
void kitty_append_show(GString *out, const struct picture_drawing *drawing, guint row, guint place);
void kitty_append_hide(GString *out, const struct picture_drawing *drawing, guint place);

#endif
