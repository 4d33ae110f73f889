/* SPDX-License-Identifier: MIT */
/* Inside extract_beside.c, extract_consent.c and extract_comments.c: the search for what stands
 * beside an article. What holds the article's title, or what the page calls its article, is marked
 * DOM_HEART and is never marked DOM_BESIDE. */
#ifndef TEXT_EXTRACT_BESIDE_H
#define TEXT_EXTRACT_BESIDE_H

#include "extract_private.h"

#define BESIDE_MAX_BYTES 2000  /* of one paragraph, or of a box, that are read */
#define BESIDE_MIN_SENTENCE 20 /* characters of a paragraph that is one */

/* extract_beside_word.c: what classes, ids and custom elements are named after. */
enum extract_names {
    NAME_TOOL = 1 << 0,     /* a box for consent, without doubt */
    NAME_CONSENT = 1 << 1,  /* cookies, privacy: the text has to say more */
    NAME_COMMENTS = 1 << 2, /* comments, without doubt */
    NAME_ANSWERS = 1 << 3,  /* answers, a discussion: what is in it has to look like comments */
    NAME_LEDE = 1 << 4,     /* stands above an article's text */
    NAME_BOX = 1 << 5,      /* inside */
    NAME_DENIED = 1 << 6,   /* inside: "comments-closed", "category-privacy" */
};
enum extract_heading {
    HEADING_OTHER,
    HEADING_NAMES,  /* "Comments" */
    HEADING_COUNTS, /* "12 comments" */
};
guint extract_find_names(const char *label);
/* The first two letters of what consent is about. */
struct extract_letters {
    guint32 seconds[256];
};
void extract_fill_letters(struct extract_letters *letters);
/* text[0..len) has a word that consent is about. */
bool extract_may_be_consent(const struct extract_letters *letters, const char *text, size_t len);
/* Subjects of consent that words mention, up to 3; is_spoken: as a banner speaks to its reader. */
guint extract_count_consent(const char *words, bool *is_spoken);
enum extract_heading extract_find_heading(const char *words);
bool extract_is_reply(const char *words); /* the words of a link below a comment */

/* One search. */
struct beside {
    struct extractor *extractor;
    GHashTable *names;         /* label (in the page) to enum extract_names */
    struct dom_node *title;    /* the heading that is the article's title, or NULL */
    struct dom_node *sentence; /* the last paragraph with a sentence behind the title, or NULL */
    struct dom_node *leaf;     /* the last paragraph that may be about consent */
    GPtrArray *leaves;         /* paragraphs that speak as a banner does */
    GPtrArray *headings;       /* that may stand over comments */
    GPtrArray *replies;        /* links to reply to a comment */
    GPtrArray *comments;       /* what is marked and is not consent */
    struct extract_letters letters;
    guint n_read;  /* boxes and paragraphs whose words were read */
    bool has_text; /* a sentence was seen */
    bool is_found;
};

/* What the attributes and the name of an element claim. */
struct beside_claims {
    guint names;
    bool is_overlay; /* lies over the page */
    bool may_ask;    /* may lie over the page: what it says decides */
    bool is_item;    /* a comment, as schema.org has it */
};

/* extract_beside.c */
bool beside_is_box(const struct dom_node *node); /* what may hold paragraphs */
bool beside_has_sentence(struct dom_node *root);
bool beside_ends_sentence(const struct dom_node *text);
bool beside_is_inside(const struct dom_node *node); /* of what is marked */
/* Neither the page itself nor what holds its article. */
bool beside_can_mark(const struct beside *search, const struct dom_node *node);

/* extract_consent.c */
bool beside_is_consent(struct beside *search, const struct dom_node *node,
                       const struct beside_claims *claims);
/* A paragraph that speaks as a banner does. */
bool beside_is_about_consent(struct beside *search, const struct dom_node *leaf);
void beside_mark_banners(struct beside *search);

/* extract_comments.c */
bool beside_is_comments(struct dom_node *node, const struct beside_claims *claims);
/* Comments that nothing names: boxes of one kind behind the article. */
bool beside_is_group(const struct beside *search, struct dom_node *node);
void beside_mark_comments(struct beside *search, struct dom_node *node);
void beside_mark_below_headings(struct beside *search);
void beside_mark_replied(struct beside *search);
/* Few comments with a name that the strict attempts remove are left to them: where only the last
 * attempt finds the article, they do no harm to it. */
void beside_leave_few(struct beside *search);

#endif
