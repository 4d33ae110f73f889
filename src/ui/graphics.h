/* SPDX-License-Identifier: MIT */
/* Pictures that the terminal draws, beside what ncurses knows of the screen. Each row of a
 * picture's cells is a strip of its own, so that a picture scrolls and is covered row by row. UI
 * thread only.
 */
#ifndef UI_GRAPHICS_H
#define UI_GRAPHICS_H

#include "terminal.h"

#include "config/option.h"
#include "ui/cell.h"

#include <wchar.h>

struct graphics;

/* In which form pictures are best drawn: as the option "graphics" says, else as the terminal can.
 */
enum picture_form graphics_choose(const struct terminal_facts *facts, enum option_graphics wanted,
                                  int n_colours);

struct graphics *graphics_new(void);
void graphics_free(struct graphics *graphics);

enum { GRAPHICS_PLACEHOLDER_CHARACTERS = 4 };

/* What stands in a cell of a picture where the terminal finds its place by characters (kitty's
 * Unicode placeholders), and the colour that it is to have; false: a blank does. */
bool graphics_get_placeholder(const struct terminal_facts *facts, const struct grid *grid,
                              const struct cell *cell,
                              wchar_t text[GRAPHICS_PLACEHOLDER_CHARACTERS + 1], int *colour);

/* Whether the screen has to be drawn whole, because facts came by which pictures are shown in
 * another way. Before graphics_prepare(). */
bool graphics_turn(struct graphics *graphics, const struct terminal_facts *facts);

/* Before ncurses draws grid: sets is_redrawn of each row that it is to write whole, because pixels
 * stand there that go. is_cleared: the screen is about to be cleared. */
void graphics_prepare(struct graphics *graphics, const struct terminal_facts *facts,
                      const struct grid *grid, bool is_cleared, bool *is_redrawn);

/* After ncurses has drawn: appends to out what brings the pictures onto the screen. is_changed are
 * the rows that ncurses may have written to. */
void graphics_finish(struct graphics *graphics, const struct terminal_facts *facts,
                     const struct grid *grid, const bool *is_changed, GString *out);

/* Takes all pictures away, from the terminal's memory, too. */
void graphics_clear(struct graphics *graphics, const struct terminal_facts *facts, GString *out);

#endif
