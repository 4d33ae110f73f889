/* SPDX-License-Identifier: MIT */
/* Where words may be hyphenated, by TeX's patterns, from libhyphen and its dictionaries. Without
 * libhyphen, no word is hyphenated. An object belongs to one thread. */
#ifndef TEXT_HYPHEN_H
#define TEXT_HYPHEN_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct hyphen_shelf;      /* the dictionaries that were asked for, loaded once */
struct hyphen_dictionary; /* of one language */

struct hyphen_shelf *hyphen_shelf_new(void);
void hyphen_shelf_free(struct hyphen_shelf *shelf);

/* The dictionary of a language (BCP 47: "de", "en-GB"; from outside: checked here); NULL if it has
 * no dictionary, or language is NULL. The shelf owns it. */
const struct hyphen_dictionary *hyphen_find(struct hyphen_shelf *shelf, const char *language);

/* The language of a text by its commonest words, "en"; NULL: not recognised. Static. */
const char *hyphen_guess_language(const char *text, size_t len);

enum { HYPHEN_MAX_BYTES = 96 }; /* of a word; longer words are not hyphenated */

/* parts[i]: word may be hyphenated before its byte i. Returns false if it may not be hyphenated at
 * all. word: letters, valid UTF-8. */
bool hyphen_find_parts(const struct hyphen_dictionary *dictionary, const char *word, size_t len,
                       bool parts[HYPHEN_MAX_BYTES]);

#endif
