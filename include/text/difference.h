/* SPDX-License-Identifier: MIT */
/* What two texts differ in, word by word. */
#ifndef TEXT_DIFFERENCE_H
#define TEXT_DIFFERENCE_H

#include <glib.h>
#include <stdbool.h>

/* The words that differ between two articles, as HTML that page_render() sets: paragraphs, with
 * <del> around words that went and <ins> around those that came. Texts are HTML, or plain text
 * where is_text is set; markup is taken away first, so that a change of markup is not a difference.
 * Unchanged stretches of more than 2 * context_words words are shortened to "…" with context_words
 * at each change; 0: all is shown. "" where no word differs.
 *
 * Time and memory are linear: of each text a megabyte of words is compared, and where two stretches
 * have next to nothing in common they are shown as replaced. Pure; any thread. Caller frees. */
char *text_difference(const char *old_html, gsize old_len, bool old_is_text, const char *new_html,
                      gsize new_len, bool new_is_text, guint context_words);

#endif
