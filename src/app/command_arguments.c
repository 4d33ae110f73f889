/* SPDX-License-Identifier: MIT */
/* The arguments of commands: how many there are, and of what kind, as the row's usage line says. */
#include "app/app.h"
#include "app/command_table.h"

#include <string.h>

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

/* An argument of a usage line; the name is borrowed from the line. */
struct argument {
    const struct kind *kind;
    const char *name; /* without brackets and "…", len bytes */
    gsize len;
    bool is_optional;
    bool is_long; /* takes any number of words */
};

static const struct kind *find_kind(const char *name, gsize len)
{
    static const struct kind any = { "", COMPLETE_NONE, 0 };
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strlen(kinds[i].name) == len && memcmp(kinds[i].name, name, len) == 0)
            return &kinds[i];
    return &any;
}

/* Reads the next argument at *at, which moves after it. False at the end of the line. Starting the
 * program checks all default bindings: nothing is allocated here. */
static bool take_argument(const char **at, struct argument *argument)
{
    static const char more[] = "…";
    const char *name = *at + strspn(*at, " ");
    gsize len = strcspn(name, " ");
    if (!len)
        return false;
    *at = name + len;
    argument->is_optional = name[0] == '[' && name[len - 1] == ']';
    if (argument->is_optional) {
        name++;
        len -= 2;
    }
    const gsize more_len = strlen(more);
    const bool repeats = len > more_len && memcmp(name + len - more_len, more, more_len) == 0;
    argument->name = name;
    argument->len = repeats ? len - more_len : len;
    argument->kind = find_kind(argument->name, argument->len);
    argument->is_long = repeats || argument->kind->flags & (KIND_REST | KIND_ALL);
    return true;
}

struct command_arguments command_get_arguments(const struct command_row *row)
{
    struct command_arguments sum = { 0 };
    struct argument argument;
    for (const char *at = row->arguments; take_argument(&at, &argument);) {
        sum.min += !argument.is_optional;
        sum.max = argument.is_long || sum.max == G_MAXUINT ? G_MAXUINT : sum.max + 1;
        sum.has_all |= (argument.kind->flags & KIND_ALL) != 0;
    }
    return sum;
}

/* Fills argument with the one that word index (from 1) belongs to. False if there is none. */
static bool find_argument(const struct command_row *row, guint index, struct argument *argument)
{
    guint n = 0;
    for (const char *at = row->arguments; n < index && take_argument(&at, argument);)
        n++;
    return n == index || (n && argument->is_long);
}

/* The same for the required argument with this number, from 1. */
static bool find_required(const struct command_row *row, guint number, struct argument *argument)
{
    for (const char *at = row->arguments; number && take_argument(&at, argument);)
        number -= !argument->is_optional;
    return !number;
}

enum completion command_get_completion(const struct command_row *row, guint index)
{
    struct argument argument;
    return index && find_argument(row, index, &argument) ? argument.kind->completion
                                                         : COMPLETE_NONE;
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

bool command_check(const struct command_row *row, const struct command *command, guint *word,
                   GError **error)
{
    guint unused;
    struct argument argument;
    const guint n = command->n_words - 1;
    const struct command_arguments allowed = command_get_arguments(row);
    g_autofree char *problem = NULL;
    word = word ? word : &unused;
    *word = MIN(n, allowed.min);
    if (n < allowed.min && find_required(row, n + 1, &argument))
        problem = g_strdup_printf("%s needs %.*s", row->name, (int)argument.len, argument.name);
    for (guint i = 1; !problem && i <= n; i++) {
        const char *text = command->words[i].text;
        *word = i;
        if (i > allowed.max)
            problem = g_strdup_printf("\"%s\" is too much", text);
        else if (find_argument(row, i, &argument) && argument.kind->flags & KIND_NUMBER &&
                 !is_number(text))
            problem = g_strdup_printf("\"%s\" is not a number from 1", text);
    }
    if (problem)
        fail(row, error, problem);
    return !problem;
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
