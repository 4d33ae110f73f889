/* SPDX-License-Identifier: MIT */
/* Encodings. What the bytes are counts for more than what a document, or its server, says of them.
 */
#include "base/encoding.h"

#include "base/markup.h"
#include "base/utf8.h"
#include "encoding_guess.h"

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

/* bytes through iconv; what it can't read becomes U+FFFD, one byte at a time, and is counted. NULL
 * where charset is unknown. */
static GString *encoding_convert(const char *bytes, size_t len, const char *charset,
                                 size_t *n_faults)
{
    *n_faults = 0;
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
        (*n_faults)++;
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

#define FEW 3 /* so many characters of several bytes are not UTF-8 by chance */

/* Which encodings the labels name, beside UTF-8. */
struct claims {
    const char *charsets[2]; /* the header's first */
    char names[2][64];
    guint n;
    bool has_utf8;
};

static void claims_add(struct claims *claims, const char *label)
{
    const char *charset =
        encoding_find_charset(label, claims->names[claims->n], sizeof claims->names[0]);
    if (!charset)
        return;
    if (g_ascii_strcasecmp(charset, "utf-8") == 0)
        claims->has_utf8 = true;
    else if (!claims->n || g_ascii_strcasecmp(claims->charsets[0], charset) != 0)
        claims->charsets[claims->n++] = charset;
}

static bool claims_are_latin(const struct claims *claims)
{
    for (guint i = 0; i < claims->n; i++)
        if (!g_str_equal(claims->charsets[i], "WINDOWS-1252"))
            return false;
    return true;
}

/* Whether bytes are UTF-8, perhaps with a few mistakes, whatever else is claimed. */
static bool encoding_is_utf8(const char *bytes, size_t len, const struct claims *claims)
{
    size_t n_good = 0, n_bad = 0, n_unusual = 0;
    bool is_stateful = false;
    for (const char *p = bytes, *end = bytes + len; p < end;) {
        const char *bad;
        const bool is_valid = g_utf8_validate_len(p, end - p, &bad);
        for (; p < bad; p = g_utf8_next_char(p)) {
            is_stateful |= *p == 0x1b || *p == 0x0e; /* ISO 2022 */
            if ((guchar)*p < 0x80)
                continue;
            n_good++;
            if (n_good < FEW)
                n_unusual += encoding_guess_is_unusual(g_utf8_get_char(p));
        }
        if (is_valid)
            break;
        if (!*p && claims->n)
            return false; /* UTF-16 */
        n_bad += (guchar)*p >= 0x80;
        p++;
    }
    if (!n_good && !n_bad)
        return !is_stateful || !claims->n;
    if (!claims->n || n_good >= FEW)
        return n_bad == 0 || n_good > n_bad;
    return n_bad == 0 && (claims->has_utf8 || claims_are_latin(claims) || !n_unusual);
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

/* The bytes by a claim, or NULL where it can't be true: unknown, or nothing is left of the markup
 * that is in the bytes. */
static GString *encoding_trust(const char *bytes, size_t len, const char *charset, size_t *n_faults)
{
    GString *text = encoding_convert(bytes, len, charset, n_faults);
    if (text && memchr(bytes, '<', len) && !memchr(text->str, '<', text->len)) {
        g_string_free(text, TRUE);
        return NULL;
    }
    return text;
}

/* The bytes by the likelier of the claims that can be true; NULL where none can. */
static GString *encoding_choose(const char *bytes, size_t len, const struct claims *claims)
{
    GString *texts[2] = { NULL, NULL };
    struct encoding_guess guesses[2];
    guint n = 0;
    for (guint i = 0; i < claims->n; i++) {
        size_t n_faults;
        GString *text = encoding_trust(bytes, len, claims->charsets[i], &n_faults);
        if (!text)
            continue;
        texts[n] = text;
        guesses[n++] = (struct encoding_guess){ .charset = claims->charsets[i],
                                                .bytes = bytes,
                                                .len = len,
                                                .text = text->str,
                                                .text_len = text->len,
                                                .n_faults = n_faults };
    }
    if (n < 2)
        return texts[0];
    const guint better = encoding_guess_choose(&guesses[0], &guesses[1]);
    g_string_free(texts[1 - better], TRUE);
    return texts[better];
}

/* The next C1 control in UTF-8, or NULL. */
static const char *encoding_find_control(const char *p, const char *end)
{
    for (; p + 1 < end && (p = memchr(p, '\xc2', end - p - 1)); p++)
        if ((guchar)p[1] >= 0x80 && (guchar)p[1] < 0xa0)
            return p;
    return NULL;
}

/* The characters p to stop, all of them Latin-1 and one a control, as the bytes that they were: of
 * UTF-8 where they make some, else of windows-1252. */
static void encoding_append_bytes(GString *out, const char *p, const char *stop)
{
    const gsize before = out->len;
    for (const char *q = p; q < stop; q += 2)
        g_string_append_c(out, (char)((guchar)q[1] + (*q == '\xc3' ? 0x40 : 0)));
    if (g_utf8_validate(out->str + before, (gssize)(out->len - before), NULL))
        return;
    g_string_truncate(out, before);
    for (; p < stop; p += 2) {
        char reference[16], utf8[MARKUP_REFERENCE_BYTES];
        size_t n = 2;
        const int width = g_snprintf(reference, sizeof reference, "&#%u;", (guchar)p[1]);
        const bool is_control = *p == '\xc2' && (guchar)p[1] < 0xa0;
        if (is_control)
            markup_decode_reference(reference, reference + width, utf8, &n);
        g_string_append_len(out, is_control ? utf8 : p, (gssize)n);
    }
}

char *encoding_mend_controls(const char *text, size_t len, size_t *out_len)
{
    g_assert((text || !len) && out_len);
    const char *end = text + len, *control = encoding_find_control(text, end);
    if (!control)
        return NULL;
    GString *out = g_string_sized_new(len + len / 2);
    const char *copied = text;
    for (; control; control = encoding_find_control(copied, end)) {
        const char *from = control, *to = control + 2;
        while (from - copied >= 2 && (from[-2] == '\xc2' || from[-2] == '\xc3'))
            from -= 2;
        while (end - to >= 2 && (*to == '\xc2' || *to == '\xc3') && ((guchar)to[1] & 0xc0) == 0x80)
            to += 2;
        g_string_append_len(out, copied, from - copied);
        encoding_append_bytes(out, from, to);
        copied = to;
    }
    g_string_append_len(out, copied, end - copied);
    *out_len = out->len;
    return g_string_free(out, FALSE);
}

static const char *encoding_clean(const char *bytes, size_t *len, char **owned)
{
    if (utf8_is_clean(bytes, *len, UTF8_BLOCK))
        return bytes;
    g_autofree char *mended = encoding_mend_controls(bytes, *len, len);
    return *owned = utf8_clean(mended ? mended : bytes, *len, UTF8_BLOCK, len);
}

const char *encoding_decode(const char *bytes, size_t *len, const char *header,
                            const char *declared, char **owned)
{
    g_assert(len && owned && (bytes || !*len));
    *owned = NULL;
    size_t n_faults;
    GString *text = NULL;
    const char *sniffed = encoding_sniff(&bytes, len);
    if (sniffed && !g_str_equal(sniffed, "UTF-8")) {
        text = encoding_convert(bytes, *len, sniffed, &n_faults);
    } else if (!sniffed) {
        struct claims claims = { .n = 0 };
        claims_add(&claims, header);
        claims_add(&claims, declared);
        if (!claims.n && utf8_is_clean(bytes, *len, UTF8_BLOCK))
            return bytes;
        const bool is_utf8 = encoding_is_utf8(bytes, *len, &claims);
        if (!is_utf8)
            text = encoding_choose(bytes, *len, &claims);
        if (!is_utf8 && !text && !memchr(bytes, '\0', *len) &&
            !encoding_is_utf8(bytes, *len, &(struct claims){ .n = 0 }))
            text = encoding_convert(bytes, *len, "WINDOWS-1252", &n_faults);
    }
    if (!text)
        return encoding_clean(bytes, len, owned);
    char *mended = encoding_mend_controls(text->str, text->len, len);
    if (!mended)
        *len = text->len;
    *owned = g_string_free(text, mended != NULL);
    if (mended)
        *owned = mended;
    *len = utf8_clean_valid(*owned, *len, UTF8_BLOCK);
    return *owned;
}
