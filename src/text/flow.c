/* SPDX-License-Identifier: MIT */
/* Text gathered into blocks: white space collapsed, styles kept as runs. */
#include "flow.h"

#include "base/utf8.h"

#include <string.h>

#define MAX_BREAKS 3 /* line ends in a row that count */
#define TAB_COLS 8

void flow_init(struct flow *flow)
{
    *flow = (struct flow){ NULL, &flow->first, 0 };
}

void flow_builder_init(struct flow_builder *builder, struct arena *arena,
                       const struct page_options *options, struct flow_links *links,
                       struct flow *flow)
{
    memset(builder, 0, sizeof *builder);
    builder->arena = arena;
    builder->options = options;
    builder->base_url = options->base_url;
    builder->links = links;
    builder->flow = flow;
    builder->text = g_string_new(NULL);
    builder->runs = g_array_new(FALSE, FALSE, sizeof(struct flow_run));
}

void flow_builder_clear(struct flow_builder *builder)
{
    g_string_free(builder->text, TRUE);
    g_array_unref(builder->runs);
    g_free(builder->states);
}

/* What is written next has this style and link. */
static void flow_set_run(struct flow_builder *builder, guint16 style, guint16 link)
{
    const guint n = builder->runs->len;
    struct flow_run *last = n ? &g_array_index(builder->runs, struct flow_run, n - 1) : NULL;
    if (last && last->style == style && last->link == link)
        return;
    if (last && last->begin == builder->text->len) {
        last->style = style;
        last->link = link;
        return;
    }
    const struct flow_run run = { (guint32)builder->text->len, style, link };
    g_array_append_val(builder->runs, run);
}

static void flow_put(struct flow_builder *builder, const char *text, size_t len)
{
    if (builder->has_space) {
        flow_set_run(builder, builder->space_style & builder->style,
                     builder->space_link == builder->link ? builder->link : 0);
        g_string_append_c(builder->text, ' ');
        builder->has_space = false;
    }
    if (!builder->text->len)
        builder->source = builder->words;
    flow_set_run(builder, builder->style, builder->link);
    g_string_append_len(builder->text, text, (gssize)len);
}

/* A bidi isolate (U+2066 to U+2069) at the end of text; at the end of a block it changes nothing.
 */
static bool ends_in_isolate(const char *text, size_t len)
{
    return len >= 3 && memcmp(text + len - 3, "\xe2\x81", 2) == 0 &&
           (guchar)text[len - 1] >= 0xa6 && (guchar)text[len - 1] <= 0xa9;
}

static void flow_put_space(struct flow_builder *builder)
{
    const char *text = builder->text->str;
    size_t len = builder->text->len;
    builder->in_word = false;
    for (guint i = 0; i < 8 && ends_in_isolate(text, len); i++)
        len -= 3;
    const bool is_one_there = len < builder->text->len && len > 0 && text[len - 1] == ' ';
    if (builder->has_space || !len || text[len - 1] == '\n' || is_one_there)
        return;
    builder->has_space = true;
    builder->space_style = builder->style;
    builder->space_link = builder->link;
}

/* White space that collapses, at p: its bytes, or 0. The separators U+2028 and U+2029 count,
 * no-break spaces not. */
static size_t flow_measure_space(const char *p, const char *end)
{
    if (*p == ' ' || *p == '\n' || *p == '\t')
        return 1;
    return end - p >= 3 && p[0] == '\xe2' && p[1] == '\x80' && (p[2] == '\xa8' || p[2] == '\xa9')
               ? 3
               : 0;
}

/* The bytes from p on, which is not white space, that stay as they are: words with one space between
 * them; *n_words how many. */
static size_t flow_measure_words(const char *text, const char *end, guint *n_words)
{
    const char *p = text;
    for (*n_words = 1; p < end; p++) {
        if ((guchar)*p > ' ' && *p != '\xe2')
            continue;
        if (!flow_measure_space(p, end))
            continue;
        if (*p != ' ' || p + 1 == end || flow_measure_space(p + 1, end))
            break;
        ++*n_words;
    }
    return (size_t)(p - text);
}

/* The columns after the last tab stop; the last tab ended at one. */
static guint flow_measure_tab(const struct flow_builder *builder)
{
    const char *text = builder->text->str, *end = text + builder->text->len, *line = end;
    while (line > text + builder->tab_end && line[-1] != '\n')
        line--;
    return utf8_width_len(line, (size_t)(end - line)) % TAB_COLS;
}

static void flow_append_pre(struct flow_builder *builder, const char *text, size_t len)
{
    const char *end = text + len;
    for (const char *p = text; p < end; p++) {
        if (*p == '\t') {
            flow_put(builder, "        ", TAB_COLS - flow_measure_tab(builder));
            builder->tab_end = (guint32)builder->text->len;
        } else {
            flow_put(builder, p, 1);
        }
        const bool is_space = g_ascii_isspace(*p);
        builder->words += !is_space && !builder->in_word;
        builder->in_word = !is_space;
    }
}

void flow_append_text(struct flow_builder *builder, const char *text, size_t len)
{
    const char *end = text + len;
    if (builder->is_pre) {
        flow_append_pre(builder, text, len);
        return;
    }
    for (const char *p = text; p < end;) {
        const size_t space = flow_measure_space(p, end);
        if (*p == '\n' && builder->keeps_lines) {
            flow_append_break(builder);
            p++;
            continue;
        }
        if (*p == ' ' && builder->keeps_spaces && builder->text->len &&
            builder->text->str[builder->text->len - 1] == '\n') {
            for (; p < end && *p == ' '; p++)
                flow_put(builder, "\xc2\xa0", 2);
            continue;
        }
        if (space) {
            flow_put_space(builder);
            p += space;
            continue;
        }
        guint n_words = 0;
        const size_t len_of_words = flow_measure_words(p, end, &n_words);
        flow_put(builder, p, len_of_words);
        p += len_of_words;
        builder->words += n_words - builder->in_word;
        builder->in_word = true;
    }
}

void flow_append_raw(struct flow_builder *builder, const char *text, size_t len)
{
    flow_put(builder, text, len);
}

void flow_append_break(struct flow_builder *builder)
{
    const GString *text = builder->text;
    guint breaks = 0;
    while (breaks < text->len && text->str[text->len - 1 - breaks] == '\n')
        breaks++;
    builder->has_space = builder->in_word = false;
    if ((text->len && breaks < MAX_BREAKS) || builder->is_pre)
        g_string_append_c(builder->text, '\n');
}

void flow_want_gap(struct flow_builder *builder, guint lines)
{
    builder->gap = MAX(builder->gap, lines);
}

struct flow_block *flow_add_block(struct flow_builder *builder, enum flow_kind kind)
{
    struct flow_block *block = arena_new0(builder->arena, struct flow_block);
    block->kind = kind;
    block->indent = builder->indent;
    block->gap = builder->flow->n_blocks ? builder->gap : 0;
    block->source = builder->source;
    builder->gap = 0;
    for (struct flow_indent *indent = builder->indent; indent && !indent->owner;
         indent = (struct flow_indent *)indent->parent)
        indent->owner = block;
    *builder->flow->tail = block;
    builder->flow->tail = &block->next;
    builder->flow->n_blocks++;
    return block;
}

/* Length of text without what does not show at its end. */
static size_t flow_measure_trimmed(const GString *text)
{
    size_t len = text->len;
    for (;;) {
        if (len && (text->str[len - 1] == ' ' || text->str[len - 1] == '\n'))
            len--;
        else if (len >= 2 && memcmp(text->str + len - 2, "\xc2\xa0", 2) == 0)
            len -= 2;
        else if (ends_in_isolate(text->str, len))
            len -= 3;
        else
            return len;
    }
}

/* What has been gathered becomes a block, if there is anything to see. */
void flow_end_block(struct flow_builder *builder)
{
    const size_t len = flow_measure_trimmed(builder->text);
    if (len) {
        struct flow_block *block = flow_add_block(builder, builder->is_pre ? FLOW_PRE : FLOW_TEXT);
        block->text = arena_strndup(builder->arena, builder->text->str, len);
        block->len = (guint32)len;
        block->is_bidi = builder->direction == BIDI_RTL || bidi_is_needed(block->text, len);
        block->is_rtl = block->is_bidi && bidi_is_rtl(block->text, len, builder->direction);
        block->n_runs = builder->runs->len;
        struct flow_run *runs = arena_alloc(builder->arena, sizeof *runs * MAX(1, block->n_runs));
        if (block->n_runs)
            memcpy(runs, builder->runs->data, sizeof *runs * block->n_runs);
        block->runs = runs;
    }
    g_string_truncate(builder->text, 0);
    g_array_set_size(builder->runs, 0);
    builder->has_space = builder->in_word = false;
    builder->source = builder->words;
    builder->link_begin = builder->tab_end = builder->name_end = 0;
}

struct flow_indent *flow_add_indent(struct flow_builder *builder, const char *first,
                                    const char *rest, guint16 style)
{
    const guint depth = builder->indent ? builder->indent->depth + 1 : 1;
    if (depth > FLOW_MAX_INDENTS)
        return builder->indent;
    struct flow_indent *indent = arena_new0(builder->arena, struct flow_indent);
    indent->parent = builder->indent;
    indent->first = arena_strdup(builder->links->arena, first);
    indent->rest = arena_strdup(builder->links->arena, rest);
    indent->cols = utf8_width(first);
    indent->style = style;
    indent->depth = depth;
    return indent;
}
