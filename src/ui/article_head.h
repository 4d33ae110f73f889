/* SPDX-License-Identifier: MIT */
/* The lines above an article's page: title, fields, which text it is. */
#ifndef UI_ARTICLE_HEAD_H
#define UI_ARTICLE_HEAD_H

#include "article/article.h"
#include "ui/cell.h"

struct ui;

/* A stretch of bytes of a line that leads to an address. */
struct head_link {
    gsize begin, end;
    char *url;
};

/* One line: of the title, or a field. */
struct head_line {
    char *text;
    struct style style;
    bool is_rtl;   /* begins with the mark that says so */
    GArray *links; /* of struct head_link; NULL: none */
};

/* An array of struct head_line, empty; the caller's. */
GArray *article_head_new(void);

/* Fills head anew with the lines for the article, at most cols columns each; the last is blank. */
void article_head_build(GArray *head, struct ui *ui, const struct article *article, guint cols);

#endif
