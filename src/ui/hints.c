/* SPDX-License-Identifier: MIT */
/* Letters over the links on screen, to open a link by typing its letters. The links are found on
 * the grid, whose cells have the numbers of their links. */
#include "hints.h"

#include "frame.h"

#include <string.h>

static const char link_letters[] = "asdfghjklqwertyuiopzxcvbnm";
enum { N_LETTERS = sizeof link_letters - 1, MAX_HINTS = N_LETTERS * N_LETTERS, LABEL_BYTES = 3 };

/* The first cell of a link. */
struct hint {
    guint16 link;
    int row, col;
};

/* The links in pane, in the order in which they are read. */
static GArray *hints_collect(const struct grid *grid, struct pane pane)
{
    GArray *hints = g_array_new(FALSE, FALSE, sizeof(struct hint));
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (int row = pane.row; row < pane.row + pane.rows; row++)
        for (int col = pane.col; col < pane.col + pane.cols && hints->len < MAX_HINTS; col++) {
            const struct cell *cell = grid_get_cell(grid, row, col);
            const guint16 link = cell ? cell->style.link : 0;
            if (!link || !g_hash_table_add(seen, GUINT_TO_POINTER(link)))
                continue;
            const struct hint hint = { link, row, col };
            g_array_append_val(hints, hint);
        }
    return hints;
}

/* One letter for each link if there are enough letters, else two. */
static void hint_format(guint index, guint n, char label[LABEL_BYTES])
{
    memset(label, 0, LABEL_BYTES);
    if (n > N_LETTERS)
        *label++ = link_letters[index / N_LETTERS];
    *label = link_letters[index % N_LETTERS];
}

void hints_draw(const struct view *view, struct grid *grid)
{
    const struct ask *ask = &view->ui->ask;
    const struct pane pane = view->pane;
    if (!ask->follow || ask->view != view)
        return;
    g_autoptr(GArray) hints = hints_collect(grid, pane);
    const char *typed = prompt_get_text(ask->prompt);
    for (guint i = 0; i < hints->len; i++) {
        const struct hint *hint = &g_array_index(hints, struct hint, i);
        char label[LABEL_BYTES];
        hint_format(i, hints->len, label);
        if (!g_str_has_prefix(label, typed))
            continue;
        struct style style = STYLE(MATCH);
        style.link = hint->link; /* it is still the link's first cell */
        grid_put_text(grid, hint->row, hint->col, pane.col + pane.cols - hint->col, label,
                      (size_t)-1, style);
    }
}

/* Follows the link as soon as its letters are typed. */
static guint hints_change(struct view *view, const char *text)
{
    struct ui *ui = view->ui;
    const struct ask ask = ui->ask;
    g_autoptr(GArray) hints = hints_collect(ui->grid, view->pane);
    bool is_begun = !*text;
    for (guint i = 0; i < hints->len; i++) {
        char label[LABEL_BYTES];
        hint_format(i, hints->len, label);
        is_begun |= g_str_has_prefix(label, text);
        if (strcmp(label, text) != 0)
            continue;
        ui_drop_question(ui);
        return ask.follow(view, g_array_index(hints, struct hint, i).link);
    }
    if (!is_begun) {
        ui_drop_question(ui);
        ui_say(ui, "no link has these letters");
    }
    return VIEW_DRAW;
}

/* Nothing is left to do: the letters follow the link by themselves. */
static guint hints_finish(struct view *view G_GNUC_UNUSED, const char *text G_GNUC_UNUSED)
{
    return VIEW_DRAW;
}

guint hints_start(struct view *view, guint (*follow)(struct view *view, guint link))
{
    struct ui *ui = view->ui;
    g_assert(follow);
    g_autoptr(GArray) hints = hints_collect(ui->grid, view->pane);
    if (!hints->len) {
        ui_say(ui, "there is no link on screen");
        return VIEW_DRAW;
    }
    ask_start(view, "open link: ", "", hints_finish);
    ui->ask.change = hints_change;
    ui->ask.follow = follow;
    return VIEW_DRAW;
}
