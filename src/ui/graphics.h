/* SPDX-License-Identifier: MIT */
/* Pictures that the terminal draws, without the knowledge of ncurses. Each row of cells of a
 * picture is a strip of its own, so that a picture scrolls and is covered row by row. UI thread
 * only. */
#ifndef UI_GRAPHICS_H
#define UI_GRAPHICS_H

#include "config/option.h"
#include "terminal.h"
#include "ui/cell.h"

#include <wchar.h>

struct graphics;

/* Returns the form in which pictures are drawn: the one that the option "graphics" names, else the
 * best that the terminal is known to show. n_colours is 0 if colours are not wanted. */
enum picture_form graphics_choose(const struct terminal_facts *facts, enum option_graphics wanted,
                                  int n_colours);

/* Returns the state for one screen, without pictures; free with graphics_free(). */
struct graphics *graphics_new(void);
void graphics_free(struct graphics *graphics);

enum { GRAPHICS_PLACEHOLDER_CHARACTERS = 4 };

/* Writes the character for a cell of a picture if the terminal finds the place of pictures by
 * characters (Unicode placeholders of kitty), and the number of its colour. False: the cell is to
 * be blank. */
bool graphics_get_placeholder(const struct terminal_facts *facts, const struct grid *grid,
                              const struct cell *cell,
                              wchar_t text[GRAPHICS_PLACEHOLDER_CHARACTERS + 1], int *colour);

/* Whether the whole screen has to be drawn, because the terminal turned out to show pictures in
 * another way. Call it before graphics_prepare(). */
bool graphics_turn(struct graphics *graphics, const struct terminal_facts *facts);

/* Before ncurses draws grid: sets is_redrawn for each row that ncurses has to write completely, to
 * erase pixels there. is_cleared: the screen is about to be cleared. */
void graphics_prepare(struct graphics *graphics, const struct terminal_facts *facts,
                      const struct grid *grid, bool is_cleared, bool *is_redrawn);

/* After ncurses has drawn: appends to out the sequences that show the pictures. is_changed marks
 * the rows to which ncurses may have written. */
void graphics_finish(struct graphics *graphics, const struct terminal_facts *facts,
                     const struct grid *grid, const bool *is_changed, GString *out);

/* Appends to out the sequences that remove all pictures, also from the terminal's memory. */
void graphics_clear(struct graphics *graphics, const struct terminal_facts *facts, GString *out);

#endif
