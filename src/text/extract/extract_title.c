/* SPDX-License-Identifier: MIT */
/* The title out of the title element: the name of the site goes; and which heading repeats it. */
#include "extract_private.h"

#include <string.h>

#define MAX_TITLE_BYTES 4096

/* ---- words of ASCII */

static bool is_word_char(char c)
{
    return g_ascii_isalnum(c) || c == '_';
}

/* The next word from *p on, in lower case; NULL at the end. Caller frees. */
static char *next_token(const char **p)
{
    while (**p && !is_word_char(**p))
        ++*p;
    const char *begin = *p;
    while (is_word_char(**p))
        ++*p;
    return *p > begin ? g_ascii_strdown(begin, *p - begin) : NULL;
}

GHashTable *extract_tokenize(const char *title)
{
    GHashTable *tokens = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const char *p = title ? title : "";
    for (char *token; (token = next_token(&p));)
        g_hash_table_add(tokens, token);
    return tokens;
}

double extract_compare_title(GHashTable *tokens, const char *heading)
{
    size_t all = 0, own = 0; /* lengths of the words joined by spaces */
    const char *p = heading;
    for (char *token; (token = next_token(&p)); g_free(token)) {
        const size_t len = strlen(token);
        all += len + (all > 0);
        if (!g_hash_table_contains(tokens, token))
            own += len + (own > 0);
    }
    return all && g_hash_table_size(tokens) ? 1.0 - (double)own / (double)all : 0;
}

/* ---- separators */

static const char *const separators[] = { "|", "-", "–", "—", "\\", "/", ">", "»" };
#define FIRST_HIERARCHICAL 4

/* Length of the separator at p in bytes; 0: not a separator. */
static size_t separator_len(const char *p, guint first)
{
    for (guint i = first; i < G_N_ELEMENTS(separators); i++) {
        const size_t len = strlen(separators[i]);
        if (strncmp(p, separators[i], len) == 0)
            return len;
    }
    return 0;
}

/* The first separator with spaces around it from p on (where its space is), or NULL; *after is
 * after it. */
static const char *find_separator(const char *p, guint first, const char **after)
{
    for (; (p = strchr(p, ' ')); p++) {
        const size_t len = separator_len(p + 1, first);
        if (len && p[1 + len] == ' ') {
            *after = p + len + 2;
            return p;
        }
    }
    return NULL;
}

static guint count_words(const char *text)
{
    guint n = 1; /* as a split at white space counts */
    for (const char *p = text; *p; p++)
        n += *p == ' ' && p[1] != ' ';
    return n;
}

/* ---- the title */

/* Before the last separator; where that is too short, after the first. */
static char *cut_at_separator(const char *title)
{
    const char *last = NULL, *after = title;
    for (const char *found; (found = find_separator(after, 0, &after));)
        last = found;
    char *cut = g_strndup(title, (gsize)(last - title));
    if (count_words(cut) >= 3)
        return cut;
    g_free(cut);
    const char *p = title;
    while (*p && !separator_len(p, 0))
        p = g_utf8_next_char(p);
    return g_strdup(p + separator_len(p, 0));
}

static bool is_a_heading(const struct extractor *extractor, const char *title)
{
    static const enum html_tag tags[] = { HTML_H1, HTML_H2 };
    GPtrArray *list = extract_collect(extractor->page.html, tags, 2);
    bool found = false;
    for (guint i = 0; i < list->len && !found; i++) {
        g_autofree char *words = dom_get_words(list->pdata[i], MAX_TITLE_BYTES);
        found = strcmp(words, title) == 0;
    }
    g_ptr_array_unref(list);
    return found;
}

static char *cut_at_colon(const struct extractor *extractor, const char *title)
{
    if (is_a_heading(extractor, title))
        return g_strdup(title);
    const char *first = strchr(title, ':'), *last = strrchr(title, ':');
    if (count_words(last + 1) < 3) /* the space after the colon parts a word as well */
        return g_strdup(first + 1);
    g_autofree char *before = g_strndup(title, (gsize)(first - title));
    return g_strdup(count_words(before) > 5 ? title : last + 1);
}

static char *get_only_h1(const struct extractor *extractor)
{
    const enum html_tag h1 = HTML_H1;
    GPtrArray *list = extract_collect(extractor->page.html, &h1, 1);
    char *words = list->len == 1 ? dom_get_words(list->pdata[0], MAX_TITLE_BYTES) : NULL;
    g_ptr_array_unref(list);
    return words;
}

static guint count_words_without_separators(const char *title)
{
    GString *text = g_string_new(NULL);
    const char *p = title, *after;
    for (const char *found; (found = find_separator(p, 0, &after)); p = after)
        g_string_append_len(text, p, found - p);
    g_string_append(text, p);
    const guint n = count_words(text->str);
    g_string_free(text, TRUE);
    return n;
}

static char *shorten(const struct extractor *extractor, const char *title)
{
    const char *after;
    const glong len = g_utf8_strlen(title, -1);
    const bool has_separator = find_separator(title, 0, &after) != NULL;
    const bool is_hierarchy = find_separator(title, FIRST_HIERARCHICAL, &after) != NULL;
    char *cut = NULL;
    if (has_separator)
        cut = cut_at_separator(title);
    else if (strstr(title, ": "))
        cut = cut_at_colon(extractor, title);
    else if (len > 150 || len < 15)
        cut = get_only_h1(extractor);
    if (!cut)
        return g_strdup(title);
    g_strstrip(cut);
    const guint n_words = count_words(cut);
    if (n_words <= 4 && (!is_hierarchy || n_words + 1 != count_words_without_separators(title))) {
        g_free(cut);
        return g_strdup(title);
    }
    return cut;
}

static bool is_in_picture(const struct dom_node *node)
{
    while ((node = node->parent))
        if (node->tag == HTML_SVG)
            return true;
    return false;
}

char *extract_find_title(const struct extractor *extractor)
{
    const enum html_tag tag = HTML_TITLE;
    GPtrArray *list = extract_collect(extractor->page.html, &tag, 1);
    g_autofree char *title = NULL;
    for (guint i = 0; i < list->len && !title; i++)
        if (!is_in_picture(list->pdata[i]))
            title = dom_get_words(list->pdata[i], MAX_TITLE_BYTES);
    g_ptr_array_unref(list);
    return shorten(extractor, title ? title : "");
}
