/* SPDX-License-Identifier: MIT */
/* Any bytes as command lines, as the feeds file and as values of options. */
#include "config/command.h"
#include "config/option.h"
#include "config/subscription.h"
#include "config/theme.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is parsed and quoted again means the same. */
static void fuzz_command(const struct command *command)
{
    for (guint i = 0; i < command->n_words; i++) {
        g_autofree char *quoted = command_quote(command->words[i].text);
        g_autoptr(GPtrArray) again = command_parse_line(quoted, 1, NULL, NULL, NULL, NULL);
        g_assert_true(again && again->len == 1);
        const struct command *only = g_ptr_array_index(again, 0);
        g_assert_cmpstr(only->words[0].text, ==, command->words[i].text);
        g_assert_cmpuint(strlen(command_get_rest(command, i)), >, 0);
    }
}

static void fuzz_values(const char *text)
{
    struct options *options = options_new(NULL);
    for (guint id = 0; id < OPTION_N; id++) {
        const char *name = option_get_row(id)->name;
        if (!options_set(options, name, text, NULL, NULL, NULL))
            continue;
        g_autofree char *first = options_format(options, id);
        g_assert_true(options_set(options, name, first, NULL, NULL, NULL));
        g_autofree char *second = options_format(options, id);
        g_assert_cmpstr(first, ==, second);
    }
    options_free(options);
}

static void fuzz_colours(const struct command *command)
{
    struct theme theme;
    guint bad = 0;
    g_autofree const char **words = g_new0(const char *, command->n_words);
    for (guint i = 0; i < command->n_words; i++)
        words[i] = command->words[i].text;
    theme_init(&theme);
    theme_set(&theme, words, command->n_words, &bad, NULL);
}

static void fuzz_feeds(const char *text, size_t size)
{
    struct options *options = options_new(NULL);
    struct diagnostic_list *list = diagnostic_list_new();
    struct subscriptions *subscriptions = subscriptions_parse(text, size, "feeds", options, list);
    for (guint i = 0; i < subscriptions->items->len; i++) {
        const struct subscription *subscription = g_ptr_array_index(subscriptions->items, i);
        g_assert_true(subscription->url && subscription->tags && subscription->line);
    }
    for (guint i = 0; i < diagnostic_list_get_length(list); i++) {
        g_autofree char *line = diagnostic_format(diagnostic_list_get(list, i));
        g_assert_null(strchr(line, '\n'));
    }
    subscriptions_free(subscriptions);
    diagnostic_list_free(list);
    options_free(options);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const whole_names[] = { "bind", NULL };
    guint line = 0, column = 0;
    if (size > 65536 || (size && !g_utf8_validate_len((const char *)data, size, NULL)))
        return 0;
    g_autofree char *text = g_strndup(size ? (const char *)data : "", size);
    g_autoptr(GPtrArray) commands = command_parse_line(text, 1, whole_names, &line, &column, NULL);
    g_assert_true(commands || (line && column));
    for (guint i = 0; commands && i < commands->len; i++) {
        fuzz_command(g_ptr_array_index(commands, i));
        fuzz_colours(g_ptr_array_index(commands, i));
    }
    fuzz_values(text);
    fuzz_feeds(text, size);
    return 0;
}
