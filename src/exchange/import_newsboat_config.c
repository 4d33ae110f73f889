/* SPDX-License-Identifier: MIT */
/* newsboat's config in our words. */
#include "base/path.h"
#include "config/theme.h"
#include "import_plan.h"
#include "store/query.h"

#include <string.h>

#define MAX_DEPTH 8 /* of files that include files */

struct reading {
    struct import_plan *plan;
    char **cache_file;
    bool uses_proxy;
    char *proxy, *proxy_type, *proxy_auth;
    char *proxy_path;
    guint proxy_line, depth;
};

/* ---- options */

enum conversion {
    AS_IT_IS,
    IN_MINUTES,
    IN_SECONDS,
    UNLESS_ZERO,
    PROGRAM,
    FEED_ORDER,
    ARTICLE_ORDER
};

static const struct {
    const char *theirs, *ours;
    enum conversion conversion;
} options_table[] = {
    { "reload-time", "refresh", IN_MINUTES },
    { "refresh-on-startup", "refresh-on-start", AS_IT_IS },
    { "reload-threads", "connections", AS_IT_IS },
    { "download-timeout", "timeout", IN_SECONDS },
    { "user-agent", "user-agent", AS_IT_IS },
    { "browser", "browser", PROGRAM },
    { "player", "player", PROGRAM },
    { "download-path", "download-dir", AS_IT_IS },
    { "text-width", "measure", UNLESS_ZERO },
    { "confirm-exit", "confirm-quit", AS_IT_IS },
    { "show-read-feeds", "show-read-feeds", AS_IT_IS },
    { "show-read-articles", "show-read", AS_IT_IS },
    { "max-items", "max-items", AS_IT_IS },
    { "ssl-verifypeer", "verify-tls", AS_IT_IS },
    { "scrolloff", "scroll-margin", AS_IT_IS },
    { "datetime-format", "date-format", AS_IT_IS },
    { "feed-sort-order", "feed-order", FEED_ORDER },
    { "article-sort-order", "sort", ARTICLE_ORDER },
};

struct order {
    const char *theirs, *ours;
};

/* Without a direction newsboat's dates descend and all others ascend. */
static const struct order feed_orders[] = {
    { "none", "file" },
    { "none-asc", "file" },
    { "title", "title" },
    { "title-asc", "title" },
    { "unreadarticlecount", "unread" },
    { "unreadarticlecount-asc", "unread" },
    { "unreadarticlecount-desc", "unread" },
}, article_orders[] = {
    { "date", "newest" },
    { "date-desc", "newest" },
    { "date-asc", "oldest" },
    { "title", "title" },
    { "title-asc", "title" },
};

static const char *find_order(const struct order *orders, gsize n, const char *value)
{
    for (gsize i = 0; i < n; i++)
        if (g_ascii_strcasecmp(orders[i].theirs, value) == 0)
            return orders[i].ours;
    return NULL;
}

/* The value as ours has it; NULL if it means nothing here. Caller frees. */
/* A command without the "&" of a shell: newsdeck starts programs itself, and waits for none. NULL for
 * what only a shell understands. */
static char *convert_program(const char *value)
{
    g_autofree char *command = g_strchomp(g_strdup(value));
    const gsize len = strlen(command);
    if (len && command[len - 1] == '&')
        command[len - 1] = '\0';
    g_strchomp(command);
    return *command && !strpbrk(command, "&|;<>$`") ? g_steal_pointer(&command) : NULL;
}

static char *convert(enum conversion conversion, const char *value)
{
    const gint64 number = g_ascii_strtoll(value, NULL, 10);
    switch (conversion) {
    case IN_MINUTES:
        return number > 0 ? g_strdup_printf("%" G_GINT64_FORMAT "m", number) : g_strdup("0");
    case IN_SECONDS:
        return number > 0 ? g_strdup_printf("%" G_GINT64_FORMAT "s", number) : NULL;
    case UNLESS_ZERO:
        return number > 0 ? g_strdup(value) : NULL;
    case PROGRAM:
        return convert_program(value);
    case FEED_ORDER:
        return g_strdup(find_order(feed_orders, G_N_ELEMENTS(feed_orders), value));
    case ARTICLE_ORDER:
        return g_strdup(find_order(article_orders, G_N_ELEMENTS(article_orders), value));
    default:
        return g_strdup(value);
    }
}

const char *import_find_newsboat_option(const char *name, const char *theirs, char **value)
{
    for (guint i = 0; i < G_N_ELEMENTS(options_table); i++) {
        if (strcmp(name, options_table[i].theirs) != 0)
            continue;
        *value = convert(options_table[i].conversion, theirs);
        return *value ? options_table[i].ours : NULL;
    }
    return NULL;
}

static bool is_known_option(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(options_table); i++)
        if (strcmp(name, options_table[i].theirs) == 0)
            return true;
    return false;
}

/* ---- colours */

/* One element there may be several here. */
static const struct {
    const char *theirs, *ours;
} elements[] = {
    { "listnormal", "headline" },
    { "listnormal", "feed" },
    { "listnormal_unread", "headline-unread" },
    { "listnormal_unread", "feed-unread" },
    { "listfocus", "cursor" },
    { "info", "status" },
    { "title", "pane-title" },
    { "title", "pane-title-focus" },
    { "background", "text" },
    { "article", "text" },
    { "end-of-text-marker", "faint" },
    { "hint-key", "key" },
};

static bool add_color(struct reading *reading, const char *ours, const struct feeds_line *line,
                      const char *path, guint number)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    GString *text = g_string_new("color ");
    struct theme theme;
    guint bad = 0;
    g_string_append(text, ours);
    g_ptr_array_add(words, (gpointer)ours);
    for (guint i = 2; i < line->n_words; i++) {
        const char *word = line->words[i].text;
        if (strcmp(word, "protect") == 0 || strcmp(word, "invis") == 0)
            continue;
        word = strcmp(word, "standout") == 0 ? "reverse"
               : strcmp(word, "blink") == 0  ? "bold"
                                             : word;
        g_ptr_array_add(words, (gpointer)word);
        g_string_append_printf(text, " %s", word);
    }
    theme_init(&theme);
    const bool ok = theme_set(&theme, (const char *const *)words->pdata, words->len, &bad, &error);
    if (ok) {
        g_autofree char *key = g_strconcat("color ", ours, NULL);
        import_add_setting(reading->plan, key, text->str, path, number);
    } else {
        import_skip(reading->plan, path, number, "color %s: %s", line->words[1].text,
                    error->message);
    }
    g_string_free(text, TRUE);
    return ok;
}

static void take_color(struct reading *reading, const struct feeds_line *line, const char *path,
                       guint number)
{
    const char *element = line->n_words > 1 ? line->words[1].text : "";
    guint n = 0;
    for (guint i = 0; i < G_N_ELEMENTS(elements); i++) {
        if (strcmp(element, elements[i].theirs) != 0)
            continue;
        n++;
        if (!add_color(reading, elements[i].ours, line, path, number))
            return; /* it is as wrong for the next */
    }
    if (!n)
        import_skip(reading->plan, path, number,
                    "color %s: newsdeck has no such part of the screen", element);
}

/* ---- commands that are about feeds */

static void take_filter(struct reading *reading, const struct feeds_line *line, const char *path,
                        guint number)
{
    if (line->n_words != 3) {
        import_skip(reading->plan, path, number,
                    "define-filter: a name and an expression are needed");
        return;
    }
    g_autoptr(GError) error = NULL;
    struct query *query = query_parse_any(line->words[2].text, &error);
    g_autofree char *name = g_strdelimit(g_strdup(line->words[1].text), ":", ' ');
    query_free(query);
    if (!query) {
        import_skip(reading->plan, path, number, "define-filter \"%s\": %s", name, error->message);
        return;
    }
    g_autofree char *url = g_strdup_printf("query:%s:%s", name, line->words[2].text);
    import_add_feed(reading->plan, url, path, number);
}

static void take_reset_unread(struct reading *reading, const struct feeds_line *line,
                              const char *path, guint number)
{
    for (guint i = 1; i < line->n_words; i++) {
        struct import_feed *feed = g_hash_table_lookup(reading->plan->by_url, line->words[i].text);
        if (feed)
            import_feed_add_option(reading->plan, feed, "unread-on-change", "yes", path, number);
        else
            import_skip(reading->plan, path, number,
                        "reset-unread-on-update: there is no feed \"%s\"", line->words[i].text);
    }
}

static void keep(char **place, const struct feeds_line *line)
{
    g_free(*place);
    *place = g_strdup(line->n_words > 1 ? line->words[1].text : "");
}

static void take_proxy(struct reading *reading, const struct feeds_line *line, const char *path,
                       guint number)
{
    const char *name = line->words[0].text;
    if (strcmp(name, "use-proxy") == 0) {
        const char *value = line->n_words > 1 ? line->words[1].text : "";
        reading->uses_proxy = strcmp(value, "yes") == 0 || strcmp(value, "true") == 0;
    } else {
        keep(strcmp(name, "proxy") == 0        ? &reading->proxy
             : strcmp(name, "proxy-type") == 0 ? &reading->proxy_type
                                               : &reading->proxy_auth,
             line);
    }
    g_free(reading->proxy_path);
    reading->proxy_path = g_strdup(path);
    reading->proxy_line = number;
    import_became(reading->plan, "a part of the option proxy");
}

static void finish_proxy(struct reading *reading)
{
    if (!reading->uses_proxy || !reading->proxy || !*reading->proxy)
        return;
    const bool has_auth = reading->proxy_auth && *reading->proxy_auth;
    g_autofree char *value =
        strstr(reading->proxy, "://")
            ? g_strdup(reading->proxy)
            : g_strdup_printf(
                  "%s://%s%s%s",
                  reading->proxy_type && *reading->proxy_type ? reading->proxy_type : "http",
                  has_auth ? reading->proxy_auth : "", has_auth ? "@" : "", reading->proxy);
    import_begin_line(reading->plan);
    import_set_option(reading->plan, "proxy", value, reading->proxy_path, reading->proxy_line);
    import_begin_line(reading->plan); /* each of its lines has been listed */
}

static bool read_file(struct reading *reading, const char *path, GError **error);

static void take_include(struct reading *reading, const struct feeds_line *line, const char *path,
                         guint number)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *inner =
        line->n_words > 1 ? path_expand(line->words[1].text, folder) : g_strdup("");
    if (reading->depth >= MAX_DEPTH)
        import_skip(reading->plan, path, number, "include: files include each other too deep");
    else if (!read_file(reading, inner, &error))
        import_skip(reading->plan, path, number, "%s", error->message);
}

static void take_cache_file(struct reading *reading, const struct feeds_line *line,
                            const char *path, guint number)
{
    (void)path, (void)number;
    keep(reading->cache_file, line);
}

/* newsboat fetches by itself only with auto-reload, and then every reload-time minutes. */
static void take_auto_reload(struct reading *reading, const struct feeds_line *line,
                             const char *path, guint number)
{
    const char *value = line->n_words > 1 ? line->words[1].text : "";
    if (strcmp(value, "no") == 0 || strcmp(value, "false") == 0)
        import_set_option(reading->plan, "refresh", "0", path, number);
    else
        import_became(reading->plan, "newsdeck fetches each feed by itself when it is due");
}

static const struct {
    const char *name;
    void (*take)(struct reading *reading, const struct feeds_line *line, const char *path,
                 guint number);
} commands[] = {
    { "auto-reload", take_auto_reload }, { "color", take_color },
    { "define-filter", take_filter },    { "reset-unread-on-update", take_reset_unread },
    { "use-proxy", take_proxy },         { "proxy", take_proxy },
    { "proxy-type", take_proxy },        { "proxy-auth", take_proxy },
    { "include", take_include },         { "cache-file", take_cache_file },
};

static void take_option(struct import_plan *plan, const struct feeds_line *line, const char *path,
                        guint number)
{
    bool is_same = false;
    g_autofree char *value = NULL;
    const char *name = line->words[0].text, *theirs = line->n_words > 1 ? line->words[1].text : "";
    const char *option = *theirs ? import_find_newsboat_option(name, theirs, &value) : NULL;
    const char *reason = option ? NULL : import_find_newsboat_reason(name, &is_same);
    if (option)
        import_set_option(plan, option, value, path, number);
    else if (is_same)
        import_became(plan, reason);
    else if (reason)
        import_skip(plan, path, number, "%s%s%s: %s", name, *theirs ? " " : "", theirs, reason);
    else if (is_known_option(name))
        import_skip(plan, path, number, "%s %s: newsdeck has nothing like this value", name,
                    theirs);
    else
        import_skip(plan, path, number, "%s%s%s: newsdeck has nothing like it yet", name,
                    *theirs ? " " : "", theirs);
}

static void take_line(struct reading *reading, const struct feeds_line *line, const char *path,
                      guint number)
{
    const char *name = line->words[0].text;
    for (guint i = 0; i < line->n_words; i++) {
        if (!strchr(line->words[i].text, '`'))
            continue;
        import_skip(reading->plan, path, number, "%s: it runs a command in backticks", name);
        return;
    }
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
        if (strcmp(name, commands[i].name) != 0)
            continue;
        commands[i].take(reading, line, path, number);
        return;
    }
    if (import_take_newsboat_key(reading->plan, line, path, number))
        return;
    take_option(reading->plan, line, path, number);
}

/* Lines that end in a backslash joined with the next; as many empty ones follow, so that the
 * numbers stay. */
static char *join_lines(const char *text, gsize *len)
{
    GString *out = g_string_sized_new(*len + 1);
    guint n_joined = 0;
    for (gsize i = 0; i < *len; i++) {
        if (text[i] == '\\' && i + 1 < *len && text[i + 1] == '\n') {
            n_joined++;
            i++;
            continue;
        }
        g_string_append_c(out, text[i]);
        for (; text[i] == '\n' && n_joined; n_joined--)
            g_string_append_c(out, '\n');
    }
    *len = out->len;
    return g_string_free(out, FALSE);
}

/* The line as it stands there, without what may be secret. Caller frees. */
static char *format_line(const struct feeds_line *line)
{
    const char *name = line->words[0].text;
    GString *text = g_string_new(name);
    for (guint i = 1; i < line->n_words && !strstr(name, "auth") && !strstr(name, "password"); i++)
        g_string_append_printf(text, " %s", line->words[i].text);
    return g_string_free(text, FALSE);
}

static bool read_file(struct reading *reading, const char *path, GError **error)
{
    gsize len = 0;
    g_autofree char *text = import_read_text(path, &len, error);
    struct feeds_line line = { 0 };
    if (!text)
        return false;
    g_autofree char *joined = join_lines(text, &len);
    reading->depth++;
    while (feeds_line_next(&line, joined, len))
        if (line.n_words) {
            g_autofree char *theirs = format_line(&line);
            import_begin_line(reading->plan);
            take_line(reading, &line, path, line.number);
            import_end_line(reading->plan, theirs, path, line.number);
        }
    reading->depth--;
    return true;
}

bool import_read_newsboat_config(struct import_plan *plan, const char *path, char **cache_file,
                                 GError **error)
{
    struct reading reading = { .plan = plan, .cache_file = cache_file };
    const bool ok = read_file(&reading, path, error);
    finish_proxy(&reading);
    g_free(reading.proxy);
    g_free(reading.proxy_type);
    g_free(reading.proxy_auth);
    g_free(reading.proxy_path);
    return ok;
}

/* Its first command that is one of newsboat's alone. */
bool import_is_newsboat_config(const char *text)
{
    static const char *const others[] = {
        "bind-key",        "unbind-key",        "macro",
        "highlight",       "auto-reload",       "urls-source",
        "cache-file",      "ignore-article",    "articlelist-format",
        "feedlist-format", "highlight-article", "define-filter"
    };
    g_auto(GStrv) lines = g_strsplit(text, "\n", 500);
    for (guint i = 0; lines[i]; i++) {
        const char *line = lines[i] + strspn(lines[i], " \t");
        const gsize len = strcspn(line, " \t\r");
        g_autofree char *word = g_strndup(line, len);
        for (guint k = 0; k < G_N_ELEMENTS(others); k++)
            if (strcmp(word, others[k]) == 0)
                return true;
        for (guint k = 0; k < G_N_ELEMENTS(options_table); k++)
            if (strcmp(word, options_table[k].theirs) == 0)
                return true;
    }
    return false;
}
