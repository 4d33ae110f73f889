/* SPDX-License-Identifier: MIT */
/* Pictures in the flow of an article: which elements are pictures, and the lines that they take. */
#include "flow.h"
#include "text/picture.h"
#include "text/dom/dom_picture.h"

#include "base/url.h"
#include "base/utf8.h"

#include <string.h>

enum {
    MAX_PICTURES = 2000, /* of a page; further ones are named in the text */
    MAX_TITLE_BYTES = 4096,
};

/* The caption of the figure around the picture, or NULL. */
static const struct dom_node *find_caption(const struct dom_node *node)
{
    const struct dom_node *figure = node->parent;
    for (guint i = 0; i < 4 && figure && figure->tag != HTML_FIGURE; i++)
        figure = figure->parent;
    if (!figure || figure->tag != HTML_FIGURE)
        return NULL;
    guint n = 0;
    for (const struct dom_node *child = figure->first; child && n < 100;
         child = dom_next(figure, child), n++)
        if (child->tag == HTML_FIGCAPTION)
            return child;
    return NULL;
}

/* The letters and digits of text in small letters, at most MAX_TITLE_BYTES. Caller frees. */
static char *squeeze(const char *text)
{
    GString *letters = g_string_new(NULL);
    for (const char *p = text; *p && letters->len < MAX_TITLE_BYTES; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        if (g_unichar_isalnum(c))
            g_string_append_unichar(letters, g_unichar_tolower(c));
    }
    return g_string_free(letters, FALSE);
}

/* text has all letters of words, in their order and side by side. */
static bool says(const char *text, const char *words)
{
    g_autofree char *all = squeeze(text);
    return strstr(all, words) != NULL;
}

char *picture_find_title(const struct dom_node *node, const char *url)
{
    const char *title = dom_get_attribute(node, "title"), *alt = dom_get_attribute(node, "alt");
    if (!title || !*title)
        return NULL;
    g_autofree char *letters = squeeze(title);
    const struct dom_node *caption = find_caption(node);
    g_autofree char *words = caption ? dom_get_words(caption, MAX_TITLE_BYTES) : NULL;
    const char *name = url ? strrchr(url, '/') : NULL;
    if (!*letters || (alt && says(alt, letters)) || (words && says(words, letters)) ||
        (name && !picture_is_data(url) && says(name, letters)))
        return NULL;
    g_autofree char *clean = g_strndup(title, MIN(strlen(title), MAX_TITLE_BYTES));
    return g_utf8_make_valid(clean, -1); /* a character that was cut */
}

static guint count_words(const char *text)
{
    guint words = 0;
    for (const char *p = text; *p;) {
        p += strspn(p, " ");
        words += *p != '\0';
        p += strcspn(p, " ");
    }
    return words;
}

/* text on one line, in the arena. */
static const char *tidy(struct arena *arena, const char *text)
{
    g_autofree char *words = embed_clean_alt(text ? text : "");
    g_autofree char *clean = utf8_clean_line(words, strlen(words));
    return arena_strdup(arena, g_strstrip(clean));
}

bool picture_enter(struct flow_builder *builder, const struct dom_node *node)
{
    const char *alt = dom_get_attribute(node, "alt");
    if (picture_is_spare(builder->base_url, node))
        return true;
    g_autofree char *url = picture_find_address(builder->base_url, node);
    if (!url)
        return false;
    if (picture_is_counter(url))
        return true;
    GArray *pictures = builder->links->pictures;
    if (!builder->options->pictures || builder->is_pre || builder->table_depth ||
        pictures->len >= MAX_PICTURES || picture_is_icon(node))
        return false;
    flow_end_block(builder);
    flow_want_gap(builder, 1);
    g_autofree char *title = picture_find_title(node, url);
    const struct page_picture picture = { .url = arena_strdup(builder->links->arena, url),
                                          .alt = tidy(builder->links->arena, alt),
                                          .title = tidy(builder->links->arena, title) };
    g_array_append_val(pictures, picture);
    struct flow_block *block = flow_add_block(builder, FLOW_PICTURE);
    block->picture = (guint16)pictures->len;
    block->link = builder->link;
    block->has_caption = find_caption(node) != NULL;
    /* the same whether it is shown or named */
    builder->words += 1 + count_words(picture.alt) + count_words(picture.title);
    builder->source = builder->words;
    flow_want_gap(builder, block->has_caption ? 0 : 1);
    if (builder->link) { /* the picture stands for the link's text, if it has no other */
        struct page_link *link =
            &g_array_index(builder->links->list, struct page_link, builder->link - 1);
        link->text = *link->text ? link->text : picture.alt;
        builder->pictured_link = builder->link;
    }
    return true;
}

/* Lines of words that belong to a picture. */
static void add_words(struct typesetter *typesetter, const struct flow_block *block,
                      const char *text, guint source)
{
    const struct flow_run run = { 0, PAGE_DIM | (block->link ? PAGE_LINK : 0), block->link };
    struct flow_block words = {
        .kind = FLOW_TEXT,
        .indent = block->indent,
        .text = text,
        .len = (guint32)strlen(text),
        .runs = &run,
        .n_runs = 1,
    };
    words.is_bidi = bidi_is_needed(text, words.len);
    words.is_rtl = words.is_bidi && bidi_is_rtl(text, words.len, BIDI_AUTO);
    wrap_block(typesetter, &words, source);
}

void picture_typeset(struct typesetter *typesetter, const struct flow_block *block)
{
    struct page_picture *picture =
        &g_array_index(typesetter->shown_pictures, struct page_picture, block->picture - 1);
    const char *alt = picture->alt, *note = NULL;
    const guint first = typesetter->lines->len, title_at = block->source + 1 + count_words(alt);
    const guint end = title_at + count_words(picture->title);
    const guint room = typeset_get_room(typesetter, block);
    const struct page_line empty = { .source = block->source };
    const bool is_there = typesetter->pictures->measure(
        typesetter->pictures->data, picture->url, room, &picture->cols, &picture->rows, &note);
    if (!is_there)
        picture->cols = picture->rows = 0;
    for (guint i = 0; i < picture->rows; i++)
        typeset_add_line(typesetter, block, i == 0, &empty);
    if (!is_there) {
        g_autofree char *name = g_strdup_printf("[picture%s%s%s%s]", *alt ? ": " : "", alt,
                                                note ? "; not shown: " : "", note ? note : "");
        add_words(typesetter, block, arena_strdup(typesetter->arena, name), block->source);
    } else if (*alt && !block->has_caption) {
        add_words(typesetter, block, alt, block->source + 1);
    }
    if (*picture->title)
        add_words(typesetter, block, picture->title, title_at);
    for (guint i = first; i < typesetter->lines->len; i++) {
        struct page_line *line = &g_array_index(typesetter->lines, struct page_line, i);
        line->source = MIN(line->source, end);
        if (is_there && i - first >= picture->rows)
            continue;
        line->picture = block->picture;
        line->picture_row = (guint16)(i - first);
        line->picture_col = (guint16)(typesetter->width - MIN(room, typesetter->width));
    }
}
