/* SPDX-License-Identifier: MIT */
/* Inside feed: XML as it is found made well-formed, in one pass, so that the XML parser never has
 * to guess. What is well-formed is not copied. */
#ifndef FEED_MEND_H
#define FEED_MEND_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct mend_tag {
    const char *name;
    guint len;
    guint n_namespaces; /* that are declared outside of it */
};

struct mend {
    const char *p, *end;
    const char *brackets; /* the next "]]>" at or after p when it was looked for; end: none */
    const char *copied;   /* all before it is in out; the input's begin while out is NULL */
    GString *out;
    struct mend_tag *stack; /* the open elements */
    guint depth, capacity;
    guint n_too_deep;   /* start tags left out whose end tags are to be left out */
    guint n_namespaces; /* declared by the open elements */
    guint item_depth;   /* depth of the open item or entry, 0: none */
    bool is_done;
    const char *prologue, *prologue_end;
    GHashTable *entities; /* declared ones, made when the first is asked for: name to value */
    size_t budget;        /* bytes that declared entities may still give */
};

/* The input before to stays as it is. */
void mend_keep(struct mend *mend, const char *to);

/* text[0..len) takes the place of the input's from … to. */
void mend_replace(struct mend *mend, const char *from, const char *to, const char *text,
                  gssize len);

/* reference.c: the "&" at p is a reference that XML knows and allows; returns the bytes it takes,
 * else 0 */
size_t mend_check_reference(const char *p, const char *end);

/* reference.c: what "&" at p stands for, as XML text at the end of out; returns the bytes of input
 * it takes, at least 1 */
size_t mend_append_reference(struct mend *mend, const char *p, const char *end, GString *out);

/* tag.c: the start tag at mend->p ("<" and a letter), mended where it must be; mend->p moves past
 * it */
void mend_take_start_tag(struct mend *mend);

void mend_push(struct mend *mend, const char *name, size_t len);
void mend_close_down_to(struct mend *mend, guint depth, const char *at);

#endif
