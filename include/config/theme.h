/* SPDX-License-Identifier: MIT */
/* The colours and attributes of what is on screen: one row an element (src/config/theme.def), set
 * by the command "color ELEMENT FOREGROUND BACKGROUND [ATTRIBUTE…]". Plain data; no terminal here.
 */
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

/* The defaults of the table. */
void theme_init(struct theme *theme);

/* Carries out "color": words[0] is the element, then foreground, background, attributes ("default",
 * names of the 16 colours such as "yellow" or "bright-blue", "color0" to "color255", "#rrggbb"). On
 * failure theme is unchanged, the error names the value, what is allowed and the nearest name, and
 * *bad_word is the index of the word at fault. */
bool theme_set(struct theme *theme, const char *const *words, guint n_words, guint *bad_word,
               GError **error);

/* The row's name and sentence, for documents and completion. */
const char *theme_get_name(enum theme_element element);
const char *theme_get_help(enum theme_element element);

/* A style as the arguments of "color" ("yellow default bold"). The caller's. */
char *theme_format_style(const struct theme_style *style);

#endif
