/* SPDX-License-Identifier: MIT */
/* Config files and what they include. */
#include "config/load.h"

#include "base/path.h"
#include "command_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOAD_MAX_DEPTH 10
#define LOAD_MAX_FILES 256 /* ten files that each include all others would never end */

struct loader {
    const char *const *whole_names;
    config_handler *handler;
    void *data;
    struct diagnostic_list *diagnostics;
    GPtrArray *stack; /* real paths of the files being read */
    guint n_files;
};

static bool config_read_fd(int fd, GString *text, GError **error)
{
    char block[16384];
    struct stat status;
    if (fstat(fd, &status) == 0 && S_ISDIR(status.st_mode)) {
        g_set_error_literal(error, CONFIG_ERROR, CONFIG_ERROR_FILE, "is a folder, not a file");
        return false;
    }
    for (;;) {
        const ssize_t got = read(fd, block, sizeof block);
        if (!got)
            return true;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_FILE, "cannot be read: %s",
                        g_strerror(errno));
            return false;
        }
        g_string_append_len(text, block, got);
        if (text->len > CONFIG_MAX_BYTES) {
            g_set_error_literal(error, CONFIG_ERROR, CONFIG_ERROR_FILE, "is larger than 4 MiB");
            return false;
        }
    }
}

static bool config_check_text(const GString *text, struct config_place *place, GError **error)
{
    const char *bad = NULL, *line = text->str;
    if (g_utf8_validate_len(text->str, text->len, &bad))
        return true;
    place->line = 1;
    for (const char *c = text->str; c < bad; c++)
        if (*c == '\n') {
            place->line++;
            line = c + 1;
        }
    place->column = (guint)g_utf8_strlen(line, bad - line) + 1;
    g_set_error_literal(error, CONFIG_ERROR, CONFIG_ERROR_FILE,
                        "is not UTF-8 text; save it in this encoding");
    return false;
}

char *config_read_text(const char *path, gsize *len, struct config_place *place, GError **error)
{
    g_assert(path && len && place);
    *place = (struct config_place){ 0 };
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return NULL;
    if (fd < 0) {
        g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_FILE, "cannot be read: %s",
                    g_strerror(errno));
        return NULL;
    }
    GString *text = g_string_new(NULL);
    const bool ok = config_read_fd(fd, text, error) && config_check_text(text, place, error);
    close(fd);
    *len = text->len;
    return g_string_free(text, !ok);
}

char *config_read_file(const char *path, gsize *len, GError **error)
{
    struct config_place place;
    GError *cause = NULL;
    char *text = config_read_text(path, len, &place, &cause);
    if (cause && place.line)
        g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_FILE, "%s (line %u)", cause->message,
                    place.line);
    else if (cause)
        g_propagate_error(error, g_steal_pointer(&cause));
    g_clear_error(&cause);
    return text;
}

void config_report(struct diagnostic_list *diagnostics, const struct command *command, guint index,
                   const char *file, const char *format, ...)
{
    g_assert(command && command->n_words > 0 && format);
    const struct command_word *word = &command->words[index < command->n_words ? index : 0];
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    diagnostic_list_add(diagnostics, DIAGNOSTIC_ERROR, file, word->line, word->column, "%s",
                        message);
}

/* "set NAME!": the other value, or the next choice; caller frees. */
static char *config_toggle(const struct options *options, const char *name)
{
    enum option_id id;
    if (!option_find(name, &id))
        return NULL;
    const struct option_row *row = option_get_row(id);
    if (row->type == OPTION_TYPE_BOOL)
        return g_strdup(options_get_bool(options, id) ? "no" : "yes");
    if (row->type != OPTION_TYPE_CHOICE)
        return NULL;
    g_auto(GStrv) choices = g_strsplit(row->choices, "|", -1);
    return g_strdup(choices[(options_get_number(options, id) + 1) % g_strv_length(choices)]);
}

static bool config_is_bool(const char *name)
{
    enum option_id id;
    return option_find(name, &id) && option_get_row(id)->type == OPTION_TYPE_BOOL;
}

static char *config_join_words(const struct command *command, guint first)
{
    GString *text = g_string_new(NULL);
    for (guint i = first; i < command->n_words; i++)
        g_string_append_printf(text, "%s%s", i > first ? " " : "", command->words[i].text);
    return g_string_free(text, FALSE);
}

/* The name and the value in "set"; *value is NULL if it is missing. */
static void config_split_set(const struct options *options, const struct command *command,
                             char **name, char **value)
{
    const char *word = command->words[1].text;
    const char *equals = strchr(word, '=');
    const gsize len = strlen(word);
    *name = NULL;
    *value = NULL;
    if (equals) {
        g_autofree char *rest = config_join_words(command, 2);
        *name = g_strndup(word, (gsize)(equals - word));
        *value = g_strconcat(equals + 1, *rest ? " " : "", rest, NULL);
    } else if (command->n_words > 2) {
        *name = g_strdup(word);
        *value = config_join_words(command, 2);
    } else if (len > 1 && word[len - 1] == '!') {
        *name = g_strndup(word, len - 1);
        *value = config_toggle(options, *name);
    } else if (g_str_has_prefix(word, "no") && config_is_bool(word + 2)) {
        *name = g_strdup(word + 2);
        *value = g_strdup("no");
    } else {
        *name = g_strdup(word);
        *value = config_is_bool(word) ? g_strdup("yes") : NULL;
    }
}

/* Whether command is "set NAME?". */
static bool config_is_question(const struct command *command)
{
    const gsize len = command->n_words == 2 ? strlen(command->words[1].text) : 0;
    return len > 1 && command->words[1].text[len - 1] == '?';
}

/* Answers "set NAME?". */
static bool config_describe_option(const struct options *options, const struct command *command,
                                   const char *file, struct diagnostic_list *diagnostics,
                                   guint *redraw, char **message)
{
    const char *word = command->words[1].text;
    g_autofree char *name = g_strndup(word, strlen(word) - 1);
    enum option_id id;
    if (!option_find(name, &id)) {
        g_autofree const char **names = option_get_names(false);
        const char *nearest = diagnostic_nearest(name, names);
        config_report(diagnostics, command, 1, file, "no option is called \"%s\"%s%s%s", name,
                      nearest ? "; did you mean \"" : "", nearest ? nearest : "",
                      nearest ? "\"?" : "");
        return false;
    }
    if (!message) {
        config_report(diagnostics, command, 1, file,
                      "\"set %s\" is a question: type it at the prompt", word);
        return false;
    }
    *message = options_describe(options, id);
    if (redraw)
        *redraw = REDRAW_STATUS;
    return true;
}

bool config_set_option(struct options *options, const struct command *command, const char *file,
                       struct diagnostic_list *diagnostics, guint *redraw, char **message)
{
    g_assert(options && command && command->n_words > 0);
    g_autofree char *name = NULL, *value = NULL, *origin = NULL;
    g_autoptr(GError) error = NULL;
    enum option_id id;
    if (command->n_words < 2) {
        config_report(diagnostics, command, 0, file, "set needs the name of an option and a value");
        return false;
    }
    if (config_is_question(command))
        return config_describe_option(options, command, file, diagnostics, redraw, message);
    config_split_set(options, command, &name, &value);
    if (!value && option_find(name, &id)) {
        g_autofree char *allowed = option_format_allowed(id);
        config_report(diagnostics, command, 1, file, "option \"%s\" needs a value: allowed is %s",
                      name, allowed);
        return false;
    }
    if (file)
        origin = g_strdup_printf("%s:%u", file, command->words[0].line);
    if (!options_set(options, name, value ? value : "", origin, &id, &error)) {
        const bool is_value = g_error_matches(error, CONFIG_ERROR, CONFIG_ERROR_VALUE);
        config_report(diagnostics, command, is_value && command->n_words > 2 ? 2 : 1, file, "%s",
                      error->message);
        return false;
    }
    if (redraw)
        *redraw = option_get_row(id)->redraw;
    return true;
}

static bool loader_read(struct loader *loader, const char *path, bool *is_missing);

static void loader_include(struct loader *loader, const struct command *command, const char *file)
{
    struct diagnostic_list *diagnostics = loader->diagnostics;
    if (command->n_words != 2) {
        config_report(diagnostics, command, 0, file, "include needs the path of one file");
        return;
    }
    g_autofree char *folder = g_path_get_dirname(file);
    g_autofree char *path = path_expand(command->words[1].text, folder);
    char *real = realpath(path, NULL);
    bool is_missing = false;
    if (real && g_ptr_array_find_with_equal_func(loader->stack, real, g_str_equal, NULL))
        config_report(diagnostics, command, 1, file, "\"%s\" includes itself", path);
    else if (loader->stack->len > LOAD_MAX_DEPTH)
        config_report(diagnostics, command, 1, file, "\"%s\" is included more than %d files deep",
                      path, LOAD_MAX_DEPTH);
    else if (++loader->n_files > LOAD_MAX_FILES)
        config_report(diagnostics, command, 1, file, "more than %d files are included",
                      LOAD_MAX_FILES);
    else
        loader_read(loader, path, &is_missing);
    if (is_missing)
        config_report(diagnostics, command, 1, file, "there is no file \"%s\" to include", path);
    free(real);
}

static void loader_run(struct loader *loader, const char *path, const char *text)
{
    struct command_reader reader = { .at = text, .line = 1, .column = 1 };
    if (g_str_has_prefix(reader.at, "\xef\xbb\xbf"))
        reader.at += 3;
    while (*reader.at) {
        guint line = 0, column = 0;
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) commands =
            command_reader_take(&reader, loader->whole_names, &line, &column, &error);
        if (!commands)
            diagnostic_list_add(loader->diagnostics, DIAGNOSTIC_ERROR, path, line, column, "%s",
                                error->message);
        for (guint i = 0; commands && i < commands->len; i++) {
            const struct command *command = g_ptr_array_index(commands, i);
            if (!strcmp(command->words[0].text, "include"))
                loader_include(loader, command, path);
            else
                loader->handler(command, path, command->words[0].line, loader->data,
                                loader->diagnostics);
        }
    }
}

static bool loader_read(struct loader *loader, const char *path, bool *is_missing)
{
    gsize len = 0;
    g_autoptr(GError) error = NULL;
    struct config_place place;
    g_autofree char *text = config_read_text(path, &len, &place, &error);
    if (!text) {
        *is_missing = !error;
        if (error)
            diagnostic_list_add(loader->diagnostics, DIAGNOSTIC_ERROR, path, place.line,
                                place.column, "%s", error->message);
        return false;
    }
    char *real = realpath(path, NULL);
    g_ptr_array_add(loader->stack, real ? real : strdup(path));
    loader_run(loader, path, text);
    g_ptr_array_remove_index(loader->stack, loader->stack->len - 1);
    return true;
}

bool config_load(const char *path, const char *const *whole_names, config_handler *handler,
                 void *data, struct diagnostic_list *diagnostics)
{
    g_assert(path && handler);
    struct loader loader = { whole_names, handler, data, diagnostics, NULL, 0 };
    bool is_missing = false;
    loader.stack = g_ptr_array_new_with_free_func(free);
    const bool ok = loader_read(&loader, path, &is_missing);
    g_ptr_array_unref(loader.stack);
    return ok || is_missing;
}
