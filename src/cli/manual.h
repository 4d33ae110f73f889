/* SPDX-License-Identifier: MIT */
/* Inside cli: the text of a manual page to man(7). The text (man/NAME.in) is UTF-8 in lines:
 *
 *   # NAME SECTION SUMMARY     the head of the page
 *   ## TITLE                   a section
 *   - TERM | ARGUMENTS         an item of a list; what it means follows, indented by two blanks
 *       LINE                   four blanks: a line of an example, as it is
 *   @NAME@                     what the program's tables have: see struct manual_mark
 *   @about NAME@               the paragraph that follows belongs to the row NAME of a table, and is
 *                              printed there
 *
 * All other lines are paragraphs, which end at an empty line. In paragraphs *word* is bold, ^word^
 * italic, and the marks that have a format function are replaced; items are plain text. */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include <glib.h>

/* What stands for "@name@" on a line of its own (print) or within a paragraph (format). */
struct manual_mark {
    const char *name;
    /* Prints rows; about has the paragraphs for rows, by their names; data: of manual_print(). */
    void (*print)(GHashTable *about, const void *data);
    char *(*format)(void); /* caller frees; or NULL */
};

/* Prints the page to standard output. marks end with a row without a name. A line that is not what
 * it should be ends the program: text is our own. */
void manual_print(const char *text, const struct manual_mark *marks, const void *data);

#endif
