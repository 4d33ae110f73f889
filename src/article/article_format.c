/* SPDX-License-Identifier: MIT */
/* An article as text, Markdown or HTML. */
#include "article/article_format.h"

#include "app/enclosure.h"
#include "app/engine.h"
#include "app/feed_list.h"
#include "article/beside.h"
#include "article/choice.h"
#include "base/date.h"
#include "base/url.h"
#include "store/item_name.h"
#include "text/clean.h"
#include "text/page.h"

#include <string.h>

#define ONE_LINE 20000 /* columns: paragraphs are not broken */

typedef char *format_func(struct app *app, const struct item_body *body, guint width);

static struct page *render(const struct item_body *body, guint width, enum page_links links)
{
    g_autofree char *figures = article_format_figures(body);
    const struct page_options options = {
        .base_url = body->base_url ? body->base_url : body->row.url,
        .width = MAX(width, 8),
        .links = links,
        .is_plain_text = body->is_text,
        .figures = figures,
    };
    return page_render(body->content, body->content_len, &options);
}

/* ---- fields: name and value, those without a value left out */

typedef void field_func(GString *out, const char *name, const char *value);

static void add_fields(struct app *app, const struct item_body *body, GString *out, field_func *add)
{
    g_autofree char *figures = article_format_figures(body);
    g_autofree char *date = date_format_local(body->row.sort_at, "%A, %d %B %Y %H:%M");
    g_autofree char *tags = g_strjoinv(", ", body->tags);
    g_autofree char *own = g_strjoinv(", ", body->own_tags);
    g_autofree char *all = g_strconcat(tags, *tags && *own ? ", " : "", own, NULL);
    const struct {
        const char *name, *value;
    } fields[] = {
        { "Feed", feed_list_get_title(app_get_feed_list(app), body->row.feed_id) },
        { "Author", body->row.author },
        { "Date", date },
        { "Link", body->row.url },
        { "Comments", body->comments_url },
        { "Tags", all },
    };
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
        if (fields[i].value && *fields[i].value)
            add(out, fields[i].name, fields[i].value);
    for (guint i = 0; i < body->enclosures->len; i++) {
        const struct item_enclosure *enclosure = body->enclosures->pdata[i];
        if (enclosure->url && !enclosure_is_chapters(enclosure) &&
            !(figures && enclosure_is_picture(enclosure)))
            add(out, "File", enclosure->url);
    }
}

/* ---- text */

static void add_text_field(GString *out, const char *name, const char *value)
{
    g_autofree char *label = g_strconcat(name, ":", NULL);
    g_string_append_printf(out, "%-8s %s\n", label, value);
}

static char *format_text(struct app *app, const struct item_body *body, guint width)
{
    GString *out = g_string_new(NULL);
    g_autofree char *title = item_make_name(body);
    g_string_append_printf(out, "%s\n\n", title);
    add_fields(app, body, out, add_text_field);
    g_string_append_c(out, '\n');
    struct page *page = render(body, width, PAGE_LINKS_FOOTNOTES);
    for (guint i = 0; i < page->n_lines; i++) {
        for (guint k = 0; k < page->lines[i].n_spans; k++)
            g_string_append(out, page->lines[i].spans[k].text);
        g_string_append_c(out, '\n');
    }
    page_free(page);
    return g_string_free(out, FALSE);
}

/* ---- Markdown: the page with unbroken paragraphs, its styles as marks */

static const struct {
    guint bit;
    const char *mark;
} marks[] = {
    { PAGE_BOLD, "**" },
    { PAGE_ITALIC, "*" },
    { PAGE_STRIKE, "~~" },
    { PAGE_CODE, "`" },
};

static void add_escaped(GString *out, const char *text, bool is_code)
{
    for (const char *c = text; *c; c++) {
        if (!is_code && strchr("\\`*_[]<>", *c))
            g_string_append_c(out, '\\');
        g_string_append_c(out, *c);
    }
}

/* The marks go around the words, not around the blanks beside them. */
static void add_span(GString *out, const struct page *page, const struct page_span *span)
{
    const char *text = span->text;
    const size_t before = strspn(text, " ");
    size_t len = strlen(text);
    while (len > before && text[len - 1] == ' ')
        len--;
    g_autofree char *words = g_strndup(text + before, len - before);
    const bool is_link = span->link && span->link <= page->n_links && *words;
    const guint style = span->style & PAGE_HEADING ? span->style & ~(guint)PAGE_BOLD : span->style;
    g_string_append_len(out, text, (gssize)before);
    g_string_append(out, is_link ? "[" : "");
    for (guint i = 0; *words && i < G_N_ELEMENTS(marks); i++)
        g_string_append(out, style & marks[i].bit ? marks[i].mark : "");
    add_escaped(out, words, style & PAGE_CODE);
    for (guint i = G_N_ELEMENTS(marks); *words && i-- > 0;)
        g_string_append(out, style & marks[i].bit ? marks[i].mark : "");
    if (is_link)
        g_string_append_printf(out, "](<%s>)", page->links[span->link - 1].url);
    g_string_append(out, text + len);
}

/* What stands before a paragraph on the page, and what Markdown has for it. */
static const struct {
    const char *page, *markdown;
} prefixes[] = { { "• ", "- " }, { "◦ ", "- " }, { "▪ ", "- " }, { "│ ", "> " } };

/* The marks of list items and quotations at the beginning of a span; returns what is left of it. */
static const char *add_prefixes(GString *out, const char *text)
{
    for (guint i = 0; i < G_N_ELEMENTS(prefixes);) {
        const size_t blanks = strspn(text, " ");
        if (!g_str_has_prefix(text + blanks, prefixes[i].page)) {
            i++;
            continue;
        }
        g_string_append_len(out, text, (gssize)blanks);
        g_string_append(out, prefixes[i].markdown);
        text += blanks + strlen(prefixes[i].page);
        i = 0;
    }
    return text;
}

static bool is_all_code(const struct page_line *line)
{
    for (guint i = 0; i < line->n_spans; i++)
        if (!(line->spans[i].style & PAGE_CODE) && *line->spans[i].text)
            return false;
    return line->n_spans > 0;
}

static void add_line(GString *out, const struct page *page, const struct page_line *line)
{
    const bool is_code = is_all_code(line);
    bool is_before_text = true;
    if (is_code)
        g_string_append(out, "    ");
    else if (line->n_spans && line->spans[0].style & PAGE_HEADING)
        g_string_append(out, "## ");
    for (guint i = 0; i < line->n_spans; i++) {
        struct page_span span = line->spans[i];
        if (is_code) {
            g_string_append(out, span.text);
            continue;
        }
        if (is_before_text)
            span.text = add_prefixes(out, span.text);
        is_before_text &= span.text[strspn(span.text, " ")] == '\0';
        add_span(out, page, &span);
    }
    g_string_append_c(out, '\n');
}

static void add_markdown_field(GString *out, const char *name, const char *value)
{
    const bool is_address =
        g_str_has_prefix(value, "http://") || g_str_has_prefix(value, "https://");
    g_string_append_printf(out, "- %s: ", name);
    if (is_address)
        g_string_append_printf(out, "<%s>", value);
    else
        add_escaped(out, value, false);
    g_string_append_c(out, '\n');
}

static char *format_markdown(struct app *app, const struct item_body *body, guint width)
{
    GString *out = g_string_new("# ");
    (void)width;
    g_autofree char *title = item_make_name(body);
    add_escaped(out, title, false);
    g_string_append(out, "\n\n");
    add_fields(app, body, out, add_markdown_field);
    g_string_append_c(out, '\n');
    struct page *page = render(body, ONE_LINE, PAGE_LINKS_NONE);
    for (guint i = 0; i < page->n_lines; i++)
        add_line(out, page, &page->lines[i]);
    page_free(page);
    return g_string_free(out, FALSE);
}

/* ---- HTML */

static void add_html_field(GString *out, const char *name, const char *value)
{
    g_autofree char *escaped = g_markup_escape_text(value, -1);
    const bool is_address =
        g_str_has_prefix(value, "http://") || g_str_has_prefix(value, "https://");
    if (is_address)
        g_string_append_printf(out, "<dt>%s</dt><dd><a href=\"%s\">%s</a></dd>\n", name, escaped,
                               escaped);
    else
        g_string_append_printf(out, "<dt>%s</dt><dd>%s</dd>\n", name, escaped);
}

static char *format_html(struct app *app, const struct item_body *body, guint width)
{
    (void)width;
    const char *base_url = body->base_url ? body->base_url : body->row.url;
    g_autofree char *name = item_make_name(body);
    g_autofree char *title = g_markup_escape_text(name, -1);
    g_autofree char *escaped = body->is_text ? g_markup_escape_text(body->content, -1) : NULL;
    g_autofree char *content = escaped ? g_strdup_printf("<pre>%s</pre>", escaped)
                                       : clean_html(body->content, body->content_len, base_url);
    GString *out = g_string_new(NULL);
    g_string_append_printf(
        out,
        "<!DOCTYPE html>\n<html%s%s%s>\n<head><meta charset=\"utf-8\"><title>%s</title></head>\n"
        "<body>\n<h1>%s</h1>\n<dl>\n",
        body->language ? " lang=\"" : "", body->language ? body->language : "",
        body->language ? "\"" : "", title, title);
    add_fields(app, body, out, add_html_field);
    g_autofree char *figures = article_format_figures(body);
    g_string_append_printf(out, "</dl>\n%s\n%s</body>\n</html>\n", content, figures ? figures : "");
    return g_string_free(out, FALSE);
}

/* ---- */

static const struct {
    const char *name, *suffix;
    format_func *format;
} formats[ARTICLE_N_FORMATS] = {
    [ARTICLE_TEXT] = { "text", ".txt", format_text },
    [ARTICLE_MARKDOWN] = { "markdown", ".md", format_markdown },
    [ARTICLE_HTML] = { "html", ".html", format_html },
    [ARTICLE_EPUB] = { "epub", ".epub", NULL },
};

bool article_find_format(const char *name, enum article_format *format)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);
    for (guint i = 0; i < ARTICLE_N_FORMATS; i++) {
        if (strcmp(lower, formats[i].name) != 0 && !g_str_has_suffix(lower, formats[i].suffix))
            continue;
        *format = i;
        return true;
    }
    return false;
}

char *article_format(struct app *app, const struct item_body *body, enum article_format format,
                     guint width)
{
    g_assert((guint)format < ARTICLE_N_FORMATS && formats[format].format);
    return formats[format].format(app, body, width);
}

char *article_format_item(struct app *app, gint64 item_id, enum article_format format, guint width,
                          GError **error)
{
    struct item_body *body = article_load_body(app, item_id, NULL, error);
    char *text = body ? article_format(app, body, format, width) : NULL;
    item_body_free(body);
    return text;
}

char *article_get_address(struct app *app, gint64 item_id, enum article_address which,
                          GError **error)
{
    struct item_body *body = store_get_body(app_get_store(app), item_id, error);
    const char *found = !body                       ? NULL
                        : which == ARTICLE_COMMENTS ? body->comments_url
                                                    : body->row.url;
    const bool strips = options_get_bool(app_get_options(app), OPTION_STRIP_TRACKING);
    char *url = found && strips ? url_strip_tracking(found, NULL) : g_strdup(found);
    item_body_free(body);
    return url;
}

const char *article_format_get_suffix(enum article_format format)
{
    g_assert((guint)format < ARTICLE_N_FORMATS);
    return formats[format].suffix;
}
