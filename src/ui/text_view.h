/* SPDX-License-Identifier: MIT */
/* Lines to scroll, each a key or time and a text: what help, log and details consist of. */
#ifndef UI_TEXT_VIEW_H
#define UI_TEXT_VIEW_H

#include "private.h"

struct text_line {
    char *label; /* drawn in front, in the style label_style; or NULL */
    char *text;
    struct style label_style, style;
    bool is_indented; /* the text stands behind the room for labels */
};

struct text_view {
    struct view view;
    char *title;
    GArray *lines;    /* of struct text_line, as given */
    GArray *wrapped;  /* the same for the pane's width */
    int wrapped_cols; /* 0: to be wrapped again */
    int label_cols;   /* room for labels */
    guint top;
    gint search_line; /* of wrapped; -1: none */
    guint64 serial;   /* the log's, when lines were made of it */
    bool is_log;
};

/* A view without lines. title is copied. */
struct text_view *text_view_new(struct ui *ui, const char *title, int label_cols);

/* Adds a line; label (or NULL) and text are copied. */
void text_view_add(struct text_view *text, const char *label, struct style label_style,
                   const char *line, struct style style);
void text_view_clear(struct text_view *text);

#endif
