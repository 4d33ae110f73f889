/* SPDX-License-Identifier: MIT */
/* What <Tab> offers at the ":" prompt: commands, then arguments of the kind that the row of the
 * command names. */
#include "completion.h"

#include "app/app.h"
#include "app/feed_list.h"

#include <string.h>

static void candidates_add(GPtrArray *candidates, const char *typed, const char *name)
{
    if (g_ascii_strncasecmp(name, typed, strlen(typed)) == 0)
        g_ptr_array_add(candidates, g_strdup(name));
}

static void complete_commands(GPtrArray *candidates, const char *typed)
{
    for (guint i = 0; i < COMMAND_N; i++)
        candidates_add(candidates, typed, command_get_row((enum command_id)i)->name);
}

/* After "set refresh " the values of the option, after "set re" the names of options. */
static void complete_options(GPtrArray *candidates, const char *typed, char **words, guint n_words)
{
    enum option_id id;
    if (n_words < 2) {
        for (guint i = 0; i < OPTION_N; i++)
            candidates_add(candidates, typed, option_get_row((enum option_id)i)->name);
        return;
    }
    if (n_words > 2 || !option_find(words[1], &id))
        return;
    const struct option_row *row = option_get_row(id);
    const char *values = row->type == OPTION_TYPE_BOOL ? "yes|no"
                         : row->choices                ? row->choices
                                                       : row->text;
    g_auto(GStrv) choices = g_strsplit(values, "|", -1);
    for (guint i = 0; choices[i]; i++)
        candidates_add(candidates, typed, choices[i]);
}

static void complete_feeds(struct app *app, GPtrArray *candidates, const char *typed)
{
    const struct feed_list *feeds = app_get_feed_list(app);
    for (guint i = 0; i < feed_list_get_length(feeds); i++) {
        const struct feed_list_row *row = feed_list_get_row(feeds, i);
        if (row->kind == FEED_LIST_FEED && row->url && (!*typed || strstr(row->url, typed)))
            g_ptr_array_add(candidates, g_strdup(row->url));
    }
}

static void complete_files(GPtrArray *candidates, const char *typed)
{
    const char *slash = strrchr(typed, '/');
    g_autofree char *folder = slash ? g_strndup(typed, (gsize)(slash - typed) + 1) : g_strdup("");
    g_autofree char *path = folder[0] == '~' && folder[1] == '/'
                                ? g_build_filename(g_get_home_dir(), folder + 2, NULL)
                                : g_strdup(*folder ? folder : ".");
    GDir *dir = g_dir_open(path, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *full = g_strconcat(folder, name, NULL);
        if (g_utf8_validate(full, -1, NULL) && strncmp(full, typed, strlen(typed)) == 0)
            g_ptr_array_add(candidates, g_steal_pointer(&full));
    }
    if (dir)
        g_dir_close(dir);
}

static int candidate_compare(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void complete_argument(struct app *app, GPtrArray *candidates, const char *typed,
                              char **words, guint n_words)
{
    enum command_id id;
    if (!command_find(words[0], &id))
        return;
    switch (command_get_completion(command_get_row(id), n_words)) {
    case COMPLETE_NONE:
        break;
    case COMPLETE_OPTION:
        complete_options(candidates, typed, words, n_words);
        break;
    case COMPLETE_COMMAND:
        complete_commands(candidates, typed);
        break;
    case COMPLETE_ELEMENT:
        for (guint i = 0; n_words == 1 && i < THEME_N_ELEMENTS; i++)
            candidates_add(candidates, typed, theme_get_name((enum theme_element)i));
        break;
    case COMPLETE_FEED:
        complete_feeds(app, candidates, typed);
        break;
    case COMPLETE_CONTEXT:
        for (guint i = 0; n_words == 1 && i < CONTEXT_N; i++)
            candidates_add(candidates, typed, context_get_name((enum context)i));
        if (n_words >= 3)
            complete_commands(candidates, typed);
        break;
    case COMPLETE_FILE:
        complete_files(candidates, typed);
        break;
    }
}

size_t completion_find(void *data, const char *text, size_t cursor, GPtrArray *candidates)
{
    g_autofree char *before = g_strndup(text, cursor);
    /* after the last ";" between blanks */
    const char *command = before;
    for (const char *at = before; (at = strstr(at, " ; ")); at += 3)
        command = at + 3;
    while (*command == ' ')
        command++;
    const char *space = strrchr(command, ' ');
    const char *typed = space ? space + 1 : command;
    if (!space) {
        complete_commands(candidates, typed);
    } else {
        g_autofree char *done = g_strndup(command, (gsize)(typed - command));
        g_auto(GStrv) parts = g_strsplit(g_strstrip(done), " ", -1);
        guint n_words = 0;
        for (guint i = 0; parts[i]; i++)
            if (*parts[i])
                n_words++;
        complete_argument(data, candidates, typed, parts, n_words);
    }
    g_ptr_array_sort(candidates, candidate_compare);
    return (size_t)(typed - before);
}
