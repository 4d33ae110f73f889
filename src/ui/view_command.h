/* SPDX-License-Identifier: MIT */
/* Commands that work whichever view has the keys. The file of a view exports a table of its own,
 * which dispatch.c finds through view_command.def. */
#ifndef UI_VIEW_COMMAND_H
#define UI_VIEW_COMMAND_H

#include "frame.h"

/* A table ends with a row without a handler. */
struct view_command {
    enum command_id id;
    /* Answers bits of enum view_answer, for the view that has the keys. */
    guint (*handle)(struct ui *ui, const struct command *command);
};

#define VIEW_COMMANDS(table) extern const struct view_command table[];
#include "view_command.def"
#undef VIEW_COMMANDS

#endif
