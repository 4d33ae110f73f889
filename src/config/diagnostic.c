/* SPDX-License-Identifier: MIT */
/* Diagnostics with their places, and nearest names. */
#include "config/diagnostic.h"

#include <string.h>

#define DIAGNOSTIC_MAX_NAME 48 /* longer words are not misspelt names */

G_DEFINE_QUARK(newsdeck_config_error, config_error)

struct diagnostic_list {
    GPtrArray *items;
};

static void diagnostic_free(void *data)
{
    struct diagnostic *diagnostic = data;
    g_free(diagnostic->file);
    g_free(diagnostic->message);
    g_free(diagnostic);
}

struct diagnostic_list *diagnostic_list_new(void)
{
    struct diagnostic_list *list = g_new0(struct diagnostic_list, 1);
    list->items = g_ptr_array_new_with_free_func(diagnostic_free);
    return list;
}

void diagnostic_list_free(struct diagnostic_list *list)
{
    if (!list)
        return;
    g_ptr_array_unref(list->items);
    g_free(list);
}

void diagnostic_list_add(struct diagnostic_list *list, enum diagnostic_severity severity,
                         const char *file, guint line, guint column, const char *format, ...)
{
    g_assert(format);
    if (!list)
        return;
    struct diagnostic *diagnostic = g_new0(struct diagnostic, 1);
    va_list arguments;
    va_start(arguments, format);
    diagnostic->message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    diagnostic->severity = severity;
    diagnostic->file = g_strdup(file);
    diagnostic->line = line;
    diagnostic->column = column;
    g_ptr_array_add(list->items, diagnostic);
}

guint diagnostic_list_get_length(const struct diagnostic_list *list)
{
    g_assert(list);
    return list->items->len;
}

const struct diagnostic *diagnostic_list_get(const struct diagnostic_list *list, guint index)
{
    g_assert(list);
    g_assert(index < list->items->len);
    return g_ptr_array_index(list->items, index);
}

guint diagnostic_list_count(const struct diagnostic_list *list, enum diagnostic_severity severity)
{
    g_assert(list);
    guint count = 0;
    for (guint i = 0; i < list->items->len; i++)
        count += diagnostic_list_get(list, i)->severity >= severity;
    return count;
}

char *diagnostic_format(const struct diagnostic *diagnostic)
{
    g_assert(diagnostic);
    static const char *const words[] = { "info", "warning", "error" };
    GString *text = g_string_new(NULL);
    if (diagnostic->file)
        g_string_append_printf(text, "%s:", diagnostic->file);
    if (diagnostic->line)
        g_string_append_printf(text, "%u:", diagnostic->line);
    if (diagnostic->line && diagnostic->column)
        g_string_append_printf(text, "%u:", diagnostic->column);
    g_string_append_printf(text, "%s%s: %s", text->len ? " " : "", words[diagnostic->severity],
                           diagnostic->message);
    for (char *c = text->str; *c; c++)
        if ((guchar)*c < 0x20 || *c == 0x7f)
            *c = '?';
    return g_string_free(text, FALSE);
}

/* The restricted Damerau-Levenshtein distance: two swapped letters count once. */
static guint diagnostic_measure(const char *a, gsize a_len, const char *b, gsize b_len)
{
    guint rows[3][DIAGNOSTIC_MAX_NAME + 1];
    guint *before = rows[0], *last = rows[1], *row = rows[2];
    for (guint j = 0; j <= b_len; j++)
        last[j] = j;
    for (guint i = 1; i <= a_len; i++) {
        row[0] = i;
        for (guint j = 1; j <= b_len; j++) {
            const guint change = last[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = MIN(change, MIN(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = MIN(row[j], before[j - 2] + 1);
        }
        guint *const reused = before;
        before = last;
        last = row;
        row = reused;
    }
    return last[b_len];
}

const char *diagnostic_nearest(const char *word, const char *const *names)
{
    g_assert(word && names);
    const gsize len = strlen(word);
    const char *nearest = NULL, *begun = NULL;
    guint best = MAX(1, (guint)MIN(len, DIAGNOSTIC_MAX_NAME) / 3) + 1, n_begun = 0;
    if (!len || len > DIAGNOSTIC_MAX_NAME)
        return NULL;
    g_autofree char *lower = g_ascii_strdown(word, -1);
    for (; *names; names++) {
        const gsize name_len = strlen(*names);
        if (name_len > DIAGNOSTIC_MAX_NAME)
            continue;
        const guint distance = diagnostic_measure(lower, len, *names, name_len);
        if (distance < best && distance < len) {
            best = distance;
            nearest = *names;
        }
        if (g_str_has_prefix(*names, lower)) {
            begun = *names;
            n_begun++;
        }
    }
    return n_begun == 1 && best > 1 ? begun : nearest;
}
