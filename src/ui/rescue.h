/* SPDX-License-Identifier: MIT */
/* Signals while the terminal is ours: flags for the loop, and the way back to a usable terminal
 * when the program dies. Process-wide state, as signals are. */
#ifndef UI_RESCUE_H
#define UI_RESCUE_H

#include <glib.h>
#include <stdbool.h>
#include <termios.h>

struct rescue_flags {
    bool resized, suspended, continued, ended;
};

/* Catches the signals. When the program is killed from here on, sequences are written to fd (the
 * terminal), its modes set to saved, and what was written to standard error in the meantime (it is
 * held back if it is a terminal) is shown. */
void rescue_start(int fd, const struct termios *saved, const char *sequences);

/* Gives signals and standard error back; shows what was held back. */
void rescue_stop(void);

/* While a child has the terminal, standard error is the real one again; what was held back is
 * shown. */
void rescue_pause(void);
void rescue_resume(void);

/* Reads and resets the flags. */
struct rescue_flags rescue_take_flags(void);

/* Readable once a flag is set. */
int rescue_get_fd(void);

/* Stops the process group until it is continued. */
void rescue_stop_processes(void);

#endif
