/* SPDX-License-Identifier: MIT */
/* How much two texts have in common: words counted, order ignored. */
#include "likeness.h"

#include "base/hash.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WORDS 500

static int compare_words(const void *a, const void *b)
{
    const guint64 left = *(const guint64 *)a, right = *(const guint64 *)b;
    return left < right ? -1 : left > right;
}

/* The hashes of the first words of text, sorted; returns how many. */
static guint list_words(const char *text, guint64 *words)
{
    guint n = 0;
    while (n < MAX_WORDS && *(text += strspn(text, " "))) {
        const size_t len = strcspn(text, " ");
        words[n++] = hash_bytes(text, len);
        text += len;
    }
    qsort(words, n, sizeof *words, compare_words);
    return n;
}

double likeness_measure(const char *a, const char *b)
{
    guint64 left[MAX_WORDS], right[MAX_WORDS];
    const guint n_left = list_words(a, left), n_right = list_words(b, right);
    guint n_common = 0;
    for (guint i = 0, k = 0; i < n_left && k < n_right;) {
        if (left[i] == right[k]) {
            n_common++;
            i++;
            k++;
        } else if (left[i] < right[k]) {
            i++;
        } else {
            k++;
        }
    }
    return n_left && n_right ? (double)n_common / MAX(n_left, n_right) : 0;
}
