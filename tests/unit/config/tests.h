/* SPDX-License-Identifier: MIT */
/* One function a file adds its tests. */
#ifndef TESTS_UNIT_CONFIG_TESTS_H
#define TESTS_UNIT_CONFIG_TESTS_H

#include "config/diagnostic.h"

#include <glib.h>

void test_diagnostic_add(void);
void test_option_add(void);
void test_theme_add(void);
void test_command_add(void);
void test_load_add(void);
void test_subscription_add(void);
void test_subscription_edit_add(void);

/* All diagnostics, one a line, each with a newline; file names without their folders. The caller's.
 */
char *tests_format_diagnostics(const struct diagnostic_list *list);

/* The path of name in a folder of this test run's own. Caller frees. */
char *tests_get_path(const char *name);
void tests_write(const char *path, const char *text);
void tests_assert_file(const char *path, const char *expected);

#endif
