/* SPDX-License-Identifier: MIT */
/* The lines above an article's page: title, fields, which text it is. */
#include "article_head.h"

#include "private.h"

#include "base/date.h"
#include "base/utf8.h"
#include "text/bidi.h"

#include <string.h>

#define RIGHT_TO_LEFT "\xe2\x80\x8f" /* U+200F, which says so to the rest of its line */

enum { WORDS_PER_MINUTE = 230 };

static void head_line_clear(gpointer data)
{
    struct head_line *line = data;
    g_free(line->text);
}

GArray *article_head_new(void)
{
    GArray *head = g_array_new(FALSE, FALSE, sizeof(struct head_line));
    g_array_set_clear_func(head, head_line_clear);
    return head;
}

static void head_add(GArray *head, char *text, struct style style)
{
    const struct head_line line = { text, style, g_str_has_prefix(text, RIGHT_TO_LEFT) };
    g_array_append_val(head, line);
}

/* Adds text in lines of at most cols columns, broken at blanks where there are any. */
static void head_add_wrapped(GArray *head, const char *text, guint cols, struct style style)
{
    const bool is_rtl = bidi_is_rtl(text, strlen(text), BIDI_AUTO);
    while (*text) {
        size_t len = strlen(text);
        size_t fit = utf8_fit(text, len, cols, NULL);
        if (fit == 0)
            fit = utf8_next_cluster(text, text + len, NULL);
        size_t end = fit;
        while (fit < len && end > 0 && text[end] != ' ')
            end--;
        if (end == 0)
            end = fit;
        head_add(head, g_strdup_printf("%s%.*s", is_rtl ? RIGHT_TO_LEFT : "", (int)end, text),
                 style);
        text += end;
        while (*text == ' ')
            text++;
    }
}

static char *body_format_size(const struct item_enclosure *enclosure)
{
    GString *text = g_string_new(enclosure->type ? enclosure->type : "attachment");
    if (enclosure->size_bytes > 0) {
        g_autofree char *size = g_format_size((guint64)enclosure->size_bytes);
        g_string_append_printf(text, ", %s", size);
    }
    if (enclosure->duration_s > 0)
        g_string_append_printf(text, ", %d min",
                               (int)MIN((enclosure->duration_s + 59) / 60, 99999));
    return g_string_free(text, FALSE);
}

/* "changed Mon 23 Nov 2026, 14:05   = shows what" */
static void head_add_change(GArray *head, struct ui *ui, const struct article *article, guint cols)
{
    const struct keymap *keymap = app_get_keymap(ui->app);
    const char *key = keymap_find_key(keymap, CONTEXT_ARTICLE, COMMAND_CHANGES);
    g_autofree char *change = article_describe_change(article);
    g_autofree char *hint =
        key ? g_strdup_printf("   %s %s", key, article->revision ? "goes on" : "shows what") : NULL;
    g_autofree char *line = change ? g_strconcat(change, hint, NULL) : NULL;
    if (line)
        head_add_wrapped(head, line, cols, STYLE(CHANGED));
}

/* Which text is shown: the feed's or the whole one. */
static void head_add_source(GArray *head, struct ui *ui, const struct article *article, guint cols)
{
    const struct keymap *keymap = app_get_keymap(ui->app);
    const char *key = keymap_find_key(keymap, CONTEXT_ARTICLE, COMMAND_FULL_TEXT);
    g_autofree char *line = article->revision ? NULL : article_describe_text(article, key);
    if (line)
        head_add_wrapped(head, line, cols, STYLE(CHANGED));
}

/* The address, cut where need be, and how much was taken out of it. */
static void head_add_address(GArray *head, const struct article *article, guint cols)
{
    const guint n = article->n_stripped;
    g_autofree char *note =
        n ? g_strdup_printf("  −%u tracking %s", n, n == 1 ? "parameter" : "parameters")
          : g_strdup("");
    const guint note_cols = utf8_width(note);
    g_autofree char *url =
        utf8_truncate(article->body->row.url, MAX(cols, note_cols + 10) - note_cols);
    head_add(head, g_strconcat(url, note, NULL), STYLE(FIELD));
}

void article_head_build(GArray *head, struct ui *ui, const struct article *article, guint cols)
{
    const struct item_body *body = article->body;
    g_array_set_size(head, 0);
    const char *title = body->row.title && *body->row.title ? body->row.title : "(no title)";
    head_add_wrapped(head, title, cols, STYLE(TITLE));
    g_autoptr(GString) fields = g_string_new(article->feed_title);
    if (body->row.author && *body->row.author)
        g_string_append_printf(fields, "%s%s", fields->len ? " · " : "", body->row.author);
    gint64 at = body->published_at ? body->published_at : body->row.sort_at;
    g_autofree char *date = at ? date_format_local(at, "%a %-d %b %Y, %H:%M") : NULL;
    if (date)
        g_string_append_printf(fields, "%s%s", fields->len ? " · " : "", date);
    if (body->row.n_words >= WORDS_PER_MINUTE)
        g_string_append_printf(fields, " · %u min", body->row.n_words / WORDS_PER_MINUTE);
    head_add_wrapped(head, fields->str, cols, STYLE(FIELD));
    head_add_change(head, ui, article, cols);
    head_add_source(head, ui, article, cols);
    if (body->row.url)
        head_add_address(head, article, cols);
    for (guint i = 0; i < body->enclosures->len; i++) {
        const struct item_enclosure *enclosure = body->enclosures->pdata[i];
        g_autofree char *size = body_format_size(enclosure);
        g_autofree char *line =
            g_strdup_printf("%s (%s)", enclosure->url ? enclosure->url : "", size);
        head_add(head, utf8_truncate(line, cols), STYLE(FIELD));
    }
    head_add(head, g_strdup(""), STYLE(TEXT));
}
