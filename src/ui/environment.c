/* SPDX-License-Identifier: MIT */
/* Describes the terminal by the environment, for programs that cannot ask it. */
#include "base/utf8.h"
#include "graphics.h"
#include "hyperlink.h"
#include "terminal.h"
#include "ui/ui.h"

#include <string.h>

enum { COLOURS = 256, MAX_VALUE_COLS = 40 };

static const struct {
    const char *name, *meaning;
} variables[] = {
    { "TERM", "which terminal it is" },
    { "TERM_PROGRAM", "which terminal it is: for links, and iTerm2's pictures" },
    { "COLORTERM", "whether the terminal shows any colour" },
    { "TMUX", "tmux is in between: pictures have to go through it" },
    { "STY", "GNU screen is in between: it lets no pictures through" },
    { "KITTY_WINDOW_ID", "kitty's pictures, behind tmux" },
    { "KITTY_PID", "kitty's pictures, behind tmux" },
    { "GHOSTTY_RESOURCES_DIR", "kitty's pictures, behind tmux" },
    { "GHOSTTY_BIN_DIR", "kitty's pictures, behind tmux" },
    { "VTE_VERSION", "links, and right-to-left text that the terminal reorders" },
    { "WT_SESSION", "links" },
    { "DOMTERM", "links" },
    { "KONSOLE_VERSION", "right-to-left text that the terminal reorders" },
    { "NO_COLOR", "no colours, and no pictures in pixels" },
};

static const char *const forms[] = {
    [PICTURE_BLOCKS] = "block characters",  [PICTURE_BRAILLE] = "dots",
    [PICTURE_KITTY] = "kitty's pictures",   [PICTURE_SIXEL] = "sixels",
    [PICTURE_ITERM2] = "iTerm2's pictures",
};

static void append_variables(GString *out)
{
    for (gsize i = 0; i < G_N_ELEMENTS(variables); i++) {
        const char *value = g_getenv(variables[i].name);
        if (!value || !*value)
            continue;
        g_autofree char *clean = utf8_clean_line(value, strlen(value));
        g_autofree char *cut = utf8_truncate(clean, MAX_VALUE_COLS);
        g_string_append_printf(out, "%s=%s: %s\n", variables[i].name, cut, variables[i].meaning);
    }
}

char *ui_describe_terminal(const struct options *options)
{
    GString *out = g_string_new(NULL);
    struct terminal *terminal = terminal_new();
    const struct terminal_facts *facts = terminal_get_facts(terminal);
    const char *no_colour = g_getenv("NO_COLOR");
    const enum option_graphics graphics =
        (enum option_graphics)options_get_number(options, OPTION_GRAPHICS);
    const enum option_hyperlinks links =
        (enum option_hyperlinks)options_get_number(options, OPTION_HYPERLINKS);
    const bool has_colours = !no_colour || !*no_colour;
    const enum picture_form form = graphics_choose(facts, graphics, has_colours ? COLOURS : 0);
    const bool is_asked = terminal_ask(terminal, 0) != NULL;
    g_autofree char *graphics_word = options_format(options, OPTION_GRAPHICS);
    g_autofree char *links_word = options_format(options, OPTION_HYPERLINKS);
    append_variables(out);
    g_string_append_printf(out, "graphics %s: %s%s\n", graphics_word, forms[form],
                           graphics == OPTION_GRAPHICS_AUTO && form == PICTURE_BLOCKS && is_asked &&
                                   has_colours
                               ? ", or better ones where the terminal answers that it knows them"
                               : "");
    g_string_append_printf(out, "hyperlinks %s: %s\n", links_word,
                           hyperlinks_choose(facts, links) ? "yes"
                           : links == OPTION_HYPERLINKS_AUTO && is_asked
                               ? "no, unless the terminal answers with a name that is known"
                               : "no");
    terminal_free(terminal);
    return g_string_free(out, FALSE);
}
