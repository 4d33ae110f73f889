/* SPDX-License-Identifier: MIT */
/* The colours and attributes of the elements of the screen: one row each
 * (include/config/theme.def), set by the command "color ELEMENT FOREGROUND BACKGROUND
 * [ATTRIBUTE…]". Plain data that knows no terminal. */
#ifndef CONFIG_THEME_H
#define CONFIG_THEME_H

#include <glib.h>
#include <stdbool.h>

enum theme_element {
#define ELEMENT(id, name, foreground, background, attributes, help) THEME_##id,
#include "config/theme.def"
#undef ELEMENT
    THEME_N_ELEMENTS
};

enum theme_attribute {
    THEME_BOLD = 1 << 0,
    THEME_DIM = 1 << 1,
    THEME_ITALIC = 1 << 2,
    THEME_UNDERLINE = 1 << 3,
    THEME_REVERSE = 1 << 4,
    THEME_STRIKE = 1 << 5,
};

/* A colour: THEME_DEFAULT, a palette index 0…255, or THEME_RGB | 0xRRGGBB. */
#define THEME_DEFAULT (-1)
#define THEME_RGB (1 << 24)

struct theme_style {
    int foreground, background;
    guint attributes; /* bits of enum theme_attribute */
};

struct theme {
    struct theme_style styles[THEME_N_ELEMENTS];
};

/* Sets all styles to the defaults of the table. */
void theme_init(struct theme *theme);

/* Carries out "color": words[0] is the element, then follow foreground, background and attributes
 * (colours are "default", names of the 16 colours such as "yellow" or "bright-blue", "color0" to
 * "color255", "#rrggbb" or "#rgb"). Returns false with a CONFIG_ERROR that names the value, what is
 * allowed and the nearest name; then theme is unchanged and *bad_word is the index of the wrong
 * word. */
bool theme_set(struct theme *theme, const char *const *words, guint n_words, guint *bad_word,
               GError **error);

/* The row's name and its sentence of help, for documents and completion. Static. */
const char *theme_get_name(enum theme_element element);
const char *theme_get_help(enum theme_element element);

/* A style as the arguments of "color" ("yellow default bold"). Caller frees. */
char *theme_format_style(const struct theme_style *style);

#endif
