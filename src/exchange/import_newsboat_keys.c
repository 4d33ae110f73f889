/* SPDX-License-Identifier: MIT */
/* newsboat's keys, its operations and its macros in our words. */
#include "app/keymap.h"
#include "config/command.h"
#include "import_plan.h"

#include <string.h>

/* Operations that have another name here; all others have the same or none. */
static const struct {
    const char *theirs, *ours;
} operations[] = {
    { "pageup", "page-up" },
    { "pagedown", "page-down" },
    { "halfpageup", "half-page-up" },
    { "halfpagedown", "half-page-down" },
    { "open-search", "search" },
    { "search-next", "search-next" },
    { "show-urls", "links" },
    { "enqueue", "download" },
    { "toggle-show-read-feeds", "set show-read-feeds!" },
    { "toggle-show-read-articles", "set show-read!" },
    { "open-in-browser-and-mark-read", "open-in-browser" },
    { "open-in-browser-noninteractively", "open-in-browser" },
    { "edit-flags", "star" },
    { "view-log", "log" },
};

static const struct {
    const char *theirs;
    enum context ours;
} dialogs[] = {
    { "all", CONTEXT_ALL },         { "everywhere", CONTEXT_ALL },
    { "feedlist", CONTEXT_FEEDS },  { "articlelist", CONTEXT_HEADLINES },
    { "article", CONTEXT_ARTICLE }, { "help", CONTEXT_TEXT },
    { "urlview", CONTEXT_TEXT },    { "searchresultslist", CONTEXT_HEADLINES },
};

static const char *const context_names[CONTEXT_N] = {
    [CONTEXT_ALL] = "all",         [CONTEXT_FEEDS] = "feeds", [CONTEXT_HEADLINES] = "headlines",
    [CONTEXT_ARTICLE] = "article", [CONTEXT_TEXT] = "text",   [CONTEXT_SEARCH] = "search",
    [CONTEXT_MARK] = "mark",
};

static const struct {
    const char *theirs, *ours;
} keys[] = {
    { "ENTER", "<Enter>" },
    { "ESC", "<Esc>" },
    { "TAB", "<Tab>" },
    { "SPACE", "<Space>" },
    { "BACKSPACE", "<Backspace>" },
    { "DELETE", "<Delete>" },
    { "UP", "<Up>" },
    { "DOWN", "<Down>" },
    { "LEFT", "<Left>" },
    { "RIGHT", "<Right>" },
    { "HOME", "<Home>" },
    { "END", "<End>" },
    { "PPAGE", "<PageUp>" },
    { "NPAGE", "<PageDown>" },
    { "PAGEUP", "<PageUp>" },
    { "PAGEDOWN", "<PageDown>" },
    { "BTAB", "<S-Tab>" },
    { "IC", "<Insert>" },
    { "DC", "<Delete>" },
    { "LT", "<lt>" },
    { "GT", "<gt>" },
};

/* newsboat's name of one key to ours; NULL if there is no such key here. Caller frees. */
static char *find_key(const char *theirs)
{
    const gsize len = strlen(theirs);
    const bool is_bracketed = len > 2 && *theirs == '<' && theirs[len - 1] == '>';
    g_autofree char *name = is_bracketed ? g_strndup(theirs + 1, len - 2) : g_strdup(theirs);
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
        if (g_ascii_strcasecmp(name, keys[i].theirs) == 0)
            return g_strdup(strcmp(keys[i].ours, "<lt>") == 0   ? "<"
                            : strcmp(keys[i].ours, "<gt>") == 0 ? ">"
                                                                : keys[i].ours);
    if (g_utf8_strlen(name, -1) == 1)
        return *name == ' ' ? g_strdup("<Space>") : g_strdup(name);
    if (name[0] == '^' && g_ascii_isalpha(name[1]) && !name[2])
        return g_strdup_printf("<C-%c>", g_ascii_tolower(name[1]));
    if (is_bracketed && g_ascii_toupper(name[0]) == 'C' && name[1] == '-' && name[2] && !name[3])
        return g_strdup_printf("<C-%c>", g_ascii_tolower(name[2]));
    if (g_ascii_toupper(name[0]) == 'F' && g_ascii_isdigit(name[1]) && strlen(name) <= 3)
        return g_strdup_printf("<F%s>", name + 1);
    return NULL;
}

/* Our command line for an operation; NULL if there is none. Static or the table's. */
static const char *find_operation(const char *theirs)
{
    enum command_id id;
    for (guint i = 0; i < G_N_ELEMENTS(operations); i++)
        if (strcmp(theirs, operations[i].theirs) == 0)
            return operations[i].ours;
    return command_find(theirs, &id) ? command_get_row(id)->name : NULL;
}

static bool find_context(const char *theirs, enum context *context)
{
    for (guint i = 0; i < G_N_ELEMENTS(dialogs); i++) {
        if (strcmp(theirs, dialogs[i].theirs) != 0)
            continue;
        *context = dialogs[i].ours;
        return true;
    }
    return false;
}

/* Adds the binding where it is not the usual one. */
static void add_binding(struct import_plan *plan, enum context context, const char *key,
                        const char *line, const char *path, guint number)
{
    g_autoptr(GError) error = NULL;
    struct keymap *keymap = keymap_new();
    const char *usual = keymap_find(keymap, context, key);
    if (usual && strcmp(usual, line) == 0) {
        import_became(plan, "this is its key in newsdeck, too");
    } else if (!keymap_bind(keymap, context, key, line, &error)) {
        import_skip(plan, path, number, "%s", error->message);
    } else {
        g_autofree char *quoted = command_quote(key);
        g_autofree char *name = g_strdup_printf("bind %s %s", context_names[context], quoted);
        g_autofree char *whole = g_strdup_printf("%s%s%s", name, *line ? " " : "", line);
        import_add_setting(plan, name, whole, path, number);
    }
    keymap_free(keymap);
}

/* The operation at word *index, with the words that belong to it: an option that is set, or the
 * argument of "pipe-to". *index becomes the last of them; *value (caller frees) stays NULL where
 * there is none. NULL: there is no such operation here. */
static const char *take_operation(const struct feeds_line *line, guint *index, char **value,
                                  bool *is_set)
{
    const struct feeds_word *words = line->words + *index;
    const guint n_more = line->n_words - *index - 1;
    *is_set = strcmp(words[0].text, "set") == 0 && n_more >= 2;
    if (*is_set) {
        *index += 2;
        return import_find_newsboat_option(words[1].text, words[2].text, value);
    }
    if (strcmp(words[0].text, "pipe-to") == 0 && n_more && strcmp(words[1].text, ";") != 0) {
        *index += 1;
        *value = g_strdup(words[1].text);
        return "pipe-to";
    }
    return find_operation(words[0].text);
}

/* The operations from word index on, parted by ";", up to "--"; NULL and the word at fault. Caller
 * frees. */
static char *format_operations(const struct feeds_line *line, guint index, const char **bad)
{
    GString *out = g_string_new(NULL);
    *bad = "";
    for (guint i = index; i < line->n_words && strcmp(line->words[i].text, "--") != 0; i++) {
        g_autofree char *word = g_strdup(line->words[i].text);
        if (strcmp(word, ";") == 0)
            continue;
        const gsize len = strlen(word);
        const bool is_last = len > 1 && word[len - 1] == ';'; /* "open;" */
        if (is_last)
            word[len - 1] = '\0';
        g_autofree char *value = NULL;
        bool is_set = false;
        const char *ours =
            is_last ? find_operation(word) : take_operation(line, &i, &value, &is_set);
        if (!ours) {
            *bad = line->words[i].text;
            g_string_free(out, TRUE);
            return NULL;
        }
        g_autofree char *quoted = value ? command_quote(value) : NULL;
        g_string_append_printf(out, "%s%s%s%s%s", out->len ? " ; " : "", is_set ? "set " : "", ours,
                               value ? " " : "", value ? quoted : "");
    }
    if (!out->len)
        return g_string_free(out, TRUE);
    return g_string_free(out, FALSE);
}

static void skip_operation(struct import_plan *plan, const struct feeds_line *line, const char *bad,
                           const char *path, guint number)
{
    import_skip(plan, path, number, "%s %s: newsdeck has nothing like \"%s\" yet",
                line->words[0].text, line->words[1].text, bad);
}

/* bind-key KEY OPERATION [DIALOG] */
static void take_bind_key(struct import_plan *plan, const struct feeds_line *line, const char *path,
                          guint number)
{
    enum context context = CONTEXT_ALL;
    g_autofree char *key = find_key(line->words[1].text);
    const char *theirs = line->n_words > 2 ? line->words[2].text : "";
    const char *ours = find_operation(theirs);
    if (!key)
        import_skip(plan, path, number, "there is no key \"%s\" here", line->words[1].text);
    else if (line->n_words > 3 && !find_context(line->words[3].text, &context))
        import_skip(plan, path, number, "there is no \"%s\" here", line->words[3].text);
    else if (!ours)
        skip_operation(plan, line, theirs, path, number);
    else
        add_binding(plan, context, key, ours, path, number);
}

/* unbind-key KEY [DIALOG] */
static void take_unbind_key(struct import_plan *plan, const struct feeds_line *line,
                            const char *path, guint number)
{
    enum context context = CONTEXT_ALL;
    g_autofree char *key = find_key(line->words[1].text);
    if (strcmp(line->words[1].text, "-a") == 0)
        import_skip(plan, path, number, "unbind-key -a: the keys of newsdeck stay");
    else if (!key || (line->n_words > 2 && !find_context(line->words[2].text, &context)))
        import_skip(plan, path, number, "unbind-key %s: there is no such key or place here",
                    line->words[1].text);
    else
        add_binding(plan, context, key, "", path, number);
}

/* bind SEQUENCE DIALOG[,DIALOG] OPERATION [ARGUMENTS] ; … [-- "TEXT"]: a sequence of one key */
static void take_bind(struct import_plan *plan, const struct feeds_line *line, const char *path,
                      guint number)
{
    const char *bad = NULL;
    g_autofree char *key = find_key(line->words[1].text);
    g_autofree char *ours = key ? format_operations(line, 3, &bad) : NULL;
    g_auto(GStrv) names = g_strsplit(line->n_words > 2 ? line->words[2].text : "", ",", 10);
    if (!key) {
        import_skip(plan, path, number, "bind %s: newsdeck has keys, no sequences of keys yet",
                    line->words[1].text);
        return;
    }
    if (!ours) {
        skip_operation(plan, line, bad, path, number);
        return;
    }
    for (guint i = 0; names[i]; i++) {
        enum context context;
        if (find_context(names[i], &context))
            add_binding(plan, context, key, ours, path, number);
        else
            import_skip(plan, path, number, "there is no \"%s\" here", names[i]);
    }
}

/* macro KEY OPERATION ; … [-- "TEXT"]: newsboat's "," and a key become one key with Alt. */
static void take_macro(struct import_plan *plan, const struct feeds_line *line, const char *path,
                       guint number)
{
    const char *bad = NULL;
    g_autofree char *plain = find_key(line->words[1].text);
    g_autofree char *ours = plain ? format_operations(line, 2, &bad) : NULL;
    if (!plain || !ours) {
        skip_operation(plan, line, plain ? bad : line->words[1].text, path, number);
        return;
    }
    g_autofree char *key = *plain == '<' && plain[1] ? g_strdup_printf("<A-%s", plain + 1)
                                                     : g_strdup_printf("<A-%s>", plain);
    add_binding(plan, CONTEXT_ALL, key, ours, path, number);
    import_note(plan, "the macro \",%s\" is now the key %s", line->words[1].text, key);
}

static const struct {
    const char *name;
    void (*take)(struct import_plan *plan, const struct feeds_line *line, const char *path,
                 guint number);
} commands[] = {
    { "bind-key", take_bind_key },
    { "unbind-key", take_unbind_key },
    { "bind", take_bind },
    { "macro", take_macro },
};

bool import_take_newsboat_key(struct import_plan *plan, const struct feeds_line *line,
                              const char *path, guint number)
{
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
        if (strcmp(line->words[0].text, commands[i].name) != 0)
            continue;
        if (line->n_words < 2)
            import_skip(plan, path, number, "%s: its key is missing", commands[i].name);
        else
            commands[i].take(plan, line, path, number);
        return true;
    }
    return false;
}
