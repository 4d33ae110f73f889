/* SPDX-License-Identifier: MIT */
/* Playing and downloading. The first six are commands of the frame and answer bits of enum
 * view_answer. */
#ifndef UI_ENCLOSURES_H
#define UI_ENCLOSURES_H

#include "private.h"

/* The enclosure of the selected or open article with the number that is given, else the only one,
 * else one to be chosen. */
guint enclosures_play(struct ui *ui, const struct command *command);
guint enclosures_download(struct ui *ui, const struct command *command);

guint enclosures_show(struct ui *ui, const struct command *command);
guint enclosures_next_chapter(struct ui *ui, const struct command *command);
guint enclosures_prev_chapter(struct ui *ui, const struct command *command);
guint downloads_show(struct ui *ui, const struct command *command);

#endif
