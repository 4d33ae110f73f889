/* SPDX-License-Identifier: MIT */
/* The keys and clicks that all lists have in common. */
#include "motion.h"

guint motion_handle_command(struct list *list, enum command_id id)
{
    switch ((guint)id) {
    case COMMAND_DOWN:
        list_move(list, 1);
        break;
    case COMMAND_UP:
        list_move(list, -1);
        break;
    case COMMAND_PAGE_DOWN:
        list_move_page(list, 2);
        break;
    case COMMAND_PAGE_UP:
        list_move_page(list, -2);
        break;
    case COMMAND_HALF_PAGE_DOWN:
        list_move_page(list, 1);
        break;
    case COMMAND_HALF_PAGE_UP:
        list_move_page(list, -1);
        break;
    case COMMAND_HOME:
        list_move_home(list);
        break;
    case COMMAND_END:
        list_move_end(list);
        break;
    default:
        return VIEW_PASSED;
    }
    return VIEW_DRAW;
}

guint motion_handle_mouse(struct list *list, const struct input_event *input, bool *opens)
{
    enum { WHEEL_ROWS = 3 };
    *opens = false;
    if (input->button == INPUT_WHEEL_UP || input->button == INPUT_WHEEL_DOWN) {
        list_scroll(list, input->button == INPUT_WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS);
        return VIEW_DRAW;
    }
    guint index;
    if (input->button != INPUT_BUTTON_LEFT || !list_find_row(list, input->row, &index))
        return VIEW_DONE;
    *opens = !list_select_row(list, index);
    return VIEW_DRAW;
}
