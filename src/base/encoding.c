/* SPDX-License-Identifier: MIT */
/* Encodings. What the first bytes are counts for more than what a document says of itself. */
#include "base/encoding.h"

#include "base/utf8.h"

#include <errno.h>
#include <string.h>

struct label_row {
    const char *label, *charset;
};

/* What labels mean in practice (WHATWG Encoding 4.2), where iconv takes them more narrowly. */
static const struct label_row labels[] = {
    { "iso-8859-1", "WINDOWS-1252" },
    { "iso8859-1", "WINDOWS-1252" },
    { "iso_8859-1", "WINDOWS-1252" },
    { "latin1", "WINDOWS-1252" },
    { "latin-1", "WINDOWS-1252" },
    { "l1", "WINDOWS-1252" },
    { "us-ascii", "WINDOWS-1252" },
    { "ascii", "WINDOWS-1252" },
    { "iso-8859-9", "WINDOWS-1254" },
    { "iso-8859-11", "WINDOWS-874" },
    { "tis-620", "WINDOWS-874" },
    { "gb2312", "GB18030" },
    { "gbk", "GB18030" },
    { "gb_2312-80", "GB18030" },
    { "x-gbk", "GB18030" },
    { "cp936", "GB18030" },
    { "shift_jis", "CP932" },
    { "shift-jis", "CP932" },
    { "sjis", "CP932" },
    { "x-sjis", "CP932" },
    { "windows-31j", "CP932" },
    { "ks_c_5601-1987", "CP949" },
    { "euc-kr", "CP949" },
    { "euckr", "CP949" },
    { "big5", "BIG5-HKSCS" },
    { "x-x-big5", "BIG5-HKSCS" },
    { "utf8", "UTF-8" },
    { "unicode-1-1-utf-8", "UTF-8" },
    { "x-mac-roman", "MACINTOSH" },
    { "mac", "MACINTOSH" },
    { "x-mac-cyrillic", "MAC-CYRILLIC" },
    { "ebcdic-us", "EBCDIC-US" },
};

struct signature {
    const char *bytes;
    size_t len, skip; /* bytes of a mark that is not text */
    const char *charset;
};

static const struct signature signatures[] = {
    { "\xef\xbb\xbf", 3, 3, "UTF-8" },    { "\xff\xfe\0\0", 4, 4, "UTF-32LE" },
    { "\0\0\xfe\xff", 4, 4, "UTF-32BE" }, { "\xff\xfe", 2, 2, "UTF-16LE" },
    { "\xfe\xff", 2, 2, "UTF-16BE" },     { "<\0\0\0", 4, 0, "UTF-32LE" },
    { "\0\0\0<", 4, 0, "UTF-32BE" },      { "<\0", 2, 0, "UTF-16LE" },
    { "\0<", 2, 0, "UTF-16BE" },          { "{\0\0\0", 4, 0, "UTF-32LE" },
    { "\0\0\0{", 4, 0, "UTF-32BE" },      { "{\0", 2, 0, "UTF-16LE" },
    { "\0{", 2, 0, "UTF-16BE" },          { "\x4c\x6f\xa7\x94", 4, 0, "IBM037" },
};

/* bytes through iconv; what it can't read becomes U+FFFD, one byte at a time. NULL where charset is
 * unknown. */
static GString *encoding_convert(const char *bytes, size_t len, const char *charset)
{
    GIConv converter = g_iconv_open("UTF-8", charset);
    if (converter == (GIConv)-1)
        return NULL;
    GString *out = g_string_sized_new(len + len / 2 + 16);
    char *in = (char *)bytes;
    gsize left = len;
    while (left > 0) {
        char buffer[16 * 1024];
        char *to = buffer;
        gsize room = sizeof buffer;
        const gsize result = g_iconv(converter, &in, &left, &to, &room);
        const int reason = errno;
        g_string_append_len(out, buffer, to - buffer);
        if (result != (gsize)-1 || (reason == E2BIG && to > buffer))
            continue;
        if (reason != EILSEQ)
            break; /* cut in the middle of a character */
        g_string_append(out, "\xef\xbf\xbd");
        in++;
        left--;
    }
    g_iconv_close(converter);
    return out;
}

void encoding_find_label(const char *text, size_t len, const char *key, char *label, size_t size)
{
    const size_t key_len = strlen(key);
    const char *end = text + len, *p = text;
    label[0] = '\0';
    while ((size_t)(end - p) > key_len && g_ascii_strncasecmp(p, key, key_len) != 0)
        p++;
    if ((size_t)(end - p) <= key_len)
        return;
    p += key_len;
    while (p < end && (g_ascii_isspace(*p) || *p == '='))
        p++;
    if (p < end && (*p == '"' || *p == '\''))
        p++;
    size_t n = 0;
    while (p < end && n + 1 < size && (g_ascii_isalnum(*p) || (*p && strchr("-_.:", *p))))
        label[n++] = g_ascii_tolower(*p++);
    label[n] = '\0';
}

static const char *encoding_find_charset(const char *label)
{
    if (!label[0])
        return NULL;
    for (guint i = 0; i < G_N_ELEMENTS(labels); i++)
        if (strcmp(label, labels[i].label) == 0)
            return labels[i].charset;
    if (strstr(label, "16") || strstr(label, "32") || strstr(label, "ucs") ||
        g_str_equal(label, "unicode"))
        return strstr(label, "iso") || strstr(label, "1250")
                   ? label
                   : NULL; /* the bytes are ASCII's: it can't be true */
    return label;
}

const char *encoding_decode(const char *bytes, size_t *len, const char *label, char **owned)
{
    const char *charset = NULL;
    size_t skip = 0;
    *owned = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(signatures) && !charset; i++) {
        const struct signature *s = &signatures[i];
        if (*len >= s->len && memcmp(bytes, s->bytes, s->len) == 0) {
            charset = s->charset;
            skip = s->skip;
        }
    }
    bytes += skip;
    *len -= skip;
    if (!charset && label)
        charset = encoding_find_charset(label);
    const bool is_utf8 = !charset || g_ascii_strcasecmp(charset, "utf-8") == 0;
    if (is_utf8 && utf8_is_clean(bytes, *len, UTF8_BLOCK))
        return bytes;
    g_autoptr(GString) converted = NULL;
    if (!is_utf8) {
        converted = encoding_convert(bytes, *len, charset);
        if (!converted)
            charset = NULL;
    }
    if (!charset && !g_utf8_validate_len(bytes, *len, NULL) && !memchr(bytes, '\0', *len))
        converted = encoding_convert(bytes, *len, "WINDOWS-1252");
    const char *text = converted ? converted->str : bytes;
    if (converted)
        *len = converted->len;
    *owned = utf8_clean(text, *len, UTF8_BLOCK, len);
    return *owned;
}
