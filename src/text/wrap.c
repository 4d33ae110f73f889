/* SPDX-License-Identifier: MIT */
/* A block's text to lines: breaks by UAX 14, never inside a grapheme cluster; styles to spans. */
#include "flow.h"

#include "base/utf8.h"

#include <string.h>
#include <unilbrk.h>

#define SOFT_HYPHEN "\xc2\xad"
#define WIDEST_PRE_COLS 4000
#define MAX_HYPHENS 2     /* lines in a row */
#define MIN_PARTED_COLS 4 /* there is little to gain by less */
#define MAX_WIDENING 2    /* of a space: a gap is never more than three columns */

struct wrap {
    struct typesetter *typesetter;
    const struct flow_block *block;
    const char *breaks; /* libunistring's, a byte for each of the text's; NULL: only at line ends */
    const guint8 *levels; /* of each of the text's bytes; NULL: all 0 */
    guint last_source;    /* of the next block: URLs after links are not words of the text */
    guint room, source, run, n_hyphens; /* lines before this one that ended in a hyphen of ours */
    bool is_first, in_word;
    GArray *spans;
};

/* What is not shown as it stands: 0, or the bytes of a no-break space, or of what is invisible. */
static size_t wrap_measure_special(const char *p, const char *end)
{
    const guchar lead = (guchar)p[0];
    if (lead == 0xc2 && end - p >= 2)
        return p[1] == '\xa0' || p[1] == '\xad' ? 2 : 0;
    if (lead != 0xe2 || end - p < 3)
        return 0;
    const guint rest = (guint)(guchar)p[1] << 8 | (guchar)p[2];
    return rest == 0x808b || rest == 0x81a0 || (rest >= 0x81a6 && rest <= 0x81a9) ? 3 : 0;
}

/* text[0..len) as it is shown: without what is invisible, no-break spaces as spaces. */
static char *wrap_copy(struct arena *arena, const char *text, size_t len)
{
    char *copy = arena_alloc(arena, len + 1), *out = copy;
    const char *end = text + len, *from = text;
    for (const char *p = text; p < end;) {
        const size_t special = (guchar)*p < 0xc2 ? 0 : wrap_measure_special(p, end);
        if (!special) {
            p++;
            continue;
        }
        memcpy(out, from, (size_t)(p - from));
        out += p - from;
        if (memcmp(p, "\xc2\xa0", 2) == 0)
            *out++ = ' ';
        p += special;
        from = p;
    }
    memcpy(out, from, (size_t)(end - from));
    return copy;
}

static void wrap_add_span(struct wrap *wrap, const char *text, guint16 style, guint16 link,
                          guint8 level)
{
    if (!*text)
        return;
    const struct page_span span = { text, (guint16)MIN(utf8_width(text), G_MAXUINT16), style, link,
                                    level };
    g_array_append_val(wrap->spans, span);
}

/* text[from..to) of one run, a span for each level. */
static void wrap_add_run(struct wrap *wrap, size_t from, size_t to, const struct flow_run *run)
{
    const char *text = wrap->block->text;
    while (from < to) {
        size_t stop = wrap->levels ? from + 1 : to;
        while (stop < to && wrap->levels[stop] == wrap->levels[from])
            stop++;
        wrap_add_span(wrap, wrap_copy(wrap->typesetter->arena, text + from, stop - from),
                      run->style, run->link, wrap->levels ? wrap->levels[from] : 0);
        from = stop;
    }
}

static guint wrap_get_cols(const struct wrap *wrap)
{
    guint cols = 0;
    for (guint i = 0; i < wrap->spans->len; i++)
        cols += g_array_index(wrap->spans, struct page_span, i).cols;
    return cols;
}

/* Words that begin in text[begin..end). */
static void wrap_count_words(struct wrap *wrap, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const bool is_space = text[i] == ' ' || text[i] == '\n';
        wrap->source += !is_space && !wrap->in_word;
        wrap->in_word = !is_space;
    }
}

/* Wider spaces, evenly, so that the line ends at the margin; none where they would be too wide. */
static void wrap_justify(struct wrap *wrap)
{
    const guint cols = wrap_get_cols(wrap), extra = wrap->room > cols ? wrap->room - cols : 0;
    guint n_gaps = 0, gap = 0;
    for (guint i = 0; i < wrap->spans->len; i++)
        for (const char *p = g_array_index(wrap->spans, struct page_span, i).text; *p; p++)
            n_gaps += *p == ' ';
    if (!extra || extra > n_gaps * MAX_WIDENING)
        return;
    for (guint i = 0; i < wrap->spans->len; i++) {
        struct page_span *span = &g_array_index(wrap->spans, struct page_span, i);
        GString *text = g_string_new(NULL);
        for (const char *p = span->text; *p; p++) {
            g_string_append_c(text, *p);
            if (*p != ' ')
                continue;
            guint more =
                ((gap + 1) * extra + n_gaps / 2) / n_gaps - (gap * extra + n_gaps / 2) / n_gaps;
            for (gap++; more > 0; more--, span->cols++)
                g_string_append_c(text, ' ');
        }
        span->text = arena_strndup(wrap->typesetter->arena, text->str, text->len);
        g_string_free(text, TRUE);
    }
}

/* Where to hyphenate the word at text[from…] that does not fit after used columns; 0: nowhere.
 * *width gets the columns of what is before. */
static size_t wrap_find_part(const struct wrap *wrap, size_t from, guint used, guint *width)
{
    const char *text = wrap->block->text, *end = text + wrap->block->len, *word = text + from;
    const struct hyphen_dictionary *dictionary = wrap->typesetter->dictionary;
    bool parts[HYPHEN_MAX_BYTES];
    size_t found = 0;
    if (!dictionary || !wrap->breaks || wrap->n_hyphens >= MAX_HYPHENS ||
        used + MIN_PARTED_COLS > wrap->room)
        return 0;
    while (word < end && *word != ' ' && !g_unichar_isalpha(g_utf8_get_char(word)))
        word = g_utf8_next_char(word); /* quotation marks, brackets */
    const char *stop = word;
    while (stop < end && stop - word < HYPHEN_MAX_BYTES && g_unichar_isalpha(g_utf8_get_char(stop)))
        stop = g_utf8_next_char(stop);
    const size_t len = (size_t)(stop - word);
    if (len >= HYPHEN_MAX_BYTES || !hyphen_find_parts(dictionary, word, len, parts))
        return 0;
    guint cols = used + utf8_width_len(text + from, (size_t)(word - text) - from);
    for (const char *p = word; p < stop;) {
        guint n;
        if (parts[p - word] && cols + 1 <= wrap->room) {
            found = (size_t)(p - text);
            *width = cols;
        }
        p += utf8_next_cluster(p, end, &n);
        cols += n;
    }
    return found;
}

/* The spans of the line text[begin..end). */
static void wrap_add_runs(struct wrap *wrap, size_t begin, size_t end)
{
    const struct flow_block *block = wrap->block;
    g_array_set_size(wrap->spans, 0);
    while (wrap->run + 1 < block->n_runs && block->runs[wrap->run + 1].begin <= begin)
        wrap->run++;
    for (guint i = wrap->run; i < block->n_runs && block->runs[i].begin < end; i++) {
        const size_t from = MAX(begin, block->runs[i].begin);
        const size_t to = i + 1 < block->n_runs ? MIN(end, block->runs[i + 1].begin) : end;
        if (to > from)
            wrap_add_run(wrap, from, to, &block->runs[i]);
    }
}

/* How the line that begins at text[begin] goes on from the one before. */
static guint8 wrap_get_join(const char *text, size_t begin)
{
    if (begin == 0 || text[begin - 1] == '\n')
        return PAGE_JOIN_NONE;
    return text[begin - 1] == ' ' ? PAGE_JOIN_SPACE : PAGE_JOIN_TIGHT;
}

/* The line text[begin..end), with a hyphen of ours if a word was cut. */
static void wrap_emit(struct wrap *wrap, size_t begin, size_t end, bool is_parted)
{
    const struct flow_block *block = wrap->block;
    const char *text = block->text;
    const guint source = MIN(wrap->source, wrap->last_source);
    const bool is_last = end == block->len, ends_itself = is_last || text[end] == '\n';
    const bool is_hyphenated = is_parted || (wrap->breaks && end - begin >= 2 && end < block->len &&
                                             memcmp(text + end - 2, SOFT_HYPHEN, 2) == 0);
    wrap->n_hyphens = is_parted ? wrap->n_hyphens + 1 : 0;
    wrap_count_words(wrap, text + begin, end - begin);
    while (end > begin && text[end - 1] == ' ')
        end--;
    wrap_add_runs(wrap, begin, end);
    const bool has_hyphen = is_hyphenated && wrap_get_cols(wrap) < wrap->room;
    if (has_hyphen)
        wrap_add_span(wrap, "-", 0, 0, block->is_rtl);
    if (!wrap->spans->len && wrap->breaks && !wrap->is_first && is_last)
        return; /* nothing but invisible characters was left */
    if (wrap->typesetter->justifies && wrap->breaks && !ends_itself)
        wrap_justify(wrap);
    const struct page_line line = { (const struct page_span *)wrap->spans->data,
                                    wrap->spans->len,
                                    block->is_rtl,
                                    0,
                                    source,
                                    .has_hyphen = has_hyphen,
                                    .join = wrap_get_join(text, begin) };
    typeset_add_line(wrap->typesetter, block, wrap->is_first, &line);
    wrap->is_first = false;
}

/* A line in the making: where it begins and could end, and the columns up to there and so far. */
struct wrap_line {
    size_t begin, chance;
    guint width, chance_width;
};

/* The cluster at text[i] does not fit: ends the line at the last opportunity, in its last word, or
 * before the cluster. */
static void wrap_break(struct wrap *wrap, struct wrap_line *line, size_t i)
{
    const bool has_chance = line->chance > line->begin;
    guint used = has_chance ? line->chance_width : 0;
    const size_t part = wrap_find_part(wrap, has_chance ? line->chance : line->begin, used, &used);
    const size_t at = part ? part : has_chance ? line->chance : i;
    wrap_emit(wrap, line->begin, at, part > 0);
    line->width -= part || has_chance ? used : line->width;
    line->begin = at;
    while (wrap->breaks && line->begin < i && wrap->block->text[line->begin] == ' ') {
        line->begin++;
        line->width--;
    }
    line->chance = line->begin;
}

/* Notes that the line may end before text[i], where a hyphen that it needs there fits. */
static void wrap_note_chance(const struct wrap *wrap, struct wrap_line *line, size_t i)
{
    if (!wrap->breaks || i <= line->begin || wrap->breaks[i] != UC_BREAK_POSSIBLE)
        return;
    const bool needs_hyphen = i >= 2 && memcmp(wrap->block->text + i - 2, SOFT_HYPHEN, 2) == 0;
    if (needs_hyphen && line->width >= wrap->room)
        return;
    line->chance = i;
    line->chance_width = line->width;
}

/* Greedy: a line takes what fits and ends at the last opportunity; a word that is too wide is cut.
 */
static void wrap_run(struct wrap *wrap)
{
    const char *text = wrap->block->text;
    const size_t len = wrap->block->len;
    struct wrap_line line = { 0 };
    for (size_t i = 0; i < len;) {
        guint cols;
        const size_t n = utf8_next_cluster(text + i, text + len, &cols);
        if (text[i] == '\n') {
            wrap_emit(wrap, line.begin, i, false);
            i += n;
            line = (struct wrap_line){ .begin = i, .chance = i };
            continue;
        }
        /* spaces may hang over the edge, but not one that carries a mark */
        const bool is_space = text[i] == ' ' && n == 1 && wrap->breaks;
        wrap_note_chance(wrap, &line, i);
        if (!is_space && line.width + cols > wrap->room && i > line.begin) {
            wrap_break(wrap, &line, i);
            continue; /* the cluster at i is tried again on the new line */
        }
        line.width += cols;
        i += n;
    }
    wrap_emit(wrap, line.begin, len, false);
}

void wrap_block(struct typesetter *typesetter, const struct flow_block *block, guint source)
{
    struct wrap wrap = {
        .typesetter = typesetter, .block = block, .source = source, .is_first = true
    };
    g_autofree char *breaks = NULL;
    g_autofree guint8 *levels = NULL;
    wrap.last_source = block->next ? MAX(source, block->next->source) : G_MAXUINT;
    wrap.room = typesetter->keeps_pre && block->kind == FLOW_PRE
                    ? WIDEST_PRE_COLS
                    : typeset_get_room(typesetter, block);
    wrap.spans = g_array_new(FALSE, FALSE, sizeof(struct page_span));
    if (block->kind == FLOW_TEXT) {
        breaks = g_malloc(block->len + 1);
        u8_possible_linebreaks((const uint8_t *)block->text, block->len, "UTF-8", breaks);
        wrap.breaks = breaks;
    }
    if (block->is_bidi) {
        wrap.levels = levels = g_malloc(block->len + 1);
        bidi_find_levels(block->text, block->len, block->is_rtl, levels);
    }
    wrap_run(&wrap);
    g_array_unref(wrap.spans);
}
