/* SPDX-License-Identifier: MIT */
/* Inside text: what the parts of extraction share. */
#ifndef TEXT_EXTRACT_PRIVATE_H
#define TEXT_EXTRACT_PRIVATE_H

#include "text/dom/dom_sums.h"

#include "text/extract.h"

/* What a class or an id speaks for: extract_word.c. */
enum extract_words {
    WORD_UNLIKELY = 1 << 0,
    WORD_MAYBE = 1 << 1,
    WORD_POSITIVE = 1 << 2,
    WORD_NEGATIVE = 1 << 3,
    WORD_BYLINE = 1 << 4,
    WORD_SHARE = 1 << 5,
    WORD_ANCHORED = 1 << 6, /* inside: counts between spaces only */
    WORD_BOUNDED = 1 << 7,  /* inside: counts between other words only */
};

/* What an attempt does without, after an attempt that found too little. */
enum extract_flags {
    EXTRACT_STRIP_UNLIKELY = 1 << 0,
    EXTRACT_WEIGH_CLASSES = 1 << 1,
    EXTRACT_CLEAN_CONDITIONALLY = 1 << 2,
    EXTRACT_ALL = 7,
};

struct extractor {
    const struct extract_options *options;
    struct extract_page *out;
    struct arena *arena;      /* the page's */
    struct dom_page page;     /* as it was read; attempts work on copies */
    char *base_url;           /* what addresses are relative to */
    GHashTable *title_tokens; /* of out->title */
    bool keeps_beside;        /* what stands beside the article stays: there is nothing else */
};

struct attempt {
    struct extractor *extractor;
    guint flags;
    struct arena *arena;
    struct dom_node *html, *body; /* a copy of the page */
    struct dom_node *article;     /* the outcome: a div */
    guint32 len;                  /* of its text */
    const char *dir;              /* static */
};

/* extract.c: an element with facts */
struct dom_node *extract_new_element(struct arena *arena, enum html_tag tag);

/* extract_word.c */
guint16 extract_find_words(const char *text);
int extract_get_weight(const struct attempt *attempt, const struct dom_node *node);

/* extract_beside.c: marks what stands beside the article (DOM_BESIDE): consent, comments. Returns
 * whether there is anything of it. */
bool extract_mark_beside(struct extractor *extractor);

/* extract_prepare.c: marks, the images of noscript, line breaks to paragraphs */
void extract_prepare(struct extractor *extractor);
bool extract_is_phrasing(const struct dom_node *node);
bool extract_is_phrasing_tag(enum html_tag tag);
/* The last declaration of name in a style attribute is value, "!important" or not. */
bool extract_has_declaration(const char *style, const char *name, const char *value);
bool extract_is_blank(const struct dom_node *node); /* white space or br */
bool extract_is_blank_text(const struct dom_node *node);

/* extract_image.c */
void extract_unwrap_noscript(struct extractor *extractor);
void extract_fix_lazy_images(struct attempt *attempt);
bool extract_is_image_name(const char *value);

/* extract_score.c: the tree made ready, paragraphs scored, the best element. Returns it. */
struct dom_node *extract_score(struct attempt *attempt);
struct dom_node *extract_next_element(const struct dom_node *root, const struct dom_node *node);
bool extract_is_empty(struct dom_node *node);
bool extract_has_only(const struct dom_node *node,
                      enum html_tag tag); /* one child, no text beside it */

/* extract_choose.c */
void extract_init_score(const struct attempt *attempt, struct dom_node *node);
struct dom_node *extract_choose(struct attempt *attempt, GPtrArray *candidates);
void extract_join(struct attempt *attempt, struct dom_node *top);

/* extract_clean.c, extract_table.c, extract_condition.c: remove everything that is not text from
 * the article */
void extract_clean(struct attempt *attempt);
void extract_mark_tables(struct attempt *attempt);
void extract_unwrap_cells(struct attempt *attempt);
void extract_clean_conditionally(struct attempt *attempt, enum html_tag tag);
void extract_flatten(struct attempt *attempt);
bool extract_has_ancestor(const struct dom_node *node, enum html_tag tag); /* 4 levels up */
GPtrArray *extract_collect(const struct dom_node *root, const enum html_tag *tags, guint n);

/* extract_meta.c, extract_json.c, extract_title.c, extract_next.c */
struct extract_claims { /* what the page says of itself in one place */
    char *title, *byline, *excerpt, *site_name, *published, *image, *body;
};
void extract_read_meta(struct extractor *extractor, struct extract_claims *json,
                       struct extract_claims *micro);
/* extract_microdata.c: microdata; the element that it calls the article's text */
void extract_read_microdata(const struct extractor *extractor, struct extract_claims *claims);
bool extract_is_article_body(const struct dom_node *node);
void extract_read_json(struct extractor *extractor, struct extract_claims *claims);
void extract_claims_clear(struct extract_claims *claims);
char *extract_find_title(const struct extractor *extractor);
GHashTable *extract_tokenize(const char *title);
double extract_compare_title(GHashTable *tokens, const char *heading);
char *extract_find_next_url(const struct extractor *extractor);

/* extract_version.c: fills versions (but n_words) */
void extract_find_versions(const struct extractor *extractor, struct extract_versions *versions);

/* extract_rule.c: the article by the site's selectors; NULL without error: they found nothing */
struct dom_node *extract_apply_rules(struct extractor *extractor, GError **error);

/* extract_write.c */
void extract_write(const struct extractor *extractor, const struct dom_node *article);

#endif
