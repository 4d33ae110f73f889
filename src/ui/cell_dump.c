/* SPDX-License-Identifier: MIT */
/* What is on a grid, as text for tests. */
#include "base/utf8.h"
#include "ui/cell.h"

#include <string.h>

static void dump_end_line(GString *text, gsize start, char blank)
{
    while (text->len > start && text->str[text->len - 1] == blank)
        g_string_truncate(text, text->len - 1);
    g_string_append_c(text, '\n');
}

char *grid_dump_text(const struct grid *grid)
{
    GString *text = g_string_new(NULL);
    for (int row = 0; row < grid->rows; row++) {
        gsize start = text->len;
        for (int col = 0; col < grid->cols; col++) {
            const struct cell *cell = grid_get_cell(grid, row, col);
            if (!cell->cols)
                continue;
            const size_t first_len = g_utf8_skip[(guchar)cell->text[0]];
            g_string_append(text, cell->text[0] ? cell->text : " ");
            /* a narrow character that a variation selector makes wide */
            if (cell->whole && utf8_width_len(cell->text, first_len) < 2)
                g_string_append_c(text, ' ');
        }
        dump_end_line(text, start, ' ');
    }
    return g_string_free(text, FALSE);
}

static void dump_style_name(GString *text, const struct cell *cell)
{
    static const char *const elements[] = {
#define ELEMENT(id, name, foreground, background, attributes, help) name,
#include "config/theme.def"
#undef ELEMENT
    };
    static const char *const attributes[] = { "bold",      "dim",     "italic",
                                              "underline", "reverse", "strike" };
    g_string_append(text, elements[cell->style.element]);
    for (guint i = 0; i < G_N_ELEMENTS(attributes); i++)
        if (cell->style.attributes & (1u << i))
            g_string_append_printf(text, "+%s", attributes[i]);
    if (cell->tint != THEME_TEXT)
        g_string_append_printf(text, " under %s", elements[cell->tint]);
}

char *grid_dump_styles(const struct grid *grid)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    GString *text = g_string_new(NULL);
    for (int row = 0; row < grid->rows; row++) {
        gsize start = text->len;
        for (int col = 0; col < grid->cols; col++) {
            const struct cell *cell = grid_get_cell(grid, row, col);
            GString *name = g_string_new(NULL);
            dump_style_name(name, cell);
            guint at = 0;
            bool is_plain = strcmp(name->str, "text") == 0;
            while (!is_plain && at < names->len && strcmp(name->str, names->pdata[at]) != 0)
                at++;
            g_string_append_c(text, is_plain ? '.' : letters[MIN(at, sizeof letters - 2)]);
            char *own = g_string_free(name, FALSE);
            if (!is_plain && at == names->len)
                g_ptr_array_add(names, own);
            else
                g_free(own);
        }
        dump_end_line(text, start, '.');
    }
    for (guint i = 0; i < names->len; i++)
        g_string_append_printf(text, "%c = %s\n", letters[MIN(i, sizeof letters - 2)],
                               (char *)names->pdata[i]);
    return g_string_free(text, FALSE);
}
