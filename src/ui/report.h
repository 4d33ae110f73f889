/* SPDX-License-Identifier: MIT */
/* What is said about events. */
#ifndef UI_REPORT_H
#define UI_REPORT_H

struct event;
struct ui;

/* Says in the last line what has happened, if the screen does not show it anyway. UI thread only. */
void report_event(struct ui *ui, const struct event *event);

#endif
