/* SPDX-License-Identifier: MIT */
/* What can be done with the selected or open article beyond reading it. Each is a command of the
 * frame and answers bits of enum view_answer. */
#ifndef UI_ARTICLE_COMMAND_H
#define UI_ARTICLE_COMMAND_H

#include "private.h"

guint article_open_comments(struct ui *ui, const struct command *command);
guint article_copy_link(struct ui *ui, const struct command *command);
guint article_save_as(struct ui *ui, const struct command *command); /* save FILE|FOLDER */
guint article_pipe_to(struct ui *ui, const struct command *command); /* pipe-to COMMAND */

#endif
