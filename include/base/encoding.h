/* SPDX-License-Identifier: MIT */
/* Bytes of any encoding to clean UTF-8. Any thread. */
#ifndef BASE_ENCODING_H
#define BASE_ENCODING_H

#include <stddef.h>

/* bytes[0..*len) as UTF-8 that utf8_is_clean() in block mode. They are in, in this order: what a byte
 * order mark says; what the pattern of the first bytes says (UTF-16, UTF-32); UTF-8, if they are
 * valid, or have more characters of several bytes than bad bytes; what header (the label that HTTP
 * gives) or declared (the document's own label) says, the likelier one where they differ; else
 * windows-1252. Either label may be NULL or empty; one that is unknown or impossible is ignored;
 * labels are read as browsers do: ISO-8859-1 is windows-1252, GB2312 is GB18030. A bad byte costs
 * one character; C1 controls are read as the bytes of windows-1252 that they were. Returns bytes
 * itself (or a position in it) and sets *owned to NULL if nothing has to change; else returns a
 * copy, which is also in *owned and which the caller frees. *len becomes the length of the result.
 */
const char *encoding_decode(const char *bytes, size_t *len, const char *header,
                            const char *declared, char **owned);

/* text[0..len), UTF-8, with its C1 controls (U+0080 to U+009F) as the bytes that they were before a
 * program took them for Latin-1: of UTF-8, where they and their neighbours make some, else of
 * windows-1252. NULL where it has none; else caller frees, and *out_len is the length. */
char *encoding_mend_controls(const char *text, size_t len, size_t *out_len);

/* Copies the label that stands after key ("charset", "encoding") in text[0..len) into label, in
 * lower case and without quotes; key in lower case, found in any case. Empty if there is no label.
 */
void encoding_find_label(const char *text, size_t len, const char *key, char *label, size_t size);

#endif
