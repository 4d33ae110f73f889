/* SPDX-License-Identifier: MIT */
/* Colours and attributes of the elements of the screen. */
#include "config/theme.h"

#include "config/diagnostic.h"

#include <string.h>

struct theme_row {
    const char *name;
    struct theme_style style;
    const char *help;
};

static const struct theme_row rows[] = {
#define ELEMENT(id, name, foreground, background, attributes, help)                                \
    [THEME_##id] = { name, { foreground, background, attributes }, help },
#include "config/theme.def"
#undef ELEMENT
};
G_STATIC_ASSERT(G_N_ELEMENTS(rows) == THEME_N_ELEMENTS);

static const char *const colours[] = {
    "black",        "red",           "green",       "yellow",         "blue",
    "magenta",      "cyan",          "white",       "bright-black",   "bright-red",
    "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan",
    "bright-white", "gray",          "grey",        "default",        NULL,
};
#define COLOUR_GRAY 16 /* gray and grey are other words for bright-black */
#define COLOUR_DEFAULT 18

/* In the order of the bits of enum theme_attribute. */
static const char *const attributes[] = { "bold",    "dim",    "italic", "underline",
                                          "reverse", "strike", NULL };

void theme_init(struct theme *theme)
{
    g_assert(theme);
    for (guint i = 0; i < THEME_N_ELEMENTS; i++)
        theme->styles[i] = rows[i].style;
}

const char *theme_get_name(enum theme_element element)
{
    g_assert((guint)element < THEME_N_ELEMENTS);
    return rows[element].name;
}

const char *theme_get_help(enum theme_element element)
{
    g_assert((guint)element < THEME_N_ELEMENTS);
    return rows[element].help;
}

static int theme_find_word(const char *word, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (!g_ascii_strcasecmp(word, words[i]))
            return i;
    return -1;
}

static void theme_set_error(GError **error, const char *what, const char *word, const char *allowed,
                            const char *const *names)
{
    const char *nearest = diagnostic_nearest(word, names);
    g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_VALUE, "no %s is called \"%.80s\"%s%s%s%s%s",
                what, word, *allowed ? ": allowed is " : "", allowed,
                nearest ? "; did you mean \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
}

/* "#rrggbb", or "#rgb", where each digit counts twice, as in CSS. */
static bool theme_parse_rgb(const char *word, int *colour)
{
    guint64 value = 0;
    const gsize len = strlen(word);
    if ((len != 7 && len != 4) ||
        !g_ascii_string_to_unsigned(word + 1, 16, 0, 0xffffff, &value, NULL))
        return false;
    if (len == 4)
        value = (value & 0xf00) * 0x1100 + (value & 0xf0) * 0x110 + (value & 0xf) * 0x11;
    *colour = THEME_RGB | (int)value;
    return true;
}

static bool theme_parse_colour(const char *word, int *colour, GError **error)
{
    guint64 value = 0;
    const int index = theme_find_word(word, colours);
    if (index >= 0) {
        *colour = index == COLOUR_DEFAULT ? THEME_DEFAULT : index >= COLOUR_GRAY ? 8 : index;
        return true;
    }
    if (word[0] == '#' && theme_parse_rgb(word, colour))
        return true;
    const char *digits = g_ascii_strncasecmp(word, "color", 5) ? word : word + 5;
    if (g_ascii_string_to_unsigned(digits, 10, 0, 255, &value, NULL)) {
        *colour = (int)value;
        return true;
    }
    theme_set_error(error, "colour", word,
                    "default, black, red, green, yellow, blue, magenta, cyan, white, "
                    "bright- and one of these, color0 to color255, #rrggbb or #rgb",
                    colours);
    return false;
}

static bool theme_parse_element(const char *word, guint *element, GError **error)
{
    const char *names[THEME_N_ELEMENTS + 1] = { NULL };
    for (guint i = 0; i < THEME_N_ELEMENTS; i++) {
        names[i] = rows[i].name;
        if (!strcmp(word, names[i])) {
            *element = i;
            return true;
        }
    }
    theme_set_error(error, "element of the screen", word, "", names);
    return false;
}

static bool theme_parse_attribute(const char *word, guint *bits, GError **error)
{
    const int index = theme_find_word(word, attributes);
    if (index >= 0) {
        *bits |= 1u << index;
        return true;
    }
    theme_set_error(error, "attribute", word, "bold, dim, italic, underline, reverse or strike",
                    attributes);
    return false;
}

bool theme_set(struct theme *theme, const char *const *words, guint n_words, guint *bad_word,
               GError **error)
{
    g_assert(theme && (words || !n_words) && bad_word);
    guint element = 0;
    struct theme_style style = { THEME_DEFAULT, THEME_DEFAULT, 0 };
    if (n_words < 3) {
        *bad_word = n_words ? n_words - 1 : 0;
        g_set_error_literal(error, CONFIG_ERROR, CONFIG_ERROR_SYNTAX,
                            "color needs an element, a foreground and a background");
        return false;
    }
    for (*bad_word = 0; *bad_word < n_words; ++*bad_word) {
        const char *word = words[*bad_word];
        const bool ok = *bad_word == 0   ? theme_parse_element(word, &element, error)
                        : *bad_word == 1 ? theme_parse_colour(word, &style.foreground, error)
                        : *bad_word == 2 ? theme_parse_colour(word, &style.background, error)
                                         : theme_parse_attribute(word, &style.attributes, error);
        if (!ok)
            return false;
    }
    theme->styles[element] = style;
    return true;
}

static void theme_format_colour(GString *text, int colour)
{
    if (colour == THEME_DEFAULT)
        g_string_append(text, "default");
    else if (colour & THEME_RGB)
        g_string_append_printf(text, "#%06x", (guint)colour & 0xffffff);
    else if (colour < COLOUR_GRAY)
        g_string_append(text, colours[colour]);
    else
        g_string_append_printf(text, "color%d", colour);
}

char *theme_format_style(const struct theme_style *style)
{
    g_assert(style);
    GString *text = g_string_new(NULL);
    theme_format_colour(text, style->foreground);
    g_string_append_c(text, ' ');
    theme_format_colour(text, style->background);
    for (guint i = 0; attributes[i]; i++)
        if (style->attributes & 1u << i)
            g_string_append_printf(text, " %s", attributes[i]);
    return g_string_free(text, FALSE);
}
