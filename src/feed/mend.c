/* SPDX-License-Identifier: MIT */
/* XML as it is found made well-formed: bare "&" and "<", wrong and missing end tags, unfinished
 * ends. */
#include "config.h" /* memmem() */

#include "mend.h"

#include "parser.h"

#include <string.h>

/* how far a wrong end tag looks for what it closes; keeps the pass linear */
#define SEARCH_DEPTH 512
#define ENTITY_BUDGET (256 * 1024)

static bool is_name_start(char c)
{
    return g_ascii_isalpha(c) || c == '_' || (guchar)c >= 0x80;
}

static size_t measure_name(const char *p, const char *end)
{
    const char *begin = p;
    while (p < end && (g_ascii_isalnum(*p) || *p == ':' || *p == '-' || *p == '_' || *p == '.' ||
                       (guchar)*p >= 0x80))
        p++;
    return p - begin;
}

/* Returns the position after needle, or end. */
static const char *skip_past(const char *p, const char *end, const char *needle)
{
    const char *found = memmem(p, end - p, needle, strlen(needle));
    return found ? found + strlen(needle) : end;
}

/* After the document type declaration at p, with its internal subset. */
static const char *skip_doctype(const char *p, const char *end)
{
    while (p < end && *p != '>' && *p != '[')
        p++;
    if (p < end && *p == '[') {
        for (p++; p < end && (p = memchr(p, ']', end - p)); p++) {
            const char *q = p + 1;
            while (q < end && g_ascii_isspace(*q))
                q++;
            if (q < end && *q == '>')
                return q + 1;
        }
        return end;
    }
    return p < end ? p + 1 : end;
}

struct root_row {
    const char *name;
    const char *what; /* NULL: a feed */
};

static const struct root_row roots[] = {
    { "rss", NULL },
    { "rdf", NULL },
    { "feed", NULL },
    { "channel", NULL },
    { "entry", NULL },
    { "html", "is an HTML page, not a feed" },
    { "opml", "is a list of feeds (OPML), not a feed" },
    { "urlset", "is a sitemap, not a feed" },
    { "sitemapindex", "is a sitemap, not a feed" },
    { "svg", "is a picture, not a feed" },
};

static const struct root_row *find_root_row(const char *name, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (name[i] == ':') {
            name += i + 1;
            len -= i + 1;
            i = 0;
        }
    }
    for (guint i = 0; i < G_N_ELEMENTS(roots); i++)
        if (strlen(roots[i].name) == len && g_ascii_strncasecmp(name, roots[i].name, len) == 0)
            return &roots[i];
    return NULL;
}

/* Returns the position after the comment, instruction, doctype or script that begins at p, or NULL
 * if none of them does. */
static const char *skip_misc(const char *p, const char *end)
{
    const size_t left = end - p;
    if (left > 4 && memcmp(p, "<!--", 4) == 0)
        return skip_past(p + 4, end, "-->");
    if (left > 2 && p[1] == '?')
        return skip_past(p + 2, end, "?>");
    if (left > 9 && g_ascii_strncasecmp(p, "<!doctype", 9) == 0)
        return skip_doctype(p, end);
    if (left > 7 && g_ascii_strncasecmp(p, "<script", 7) == 0)
        return skip_past(p, end, "</script>");
    return NULL;
}

const char *feed_find_root(const char *text, size_t len, const char **what)
{
    const char *end = text + len, *p = text;
    *what = "is not a feed: it has no RSS, Atom or JSON Feed";
    while (p < end && (p = memchr(p, '<', end - p))) {
        const char *after = skip_misc(p, end);
        if (after) {
            p = after;
            continue;
        }
        const size_t name_len = measure_name(p + 1, end);
        const char *behind = p + 1 + name_len;
        const bool is_tag = name_len && (behind == end || g_ascii_isspace(*behind) ||
                                         *behind == '>' || *behind == '/');
        const struct root_row *row = is_tag ? find_root_row(p + 1, name_len) : NULL;
        if (row && row->what)
            *what = row->what;
        if (row)
            return row->what ? NULL : p;
        p++;
    }
    return NULL;
}

void mend_keep(struct mend *mend, const char *to)
{
    if (!mend->out)
        mend->out = g_string_sized_new(mend->end - mend->copied + 1024);
    g_string_append_len(mend->out, mend->copied, to - mend->copied);
    mend->copied = to;
}

void mend_replace(struct mend *mend, const char *from, const char *to, const char *text, gssize len)
{
    mend_keep(mend, from);
    g_string_append_len(mend->out, text, len);
    mend->copied = to;
}

void mend_push(struct mend *mend, const char *name, size_t len)
{
    if (mend->depth == mend->capacity) {
        mend->capacity = MAX(64, mend->capacity * 2);
        mend->stack = g_renew(struct mend_tag, mend->stack, mend->capacity);
    }
    mend->stack[mend->depth++] = (struct mend_tag){ name, (guint)len, mend->n_namespaces };
}

/* Writes the end tags that are missing at "at" so that depth elements are left open. */
void mend_close_down_to(struct mend *mend, guint depth, const char *at)
{
    mend->n_too_deep = 0;
    if (mend->depth > depth)
        mend_keep(mend, at);
    while (mend->depth > depth) {
        const struct mend_tag *tag = &mend->stack[--mend->depth];
        mend->n_namespaces = tag->n_namespaces;
        g_string_append_len(mend->out, "</", 2);
        g_string_append_len(mend->out, tag->name, tag->len);
        g_string_append_c(mend->out, '>');
    }
    if (mend->item_depth > mend->depth)
        mend->item_depth = 0;
}

static void mend_take_end_tag(struct mend *mend)
{
    const char *begin = mend->p, *name = begin + 2;
    const size_t len = measure_name(name, mend->end);
    const char *close = name + len;
    while (close < mend->end && *close != '>' && *close != '<')
        close++;
    const bool is_whole = close < mend->end && *close == '>';
    mend->p = is_whole ? close + 1 : close;
    if (!mend->depth || mend->n_too_deep) {
        mend->n_too_deep -= mend->n_too_deep > 0;
        mend_replace(mend, begin, mend->p, "", 0);
        return;
    }
    const struct mend_tag *top = &mend->stack[mend->depth - 1];
    if (is_whole && top->len == len && memcmp(top->name, name, len) == 0 &&
        (name[len] == '>' || g_ascii_isspace(name[len]))) {
        mend->depth--;
        mend->n_namespaces = top->n_namespaces;
        if (mend->item_depth > mend->depth)
            mend->item_depth = 0;
        mend->is_done = mend->depth == 0;
        return;
    }
    const guint lowest = mend->depth > SEARCH_DEPTH ? mend->depth - SEARCH_DEPTH : 0;
    for (guint i = mend->depth; i > lowest; i--) {
        const struct mend_tag *tag = &mend->stack[i - 1];
        if (tag->len == len && g_ascii_strncasecmp(tag->name, name, len) == 0) {
            mend_close_down_to(mend, i - 1, begin);
            mend->copied = mend->p;
            mend->is_done = mend->depth == 0;
            return;
        }
    }
    mend_replace(mend, begin, mend->p, "", 0);
}

/* The next "]]>", or end. */
static const char *find_brackets(const char *p, const char *end)
{
    for (; p + 2 < end && (p = memchr(p, ']', end - p - 2)); p++)
        if (p[1] == ']' && p[2] == '>')
            return p;
    return end;
}

#define CDATA "<![CDATA["
#define CDATA_LEN 9

/* Whether the "]]>" at close ends a section that was opened within another one: more of the element's
 * text follows, up to one more "]]>". */
static bool mend_is_inner_end(const struct mend *mend, const char *close)
{
    const char *p = close + 3, *end = mend->end;
    const char *next = find_brackets(p, end);
    const struct mend_tag *top = mend->depth ? &mend->stack[mend->depth - 1] : NULL;
    if (next == end || !top || memmem(p, next - p, CDATA, CDATA_LEN))
        return false;
    while ((p = memmem(p, next - p, "</", 2))) {
        p += 2;
        if ((size_t)(next - p) >= top->len && memcmp(p, top->name, top->len) == 0)
            return false;
    }
    return true;
}

/* A section within the section (XML knows none): its end is written so that the outer one goes on
 * after it. */
static void mend_take_cdata(struct mend *mend)
{
    const char *p = mend->p + CDATA_LEN, *end = mend->end;
    const char *close = mend->brackets >= p ? mend->brackets : find_brackets(p, end);
    while (close < end && memmem(p, close - p, CDATA, CDATA_LEN) &&
           mend_is_inner_end(mend, close)) {
        mend_replace(mend, close, close + 3, "]]]]><![CDATA[>", 15);
        p = close + 3;
        close = find_brackets(p, end);
    }
    mend->p = close < end ? close + 3 : end;
    if (close == end)
        mend_replace(mend, end, end, "]]>", 3);
}

static void mend_take_declaration(struct mend *mend)
{
    const char *p = mend->p, *end = mend->end;
    if (end - p >= CDATA_LEN && memcmp(p, CDATA, CDATA_LEN) == 0) {
        mend_take_cdata(mend);
        return;
    }
    if (end - p >= 4 && memcmp(p, "<!--", 4) == 0) {
        const char *hyphens = memmem(p + 4, end - p - 4, "--", 2);
        mend->p = hyphens ? skip_past(hyphens, end, "-->") : end;
        if (!hyphens || mend->p != hyphens + 3)
            mend_replace(mend, p, mend->p, "", 0);
        return;
    }
    if (p + 2 < end && (p[1] == '?' || g_ascii_isalpha(p[2]) || p[2] == '[')) {
        mend->p = skip_past(p, end, p[1] == '?' ? "?>" : ">");
        mend_replace(mend, p, mend->p, "", 0);
        return;
    }
    mend->p++;
    mend_replace(mend, p, mend->p, "&lt;", 4);
}

static void mend_take_markup(struct mend *mend)
{
    const char *p = mend->p;
    const char next = p + 1 < mend->end ? p[1] : ' ';
    if (next == '!' || next == '?') {
        mend_take_declaration(mend);
    } else if (next == '/' && p + 2 < mend->end && is_name_start(p[2])) {
        mend_take_end_tag(mend);
    } else if (is_name_start(next)) {
        mend_take_start_tag(mend);
    } else {
        mend->p++;
        mend_replace(mend, p, mend->p, "&lt;", 4);
    }
}

static void mend_take_reference(struct mend *mend)
{
    const char *p = mend->p;
    size_t taken = mend_check_reference(p, mend->end);
    if (!taken) {
        mend_keep(mend, p);
        taken = mend_append_reference(mend, p, mend->end, mend->out);
        mend->copied = p + taken;
    }
    mend->p = p + taken;
}

/* The next c from p on, or end; found is the last answer. */
static const char *find_next(const char *found, const char *p, const char *end, char c)
{
    if (found && found >= p)
        return found;
    found = memchr(p, c, end - p);
    return found ? found : end;
}

/* Up to the end of the root or of the input. The three cursors only go forward. */
static void mend_run(struct mend *mend)
{
    const char *end = mend->end, *lt = NULL, *amp = NULL;
    while (mend->p < end && !mend->is_done) {
        const char *p = mend->p;
        lt = find_next(lt, p, end, '<');
        amp = find_next(amp, p, end, '&');
        if (!mend->brackets || mend->brackets < p)
            mend->brackets = find_brackets(p, end);
        const char *first = MIN(lt, MIN(amp, mend->brackets));
        mend->p = first;
        if (first == end)
            break;
        if (first == lt) {
            mend_take_markup(mend);
        } else if (first == amp) {
            mend_take_reference(mend);
        } else {
            mend->p = first + 3;
            mend_replace(mend, first, mend->p, "]]&gt;", 6);
        }
    }
}

GString *feed_mend(const char *prologue, const char *root, const char *end, size_t *len)
{
    struct mend mend = { .p = root,
                         .end = end,
                         .copied = root,
                         .prologue = prologue,
                         .prologue_end = root,
                         .budget = ENTITY_BUDGET };
    mend_run(&mend);
    mend_close_down_to(&mend, 0, mend.p);
    if (mend.out)
        mend_keep(&mend, mend.p);
    *len = mend.out ? mend.out->len : (size_t)(mend.p - root);
    g_free(mend.stack);
    g_clear_pointer(&mend.entities, g_hash_table_unref);
    return mend.out;
}
