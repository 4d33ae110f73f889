/* SPDX-License-Identifier: MIT */
/* Lines to scroll, each a label (a key, a time) and a text: the base of help, log and details. UI
 * thread only. */
#ifndef UI_TEXT_VIEW_H
#define UI_TEXT_VIEW_H

#include "frame.h"

struct text_line {
    char *label; /* drawn in front, in the style label_style; or NULL */
    char *text;
    struct style label_style, style;
    bool is_indented; /* the text begins after the room for labels */
};

struct text_view {
    struct view view;
    char *title;
    GArray *lines;    /* of struct text_line, as given */
    GArray *wrapped;  /* the same, wrapped at the width of the pane */
    int wrapped_cols; /* 0: to be wrapped again */
    int label_cols;   /* room for labels */
    guint top;
    gint search_line; /* of the last match, in wrapped; -1: none */
    /* Brings the lines up to date before they are used, or NULL. */
    void (*refresh)(struct text_view *text);
    guint64 serial;   /* for refresh(): what the lines were made of */
    bool follows_end; /* begins at the end, and stays there when lines are added */
};

/* A view without lines, with label_cols columns of room for labels. title is copied. Free with
 * ui_free_view(). */
struct text_view *text_view_new(struct ui *ui, const char *title, int label_cols);

/* Adds a line; label (or NULL) and text are copied. */
void text_view_add(struct text_view *text, const char *label, struct style label_style,
                   const char *line, struct style style);
void text_view_clear(struct text_view *text);

/* Adds each line of content, without labels. */
void text_view_add_text(struct text_view *text, const char *content);

#endif
