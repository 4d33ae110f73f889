/* SPDX-License-Identifier: MIT */
/* Prints documents for html5lib.py: as trees in html5lib's way, or with the argument "tokens" as
 * tokens. Standard input has the documents, standard output what they became, in the same order,
 * each as a line with the number of its bytes and the bytes. */
#include "text/dom/dom.h"

#include "base/html_token.h"
#include "base/markup.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare_names(gconstpointer a, gconstpointer b)
{
    const struct dom_attribute *const *x = a, *const *y = b;
    return strcmp((*x)->name, (*y)->name);
}

static void append_attributes(GString *out, const struct dom_node *node, guint depth)
{
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    for (struct dom_attribute *a = node->attributes; a; a = a->next)
        g_ptr_array_add(sorted, a);
    g_ptr_array_sort(sorted, compare_names);
    for (guint i = 0; i < sorted->len; i++) {
        const struct dom_attribute *a = sorted->pdata[i];
        g_string_append_printf(out, "| %*s%s=\"%s\"\n", (int)(2 * depth), "", a->name, a->value);
    }
}

static void append_tree(GString *out, const struct dom_node *root)
{
    guint depth = 0;
    for (const struct dom_node *node = root; node;) {
        g_string_append_printf(out, "| %*s", (int)(2 * depth), "");
        if (node->tag == HTML_TEXT) {
            g_string_append_c(out, '"');
            g_string_append_len(out, node->text, node->len);
            for (; node->next && node->next->tag == HTML_TEXT; node = node->next)
                g_string_append_len(out, node->next->text, node->next->len);
            g_string_append(out, "\"\n");
        } else {
            g_string_append_printf(out, "<%s>\n", node->name);
            append_attributes(out, node, depth + 1);
        }
        if (node->first) {
            node = node->first;
            depth++;
            continue;
        }
        while (node != root && !node->next) {
            node = node->parent;
            depth--;
        }
        node = node == root ? NULL : node->next;
    }
}

static void append_documents_tree(GString *out, const char *html, size_t len)
{
    struct arena *arena = arena_new(0);
    struct dom_page page;
    dom_parse(&page, arena, html, len, DOM_MAX_NODES);
    append_tree(out, page.html);
    dom_page_clear(&page);
    arena_free(arena);
}

/* ---- tokens: a letter and fields that end with US, then RS; control characters of documents are
 * gone by then */

static void append_field(GString *out, const char *text, size_t len, enum markup_place place)
{
    g_autofree char *decoded = g_malloc(MARKUP_DECODED_BYTES(len));
    const size_t n = markup_decode(text, len, place, decoded);
    g_string_append_len(out, decoded, (gssize)n);
    g_string_append_c(out, '\037');
}

static bool is_raw(enum html_tag tag)
{
    return (html_is_wordless(tag) && tag != HTML_TEMPLATE) || tag == HTML_TEXTAREA ||
           tag == HTML_XMP || tag == HTML_PLAINTEXT;
}

static void append_content(GString *out, struct html_reader *reader, const struct html_token *token)
{
    size_t len;
    const char *content = html_take_raw(reader, token, &len);
    g_string_append_c(out, 'T');
    if (token->tag == HTML_TITLE || token->tag == HTML_TEXTAREA) {
        append_field(out, content, len, MARKUP_IN_TEXT);
    } else {
        g_string_append_len(out, content, (gssize)len);
        g_string_append_c(out, '\037');
    }
    g_string_append_c(out, '\036');
    if (content + len < reader->end)
        g_string_append_printf(out, "E%.*s\037\036", (int)token->name_len, token->name);
}

static void append_tag(GString *out, struct html_reader *reader, const struct html_token *token)
{
    const gsize begin = out->len;
    struct html_attribute a;
    g_string_append_printf(out, "%c%.*s\037", token->type == HTML_TOKEN_END ? 'E' : 'S',
                           (int)token->name_len, token->name);
    while (html_next_attribute(reader, &a)) {
        if (token->type == HTML_TOKEN_END)
            continue;
        g_string_append_len(out, a.name, (gssize)a.name_len);
        g_string_append_c(out, '\037');
        append_field(out, a.value, a.value_len, MARKUP_IN_ATTRIBUTE);
    }
    g_string_append_c(out, '\036');
    if (html_finish_tag(reader) == HTML_TAG_CUT)
        g_string_truncate(out, begin);
    else if (token->type == HTML_TOKEN_START && is_raw(token->tag))
        append_content(out, reader, token);
}

static void append_tokens(GString *out, const char *html, size_t len)
{
    struct html_reader reader = { .p = html, .end = html + len };
    struct html_token token;
    while (html_next(&reader, &token)) {
        if (token.type == HTML_TOKEN_TEXT) {
            g_string_append_c(out, 'T');
            append_field(out, token.begin, token.len, MARKUP_IN_TEXT);
            g_string_append_c(out, '\036');
        } else if (token.type != HTML_TOKEN_COMMENT) {
            append_tag(out, &reader, &token);
        }
    }
}

int main(int argc, char **argv)
{
    const bool wants_tokens = argc > 1 && strcmp(argv[1], "tokens") == 0;
    size_t len;
    while (scanf("%zu", &len) == 1 && getchar() == '\n') {
        g_autofree char *html = g_malloc(len + 1);
        if (fread(html, 1, len, stdin) != len)
            return EXIT_FAILURE;
        g_autofree char *clean = utf8_clean(html, len, UTF8_BLOCK, &len);
        g_autoptr(GString) out = g_string_new(NULL);
        if (wants_tokens)
            append_tokens(out, clean, len);
        else
            append_documents_tree(out, clean, len);
        printf("%" G_GSIZE_FORMAT "\n", out->len);
        fwrite(out->str, 1, out->len, stdout);
    }
    return ferror(stdin) ? EXIT_FAILURE : EXIT_SUCCESS;
}
