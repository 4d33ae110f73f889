/* SPDX-License-Identifier: MIT */
/* Articles written to files. */
#include "article/article_save.h"

#include "app/engine.h"
#include "app/event.h"
#include "article/choice.h"
#include "article_book.h"
#include "base/path.h"
#include "store/item_name.h"

#include <string.h>

#define FILE_WIDTH 72
#define MAX_NAME_BYTES 120

char *article_make_file_name(const char *title, enum article_format format)
{
    GString *name = g_string_new(NULL);
    for (const char *c = title; *c && name->len < MAX_NAME_BYTES; c = g_utf8_next_char(c)) {
        const gunichar letter = g_utf8_get_char(c);
        const bool is_odd =
            g_unichar_iscntrl(letter) || (letter < 0x80 && strchr("/\\:*?\"<>|", (int)letter));
        if (is_odd || g_unichar_isspace(letter))
            g_string_append(name, name->len && name->str[name->len - 1] != ' ' ? " " : "");
        else
            g_string_append_unichar(name, letter);
    }
    g_strstrip(name->str);
    const char *stem = name->str + strspn(name->str, ". "); /* no hidden file */
    char *file = g_strconcat(*stem ? stem : "article", article_format_get_suffix(format), NULL);
    g_string_free(name, TRUE);
    return file;
}

/* Where the article is to be written. NULL and error where there is a file already. Caller
 * frees. */
static char *find_target(const struct item_body *body, const char *path,
                         enum article_format *format, GError **error)
{
    g_autofree char *current = g_get_current_dir();
    g_autofree char *target = path_expand(path, current);
    *format = ARTICLE_TEXT;
    article_find_format(target, format);
    if (g_file_test(target, G_FILE_TEST_IS_DIR)) {
        g_autofree char *title = item_make_name(body);
        g_autofree char *name = article_make_file_name(title, *format);
        char *file = g_build_filename(target, name, NULL);
        g_free(target);
        target = file;
    }
    if (!g_file_test(target, G_FILE_TEST_EXISTS))
        return g_steal_pointer(&target);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "%s: there is such a file already",
                target);
    return NULL;
}

/* A text on its way to its file, on the store thread. */
struct writing {
    char *path, *text;
    struct queue *events;
};

static void write_text(G_GNUC_UNUSED struct store *store, G_GNUC_UNUSED const GError *problem,
                       void *data)
{
    struct writing *writing = data;
    g_autoptr(GError) error = NULL;
    struct event *event = event_new(EVENT_MESSAGE);
    event->is_error = !path_write_atomic(writing->path, writing->text, -1, &error);
    event->text = error ? g_strdup(error->message) : g_strdup_printf("saved %s", writing->path);
    queue_post(writing->events, event, 0);
    g_free(writing->path);
    g_free(writing->text);
    g_free(writing);
}

char *app_suggest_file(struct app *app, gint64 item_id)
{
    struct item_body *body = article_load_body(app, item_id, NULL, NULL);
    g_autofree char *title = body ? item_make_name(body) : NULL;
    item_body_free(body);
    return title ? article_make_file_name(title, ARTICLE_TEXT) : NULL;
}

bool app_save_article(struct app *app, gint64 item_id, const char *path, GError **error)
{
    enum article_format format;
    struct item_body *body = article_load_body(app, item_id, NULL, error);
    g_autofree char *target = body ? find_target(body, path, &format, error) : NULL;
    const bool is_book = target && format == ARTICLE_EPUB;
    if (target && !is_book) {
        struct writing *writing = g_new0(struct writing, 1);
        writing->path = g_strdup(target);
        writing->text = article_format(app, body, format, FILE_WIDTH);
        writing->events = app_get_events(app);
        writer_post_task(app_get_writer(app), write_text, writing);
    }
    item_body_free(body);
    return is_book ? book_post(app, &item_id, 1, target, error) : target != NULL;
}
