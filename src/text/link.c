/* SPDX-License-Identifier: MIT */
/* The addresses of a page: numbered in the order of the document, one number for one address. */
#include "flow.h"

#include "base/url.h"

#include <stdio.h>
#include <string.h>

#define WORD_JOINER "\xe2\x81\xa0" /* no line ends before the mark */
#define MAX_LINKS 32000            /* numbers have 15 bits: PAGE_JUMP */

guint16 flow_find_link(struct flow_builder *builder, const char *address)
{
    if (!address || !address[strspn(address, " \t\r\n")] || dom_is_unsafe_address(address))
        return 0;
    g_autofree char *resolved = url_resolve(builder->base_url, address);
    if (!*resolved || dom_is_unsafe_address(resolved))
        return 0;
    struct flow_links *links = builder->links;
    guint n_stripped = 0;
    if (builder->options->strips_tracking) {
        char *stripped = url_strip_tracking(resolved, &n_stripped);
        g_free(resolved);
        resolved = stripped;
    }
    const guint known = GPOINTER_TO_UINT(g_hash_table_lookup(links->numbers, resolved));
    if (known)
        return (guint16)known;
    if (links->list->len >= MAX_LINKS)
        return 0;
    links->n_stripped += n_stripped;
    g_autofree char *target = note_get_target(builder, resolved);
    const struct page_link link = { arena_strdup(links->arena, resolved), "",
                                    target ? arena_strdup(links->arena, target) : NULL };
    g_array_append_val(links->list, link);
    g_hash_table_insert(links->numbers, (char *)link.url, GUINT_TO_POINTER(links->list->len));
    return (guint16)links->list->len;
}

/* The last word of text[0..len) is an address that terminals find by themselves. */
static bool ends_in_address(const char *text, size_t len)
{
    size_t start = len;
    while (start && !g_ascii_isspace(text[start - 1]))
        start--;
    const char *found = g_strstr_len(text + start, (gssize)(len - start), "://");
    return found || (len - start > 4 && g_ascii_strncasecmp(text + start, "www.", 4) == 0);
}

/* At the end of a link's text: remembers it and shows where it leads, as the options say. */
void flow_close_link(struct flow_builder *builder, guint16 number)
{
    struct page_link *link = &g_array_index(builder->links->list, struct page_link, number - 1);
    const size_t begin = builder->link_begin;
    const size_t len = builder->text->len > begin ? builder->text->len - begin : 0;
    const char *shown = builder->text->str + begin;
    if (!*link->text && len)
        link->text = arena_strndup(builder->links->arena, shown, len);
    const guint16 style = builder->style, own_link = builder->link;
    const bool was_space = builder->has_space;
    const bool is_name = builder->name_end && builder->name_end == builder->text->len;
    builder->style = PAGE_DIM | PAGE_LINK;
    builder->link = number;
    builder->has_space = false;
    if (builder->options->links == PAGE_LINKS_FOOTNOTES) {
        char mark[16];
        if (ends_in_address(shown, len)) /* else the mark would be taken for its end */
            flow_append_raw(builder, " ", 1);
        flow_append_raw(builder, WORD_JOINER, strlen(WORD_JOINER));
        flow_append_raw(builder, mark, (size_t)snprintf(mark, sizeof mark, "[%u]", (guint)number));
    } else if (builder->options->links == PAGE_LINKS_INLINE &&
               !(len == strlen(link->url) && !memcmp(shown, link->url, len))) {
        g_autofree char *mark = g_strdup_printf("%s<%s>", builder->text->len ? " " : "", link->url);
        flow_append_raw(builder, mark, strlen(mark));
    }
    builder->style = style;
    builder->link = own_link;
    builder->has_space = was_space;
    if (is_name)
        builder->name_end = (guint32)builder->text->len;
    builder->in_word = builder->text->len > 0;
}

/* ---- links in the text */

/* The mark of a note keeps its number; it leads within the page. */
static bool enter_reference(struct flow_builder *builder, const struct dom_node *node)
{
    builder->style |= PAGE_DIM;
    if (!builder->link)
        builder->link = note_add_jump(builder, node);
    return script_enter_superscript(builder, node);
}

bool link_enter(struct flow_builder *builder, const struct dom_node *node)
{
    const char *href = dom_get_attribute(node, "href");
    if (note_is_permalink(builder, node))
        return false;
    if (note_is_reference(builder, node))
        return enter_reference(builder, node);
    g_autofree char *target = builder->style & PAGE_HEADING ? note_get_target(builder, href) : NULL;
    if (target && !builder->link) { /* back to the table of contents, or to itself */
        builder->link = note_add_jump(builder, node);
        return true;
    }
    const guint16 link = flow_find_link(builder, href);
    if (!link)
        return true;
    builder->link = link;
    builder->style |= PAGE_LINK;
    builder->link_begin = (guint32)builder->text->len + (builder->has_space ? 1 : 0);
    return true;
}

bool link_is_empty(const struct dom_node *root)
{
    guint n = 0;
    for (const struct dom_node *node = root->first; node && n < 1000;
         node = dom_next(root, node), n++) {
        if (node->tag == HTML_IMG && dom_get_attribute(node, "alt") &&
            *dom_get_attribute(node, "alt"))
            return false;
        for (size_t i = 0; i < node->len; i++)
            if (!g_ascii_isspace(node->text[i]))
                return false;
    }
    return true;
}
