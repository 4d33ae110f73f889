/* SPDX-License-Identifier: MIT */
/* Books: the documents of EPUB 3.3, its parts packed by libzip, which is loaded with the first one.
 */
#include "config.h"

#include "epub.h"

#include "base/date.h"
#include "base/library.h"
#include "base/markup.h"
#include "text/picture.h"

#include <stdio.h>
#include <string.h>

struct part {
    char *name, *type; /* type NULL: not named in the package */
    char *bytes;
    gsize len;
};

struct chapter {
    char *title, *name;
};

struct epub {
    GArray *parts;    /* of struct part */
    GArray *chapters; /* of struct chapter; the first is the cover */
    char *metadata, *id, *title, *language;
    guint n_pictures;
};

static void part_clear(void *data)
{
    struct part *part = data;
    g_free(part->name);
    g_free(part->type);
    g_free(part->bytes);
}

static void chapter_clear(void *data)
{
    struct chapter *chapter = data;
    g_free(chapter->title);
    g_free(chapter->name);
}

static void take_part(struct epub *epub, const char *name, const char *type, char *bytes, gsize len)
{
    const struct part part = { g_strdup(name), g_strdup(type), bytes, len };
    g_array_append_val(epub->parts, part);
}

/* ---- the documents */

static void add_element(GString *out, const char *name, const char *attributes, const char *value)
{
    if (!value || !*value)
        return;
    g_string_append_printf(out, "<%s%s>", name, attributes);
    markup_append_escaped(out, value, strlen(value));
    g_string_append_printf(out, "</%s>\n", name);
}

static GString *document_new(const struct epub *epub, const char *title)
{
    GString *out = g_string_new(NULL);
    g_string_append_printf(out,
                           "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
                           "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
                           "xmlns:epub=\"http://www.idpf.org/2007/ops\" xml:lang=\"%s\">\n<head>",
                           epub->language);
    add_element(out, "title", "", title);
    g_string_append(out, "</head>\n<body>\n");
    return out;
}

static char *format_metadata(const struct epub *epub, const struct epub_facts *facts)
{
    GString *out = g_string_new(NULL);
    char published[DATE_RFC3339_BYTES] = "", modified[DATE_RFC3339_BYTES];
    if (facts->published_at)
        date_format_rfc3339(facts->published_at, published);
    date_format_rfc3339(facts->modified_at, modified);
    add_element(out, "dc:identifier", " id=\"id\"", facts->id);
    add_element(out, "dc:title", "", facts->title);
    add_element(out, "dc:language", "", epub->language);
    add_element(out, "dc:creator", "", facts->author);
    add_element(out, "dc:date", "", published);
    add_element(out, "dc:source", "", facts->source);
    add_element(out, "meta", " property=\"dcterms:modified\"", modified);
    return g_string_free(out, FALSE);
}

/* The table of contents of EPUB 3. */
static char *format_contents(const struct epub *epub)
{
    GString *out = document_new(epub, epub->title);
    g_string_append(out, "<nav epub:type=\"toc\">\n<ol>\n");
    for (guint i = 0; i < epub->chapters->len; i++) {
        const struct chapter *chapter = &g_array_index(epub->chapters, struct chapter, i);
        g_string_append_printf(out, "<li><a href=\"%s\">", chapter->name);
        markup_append_escaped(out, chapter->title, strlen(chapter->title));
        g_string_append(out, "</a></li>\n");
    }
    g_string_append(out, "</ol>\n</nav>\n</body>\n</html>\n");
    return g_string_free(out, FALSE);
}

/* The one of EPUB 2. */
static char *format_ncx(const struct epub *epub)
{
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" "
                                "version=\"2005-1\">\n<head><meta name=\"dtb:uid\" content=\"");
    markup_append_escaped(out, epub->id, strlen(epub->id));
    g_string_append(out, "\"/></head>\n<docTitle>");
    add_element(out, "text", "", epub->title);
    g_string_append(out, "</docTitle>\n<navMap>\n");
    for (guint i = 0; i < epub->chapters->len; i++) {
        const struct chapter *chapter = &g_array_index(epub->chapters, struct chapter, i);
        g_string_append_printf(out, "<navPoint id=\"n%u\" playOrder=\"%u\"><navLabel>", i, i + 1);
        add_element(out, "text", "", chapter->title);
        g_string_append_printf(out, "</navLabel><content src=\"%s\"/></navPoint>\n", chapter->name);
    }
    g_string_append(out, "</navMap>\n</ncx>\n");
    return g_string_free(out, FALSE);
}

static char *format_package(const struct epub *epub)
{
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
                                "unique-identifier=\"id\">\n"
                                "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    g_string_append_printf(out, "%s</metadata>\n<manifest>\n", epub->metadata);
    g_string_append(out, "<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" "
                         "properties=\"nav\"/>\n<item id=\"ncx\" href=\"toc.ncx\" "
                         "media-type=\"application/x-dtbncx+xml\"/>\n");
    for (guint i = 0; i < epub->parts->len; i++) {
        const struct part *part = &g_array_index(epub->parts, struct part, i);
        g_string_append_printf(out, "<item id=\"i%u\" href=\"%s\" media-type=\"%s\"/>\n", i,
                               part->name, part->type);
    }
    g_string_append(out, "</manifest>\n<spine toc=\"ncx\">\n");
    for (guint i = 0; i < epub->parts->len; i++)
        if (g_str_has_suffix(g_array_index(epub->parts, struct part, i).name, ".xhtml"))
            g_string_append_printf(out, "<itemref idref=\"i%u\"/>\n", i);
    g_string_append(out, "</spine>\n</package>\n");
    return g_string_free(out, FALSE);
}

/* ---- */

struct epub *epub_new(const struct epub_facts *facts, const char *cover)
{
    struct epub *epub = g_new0(struct epub, 1);
    GString *language = g_string_new(NULL);
    for (const char *c = facts->language ? facts->language : ""; *c && language->len < 35; c++)
        if (g_ascii_isalnum(*c) || *c == '-')
            g_string_append_c(language, *c);
    epub->parts = g_array_new(FALSE, FALSE, sizeof(struct part));
    epub->chapters = g_array_new(FALSE, FALSE, sizeof(struct chapter));
    g_array_set_clear_func(epub->parts, part_clear);
    g_array_set_clear_func(epub->chapters, chapter_clear);
    epub->language = g_strdup(language->len ? language->str : "und");
    epub->id = g_strdup(facts->id);
    epub->title = g_strdup(facts->title);
    epub->metadata = format_metadata(epub, facts);
    g_string_free(language, TRUE);
    epub_add_chapter(epub, facts->title, cover);
    return epub;
}

void epub_free(struct epub *epub)
{
    if (!epub)
        return;
    g_array_unref(epub->parts);
    g_array_unref(epub->chapters);
    g_free(epub->metadata);
    g_free(epub->id);
    g_free(epub->title);
    g_free(epub->language);
    g_free(epub);
}

void epub_add_chapter(struct epub *epub, const char *title, const char *body)
{
    GString *out = document_new(epub, title);
    const struct chapter chapter = { g_strdup(title),
                                     g_strdup_printf("c%u.xhtml", epub->chapters->len) };
    add_element(out, "h1", "", title);
    g_string_append_printf(out, "%s\n</body>\n</html>\n", body);
    const gsize len = out->len;
    take_part(epub, chapter.name, "application/xhtml+xml", g_string_free(out, FALSE), len);
    g_array_append_val(epub->chapters, chapter);
}

const char *epub_take_picture(struct epub *epub, char *bytes, gsize len)
{
    static const char *const formats[] = { "png", "jpeg", "gif", "webp" }; /* EPUB 3.3, 3.2 */
    struct picture_facts facts;
    const bool is_read = picture_look(bytes, len, &facts, NULL);
    for (guint i = 0; is_read && i < G_N_ELEMENTS(formats); i++) {
        if (strcmp(formats[i], facts.format) != 0)
            continue;
        g_autofree char *type = g_strconcat("image/", facts.format, NULL);
        g_autofree char *name = g_strdup_printf("p%u.%s", ++epub->n_pictures, facts.format);
        take_part(epub, name, type, bytes, len);
        return g_array_index(epub->parts, struct part, epub->parts->len - 1).name;
    }
    g_free(bytes);
    return NULL;
}

/* ---- the file */

#ifdef LIBZIP_SONAME

#include <zip.h>

#define ZIP_FUNCTIONS(X)                                                                           \
    X(zip_open)                                                                                    \
    X(zip_close)                                                                                   \
    X(zip_discard)                                                                                 \
    X(zip_strerror)                                                                                \
    X(zip_file_add)                                                                                \
    X(zip_set_file_compression)                                                                    \
    X(zip_source_buffer)                                                                           \
    X(zip_source_free)

struct zip_library {
#define MEMBER(name) __typeof__(&(name)) name;
    ZIP_FUNCTIONS(MEMBER)
#undef MEMBER
};

static const struct library_symbol symbols[] = {
#define SYMBOL(name) { #name, offsetof(struct zip_library, name) },
    ZIP_FUNCTIONS(SYMBOL)
#undef SYMBOL
};

bool epub_is_possible(void)
{
    return true;
}

/* bytes are borrowed until the file is closed. */
static bool pack_part(const struct zip_library *lib, zip_t *file, const char *name,
                      const char *bytes, gsize len, bool is_stored)
{
    zip_source_t *source = lib->zip_source_buffer(file, bytes, len, 0);
    const zip_int64_t index = source ? lib->zip_file_add(file, name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
        if (source)
            lib->zip_source_free(source);
        return false;
    }
    return lib->zip_set_file_compression(file, (zip_uint64_t)index,
                                         is_stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) == 0;
}

static bool pack_parts(const struct zip_library *lib, zip_t *file, const struct epub *epub)
{
    bool ok = true;
    for (guint i = 0; ok && i < epub->parts->len; i++) {
        const struct part *part = &g_array_index(epub->parts, struct part, i);
        g_autofree char *name = g_strconcat("EPUB/", part->name, NULL);
        ok = pack_part(lib, file, name, part->bytes, part->len,
                       g_str_has_prefix(part->type, "image/"));
    }
    return ok;
}

bool epub_save(struct epub *epub, const char *path, GError **error)
{
    static const char type[] = "application/epub+zip";
    static const char container[] =
        "<?xml version=\"1.0\"?>\n<container version=\"1.0\" "
        "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile "
        "full-path=\"EPUB/book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>"
        "</container>\n";
    struct zip_library lib;
    int code = 0;
    if (!library_bind(LIBZIP_SONAME, symbols, G_N_ELEMENTS(symbols), &lib, error))
        return false;
    zip_t *file = lib.zip_open(path, ZIP_CREATE | ZIP_EXCL, &code);
    if (!file) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: it can't be written there",
                    path);
        return false;
    }
    g_autofree char *package = format_package(epub);
    g_autofree char *contents = format_contents(epub);
    g_autofree char *ncx = format_ncx(epub);
    const bool is_added = /* the type is the first, and as it is: OCF 3.3, 4.3 */
        pack_part(&lib, file, "mimetype", type, strlen(type), true) &&
        pack_part(&lib, file, "META-INF/container.xml", container, strlen(container), false) &&
        pack_part(&lib, file, "EPUB/book.opf", package, strlen(package), false) &&
        pack_part(&lib, file, "EPUB/nav.xhtml", contents, strlen(contents), false) &&
        pack_part(&lib, file, "EPUB/toc.ncx", ncx, strlen(ncx), false) &&
        pack_parts(&lib, file, epub);
    if (is_added && lib.zip_close(file) == 0)
        return true;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", path, lib.zip_strerror(file));
    lib.zip_discard(file);
    return false;
}

#else

bool epub_is_possible(void)
{
    return false;
}

bool epub_save(struct epub *epub, const char *path, GError **error)
{
    (void)epub;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSYS,
                "%s: this newsdeck was built without libzip, and has no EPUB", path);
    return false;
}

#endif
