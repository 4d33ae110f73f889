/* SPDX-License-Identifier: MIT */
/* UAX 9 by FriBidi: levels of a paragraph, the order of a line. */
#include "config.h"

#include "text/bidi.h"

#include "base/utf8.h"

#include <string.h>

/* The clusters as they stand. */
static GArray *keep_order(const char *text, size_t len)
{
    GArray *clusters = g_array_new(FALSE, FALSE, sizeof(struct bidi_cluster));
    for (const char *p = text, *end = text + len; p < end;) {
        guint cols;
        const size_t n = utf8_next_cluster(p, end, &cols);
        const struct bidi_cluster cluster = { (guint32)(p - text), (guint16)MIN(n, G_MAXUINT16),
                                              (guint8)cols, 0, 0 };
        g_array_append_val(clusters, cluster);
        p += n;
    }
    return clusters;
}

#ifdef HAVE_FRIBIDI
#include "base/library.h"
#include "base/log.h"

#include <fribidi.h>

/* ---- the library, loaded when the first text from right to left is met */

#define FRIBIDI_FUNCTIONS(X)                                                                       \
    X(fribidi_get_bidi_type)                                                                       \
    X(fribidi_get_bidi_types)                                                                      \
    X(fribidi_get_bracket_types)                                                                   \
    X(fribidi_get_joining_types)                                                                   \
    X(fribidi_get_par_embedding_levels_ex)                                                         \
    X(fribidi_join_arabic)                                                                         \
    X(fribidi_shape)

struct fribidi {
#define MEMBER(name) __typeof__(&(name)) name;
    FRIBIDI_FUNCTIONS(MEMBER)
#undef MEMBER
};

#ifdef FRIBIDI_SONAME

static gpointer load(gpointer data)
{
    static const struct library_symbol symbols[] = {
#define SYMBOL(name) { #name, offsetof(struct fribidi, name) },
        FRIBIDI_FUNCTIONS(SYMBOL)
#undef SYMBOL
    };
    static struct fribidi fribidi; /* written once, before its first use */
    g_autoptr(GError) error = NULL;
    (void)data;
    if (library_bind(FRIBIDI_SONAME, symbols, G_N_ELEMENTS(symbols), &fribidi, &error))
        return &fribidi;
    log_add(LOG_WARNING, "text is not reordered: %s", error->message);
    return NULL;
}

/* NULL: it is not there, and nothing is reordered. */
static const struct fribidi *get_fribidi(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, load, NULL);
}

#else

static const struct fribidi *get_fribidi(void)
{
#define ADDRESS(name) name,
    static const struct fribidi fribidi = { FRIBIDI_FUNCTIONS(ADDRESS) };
#undef ADDRESS
    return &fribidi;
}

#endif

/* By the first bytes of UTF-8: what is before U+0590 and most of the rest has no direction of its
 * own that matters. */
static bool is_right_to_left(gunichar c)
{
    return (c >= 0x590 && c <= 0x8ff) || c == 0x200f || (c >= 0x2066 && c <= 0x2069) ||
           (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff) ||
           (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff);
}

bool bidi_is_needed(const char *text, size_t len)
{
    const char *end = text + len;
    for (const char *p = text; p < end;) {
        const guchar lead = (guchar)*p;
        if (lead < 0xd6) {
            p++;
            continue;
        }
        if (is_right_to_left(g_utf8_get_char(p)))
            return get_fribidi() != NULL;
        p = g_utf8_next_char(p);
    }
    return false;
}

/* UAX 9, P2: the first strong character outside isolates. */
bool bidi_is_rtl(const char *text, size_t len, enum bidi_base base)
{
    guint depth = 0;
    if (base != BIDI_AUTO)
        return base == BIDI_RTL;
    if (!bidi_is_needed(text, len))
        return false;
    const struct fribidi *fribidi = get_fribidi();
    for (const char *p = text; p < text + len; p = g_utf8_next_char(p)) {
        const FriBidiCharType type = fribidi->fribidi_get_bidi_type(g_utf8_get_char(p));
        if (FRIBIDI_IS_ISOLATE(type))
            depth++;
        else if (type == FRIBIDI_TYPE_PDI)
            depth -= depth > 0;
        else if (FRIBIDI_IS_STRONG(type) && !FRIBIDI_IS_EXPLICIT(type) && depth == 0)
            return FRIBIDI_IS_RTL(type);
    }
    return false;
}

#define MAX_ISOLATES 500 /* of a paragraph */

/* A line's characters and what FriBidi knows of them, n each. */
struct line {
    const struct fribidi *fribidi;
    FriBidiStrIndex n;
    gunichar *chars;
    FriBidiCharType *types;
    FriBidiLevel *levels;
};

static struct line line_new(const struct fribidi *fribidi, const char *text, size_t len)
{
    struct line line = { .fribidi = fribidi };
    glong n = 0;
    line.chars = g_utf8_to_ucs4_fast(text, (glong)len, &n);
    line.n = (FriBidiStrIndex)n;
    line.types = g_new(FriBidiCharType, n + 1);
    line.levels = g_new0(FriBidiLevel, n + 1);
    fribidi->fribidi_get_bidi_types(line.chars, line.n, line.types);
    return line;
}

static void line_clear(struct line *line)
{
    g_free(line->chars);
    g_free(line->types);
    g_free(line->levels);
}

/* FriBidi takes quadratic time for isolates: more than anyone means do not count. */
static void line_bound_isolates(struct line *line)
{
    guint n = 0;
    for (FriBidiStrIndex i = 0; i < line->n; i++)
        n += FRIBIDI_IS_ISOLATE(line->types[i]) != 0;
    for (FriBidiStrIndex i = 0; n > MAX_ISOLATES && i < line->n; i++)
        if (FRIBIDI_IS_ISOLATE(line->types[i]) || line->types[i] == FRIBIDI_TYPE_PDI)
            line->types[i] = FRIBIDI_TYPE_BN;
}

static void line_find_levels(struct line *line, bool is_rtl)
{
    line_bound_isolates(line);
    g_autofree FriBidiBracketType *brackets = g_new(FriBidiBracketType, line->n + 1);
    FriBidiParType base = is_rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    line->fribidi->fribidi_get_bracket_types(line->chars, line->n, line->types, brackets);
    if (!line->fribidi->fribidi_get_par_embedding_levels_ex(line->types, brackets, line->n, &base,
                                                            line->levels))
        memset(line->levels, is_rtl, (size_t)line->n);
}

void bidi_find_levels(const char *text, size_t len, bool is_rtl, guint8 *levels)
{
    const char *end = text + len;
    const struct fribidi *fribidi = get_fribidi();
    if (!fribidi)
        memset(levels, 0, len);
    while (fribidi && text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        stop = stop ? stop + 1 : end;
        struct line line = line_new(fribidi, text, (size_t)(stop - text));
        line_find_levels(&line, is_rtl);
        for (FriBidiStrIndex i = 0; i < line.n; i++) {
            const guint8 level = (guint8)line.levels[i];
            *levels++ = level;
            for (text++; ((guchar)*text & 0xc0) == 0x80 && text < stop; text++)
                *levels++ = level;
        }
        line_clear(&line);
    }
}

/* Letters joined, brackets mirrored. */
static void line_shape(struct line *line, enum bidi_letters letters)
{
    g_autofree FriBidiArabicProp *props = g_new0(FriBidiArabicProp, line->n + 1);
    if (letters == BIDI_KEEP_WORDS) {
        line->fribidi->fribidi_shape(FRIBIDI_FLAG_SHAPE_MIRRORING, line->levels, line->n, props,
                                     line->chars);
        return;
    }
    line->fribidi->fribidi_get_joining_types(line->chars, line->n, props);
    line->fribidi->fribidi_join_arabic(line->types, line->n, line->levels, props);
    line->fribidi->fribidi_shape(FRIBIDI_FLAG_SHAPE_MIRRORING | FRIBIDI_FLAG_SHAPE_ARAB_PRES |
                                     FRIBIDI_FLAG_SHAPE_ARAB_LIGA,
                                 line->levels, line->n, props, line->chars);
}

static void reverse(struct bidi_cluster *clusters, guint from, guint to)
{
    for (; from + 1 < to; from++, to--) {
        const struct bidi_cluster left = clusters[from];
        clusters[from] = clusters[to - 1];
        clusters[to - 1] = left;
    }
}

/* UAX 9, L2: from the highest level down, runs of that level or more are reversed. */
static void order_clusters(GArray *clusters)
{
    struct bidi_cluster *all = (struct bidi_cluster *)clusters->data;
    guint highest = 0;
    for (guint i = 0; i < clusters->len; i++)
        highest = MAX(highest, all[i].level);
    for (guint level = highest; level > 0; level--) {
        for (guint i = 0; i < clusters->len; i++) {
            guint stop = i;
            while (stop < clusters->len && all[stop].level >= level)
                stop++;
            reverse(all, i, stop);
            i = MAX(i, stop);
        }
    }
}

/* Turns the letters of words back, in clusters that are in order. */
static void turn_words(const struct fribidi *fribidi, GArray *clusters, const char *text)
{
    struct bidi_cluster *all = (struct bidi_cluster *)clusters->data;
    for (guint i = 0; i < clusters->len; i++) {
        guint stop = i;
        while (stop < clusters->len && all[stop].level % 2 &&
               FRIBIDI_IS_STRONG(
                   fribidi->fribidi_get_bidi_type(g_utf8_get_char(text + all[stop].begin))))
            stop++;
        reverse(all, i, stop);
        i = MAX(i, stop);
    }
}

GArray *bidi_order(const char *text, size_t len, const guint8 *levels, enum bidi_letters letters)
{
    const struct fribidi *fribidi = get_fribidi();
    if (!fribidi)
        return keep_order(text, len);
    GArray *clusters = g_array_new(FALSE, FALSE, sizeof(struct bidi_cluster));
    struct line line = line_new(fribidi, text, len);
    if (levels) {
        FriBidiStrIndex i = 0;
        for (const char *p = text; p < text + len; p = g_utf8_next_char(p))
            line.levels[i++] = (FriBidiLevel)levels[p - text];
    } else {
        line_find_levels(&line, bidi_is_rtl(text, len, BIDI_AUTO));
    }
    line_shape(&line, letters);
    FriBidiStrIndex index = 0;
    for (const char *p = text, *end = text + len; p < end;) {
        guint cols;
        const size_t n = utf8_next_cluster(p, end, &cols);
        const gunichar own = g_utf8_get_char(p), shown = line.chars[index];
        const struct bidi_cluster cluster = { (guint32)(p - text), (guint16)MIN(n, G_MAXUINT16),
                                              (guint8)cols, (guint8)line.levels[index],
                                              shown != own ? shown : 0 };
        if (shown != FRIBIDI_CHAR_FILL) /* it went into a ligature with its neighbour */
            g_array_append_val(clusters, cluster);
        index += (FriBidiStrIndex)g_utf8_strlen(p, (gssize)n);
        p += n;
    }
    line_clear(&line);
    order_clusters(clusters);
    if (letters == BIDI_KEEP_WORDS)
        turn_words(fribidi, clusters, text);
    return clusters;
}

#else

bool bidi_is_needed(G_GNUC_UNUSED const char *text, G_GNUC_UNUSED size_t len)
{
    return false;
}

bool bidi_is_rtl(G_GNUC_UNUSED const char *text, G_GNUC_UNUSED size_t len, enum bidi_base base)
{
    return base == BIDI_RTL;
}

void bidi_find_levels(G_GNUC_UNUSED const char *text, size_t len, G_GNUC_UNUSED bool is_rtl,
                      guint8 *levels)
{
    memset(levels, 0, len);
}

GArray *bidi_order(const char *text, size_t len, const guint8 *levels,
                   G_GNUC_UNUSED enum bidi_letters letters)
{
    (void)levels;
    return keep_order(text, len);
}

#endif

size_t bidi_copy_cluster(const struct bidi_cluster *cluster, const char *text,
                         char out[BIDI_CLUSTER_BYTES])
{
    const char *from = text + cluster->begin, *end = from + cluster->len;
    size_t used = 0;
    if (cluster->shown) {
        used = (size_t)g_unichar_to_utf8(cluster->shown, out);
        from = g_utf8_next_char(from);
    }
    while (from < end) {
        const size_t n = (size_t)(g_utf8_next_char(from) - from);
        if (used + n >= BIDI_CLUSTER_BYTES)
            break;
        memcpy(out + used, from, n);
        used += n;
        from += n;
    }
    out[used] = '\0';
    return used;
}
