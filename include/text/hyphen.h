/* SPDX-License-Identifier: MIT */
/* Where words may be parted, by the patterns of TeX that libhyphen and its dictionaries have. Built
 * without libhyphen, no word may. An object belongs to one thread. */
#ifndef TEXT_HYPHEN_H
#define TEXT_HYPHEN_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct hyphen_shelf;      /* the dictionaries that were asked for, loaded once */
struct hyphen_dictionary; /* of one language */

struct hyphen_shelf *hyphen_shelf_new(void);
void hyphen_shelf_free(struct hyphen_shelf *shelf);

/* The dictionary of a language (BCP 47: "de", "en-GB"; from outside: checked here); NULL where
 * there is none, or language is NULL. The shelf's. */
const struct hyphen_dictionary *hyphen_find(struct hyphen_shelf *shelf, const char *language);

/* The language of a text by its commonest words, "en"; NULL: not told. Static. */
const char *hyphen_guess_language(const char *text, size_t len);

enum { HYPHEN_MAX_BYTES = 96 }; /* of a word; longer ones are not parted */

/* parts[i] tells whether word may be parted before its byte i, with a hyphen; false where it may
 * nowhere. word: letters, valid UTF-8. */
bool hyphen_find_parts(const struct hyphen_dictionary *dictionary, const char *word, size_t len,
                       bool parts[HYPHEN_MAX_BYTES]);

#endif
