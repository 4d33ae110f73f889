/* SPDX-License-Identifier: MIT */
/* The manual pages: their prose is in man/NAME.in, each name and sentence of a row comes from its
 * table. */
#include "print.h"

#include "commands.h"
#include "manual.h"
#include "manual_text.h"
#include "roff.h"

#include "app/command_table.h"
#include "app/keymap.h"
#include "config/option.h"
#include "config/theme.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* The paragraph that the page has for the row called name, if any. */
static void print_about(GHashTable *about, const char *name)
{
    const char *prose = g_hash_table_lookup(about, name);
    if (prose)
        roff_more(prose);
}

static void print_subcommands(GHashTable *about, const void *data)
{
    const struct print_source *source = data;
    for (const struct cli_command *command = source->commands; command->name; command++) {
        roff_item(command->name, command->arguments, command->help);
        print_about(about, command->name);
    }
}

/* The command that a binding's line stands for: its first word, or for "cmdline find " the one that
 * will be typed. */
static bool find_bound_command(const char *line, enum command_id *id)
{
    g_auto(GStrv) words = g_strsplit(line, " ", -1);
    const bool is_prompt = words[0] && words[1] && *words[1] && strcmp(words[0], "cmdline") == 0;
    return command_find(is_prompt ? words[1] : words[0], id);
}

static void print_keys(G_GNUC_UNUSED GHashTable *about, G_GNUC_UNUSED const void *data)
{
    struct keymap *keymap = keymap_new();
    g_autoptr(GArray) bindings = keymap_get_bindings(keymap);
    for (guint command = 0; command < COMMAND_N; command++) {
        GString *keys = g_string_new(NULL);
        g_autoptr(GHashTable) known =
            g_hash_table_new(g_str_hash, g_str_equal); /* one key, several contexts */
        for (guint i = 0; i < bindings->len; i++) {
            const struct keymap_binding *binding =
                &g_array_index(bindings, struct keymap_binding, i);
            enum command_id id;
            if (!find_bound_command(binding->line, &id) || id != command ||
                g_hash_table_contains(known, binding->key))
                continue;
            g_hash_table_add(known, (gpointer)binding->key);
            g_string_append_printf(keys, "%s%s", keys->len ? "  " : "", binding->key);
        }
        if (keys->len)
            roff_item(keys->str, NULL, command_get_row(command)->help);
        g_string_free(keys, TRUE);
    }
    keymap_free(keymap);
}

static void print_options(GHashTable *about, G_GNUC_UNUSED const void *data)
{
    for (guint id = 0; id < OPTION_N; id++) {
        const struct option_row *row = option_get_row(id);
        g_autofree char *allowed = option_format_allowed(id);
        roff_item(row->name, NULL, row->help);
        print_about(about, row->name);
        g_autofree char *more =
            g_strdup_printf("Value: %s. Default: %s.%s", allowed, *row->text ? row->text : "empty",
                            row->flags & OPTION_PER_FEED ? " Also for one feed." : "");
        roff_more(more);
    }
}

static void print_feed_options(G_GNUC_UNUSED GHashTable *about, G_GNUC_UNUSED const void *data)
{
    for (guint id = 0; id < OPTION_N; id++)
        if (option_get_row(id)->flags & OPTION_PER_FEED)
            roff_item(option_get_row(id)->name, NULL, option_get_row(id)->help);
}

static void print_command_rows(GHashTable *about, bool of_config)
{
    for (guint id = 0; id < COMMAND_N; id++) {
        const struct command_row *row = command_get_row(id);
        if ((row->where == COMMAND_BY_CONFIG) != of_config)
            continue;
        roff_item(row->name, row->arguments, row->help);
        print_about(about, row->name);
    }
}

static void print_config_commands(GHashTable *about, G_GNUC_UNUSED const void *data)
{
    print_command_rows(about, true);
}

static void print_prompt_commands(GHashTable *about, G_GNUC_UNUSED const void *data)
{
    print_command_rows(about, false);
}

static void print_colours(G_GNUC_UNUSED GHashTable *about, G_GNUC_UNUSED const void *data)
{
    for (guint element = 0; element < THEME_N_ELEMENTS; element++)
        roff_item(theme_get_name(element), NULL, theme_get_help(element));
}

/* "*all*, *feeds* or *article*". */
static char *format_contexts(void)
{
    GString *names = g_string_new(NULL);
    for (guint context = 0; context < CONTEXT_N; context++)
        g_string_append_printf(names, "%s*%s*",
                               !context                  ? ""
                               : context + 1 < CONTEXT_N ? ", "
                                                         : " or ",
                               context_get_name(context));
    return g_string_free(names, FALSE);
}

static const struct manual_mark marks[] = {
    { "subcommands", print_subcommands, NULL },
    { "keys", print_keys, NULL },
    { "options", print_options, NULL },
    { "feed-options", print_feed_options, NULL },
    { "config-commands", print_config_commands, NULL },
    { "prompt-commands", print_prompt_commands, NULL },
    { "colours", print_colours, NULL },
    { "contexts", NULL, format_contexts },
    { NULL, NULL, NULL },
};

void print_man_newsdeck(const struct print_source *source)
{
    manual_print(manual_newsdeck, marks, source);
}

void print_man_config(const struct print_source *source)
{
    manual_print(manual_config, marks, source);
}

void print_man_feeds(const struct print_source *source)
{
    manual_print(manual_feeds, marks, source);
}
