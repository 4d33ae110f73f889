/* SPDX-License-Identifier: MIT */
/* Inside cli: text for man(7), written to standard output. Lines are wrapped, and whatever roff
 * would take for a request or an escape is escaped. In prose *word* is bold and ^word^
 * italic; a text that comes from a table is plain. */
#ifndef CLI_ROFF_H
#define CLI_ROFF_H

/* The head of a page and its NAME section. summary has no full stop. */
void roff_page(const char *name, const char *section, const char *summary);

/* The head of a section. */
void roff_section(const char *title);

/* A paragraph of prose; the first one of a section is printed by roff_more(). */
void roff_paragraph(const char *prose);

/* An item of a list: the term in bold, its arguments (or NULL) with options bold and words in
 * capitals italic, and what it means: plain text, made a sentence. */
void roff_item(const char *term, const char *arguments, const char *text);

/* Prose on a line of its own: more about the item before, or the first paragraph of a section. */
void roff_more(const char *prose);

/* Lines as they are. */
void roff_example(const char *const *lines, unsigned n);

#endif
