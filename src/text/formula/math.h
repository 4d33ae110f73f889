/* SPDX-License-Identifier: MIT */
/* Inside text: mathematics on one line: (a+b)/(2c), x², √(x+1). */
#ifndef TEXT_MATH_H
#define TEXT_MATH_H

#include "text/dom/dom.h"

#include <glib.h>

#define MATH_MAX_DEPTH 40 /* deeper parts are left out of TeX, and are plain words in MathML */

/* A formula being written. */
struct math {
    GString *text;
    bool is_word; /* what was written last is a name of several letters */
    size_t cell;  /* where the open cell of a matrix begins, + 1; 0: none is */
};

/* A name or a number; names are kept apart from what follows. */
void math_append_token(struct math *math, const char *token, size_t len);

/* An operator, with the space that is usual around it. */
void math_append_operator(struct math *math, const char *symbol);

/* Parts that are formulas of their own, bracketed where they must be. */
void math_append_fraction(struct math *math, const char *above, const char *below);
void math_append_root(struct math *math, const char *inside, const char *index /* or NULL */);
void math_append_script(struct math *math, const char *script, bool is_above);

/* text without spaces, but for those between words. Caller frees. */
char *math_compact(const char *text);

/* "x" and "¯" to "x̄"; false if there is no such mark. */
bool math_append_accent(struct math *math, const char *base, const char *mark);

/* The formula at <math>. Caller frees. */
char *math_from_tree(const struct dom_node *node);

/* tex.c: the formula tex[0..len). Caller frees. */
char *math_from_tex(const char *tex, size_t len);

/* A formula in TeX between its marks, in a text. */
struct tex_place {
    const char *begin, *end; /* with the marks */
    const char *tex;
    size_t len;
    bool is_display; /* on a line of its own */
};

/* The first formula in text[0..len); false if there is no formula. Linear over calls that continue
 * after it. */
bool tex_find(const char *text, size_t len, struct tex_place *place);

#endif
