/* SPDX-License-Identifier: MIT */
/* Any bytes as a page, a Link header, an address and a directory's answer: candidates are clean web
 * addresses, each there once. The first line is the address. */
#include "feed/discovery.h"

#include "base/url.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const GPtrArray *candidates)
{
    g_assert_cmpuint(candidates->len, <=, 100);
    for (guint i = 0; i < candidates->len; i++) {
        const struct discovery_candidate *one = candidates->pdata[i];
        g_assert_true(url_is_http(one->url));
        g_assert_true(utf8_is_clean(one->url, strlen(one->url), UTF8_LINE));
        g_assert_null(strpbrk(one->url, "# \t\r\n"));
        g_autofree char *redacted = url_redact(one->url);
        g_assert_cmpstr(redacted, ==, one->url);
        if (one->title)
            g_assert_true(utf8_is_clean(one->title, strlen(one->title), UTF8_LINE));
        for (guint k = 0; k < i; k++)
            g_assert_cmpstr(one->url, !=,
                            ((const struct discovery_candidate *)candidates->pdata[k])->url);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    const char *end = size ? memchr(bytes, '\n', size) : NULL;
    const size_t line_len = end ? (size_t)(end - bytes) : size;
    const size_t rest = size - line_len;
    g_autofree char *line = utf8_clean_line(bytes, line_len);
    g_autofree char *header = utf8_clean_line(bytes + line_len, rest);
    g_autofree char *url = discovery_read_address(line, NULL);
    GPtrArray *candidates = discovery_list_new();
    if (url) {
        g_assert_true(url_is_http(url));
        discovery_find_by_address(url, candidates);
    }
    const char *base = url ? url : "https://example.org/folder/page";
    discovery_find_in_page(bytes + line_len, rest, "text/html", base, candidates);
    discovery_find_in_header(header, base, candidates);
    discovery_find_in_lookup(bytes + line_len, rest, candidates);
    discovery_find_well_known(base, candidates);
    check(candidates);
    g_ptr_array_unref(candidates);
    return 0;
}
