/* SPDX-License-Identifier: MIT */
/* Lists: bullets, and numbers of every kind that HTML has, their items' texts in one column. */
#include "flow.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

struct flow_list {
    struct flow_list *outer;
    bool is_ordered;
    char type; /* '1', 'a', 'A', 'i', 'I' */
    int next, step;
    guint depth, cols; /* cols: of the widest marker, its space included */
};

#define MARKER_BYTES 32

static void format_letters(int number, char first, char *text)
{
    char reversed[MARKER_BYTES];
    guint n = 0;
    for (; number > 0 && n < sizeof reversed; number = (number - 1) / 26)
        reversed[n++] = (char)(first + (number - 1) % 26);
    for (guint i = 0; i < n; i++)
        text[i] = reversed[n - 1 - i];
    text[n] = '\0';
}

static void format_roman(int number, bool is_upper, char *text)
{
    static const struct {
        int value;
        const char *letters;
    } rows[] = { { 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" },
                 { 90, "xc" },  { 50, "l" },   { 40, "xl" }, { 10, "x" },   { 9, "ix" },
                 { 5, "v" },    { 4, "iv" },   { 1, "i" } };
    text[0] = '\0';
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        for (; number >= rows[i].value; number -= rows[i].value)
            g_strlcat(text, rows[i].letters, MARKER_BYTES);
    for (; is_upper && *text; text++)
        *text = g_ascii_toupper(*text);
}

static void format_number(const struct flow_list *list, int number, char text[MARKER_BYTES])
{
    if ((list->type == 'a' || list->type == 'A') && number > 0)
        format_letters(number, list->type, text);
    else if ((list->type == 'i' || list->type == 'I') && number > 0 && number < 4000)
        format_roman(number, list->type == 'I', text);
    else
        snprintf(text, MARKER_BYTES, "%d", number);
}

/* The widest marker: every item's number is tried, values included. */
static guint measure_markers(const struct flow_list *list, const struct dom_node *node)
{
    int number = list->next;
    guint widest = 1;
    for (const struct dom_node *item = node->first; item; item = item->next) {
        if (item->tag != HTML_LI)
            continue;
        char text[MARKER_BYTES];
        number = dom_get_number(item, "value", number);
        format_number(list, number, text);
        widest = MAX(widest, (guint)strlen(text));
        number += list->step;
    }
    return widest + 2;
}

struct flow_list *flow_open_list(struct flow_builder *builder, const struct dom_node *node)
{
    struct flow_list *list = arena_new0(builder->arena, struct flow_list);
    list->outer = builder->list;
    list->depth = builder->list ? builder->list->depth + 1 : 0;
    list->is_ordered = node->tag == HTML_OL;
    list->cols = 2;
    if (list->is_ordered) {
        const char *type = dom_get_attribute(node, "type");
        const bool is_reversed = dom_get_attribute(node, "reversed") != NULL;
        int n_items = 0;
        for (const struct dom_node *item = node->first; item; item = item->next)
            n_items += item->tag == HTML_LI;
        list->type = type && *type && strchr("1aAiI", *type) ? *type : '1';
        list->step = is_reversed ? -1 : 1;
        list->next = dom_get_number(node, "start", is_reversed ? n_items : 1);
        list->cols = measure_markers(list, node);
    }
    return list;
}

/* The item's marker before its first line; it is right-aligned, so that texts begin in one column.
 */
void flow_open_item(struct flow_builder *builder, const struct dom_node *node)
{
    static const char *const bullets[] = { "\xe2\x80\xa2 ", "\xe2\x97\xa6 ", "\xe2\x96\xaa " };
    struct flow_list *list = builder->list;
    char first[MARKER_BYTES + 16], rest[MARKER_BYTES + 16];
    if (list && list->is_ordered) {
        char number[MARKER_BYTES];
        list->next = dom_get_number(node, "value", list->next);
        format_number(list, list->next, number);
        list->next += list->step;
        snprintf(first, sizeof first, "%*s. ", (int)list->cols - 2, number);
    } else {
        g_strlcpy(first, bullets[list ? list->depth % G_N_ELEMENTS(bullets) : 0], sizeof first);
    }
    snprintf(rest, sizeof rest, "%*s", (int)utf8_width(first), "");
    builder->indent = flow_add_indent(builder, first, rest, PAGE_DIM);
}
