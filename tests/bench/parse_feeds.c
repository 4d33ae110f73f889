/* SPDX-License-Identifier: MIT */
/* What it takes from the bytes of the files named on standard input to our model. */
#include "feed/feed.h"

#include <stdio.h>
#include <string.h>

int main(void)
{
    static char line[1000];
    size_t n_files = 0, n_items = 0;
    feed_start();
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        g_autofree char *bytes = NULL;
        gsize len;
        if (!g_file_get_contents(line, &bytes, &len, NULL))
            return 1;
        struct feed_document *document = feed_parse(bytes, len, NULL, NULL);
        if (!document)
            return 1;
        n_items += document->n_items;
        feed_document_free(document);
        n_files++;
    }
    feed_stop();
    printf("%zu documents, %zu items\n", n_files, n_items);
    return 0;
}
