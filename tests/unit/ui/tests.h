/* SPDX-License-Identifier: MIT */
/* One function a file adds its tests. */
#ifndef TESTS_UNIT_UI_TESTS_H
#define TESTS_UNIT_UI_TESTS_H

#include <glib.h>

void test_cell_add(void);
void test_frame_add(void);
void test_input_add(void);
void test_list_add(void);
void test_list_view_add(void);
void test_match_add(void);
void test_notice_add(void);
void test_palette_add(void);
void test_prompt_add(void);
void test_quote_add(void);
void test_terminal_add(void);
void test_text_view_add(void);

#endif
