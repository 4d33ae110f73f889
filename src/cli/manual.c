/* SPDX-License-Identifier: MIT */
/* The text of a manual page to man(7). */
#include "manual.h"

#include "roff.h"

#include <stdbool.h>
#include <string.h>

#define ITEM_INDENT "  "
#define EXAMPLE_INDENT "    "
#define ABOUT "@about "

/* A page that is being printed. */
struct manual {
    const struct manual_mark *marks;
    const void *data; /* of the marks */
    char **lines;
    guint at;          /* the line that is read next */
    GHashTable *about; /* name of a row to its paragraph */
    bool is_fresh;     /* a section has just begun: its first paragraph needs no request */
};

/* The lines up to an empty one, joined by blanks; indent is taken off each. */
static char *take_block(struct manual *manual, const char *indent)
{
    GString *block = g_string_new(NULL);
    for (const char *line; (line = manual->lines[manual->at]) && *line; manual->at++) {
        if (!g_str_has_prefix(line, indent))
            g_error("manual: this line is not indented: %s", line);
        g_string_append_printf(block, "%s%s", block->len ? " " : "", line + strlen(indent));
    }
    return g_string_free(block, FALSE);
}

/* The name in a line "@name@" behind prefix; caller frees. */
static char *take_name(struct manual *manual, const char *prefix)
{
    const char *line = manual->lines[manual->at++];
    const gsize len = strlen(line), prefix_len = strlen(prefix);
    if (len < prefix_len + 2 || line[len - 1] != '@')
        g_error("manual: this mark does not end with @: %s", line);
    return g_strndup(line + prefix_len, len - prefix_len - 1);
}

static void print_head(struct manual *manual)
{
    g_auto(GStrv) words = g_strsplit(manual->lines[manual->at++] + strlen("# "), " ", 3);
    if (g_strv_length(words) != 3)
        g_error("manual: a page needs a name, a section and a summary");
    roff_page(words[0], words[1], words[2]);
}

static void print_section(struct manual *manual)
{
    roff_section(manual->lines[manual->at++] + strlen("## "));
    manual->is_fresh = true;
}

static void print_item(struct manual *manual)
{
    g_auto(GStrv) parts = g_strsplit(manual->lines[manual->at++] + strlen("- "), " | ", 2);
    g_autofree char *text = take_block(manual, ITEM_INDENT);
    roff_item(parts[0], parts[1], text);
    manual->is_fresh = false;
}

static void print_example(struct manual *manual)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new();
    while (manual->lines[manual->at] && g_str_has_prefix(manual->lines[manual->at], EXAMPLE_INDENT))
        g_ptr_array_add(lines, manual->lines[manual->at++] + strlen(EXAMPLE_INDENT));
    roff_example((const char *const *)(void *)lines->pdata, lines->len);
    manual->is_fresh = false;
}

static void print_mark(struct manual *manual)
{
    g_autofree char *name = take_name(manual, "@");
    const struct manual_mark *mark = manual->marks;
    while (mark->name && strcmp(mark->name, name) != 0)
        mark++;
    if (!mark->print)
        g_error("manual: there is no mark @%s@", name);
    mark->print(manual->about, manual->data);
    manual->is_fresh = false;
}

/* It was read before. */
static void skip_about(struct manual *manual)
{
    manual->at++;
    g_free(take_block(manual, ""));
}

static void print_paragraph(struct manual *manual)
{
    char *prose = take_block(manual, "");
    for (const struct manual_mark *mark = manual->marks; mark->name; mark++) {
        g_autofree char *name = g_strdup_printf("@%s@", mark->name);
        if (!mark->format || !strstr(prose, name))
            continue;
        g_autofree char *text = mark->format();
        g_auto(GStrv) parts = g_strsplit(prose, name, -1);
        g_free(prose);
        prose = g_strjoinv(text, parts);
    }
    if (manual->is_fresh)
        roff_more(prose);
    else
        roff_paragraph(prose);
    manual->is_fresh = false;
    g_free(prose);
}

/* What a block is, by the beginning of its first line; the first row that fits counts. */
static const struct {
    const char *prefix;
    void (*print)(struct manual *manual);
} blocks[] = {
    { "# ", print_head },    { "## ", print_section },
    { "- ", print_item },    { EXAMPLE_INDENT, print_example },
    { ABOUT, skip_about },   { "@", print_mark },
    { "", print_paragraph },
};

static void read_about(struct manual *manual)
{
    while (manual->lines[manual->at]) {
        if (!g_str_has_prefix(manual->lines[manual->at], ABOUT)) {
            manual->at++;
            continue;
        }
        char *name = take_name(manual, ABOUT);
        g_hash_table_insert(manual->about, name, take_block(manual, ""));
    }
    manual->at = 0;
}

void manual_print(const char *text, const struct manual_mark *marks, const void *data)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    struct manual manual = { .marks = marks, .data = data, .lines = lines };
    manual.about = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    read_about(&manual);
    while (lines[manual.at]) {
        guint block = 0;
        if (!*lines[manual.at]) {
            manual.at++;
            continue;
        }
        while (!g_str_has_prefix(lines[manual.at], blocks[block].prefix))
            block++;
        blocks[block].print(&manual);
    }
    g_hash_table_unref(manual.about);
}
