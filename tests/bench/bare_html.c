/* SPDX-License-Identifier: MIT */
/* What libxml2's HTML parser alone takes for the texts in the file on the command line, each ended by
 * a NUL. */
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void text(void *total, const xmlChar *characters, int len)
{
    (void)characters;
    *(size_t *)total += (size_t)len;
}

static void start(void *total, const xmlChar *name, const xmlChar **attributes)
{
    (void)name, (void)attributes;
    ++*(size_t *)total;
}

int main(int argc, char **argv)
{
    FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
    char *body = NULL;
    size_t size = 0, total = 0, n_bodies = 0;
    if (!file)
        return 1;
    for (ssize_t n; (n = getdelim(&body, &size, '\0', file)) > 0;) {
        htmlParserCtxtPtr context = htmlNewParserCtxt();
        memset(context->sax, 0, sizeof *context->sax);
        context->sax->characters = context->sax->cdataBlock = text;
        context->sax->startElement = start;
        context->userData = &total;
        htmlDocPtr document = htmlCtxtReadMemory(context, body, (int)strlen(body), NULL, "UTF-8",
                                                 HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                                                     HTML_PARSE_NOWARNING | HTML_PARSE_NOIMPLIED);
        if (document)
            xmlFreeDoc(document);
        htmlFreeParserCtxt(context);
        n_bodies++;
    }
    free(body);
    fclose(file);
    printf("%zu bodies, %zu characters\n", n_bodies, total);
    return 0;
}
