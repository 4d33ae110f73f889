/* SPDX-License-Identifier: MIT */
/* Signals while we have the terminal: flags for the loop, and a usable terminal when the program
 * dies. The state belongs to the process, as signals do. UI thread only. */
#ifndef UI_RESCUE_H
#define UI_RESCUE_H

#include <glib.h>
#include <stdbool.h>
#include <termios.h>

struct rescue_flags {
    bool resized, suspended, continued, ended;
};

/* Catches the signals. If the program is killed from here on, sequences are written to fd (the
 * terminal), its modes are set to saved, and the text that was written to standard error meanwhile
 * (it is held back if standard error is a terminal) is shown. */
void rescue_start(int fd, const struct termios *saved, const char *sequences);

/* Gives signals and standard error back, and shows the text that was held back. */
void rescue_stop(void);

/* While a child has the terminal: standard error goes to the terminal again, and the text that was
 * held back is shown. */
void rescue_pause(void);
void rescue_resume(void);

/* Reads and resets the flags. */
struct rescue_flags rescue_take_flags(void);

/* Returns a descriptor that becomes readable when a flag is set. */
int rescue_get_fd(void);

/* Stops the process group until it is continued. */
void rescue_stop_processes(void);

#endif
