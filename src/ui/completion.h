/* SPDX-License-Identifier: MIT */
/* What <Tab> offers at the ":" prompt. UI thread only. */
#ifndef UI_COMPLETION_H
#define UI_COMPLETION_H

#include <glib.h>
#include <stddef.h>

/* A prompt_complete_fn (ui/prompt.h) for command lines; data is the struct app. */
size_t completion_find(void *data, const char *text, size_t cursor, GPtrArray *candidates);

#endif
