/* SPDX-License-Identifier: MIT */
/* A feed's encoding: what its XML declaration says, failing that the header. */
#include "parser.h"

#include "base/encoding.h"

#include <string.h>

#define DECLARATION_BYTES 2048

const char *feed_decode(const char *bytes, size_t *len, const char *content_type, char **owned)
{
    char label[64] = "";
    const char *declaration = g_strstr_len(bytes, (gssize)MIN(*len, DECLARATION_BYTES), "<?xml ");
    if (declaration) {
        const size_t left = MIN((size_t)(bytes + *len - declaration), 256);
        const char *close = memchr(declaration, '>', left);
        if (close)
            encoding_find_label(declaration, close - declaration, "encoding", label, sizeof label);
    }
    if (!label[0] && content_type)
        encoding_find_label(content_type, strlen(content_type), "charset", label, sizeof label);
    return encoding_decode(bytes, len, label, owned);
}
