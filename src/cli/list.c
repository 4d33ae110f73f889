/* SPDX-License-Identifier: MIT */
/* "newsdeck list", "search" and "show": articles as lines, as JSON, or one as a page. */
#include "app/feed_list.h"
#include "article/article.h"
#include "article/article_save.h"
#include "article/beside.h"
#include "base/date.h"
#include "base/path.h"
#include "base/url.h"
#include "commands.h"
#include "document.h"
#include "session.h"
#include "store/feed_row.h"
#include "store/item_name.h"
#include "store/item_row.h"
#include "store/query.h"
#include "store/revision.h"
#include "store/search.h"
#include "text/clean.h"
#include "text/difference.h"
#include "text/page.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define ROWS_AT_ONCE 500
#define SNIPPET_CHARS 150
#define INDEX_PATIENCE_MS 5000 /* after this time what is indexed answers */
#define CONTEXT_WORDS 15       /* around the words that changed */

static json_t *format_feed(struct app *app, gint64 feed_id)
{
    json_t *feed = json_object();
    struct feed_row *row = store_find_feed(app_get_store(app), feed_id, NULL, NULL);
    g_autofree char *url = row ? url_redact(row->url) : NULL;
    json_object_set_new(feed, "id", json_integer(feed_id));
    session_set_text(feed, "title", row && row->title && *row->title ? row->title : url);
    session_set_text(feed, "url", url);
    feed_row_free(row);
    return feed;
}

static json_t *format_item(struct app *app, const struct item_body *body)
{
    json_t *object = json_object();
    json_t *tags = json_array();
    for (guint i = 0; body->tags[i]; i++)
        json_array_append_new(tags, json_string(body->tags[i]));
    for (guint i = 0; body->own_tags[i]; i++)
        json_array_append_new(tags, json_string(body->own_tags[i]));
    json_object_set_new(object, "id", json_integer(body->row.id));
    json_object_set_new(object, "feed", format_feed(app, body->row.feed_id));
    session_set_text(object, "guid", body->guid);
    g_autofree char *title = item_make_name(body);
    session_set_text(object, "title", title);
    session_set_text(object, "url", body->row.url);
    session_set_text(object, "author", body->row.author);
    session_set_time(object, "date_published",
                     body->published_at ? body->published_at : body->row.sort_at);
    session_set_time(object, "date_modified", body->updated_at);
    json_object_set_new(object, "read", json_boolean(body->row.is_read));
    json_object_set_new(object, "starred", json_boolean(body->row.is_starred));
    json_object_set_new(object, "tags", tags);
    return object;
}

static char *make_snippet(const struct item_body *body, char **words)
{
    g_autofree char *text = page_extract_words(body->content, body->content_len, body->is_text);
    return query_make_snippet(text, words, SNIPPET_CHARS);
}

static void print_row(struct app *app, const struct item_row *row)
{
    g_autofree char *date = date_format_local(row->sort_at, "%Y-%m-%d");
    printf("%7" G_GINT64_FORMAT "  %s%s  %s  %s: %s\n", row->id, row->is_read ? " " : "*",
           row->is_starred ? "+" : " ", date,
           feed_list_get_title(app_get_feed_list(app), row->feed_id), row->title);
}

/* One article; words not NULL: with a snippet. */
static void print_item(struct app *app, const struct item_row *row, bool is_json, char **words)
{
    struct item_body *body =
        is_json || words ? store_get_body(app_get_store(app), row->id, NULL) : NULL;
    g_autofree char *snippet = body && words ? make_snippet(body, words) : NULL;
    if (is_json && body) {
        json_t *object = format_item(app, body);
        if (snippet)
            session_set_text(object, "snippet", snippet);
        session_print_json(object);
    } else if (!is_json) {
        print_row(app, row);
        if (snippet && *snippet)
            printf("            %s\n", snippet);
    }
    item_body_free(body);
}

static bool print_items(struct app *app, const GArray *ids, bool is_json, char **words,
                        GError **error)
{
    for (guint start = 0; start < ids->len; start += ROWS_AT_ONCE) {
        GPtrArray *rows = store_get_rows(app_get_store(app), &g_array_index(ids, gint64, start),
                                         MIN(ROWS_AT_ONCE, ids->len - start), error);
        if (!rows)
            return false;
        if (!is_json) /* which reads the whole article anyway */
            store_name_rows(app_get_store(app), rows);
        for (guint i = 0; i < rows->len; i++)
            print_item(app, rows->pdata[i], is_json, words);
        g_ptr_array_unref(rows);
    }
    return true;
}

static int list_or_search(int argc, char **argv, bool is_search)
{
    gboolean is_json = FALSE;
    int limit = 0;
    const GOptionEntry entries[] = {
        { "json", 0, 0, G_OPTION_ARG_NONE, &is_json, "One JSON object a line", NULL },
        { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, "At most N articles", "N" },
        { NULL },
    };
    const char *name = argv[0];
    g_autoptr(GError) error = NULL;
    if (!session_parse(&argc, &argv, is_search ? "QUERY" : "[QUERY]", entries))
        return 2;
    g_autofree char *text = session_join(argc, argv, 1);
    struct query *query = query_parse_any(text, &error);
    if (query && is_search && !*text)
        g_set_error(&error, APP_ERROR, APP_ERROR_USAGE, "what for? newsdeck search WORDS");
    struct app *app = query && !error ? session_open(name) : NULL;
    if (app && query_needs_index(query) && !app_index_wait(app, INDEX_PATIENCE_MS))
        fprintf(stderr,
                "newsdeck %s: %" G_GINT64_FORMAT " articles are not in the search index yet; it is "
                "filled while newsdeck is open, and a little by each search\n",
                name, store_count_unindexed(app_get_store(app)));
    GArray *ids =
        app ? store_find_items(app_get_store(app), query, is_search, (guint)MAX(limit, 0), &error)
            : NULL;
    g_auto(GStrv) words = is_search && query ? query_get_words(query) : NULL;
    const bool ok = ids && print_items(app, ids, is_json, words, &error);
    if (error)
        document_complain(name, error->message);
    if (ids)
        g_array_unref(ids);
    query_free(query);
    app_free(app);
    return ok ? 0 : 1;
}

int cli_list(int argc, char **argv)
{
    return list_or_search(argc, argv, false);
}

int cli_search(int argc, char **argv)
{
    return list_or_search(argc, argv, true);
}

/* ---- show */

static guint get_width(void)
{
    struct winsize size;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
        return MIN(size.ws_col, 80);
    return 80;
}

static void print_field(const char *name, const char *text)
{
    if (text && *text)
        printf("%-8s %s\n", name, text);
}

static void print_document(struct app *app, const struct item_body *body,
                           enum article_format format, guint width)
{
    g_autofree char *text = article_format(app, body, format, width);
    fputs(text, stdout);
}

static json_t *format_revisions(struct app *app, gint64 id)
{
    json_t *list = json_array();
    g_autoptr(GPtrArray) revisions = store_get_revisions(app_get_store(app), id, NULL);
    for (guint i = 0; revisions && i < revisions->len; i++) {
        const struct item_revision *revision = revisions->pdata[i];
        json_t *entry = json_object();
        json_object_set_new(entry, "number", json_integer(revision->number));
        session_set_time(entry, "until", revision->until_at);
        session_set_text(entry, "title", revision->title);
        json_array_append_new(list, entry);
    }
    return list;
}

/* is_whole: the content is from the article's page, instead of the feed's text. */
static void print_whole_json(struct app *app, const struct item_body *body, bool is_whole)
{
    json_t *object = format_item(app, body);
    g_autofree char *figures = article_format_figures(body);
    g_autofree char *clean = body->is_text
                                 ? NULL
                                 : clean_html(body->content, body->content_len,
                                              body->base_url ? body->base_url : body->row.url);
    g_autofree char *html = clean && figures ? g_strconcat(clean, figures, NULL) : g_strdup(clean);
    g_autofree char *text = page_extract_words(body->content, body->content_len, body->is_text);
    json_t *files = json_array();
    for (guint i = 0; i < body->enclosures->len; i++) {
        const struct item_enclosure *enclosure = body->enclosures->pdata[i];
        json_t *file = json_object();
        session_set_text(file, "url", enclosure->url);
        session_set_text(file, "mime_type", enclosure->type);
        session_set_text(file, "description", enclosure->description);
        json_array_append_new(files, file);
    }
    session_set_text(object, "content_html", html);
    session_set_text(object, "content_text", text);
    session_set_text(object, "full_text_url", is_whole ? body->base_url : NULL);
    session_set_text(object, "summary", body->summary);
    session_set_text(object, "comments_url", body->comments_url);
    session_set_text(object, "image", body->image);
    json_object_set_new(object, "attachments", files);
    json_object_set_new(object, "revisions", format_revisions(app, body->row.id));
    session_print_json(object);
}

/* ---- show --diff */

static bool has_colour(void)
{
    const char *no_colour = g_getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) && !(no_colour && *no_colour);
}

/* The marks of wdiff instead of the elements. */
static char *mark_difference(const char *html)
{
    static const char *const marks[][2] = {
        { "<del>", "[-" }, { "</del>", "-]" }, { "<ins>", "{+" }, { "</ins>", "+}" }
    };
    GString *marked = g_string_new(html);
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
        g_string_replace(marked, marks[i][0], marks[i][1], 0);
    return g_string_free(marked, FALSE);
}

static void print_difference(const char *html, guint width)
{
    const bool is_coloured = has_colour();
    g_autofree char *marked = is_coloured ? NULL : mark_difference(html);
    const struct page_options options = { .width = width };
    struct page *page =
        page_render(marked ? marked : html, strlen(marked ? marked : html), &options);
    for (guint i = 0; i < page->n_lines; i++) {
        for (guint k = 0; k < page->lines[i].n_spans; k++) {
            const struct page_span *span = &page->lines[i].spans[k];
            const char *code = !is_coloured                   ? ""
                               : span->style & PAGE_STRIKE    ? "\033[9;31m"
                               : span->style & PAGE_UNDERLINE ? "\033[4;32m"
                                                              : "";
            printf("%s%s%s", code, span->text, *code ? "\033[0m" : "");
        }
        putchar('\n');
    }
    page_free(page);
}

/* The title, marked where it changed. */
static void print_titles(const char *before, const char *after, guint width)
{
    g_autofree char *html =
        text_difference(before, strlen(before), true, after, strlen(after), true, 0);
    if (*html)
        print_difference(html, width);
    else
        puts(after);
}

/* The place of the revision with the number (0: the last) among revisions; false and error. */
static bool find_revision(const GPtrArray *revisions, gint64 id, guint number, guint *place,
                          GError **error)
{
    for (guint i = 0; i < revisions->len; i++) {
        const struct item_revision *revision = revisions->pdata[i];
        if (revision->number == number || (!number && i + 1 == revisions->len)) {
            *place = i;
            return true;
        }
    }
    if (revisions->len)
        g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                    "article %" G_GINT64_FORMAT " has no earlier text with the number %u: "
                    "\"newsdeck show --json\" lists them",
                    id, number);
    else
        g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                    "article %" G_GINT64_FORMAT " has no earlier text", id);
    return false;
}

/* What changed from one text to the next. */
static void print_change(struct app *app, const struct item_body *body,
                         const struct item_revision *before, const struct item_revision *after,
                         guint width)
{
    g_autofree char *date = date_format_local(before->until_at, "%A, %d %B %Y %H:%M");
    print_titles(before->title, after ? after->title : body->row.title, width);
    putchar('\n');
    print_field("Feed:", feed_list_get_title(app_get_feed_list(app), body->row.feed_id));
    print_field("Changed:", date);
    print_field("Link:", body->row.url);
    g_autofree char *html = text_difference(before->content, before->content_len, before->is_text,
                                            after ? after->content : body->content,
                                            after ? after->content_len : body->content_len,
                                            after ? after->is_text : body->is_text, CONTEXT_WORDS);
    if (*html) {
        putchar('\n');
        print_difference(html, width);
    }
}

static void show_change(struct app *app, const struct item_body *body, guint number, guint width,
                        GError **error)
{
    guint place = 0;
    g_autoptr(GPtrArray) revisions = store_get_revisions(app_get_store(app), body->row.id, error);
    if (!revisions || !find_revision(revisions, body->row.id, number, &place, error))
        return;
    print_change(app, body, revisions->pdata[place],
                 place + 1 < revisions->len ? revisions->pdata[place + 1] : NULL, width);
}

/* All articles as one book. */
static bool save_book(struct app *app, const GArray *ids, const char *path, GError **error)
{
    g_autofree char *current = g_get_current_dir();
    g_autofree char *target = path_expand(path, current);
    if (!article_save_book(app, (const gint64 *)(const void *)ids->data, ids->len, target, error))
        return false;
    printf("%s: %u %s\n", target, ids->len, ids->len == 1 ? "article" : "articles");
    return true;
}

/* What "newsdeck show" was asked for. */
struct show {
    gboolean is_json, is_diff;
    int width, number; /* columns, 0: the terminal's; the revision, 0: the last */
    char *format_name, *output;
    enum article_format format;
};

/* What is wrong with the options, or NULL. Caller frees. */
static char *find_problem(struct show *show)
{
    if (show->number < 0 || (show->number && !show->is_diff) || (show->is_json && show->is_diff))
        return g_strdup("--revision takes a number from 1 on and goes with --diff, "
                        "--diff does not go with --json");
    if (show->format_name && !article_find_format(show->format_name, &show->format))
        return g_strdup_printf("there is no format \"%s\": text, markdown, html or epub",
                               show->format_name);
    if ((show->format == ARTICLE_EPUB) != (show->output != NULL) ||
        (show->output && (show->is_json || show->is_diff)))
        return g_strdup("--format epub and -o FILE go together, and with nothing else");
    return NULL;
}

static void show_item(struct app *app, const struct show *show, gint64 id, GError **error)
{
    const guint cols = show->width > 8 ? (guint)show->width : get_width();
    bool is_whole = false;
    struct item_body *body = show->is_diff ? store_get_body(app_get_store(app), id, error)
                                           : article_load_body(app, id, &is_whole, error);
    if (body && show->is_json)
        print_whole_json(app, body, is_whole);
    else if (body && show->is_diff)
        show_change(app, body, (guint)show->number, cols, error);
    else if (body)
        print_document(app, body, show->format, cols);
    item_body_free(body);
}

/* The exit status. */
static int show_items(const struct show *show, int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    struct app *app = session_open("show");
    g_autoptr(GArray) ids = app ? session_find_items(app, argc, argv, 1, &error) : NULL;
    if (ids && show->output)
        save_book(app, ids, show->output, &error);
    for (guint i = 0; ids && !show->output && i < ids->len && !error; i++)
        show_item(app, show, g_array_index(ids, gint64, i), &error);
    if (error)
        document_complain("show", error->message);
    app_free(app);
    return ids && !error ? 0 : 1;
}

int cli_show(int argc, char **argv)
{
    struct show show = { .format = ARTICLE_TEXT };
    const GOptionEntry entries[] = {
        { "json", 0, 0, G_OPTION_ARG_NONE, &show.is_json, "A JSON object", NULL },
        { "format", 0, 0, G_OPTION_ARG_STRING, &show.format_name, "text, markdown, html or epub",
          "NAME" },
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &show.output, "The file of an EPUB", "FILE" },
        { "width", 'w', 0, G_OPTION_ARG_INT, &show.width, "Columns of a line", "N" },
        { "diff", 0, 0, G_OPTION_ARG_NONE, &show.is_diff, "The words that changed last", NULL },
        { "revision", 0, 0, G_OPTION_ARG_INT, &show.number,
          "With --diff: what changed from the text with this number to the next", "N" },
        { NULL },
    };
    int status = 2;
    if (!session_parse(&argc, &argv, "ID…|QUERY", entries))
        return 2;
    g_autofree char *problem =
        argc < 2 ? g_strdup("which article? \"newsdeck list\" shows their numbers")
                 : find_problem(&show);
    if (problem)
        document_complain("show", problem);
    else
        status = show_items(&show, argc, argv);
    g_free(show.format_name);
    g_free(show.output);
    return status;
}
