/* SPDX-License-Identifier: MIT */
/* Inside text: an article as a list of blocks, before it is set for a width. Made once from the
 * tree; set as often as need be (a table's cells twice). */
#ifndef TEXT_FLOW_H
#define TEXT_FLOW_H

#include "text/dom/dom.h"

#include "text/bidi.h"
#include "text/hyphen.h"
#include "text/page.h"

/* deeper nesting is not shown: there is no room for it on any screen */
#define FLOW_MAX_INDENTS 24

enum flow_kind { FLOW_TEXT, FLOW_PRE, FLOW_RULE, FLOW_TABLE, FLOW_PICTURE };

/* From begin to the next run's begin the text has one style and link. */
struct flow_run {
    guint32 begin;
    guint16 style, link;
};

/* What stands before the lines of the blocks inside a quotation, a list item, a definition. */
struct flow_indent {
    const struct flow_indent *parent;
    const char *first, *rest; /* on the first line; on the others. Both cols wide */
    guint cols, depth;
    guint16 style;
    const struct flow_block *owner; /* the block that shows "first"; NULL: none yet */
};

struct flow_block {
    enum flow_kind kind;
    struct flow_indent *indent; /* or NULL */
    const char *text;
    guint32 len;
    const struct flow_run *runs;
    guint n_runs;
    guint gap;    /* blank lines before it */
    guint source; /* words before it */
    bool is_rtl;  /* its direction, as far as it matters: */
    bool is_bidi; /* some of it is right to left */
    struct flow_table *table;
    guint16 picture, link; /* of FLOW_PICTURE: its number; the number of the link around it, or 0 */
    bool has_caption;      /* likewise: its words stand below already */
    struct flow_block *next;
};

struct flow {
    struct flow_block *first, **tail;
    guint n_blocks;
};

enum flow_align { ALIGN_START, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

/* A cell is a small article of its own. */
struct flow_cell {
    guint row, column, column_span;
    bool is_header;
    enum flow_align align;
    struct flow flow;
    struct flow_cell *next;
};

struct flow_table {
    struct flow_cell *cells;
    guint n_rows, n_columns, n_cells;
    guint n_headers; /* rows at the top that are all headers */
};

/* The numbers of the addresses that a page links to. */
struct flow_links {
    struct arena *arena; /* the page's */
    GHashTable *numbers; /* address to number; keys are the arena's */
    GArray *list;        /* struct page_link */
    GArray *pictures;    /* struct page_picture */
    GHashTable *titles;  /* of abbreviations that have been shown */
    GArray *jumps;       /* struct page_jump */
    GHashTable *anchors; /* as in struct page; keys are the arena's */
    /* what the page is called: canonical forms of the base and of its own address; made when the
     * first is asked for, of the base named here; the arena's */
    const char *base_of_names, *names[2];
    guint n_stripped; /* parameters that only track, taken out of the addresses */
};

struct flow_state; /* what an open element changed, to be put back; walk.c */

struct flow_builder {
    struct arena *arena; /* for what is gone when the lines are there */
    const struct page_options *options;
    const char *base_url;
    struct flow_links *links;
    struct flow *flow; /* where blocks go: the article's or a cell's */

    GString *text; /* of the block being gathered */
    GArray *runs;
    guint16 style, link;
    guint16 space_style, space_link;
    bool has_space; /* white space was read and is not written yet */
    bool is_pre;
    guint32 tab_end;                /* where the text of the last tab in it ends */
    bool keeps_lines, keeps_spaces; /* line ends are kept; so are spaces after them */
    enum bidi_base direction;
    guint gap;
    struct flow_indent *indent;
    guint words, source; /* words so far; words before the block being gathered */
    bool in_word;
    guint table_depth;
    guint32 link_begin;    /* where the open link's text begins */
    guint32 name_end;      /* where the name of a picture in the line ends, with its link's mark */
    guint16 pictured_link; /* the last link with a picture in it */

    struct flow_state *states;
    guint n_states, capacity;
    struct flow_list *list;
};

/* flow.c */
void flow_init(struct flow *flow);
void flow_builder_init(struct flow_builder *builder, struct arena *arena,
                       const struct page_options *options, struct flow_links *links,
                       struct flow *flow);
void flow_builder_clear(struct flow_builder *builder);
void flow_append_text(struct flow_builder *builder, const char *text, size_t len);
void flow_append_raw(struct flow_builder *builder, const char *text,
                     size_t len); /* no white space is collapsed */
void flow_append_break(struct flow_builder *builder);
void flow_end_block(struct flow_builder *builder);
void flow_want_gap(struct flow_builder *builder, guint lines);
struct flow_block *flow_add_block(struct flow_builder *builder, enum flow_kind kind);
struct flow_indent *flow_add_indent(struct flow_builder *builder, const char *first,
                                    const char *rest, guint16 style);

/* link.c: the number of address (made absolute), 0 for one that is not followed */
guint16 flow_find_link(struct flow_builder *builder, const char *address);
void flow_close_link(struct flow_builder *builder, guint16 link);

/* note.c: the number of a jump, with PAGE_JUMP, to where the link at node leads within this page
 * (0: it does not); the id of such an address, decoded, or NULL (caller frees); an element that may
 * be led to. */
guint16 note_add_jump(struct flow_builder *builder, const struct dom_node *node);
char *note_get_target(const struct flow_builder *builder, const char *address);
void note_add_anchor(struct flow_builder *builder, const struct dom_node *node);

/* Whether the link at node leads to a note of this page, or from there back */
bool note_is_reference(const struct flow_builder *builder, const struct dom_node *node);

/* Whether the link at node only leads to the heading that it is in or beside ("#", "¶"); whether
 * the span at node only leads to a wiki's editor ("[edit]"). */
bool note_is_permalink(const struct flow_builder *builder, const struct dom_node *node);
bool note_is_edit_mark(const struct dom_node *node);

/* The words of node without white space, where they are few; false where they are more. */
#define NOTE_MARK_BYTES 24
bool note_get_mark(const struct dom_node *node, char text[NOTE_MARK_BYTES]);

/* The number that is all of node's words, "[1]" as "1", with its sign, into text; 0: it is not a
 * number. */
size_t note_get_number(const struct dom_node *node, char *text, size_t size);

/* script.c: "10⁶", "word¹", "A^H"; "H₂O", "aᵢⱼ". True where the walk goes on inside. A mark of
 * a note is its link (HTML_A) or what is around it. */
bool script_enter_superscript(struct flow_builder *builder, const struct dom_node *node);
bool script_enter_subscript(struct flow_builder *builder, const struct dom_node *node);

/* embed.c: text that may have formulas in it; elements that are not text */
void embed_append_text(struct flow_builder *builder, const char *text, size_t len);
/* An <a> begins. */
bool link_enter(struct flow_builder *builder, const struct dom_node *node);
bool link_is_empty(const struct dom_node *node); /* no words and no named picture are in it */

bool embed_enter_math(struct flow_builder *builder, const struct dom_node *node);
bool embed_enter_image(struct flow_builder *builder, const struct dom_node *node);
bool embed_enter_media(struct flow_builder *builder, const struct dom_node *node);
bool embed_enter_unknown(struct flow_builder *builder, const struct dom_node *node);

/* The words of an alt text: without tags where all of it is an element; where it is about tags they
 * stay. Caller frees. */
char *embed_clean_alt(const char *alt);

/* picture_flow.c: what the title of an img says beyond its alt text, its caption and the name of its
 * file; NULL: nothing. url: its address, or NULL. Caller frees. */
char *picture_find_title(const struct dom_node *node, const char *url);

/* The img at node as a block of its own, or as nothing at all; false where it is to
 * be named in the text. The lines of such a block. */
struct typesetter;
bool picture_enter(struct flow_builder *builder, const struct dom_node *node);
void picture_typeset(struct typesetter *typesetter, const struct flow_block *block);

/* walk.c: what is inside root into the builder's flow */
void flow_walk(struct flow_builder *builder, const struct dom_node *root);

/* list.c */
struct flow_list;
struct flow_list *flow_open_list(struct flow_builder *builder, const struct dom_node *node);
void flow_open_item(struct flow_builder *builder, const struct dom_node *node);

/* grid.c: the table at node as blocks; false where it is to be read as if it were none */
bool flow_build_table(struct flow_builder *builder, const struct dom_node *node);

/* wrap.c, typesetter.c, table.c: blocks to lines */
struct typesetter {
    struct arena *arena;
    GArray *lines; /* struct page_line */
    guint width;
    bool justifies, keeps_pre;
    const struct hyphen_dictionary *dictionary; /* NULL: words are not hyphenated */
    const struct page_pictures *pictures;       /* of the article itself, not of cells */
    GArray *shown_pictures;                     /* struct page_picture */
};

void wrap_block(struct typesetter *typesetter, const struct flow_block *block, guint source);
void typeset_add_line(struct typesetter *typesetter, const struct flow_block *block, bool is_first,
                      const struct page_line *line);
guint typeset_get_room(const struct typesetter *typesetter, const struct flow_block *block);
void typeset_flow(struct typesetter *typesetter, const struct flow *flow);
void typeset_table(struct typesetter *typesetter, const struct flow_block *block);

#endif
