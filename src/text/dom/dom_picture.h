/* SPDX-License-Identifier: MIT */
/* Inside text: the address of a picture in HTML, the same for all that shows or writes pictures. */
#ifndef TEXT_DOM_PICTURE_H
#define TEXT_DOM_PICTURE_H

#include "dom.h"

/* The address of an img, or of a picture element without one: where a picture is loaded late, its
 * own before its placeholder's; the widest of a set that is worth fetching. Absolute, of http or
 * https; or a "data:" address that picture_is_data(). NULL where it has none; caller frees. */
char *picture_find_address(const char *base_url, const struct dom_node *node);

/* The img is not to be shown, as another stands for it: it is the one for programs without scripts
 * behind one whose address is known, or a placeholder without address before such a one. */
bool picture_is_spare(const char *base_url, const struct dom_node *node);

/* The name in an address is one of a picture that only fills a place: "a/blank.gif". */
bool picture_is_placeholder(const char *address);

/* An img that stands in its line, as it is said to be small, or for a symbol. */
bool picture_is_icon(const struct dom_node *node);

/* value ends as the names of pictures do, before a query: "a/b.JPG?w=5". */
bool picture_has_ending(const char *value);

#endif
