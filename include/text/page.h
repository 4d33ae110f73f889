/* SPDX-License-Identifier: MIT */
/* HTML in, lines of styled spans out: an article set for a number of columns. Pure functions; any
 * thread. */
#ifndef TEXT_PAGE_H
#define TEXT_PAGE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct hyphen_shelf; /* text/hyphen.h */

enum page_style {
    PAGE_BOLD = 1 << 0,
    PAGE_ITALIC = 1 << 1,
    PAGE_UNDERLINE = 1 << 2,
    PAGE_STRIKE = 1 << 3,
    PAGE_CODE = 1 << 4,
    PAGE_HEADING = 1 << 5,
    PAGE_QUOTE = 1 << 6,
    PAGE_LINK = 1 << 7,
    PAGE_DIM = 1 << 8, /* rules, reference numbers, captions, alt texts */
    PAGE_MARK = 1 << 9,
};

struct page_span {
    const char *text; /* valid UTF-8, no control characters, NUL-terminated */
    guint16 cols;     /* width in columns */
    guint16 style;    /* bits of enum page_style */
    guint16 link;     /* 1… number of the link it belongs to; 0: none */
    guint8 level; /* embedding level (UAX 9): odd is right to left. Texts are in logical order */
};

/* How a line continues the line above it. */
enum page_join {
    PAGE_JOIN_NONE,  /* it begins a new line: the author's line end */
    PAGE_JOIN_SPACE, /* the same line of the author's, broken at a space */
    PAGE_JOIN_TIGHT, /* likewise, where there was none */
};

struct page_line {
    const struct page_span *spans;
    guint n_spans;
    bool is_rtl; /* of a paragraph that reads from right to left: belongs to the right margin */
    guint cols;  /* width of all spans, indentation included */
    /* position in the article: number of words before this line; the same at every width */
    guint source;
    guint16 picture;     /* 1… number of the picture it belongs to; 0: none */
    guint16 picture_row; /* which of the picture's lines it is */
    guint16 picture_col; /* where the picture begins */
    guint8 n_lead;       /* spans that only stand before the text: bars, indents, list marks */
    guint8 join;         /* enum page_join */
    bool has_hyphen;     /* the last span is a hyphen of ours */
};

/* A picture of the article. */
struct page_picture {
    const char *url;   /* absolute; http or https, or a "data:" address: see picture.h */
    const char *alt;   /* alternative text; may be "" */
    const char *title; /* what it says beyond alt; may be "" */
    guint cols, rows;  /* the room it takes; 0: it is named in words, in lines of their own */
};

/* How much room pictures take. */
struct page_pictures {
    /* The columns (at most room) and rows of the picture at url. False where it is to be named,
     * with what is to be said of it in *note (borrowed; "HTTP 404"), if anything. */
    bool (*measure)(void *data, const char *url, guint room, guint *cols, guint *rows,
                    const char **note);
    void *data;
};

struct page_link {
    const char *url; /* absolute where a base was given */
    const char *text;
    /* id of the element of this page that it leads to; NULL: it leads elsewhere */
    const char *target;
};

/* Bit in a span's link: the number belongs to a jump, a mark that leads only within the page. */
#define PAGE_JUMP 0x8000

/* Where a jump leads. */
struct page_jump {
    const char *id;  /* of the element */
    const char *url; /* where it leads if the page does not have the element; or NULL */
};

enum page_links { PAGE_LINKS_FOOTNOTES, PAGE_LINKS_INLINE, PAGE_LINKS_NONE };

struct page_options {
    const char *base_url; /* or NULL */
    const char *own_url;  /* the article's own address, where it is another one; or NULL */
    guint width;          /* columns; less than 8 counts as 8 */
    enum page_links links;
    bool is_plain_text;   /* input is text, not HTML: kept line breaks, addresses found */
    bool strips_tracking; /* tracking parameters of links are removed */
    bool detect_encoding; /* bytes of unknown encoding; else the input is UTF-8 */
    bool keeps_pre;    /* preformatted lines are not folded at the width, only at 4,000 columns */
    bool has_jumps;    /* the marks of notes are jumps; else they are words */
    bool marks_struck; /* struck text stands between "~~" … */
    bool marks_code; /* … and code within a line between "`", where their styles cannot be seen */
    bool justifies;  /* lines end at the margin, by spaces of at most three columns */
    struct hyphen_shelf *hyphens; /* long words are hyphenated at line ends; or NULL */
    const char *language;         /* of the text, where it says nothing itself (BCP 47); or NULL */
    const struct page_pictures *pictures; /* NULL: pictures are named within the text */
    /* HTML with absolute addresses that follows the input: pictures that came beside it; or NULL */
    const char *figures;
};

struct page {
    const struct page_line *lines;
    guint n_lines;
    const struct page_link *links; /* links[i] has the number i + 1 */
    guint n_links;
    const struct page_jump *jumps; /* jumps[i] has the number i + 1 */
    guint n_jumps;
    GHashTable *anchors;                 /* id to the words before its element, + 1 */
    const struct page_picture *pictures; /* pictures[i] has the number i + 1 */
    guint n_pictures;
    guint n_stripped; /* tracking parameters removed from the links' URLs */
    guint n_words;
};

/* The article as lines; never NULL (an empty page for empty input); free with page_free(). */
struct page *page_render(const char *html, size_t len, const struct page_options *options);
void page_free(struct page *page);

/* Whether the link of a span leads within the page; *source gets the words before its target. */
bool page_find_target(const struct page *page, guint link, guint *source);

/* The words of html as plain text, one space between them, blocks on lines of their own; scripts,
 * styles and hidden parts left out; at most max_bytes (0: no limit). For the search index and
 * previews; far cheaper than page_render(). Caller frees. */
char *page_extract_text(const char *html, size_t len, size_t max_bytes);

/* An article's content as plain words, for the index and for programs: text as it is, HTML through
 * page_extract_text(). A search_text_func. Caller frees. Any thread. */
char *page_extract_words(const char *content, size_t len, bool is_text);

#endif
