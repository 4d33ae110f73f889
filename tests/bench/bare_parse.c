/* SPDX-License-Identifier: MIT */
/* What libxml2's SAX2 push parser alone takes for the files named on standard input. */
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

static void text(void *total, const xmlChar *characters, int len)
{
    (void)characters;
    *(size_t *)total += (size_t)len;
}

static void start(void *total, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
                  const xmlChar **attributes)
{
    (void)name, (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces, (void)n_attributes,
        (void)n_defaulted;
    (void)attributes;
    ++*(size_t *)total;
}

int main(void)
{
    static char line[1000], bytes[16384];
    size_t total = 0, n_files = 0;
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        FILE *file = fopen(line, "rb");
        if (!file)
            return 1;
        xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC,
                                  .characters = text,
                                  .cdataBlock = text,
                                  .startElementNs = start };
        xmlParserCtxtPtr context = xmlCreatePushParserCtxt(&handler, &total, NULL, 0, NULL);
        for (size_t n; (n = fread(bytes, 1, sizeof bytes, file));)
            xmlParseChunk(context, bytes, (int)n, 0);
        xmlParseChunk(context, bytes, 0, 1);
        xmlFreeParserCtxt(context);
        fclose(file);
        n_files++;
    }
    printf("%zu documents, %zu characters\n", n_files, total);
    return 0;
}
