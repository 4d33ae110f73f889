/* SPDX-License-Identifier: MIT */
/* Help, printed from the tables of keys, commands and options. */
#include "match.h"
#include "text_view.h"
#include "view_command.h"

#include <string.h>

enum { HELP_LABEL_COLS = 26 };

static const char *const context_sentences[CONTEXT_N] = {
    [CONTEXT_ALL] = "Keys everywhere",
    [CONTEXT_FEEDS] = "Keys in the list of feeds",
    [CONTEXT_HEADLINES] = "Keys in the headlines",
    [CONTEXT_ARTICLE] = "Keys in the article",
    [CONTEXT_TEXT] = "Keys in help, log and links",
    [CONTEXT_SEARCH] = "Keys in the article while matches are marked",
    [CONTEXT_MARK] = "Keys in the article while text is being marked",
};

/* Returns what a command line does: the help of its command if it has only one, else the line.
 * Caller frees. */
static char *line_describe(const char *line)
{
    enum command_id id;
    /* the command that is begun at the prompt */
    const char *begun = g_str_has_prefix(line, "cmdline ") ? line + strlen("cmdline ") : line;
    g_autofree char *name = g_strstrip(g_strdup(begun));
    return g_strdup(command_find(name, &id) ? command_get_row(id)->help : line);
}

static bool help_has_word(const char *word, const char *a, const char *b)
{
    return !word || match_is_in(a, word) || match_is_in(b, word);
}

static void help_add_head(struct text_view *text, const char *head)
{
    if (text->lines->len)
        text_view_add(text, NULL, STYLE(TEXT), "", STYLE(TEXT));
    text_view_add(text, NULL, STYLE(TEXT), head, STYLE(HEADING));
}

/* Adds the keys of a context; keys that do the same share a line. */
static void help_add_keys(struct text_view *text, GArray *bindings, enum context context,
                          const char *word)
{
    bool has_head = false;
    for (guint i = 0; i < bindings->len; i++) {
        const struct keymap_binding *binding = &g_array_index(bindings, struct keymap_binding, i);
        bool is_shown = binding->context != context;
        for (guint j = 0; !is_shown && j < i; j++) {
            const struct keymap_binding *before =
                &g_array_index(bindings, struct keymap_binding, j);
            is_shown = before->context == context && strcmp(before->line, binding->line) == 0;
        }
        g_autofree char *sentence = is_shown ? NULL : line_describe(binding->line);
        if (is_shown || !help_has_word(word, sentence, binding->line))
            continue;
        g_autoptr(GString) keys = g_string_new(binding->key);
        for (guint j = i + 1; j < bindings->len; j++) {
            const struct keymap_binding *after = &g_array_index(bindings, struct keymap_binding, j);
            if (after->context == context && strcmp(after->line, binding->line) == 0)
                g_string_append_printf(keys, " %s", after->key);
        }
        if (!has_head)
            help_add_head(text, context_sentences[context]);
        has_head = true;
        text_view_add(text, keys->str, STYLE(KEY), sentence, STYLE(TEXT));
    }
}

static void help_add_commands(struct text_view *text, const char *word)
{
    bool has_head = false;
    for (guint i = 0; i < COMMAND_N; i++) {
        const struct command_row *row = command_get_row((enum command_id)i);
        if (!help_has_word(word, row->name, row->help))
            continue;
        if (!has_head)
            help_add_head(text, "Commands, typed after \":\"");
        has_head = true;
        g_autofree char *usage =
            g_strdup_printf("%s%s%s", row->name, *row->arguments ? " " : "", row->arguments);
        bool is_long = grid_measure_text(usage, (size_t)-1) >= HELP_LABEL_COLS;
        g_autofree char *sentence =
            is_long ? g_strdup_printf("%s: %s", row->arguments, row->help) : g_strdup(row->help);
        text_view_add(text, is_long ? row->name : usage, STYLE(KEY), sentence, STYLE(TEXT));
    }
}

static void help_add_options(struct text_view *text, const char *word)
{
    const struct options *options = app_get_options(text->view.ui->app);
    bool has_head = false;
    for (guint i = 0; i < OPTION_N; i++) {
        const struct option_row *row = option_get_row((enum option_id)i);
        if (!help_has_word(word, row->name, row->help))
            continue;
        if (!has_head)
            help_add_head(text, "Options, set with \":set NAME VALUE\" or in the config file");
        has_head = true;
        g_autofree char *value = options_format(options, (enum option_id)i);
        g_autofree char *allowed = option_format_allowed((enum option_id)i);
        g_autofree char *sentence =
            g_strdup_printf("%s; %s (now %s)", row->help, allowed, *value ? value : "empty");
        text_view_add(text, row->name, STYLE(KEY), sentence, STYLE(TEXT));
    }
}

static void help_add_colours(struct text_view *text, const char *word)
{
    bool has_head = false;
    for (guint i = 0; i < THEME_N_ELEMENTS; i++) {
        const char *name = theme_get_name((enum theme_element)i);
        const char *help = theme_get_help((enum theme_element)i);
        if (word && !help_has_word(word, name, help) && !match_is_in("color colour", word))
            continue;
        if (!has_head)
            help_add_head(text, "Colours, set with \":color NAME FOREGROUND BACKGROUND\"");
        has_head = true;
        text_view_add(text, name, (struct style){ .element = (enum theme_element)i }, help,
                      STYLE(TEXT));
    }
}

static void help_add_queries(struct text_view *text, const char *word)
{
    static const struct {
        const char *query, *help;
    } rows[] = {
        { "word \"a phrase\"", "in the text, the title or the author; all of them" },
        { "title: author: text:", "the word or \"phrase\" after the colon, only in this part" },
        { "feed: tag: link:", "the same in the name of the feed, a tag, the address" },
        { "unread read starred", "the marks of the article" },
        { "newer:2d older:1w", "the age: h(ours), d(ays), w(eeks), m(onths), y(ears)" },
        { "after:2026-01-31", "the day; also before:, today and yesterday" },
        { "words>800", "the length" },
        { "title~/regex/", "a regular expression, for any part" },
        { "-this, this or that, ()", "not, or, and groups" },
        { "sort:-date", "the order: date, title, author, feed, words; a minus reverses it" },
    };
    bool has_head = false;
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (word && !help_has_word(word, rows[i].query, rows[i].help) &&
            !match_is_in("query queries", word))
            continue;
        if (!has_head)
            help_add_head(text, "Queries, for F, \":find\" and smart feeds");
        has_head = true;
        text_view_add(text, rows[i].query, STYLE(KEY), rows[i].help, STYLE(TEXT));
    }
}

static struct view *help_view_open(struct ui *ui, const char *word)
{
    struct text_view *text = text_view_new(ui, word ? word : "Help", HELP_LABEL_COLS);
    enum context here = ui_get_context(ui);
    g_autoptr(GArray) bindings = keymap_get_bindings(app_get_keymap(ui->app));
    if (!word) {
        g_autofree char *where = g_strdup_printf("subscriptions: %s", app_get_feeds_path(ui->app));
        text_view_add(text, NULL, STYLE(TEXT), where, STYLE(FIELD));
        g_autofree char *config =
            g_strdup_printf("configuration: %s", app_get_config_path(ui->app));
        text_view_add(text, NULL, STYLE(TEXT), config, STYLE(FIELD));
    }
    if (here != CONTEXT_ALL)
        help_add_keys(text, bindings, here, word);
    help_add_keys(text, bindings, CONTEXT_ALL, word);
    for (guint context = CONTEXT_FEEDS; context < CONTEXT_N; context++)
        if (context != (guint)here)
            help_add_keys(text, bindings, (enum context)context, word);
    help_add_commands(text, word);
    help_add_queries(text, word);
    help_add_options(text, word);
    help_add_colours(text, word);
    if (!text->lines->len) {
        g_autofree char *nothing = g_strdup_printf("help has nothing about \"%s\"", word);
        text_view_add(text, NULL, STYLE(TEXT), nothing, STYLE(FIELD));
    }
    return &text->view;
}

static guint help_show(struct ui *ui, const struct command *command)
{
    const char *word = command_get_rest(command, 1);
    ui_push_overlay(ui, help_view_open(ui, *word ? word : NULL));
    return VIEW_DRAW;
}

const struct view_command help_commands[] = {
    { COMMAND_HELP, help_show },
    { 0 },
};
