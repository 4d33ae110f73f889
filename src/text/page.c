/* SPDX-License-Identifier: MIT */
/* Pages: bytes to blocks to lines. */
#include "text/page.h"

#include "flow.h"

#include "base/encoding.h"
#include "base/markup.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

#define PRESCAN_BYTES 1024 /* HTML 13.2.3.2 */
#define MIN_WIDTH 4
#define MAX_PAGE_BYTES (64u << 20)

struct page_owner {
    struct page page;
    struct arena *arena;
    GArray *lines, *links, *jumps, *pictures;
};

static bool is_address(const char *p, const char *end)
{
    return (end - p > 7 && memcmp(p, "http://", 7) == 0) ||
           (end - p > 8 && memcmp(p, "https://", 8) == 0);
}

/* The end of the address that begins at p. What ends a sentence, or closes a bracket that was opened
 * before the address, is not part of it. */
static const char *find_address_end(const char *p, const char *end)
{
    const char *stop = p;
    int n_open = 0;
    for (; stop < end && (guchar)*stop > ' ' && !strchr("<>\"", *stop); stop++)
        n_open += (*stop == '(') - (*stop == ')');
    for (; stop > p && strchr(".,;:!?)'", stop[-1]); stop--) {
        if (stop[-1] == ')' && n_open >= 0)
            break;
        n_open += stop[-1] == ')';
    }
    return stop;
}

/* Plain text: its line ends stay, an empty line ends a block, addresses become links. */
static void page_add_plain_line(struct flow_builder *builder, const char *line, size_t len)
{
    const char *p = line, *end = line + len;
    while (p < end) {
        const char *found = p;
        while (found < end && !is_address(found, end))
            found++;
        flow_append_text(builder, p, found - p);
        if (found >= end)
            break;
        const char *stop = find_address_end(found, end);
        g_autofree char *address = g_strndup(found, stop - found);
        const guint16 link = flow_find_link(builder, address);
        const guint16 style = builder->style;
        builder->link = link;
        builder->style |= link ? PAGE_LINK : 0;
        builder->link_begin = (guint32)builder->text->len + (builder->has_space ? 1 : 0);
        flow_append_text(builder, found, stop - found);
        if (link)
            flow_close_link(builder, link);
        builder->link = 0;
        builder->style = style;
        p = stop;
    }
}

static void page_walk_plain(struct flow_builder *builder, const char *text, size_t len)
{
    const char *end = text + len;
    for (const char *line = text; line < end;) {
        const char *stop = memchr(line, '\n', end - line);
        if (!stop)
            stop = end;
        const char *first = line;
        while (first < stop && (*first == ' ' || *first == '\t'))
            first++;
        if (first == stop) {
            flow_end_block(builder);
            flow_want_gap(builder, 1);
        } else {
            if (builder->text->len)
                flow_append_break(builder);
            page_add_plain_line(builder, line, stop - line);
        }
        line = stop + 1;
    }
    flow_end_block(builder);
}

static const char *page_decode(const char *html, size_t *len, const struct page_options *options,
                               char **owned)
{
    char label[64] = "";
    *owned = NULL;
    if (!options->detect_encoding) {
        if (utf8_is_clean(html, *len, UTF8_BLOCK))
            return html;
        return *owned = utf8_clean(html, *len, UTF8_BLOCK, len);
    }
    const size_t head = MIN(*len, PRESCAN_BYTES);
    encoding_find_label(html, head, "charset", label, sizeof label);
    if (!label[0] && head > 5 && memcmp(html, "<?xml", 5) == 0)
        encoding_find_label(html, head, "encoding", label, sizeof label);
    return encoding_decode(html, len, NULL, label, owned);
}

/* The list of addresses after the article, each whole on its line. */
static void page_add_footnotes(struct typesetter *typesetter, const GArray *links, guint words)
{
    if (typesetter->lines->len && links->len) {
        const struct page_line blank = { .source = words };
        g_array_append_val(typesetter->lines, blank);
    }
    for (guint i = 0; i < links->len; i++) {
        const struct page_link *link = &g_array_index(links, struct page_link, i);
        char mark[16];
        struct page_span *spans = arena_alloc(typesetter->arena, sizeof *spans * 2);
        const int mark_len = snprintf(mark, sizeof mark, "[%u] ", i + 1);
        spans[0] = (struct page_span){ arena_strdup(typesetter->arena, mark), (guint16)mark_len,
                                       PAGE_DIM, (guint16)(i + 1), 0 };
        spans[1] = (struct page_span){ link->url, (guint16)MIN(utf8_width(link->url), G_MAXUINT16),
                                       PAGE_LINK, (guint16)(i + 1), 0 };
        const struct page_line line = { spans, 2, false, (guint)spans[0].cols + spans[1].cols,
                                        words };
        g_array_append_val(typesetter->lines, line);
    }
}

/* What language the page says it is in. */
static const char *page_find_language(const struct dom_page *tree)
{
    const char *language = dom_get_attribute(tree->html, "lang");
    guint n = 0;
    for (const struct dom_node *node = tree->body; node && n < 8 && !language;
         node = dom_next(tree->body, node), n++)
        language = dom_get_attribute(node, "lang");
    return language;
}

/* The language that was found, else the options' language, else the one guessed from the words. */
static const char *page_get_language(const struct flow *flow, const char *found,
                                     const struct page_options *options)
{
    if (found)
        return found;
    if (options->language && *options->language)
        return options->language;
    g_autoptr(GString) text = g_string_new(NULL);
    for (const struct flow_block *block = flow->first; block && text->len < 4000;
         block = block->next)
        if (block->kind == FLOW_TEXT)
            g_string_append_printf(text, "%.*s ", (int)MIN(block->len, 2000), block->text);
    return hyphen_guess_language(text->str, text->len);
}

/* Where a page that is too long ends: between characters. */
static size_t page_find_cut(const char *text)
{
    size_t len = MAX_PAGE_BYTES;
    while (len > 0 && ((guchar)text[len] & 0xc0) == 0x80)
        len--;
    return len;
}

/* The last line of a page that is not shown as it was meant. */
static void page_add_remark(struct flow_builder *builder, const char *remark)
{
    flow_want_gap(builder, 1);
    builder->style = PAGE_DIM;
    flow_append_text(builder, remark, strlen(remark));
    flow_end_block(builder);
}

/* HTML to blocks; returns its language or NULL, which the caller frees. */
static char *page_walk_html(struct flow_builder *builder, const char *html, size_t len)
{
    struct arena *arena = arena_new(256 * 1024);
    struct dom_page tree;
    dom_parse(&tree, arena, html, len, DOM_MAX_NODES);
    struct dom_node top = { .tag = HTML_UNKNOWN, .first = tree.html, .last = tree.html };
    tree.html->parent = &top;
    g_autofree char *base = dom_find_base(&tree, builder->base_url);
    builder->base_url = base;
    flow_walk(builder, &top);
    if (tree.is_cut)
        page_add_remark(builder, "[the end of this page is plain text: there was too much markup]");
    char *language = g_strdup(page_find_language(&tree));
    dom_page_clear(&tree);
    arena_free(arena);
    return language;
}

static struct page_owner *page_owner_new(void)
{
    struct page_owner *owner = g_new0(struct page_owner, 1);
    owner->arena = arena_new(64 * 1024);
    owner->lines = g_array_new(FALSE, FALSE, sizeof(struct page_line));
    owner->links = g_array_new(FALSE, FALSE, sizeof(struct page_link));
    owner->jumps = g_array_new(FALSE, FALSE, sizeof(struct page_jump));
    owner->pictures = g_array_new(FALSE, FALSE, sizeof(struct page_picture));
    return owner;
}

/* The arrays are complete: the page shows them. */
static void page_owner_finish(struct page_owner *owner, const struct flow_links *links,
                              guint n_words)
{
    owner->page = (struct page){
        .lines = (const struct page_line *)owner->lines->data,
        .n_lines = owner->lines->len,
        .links = (const struct page_link *)owner->links->data,
        .n_links = owner->links->len,
        .jumps = (const struct page_jump *)owner->jumps->data,
        .n_jumps = owner->jumps->len,
        .anchors = links->anchors,
        .pictures = (const struct page_picture *)owner->pictures->data,
        .n_pictures = owner->pictures->len,
        .n_stripped = links->n_stripped,
        .n_words = n_words,
    };
}

struct page *page_render(const char *html, size_t len, const struct page_options *options)
{
    g_assert(options && (html || !len));
    struct page_owner *owner = page_owner_new();
    g_autofree char *owned = NULL, *language = NULL;
    const char *text = page_decode(html, &len, options, &owned);
    const size_t whole_len = len;
    struct flow_links links = { .arena = owner->arena,
                                .numbers = g_hash_table_new(g_str_hash, g_str_equal),
                                .list = owner->links,
                                .pictures = owner->pictures,
                                .jumps = owner->jumps,
                                .anchors = g_hash_table_new(g_str_hash, g_str_equal),
                                .titles = g_hash_table_new(g_str_hash, g_str_equal) };
    struct arena *blocks = arena_new(256 * 1024);
    struct flow flow;
    struct flow_builder builder;
    flow_init(&flow);
    flow_builder_init(&builder, blocks, options, &links, &flow);
    if (len > MAX_PAGE_BYTES)
        len = page_find_cut(text);
    if (options->is_plain_text)
        page_walk_plain(&builder, text, len);
    else
        language = page_walk_html(&builder, text, len);
    if (options->figures) {
        flow_want_gap(&builder, 1);
        g_free(page_walk_html(&builder, options->figures, strlen(options->figures)));
    }
    if (len < whole_len)
        page_add_remark(&builder, "[the rest of this page is not shown: it was too long]");
    struct typesetter typesetter = { .arena = owner->arena,
                                     .lines = owner->lines,
                                     .width = MAX(options->width, MIN_WIDTH),
                                     .justifies = options->justifies,
                                     .keeps_pre = options->keeps_pre,
                                     .pictures = options->pictures,
                                     .shown_pictures = owner->pictures };
    if (options->hyphens)
        typesetter.dictionary =
            hyphen_find(options->hyphens, page_get_language(&flow, language, options));
    typeset_flow(&typesetter, &flow);
    if (options->links == PAGE_LINKS_FOOTNOTES)
        page_add_footnotes(&typesetter, owner->links, builder.words);
    page_owner_finish(owner, &links, builder.words);
    flow_builder_clear(&builder);
    arena_free(blocks);
    g_hash_table_unref(links.numbers);
    g_hash_table_unref(links.titles);
    return &owner->page;
}

bool page_find_target(const struct page *page, guint link, guint *source)
{
    g_assert(page && source);
    const guint number = link & ~(guint)PAGE_JUMP;
    const guint n = link & PAGE_JUMP ? page->n_jumps : page->n_links;
    if (!number || number > n)
        return false;
    const char *id = link & PAGE_JUMP ? page->jumps[number - 1].id : page->links[number - 1].target;
    const guint found = id ? GPOINTER_TO_UINT(g_hash_table_lookup(page->anchors, id)) : 0;
    *source = found ? found - 1 : 0;
    return found > 0;
}

void page_free(struct page *page)
{
    if (!page)
        return;
    struct page_owner *owner = (struct page_owner *)page;
    arena_free(owner->arena);
    g_array_unref(owner->lines);
    g_array_unref(owner->links);
    g_array_unref(owner->jumps);
    g_hash_table_unref(owner->page.anchors);
    g_array_unref(owner->pictures);
    g_free(owner);
}

char *page_extract_text(const char *html, size_t len, size_t max_bytes)
{
    g_assert(html || !len);
    size_t clean_len = len;
    g_autofree char *clean =
        utf8_is_clean(html, len, UTF8_BLOCK) ? NULL : utf8_clean(html, len, UTF8_BLOCK, &clean_len);
    return markup_extract_text(clean ? clean : html, clean_len, max_bytes, MARKUP_BLOCKS, NULL);
}

char *page_extract_words(const char *content, size_t len, bool is_text)
{
    return is_text ? g_utf8_make_valid(content, (gssize)len) : page_extract_text(content, len, 0);
}
