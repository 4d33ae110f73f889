/* SPDX-License-Identifier: MIT */
/* Bytes of any encoding to clean UTF-8. Any thread. */
#ifndef BASE_ENCODING_H
#define BASE_ENCODING_H

#include <stddef.h>

/* bytes[0..*len) as UTF-8 that utf8_is_clean() in block mode: by byte order mark, else by the
 * pattern of the first bytes (UTF-16, UTF-32), else by label (what the document or its header
 * declares; NULL or empty: no label; an unknown or impossible label is ignored; labels are read as
 * browsers do: ISO-8859-1 is windows-1252, GB2312 is GB18030), else as UTF-8 if it is valid, else
 * as windows-1252. A bad byte costs one character. Returns bytes itself (or a position in it) and
 * sets *owned to NULL if nothing has to change; else returns a copy, which is also in *owned and
 * which the caller frees. *len becomes the length of the result. */
const char *encoding_decode(const char *bytes, size_t *len, const char *label, char **owned);

/* Copies the label that stands after key ("charset", "encoding") in text[0..len) into label, in
 * lower case and without quotes; key in lower case, found in any case. Empty if there is no label.
 */
void encoding_find_label(const char *text, size_t len, const char *key, char *label, size_t size);

#endif
