/* SPDX-License-Identifier: MIT */
/* Whether bytes are a whole document, by its first and last characters. */
#include "config.h" /* memmem() */

#include "feed/whole.h"

#include <glib.h>
#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The place after a comment, declaration or processing instruction that begins at bytes[at]; at
 * itself if there is none, len if it does not end. */
static size_t skip_markup(const char *bytes, size_t at, size_t len)
{
    static const struct {
        const char *begin, *end;
    } kinds[] = { { "<!--", "-->" }, { "<?", "?>" }, { "<!", ">" } };
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const size_t n = strlen(kinds[i].begin);
        if (len - at < n || memcmp(bytes + at, kinds[i].begin, n) != 0)
            continue;
        const char *end = memmem(bytes + at + n, len - at - n, kinds[i].end, strlen(kinds[i].end));
        return end ? (size_t)(end - bytes) + strlen(kinds[i].end) : len;
    }
    return at;
}

/* Passes blanks, comments, declarations and processing instructions. */
static size_t skip_prolog(const char *bytes, size_t at, size_t len)
{
    for (size_t next = at;; at = next) {
        while (next < len && is_blank(bytes[next]))
            next++;
        next = skip_markup(bytes, next, len);
        if (next == at)
            return at;
    }
}

static size_t get_name_len(const char *bytes, size_t at, size_t len)
{
    size_t end = at;
    while (end < len && !is_blank(bytes[end]) && !strchr("/><", bytes[end]))
        end++;
    return end - at;
}

/* The last end tag of the root, with nothing but comments behind it. */
static bool ends_with_tag(const char *bytes, size_t root, size_t len)
{
    const size_t n = get_name_len(bytes, root, len);
    g_autofree char *tag = g_strdup_printf("</%.*s", (int)n, bytes + root);
    /* comments behind the end are rare and short: the end tag is looked for near the end only */
    const size_t from = len > 4096 ? len - 4096 : 0;
    for (size_t at = len; n && at > MAX(from, root); at--) {
        const char *here = bytes + at - 1;
        if (*here != '<' || (size_t)(bytes + len - here) <= n + 2 ||
            g_ascii_strncasecmp(here, tag, n + 2) != 0)
            continue;
        size_t end = at - 1 + n + 2;
        while (end < len && is_blank(bytes[end]))
            end++;
        return end < len && bytes[end] == '>' && skip_prolog(bytes, end + 1, len) == len;
    }
    return false;
}

bool feed_is_whole(const char *bytes, size_t len)
{
    if (len >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3)) {
        bytes += 3;
        len -= 3;
    }
    while (len && (is_blank(bytes[len - 1]) || !bytes[len - 1]))
        len--;
    const size_t begin = skip_prolog(bytes, 0, len);
    if (begin + 1 >= len)
        return false;
    if (bytes[begin] == '{' || bytes[begin] == '[')
        return bytes[len - 1] == (bytes[begin] == '{' ? '}' : ']');
    return bytes[begin] == '<' && ends_with_tag(bytes, begin + 1, len);
}
