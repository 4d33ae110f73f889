/* SPDX-License-Identifier: MIT */
/* Keys to command lines, by context. */
#include "app/keymap.h"

#include "app/app.h"
#include "config/command.h"
#include "config/diagnostic.h"

#include <string.h>

/* newsboat's keys for newsboat's operations; vi's and the arrows for moving. */
static const struct {
    enum context context;
    const char *key, *line;
} defaults[] = {
    { CONTEXT_ALL, "j", "down" },
    { CONTEXT_ALL, "<Down>", "down" },
    { CONTEXT_ALL, "k", "up" },
    { CONTEXT_ALL, "<Up>", "up" },
    { CONTEXT_ALL, "<PageDown>", "page-down" },
    { CONTEXT_ALL, "<C-f>", "page-down" },
    { CONTEXT_ALL, "<PageUp>", "page-up" },
    { CONTEXT_ALL, "<C-b>", "page-up" },
    { CONTEXT_ALL, "b", "page-up" },
    { CONTEXT_ALL, "<C-d>", "half-page-down" },
    { CONTEXT_ALL, "<C-u>", "half-page-up" },
    { CONTEXT_ARTICLE, "{", "scroll-left" },
    { CONTEXT_ARTICLE, "}", "scroll-right" },
    { CONTEXT_ALL, "<Home>", "home" },
    { CONTEXT_ALL, "g", "home" },
    { CONTEXT_ALL, "<End>", "end" },
    { CONTEXT_ALL, "G", "end" },
    { CONTEXT_ALL, "<Enter>", "open" },
    { CONTEXT_ALL, "<Right>", "open" },
    { CONTEXT_ALL, "l", "open" },
    { CONTEXT_ALL, "q", "quit" },
    { CONTEXT_ALL, "<Esc>", "back" },
    { CONTEXT_ALL, "<Left>", "back" },
    { CONTEXT_ALL, "h", "back" },
    { CONTEXT_ALL, "Q", "hard-quit" },
    { CONTEXT_ALL, "<Tab>", "next-pane" },
    { CONTEXT_ALL, "<S-Tab>", "prev-pane" },
    { CONTEXT_ALL, "<Space>", "read-on" },
    { CONTEXT_ALL, "n", "next-unread" },
    { CONTEXT_ALL, "p", "prev-unread" },
    { CONTEXT_ALL, "J", "next" },
    { CONTEXT_ALL, "K", "prev" },
    { CONTEXT_FEEDS, "z", "toggle-fold" },
    { CONTEXT_HEADLINES, "z", "zoom" },
    { CONTEXT_ARTICLE, "z", "zoom" },
    { CONTEXT_ALL, "N", "toggle-article-read" },
    { CONTEXT_ALL, "A", "mark-feed-read" },
    { CONTEXT_ALL, "C", "mark-all-feeds-read" },
    { CONTEXT_ALL, "s", "star" },
    { CONTEXT_ALL, "D", "delete-article" },
    { CONTEXT_ALL, "u", "undo" },
    { CONTEXT_ALL, "o", "open-in-browser" },
    { CONTEXT_ALL, "c", "comments" },
    { CONTEXT_ALL, "y", "copy-link" },
    { CONTEXT_ALL, "S", "save" },
    { CONTEXT_ALL, "|", "pipe-to" },
    { CONTEXT_ALL, "P", "play" },
    { CONTEXT_ALL, "d", "download" },
    { CONTEXT_ALL, ")", "next-chapter" },
    { CONTEXT_ALL, "(", "prev-chapter" },
    { CONTEXT_TEXT, "x", "cancel-download" },
    { CONTEXT_ARTICLE, "f", "open-link" },
    { CONTEXT_ALL, "L", "links" },
    { CONTEXT_ARTICLE, "=", "changes" },
    { CONTEXT_ARTICLE, "x", "full-text" },
    { CONTEXT_ARTICLE, "i", "toggle-pictures" },
    { CONTEXT_ARTICLE, "I", "show-picture" },
    { CONTEXT_ALL, "H", "toggle-show-read" },
    { CONTEXT_ALL, "r", "reload" },
    { CONTEXT_ALL, "R", "reload-all" },
    { CONTEXT_ALL, "<C-c>", "stop" },
    { CONTEXT_ALL, "e", "error" },
    { CONTEXT_ALL, "E", "edit-urls" },
    { CONTEXT_ALL, "/", "search" },
    { CONTEXT_ALL, ">", "search-next" },
    { CONTEXT_ALL, "<", "search-prev" },
    { CONTEXT_ARTICLE, "<Backspace>", "jump-back" },
    { CONTEXT_ARTICLE, "<C-o>", "jump-back" },
    { CONTEXT_ARTICLE, "v", "mark-text" },
    { CONTEXT_MARK, "n", "next-paragraph" },
    { CONTEXT_MARK, "p", "prev-paragraph" },
    { CONTEXT_MARK, "l", "next-word" },
    { CONTEXT_MARK, "<Right>", "next-word" },
    { CONTEXT_MARK, "h", "prev-word" },
    { CONTEXT_MARK, "<Left>", "prev-word" },
    { CONTEXT_MARK, "o", "other-end" },
    { CONTEXT_MARK, "y", "copy-text" },
    { CONTEXT_MARK, "<Enter>", "copy-text" },
    { CONTEXT_MARK, "Y", "copy-markdown" },
    { CONTEXT_MARK, "v", "mark-text" },
    { CONTEXT_SEARCH, "n", "search-next" },
    { CONTEXT_SEARCH, "N", "search-prev" },
    { CONTEXT_TEXT, "n", "search-next" },
    { CONTEXT_TEXT, "N", "search-prev" },
    { CONTEXT_ALL, "F", "cmdline find " },
    { CONTEXT_ALL, "?", "help" },
    { CONTEXT_ALL, "v", "log" },
    { CONTEXT_ALL, ":", "cmdline" },
    { CONTEXT_ALL, "<C-l>", "redraw" },
    { CONTEXT_ALL, "<C-z>", "suspend" },
};

/* Where a key is looked for next; CONTEXT_ALL is its own parent. */
static const enum context parents[CONTEXT_N] = { [CONTEXT_SEARCH] = CONTEXT_ARTICLE };

struct binding {
    char *key, *line;
};

struct keymap {
    GArray *bindings[CONTEXT_N]; /* of struct binding, in the order they were made */
};

static void binding_clear(gpointer data)
{
    struct binding *binding = data;
    g_free(binding->key);
    g_free(binding->line);
}

static struct binding *find_own(const struct keymap *keymap, enum context context, const char *key)
{
    GArray *bindings = keymap->bindings[context];
    for (guint i = 0; i < bindings->len; i++)
        if (strcmp(g_array_index(bindings, struct binding, i).key, key) == 0)
            return &g_array_index(bindings, struct binding, i);
    return NULL;
}

static void keymap_put(struct keymap *keymap, enum context context, const char *key,
                       const char *line)
{
    struct binding *old = find_own(keymap, context, key);
    if (old) {
        g_free(old->line);
        old->line = g_strdup(line);
        return;
    }
    const struct binding binding = { g_strdup(key), g_strdup(line) };
    g_array_append_val(keymap->bindings[context], binding);
}

struct keymap *keymap_new(void)
{
    struct keymap *keymap = g_new0(struct keymap, 1);
    for (guint i = 0; i < CONTEXT_N; i++) {
        keymap->bindings[i] = g_array_new(FALSE, FALSE, sizeof(struct binding));
        g_array_set_clear_func(keymap->bindings[i], binding_clear);
    }
    for (guint i = 0; i < G_N_ELEMENTS(defaults); i++)
        keymap_put(keymap, defaults[i].context, defaults[i].key, defaults[i].line);
    return keymap;
}

void keymap_free(struct keymap *keymap)
{
    if (!keymap)
        return;
    for (guint i = 0; i < CONTEXT_N; i++)
        g_array_unref(keymap->bindings[i]);
    g_free(keymap);
}

static bool check_line(const char *line, GError **error)
{
    g_autoptr(GPtrArray) commands =
        command_parse_line(line, 1, command_get_whole_names(), NULL, NULL, error);
    for (guint i = 0; commands && i < commands->len; i++) {
        const struct command *command = commands->pdata[i];
        enum command_id id;
        if (command_find(command->words[0].text, &id)) {
            if (!command_check(command_get_row(id), command, NULL, error))
                return false;
            continue;
        }
        g_autofree const char **names = command_get_names();
        const char *near = diagnostic_nearest(command->words[0].text, names);
        g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND, "there is no command \"%s\"%s%s%s",
                    command->words[0].text, near ? ", did you mean \"" : "", near ? near : "",
                    near ? "\"?" : "");
        return false;
    }
    return commands != NULL;
}

/* ---- names of keys */

/* In angle brackets; lower case is what people get wrong, so it is what the nearest name is looked
 * for in. */
static const char *const key_names[] = { "Enter",     "Esc",    "Tab",      "Space",
                                         "Backspace", "Delete", "Insert",   "Up",
                                         "Down",      "Left",   "Right",    "Home",
                                         "End",       "PageUp", "PageDown", NULL };

static bool is_function_key(const char *name)
{
    char *end = NULL;
    return *name == 'F' && g_ascii_isdigit(name[1]) && g_ascii_strtoull(name + 1, &end, 10) <= 63 &&
           !*end;
}

/* What other programs call them. */
static const struct {
    const char *other, *name;
} other_names[] = {
    { "pgdown", "PageDown" }, { "pgdn", "PageDown" }, { "pgup", "PageUp" },
    { "escape", "Esc" },      { "return", "Enter" },  { "cr", "Enter" },
    { "del", "Delete" },      { "bs", "Backspace" },  { "ins", "Insert" },
};

/* The name meant by what stands in brackets behind the modifiers, or NULL. */
static const char *find_near_name(const char *name)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);
    g_autofree const char **lowered = g_new0(const char *, G_N_ELEMENTS(key_names));
    const char *near = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(other_names); i++)
        if (strcmp(lower, other_names[i].other) == 0)
            return other_names[i].name;
    for (guint i = 0; key_names[i]; i++)
        lowered[i] = g_ascii_strdown(key_names[i], -1);
    const char *found = diagnostic_nearest(lower, lowered);
    for (guint i = 0; key_names[i]; i++) {
        near = found == lowered[i] ? key_names[i] : near;
        g_free((gpointer)lowered[i]);
    }
    return near;
}

/* "<C-Up>" to "Up"; len gets the bytes of the name. */
static const char *skip_modifiers(const char *key, gsize *len)
{
    const char *name = key + 1;
    *len = strlen(name) - 1;
    while (*len > 2 && strchr("ACS", *name) && name[1] == '-') {
        name += 2;
        *len -= 2;
    }
    return name;
}

static bool check_key(const char *key, GError **error)
{
    const glong n = g_utf8_strlen(key, -1);
    if (n == 1 && *key != ' ')
        return true;
    const bool is_named = n > 2 && *key == '<' && g_str_has_suffix(key, ">");
    gsize len = 0;
    const char *start = is_named ? skip_modifiers(key, &len) : key;
    g_autofree char *name = is_named ? g_strndup(start, len) : g_strdup(key);
    const bool is_control = is_named && strncmp(key, "<C-", 3) == 0;
    if (is_named && (g_strv_contains(key_names, name) || is_function_key(name)))
        return true;
    if (is_named && g_utf8_strlen(name, -1) == 1 && start > key + 1 &&
        !(is_control && g_ascii_isupper(*name)))
        return true;
    const char *near = find_near_name(name);
    g_autofree char *small = is_control && len == 1 ? g_ascii_strdown(name, -1) : NULL;
    near = small ? small : near;
    if (near)
        g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                    "there is no key \"%s\", did you mean \"<%.*s%s>\"?", key,
                    is_named ? (int)(start - key - 1) : 0, key + is_named, near);
    else
        g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                    "there is no key \"%s\"; write one character, or a name such as <Enter>, <F1>, "
                    "<C-x> or <A-Up>",
                    key);
    return false;
}

bool keymap_bind(struct keymap *keymap, enum context context, const char *key, const char *line,
                 GError **error)
{
    if (!*key) {
        g_set_error(error, APP_ERROR, APP_ERROR_USAGE,
                    "a key is missing, such as \"x\" or \"<C-x>\"");
        return false;
    }
    if (!check_key(key, error) || !check_line(line, error))
        return false;
    keymap_put(keymap, context, key, line);
    return true;
}

const char *keymap_find(const struct keymap *keymap, enum context context, const char *key)
{
    const struct binding *own = find_own(keymap, context, key);
    for (; !own && context != CONTEXT_ALL; own = find_own(keymap, context, key))
        context = parents[context];
    return own && *own->line ? own->line : NULL;
}

static const char *find_key_in(const struct keymap *keymap, enum context asked,
                               enum context context, const char *name)
{
    GArray *bindings = keymap->bindings[context];
    for (guint i = 0; i < bindings->len; i++) {
        const struct binding *binding = &g_array_index(bindings, struct binding, i);
        if (g_strcmp0(keymap_find(keymap, asked, binding->key), name) == 0 &&
            strcmp(binding->line, name) == 0)
            return binding->key;
    }
    return NULL;
}

const char *keymap_find_key(const struct keymap *keymap, enum context context, enum command_id id)
{
    const char *name = command_get_row(id)->name;
    const char *key = find_key_in(keymap, context, context, name);
    for (enum context at = context; !key && at != CONTEXT_ALL;) {
        at = parents[at];
        key = find_key_in(keymap, context, at, name);
    }
    return key;
}

char *keymap_describe_key(const char *key)
{
    const size_t len = strlen(key);
    const bool is_named = len > 2 && key[0] == '<' && !strchr(key, '-');
    return g_strndup(key + is_named, len - 2 * is_named);
}

GArray *keymap_get_bindings(const struct keymap *keymap)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(struct keymap_binding));
    for (guint context = 0; context < CONTEXT_N; context++)
        for (guint i = 0; i < keymap->bindings[context]->len; i++) {
            const struct binding *own =
                &g_array_index(keymap->bindings[context], struct binding, i);
            const struct keymap_binding binding = { context, own->key, own->line };
            if (*own->line)
                g_array_append_val(all, binding);
        }
    return all;
}
