/* SPDX-License-Identifier: MIT */
/* The arguments of commands: how many there are, and of what kind, as the row's usage line says. */
#include "app/app.h"
#include "app/command_table.h"

#include <string.h>

#define MAX_ARGUMENTS 8 /* of a row */

enum kind_flags {
    KIND_REST = 1 << 0,   /* the rest of the line */
    KIND_ALL = 1 << 1,    /* likewise, with every ";" in it: texts that people type, with quotes */
    KIND_NUMBER = 1 << 2, /* a whole number from 1 */
};

static const struct kind {
    const char *name;
    enum completion completion;
    guint flags;
} kinds[] = {
    { "FILE", COMPLETE_FILE, 0 },
    { "FILE|FOLDER", COMPLETE_FILE, 0 },
    { "OPTION", COMPLETE_OPTION, 0 },
    { "VALUE", COMPLETE_OPTION, 0 },
    { "ELEMENT", COMPLETE_ELEMENT, 0 },
    { "CONTEXT", COMPLETE_CONTEXT, 0 },
    { "FEED", COMPLETE_FEED, 0 },
    { "TOPIC", COMPLETE_COMMAND, KIND_REST },
    { "NUMBER", COMPLETE_NONE, KIND_NUMBER },
    { "TITLE", COMPLETE_NONE, KIND_REST },
    { "PROGRAM", COMPLETE_NONE, KIND_REST },
    { "QUERY", COMPLETE_NONE, KIND_REST },
    { "WORDS", COMPLETE_NONE, KIND_ALL },
    { "TEXT", COMPLETE_COMMAND, KIND_ALL },
    { "COMMAND", COMPLETE_COMMAND, KIND_ALL },
};

struct argument {
    const struct kind *kind;
    char *name; /* without brackets */
    bool is_optional;
    bool repeats;
};

static const struct kind *find_kind(const char *name)
{
    static const struct kind any = { "", COMPLETE_NONE, 0 };
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return &any;
}

static void argument_free(void *data)
{
    struct argument *argument = data;
    g_free(argument->name);
    g_free(argument);
}

/* The usage line's arguments, of struct argument *. Caller frees. */
static GPtrArray *read_usage(const char *usage)
{
    GPtrArray *arguments = g_ptr_array_new_with_free_func(argument_free);
    g_auto(GStrv) words = g_strsplit(usage, " ", MAX_ARGUMENTS);
    for (guint i = 0; words[i] && *words[i]; i++) {
        struct argument *argument = g_new0(struct argument, 1);
        char *name = words[i];
        argument->is_optional = *name == '[' && name[strlen(name) - 1] == ']';
        if (argument->is_optional) {
            name[strlen(name) - 1] = '\0';
            name++;
        }
        argument->repeats = g_str_has_suffix(name, "…");
        argument->name = g_strndup(name, strlen(name) - (argument->repeats ? strlen("…") : 0));
        argument->kind = find_kind(argument->name);
        g_ptr_array_add(arguments, argument);
    }
    return arguments;
}

struct command_arguments command_get_arguments(const struct command_row *row)
{
    struct command_arguments sum = { 0 };
    g_autoptr(GPtrArray) arguments = read_usage(row->arguments);
    for (guint i = 0; i < arguments->len; i++) {
        const struct argument *argument = arguments->pdata[i];
        const bool is_long = argument->repeats || argument->kind->flags & (KIND_REST | KIND_ALL);
        sum.min += !argument->is_optional;
        sum.max = is_long || sum.max == G_MAXUINT ? G_MAXUINT : sum.max + 1;
        sum.has_all |= (argument->kind->flags & KIND_ALL) != 0;
    }
    return sum;
}

/* The argument that word index belongs to; NULL: there is none. */
static const struct argument *find_argument(const GPtrArray *arguments, guint index)
{
    if (index <= arguments->len)
        return arguments->pdata[index - 1];
    const struct argument *last = arguments->len ? arguments->pdata[arguments->len - 1] : NULL;
    return last && (last->repeats || last->kind->flags & (KIND_REST | KIND_ALL)) ? last : NULL;
}

enum completion command_get_completion(const struct command_row *row, guint index)
{
    g_autoptr(GPtrArray) arguments = read_usage(row->arguments);
    const struct argument *argument = find_argument(arguments, index);
    return argument ? argument->kind->completion : COMPLETE_NONE;
}

static bool is_number(const char *text)
{
    return g_ascii_string_to_unsigned(text, 10, 1, G_MAXUINT16, NULL, NULL);
}

static void fail(const struct command_row *row, GError **error, const char *problem)
{
    g_set_error(error, APP_ERROR, APP_ERROR_USAGE, "%s; usage: %s%s%s", problem, row->name,
                *row->arguments ? " " : "", row->arguments);
}

static bool check_words(const struct command_row *row, const GPtrArray *arguments,
                        const struct command *command, guint *word, GError **error)
{
    for (*word = 1; *word < command->n_words; ++*word) {
        const struct argument *argument = find_argument(arguments, *word);
        const char *text = command->words[*word].text;
        if (!argument || !(argument->kind->flags & KIND_NUMBER) || is_number(text))
            continue;
        g_autofree char *problem = g_strdup_printf("\"%s\" is not a number from 1", text);
        fail(row, error, problem);
        return false;
    }
    return true;
}

bool command_check(const struct command_row *row, const struct command *command, guint *word,
                   GError **error)
{
    guint unused;
    const guint n = command->n_words - 1;
    const struct command_arguments allowed = command_get_arguments(row);
    g_autoptr(GPtrArray) arguments = read_usage(row->arguments);
    word = word ? word : &unused;
    *word = MIN(n, allowed.max) + 1;
    if (n < allowed.min) {
        const struct argument *missing = arguments->pdata[n];
        g_autofree char *problem = g_strdup_printf("%s needs %s", row->name, missing->name);
        *word = n;
        fail(row, error, problem);
        return false;
    }
    if (n > allowed.max) {
        g_autofree char *problem =
            g_strdup_printf("\"%s\" is too much", command->words[allowed.max + 1].text);
        fail(row, error, problem);
        return false;
    }
    return check_words(row, arguments, command, word, error);
}

const char *const *command_get_whole_names(void)
{
    static const char *names[COMMAND_N + 1];
    static gsize is_made;
    if (g_once_init_enter(&is_made)) {
        guint n = 0;
        for (guint i = 0; i < COMMAND_N; i++)
            if (command_get_arguments(command_get_row(i)).has_all)
                names[n++] = command_get_row(i)->name;
        g_once_init_leave(&is_made, 1);
    }
    return names;
}
