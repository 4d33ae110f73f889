/* SPDX-License-Identifier: MIT */
/* What ncurses alone takes to fill a screen: starts, draws every line, waits for a key. */
#include <locale.h>
#include <ncurses.h>

int main(void)
{
    setlocale(LC_ALL, "");
    initscr();
    raw();
    noecho();
    keypad(stdscr, TRUE);
    for (int row = 0; row < LINES; row++)
        mvprintw(row, 0, "row %d of a screen that is full of text, as a list of headlines is", row);
    mvprintw(LINES - 1, 0, "ready");
    refresh();
    getch();
    endwin();
    return 0;
}
