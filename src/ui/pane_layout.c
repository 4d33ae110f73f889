/* SPDX-License-Identifier: MIT */
/* Where the panes are. */
#include "pane_layout.h"

#include "frame.h"

enum {
    THREE_PANES_COLS = 110,
    TWO_PANES_COLS = 70,
    THREE_PANES_ROWS = 16,
    PANE_MIN_COLS = 20,
    PANE_MIN_ROWS = 3
};

static enum option_layout layout_choose(const struct ui *ui)
{
    enum option_layout wanted =
        (enum option_layout)options_get_number(app_get_options(ui->app), OPTION_LAYOUT);
    int cols = ui->grid->cols, rows = ui->grid->rows;
    if (wanted == OPTION_LAYOUT_AUTO)
        wanted = cols >= THREE_PANES_COLS ? OPTION_LAYOUT_THREE
                 : cols >= TWO_PANES_COLS ? OPTION_LAYOUT_TWO
                                          : OPTION_LAYOUT_ONE;
    if (wanted == OPTION_LAYOUT_THREE && rows < THREE_PANES_ROWS)
        wanted = OPTION_LAYOUT_TWO;
    return cols < 2 * PANE_MIN_COLS ? OPTION_LAYOUT_ONE : wanted;
}

static void layout_place(struct layout *layout, enum ui_pane which, struct pane area)
{
    layout->heads[which] = (struct pane){ area.row, area.col, MIN(area.rows, 1), area.cols };
    layout->panes[which] =
        (struct pane){ area.row + 1, area.col, MAX(area.rows - 1, 0), area.cols };
}

struct layout layout_compute(const struct ui *ui)
{
    struct layout layout = { .split_col = -1 };
    struct pane area = { 0, 0, MAX(ui->grid->rows - 1, 0), ui->grid->cols };
    enum option_layout chosen = layout_choose(ui);
    if (chosen == OPTION_LAYOUT_ONE || ui->is_zoomed) {
        layout_place(&layout, ui->focus, area);
        return layout;
    }
    int wanted = (int)options_get_number(app_get_options(ui->app), OPTION_FEEDS_WIDTH);
    int feeds = MIN(wanted, area.cols - PANE_MIN_COLS - 1);
    layout.split_col = feeds;
    layout_place(&layout, PANE_FEEDS, (struct pane){ area.row, area.col, area.rows, feeds });
    struct pane right = { area.row, feeds + 1, area.rows, area.cols - feeds - 1 };
    bool has_article = ui->panes[PANE_ARTICLE] != NULL;
    if (chosen == OPTION_LAYOUT_TWO || !has_article) {
        layout_place(&layout, ui->focus == PANE_ARTICLE ? PANE_ARTICLE : PANE_HEADLINES, right);
        return layout;
    }
    int percent = (int)options_get_number(app_get_options(ui->app), OPTION_LIST_HEIGHT);
    int above = CLAMP(right.rows * percent / 100, PANE_MIN_ROWS,
                      MAX(right.rows - PANE_MIN_ROWS, PANE_MIN_ROWS));
    layout_place(&layout, PANE_HEADLINES, (struct pane){ right.row, right.col, above, right.cols });
    layout_place(&layout, PANE_ARTICLE,
                 (struct pane){ right.row + above, right.col, right.rows - above, right.cols });
    return layout;
}
