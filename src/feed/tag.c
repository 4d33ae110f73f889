/* SPDX-License-Identifier: MIT */
/* Start tags made well-formed: values without quotes, attributes without values, "<" and "&" inside
 * values. */
#include "config.h" /* memmem() */

#include "mend.h"

#include <string.h>

#define MAX_LINE_BYTES 512 /* how far the end of a line is looked for; keeps the pass linear */

#define MAX_DEPTH 32768               /* what stands deeper counts as standing there */
#define MAX_VALUE_BYTES (1024 * 1024) /* of an attribute that has to be mended */
#define MAX_NAMESPACES 256            /* declared at a time: libxml2 looks through all of them */
#define MAX_ATTRIBUTES 128            /* of a tag: libxml2 compares each with all before it */

enum tag_state { TAG_FINE, TAG_BROKEN, TAG_CUT };

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool is_name(char c)
{
    return g_ascii_isalnum(c) || (guchar)c >= 0x80 || c == '_' || c == ':' || c == '-' || c == '.';
}

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && is_space(*p))
        p++;
    return p;
}

static const char *skip_name(const char *p, const char *end)
{
    while (p < end && is_name(*p))
        p++;
    return p;
}

/* The quoted value at p is fine: returns the position after its closing quote, else NULL. */
static const char *tag_check_value(const char *p, const char *end)
{
    const char quote = *p++;
    for (; p < end && *p != quote; p++) {
        if (*p == '<')
            return NULL;
        if (*p == '&') {
            const size_t taken = mend_check_reference(p, end);
            if (!taken)
                return NULL;
            p += taken - 1;
        }
    }
    return p < end ? p + 1 : NULL;
}

static bool tag_is_namespace(const char *name, const char *end)
{
    return end - name > 5 && memcmp(name, "xmlns", 5) == 0;
}

/* Whether the tag whose name ends at p needs no mending; then *after is after its ">" and
 * *n_namespaces have been added to. */
static bool tag_is_fine(const char *p, const char *end, const char **after, bool *is_empty,
                        guint *n_namespaces)
{
    for (guint n_attributes = 0; n_attributes <= MAX_ATTRIBUTES; n_attributes++) {
        const char *next = skip_space(p, end);
        if (next == end)
            return false;
        *is_empty = *next == '/' && next + 1 < end && next[1] == '>';
        if (*next == '>' || *is_empty) {
            *after = next + (*is_empty ? 2 : 1);
            return true;
        }
        if (next == p || !(g_ascii_isalpha(*next) || *next == '_'))
            return false;
        if (tag_is_namespace(next, end) && ++*n_namespaces > MAX_NAMESPACES)
            return false;
        next = skip_name(next, end);
        next = skip_space(next, end);
        if (next == end || *next != '=')
            return false;
        next = skip_space(next + 1, end);
        if (next == end || (*next != '"' && *next != '\''))
            return false;
        p = tag_check_value(next, end);
        if (!p)
            return false;
    }
    return false;
}

/* Where the quoted value at p ends: at its quote, or, where a tag seems to end and another to begin
 * before that, at the first ">". */
static const char *tag_find_value_end(const char *p, const char *end, char quote)
{
    const char *close = memchr(p, quote, end - p);
    const char *stop = close ? close : end;
    const char *gt = memchr(p, '>', stop - p);
    if (gt && memchr(gt, '<', stop - gt))
        return gt;
    return close ? close : gt ? gt : end;
}

static void tag_append_value(struct mend *mend, const char *p, const char *end)
{
    const size_t limit = mend->out->len + MAX_VALUE_BYTES;
    while (p < end && mend->out->len < limit) {
        if (*p == '<') {
            g_string_append(mend->out, "&lt;");
            p++;
        } else if (*p == '"') {
            g_string_append(mend->out, "&quot;");
            p++;
        } else if (*p == '&') {
            const size_t taken = mend_check_reference(p, end);
            if (taken)
                g_string_append_len(mend->out, p, (gssize)taken);
            p += taken ? taken : mend_append_reference(mend, p, end, mend->out);
        } else {
            const char *plain = p;
            while (p < end && *p != '<' && *p != '"' && *p != '&')
                p++;
            g_string_append_len(mend->out, plain, p - plain);
        }
    }
}

/* One attribute at p into out; returns the position after it. */
static const char *tag_rewrite_attribute(struct mend *mend, const char *p, const char *end)
{
    const char *name = p, *name_end = skip_name(p, end);
    g_string_append_c(mend->out, ' ');
    g_string_append_len(mend->out, name, name_end - name);
    g_string_append(mend->out, "=\"");
    p = skip_space(name_end, end);
    if (p < end && *p == '=') {
        p = skip_space(p + 1, end);
        const bool is_quoted = p < end && (*p == '"' || *p == '\'');
        const char quote = is_quoted ? *p++ : '\0';
        const char *value = p;
        if (is_quoted) {
            p = tag_find_value_end(p, end, quote);
        } else {
            while (p < end && !is_space(*p) && *p != '>' && *p != '<')
                p++;
        }
        const bool is_slash =
            !is_quoted && p > value && p < end && p[-1] == '/' && *p == '>'; /* <br a=b/> */
        tag_append_value(mend, value, is_slash ? p - 1 : p);
        if (is_slash)
            p--;
        else if (is_quoted && p < end && *p == quote)
            p++;
    }
    g_string_append_c(mend->out, '"');
    return p;
}

/* Writes the tag again from the attributes that could be read. */
static enum tag_state tag_rewrite(struct mend *mend, const char *name_end, const char **after,
                                  bool *is_empty)
{
    const char *p = name_end, *end = mend->end;
    guint n_attributes = 0;
    mend_keep(mend, name_end);
    *is_empty = false;
    while (p < end && *p != '>' && *p != '<') {
        if (g_ascii_isalpha(*p) || *p == '_' || (guchar)*p >= 0x80) {
            const size_t written = mend->out->len;
            const char *name = p;
            p = tag_rewrite_attribute(mend, p, end);
            const bool is_namespace = tag_is_namespace(name, end);
            if (++n_attributes > MAX_ATTRIBUTES ||
                (is_namespace && ++mend->n_namespaces > MAX_NAMESPACES))
                g_string_truncate(mend->out, written);
        } else {
            *is_empty = *p == '/' && p + 1 < end && p[1] == '>';
            p++;
        }
    }
    if (p == end)
        return TAG_CUT;
    g_string_append(mend->out, *is_empty ? "/>" : ">");
    *after = *p == '>' ? p + 1 : p;
    mend->copied = *after;
    return TAG_BROKEN;
}

static bool tag_is_in(const char *const *names, guint n, const char *name, size_t len)
{
    for (guint i = 0; i < n; i++)
        if (strlen(names[i]) == len && g_ascii_strncasecmp(name, names[i], len) == 0)
            return true;
    return false;
}

/* Elements of HTML that have no end tag; "link" and "source" have one in feeds. */
static bool tag_is_void(const char *name, size_t len)
{
    static const char *const names[] = { "br", "hr", "img", "wbr", "input" };
    return tag_is_in(names, G_N_ELEMENTS(names), name, len);
}

static bool tag_is_item(const char *name, size_t len)
{
    return (len == 4 && g_ascii_strncasecmp(name, "item", 4) == 0) ||
           (len == 5 && g_ascii_strncasecmp(name, "entry", 5) == 0);
}

/* An item begins where a text of the feed was never closed: "<title>Feed<item>". */
static void tag_close_texts(struct mend *mend, const char *at)
{
    static const char *const names[] = { "title",     "link",    "description",   "language",
                                         "copyright", "pubDate", "lastBuildDate", "generator",
                                         "subtitle",  "id",      "updated" };
    guint depth = mend->depth;
    for (bool is_text = true; is_text && depth > 1; depth -= is_text) {
        const struct mend_tag *top = &mend->stack[depth - 1];
        is_text = tag_is_in(names, G_N_ELEMENTS(names), top->name, top->len);
    }
    mend_close_down_to(mend, depth, at);
}

/* "<title>First<link>": a line of an item that was never closed before the next of its elements
 * begins, name[0..len). It was not if its end tag is not there before the item's. */
static bool tag_is_left_open(const struct mend *mend, const char *name, size_t len)
{
    static const char *const lines[] = { "title", "link", "guid", "pubDate", "id", "updated" };
    static const char *const next[] = { "link",     "guid",     "pubDate", "description",
                                        "category", "summary",  "id",      "enclosure",
                                        "updated",  "comments", "content" };
    if (!mend->item_depth || mend->depth != mend->item_depth + 1)
        return false; /* nearly always: most elements follow one that was closed */
    const struct mend_tag *top = &mend->stack[mend->depth - 1];
    if (!tag_is_in(lines, G_N_ELEMENTS(lines), top->name, top->len) ||
        !tag_is_in(next, G_N_ELEMENTS(next), name, len))
        return false;
    const char *p = name, *end = p + MIN(mend->end - p, MAX_LINE_BYTES);
    while ((p = memmem(p, end - p, "</", 2))) {
        p += 2;
        const size_t n = skip_name(p, end) - p;
        if (tag_is_item(p, n))
            return true;
        if (n == top->len && g_ascii_strncasecmp(p, top->name, n) == 0)
            return false;
    }
    return true;
}

void mend_take_start_tag(struct mend *mend)
{
    const char *begin = mend->p, *name = begin + 1, *name_end = skip_name(name, mend->end), *after;
    const size_t len = name_end - name;
    bool is_empty;
    if (name_end < mend->end && !is_space(*name_end) && *name_end != '>' && *name_end != '/' &&
        *name_end != '<') {
        mend->p = name; /* "<a@b.org>" */
        mend_replace(mend, begin, name, "&lt;", 4);
        return;
    }
    const bool is_item = tag_is_item(name, len);
    if (tag_is_left_open(mend, name, len))
        mend_close_down_to(mend, mend->depth - 1, begin);
    if (is_item && mend->item_depth && mend->stack[mend->item_depth - 1].len == len)
        mend_close_down_to(mend, mend->item_depth - 1, begin);
    else if (is_item && !mend->item_depth && mend->depth)
        tag_close_texts(mend, begin);
    const guint n_outside = mend->n_namespaces;
    const size_t written = mend->out ? mend->out->len : 0;
    const char *copied = mend->copied;
    if (!tag_is_fine(name_end, mend->end, &after, &is_empty, &mend->n_namespaces)) {
        mend->n_namespaces = n_outside;
        if (tag_rewrite(mend, name_end, &after, &is_empty) == TAG_CUT) { /* the input ends inside */
            g_string_truncate(mend->out, written + (size_t)(begin - copied));
            mend->p = mend->copied = mend->end;
            return;
        }
    }
    mend->p = after;
    const guint n_inside = MIN(mend->n_namespaces, MAX_NAMESPACES);
    mend->n_namespaces = n_outside;
    if (!is_empty && tag_is_void(name, len)) {
        if (mend->copied == after) /* rewritten: its ">" is the last byte out */
            g_string_insert_c(mend->out, (gssize)mend->out->len - 1, '/');
        else
            mend_replace(mend, after - 1, after, "/>", 2);
        return;
    }
    if (is_empty) {
        mend->is_done = mend->depth == 0;
        return;
    }
    if (mend->depth >= MAX_DEPTH) {
        if (mend->copied == after)
            g_string_truncate(mend->out, written + (size_t)(begin - copied));
        else
            mend_replace(mend, begin, after, "", 0);
        mend->n_too_deep++;
        return;
    }
    mend_push(mend, name, len);
    mend->n_namespaces = n_inside;
    if (is_item && !mend->item_depth)
        mend->item_depth = mend->depth;
}
