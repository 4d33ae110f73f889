/* SPDX-License-Identifier: MIT */
/* Why a file or a program could not be used, in words for people: GLib's own sentences and the
 * names of temporary files never reach them. Any thread. */
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

#include <glib.h>

/* Why, and what helps: "there is no such folder; make it first". error is of G_FILE_ERROR or
 * G_SPAWN_ERROR; the message of any other is copied. Caller frees. */
char *problem_describe(const GError *error);

/* "PATH: reason; what helps" takes the place of the message of *error, whose domain and code stay.
 * Nothing for NULL or for no error. */
void problem_name(GError **error, const char *path);

#endif
