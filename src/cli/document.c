/* SPDX-License-Identifier: MIT */
/* Reading a document and saying what is wrong with it. */
#include "document.h"

#include "base/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define MAX_BYTES ((size_t)1 << 30)

static char *document_read_stream(FILE *stream, const char *name, size_t *len, GError **error)
{
    GString *bytes = g_string_new(NULL);
    char buffer[64 * 1024];
    size_t n;
    while ((n = fread(buffer, 1, sizeof buffer, stream)) > 0 && bytes->len <= MAX_BYTES)
        g_string_append_len(bytes, buffer, (gssize)n);
    if (ferror(stream) || bytes->len > MAX_BYTES) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "can't read '%s': %s", name,
                    ferror(stream) ? g_strerror(errno) : "larger than 1 GiB");
        g_string_free(bytes, TRUE);
        return NULL;
    }
    *len = bytes->len;
    return g_string_free(bytes, FALSE);
}

char *document_read(const char *path, size_t *len, GError **error)
{
    if (!path || strcmp(path, "-") == 0)
        return document_read_stream(stdin, "standard input", len, error);
    FILE *file = fopen(path, "rbe");
    if (!file) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "can't read '%s': %s",
                    path, g_strerror(errno));
        return NULL;
    }
    char *bytes = document_read_stream(file, path, len, error);
    fclose(file);
    return bytes;
}

void document_complain(const char *command, const char *message)
{
    g_autofree char *line = utf8_clean_line(message, strlen(message));
    fprintf(stderr, "newsdeck %s: %s\n", command, line);
}
