/* SPDX-License-Identifier: MIT */
/* Numbers, durations, sizes, yes and no: from text to value and back. */
#ifndef CONFIG_VALUE_H
#define CONFIG_VALUE_H

#include <glib.h>
#include <stdbool.h>

/* The whole text must be the value. Return false if it is not a value, or does not fit into 63
 * bits. */
bool value_parse_bool(const char *text, gint64 *value);
bool value_parse_number(const char *text, gint64 *value);
bool value_parse_duration(const char *text, gint64 *seconds);
bool value_parse_size(const char *text, gint64 *bytes);

/* The shortest text with whole numbers that is parsed to the same value; value >= 0. Caller
 * frees. */
char *value_format_duration(gint64 seconds);
char *value_format_size(gint64 bytes);

#endif
