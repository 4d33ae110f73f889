/* SPDX-License-Identifier: MIT */
/* Tags with more attributes than anyone means, cut: libxml2 compares each attribute with all before
 * it. */
#include "html.h"

#include <glib.h>
#include <string.h>

#define MAX_ATTRIBUTES 64
#define MAX_PLAIN_BYTES (MAX_ATTRIBUTES * 2) /* what is shorter has no more */

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && (g_ascii_isspace(*p) || *p == '/'))
        p++;
    return p;
}

/* Behind the attribute at p, with its value. */
static const char *skip_attribute(const char *p, const char *end)
{
    const char *begin = p;
    while (p < end && !g_ascii_isspace(*p) && *p != '=' && *p != '>' && *p != '/')
        p++;
    const char *name_end = p;
    while (p < end && g_ascii_isspace(*p))
        p++;
    if (p == end || *p != '=')
        return name_end > begin || name_end == end ? name_end : name_end + 1;
    p++;
    while (p < end && g_ascii_isspace(*p))
        p++;
    if (p < end && (*p == '"' || *p == '\'')) {
        const char *close = memchr(p + 1, *p, end - p - 1);
        return close ? close + 1 : end;
    }
    while (p < end && !g_ascii_isspace(*p) && *p != '>')
        p++;
    return p;
}

/* The tag whose name begins at p: returns its ">" or end; *cut is where its attributes become too
 * many, or that place. */
static const char *measure_tag(const char *p, const char *end, const char **cut)
{
    guint n = 0;
    *cut = NULL;
    while (p < end && !g_ascii_isspace(*p) && *p != '>' && *p != '/')
        p++;
    for (p = skip_space(p, end); p < end && *p != '>'; p = skip_space(p, end)) {
        if (n++ == MAX_ATTRIBUTES)
            *cut = p;
        p = skip_attribute(p, end);
    }
    if (!*cut)
        *cut = p;
    return p;
}

/* The tag at p is short: its ">" is near, and no quote that it could stand in. */
static bool is_plain(const char *p, const char *end)
{
    const char *close = memchr(p, '>', MIN(end - p, MAX_PLAIN_BYTES));
    return close && !memchr(p, '"', close - p) && !memchr(p, '\'', close - p);
}

char *html_bound(const char *html, size_t len, size_t *out_len)
{
    const char *end = html + len, *copied = html;
    GString *out = NULL;
    for (const char *p = html; p < end && (p = memchr(p, '<', end - p));) {
        p++;
        if (p == end || !g_ascii_isalpha(*p) || is_plain(p, end))
            continue;
        const char *cut, *close = measure_tag(p, end, &cut);
        if (cut < close) {
            if (!out)
                out = g_string_sized_new(len);
            g_string_append_len(out, copied, cut - copied);
            copied = close;
        }
        p = close;
    }
    if (!out)
        return NULL;
    g_string_append_len(out, copied, end - copied);
    *out_len = out->len;
    return g_string_free(out, FALSE);
}
