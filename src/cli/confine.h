/* SPDX-License-Identifier: MIT */
/* A process that gives up what it will not need. Linux only; elsewhere the limits alone. */
#ifndef CLI_CONFINE_H
#define CLI_CONFINE_H

#include <glib.h>
#include <stdbool.h>

/* From here on this process can read standard input, write standard output and error, take memory
 * (max_bytes of addresses in all) and end: no files, no network, no other processes, no new
 * privileges, cpu_s seconds of work, no core file. False and error where the system refuses, or
 * the program was built to confine and libseccomp is gone. */
bool confine_process(gsize max_bytes, guint cpu_s, GError **error);

#endif
