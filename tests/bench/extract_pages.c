/* SPDX-License-Identifier: MIT */
/* What it takes to get the articles out of the pages in the file on the command line, each ended by a
 * NUL. */
#include "text/extract.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
    const struct extract_options options = { .base_url = "http://site.example/page.html" };
    char *page = NULL;
    size_t size = 0, total = 0, n_pages = 0;
    if (!file)
        return 1;
    for (ssize_t n; (n = getdelim(&page, &size, '\0', file)) > 1; n_pages++) {
        struct extract_page *article = extract_article(page, (size_t)n - 1, &options, NULL);
        total += article ? article->length : 0;
        extract_page_free(article);
    }
    free(page);
    fclose(file);
    printf("%zu pages, %zu characters\n", n_pages, total);
    return 0;
}
