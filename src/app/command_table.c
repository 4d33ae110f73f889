/* SPDX-License-Identifier: MIT */
/* The commands' rows, by id and by name. */
#include "app/command_table.h"

static const struct command_row rows[] = {
#define COMMAND(id, name, where, arguments, help)                                                  \
    [COMMAND_##id] = { name, COMMAND_##where, arguments, help },
#include "app/command.def"
#undef COMMAND
};
G_STATIC_ASSERT(G_N_ELEMENTS(rows) == COMMAND_N);

static const char *const contexts[] = {
    [CONTEXT_ALL] = "all",         [CONTEXT_FEEDS] = "feeds", [CONTEXT_HEADLINES] = "headlines",
    [CONTEXT_ARTICLE] = "article", [CONTEXT_TEXT] = "text",   [CONTEXT_SEARCH] = "search",
    [CONTEXT_MARK] = "mark",
};
G_STATIC_ASSERT(G_N_ELEMENTS(contexts) == CONTEXT_N);

const struct command_row *command_get_row(enum command_id id)
{
    g_assert(id < COMMAND_N);
    return &rows[id];
}

bool command_find(const char *name, enum command_id *id)
{
    for (guint i = 0; i < COMMAND_N; i++)
        if (g_strcmp0(rows[i].name, name) == 0) {
            *id = i;
            return true;
        }
    return false;
}

const char **command_get_names(void)
{
    const char **names = g_new0(const char *, COMMAND_N + 1);
    for (guint i = 0; i < COMMAND_N; i++)
        names[i] = rows[i].name;
    return names;
}

const char *context_get_name(enum context context)
{
    g_assert(context < CONTEXT_N);
    return contexts[context];
}

bool context_find(const char *name, enum context *context)
{
    for (guint i = 0; i < CONTEXT_N; i++)
        if (g_strcmp0(contexts[i], name) == 0) {
            *context = i;
            return true;
        }
    return false;
}
