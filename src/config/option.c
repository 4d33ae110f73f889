/* SPDX-License-Identifier: MIT */
/* The table of options and the values on top of it. */
#include "config/option.h"

#include "config/diagnostic.h"
#include "value.h"

#include <string.h>

#define OPTION_MAX_TEXT 4096

static const struct option_row option_rows[] = {
#define OPTION(id, name, type, text, min, max, choices, flags, redraw, help)                       \
    [OPTION_##id] = { name, OPTION_TYPE_##type, text, min, max, choices, flags, redraw, help },
#include "config/option.def"
#undef OPTION
};
G_STATIC_ASSERT(G_N_ELEMENTS(option_rows) == OPTION_N);

struct value {
    bool is_set;
    gint64 number;
    const char *text; /* strings: owned if is_set; choices: interned */
    char *origin;
};

struct options {
    const struct options *parent;
    struct value *values; /* OPTION_N of them; NULL while an object with a parent has none */
};

const struct option_row *option_get_row(enum option_id id)
{
    g_assert((guint)id < OPTION_N);
    return &option_rows[id];
}

bool option_find(const char *name, enum option_id *id)
{
    g_assert(name && id);
    for (guint i = 0; i < OPTION_N; i++)
        if (!strcmp(option_rows[i].name, name)) {
            *id = i;
            return true;
        }
    return false;
}

const char **option_get_names(bool per_feed_only)
{
    const char **names = g_new0(const char *, OPTION_N + 1);
    for (guint i = 0, n = 0; i < OPTION_N; i++)
        if (!per_feed_only || option_rows[i].flags & OPTION_PER_FEED)
            names[n++] = option_rows[i].name;
    return names;
}

static char *option_format_number(const struct option_row *row, gint64 number)
{
    switch (row->type) {
    case OPTION_TYPE_BOOL:
        return g_strdup(number ? "yes" : "no");
    case OPTION_TYPE_DURATION:
        return number == OPTION_AUTO ? g_strdup(row->choices) : value_format_duration(number);
    case OPTION_TYPE_SIZE:
        return value_format_size(number);
    default:
        return g_strdup_printf("%" G_GINT64_FORMAT, number);
    }
}

char *option_format_allowed(enum option_id id)
{
    const struct option_row *row = option_get_row(id);
    if (row->type == OPTION_TYPE_BOOL)
        return g_strdup("yes or no");
    if (row->type == OPTION_TYPE_STRING)
        return g_strdup("text");
    if (row->type == OPTION_TYPE_CHOICE) {
        g_auto(GStrv) choices = g_strsplit(row->choices, "|", -1);
        g_autofree char *list = g_strjoinv(", ", choices);
        return g_strdup_printf("one of %s", list);
    }
    g_autofree char *min = option_format_number(row, row->min);
    g_autofree char *max = option_format_number(row, row->max);
    const char *what = row->type == OPTION_TYPE_NUMBER ? "a number"
                       : row->type == OPTION_TYPE_SIZE ? "a size such as 20M"
                                                       : "a duration such as 90s, 30m, 2h or 1d";
    return g_strdup_printf("%s, from %s to %s%s%s", what, min, max, row->choices ? ", or " : "",
                           row->choices ? row->choices : "");
}

static bool option_parse_choice(const struct option_row *row, const char *text, struct value *value)
{
    g_auto(GStrv) choices = g_strsplit(row->choices, "|", -1);
    for (guint i = 0; choices[i]; i++)
        if (!g_ascii_strcasecmp(choices[i], text)) {
            value->number = i;
            value->text = g_intern_string(choices[i]);
            return true;
        }
    return false;
}

static bool option_parse_text(const char *text, struct value *value)
{
    if (strlen(text) > OPTION_MAX_TEXT || !g_utf8_validate(text, -1, NULL))
        return false;
    for (const char *c = text; *c; c = g_utf8_next_char(c))
        if (g_unichar_iscntrl(g_utf8_get_char(c)))
            return false;
    value->text = g_strdup(text);
    return true;
}

/* Fills value, except is_set and origin; caller frees value->text of a string. */
static bool option_parse(const struct option_row *row, const char *text, struct value *value)
{
    bool ok = false;
    switch (row->type) {
    case OPTION_TYPE_BOOL:
        return value_parse_bool(text, &value->number);
    case OPTION_TYPE_STRING:
        return option_parse_text(text, value);
    case OPTION_TYPE_CHOICE:
        return option_parse_choice(row, text, value);
    case OPTION_TYPE_NUMBER:
        ok = value_parse_number(text, &value->number);
        break;
    case OPTION_TYPE_DURATION:
        if (row->choices && !g_ascii_strcasecmp(text, row->choices)) {
            value->number = OPTION_AUTO;
            return true;
        }
        ok = value_parse_duration(text, &value->number);
        break;
    case OPTION_TYPE_SIZE:
        ok = value_parse_size(text, &value->number);
        break;
    }
    return ok && value->number >= row->min && value->number <= row->max;
}

static void value_clear(const struct option_row *row, struct value *value)
{
    if (row->type == OPTION_TYPE_STRING)
        g_free((char *)value->text);
    g_free(value->origin);
    *value = (struct value){ 0 };
}

/* Sets the table's default: parsed, but not set. */
static void value_init_default(const struct option_row *row, struct value *value)
{
    const bool ok = option_parse(row, row->text, value);
    g_assert(ok);
}

struct options *options_new(const struct options *parent)
{
    struct options *options = g_new0(struct options, 1);
    options->parent = parent;
    if (!parent) {
        options->values = g_new0(struct value, OPTION_N);
        for (guint i = 0; i < OPTION_N; i++)
            value_init_default(&option_rows[i], &options->values[i]);
    }
    return options;
}

void options_free(struct options *options)
{
    if (!options)
        return;
    for (guint i = 0; i < OPTION_N && options->values; i++)
        value_clear(&option_rows[i], &options->values[i]);
    g_free(options->values);
    g_free(options);
}

static void option_set_unknown_error(const struct options *options, const char *name,
                                     GError **error)
{
    g_autofree const char **names = option_get_names(options->parent != NULL);
    const char *nearest = diagnostic_nearest(name, names);
    enum option_id id;
    if (option_find(name, &id))
        g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_UNKNOWN,
                    options->parent
                        ? "option \"%s\" cannot be set for one feed"
                        : "option \"%s\" only belongs to a scrape: feed in the feeds file",
                    name);
    else
        g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_UNKNOWN, "no option is called \"%s\"%s%s%s",
                    name, nearest ? "; did you mean \"" : "", nearest ? nearest : "",
                    nearest ? "\"?" : "");
}

static void option_set_value_error(enum option_id id, const char *text, GError **error)
{
    const struct option_row *row = &option_rows[id];
    g_autofree char *allowed = option_format_allowed(id);
    g_auto(GStrv) choices = g_strsplit(row->choices ? row->choices : "", "|", -1);
    const char *nearest = diagnostic_nearest(text, (const char *const *)choices);
    g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_VALUE,
                "option \"%s\" cannot be \"%.80s\": allowed is %s%s%s%s", row->name, text, allowed,
                nearest ? "; did you mean \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
}

bool options_set(struct options *options, const char *name, const char *text, const char *origin,
                 enum option_id *id, GError **error)
{
    g_assert(options && name && text);
    enum option_id found;
    struct value value = { 0 };
    const guint wrong_flag = options->parent ? OPTION_PER_FEED : OPTION_FEED_ONLY;
    const guint right_flags = options->parent ? OPTION_PER_FEED : 0;
    if (!option_find(name, &found) || (option_rows[found].flags & wrong_flag) != right_flags) {
        option_set_unknown_error(options, name, error);
        return false;
    }
    if (!option_parse(&option_rows[found], text, &value)) {
        option_set_value_error(found, text, error);
        return false;
    }
    if (!options->values)
        options->values = g_new0(struct value, OPTION_N);
    value_clear(&option_rows[found], &options->values[found]);
    value.is_set = true;
    value.origin = g_strdup(origin);
    options->values[found] = value;
    if (id)
        *id = found;
    return true;
}

void options_reset(struct options *options, enum option_id id)
{
    g_assert(options);
    const struct option_row *row = option_get_row(id);
    if (!options->values)
        return;
    value_clear(row, &options->values[id]);
    if (!options->parent)
        value_init_default(row, &options->values[id]);
}

bool options_is_set(const struct options *options, enum option_id id)
{
    g_assert(options && (guint)id < OPTION_N);
    return options->values && options->values[id].is_set;
}

static const struct value *options_find_value(const struct options *options, enum option_id id)
{
    g_assert((guint)id < OPTION_N);
    while (options->parent && !options_is_set(options, id))
        options = options->parent;
    return &options->values[id];
}

bool options_get_bool(const struct options *options, enum option_id id)
{
    g_assert(option_get_row(id)->type == OPTION_TYPE_BOOL);
    return options_find_value(options, id)->number != 0;
}

gint64 options_get_number(const struct options *options, enum option_id id)
{
    const enum option_type type = option_get_row(id)->type;
    g_assert(type != OPTION_TYPE_BOOL && type != OPTION_TYPE_STRING);
    return options_find_value(options, id)->number;
}

const char *options_get_string(const struct options *options, enum option_id id)
{
    const enum option_type type = option_get_row(id)->type;
    g_assert(type == OPTION_TYPE_STRING || type == OPTION_TYPE_CHOICE);
    return options_find_value(options, id)->text;
}

const char *options_get_origin(const struct options *options, enum option_id id)
{
    return options_find_value(options, id)->origin;
}

char *options_format(const struct options *options, enum option_id id)
{
    const struct option_row *row = option_get_row(id);
    const struct value *value = options_find_value(options, id);
    if (row->type == OPTION_TYPE_STRING || row->type == OPTION_TYPE_CHOICE)
        return g_strdup(value->text);
    return option_format_number(row, value->number);
}

char *options_describe(const struct options *options, enum option_id id)
{
    const struct option_row *row = option_get_row(id);
    const struct value *value = options_find_value(options, id);
    const char *quote = row->type == OPTION_TYPE_STRING ? "\"" : "";
    g_autofree char *text = options_format(options, id);
    g_autofree char *allowed = option_format_allowed(id);
    const char *origin = !value->is_set  ? "not set"
                         : value->origin ? value->origin
                                         : "typed at the prompt";
    return g_strdup_printf("%s is %s%s%s, %s%s; default %s%s%s; allowed is %s", row->name, quote,
                           text, quote, value->is_set && value->origin ? "set at " : "", origin,
                           quote, row->text, quote, allowed);
}
