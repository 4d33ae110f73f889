/* SPDX-License-Identifier: MIT */
/* Who puts right-to-left text in order: we, unless the terminal is known to do it by itself. */
#include "private.h"

#include <string.h>

/* What such terminals say of themselves. */
static const struct {
    const char *variable, *value; /* its beginning; "": any */
} reordering[] = {
    { "KITTY_WINDOW_ID", "" }, /* lays out each word right to left */
    { "TERM", "xterm-kitty" }, /* through ssh */
    { "KONSOLE_VERSION", "" },
    { "MLTERM", "" },
    { "TERM", "mlterm" },
    { "TERM", "mintty" },
    { "TERM_PROGRAM", "Apple_Terminal" },
    { "TERM_PROGRAM", "mintty" },
};

enum { VTE_WITH_BIDI = 5800 }; /* VTE 0.58 */

static bool terminal_reorders(void)
{
    const char *vte = g_getenv("VTE_VERSION");
    if (vte && g_ascii_strtoull(vte, NULL, 10) >= VTE_WITH_BIDI)
        return true;
    for (gsize i = 0; i < G_N_ELEMENTS(reordering); i++) {
        const char *value = g_getenv(reordering[i].variable);
        if (value && g_str_has_prefix(value, reordering[i].value))
            return true;
    }
    return false;
}

void ui_set_bidi(struct ui *ui)
{
    const gint64 wanted = options_get_number(app_get_options(ui->app), OPTION_BIDI);
    ui->grid->reorders =
        wanted == OPTION_BIDI_YES || (wanted == OPTION_BIDI_AUTO && !terminal_reorders());
}
