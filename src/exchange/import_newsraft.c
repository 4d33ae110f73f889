/* SPDX-License-Identifier: MIT */
/* newsraft: feeds, with sections and settings in them (its src/feeds-parse.c), config, and its
 * archive. */
#include "import_plan.h"
#include "store/foreign.h"

#include <string.h>

enum conversion { AS_IT_IS, IN_MINUTES, IN_SECONDS };

static const struct {
    const char *theirs, *ours;
    enum conversion conversion;
} settings_table[] = {
    { "reload-period", "refresh", IN_MINUTES },
    { "item-limit", "max-items", AS_IT_IS },
    { "user-agent", "user-agent", AS_IT_IS },
    { "proxy", "proxy", AS_IT_IS },
    { "download-timeout", "timeout", IN_SECONDS },
    { "mark-item-unread-on-change", "unread-on-change", AS_IT_IS },
};

/* A setting of a section or a feed, as it stands there. */
struct found_setting {
    char *name, *value;
    guint line;
};

static void found_setting_clear(gpointer data)
{
    struct found_setting *setting = data;
    g_free(setting->name);
    g_free(setting->value);
}

static GArray *settings_new(void)
{
    GArray *settings = g_array_new(FALSE, FALSE, sizeof(struct found_setting));
    g_array_set_clear_func(settings, found_setting_clear);
    return settings;
}

/* Takes the quotes off a value. */
static char *unquote(char *value)
{
    const gsize len = strlen(value);
    if (len > 1 && strchr("'\"", *value) && value[len - 1] == *value) {
        value[len - 1] = '\0';
        return value + 1;
    }
    return value;
}

/* "name value; name value": appends what it sets. A boolean without a value is true. */
static void read_settings(struct import_plan *plan, GArray *settings, const char *text,
                          const char *path, guint line)
{
    g_auto(GStrv) parts = g_strsplit(text, ";", 200);
    for (guint i = 0; parts[i]; i++) {
        char *name = g_strstrip(parts[i]);
        if (g_str_has_prefix(name, "set "))
            name = g_strchug(name + 4);
        char *value = name + strcspn(name, " \t");
        if (!*name)
            continue;
        if (*value)
            *value++ = '\0';
        value = unquote(g_strchug(value));
        if (strcmp(name, "bind") == 0) {
            import_skip(plan, path, line, "bind %s: newsdeck has no keys of a single feed", value);
            return; /* what follows belongs to the binding */
        }
        const struct found_setting setting = { g_strdup(name), g_strdup(*value ? value : "yes"),
                                               line };
        g_array_append_val(settings, setting);
    }
}

static char *convert(enum conversion conversion, const char *value)
{
    const gint64 number = g_ascii_strtoll(value, NULL, 10);
    if (conversion == AS_IT_IS)
        return g_strdup(strcmp(value, "true") == 0    ? "yes"
                        : strcmp(value, "false") == 0 ? "no"
                                                      : value);
    return g_strdup_printf("%" G_GINT64_FORMAT "%s", MAX(number, 0),
                           number <= 0                ? ""
                           : conversion == IN_MINUTES ? "m"
                                                      : "s");
}

/* Our option for the setting; NULL: listed, there is none. *value is freed by the caller. */
static const char *find_option(struct import_plan *plan, const struct found_setting *setting,
                               const char *path, char **value)
{
    for (guint i = 0; i < G_N_ELEMENTS(settings_table); i++) {
        if (strcmp(setting->name, settings_table[i].theirs) != 0)
            continue;
        *value = convert(settings_table[i].conversion, setting->value);
        return settings_table[i].ours;
    }
    import_skip(plan, path, setting->line, "%s %s: newsdeck has nothing like it yet", setting->name,
                setting->value);
    return NULL;
}

struct reading {
    struct import_plan *plan;
    const char *path;
    char *section;      /* its tag; NULL: the global one */
    GArray *of_section; /* of struct found_setting, also set on each feed of it */
};

static void apply_settings(struct reading *reading, struct import_feed *feed,
                           const GArray *settings)
{
    for (guint i = 0; i < settings->len; i++) {
        const struct found_setting *setting = &g_array_index(settings, struct found_setting, i);
        g_autofree char *value = NULL;
        const char *name = find_option(reading->plan, setting, reading->path, &value);
        if (name)
            import_feed_add_option(reading->plan, feed, name, value, reading->path, setting->line);
    }
}

/* "@ Name < settings": settings of the global section apply to all feeds, so they become ours for
 * all. */
static void take_section(struct reading *reading, const char *text, guint line)
{
    const gsize len = strcspn(text, "[{<");
    const char *settings = strchr(text, '<');
    g_autofree char *name = g_strstrip(g_strndup(text, len));
    g_array_set_size(reading->of_section, 0);
    g_clear_pointer(&reading->section, g_free);
    const bool is_global = strcmp(name, "Global") == 0;
    if (!is_global && *name)
        reading->section = g_strdup(name);
    if (!settings)
        return;
    read_settings(reading->plan, reading->of_section, settings + 1, reading->path, line);
    for (guint i = reading->of_section->len; i-- > 0;) {
        g_autofree char *value = NULL;
        const char *option =
            find_option(reading->plan, &g_array_index(reading->of_section, struct found_setting, i),
                        reading->path, &value);
        if (option && is_global)
            import_set_option(reading->plan, option, value, reading->path, line);
        if (!option || is_global)
            g_array_remove_index(reading->of_section, i);
    }
}

/* newsraft's archive names feeds without slashes at the end. */
static void set_other_url(struct import_plan *plan, struct import_feed *feed, const char *theirs)
{
    g_autofree char *stripped = g_strdup(theirs);
    for (gsize len = strlen(stripped); len && stripped[len - 1] == '/'; len--)
        stripped[len - 1] = '\0';
    import_feed_set_other_url(plan, feed, stripped);
}

static void take_feed(struct reading *reading, const char *text, guint line)
{
    const char *close = g_str_has_prefix(text, "$(") ? strchr(text, ')') : NULL;
    const gsize len = close ? (gsize)(close + 1 - text) : strcspn(text, " \t");
    g_autofree char *theirs = g_strndup(text, len);
    g_autofree char *url =
        close ? g_strdup_printf("exec:%.*s", (int)len - 3, text + 2) : g_strdup(theirs);
    const char *rest = text + len + strspn(text + len, " \t");
    const char *end = *rest == '"' ? strchr(rest + 1, '"') : NULL;
    struct import_feed *feed = import_add_feed(reading->plan, url, reading->path, line);
    if (!feed)
        return;
    set_other_url(reading->plan, feed, theirs);
    if (end && !feed->name)
        feed->name = g_strndup(rest + 1, (gsize)(end - rest) - 1);
    if (end)
        rest = end + 1 + strspn(end + 1, " \t");
    if (reading->section)
        import_feed_add_tag(feed, reading->section);
    g_autoptr(GArray) own = settings_new();
    if (*rest == '<')
        read_settings(reading->plan, own, rest + 1, reading->path, line);
    apply_settings(reading, feed, reading->of_section);
    apply_settings(reading, feed, own);
}

static bool read_feeds(struct import_plan *plan, const char *path, GError **error)
{
    gsize len = 0;
    g_autofree char *text = import_read_text(path, &len, error);
    g_auto(GStrv) lines = text ? g_strsplit(text, "\n", -1) : NULL;
    struct reading reading = { .plan = plan, .path = path, .of_section = settings_new() };
    plan->has_all_feeds |= text != NULL;
    for (guint i = 0; lines && lines[i]; i++) {
        char *line = g_strstrip(lines[i]);
        if (!*line && !lines[i + 1])
            break; /* behind the last line end */
        if (!*line || *line == '#')
            import_add_comment(plan, line, strlen(line));
        else if (*line == '@')
            take_section(&reading, line + 1, i + 1);
        else
            take_feed(&reading, line, i + 1);
    }
    g_array_unref(reading.of_section);
    g_free(reading.section);
    return text != NULL;
}

static bool read_config(struct import_plan *plan, const char *path, GError **error)
{
    gsize len = 0;
    g_autofree char *text = import_read_text(path, &len, error);
    g_auto(GStrv) lines = text ? g_strsplit(text, "\n", -1) : NULL;
    for (guint i = 0; lines && lines[i]; i++) {
        char *line = g_strstrip(lines[i]);
        g_autoptr(GArray) settings = settings_new();
        if (!*line || *line == '#')
            continue;
        if (g_str_has_prefix(line, "bind ") || g_str_has_prefix(line, "unbind ")) {
            import_skip(plan, path, i + 1, "%s: the keys of newsraft mean other things here", line);
            continue;
        }
        read_settings(plan, settings, line, path, i + 1);
        for (guint k = 0; k < settings->len; k++) {
            g_autofree char *value = NULL;
            const char *option =
                find_option(plan, &g_array_index(settings, struct found_setting, k), path, &value);
            if (option)
                import_set_option(plan, option, value, path, i + 1);
        }
    }
    return text != NULL;
}

static bool read_newsraft(struct import_plan *plan, const char *path, bool is_folder,
                          GError **error)
{
    if (!is_folder)
        return foreign_is_database(path) ? import_add_foreign(plan, path, error)
                                         : read_feeds(plan, path, error);
    g_autofree char *feeds = import_find_file(path, "feeds");
    g_autofree char *config = import_find_file(path, "config");
    g_autofree char *data = import_find_data_folder(path);
    g_autofree char *beside = import_find_file(path, "newsraft.sqlite3");
    g_autofree char *archive =
        !beside && data ? import_find_file(data, "newsraft.sqlite3") : g_strdup(beside);
    if ((feeds && !read_feeds(plan, feeds, error)) || (config && !read_config(plan, config, error)))
        return false;
    if (archive)
        return import_add_foreign(plan, archive, error);
    import_note(plan, "no newsraft.sqlite3 was found beside %s: articles do not come along", path);
    return true;
}

/* A file called feeds, or lines that only newsraft writes. */
static bool has_text(const char *name, const char *text)
{
    bool has_any = false, has_own = false;
    g_auto(GStrv) lines = g_strsplit(text, "\n", 500);
    for (guint i = 0; lines[i]; i++) {
        const char *line = g_strstrip(lines[i]);
        has_any |= g_str_has_prefix(line, "http");
        has_own |= *line == '@' || g_str_has_prefix(line, "$(") ||
                   (g_str_has_prefix(line, "http") && strstr(line, " < ")) ||
                   (g_str_has_prefix(line, "http") && strstr(line, " \"") &&
                    strcmp(name, "feeds") == 0 && !strstr(line, "\"~"));
    }
    return has_own && (has_any || strcmp(name, "feeds") == 0);
}

static const char *const folder_files[] = { "newsraft.sqlite3", "feeds", NULL };
static const char *const places[] = { "$config/newsraft", "~/.newsraft", NULL };

const struct import_source import_source_newsraft = {
    "newsraft",    "newsraft: feeds, config and newsraft.sqlite3", has_text, folder_files, places,
    read_newsraft,
};
