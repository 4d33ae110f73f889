/* SPDX-License-Identifier: MIT */
/* Where words may be hyphenated: libhyphen's dictionaries, found by language, which is known or
 * guessed. */
#include "config.h"

#include "text/hyphen.h"

#include <string.h>

#define GUESS_BYTES 6000
#define GUESS_MIN_WORDS 25
#define GUESS_MIN_PERCENT 8

const char *hyphen_guess_language(const char *text, size_t len)
{
    static const char *const rows[][2] = {
        { "en", " the of and to in is that was for with as are " },
        { "de", " der die und das den von ist nicht mit des ein eine auf " },
        { "fr", " le la les des et est une dans que pour qui du " },
        { "es", " el los las del y que una por con para se en " },
        { "it", " il di che la e della per non una sono gli con " },
        { "nl", " de het een van en dat niet met voor zijn op te " },
        { "pt", " o os as da do que uma não para com em dos " },
        { "sv", " och att det som en av är för den med till inte " },
        { "ru", " и в не на что с по как это из для за " },
    };
    guint hits[G_N_ELEMENTS(rows)] = { 0 }, n_words = 0, best = 0;
    const char *p = text, *end = text + MIN(len, GUESS_BYTES);
    while (p < end) {
        char word[16] = " ";
        size_t n = 1;
        while (p < end && (guchar)*p <= ' ')
            p++;
        for (; p < end && (guchar)*p > ' '; p++)
            if (n < sizeof word - 2)
                word[n++] = g_ascii_tolower(*p);
        word[n] = ' ';
        n_words++;
        for (guint i = 0; n > 1 && i < G_N_ELEMENTS(rows); i++)
            hits[i] += strstr(rows[i][1], word) != NULL;
    }
    for (guint i = 1; i < G_N_ELEMENTS(rows); i++)
        if (hits[i] > hits[best])
            best = i;
    const bool is_known =
        n_words >= GUESS_MIN_WORDS && hits[best] * 100 >= n_words * GUESS_MIN_PERCENT;
    return is_known ? rows[best][0] : NULL;
}

#ifdef HAVE_HYPHEN
#include "base/library.h"
#include "base/log.h"

#include <hyphen.h>
#include <stdlib.h>

/* ---- the library, loaded with the first dictionary */

#define HYPHEN_FUNCTIONS(X)                                                                        \
    X(hnj_hyphen_free)                                                                             \
    X(hnj_hyphen_hyphenate2)                                                                       \
    X(hnj_hyphen_load)

struct libhyphen {
#define MEMBER(name) __typeof__(&(name)) name;
    HYPHEN_FUNCTIONS(MEMBER)
#undef MEMBER
};

#ifdef HYPHEN_SONAME

static gpointer load_library(gpointer data)
{
    static const struct library_symbol symbols[] = {
#define SYMBOL(name) { #name, offsetof(struct libhyphen, name) },
        HYPHEN_FUNCTIONS(SYMBOL)
#undef SYMBOL
    };
    static struct libhyphen library; /* written once, before its first use */
    g_autoptr(GError) error = NULL;
    (void)data;
    if (library_bind(HYPHEN_SONAME, symbols, G_N_ELEMENTS(symbols), &library, &error))
        return &library;
    log_add(LOG_WARNING, "hyphenation is off: %s", error->message);
    return NULL;
}

/* NULL: it is not there. */
static const struct libhyphen *get_library(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, load_library, NULL);
}

#else

static const struct libhyphen *get_library(void)
{
#define ADDRESS(name) name,
    static const struct libhyphen library = { HYPHEN_FUNCTIONS(ADDRESS) };
#undef ADDRESS
    return &library;
}

#endif

/* ---- dictionaries */

struct hyphen_dictionary {
    HyphenDict *dict; /* NULL: no dictionary for this language */
};

struct hyphen_shelf {
    GHashTable *dictionaries; /* "de-AT" to struct hyphen_dictionary */
};

static void dictionary_free(gpointer data)
{
    struct hyphen_dictionary *dictionary = data;
    if (dictionary->dict)
        get_library()->hnj_hyphen_free(dictionary->dict);
    g_free(dictionary);
}

struct hyphen_shelf *hyphen_shelf_new(void)
{
    struct hyphen_shelf *shelf = g_new0(struct hyphen_shelf, 1);
    shelf->dictionaries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, dictionary_free);
    return shelf;
}

void hyphen_shelf_free(struct hyphen_shelf *shelf)
{
    if (!shelf)
        return;
    g_hash_table_unref(shelf->dictionaries);
    g_free(shelf);
}

static HyphenDict *load(const char *name)
{
    g_autofree char *path = g_strdup_printf("%s/hyph_%s.dic", HYPHEN_FOLDER, name);
    const struct libhyphen *library =
        g_file_test(path, G_FILE_TEST_IS_REGULAR) ? get_library() : NULL;
    return library ? library->hnj_hyphen_load(path) : NULL;
}

/* Of the language as it is spoken in a region, else of the language. */
static HyphenDict *load_language(const char *language, const char *region)
{
    static const char *const fallbacks[] = { "en_US", "en_GB", "de_DE", "pt_PT", "pt_BR" };
    g_autofree char *full = g_strdup_printf("%s_%s", language, region);
    g_autofree char *upper = g_ascii_strup(language, -1);
    g_autofree char *twice = g_strdup_printf("%s_%s", language, upper);
    HyphenDict *dict = *region ? load(full) : NULL;
    dict = dict ? dict : load(language);
    dict = dict ? dict : load(twice);
    for (guint i = 0; !dict && i < G_N_ELEMENTS(fallbacks); i++)
        if (g_str_has_prefix(fallbacks[i], language) && fallbacks[i][strlen(language)] == '_')
            dict = load(fallbacks[i]);
    return dict;
}

const struct hyphen_dictionary *hyphen_find(struct hyphen_shelf *shelf, const char *language)
{
    g_assert(shelf);
    size_t n = 0;
    if (!language)
        return NULL;
    while (g_ascii_isalpha(language[n]))
        n++;
    const char *rest = language + n;
    if (n < 2 || n > 3 || (*rest && *rest != '-' && *rest != '_'))
        return NULL;
    const bool has_region =
        *rest && g_ascii_isalpha(rest[1]) && g_ascii_isalpha(rest[2]) && !g_ascii_isalnum(rest[3]);
    g_autofree char *word = g_ascii_strdown(language, (gssize)n);
    g_autofree char *region = has_region ? g_ascii_strup(rest + 1, 2) : g_strdup("");
    g_autofree char *key = g_strdup_printf("%s-%s", word, region);
    struct hyphen_dictionary *found = g_hash_table_lookup(shelf->dictionaries, key);
    if (!found) {
        found = g_new0(struct hyphen_dictionary, 1);
        found->dict = load_language(word, region);
        g_hash_table_insert(shelf->dictionaries, g_steal_pointer(&key), found);
    }
    return found->dict ? found : NULL;
}

/* A break that changes letters, as German had before 1996, is left out. */
static void free_changes(char **changes, int *places, int *cuts, size_t n)
{
    for (size_t i = 0; changes && i < n; i++)
        free(changes[i]);
    free(changes);
    free(places);
    free(cuts);
}

bool hyphen_find_parts(const struct hyphen_dictionary *dictionary, const char *word, size_t len,
                       bool parts[HYPHEN_MAX_BYTES])
{
    g_assert(dictionary && word && parts);
    char hyphens[HYPHEN_MAX_BYTES + 5], **changes = NULL;
    int *places = NULL, *cuts = NULL;
    bool has_any = false;
    if (len >= HYPHEN_MAX_BYTES)
        return false;
    g_autofree char *lower = g_utf8_strdown(word, (gssize)len);
    const glong n = g_utf8_strlen(word, (gssize)len);
    if (g_utf8_strlen(lower, -1) != n)
        return false;
    g_autofree char *encoded = dictionary->dict->utf8 ? g_strdup(lower)
                                                      : g_convert(lower, -1, dictionary->dict->cset,
                                                                  "UTF-8", NULL, NULL, NULL);
    const size_t size = encoded ? strlen(encoded) : 0;
    if (!size || size >= HYPHEN_MAX_BYTES || (!dictionary->dict->utf8 && size != (size_t)n))
        return false;
    memset(parts, 0, HYPHEN_MAX_BYTES * sizeof *parts);
    memset(hyphens, 0, sizeof hyphens);
    if (get_library()->hnj_hyphen_hyphenate2(dictionary->dict, encoded, (int)size, hyphens, NULL,
                                             &changes, &places, &cuts) == 0) {
        const char *p = word;
        for (glong i = 0; i + 1 < n; i++) {
            p = g_utf8_next_char(p);
            parts[p - word] = hyphens[i] & 1 && !(changes && changes[i]);
            has_any = has_any || parts[p - word];
        }
    }
    free_changes(changes, places, cuts, size);
    return has_any;
}

#else

struct hyphen_shelf *hyphen_shelf_new(void)
{
    return NULL;
}

void hyphen_shelf_free(G_GNUC_UNUSED struct hyphen_shelf *shelf)
{
}

const struct hyphen_dictionary *hyphen_find(G_GNUC_UNUSED struct hyphen_shelf *shelf,
                                            G_GNUC_UNUSED const char *language)
{
    return NULL;
}

bool hyphen_find_parts(G_GNUC_UNUSED const struct hyphen_dictionary *dictionary,
                       G_GNUC_UNUSED const char *word, G_GNUC_UNUSED size_t len,
                       G_GNUC_UNUSED bool parts[HYPHEN_MAX_BYTES])
{
    return false;
}

#endif
