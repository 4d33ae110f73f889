/* SPDX-License-Identifier: MIT */
/* Names for files, made of what feeds say. */
#include "base/date.h"
#include "listen/download.h"

#include <string.h>

enum { MAX_PART_BYTES = 200, MAX_EXTENSION = 8 };

static const struct {
    const char *type, *extension;
} types[] = {
    { "audio/mpeg", "mp3" },      { "audio/mp3", "mp3" },   { "audio/mp4", "m4a" },
    { "audio/x-m4a", "m4a" },     { "audio/aac", "aac" },   { "audio/ogg", "ogg" },
    { "audio/opus", "opus" },     { "audio/flac", "flac" }, { "audio/wav", "wav" },
    { "video/mp4", "mp4" },       { "video/x-m4v", "m4v" }, { "video/webm", "webm" },
    { "video/quicktime", "mov" }, { "image/jpeg", "jpg" },  { "image/png", "png" },
    { "application/pdf", "pdf" }, { "text/html", "html" },  { "application/epub+zip", "epub" },
};

/* The extension from the URL's last segment, else from the MIME type. Caller frees. */
static char *find_extension(const struct download_name *name)
{
    const char *url = name->url ? name->url : "";
    const char *scheme = strstr(url, "://");
    const char *path = scheme ? strchr(scheme + 3, '/') : url;
    g_autofree char *plain = path ? g_strndup(path, strcspn(path, "?#")) : g_strdup("");
    const char *slash = strrchr(plain, '/');
    const char *dot = strrchr(slash ? slash : plain, '.');
    gsize len = 0;
    while (dot && g_ascii_isalnum(dot[len + 1]))
        len++;
    if (len && len <= MAX_EXTENSION && !dot[len + 1])
        return g_ascii_strdown(dot + 1, -1);
    for (guint i = 0; name->type && i < G_N_ELEMENTS(types); i++)
        if (!g_ascii_strncasecmp(name->type, types[i].type, strlen(types[i].type)))
            return g_strdup(types[i].extension);
    return g_strdup("bin");
}

/* Appends text without what could leave the folder or deceive the eye. */
static void append_safe(GString *out, const char *text)
{
    for (const char *c = text; *c; c = g_utf8_next_char(c)) {
        const gunichar letter = g_utf8_get_char(c);
        const GUnicodeType type = g_unichar_type(letter);
        if (letter == '/' || letter == '\\')
            g_string_append_c(out, '-');
        else if (g_unichar_isspace(letter))
            g_string_append_c(out, ' ');
        else if (type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT &&
                 type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR)
            g_string_append_unichar(out, letter);
    }
}

static void append_value(GString *out, char letter, const struct download_name *name)
{
    g_autofree char *made = letter == 'd'   ? date_format_local(name->at, "%Y-%m-%d")
                            : letter == 'e' ? find_extension(name)
                                            : NULL;
    const char *said = letter == 'f' ? name->feed : letter == 't' ? name->title : made;
    g_autofree char *valid = g_utf8_make_valid(said && *said ? said : "untitled", -1);
    append_safe(out, valid);
}

/* One part of a path: no blanks or dots around it, and short enough, its extension kept. Caller
 * frees. */
static char *shape_part(const char *part)
{
    while (*part == '.' || *part == ' ')
        part++;
    g_autofree char *text = g_strchomp(g_strdup(part));
    const char *dot = strrchr(text, '.');
    const gsize len = strlen(text);
    const gsize tail = dot && strlen(dot) <= MAX_EXTENSION + 1 ? strlen(dot) : 0;
    if (len <= MAX_PART_BYTES)
        return g_steal_pointer(&text);
    char *end = text + MAX_PART_BYTES - tail;
    while (((guchar)*end & 0xc0) == 0x80)
        end--;
    return g_strdup_printf("%.*s%s", (int)(end - text), text, tail ? dot : "");
}

char *download_format_name(const char *pattern, const struct download_name *name)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GString) path = g_string_new(NULL);
    for (const char *c = pattern; *c; c++) {
        if (*c == '%' && c[1] && strchr("fdte", c[1]))
            append_value(out, *++c, name);
        else if (*c == '%' && c[1] == '%')
            g_string_append_c(out, *++c);
        else
            g_string_append_c(out, *c);
    }
    g_auto(GStrv) parts = g_strsplit(out->str, "/", -1);
    for (guint i = 0; parts[i]; i++) {
        g_autofree char *part = shape_part(parts[i]);
        if (*part)
            g_string_append_printf(path, "%s%s", path->len ? "/" : "", part);
    }
    if (!path->len)
        g_string_append(path, "untitled");
    return g_string_free(g_steal_pointer(&path), FALSE);
}
