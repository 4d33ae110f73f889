/* SPDX-License-Identifier: MIT */
/* References in XML: XML's own, HTML's, the ones that the document declares, and "&" that is
 * just that. */
#include "config.h" /* memmem() */

#include "mend.h"

#include "base/markup.h"

#include <string.h>

#define MAX_NESTING 8
#define MAX_NAME 64

static void append_escaped(GString *out, const char *text, size_t len)
{
    for (const char *p = text; p < text + len; p++) {
        if (*p == '<')
            g_string_append(out, "&lt;");
        else if (*p == '&')
            g_string_append(out, "&amp;");
        else if (*p == '"')
            g_string_append(out, "&quot;");
        else
            g_string_append_c(out, *p);
    }
}

/* The byte that the reference at p would be in windows-1252 or Latin-1, 0: no such byte; *taken is
 * its length. */
static guchar read_byte(const char *p, const char *end, size_t *taken)
{
    const char *semicolon = memchr(p, ';', MIN(end - p, MAX_NAME));
    if (!semicolon || *p != '&')
        return 0;
    *taken = (size_t)(semicolon - p) + 1;
    if (p[1] != '#') {
        const char *utf8 = markup_find_entity(p + 1, semicolon - p - 1, NULL);
        return utf8 ? markup_get_windows_1252(g_utf8_get_char(utf8)) : 0;
    }
    const bool is_hex = p[2] == 'x' || p[2] == 'X';
    char *stop;
    const guint64 number = g_ascii_strtoull(p + 2 + is_hex, &stop, is_hex ? 16 : 10);
    return stop == semicolon && number <= 0x10ffff ? markup_get_windows_1252((gunichar)number) : 0;
}

/* The bytes of the character in UTF-8 that begins with first; 0 if none does. */
static size_t count_bytes(guchar first)
{
    if (first < 0xc2 || first >= 0xf5)
        return 0;
    return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* "&acirc;&#128;&brvbar;": the bytes of a character in UTF-8, each written as a character. Returns
 * the bytes of input they take, 0 where they make no character. */
static size_t append_double_encoded(const char *p, const char *end, GString *out)
{
    char bytes[4];
    const char *begin = p;
    size_t taken = 0, need = 4;
    for (size_t n = 0; n < need; n++, p += taken) {
        const guchar byte = p < end ? read_byte(p, end, &taken) : 0;
        if (n == 0)
            need = count_bytes(byte);
        if (!need || !byte)
            return 0;
        bytes[n] = (char)byte;
    }
    if (!g_utf8_validate(bytes, (gssize)need, NULL))
        return 0;
    g_string_append_len(out, bytes, (gssize)need);
    return (size_t)(p - begin);
}

static size_t check_number(const char *p, const char *end)
{
    const char *begin = p;
    guint32 c = 0;
    p += 2;
    const bool is_hex = p < end && *p == 'x';
    p += is_hex;
    const char *digits = p;
    for (; p < end && p - digits < 8 && (is_hex ? g_ascii_isxdigit(*p) : g_ascii_isdigit(*p)); p++)
        c = c * (is_hex ? 16 : 10) + (guint32)g_ascii_xdigit_value(*p);
    const bool is_plain = (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && c < 0x202a) ||
                          (c > 0x2069 && c < 0xd800) || (c > 0x202e && c < 0x2066) || c == '\t' ||
                          c == '\n' || (c >= 0x10000 && c < 0x1fffe);
    const bool may_be_byte = c >= 0xc2 && c < 0xf5 && p + 1 < end && p[1] == '&';
    return p > digits && p < end && *p == ';' && is_plain && !may_be_byte ? (size_t)(p - begin) + 1
                                                                          : 0;
}

size_t mend_check_reference(const char *p, const char *end)
{
    static const char *const names[] = { "&lt;", "&gt;", "&amp;", "&quot;", "&apos;" };
    if (end - p < 4)
        return 0;
    if (p[1] == '#')
        return check_number(p, end);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        const size_t len = strlen(names[i]);
        if (p[1] == names[i][1] && (size_t)(end - p) >= len && memcmp(p, names[i], len) == 0)
            return len;
    }
    return 0;
}

/* The general entities of the internal subset that have a text: name to text. */
static GHashTable *read_declarations(const char *p, const char *end)
{
    GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    while (p < end && (p = memmem(p, end - p, "<!ENTITY", 8))) {
        p += 8;
        while (p < end && g_ascii_isspace(*p))
            p++;
        const char *name = p;
        while (p < end && (g_ascii_isalnum(*p) || strchr("._-:", *p)) && *p)
            p++;
        const size_t len = p - name;
        while (p < end && g_ascii_isspace(*p))
            p++;
        if (!len || len > MAX_NAME || p == end || (*p != '"' && *p != '\''))
            continue;
        const char *value = p + 1, *close = memchr(value, *p, end - value);
        if (!close)
            break;
        char *key = g_strndup(name, len);
        if (g_hash_table_contains(table, key)) /* the first declaration counts (XML 4.2) */
            g_free(key);
        else
            g_hash_table_insert(table, key, g_strndup(value, close - value));
        p = close;
    }
    return table;
}

/* XHTML 1.0's entities are the only ones that XML without a declaration can mean; HTML 5 has other
 * characters for two of them. */
static const char *find_xhtml_entity(const char *name, size_t len)
{
    if (len == 4 && memcmp(name, "lang", 4) == 0)
        return "\xe2\x8c\xa9";
    if (len == 4 && memcmp(name, "rang", 4) == 0)
        return "\xe2\x8c\xaa";
    return markup_find_entity(name, len, NULL);
}

/* The text of the declared entity name, its own references replaced; false if it is not declared.
 */
static bool expand(struct mend *mend, const char *name, size_t len, guint nesting, GString *text)
{
    if (len > MAX_NAME)
        return false;
    if (!mend->entities)
        mend->entities = read_declarations(mend->prologue, mend->prologue_end);
    char key[MAX_NAME + 1];
    memcpy(key, name, len);
    key[len] = '\0';
    const char *value = g_hash_table_lookup(mend->entities, key);
    if (!value)
        return false;
    const char *end = value + strlen(value);
    for (const char *p = value; p < end && mend->budget;) {
        const char *semicolon = *p == '&' ? memchr(p, ';', MIN(end - p, MAX_NAME)) : NULL;
        char utf8[MARKUP_REFERENCE_BYTES];
        size_t n = 0, taken = 0;
        if (semicolon && nesting < MAX_NESTING &&
            expand(mend, p + 1, semicolon - p - 1, nesting + 1, text)) {
            p = semicolon + 1;
            continue;
        }
        if (*p == '&')
            taken = markup_decode_reference(p, end, utf8, &n);
        const size_t whole = (size_t)(g_utf8_next_char(p) - p); /* never half a character */
        g_string_append_len(text, taken ? utf8 : p, (gssize)(taken ? n : whole));
        p += taken ? taken : whole;
        mend->budget--;
    }
    return true;
}

size_t mend_append_reference(struct mend *mend, const char *p, const char *end, GString *out)
{
    const char *semicolon = memchr(p, ';', MIN(end - p, MAX_NAME));
    char utf8[MARKUP_REFERENCE_BYTES];
    size_t n = 0, taken = append_double_encoded(p, end, out);
    if (taken)
        return taken;
    if (p + 1 < end && p[1] == '#') {
        taken = markup_decode_reference(p, end, utf8, &n);
    } else if (semicolon) {
        g_autoptr(GString) text = g_string_new(NULL);
        if (mend->prologue < mend->prologue_end &&
            expand(mend, p + 1, semicolon - p - 1, 0, text)) {
            append_escaped(out, text->str, text->len);
            return (size_t)(semicolon - p) + 1;
        }
        const char *found = find_xhtml_entity(p + 1, semicolon - p - 1);
        if (found) {
            append_escaped(out, found, strlen(found));
            return (size_t)(semicolon - p) + 1;
        }
    }
    if (taken) {
        append_escaped(out, utf8, n);
        return taken;
    }
    g_string_append(out, "&amp;");
    return 1;
}
