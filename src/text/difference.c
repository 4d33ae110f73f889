/* SPDX-License-Identifier: MIT */
/* Words compared by Myers' algorithm in linear space ("An O(ND) Difference Algorithm and Its
 * Variations", 1986), with a ceiling on the work. */
#include "text/difference.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "text/page.h"

#include <string.h>

#define MAX_MARKUP_BYTES (4u << 20)
#define MAX_TEXT_BYTES (1u << 20)
#define MAX_WORK 8000000 /* words looked at */
#define MAX_STEPS 2900   /* to either side: their square is the work */

enum gap { GAP_NONE, GAP_SPACE, GAP_PARAGRAPH };

struct word {
    const char *text;
    guint32 len;
    guint8 gap; /* what stands before it */
    bool is_changed;
    guint64 hash;
};

struct text {
    char *bytes;
    struct word *words;
    gssize n;
};

/* ---- words */

/* Scripts written without spaces: each character is a word. */
static bool is_unspaced(gunichar c)
{
    return c >= 0x0e00 &&
           (c <= 0x0eff || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff) ||
            (c >= 0x2e80 && c <= 0x9fff && c != 0x3000) || (c >= 0xf900 && c <= 0xfaff) ||
            (c >= 0xff01 && c <= 0xff9f) || (c >= 0x20000 && c <= 0x3ffff));
}

/* The end of the word that begins at p. */
static const char *find_word_end(const char *p)
{
    const bool is_alone = is_unspaced(g_utf8_get_char(p));
    for (p = g_utf8_next_char(p); *p && *p != ' ' && *p != '\n'; p = g_utf8_next_char(p)) {
        if ((guchar)*p < 0xcc && !is_alone)
            continue;
        const gunichar c = g_utf8_get_char(p);
        if ((is_alone || is_unspaced(c)) && !g_unichar_ismark(c))
            break;
    }
    return p;
}

static struct text split_words(char *bytes_take, guint newlines_per_paragraph)
{
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(struct word));
    enum gap gap = GAP_PARAGRAPH;
    for (const char *p = bytes_take; *p;) {
        guint n_newlines = 0;
        for (; *p == ' ' || *p == '\n' || *p == '\t'; p++) {
            n_newlines += *p == '\n';
            gap = MAX(gap, n_newlines >= newlines_per_paragraph ? GAP_PARAGRAPH : GAP_SPACE);
        }
        if (!*p)
            break;
        const char *end = find_word_end(p);
        const struct word word = { p, (guint32)(end - p), gap, false,
                                   hash_bytes(p, (gsize)(end - p)) };
        g_array_append_val(words, word);
        p = end;
        gap = GAP_NONE;
    }
    struct text text = { bytes_take, NULL, (gssize)words->len };
    text.words = (struct word *)(void *)g_array_free(g_steal_pointer(&words), FALSE);
    return text;
}

static struct text text_read(const char *content, gsize len, bool is_text)
{
    if (!content || !len)
        return split_words(g_strdup(""), 1);
    len = MIN(len, is_text ? MAX_TEXT_BYTES : MAX_MARKUP_BYTES);
    if (!is_text)
        return split_words(page_extract_text(content, len, MAX_TEXT_BYTES), 1);
    return split_words(utf8_clean(content, len, UTF8_BLOCK, NULL), 2);
}

static void text_clear(struct text *text)
{
    g_free(text->bytes);
    g_free(text->words);
}

/* ---- the shortest way from one to the other */

struct comparison {
    struct word *a, *b;
    gssize work;
    /* how far each diagonal has come, from the front and from the end; [0] is the middle */
    gssize forward_room[2 * MAX_STEPS + 5], backward_room[2 * MAX_STEPS + 5];
    gssize *forward, *backward;
};

/* A part of both texts, and a stretch in it that is on a shortest way. */
struct part {
    gssize a, n, b, m;
};

struct snake {
    gssize x, y, len;
};

static bool is_same(const struct word *a, const struct word *b)
{
    return a->hash == b->hash && a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

/* Goes on by one step on the diagonals of one side; true where it meets the other side. */
static bool step(struct comparison *comparison, const struct part *part, bool is_backward,
                 gssize steps, struct snake *snake)
{
    gssize *own = is_backward ? comparison->backward : comparison->forward;
    const gssize *other = is_backward ? comparison->forward : comparison->backward;
    const gssize n = part->n, m = part->m, delta = n - m;
    const bool can_meet = (delta & 1) ? !is_backward : is_backward;
    const gssize reach = is_backward ? steps : steps - 1;
    own[steps + 1] = own[-steps - 1] = 0;
    for (gssize k = -(steps - 2 * MAX(0, steps - m)); k <= steps - 2 * MAX(0, steps - n); k += 2) {
        const bool is_down = k == -steps || (k != steps && own[k - 1] < own[k + 1]);
        gssize x = is_down ? own[k + 1] : own[k - 1] + 1, y = x - k;
        const gssize start = x;
        if (is_backward)
            while (
                x < n && y < m &&
                is_same(&comparison->a[part->a + n - 1 - x], &comparison->b[part->b + m - 1 - y]))
                x++, y++;
        else
            while (x < n && y < m &&
                   is_same(&comparison->a[part->a + x], &comparison->b[part->b + y]))
                x++, y++;
        own[k] = x;
        comparison->work += 1 + x - start;
        const gssize across = delta - k;
        if (!can_meet || across < -reach || across > reach || x + other[across] < n)
            continue;
        *snake = is_backward ? (struct snake){ n - x, m - y, x - start }
                             : (struct snake){ start, start - k, x - start };
        return true;
    }
    return false;
}

/* False where that takes too much work. */
static bool find_middle(struct comparison *comparison, const struct part *part, struct snake *snake)
{
    for (gssize steps = 0; steps <= MAX_STEPS && comparison->work < MAX_WORK; steps++)
        if (step(comparison, part, false, steps, snake) ||
            step(comparison, part, true, steps, snake))
            return true;
    return false;
}

static void mark(struct word *words, gssize n)
{
    for (gssize i = 0; i < n; i++)
        words[i].is_changed = true;
}

/* Marks the words that differ. The depth is the logarithm of the steps. */
static void compare(struct comparison *comparison, struct part part)
{
    struct word *a = comparison->a + part.a, *b = comparison->b + part.b;
    while (part.n && part.m && is_same(a, b)) {
        a++, b++;
        part.a++, part.b++;
        part.n--, part.m--;
    }
    while (part.n && part.m && is_same(&a[part.n - 1], &b[part.m - 1]))
        part.n--, part.m--;
    struct snake snake;
    if (!part.n || !part.m || !find_middle(comparison, &part, &snake)) {
        mark(a, part.n);
        mark(b, part.m);
        return;
    }
    const gssize x = snake.x + snake.len, y = snake.y + snake.len;
    compare(comparison, (struct part){ part.a, snake.x, part.b, snake.y });
    compare(comparison, (struct part){ part.a + x, part.n - x, part.b + y, part.m - y });
}

/* ---- HTML */

enum kind { KIND_SAME, KIND_OLD, KIND_NEW };

static const struct {
    const char *begin, *end;
} tags[] = {
    [KIND_SAME] = { "", "" }, [KIND_OLD] = { "<del>", "</del>" }, [KIND_NEW] = { "<ins>", "</ins>" }
};

struct output {
    GString *html;
    enum kind kind;
    bool is_in_paragraph;
    bool is_paragraph_kept; /* old words have begun the paragraph in which the next ones stand */
};

static void output_set_kind(struct output *output, enum kind kind)
{
    if (output->kind == kind)
        return;
    g_string_append(output->html, tags[output->kind].end);
    output->kind = kind;
}

static void output_put(struct output *output, enum kind kind, enum gap gap, const char *text,
                       gsize len)
{
    if (gap == GAP_PARAGRAPH && output->is_in_paragraph) {
        output_set_kind(output, KIND_SAME);
        g_string_append(output->html, "</p>\n");
        output->is_in_paragraph = false;
    }
    if (output->kind != kind)
        output_set_kind(output, KIND_SAME);
    if (!output->is_in_paragraph)
        g_string_append(output->html, "<p>");
    else if (gap == GAP_SPACE)
        g_string_append_c(output->html, ' ');
    output->is_in_paragraph = true;
    if (output->kind != kind) {
        g_string_append(output->html, tags[kind].begin);
        output->kind = kind;
    }
    for (const char *p = text; p < text + len; p++) {
        if (*p == '<')
            g_string_append(output->html, "&lt;");
        else if (*p == '>')
            g_string_append(output->html, "&gt;");
        else if (*p == '&')
            g_string_append(output->html, "&amp;");
        else
            g_string_append_c(output->html, *p);
    }
}

/* Words of the new text. */
static void output_put_new(struct output *output, enum kind kind, const struct word *word)
{
    const enum gap gap =
        output->is_paragraph_kept && word->gap == GAP_PARAGRAPH ? GAP_SPACE : word->gap;
    output->is_paragraph_kept = false;
    output_put(output, kind, gap, word->text, word->len);
}

/* The old words from *i on that went. */
static void output_put_old(struct output *output, const struct text *old, gssize *i)
{
    bool has_begun = false;
    for (; *i < old->n && old->words[*i].is_changed; ++*i) {
        const struct word *word = &old->words[*i];
        has_begun |= word->gap == GAP_PARAGRAPH;
        output_put(output, KIND_OLD, word->gap, word->text, word->len);
    }
    output->is_paragraph_kept = has_begun && *i < old->n && old->words[*i].gap != GAP_PARAGRAPH;
}

/* A stretch of n words that both have, before it or after it nothing where it is at an end. */
static void output_put_same(struct output *output, const struct word *words, gssize n,
                            guint context_words, bool is_first, bool is_last)
{
    const gssize head = is_first ? 0 : context_words, tail = is_last ? 0 : context_words;
    const bool is_short = !context_words || n <= 2 * (gssize)context_words;
    for (gssize i = 0; i < n; i++) {
        if (!is_short && i == head) {
            enum gap gap = GAP_SPACE;
            for (; i < n - tail; i++)
                gap = MAX(gap, words[i].gap);
            output_put(output, KIND_SAME, gap, "…", strlen("…"));
            output->is_paragraph_kept = false;
            if (i == n)
                break;
            output_put(output, KIND_SAME, MAX(words[i].gap, GAP_SPACE), words[i].text,
                       words[i].len);
        } else {
            output_put_new(output, KIND_SAME, &words[i]);
        }
    }
}

static char *format(const struct text *old, const struct text *now, guint context_words)
{
    struct output output = { .html = g_string_new(NULL) };
    for (gssize i = 0, k = 0; i < old->n || k < now->n;) {
        if (i < old->n && old->words[i].is_changed) {
            output_put_old(&output, old, &i);
        } else if (now->words[k].is_changed) {
            output_put_new(&output, KIND_NEW, &now->words[k++]);
        } else {
            gssize n = 0;
            while (k + n < now->n && i + n < old->n && !now->words[k + n].is_changed &&
                   !old->words[i + n].is_changed)
                n++;
            output_put_same(&output, now->words + k, n, context_words, k == 0 && i == 0,
                            k + n == now->n && i + n == old->n);
            i += n;
            k += n;
        }
    }
    output_set_kind(&output, KIND_SAME);
    if (output.is_in_paragraph)
        g_string_append(output.html, "</p>\n");
    return g_string_free(output.html, FALSE);
}

static bool has_change(const struct text *text)
{
    for (gssize i = 0; i < text->n; i++)
        if (text->words[i].is_changed)
            return true;
    return false;
}

char *text_difference(const char *old_html, gsize old_len, bool old_is_text, const char *new_html,
                      gsize new_len, bool new_is_text, guint context_words)
{
    g_assert((old_html || !old_len) && (new_html || !new_len));
    struct text old = text_read(old_html, old_len, old_is_text);
    struct text now = text_read(new_html, new_len, new_is_text);
    g_autofree struct comparison *comparison = g_new(struct comparison, 1);
    comparison->a = old.words;
    comparison->b = now.words;
    comparison->work = 0;
    comparison->forward = comparison->forward_room + MAX_STEPS + 2;
    comparison->backward = comparison->backward_room + MAX_STEPS + 2;
    compare(comparison, (struct part){ 0, old.n, 0, now.n });
    char *html =
        has_change(&old) || has_change(&now) ? format(&old, &now, context_words) : g_strdup("");
    text_clear(&old);
    text_clear(&now);
    return html;
}
