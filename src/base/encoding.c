/* SPDX-License-Identifier: MIT */
/* Encodings. What the first bytes are counts for more than what a document says of itself. */
#include "base/encoding.h"

#include "base/utf8.h"

#include <errno.h>
#include <string.h>

struct label_row {
    const char *label, *charset;
};

/* What labels mean in practice (WHATWG Encoding 4.2), where iconv takes them more narrowly or does
 * not know them. */
static const struct label_row labels[] = {
    { "iso-8859-1", "WINDOWS-1252" },
    { "iso8859-1", "WINDOWS-1252" },
    { "latin1", "WINDOWS-1252" },
    { "latin-1", "WINDOWS-1252" },
    { "l1", "WINDOWS-1252" },
    { "us-ascii", "WINDOWS-1252" },
    { "ascii", "WINDOWS-1252" },
    { "ansi", "WINDOWS-1252" },
    { "ms-ansi", "WINDOWS-1252" },
    { "iso-8859-8-i", "ISO-8859-8" },
    { "logical", "ISO-8859-8" },
    { "visual", "ISO-8859-8" },
    { "iso-8859-9", "WINDOWS-1254" },
    { "latin5", "WINDOWS-1254" },
    { "iso-8859-11", "WINDOWS-874" },
    { "tis-620", "WINDOWS-874" },
    { "dos-874", "WINDOWS-874" },
    { "l9", "ISO-8859-15" },
    { "latin9", "ISO-8859-15" },
    { "csisolatin9", "ISO-8859-15" },
    { "koi", "KOI8-R" },
    { "koi8", "KOI8-R" },
    { "gb2312", "GB18030" },
    { "gb2312-80", "GB18030" },
    { "gb-2312-80", "GB18030" },
    { "csgb2312", "GB18030" },
    { "gbk", "GB18030" },
    { "gb-18030", "GB18030" },
    { "chinese", "GB18030" },
    { "cp936", "GB18030" },
    { "windows-936", "GB18030" },
    { "shift-jis", "CP932" },
    { "sjis", "CP932" },
    { "windows-31j", "CP932" },
    { "ms-kanji", "CP932" },
    { "csshiftjis", "CP932" },
    { "ks-c-5601-1987", "CP949" },
    { "ks-c-5601-1989", "CP949" },
    { "ks-c-5601", "CP949" },
    { "ksc-5601", "CP949" },
    { "ksc5601", "CP949" },
    { "korean", "CP949" },
    { "euc-kr", "CP949" },
    { "euckr", "CP949" },
    { "big5", "BIG5-HKSCS" },
    { "x-big5", "BIG5-HKSCS" },
    { "csbig5", "BIG5-HKSCS" },
    { "cn-big5", "BIG5-HKSCS" },
    { "utf8", "UTF-8" },
    { "u8", "UTF-8" },
    { "unicode-1-1-utf-8", "UTF-8" },
    { "unicode20utf8", "UTF-8" },
    { "unicode11utf8", "UTF-8" },
    { "mac", "MACINTOSH" },
    { "mac-roman", "MACINTOSH" },
    { "mac-ukrainian", "MAC-CYRILLIC" },
};

struct signature {
    const char *bytes;
    size_t len;
    const char *charset;
};

static const struct signature marks[] = {
    { "\xef\xbb\xbf", 3, "UTF-8" },    { "\xff\xfe\0\0", 4, "UTF-32LE" },
    { "\0\0\xfe\xff", 4, "UTF-32BE" }, { "\xff\xfe", 2, "UTF-16LE" },
    { "\xfe\xff", 2, "UTF-16BE" },
};

/* Without a mark, what the zeros around the first character say: a tag, JSON or white space. */
static const char *encoding_guess_wide(const char *bytes, size_t len)
{
    static const struct {
        guint at, zeros; /* where the character is, how many bytes are zero beside it */
        const char *charset;
    } rows[] = {
        { 0, 3, "UTF-32LE" }, { 3, 3, "UTF-32BE" }, { 0, 1, "UTF-16LE" }, { 1, 1, "UTF-16BE" }
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const guint size = rows[i].zeros + 1;
        guint n_zeros = 0;
        for (guint j = 0; j < size && size <= len; j++)
            n_zeros += bytes[j] == '\0';
        if (n_zeros == rows[i].zeros && bytes[rows[i].at] &&
            strchr("<{[ \t\r\n", bytes[rows[i].at]))
            return rows[i].charset;
    }
    return len >= 4 && memcmp(bytes, "\x4c\x6f\xa7\x94", 4) == 0 ? "IBM037" : NULL; /* "<?xm" */
}

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
    g_assert((text || !len) && key && label && size);
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

static const char *encoding_find_row(const char *label)
{
    for (guint i = 0; i < G_N_ELEMENTS(labels); i++)
        if (strcmp(label, labels[i].label) == 0)
            return labels[i].charset;
    return NULL;
}

/* "win-1251", "cp-1251", "ms1251": the number of a code page, which iconv knows as "cp1251". */
static void encoding_spell_code_page(char *charset, size_t size)
{
    static const char *const families[] = { "win", "windows", "cp", "ms", "dos", "ibm" };
    const size_t letters = strcspn(charset, "-0123456789");
    const char *number = charset + letters + (charset[letters] == '-');
    const size_t digits = strspn(number, "0123456789");
    if (digits < 3 || digits > 4 || number[digits])
        return;
    for (guint i = 0; i < G_N_ELEMENTS(families); i++) {
        if (strlen(families[i]) == letters && memcmp(charset, families[i], letters) == 0) {
            g_autofree char *page = g_strconcat("cp", number, NULL);
            g_strlcpy(charset, page, size);
            return;
        }
    }
}

/* iconv's name for a label in lower case; charset has room for one. NULL without a label. */
static const char *encoding_find_charset(const char *label, char *charset, size_t size)
{
    if (!label || !label[0])
        return NULL;
    g_strlcpy(charset, label, size);
    g_strdelimit(charset, "_", '-');
    if (g_str_has_prefix(charset, "x-"))
        memmove(charset, charset + 2, strlen(charset + 2) + 1);
    if (g_str_has_prefix(charset, "x-x-"))
        memmove(charset, charset + 4, strlen(charset + 4) + 1);
    const char *row = encoding_find_row(charset);
    if (!row)
        encoding_spell_code_page(charset, size);
    return row ? row : charset;
}

/* Whether bytes are rather UTF-8 with a few mistakes than windows-1252: it has more characters of
 * several bytes than bytes that are not part of one. */
static bool encoding_is_mostly_utf8(const char *bytes, size_t len)
{
    size_t n_good = 0, n_bad = 0;
    for (const char *p = bytes, *end = bytes + len; p < end;) {
        const char *bad;
        const bool is_valid = g_utf8_validate_len(p, end - p, &bad);
        for (; p < bad; p = g_utf8_next_char(p))
            n_good += (guchar)*p >= 0x80;
        if (is_valid)
            break;
        n_bad += (guchar)*p >= 0x80;
        p++;
    }
    return n_good > n_bad;
}

/* What the bytes are in, as far as they show it: then nothing else counts. */
static const char *encoding_sniff(const char **bytes, size_t *len)
{
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (*len >= marks[i].len && memcmp(*bytes, marks[i].bytes, marks[i].len) == 0) {
            *bytes += marks[i].len;
            *len -= marks[i].len;
            return marks[i].charset;
        }
    }
    return encoding_guess_wide(*bytes, *len);
}

/* The bytes by their label, or NULL where it can't be true: unknown; nothing left of the markup
 * that is in the bytes; or ASCII and Latin-1 of bytes that are flawless UTF-8. */
static GString *encoding_trust(const char *bytes, size_t len, const char *charset, bool is_utf8)
{
    if (is_utf8 && g_str_equal(charset, "WINDOWS-1252"))
        return NULL;
    GString *text = encoding_convert(bytes, len, charset);
    if (text && memchr(bytes, '<', len) && !memchr(text->str, '<', text->len)) {
        g_string_free(text, TRUE);
        return NULL;
    }
    return text;
}

const char *encoding_decode(const char *bytes, size_t *len, const char *label, char **owned)
{
    g_assert(len && owned && (bytes || !*len));
    char name[64];
    *owned = NULL;
    const char *sniffed = encoding_sniff(&bytes, len);
    const char *charset = sniffed ? sniffed : encoding_find_charset(label, name, sizeof name);
    const bool is_named_utf8 = !charset || g_ascii_strcasecmp(charset, "utf-8") == 0;
    if (is_named_utf8 && utf8_is_clean(bytes, *len, UTF8_BLOCK))
        return bytes;
    GString *converted = NULL;
    const bool is_utf8 = g_utf8_validate_len(bytes, *len, NULL);
    if (!is_named_utf8)
        converted = sniffed ? encoding_convert(bytes, *len, charset)
                            : encoding_trust(bytes, *len, charset, is_utf8);
    if (!converted && !is_utf8 && !sniffed && !memchr(bytes, '\0', *len) &&
        !encoding_is_mostly_utf8(bytes, *len))
        converted = encoding_convert(bytes, *len, "WINDOWS-1252");
    if (converted) {
        *len = utf8_clean_valid(converted->str, converted->len, UTF8_BLOCK);
        *owned = g_string_free(converted, FALSE);
    } else {
        *owned = utf8_clean(bytes, *len, UTF8_BLOCK, len);
    }
    return *owned;
}
