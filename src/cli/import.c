/* SPDX-License-Identifier: MIT */
/* "newsdeck import": takes over what another reader keeps, and says what came along and what not.
 */
#include "base/clock.h"
#include "base/path.h"
#include "commands.h"
#include "document.h"
#include "exchange/import.h"
#include "session.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- without a file: what there is */

static int list_places(void)
{
    g_autoptr(GArray) places = import_find_places();
    if (!places->len) {
        printf("nothing to import was found in the usual places; \"newsdeck import FILE\" takes an "
               "OPML file, or what newsboat, newsraft, snownews or Liferea keep, from anywhere\n");
        return 0;
    }
    for (guint i = 0; i < places->len; i++) {
        const struct import_place *place = &g_array_index(places, struct import_place, i);
        g_autofree char *quoted = g_shell_quote(place->path);
        const bool is_plain =
            strspn(place->path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "/._-") == strlen(place->path);
        printf("%s\n    newsdeck import --dry-run %s\n", place->source,
               is_plain ? place->path : quoted);
    }
    printf("--dry-run shows what would come along; without it, it does\n");
    return 0;
}

/* ---- progress on a terminal */

struct progress {
    gint64 shown_ms;
    bool is_shown;
};

static void show_progress(guint64 n_done, guint64 n_total, void *data)
{
    struct progress *progress = data;
    const gint64 now = clock_monotonic_ms();
    if (now - progress->shown_ms < 100)
        return;
    progress->shown_ms = now;
    progress->is_shown = true;
    fprintf(stderr, "\rimporting: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " articles\033[K",
            n_done, n_total);
}

/* ---- the summary */

static json_t *format_list(const GPtrArray *texts)
{
    json_t *list = json_array();
    for (guint i = 0; i < texts->len; i++)
        json_array_append_new(list, json_string(texts->pdata[i]));
    return list;
}

static void print_json(const struct import_summary *summary, bool is_dry_run)
{
    const struct {
        const char *key;
        guint64 value;
    } numbers[] = {
        { "feeds_new", summary->n_feeds_new },
        { "feeds_known", summary->n_feeds_known },
        { "queries_new", summary->n_queries_new },
        { "articles_new", summary->n_articles_new },
        { "articles_known", summary->n_articles_known },
        { "articles_marked", summary->n_marked },
        { "unread", summary->n_unread },
        { "starred", summary->n_starred },
        { "deleted", summary->n_deleted },
        { "not_taken_over_count", summary->n_skipped },
    };
    json_t *object = json_object();
    session_set_text(object, "from", summary->source);
    json_object_set_new(object, "dry_run", json_boolean(is_dry_run));
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
        json_object_set_new(object, numbers[i].key, json_integer((json_int_t)numbers[i].value));
    json_object_set_new(object, "settings", format_list(summary->settings));
    json_object_set_new(object, "became", format_list(summary->became));
    json_object_set_new(object, "commands", format_list(summary->commands));
    json_object_set_new(object, "not_taken_over", format_list(summary->skipped));
    json_object_set_new(object, "notes", format_list(summary->notes));
    session_print_json(object);
}

static void print_list(const char *heading, const GPtrArray *texts)
{
    if (!texts->len)
        return;
    printf("%s\n", heading);
    for (guint i = 0; i < texts->len; i++)
        printf("    %s\n", (const char *)texts->pdata[i]);
}

static void print_text(const struct import_summary *summary, bool is_dry_run)
{
    printf("%s %s:\n", is_dry_run ? "this would come from" : "imported from", summary->source);
    printf("  feeds     %u new, %u known", summary->n_feeds_new, summary->n_feeds_known);
    if (summary->n_queries_new)
        printf(", and %u smart feeds", summary->n_queries_new);
    printf("\n  articles  %" G_GUINT64_FORMAT " new, %" G_GUINT64_FORMAT " known",
           summary->n_articles_new, summary->n_articles_known);
    if (summary->n_marked)
        printf(" (%" G_GUINT64_FORMAT " of them got marks)", summary->n_marked);
    printf("; %" G_GUINT64_FORMAT " unread, %" G_GUINT64_FORMAT " starred, %" G_GUINT64_FORMAT
           " deleted\n",
           summary->n_unread, summary->n_starred, summary->n_deleted);
    if (summary->settings->len)
        printf("  settings  %u\n", summary->settings->len);
    if (summary->became->len)
        print_list("what each line of the config became:", summary->became);
    else
        print_list("settings:", summary->settings);
    print_list("these feeds are commands, which are not run until you say \"newsdeck allow FEED\", "
               "or :allow in the reader:",
               summary->commands);
    print_list("not taken over:", summary->skipped);
    if (summary->n_skipped > summary->skipped->len)
        printf("    and %u more\n", summary->n_skipped - summary->skipped->len);
    print_list("note:", summary->notes);
    if (is_dry_run)
        printf("nothing was written\n");
}

/* ---- without an archive */

/* A dry run leaves nothing behind: where there is no archive yet, it has one of its own in a folder
 * that goes with it. NULL where there is one, or no folder could be made. Caller frees. */
static char *make_folder(void)
{
    g_autofree char *data = path_get_data_dir();
    g_autofree char *archive = g_build_filename(data, "archive.db", NULL);
    char *folder = g_file_test(archive, G_FILE_TEST_EXISTS)
                       ? NULL
                       : g_dir_make_tmp("newsdeck-import-XXXXXX", NULL);
    if (folder)
        g_setenv("NEWSDECK_DATA_DIR", folder, TRUE);
    return folder;
}

static void remove_folder(const char *folder)
{
    GDir *dir = folder ? g_dir_open(folder, 0, NULL) : NULL;
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_remove(path);
    }
    if (dir)
        g_dir_close(dir);
    if (folder)
        g_rmdir(folder);
}

int cli_import(int argc, char **argv)
{
    struct import_options options = { 0 };
    struct progress progress = { 0 };
    gboolean is_json = FALSE, is_dry_run = FALSE;
    g_autofree char *from = NULL, *star = NULL;
    const GOptionEntry entries[] = {
        { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &is_dry_run,
          "Say what would come along; write nothing", NULL },
        { "from", 0, 0, G_OPTION_ARG_STRING, &from,
          "What it is: opml, newsboat, newsraft, snownews, liferea, newsdeck", "NAME" },
        { "star", 0, 0, G_OPTION_ARG_STRING, &star, "newsboat's flags that mean a star (else: any)",
          "LETTERS" },
        { "json", 0, 0, G_OPTION_ARG_NONE, &is_json, "The summary as one JSON object", NULL },
        { NULL },
    };
    g_autoptr(GError) error = NULL;
    if (!session_parse(&argc, &argv, "[FILE|FOLDER]", entries))
        return 2;
    if (argc < 2)
        return list_places();
    if (argc > 2) {
        document_complain("import", "one file or folder at a time");
        return 2;
    }
    g_autofree char *folder = is_dry_run ? make_folder() : NULL;
    struct app *app = session_open("import");
    struct import_summary summary;
    if (!app) {
        remove_folder(folder);
        return 1;
    }
    options.from = from;
    options.star = star;
    options.is_dry_run = is_dry_run;
    if (isatty(STDERR_FILENO)) {
        options.progress = show_progress;
        options.data = &progress;
    }
    const bool ok = app_import(app, argv[1], &options, &summary, &error);
    if (progress.is_shown)
        fprintf(stderr, "\r\033[K");
    if (!ok) {
        g_autofree char *message = g_strdup_printf("%s; nothing was changed", error->message);
        document_complain("import", message);
    } else if (is_json) {
        print_json(&summary, is_dry_run);
    } else {
        print_text(&summary, is_dry_run);
    }
    import_summary_clear(&summary);
    app_free(app);
    remove_folder(folder);
    return ok ? 0 : 1;
}
