/* SPDX-License-Identifier: MIT */
/* newsdeck's own state: JSON lines as export_state.c writes them. */
#include "app/app.h"
#include "config/command.h"
#include "import_plan.h"
#include "state_record.h"
#include "store/exchange.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define MAX_LINE_BYTES ((gsize)64 << 20)
#define STATE_VERSION 1

/* A file of lines, each an object. */
struct lines {
    FILE *file;
    const char *path;
    GString *line;
    guint number;
};

static bool lines_open(struct lines *lines, const char *path, GError **error)
{
    *lines = (struct lines){ .file = fopen(path, "rbe"), .path = path };
    if (!lines->file) {
        g_set_error(error, APP_ERROR, APP_ERROR_FILE, "%s: cannot be read: %s", path,
                    g_strerror(errno));
        return false;
    }
    lines->line = g_string_new(NULL);
    return true;
}

static void lines_close(struct lines *lines)
{
    fclose(lines->file);
    g_string_free(lines->line, TRUE);
}

static void lines_fail(const struct lines *lines, const char *message, GError **error)
{
    g_set_error(error, APP_ERROR, APP_ERROR_USAGE, "%s:%u: %s", lines->path, lines->number,
                message);
}

/* The next line into lines->line; false at the end, or at an error. */
static bool lines_read(struct lines *lines, GError **error)
{
    char block[65536];
    g_string_truncate(lines->line, 0);
    lines->number++;
    while (fgets(block, sizeof block, lines->file)) {
        g_string_append(lines->line, block);
        if (lines->line->len > MAX_LINE_BYTES) {
            lines_fail(lines, "the line is longer than 64 MiB", error);
            return false;
        }
        if (lines->line->len && lines->line->str[lines->line->len - 1] == '\n')
            return true;
    }
    if (ferror(lines->file)) {
        lines_fail(lines, g_strerror(errno), error);
        return false;
    }
    return lines->line->len > 0;
}

/* The next object; NULL at the end, or NULL and error. Caller frees. */
static json_t *lines_take(struct lines *lines, GError **error)
{
    json_error_t problem;
    if (!lines_read(lines, error))
        return NULL;
    json_t *json = json_loadb(lines->line->str, lines->line->len, 0, &problem);
    if (json_is_object(json))
        return json;
    json_decref(json);
    g_autofree char *message =
        g_strdup_printf("no object in JSON: %s (column %d)", problem.text, problem.column);
    lines_fail(lines, message, error);
    return NULL;
}

/* The first line, which says what this is. */
static bool check_header(struct lines *lines, GError **error)
{
    GError *problem = NULL;
    json_t *json = lines_take(lines, &problem);
    const json_t *version = json_object_get(json, "newsdeck_state");
    const gint64 number = json_integer_value(version);
    if (problem)
        g_propagate_error(error, problem);
    else if (!json_is_integer(version) || number < 1)
        lines_fail(lines, "this file was not written by newsdeck", error);
    else if (number > STATE_VERSION)
        g_set_error(error, APP_ERROR, APP_ERROR_USAGE,
                    "%s:1: written by a later newsdeck (form %" G_GINT64_FORMAT
                    ", this one knows %d)",
                    lines->path, number, STATE_VERSION);
    const bool ok = json_is_integer(version) && number >= 1 && number <= STATE_VERSION;
    json_decref(json);
    return ok;
}

/* ---- the plan: the texts of the files people edit */

static void plan_feeds(struct import_plan *plan, const char *text, const char *path)
{
    struct feeds_line line = { 0 };
    const gsize len = strlen(text);
    plan->has_all_feeds = true;
    while (feeds_line_next(&line, text, len)) {
        if (line.n_words)
            import_add_line(plan, &line, text, true, path);
        else
            import_add_comment(plan, text + line.begin, line.text_end - line.begin);
    }
}

/* For where there is a config file already: command by command. */
static void plan_config(struct import_plan *plan, const char *text, const char *path)
{
    static const char *const whole_names[] = { "bind", NULL };
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_free(plan->config_text);
    plan->config_text = g_strdup(text);
    for (guint i = 0; lines[i]; i++) {
        g_autoptr(GPtrArray) commands =
            command_parse_line(lines[i], 1, whole_names, NULL, NULL, NULL);
        for (guint k = 0; commands && k < commands->len; k++) {
            const struct command *command = commands->pdata[k];
            g_autofree char *key = import_format_key(command);
            import_add_setting(plan, key, command->text, path, 0);
        }
    }
}

static bool read_articles(struct import_run *run, const char *path, GError **error);

static bool read_state(struct import_plan *plan, const char *path, bool is_folder, GError **error)
{
    struct lines lines;
    gint64 n_items = 0;
    bool is_whole = false;
    GError *problem = NULL;
    (void)is_folder;
    if (!lines_open(&lines, path, error))
        return false;
    bool ok = check_header(&lines, &problem);
    while (ok && lines_read(&lines, &problem)) {
        const char *text = lines.line->str;
        n_items += g_str_has_prefix(text, "{\"item\"");
        is_whole = g_str_has_prefix(text, "{\"end\"");
        if (!g_str_has_prefix(text, "{\"feeds_file\"") &&
            !g_str_has_prefix(text, "{\"config_file\""))
            continue;
        json_t *json = json_loadb(text, lines.line->len, 0, NULL);
        const char *feeds = json_string_value(json_object_get(json, "feeds_file"));
        const char *config = json_string_value(json_object_get(json, "config_file"));
        if (feeds)
            plan_feeds(plan, feeds, "feeds");
        if (config)
            plan_config(plan, config, "config");
        json_decref(json);
    }
    ok = ok && !problem;
    if (ok && !is_whole) {
        lines_fail(&lines, "the file ends in the middle: its last line is missing", &problem);
        ok = false;
    }
    if (problem)
        g_propagate_error(error, problem);
    lines_close(&lines);
    plan->has_ids = true;
    if (ok)
        import_add_archive(plan, read_articles, path, n_items);
    return ok;
}

/* ---- the archive */

static void format_id(char text[32], gint64 id)
{
    g_snprintf(text, 32, "#%" G_GINT64_FORMAT, id);
}

static struct feed_record *parse_feed(const json_t *json, const char **bad)
{
    struct feed_record *record = g_new0(struct feed_record, 1);
    record->row.rhythm = (struct feed_rhythm){ .ttl_s = -1, .period_s = -1, .gap_s = -1 };
    *bad = state_parse(json, record, state_feed_fields);
    if (!*bad && (!record->row.url || !*record->row.url))
        *bad = "url";
    if (!*bad && record->row.id <= 0)
        *bad = "id";
    if (*bad)
        g_clear_pointer(&record, feed_record_free);
    return record;
}

static bool take_feed(struct import_run *run, const json_t *json, const char **bad, GError **error)
{
    struct feed_record *record = parse_feed(json, bad);
    gint64 id = 0;
    char key[32];
    if (!record)
        return false;
    format_id(key, record->row.id);
    const bool ok = store_import_feed(run->store, record, true, &id, error);
    if (ok)
        import_run_set_feed(run, key, id);
    feed_record_free(record);
    return ok;
}

static bool take_item(struct import_run *run, const json_t *json, const char **bad, GError **error)
{
    char key[32];
    struct item_body *body = state_parse_item(json, bad);
    if (!body)
        return false;
    format_id(key, body->row.feed_id);
    const gint64 feed_id = import_run_find_feed(run, key);
    bool ok = true;
    if (feed_id)
        ok = import_run_add_item(run, feed_id, body, error);
    else
        run->n_strange++;
    item_body_free(body);
    return ok;
}

/* Places in lists name articles by number, so they count where the numbers were kept. */
static bool take_state(struct import_run *run, const json_t *json, const char **bad, GError **error)
{
    const char *key = json_string_value(json_object_get(json, "key"));
    const char *value = json_string_value(json_object_get(json, "value"));
    if (!key || !value) {
        *bad = "key";
        return false;
    }
    if (!import_is_state_kept(key) || (!run->is_emptied && !g_str_has_prefix(key, "folded:")))
        return true;
    return store_set_state(run->store, key, value, error);
}

static const struct {
    const char *key;
    bool (*take)(struct import_run *run, const json_t *json, const char **bad, GError **error);
} kinds[] = {
    { "feed", take_feed },
    { "item", take_item },
    { "state", take_state },
};

static bool take_line(struct import_run *run, const struct lines *lines, const json_t *json,
                      GError **error)
{
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const json_t *value = json_object_get(json, kinds[i].key);
        const char *bad = NULL;
        if (!value || kinds[i].take(run, value, &bad, error))
            continue;
        if (bad) {
            g_autofree char *message =
                g_strdup_printf("%s: \"%s\" is missing or wrong", kinds[i].key, bad);
            lines_fail(lines, message, error);
        } else {
            g_prefix_error(error, "%s:%u: ", lines->path, lines->number);
        }
        return false;
    }
    return true;
}

static bool read_articles(struct import_run *run, const char *path, GError **error)
{
    struct lines lines;
    GError *problem = NULL;
    json_t *json;
    if (!lines_open(&lines, path, error))
        return false;
    bool ok = true;
    while (ok && (json = lines_take(&lines, &problem))) {
        ok = take_line(run, &lines, json, &problem);
        json_decref(json);
    }
    if (problem)
        g_propagate_error(error, problem);
    lines_close(&lines);
    return ok && !problem;
}

static bool has_text(const char *name, const char *text)
{
    (void)name;
    return g_str_has_prefix(text, "{\"newsdeck_state\"");
}

const struct import_source import_source_state = {
    "newsdeck", "newsdeck's own state, as \"export --state\" writes it", has_text, NULL, NULL,
    read_state,
};
