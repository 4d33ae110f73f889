/* SPDX-License-Identifier: MIT */
/* Text as it is searched: without what people leave out when they type. Any thread. */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include <glib.h>

/* Returns text (valid UTF-8) in the form in which it is searched: lower case; without accents (but a
 * letter of its own stays one: й, が); ł ø đ ħ ı as l o d h i, ß æ œ þ as ss ae oe th, ё as е, ﬁ as
 * fi; wide and narrow forms as the usual ones; typographic quotes and dashes as ' " -; without soft
 * hyphens and characters of no width; white space, line ends too, as one blank. Of other marks only
 * the vowel points of Hebrew and Arabic go. Caller frees. */
char *fold_text(const char *text);

/* The same of text[0..len), with the places: (*places)[i] is the offset in text of the character that
 * byte i of the result comes from; (*places)[length of the result] is len. Caller frees both. */
char *fold_text_with_places(const char *text, gsize len, guint32 **places);

#endif
