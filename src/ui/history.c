/* SPDX-License-Identifier: MIT */
/* What was typed at prompts, kept over restarts. */
#include "history.h"

#include "app/app.h"
#include "app/edit.h"

#include <string.h>

enum { MAX_LINES = 100, MAX_BYTES = 500 };

static char *get_key(const char *name)
{
    return g_strconcat("history:", name, NULL);
}

GPtrArray *history_load(struct app *app, const char *name)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *key = get_key(name);
    g_autofree char *text = app_get_state(app, key);
    g_auto(GStrv) parts = g_strsplit(text ? text : "", "\n", MAX_LINES + 1);
    for (guint i = 0; parts[i]; i++)
        if (*parts[i] && g_utf8_validate(parts[i], -1, NULL))
            g_ptr_array_add(lines, g_strdup(parts[i]));
    return lines;
}

/* A user of an address may be a password, and a header may be one; header=… and proxies have them,
 * too. */
static bool has_secret(const char *line)
{
    for (const char *at = line; (at = strstr(at, "://")); at++) {
        at += strlen("://");
        if (at[strcspn(at, "@/ \t\"")] == '@')
            return true;
    }
    return strstr(line, "header") || strstr(line, "password") || strstr(line, "token");
}

void history_save(struct app *app, const char *name, const GPtrArray *lines)
{
    g_autofree char *key = get_key(name);
    g_autofree char *before = app_get_state(app, key);
    GString *text = g_string_new(NULL);
    for (guint i = lines->len > MAX_LINES ? lines->len - MAX_LINES : 0; i < lines->len; i++) {
        const char *line = lines->pdata[i];
        if (strlen(line) <= MAX_BYTES && !strchr(line, '\n') && !has_secret(line))
            g_string_append_printf(text, "%s\n", line);
    }
    if (strcmp(text->str, before ? before : "") != 0)
        app_set_state(app, key, text->str);
    g_string_free(text, TRUE);
}
