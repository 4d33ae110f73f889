/* SPDX-License-Identifier: MIT */
/* Who puts right-to-left text in order: newsdeck, unless the terminal does it and cannot be told
 * not to. Newsdeck knows where a pane ends; terminals take a whole line for one text. */
#include "text_order.h"

#include "frame.h"
#include "terminal.h"
#include "ui/screen.h"

#include <string.h>

/* What a terminal does. */
enum order {
    ORDER_NONE,  /* shows text as it comes */
    ORDER_FIXED, /* reorders lines, and only the user can turn that off */
    ORDER_WORDS, /* turns the letters of each word, and leaves the words where they are */
    ORDER_TOLD   /* reorders text unless it is told not to (BDSM, ECMA-48 7.2.2) */
};

/* By its name (XTVERSION); other terminals do not reorder text. */
static const struct {
    const char *beginning;
    enum order order;
} named[] = {
    { "VTE(", ORDER_TOLD }, /* reports its name only since it reorders text */
    { "mintty ", ORDER_TOLD },   { "kitty(", ORDER_WORDS },
    { "Konsole ", ORDER_FIXED }, { "mlterm", ORDER_FIXED },
};

/* By the environment, if the terminal has not reported a name. Over ssh the variables may be
 * missing, or describe another terminal. */
static const struct {
    const char *variable, *value; /* its beginning; "": any */
    enum order order;
} reordering[] = {
    { "KITTY_WINDOW_ID", "", ORDER_WORDS },
    { "TERM", "xterm-kitty", ORDER_WORDS }, /* through ssh */
    { "KONSOLE_VERSION", "", ORDER_FIXED },
    { "MLTERM", "", ORDER_FIXED },
    { "TERM", "mlterm", ORDER_FIXED },
    { "TERM", "mintty", ORDER_TOLD },
    { "TERM_PROGRAM", "Apple_Terminal", ORDER_FIXED },
    { "TERM_PROGRAM", "mintty", ORDER_TOLD },
};

enum { VTE_WITH_BIDI = 5800 }; /* VTE 0.58 */

static enum order order_from_environment(void)
{
    const char *vte = g_getenv("VTE_VERSION");
    if (vte && g_ascii_strtoull(vte, NULL, 10) >= VTE_WITH_BIDI)
        return ORDER_TOLD;
    for (gsize i = 0; i < G_N_ELEMENTS(reordering); i++) {
        const char *value = g_getenv(reordering[i].variable);
        if (value && g_str_has_prefix(value, reordering[i].value))
            return reordering[i].order;
    }
    return ORDER_NONE;
}

/* facts is NULL if there is no terminal that could be told anything. */
static enum order order_find(const struct terminal_facts *facts)
{
    /* tmux and GNU screen do not pass on the order that was asked for */
    const bool is_direct = facts && !facts->is_tmux && !g_getenv("STY");
    for (gsize i = 0; is_direct && i < G_N_ELEMENTS(named); i++)
        if (g_str_has_prefix(facts->name, named[i].beginning))
            return named[i].order;
    if (is_direct && facts->name[0])
        return ORDER_NONE;
    const enum order order = order_from_environment();
    return order == ORDER_TOLD && !is_direct ? ORDER_FIXED : order;
}

void ui_set_bidi(struct ui *ui)
{
    const gint64 wanted = options_get_number(app_get_options(ui->app), OPTION_BIDI);
    const enum order order =
        order_find(ui->screen ? terminal_get_facts(screen_get_terminal(ui->screen)) : NULL);
    const bool is_told = wanted == OPTION_BIDI_AUTO && order == ORDER_TOLD;
    ui->grid->reorders =
        wanted == OPTION_BIDI_YES || (wanted == OPTION_BIDI_AUTO && order != ORDER_FIXED);
    ui->grid->keeps_words = wanted == OPTION_BIDI_AUTO && order == ORDER_WORDS;
    ui->grid->marks_fields = wanted == OPTION_BIDI_AUTO && order == ORDER_FIXED;
    if (ui->screen)
        screen_set_order(ui->screen, is_told);
}
