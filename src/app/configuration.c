/* SPDX-License-Identifier: MIT */
/* The config file, and its commands typed at the prompt, carried into the state of the program. */
#include "app/extract_rule.h"
#include "config/load.h"
#include "private.h"

#include <string.h>

static void report(struct diagnostic_list *diagnostics, const struct command *command, guint word,
                   const char *file, const GError *error)
{
    config_report(diagnostics, command, word, file, "%s", error->message);
}

static void report_context(const struct command *command, const char *file,
                           struct diagnostic_list *diagnostics)
{
    const char *names[CONTEXT_N + 1] = { NULL };
    for (guint i = 0; i < CONTEXT_N; i++)
        names[i] = context_get_name(i);
    const char *word = command->words[1].text, *near = diagnostic_nearest(word, names);
    g_autofree char *all = g_strjoinv(", ", (char **)(void *)names);
    if (near)
        config_report(diagnostics, command, 1, file,
                      "there is no context \"%s\", did you mean \"%s\"?", word, near);
    else
        config_report(diagnostics, command, 1, file, "there is no context \"%s\"; there are %s",
                      word, all);
}

static void load_bind(struct app *app, const struct command *command, const char *file,
                      struct diagnostic_list *diagnostics)
{
    g_autoptr(GError) error = NULL;
    enum context context;
    if (!context_find(command->words[1].text, &context))
        report_context(command, file, diagnostics);
    else if (!keymap_bind(app->keymap, context, command->words[2].text,
                          command_get_rest(command, 3), &error))
        report(diagnostics, command, 3, file, error);
}

static void load_color(struct app *app, const struct command *command, const char *file,
                       struct diagnostic_list *diagnostics)
{
    g_autoptr(GError) error = NULL;
    g_autofree const char **words = g_new0(const char *, command->n_words);
    guint bad_word = 0;
    for (guint i = 1; i < command->n_words; i++)
        words[i - 1] = command->words[i].text;
    if (!theme_set(&app->theme, words, command->n_words - 1, &bad_word, &error))
        report(diagnostics, command, bad_word + 1, file, error);
}

static void load_extract(struct app *app, const struct command *command, const char *file,
                         struct diagnostic_list *diagnostics)
{
    g_autoptr(GError) error = NULL;
    guint word = 0;
    GPtrArray *rules = extract_rules_add(app->extract_rules, command, &word, &error);
    if (rules)
        app->extract_rules = rules;
    else
        report(diagnostics, command, word, file, error);
}

/* What is wrong with the first field of an article's header that is not one, NULL if all are right.
 * Caller frees. */
static char *find_bad_field(const char *template)
{
    static const char *const names[] = {
#define ARTICLE_FIELD(name, is_address) #name,
#include "app/article_field.def"
#undef ARTICLE_FIELD
        NULL,
    };
    for (const char *at = template; (at = strchr(at, '{')); at++) {
        const char *end = strchr(at, '}');
        g_autofree char *name = end ? g_strndup(at + 1, (gsize)(end - at - 1)) : g_strdup(at + 1);
        if (end && g_strv_contains(names, name))
            continue;
        const char *near = diagnostic_nearest(name, names);
        g_autofree char *all = g_strjoinv(", ", (char **)(void *)names);
        if (!end)
            return g_strdup_printf("\"{%s\" has no \"}\"", name);
        return near ? g_strdup_printf("there is no field {%s}, did you mean {%s}?", name, near)
                    : g_strdup_printf("there is no field {%s}; there are %s", name, all);
    }
    return NULL;
}

/* As config_set_option(), but the header of articles only with fields that exist. */
static void set_option(struct app *app, const struct command *command, const char *file,
                       struct diagnostic_list *diagnostics, guint *redraw, char **message)
{
    const char *name = option_get_row(OPTION_ARTICLE_HEADER)->name;
    g_autofree char *before = g_strdup(options_get_string(app->options, OPTION_ARTICLE_HEADER));
    if (!config_set_option(app->options, command, file, diagnostics, redraw, message) ||
        !g_str_has_prefix(command->words[1].text, name))
        return;
    g_autofree char *problem =
        find_bad_field(options_get_string(app->options, OPTION_ARTICLE_HEADER));
    if (!problem)
        return;
    options_set(app->options, name, before, "", NULL, NULL);
    config_report(diagnostics, command, command->n_words - 1, file, "%s", problem);
}

static void load_set(struct app *app, const struct command *command, const char *file,
                     struct diagnostic_list *diagnostics)
{
    set_option(app, command, file, diagnostics, NULL, NULL);
}

/* The commands of a config file: the ones that set the program up. */
static const struct {
    enum command_id id;
    void (*load)(struct app *app, const struct command *command, const char *file,
                 struct diagnostic_list *diagnostics);
} loaders[] = {
    { COMMAND_SET, load_set },
    { COMMAND_BIND, load_bind },
    { COMMAND_COLOR, load_color },
    { COMMAND_EXTRACT, load_extract },
};

static void load_command(const struct command *command, const char *file, G_GNUC_UNUSED guint line,
                         void *data, struct diagnostic_list *diagnostics)
{
    struct app *app = data;
    enum command_id id = COMMAND_N;
    if (!command_find(command->words[0].text, &id)) {
        static const char *const names[] = { "set", "bind", "color", "extract", "include", NULL };
        const char *near = diagnostic_nearest(command->words[0].text, names);
        config_report(diagnostics, command, 0, file, "there is no command \"%s\"%s%s%s",
                      command->words[0].text,
                      near ? ", did you mean \""
                           : "; a config file has set, bind, color, extract and include",
                      near ? near : "", near ? "\"?" : "");
        return;
    }
    for (guint i = 0; i < G_N_ELEMENTS(loaders); i++) {
        guint word = 0;
        g_autoptr(GError) error = NULL;
        if (loaders[i].id != id)
            continue;
        if (command_check(command_get_row(id), command, &word, &error))
            loaders[i].load(app, command, file, diagnostics);
        else
            report(diagnostics, command, word, file, error);
        return;
    }
    config_report(diagnostics, command, 0, file,
                  "\"%s\" is for the prompt and for keys; a config file has set, bind, color, "
                  "extract and include",
                  command->words[0].text);
}

void app_load_config(struct app *app, const char *path)
{
    config_load(path, command_get_whole_names(), load_command, app, app->config_diagnostics);
}

guint app_configure(struct app *app, const struct command *command, char **message, GError **error)
{
    struct diagnostic_list *diagnostics = diagnostic_list_new();
    enum command_id id = COMMAND_N;
    guint redraw = REDRAW_STATUS;
    command_find(command->words[0].text, &id);
    if (id == COMMAND_SET)
        set_option(app, command, NULL, diagnostics, &redraw, message);
    else if (id == COMMAND_BIND)
        load_bind(app, command, NULL, diagnostics);
    else if (id == COMMAND_EXTRACT)
        load_extract(app, command, NULL, diagnostics);
    else
        load_color(app, command, NULL, diagnostics);
    if (id == COMMAND_COLOR)
        redraw = REDRAW_LAYOUT;
    if (diagnostic_list_get_length(diagnostics)) {
        g_set_error(error, APP_ERROR, APP_ERROR_USAGE, "%s",
                    diagnostic_list_get(diagnostics, 0)->message);
        redraw = REDRAW_NONE;
    }
    diagnostic_list_free(diagnostics);
    return redraw;
}
