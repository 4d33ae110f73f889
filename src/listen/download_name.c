/* SPDX-License-Identifier: MIT */
/* Names for files, made of what feeds say. */
#include "base/date.h"
#include "listen/download.h"

#include <string.h>

enum { MAX_PART_BYTES = 200, MAX_EXTENSION = 8 };

/* Media types and the endings of their files, the usual one first. */
static const struct {
    const char *type;
    const char *endings[4];
} types[] = {
    { "audio/mpeg", { "mp3", "mp2" } },
    { "audio/mp3", { "mp3" } },
    { "audio/mp4", { "m4a", "m4b" } },
    { "audio/x-m4a", { "m4a" } },
    { "audio/x-m4b", { "m4b" } },
    { "audio/aac", { "aac" } },
    { "audio/ogg", { "ogg", "oga" } },
    { "audio/opus", { "opus" } },
    { "audio/flac", { "flac" } },
    { "audio/x-flac", { "flac" } },
    { "audio/wav", { "wav" } },
    { "audio/x-wav", { "wav" } },
    { "audio/webm", { "webm", "weba" } },
    { "audio/aiff", { "aiff", "aif" } },
    { "audio/x-ms-wma", { "wma" } },
    { "audio/midi", { "mid", "midi" } },
    { "video/mp4", { "mp4" } },
    { "video/x-m4v", { "m4v" } },
    { "video/webm", { "webm" } },
    { "video/quicktime", { "mov" } },
    { "video/x-matroska", { "mkv", "mka" } },
    { "video/mpeg", { "mpg", "mpeg" } },
    { "video/ogg", { "ogv" } },
    { "video/x-msvideo", { "avi" } },
    { "video/x-ms-wmv", { "wmv" } },
    { "video/3gpp", { "3gp" } },
    { "image/jpeg", { "jpg", "jpeg" } },
    { "image/png", { "png" } },
    { "image/gif", { "gif" } },
    { "image/webp", { "webp" } },
    { "image/avif", { "avif" } },
    { "image/svg+xml", { "svg" } },
    { "application/pdf", { "pdf" } },
    { "application/epub+zip", { "epub" } },
    { "application/ogg", { "ogg", "ogx" } },
    { "application/zip", { "zip" } },
    { "application/x-bittorrent", { "torrent" } },
    { "application/x-subrip", { "srt" } },
    { "text/vtt", { "vtt" } },
    { "text/html", { "html" } },
};

/* The ending of a file name[0..len), in lower case, if it is a medium's; else NULL. Caller frees. */
static char *find_ending(const char *name, gsize len)
{
    const char *dot = g_strrstr_len(name, (gssize)len, ".");
    if (!dot)
        return NULL;
    g_autofree char *ending = g_ascii_strdown(dot + 1, (gssize)(name + len - dot - 1));
    for (guint i = 0; i < G_N_ELEMENTS(types); i++)
        for (guint k = 0; k < G_N_ELEMENTS(types[i].endings) && types[i].endings[k]; k++)
            if (!strcmp(ending, types[i].endings[k]) && strcmp(ending, "html") != 0)
                return g_steal_pointer(&ending);
    return NULL;
}

char *download_find_extension(const char *url)
{
    const char *scheme = url ? strstr(url, "://") : NULL;
    const char *path = scheme ? strchr(scheme + 3, '/') : url;
    if (!path)
        return NULL;
    /* what stands behind a line end belongs to another address */
    g_autofree char *plain = g_strndup(path, strcspn(path, "?#\r\n"));
    const char *slash = strrchr(plain, '/');
    const char *name = slash ? slash + 1 : plain;
    return find_ending(name, strlen(name));
}

static char *find_by_type(const char *type)
{
    const gsize len = type ? strcspn(type, "; ") : 0;
    for (guint i = 0; len && i < G_N_ELEMENTS(types); i++)
        if (strlen(types[i].type) == len && !g_ascii_strncasecmp(type, types[i].type, len))
            return g_strdup(types[i].endings[0]);
    return NULL;
}

/* RFC 6266 4.3: filename="a.mp3", filename=a.mp3, filename*=UTF-8''a.mp3. Only the ending is of use,
 * so escapes need not be undone. */
static char *find_by_disposition(const char *disposition)
{
    char *found = NULL;
    for (const char *p = disposition; p && !found && *p;) {
        p += strspn(p, "; \t");
        const gsize name_len = strcspn(p, "=;");
        const bool is_name = !g_ascii_strncasecmp(p, "filename", 8) && p[name_len] == '=';
        p += name_len;
        if (*p != '=')
            continue;
        p++;
        const bool is_quoted = *p == '"';
        p += is_quoted;
        const gsize len = strcspn(p, is_quoted ? "\"" : "; \t");
        if (is_name)
            found = find_ending(p, len);
        p += len;
        p += is_quoted && *p;
    }
    return found;
}

char *download_choose_extension(const char *url, const char *disposition, const char *type)
{
    char *found = find_by_disposition(disposition);
    if (!found)
        found = download_find_extension(url);
    return found ? found : find_by_type(type);
}

/* By the address, else by the type that the feed says. Caller frees. */
static char *find_extension(const struct download_name *name)
{
    char *found = download_find_extension(name->url);
    if (!found)
        found = find_by_type(name->type);
    return found ? found : g_strdup("bin");
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
