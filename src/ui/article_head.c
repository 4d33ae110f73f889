/* SPDX-License-Identifier: MIT */
/* The lines above an article's page: title, fields, which text it is. */
#include "article_head.h"

#include "app/enclosure.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"
#include "frame.h"
#include "listen/player.h"
#include "text/bidi.h"

#include <string.h>

#define PIECE_BREAK " \xc2\xb7 " /* a dot between two blanks */
/* U+200F, right-to-left mark: sets the direction of its line */
#define RIGHT_TO_LEFT "\xe2\x80\x8f"

enum { WORDS_PER_MINUTE = 230 };

static void head_link_clear(gpointer data)
{
    g_free(((struct head_link *)data)->url);
}

static void head_line_clear(gpointer data)
{
    struct head_line *line = data;
    g_free(line->text);
    if (line->links)
        g_array_unref(line->links);
}

GArray *article_head_new(void)
{
    GArray *head = g_array_new(FALSE, FALSE, sizeof(struct head_line));
    g_array_set_clear_func(head, head_line_clear);
    return head;
}

static void head_add(GArray *head, char *text, struct style style)
{
    const struct head_line line = { text, style, g_str_has_prefix(text, RIGHT_TO_LEFT), NULL };
    g_array_append_val(head, line);
}

/* Only web addresses become links: what other programs do with other kinds is not known. */
static void links_add(GArray **links, gsize begin, gsize end, const char *url)
{
    if (begin >= end || !url_is_http(url))
        return;
    if (!*links) {
        *links = g_array_new(FALSE, FALSE, sizeof(struct head_link));
        g_array_set_clear_func(*links, head_link_clear);
    }
    const struct head_link link = { begin, end, g_strdup(url) };
    g_array_append_val(*links, link);
}

/* Gives the last line, which holds the bytes of a text from begin to end, the links of that text.
 */
static void head_add_links(GArray *head, const GArray *links, gsize begin, gsize end)
{
    struct head_line *line = &g_array_index(head, struct head_line, head->len - 1);
    const gsize shift = line->is_rtl ? strlen(RIGHT_TO_LEFT) : 0;
    for (guint i = 0; links && i < links->len; i++) {
        const struct head_link *link = &g_array_index(links, struct head_link, i);
        const gsize from = MAX(link->begin, begin), to = MIN(link->end, end);
        if (from < to)
            links_add(&line->links, from - begin + shift, to - begin + shift, link->url);
    }
}

/* Returns how many bytes of text go onto a line that has room for fit bytes: whole pieces, else
 * whole words, else all that fit. */
static size_t find_break(const char *text, size_t fit)
{
    size_t end = fit;
    while (end > 0 && strncmp(text + end, PIECE_BREAK, strlen(PIECE_BREAK)) != 0)
        end--;
    if (end > 0)
        return end;
    for (end = fit; end > 0 && text[end] != ' ';)
        end--;
    return end > 0 ? end : fit;
}

/* Adds text in lines of at most cols columns, broken between pieces, else at blanks. links (of
 * struct head_link) are the links of text, or NULL. */
static void head_add_linked(GArray *head, const char *text, const GArray *links, guint cols,
                            struct style style)
{
    const char *begin = text;
    const bool is_rtl = bidi_is_rtl(text, strlen(text), BIDI_AUTO);
    while (*text) {
        size_t len = strlen(text);
        size_t fit = utf8_fit(text, len, cols, NULL);
        if (fit == 0)
            fit = utf8_next_cluster(text, text + len, NULL);
        const size_t end = fit < len ? find_break(text, fit) : fit;
        head_add(head, g_strdup_printf("%s%.*s", is_rtl ? RIGHT_TO_LEFT : "", (int)end, text),
                 style);
        head_add_links(head, links, (gsize)(text - begin), (gsize)(text - begin) + end);
        text += end;
        if (g_str_has_prefix(text, PIECE_BREAK))
            text += strlen(PIECE_BREAK);
        while (*text == ' ')
            text++;
    }
}

static void head_add_wrapped(GArray *head, const char *text, guint cols, struct style style)
{
    head_add_linked(head, text, NULL, cols, style);
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
    g_autofree char *name = key ? keymap_describe_key(key) : NULL;
    g_autofree char *hint =
        name ? g_strdup_printf("   %s %s", name, article->revision ? "goes on" : "shows what")
             : NULL;
    g_autofree char *line = change ? g_strconcat(change, hint, NULL) : NULL;
    if (line)
        head_add_wrapped(head, line, cols, STYLE(CHANGED));
}

/* Adds which text is shown: the text of the feed, or the full text. */
static void head_add_source(GArray *head, struct ui *ui, const struct article *article, guint cols)
{
    const struct keymap *keymap = app_get_keymap(ui->app);
    const char *key = keymap_find_key(keymap, CONTEXT_ARTICLE, COMMAND_FULL_TEXT);
    g_autofree char *name = key ? keymap_describe_key(key) : NULL;
    g_autofree char *line = article->revision ? NULL : article_describe_text(article, name);
    if (line)
        head_add_wrapped(head, line, cols, STYLE(CHANGED));
}

/* Adds the address, cut to the width, and how many tracking parameters were taken out of it. */
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
    links_add(&g_array_index(head, struct head_line, head->len - 1).links, 0, strlen(url),
              article->body->row.url);
}

/* Adds the enclosures and the keys for them: "P plays   d downloads". */
static void head_add_enclosures(GArray *head, struct ui *ui, const struct article *article,
                                guint cols)
{
    const struct item_body *body = article->body;
    static const struct {
        enum command_id id;
        const char *label;
    } keys_of[] = { { COMMAND_PLAY, "plays" }, { COMMAND_DOWNLOAD, "downloads" } };
    g_autoptr(GString) keys = g_string_new(NULL);
    bool is_usable = false;
    for (guint i = 0; i < body->enclosures->len; i++) {
        const struct item_enclosure *enclosure = body->enclosures->pdata[i];
        const bool is_shown = article->figures && enclosure_is_picture(enclosure);
        if (enclosure_is_chapters(enclosure) || is_shown)
            continue;
        g_autofree char *size = body_format_size(enclosure);
        g_autofree char *line =
            g_strdup_printf("%s (%s)", enclosure->url ? enclosure->url : "", size);
        head_add(head, utf8_truncate(line, cols), STYLE(FIELD));
        is_usable |= enclosure_is_usable(enclosure);
    }
    for (gsize i = 0; is_usable && i < G_N_ELEMENTS(keys_of); i++) {
        const char *key = keymap_find_key(app_get_keymap(ui->app), CONTEXT_ARTICLE, keys_of[i].id);
        g_autofree char *name = key ? keymap_describe_key(key) : NULL;
        if (name)
            g_string_append_printf(keys, "%s%s %s", keys->len ? "   " : "", name, keys_of[i].label);
    }
    if (keys->len)
        head_add_wrapped(head, keys->str, cols, STYLE(CHANGED));
}

/* ---- the template: lines, pieces, fields */

/* Each returns the value of a field, or NULL. Caller frees. */

static char *get_title(const struct article *article)
{
    return g_strdup(article->body->row.title);
}

static char *get_feed(const struct article *article)
{
    return g_strdup(article->feed_title);
}

static char *get_author(const struct article *article)
{
    return g_strdup(article->body->row.author);
}

static gint64 get_time(const struct article *article)
{
    return article->body->row.sort_at; /* as in lists, also where a feed changes its dates */
}

static char *get_date(const struct article *article)
{
    const gint64 at = get_time(article);
    return at ? date_format_local(at, "%a %-d %b %Y, %H:%M") : NULL;
}

static char *get_age(const struct article *article)
{
    const gint64 at = get_time(article);
    char age[DATE_AGE_BYTES];
    return at ? g_strdup(date_format_age(at, clock_now_s(), age)) : NULL;
}

static char *get_words(const struct article *article)
{
    const guint n = article->body->row.n_words;
    return n ? g_strdup_printf("%u", n) : NULL;
}

static char *get_minutes(const struct article *article)
{
    const guint minutes = article->body->row.n_words / WORDS_PER_MINUTE;
    return minutes ? g_strdup_printf("%u min", minutes) : NULL;
}

static char *get_tags(const struct article *article)
{
    g_autofree char *tags = g_strjoinv(", ", article->body->tags);
    g_autofree char *own = g_strjoinv(", ", article->body->own_tags);
    return g_strconcat(tags, *tags && *own ? ", " : "", own, NULL);
}

static char *get_link(const struct article *article)
{
    return g_strdup(article->body->row.url);
}

static char *get_comments(const struct article *article)
{
    return g_strdup(article->body->comments_url);
}

static const struct {
    const char *name;
    char *(*get)(const struct article *article);
    bool is_address;
} fields[] = {
#define ARTICLE_FIELD(name, is_address) { #name, get_##name, is_address },
#include "app/article_field.def"
#undef ARTICLE_FIELD
};

/* Adds the value of a field to text and, if the value is an address, to links. False if the field
 * is empty. */
static bool append_field(GString *text, GArray **links, const struct article *article,
                         const char *name, size_t len)
{
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (strlen(fields[i].name) != len || memcmp(fields[i].name, name, len) != 0)
            continue;
        g_autofree char *value = fields[i].get(article);
        if (!value || !*value)
            return false;
        g_string_append(text, value);
        if (fields[i].is_address)
            links_add(links, text->len - strlen(value), text->len, value);
        return true;
    }
    return false;
}

/* Adds a piece with its fields filled in; nothing if all of its fields are empty. */
static void append_piece(GString *text, GArray **links, const struct article *article,
                         const char *piece)
{
    const gsize before = text->len;
    guint n_fields = 0, n_filled = 0;
    if (!*piece)
        return;
    g_string_append(text, before ? PIECE_BREAK : "");
    for (const char *at = piece; *at;) {
        const char *end = *at == '{' ? strchr(at, '}') : NULL;
        if (!end) {
            g_string_append_c(text, *at++);
            continue;
        }
        n_fields++;
        n_filled += append_field(text, links, article, at + 1, (size_t)(end - at - 1));
        at = end + 1;
    }
    if (n_fields && !n_filled)
        g_string_truncate(text, before);
}

static void head_add_line(GArray *head, const struct article *article, const char *line, guint cols)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) links = NULL;
    if (strcmp(line, "{link}") == 0) {
        if (article->body->row.url)
            head_add_address(head, article, cols);
        return;
    }
    g_auto(GStrv) pieces = g_strsplit(line, ";", -1);
    for (guint i = 0; pieces[i]; i++)
        append_piece(text, &links, article, g_strstrip(pieces[i]));
    head_add_linked(head, text->str, links, cols, STYLE(FIELD));
}

void article_head_build(GArray *head, struct ui *ui, const struct article *article, guint cols)
{
    const char *template = options_get_string(app_get_options(ui->app), OPTION_ARTICLE_HEADER);
    g_auto(GStrv) lines = g_strsplit(template, "|", -1);
    g_array_set_size(head, 0);
    g_autofree char *title = article_make_title(article);
    head_add_wrapped(head, title, cols, STYLE(TITLE));
    for (guint i = 0; lines[i]; i++) {
        head_add_line(head, article, g_strstrip(lines[i]), cols);
        if (i > 0)
            continue;
        head_add_change(head, ui, article, cols);
        head_add_source(head, ui, article, cols);
    }
    head_add_enclosures(head, ui, article, cols);
    head_add(head, g_strdup(""), STYLE(TEXT));
}
