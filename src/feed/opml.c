/* SPDX-License-Identifier: MIT */
/* OPML to a list of subscriptions, by libxml2's SAX2 events. */
#include "feed/opml.h"

#include "base/utf8.h"
#include "parser.h"

#include <libxml/parser.h>
#include <string.h>

#define MAX_BYTES ((gsize)256 << 20)
#define CHUNK_BYTES (64 * 1024)
#define MAX_PATH_BYTES 512  /* of the names of nested folders; deeper ones count as the last */
#define MAX_NAME_BYTES 4096 /* of a title, a command, an address */
#define MAX_CATEGORIES 64

/* An outline that is open. */
struct opml_level {
    const char *path; /* of the folder it is, "a/b"; "" at the top */
    bool is_skipped;  /* what stands inside something skipped is skipped with it */
};

struct opml_parser {
    struct opml *opml;
    xmlParserCtxtPtr context;
    GArray *levels; /* of struct opml_level */
    GString *title; /* the text of head/title while it is open */
    guint first_line;
    bool is_broken;
};

/* The attributes of an outline that are understood, by their names in lower case. */
enum opml_attribute {
    ATTRIBUTE_XML_URL,
    ATTRIBUTE_URL,
    ATTRIBUTE_TEXT,
    ATTRIBUTE_TITLE,
    ATTRIBUTE_HTML_URL,
    ATTRIBUTE_DESCRIPTION,
    ATTRIBUTE_CATEGORY,
    ATTRIBUTE_TYPE,
    ATTRIBUTE_FILTERCMD,
    ATTRIBUTE_FILTER,
    N_ATTRIBUTES
};

static const char *const attribute_names[N_ATTRIBUTES] = {
    [ATTRIBUTE_XML_URL] = "xmlurl",      [ATTRIBUTE_URL] = "url",
    [ATTRIBUTE_TEXT] = "text",           [ATTRIBUTE_TITLE] = "title",
    [ATTRIBUTE_HTML_URL] = "htmlurl",    [ATTRIBUTE_DESCRIPTION] = "description",
    [ATTRIBUTE_CATEGORY] = "category",   [ATTRIBUTE_TYPE] = "type",
    [ATTRIBUTE_FILTERCMD] = "filtercmd", [ATTRIBUTE_FILTER] = "filter",
};

/* What an outline's type declares, if it is neither a feed nor a folder. */
static const struct {
    const char *type, *what;
} other_types[] = {
    { "vfolder", "search folder" }, { "include", "list elsewhere" },    { "link", "link" },
    { "newsbin", "news bin" },      { "plugin", "source of a plugin" }, { "script", "script" },
};

static guint opml_get_line(const struct opml_parser *parser)
{
    const int line = parser->context->input ? parser->context->input->line : 0;
    return parser->first_line + (guint)MAX(line, 1);
}

/* Attribute values as clean lines in the arena; empty ones are NULL. */
static void opml_read_attributes(struct opml_parser *parser, const xmlChar **list, int n,
                                 const char *values[N_ATTRIBUTES])
{
    for (int i = 0; i < n; i++) {
        const xmlChar **attribute = list + (gsize)i * 5;
        guint which = 0;
        while (which < N_ATTRIBUTES &&
               g_ascii_strcasecmp((const char *)attribute[0], attribute_names[which]) != 0)
            which++;
        const gsize len = (gsize)(attribute[4] - attribute[3]);
        if (which == N_ATTRIBUTES || values[which] || len > MAX_NAME_BYTES)
            continue;
        g_autofree char *line = utf8_clean_line((const char *)attribute[3], len);
        if (*line)
            values[which] = arena_strdup(parser->opml->arena, line);
    }
}

static void opml_skip(struct opml_parser *parser, const char *what, const char *name)
{
    const struct opml_skip skip = { g_strdup_printf("%s \"%s\"", what, name),
                                    opml_get_line(parser) };
    g_array_append_val(parser->opml->skips, skip);
}

static const char *opml_find_other(const char *type)
{
    for (guint i = 0; type && i < G_N_ELEMENTS(other_types); i++)
        if (g_ascii_strcasecmp(type, other_types[i].type) == 0)
            return other_types[i].what;
    return NULL;
}

/* Adds tag unless it is there or the list is full. */
static void opml_add_tag(struct opml_parser *parser, GPtrArray *tags, const char *tag)
{
    if (!*tag || tags->len >= MAX_CATEGORIES)
        return;
    for (guint i = 0; i < tags->len; i++)
        if (strcmp(tags->pdata[i], tag) == 0)
            return;
    g_ptr_array_add(tags, arena_strdup(parser->opml->arena, tag));
}

static const char *const *opml_collect_tags(struct opml_parser *parser, const char *category,
                                            const char *folder)
{
    g_autoptr(GPtrArray) tags = g_ptr_array_new();
    g_auto(GStrv) parts = category ? g_strsplit(category, ",", MAX_CATEGORIES) : NULL;
    for (guint i = 0; parts && parts[i]; i++) {
        char *part = g_strstrip(parts[i]);
        opml_add_tag(parser, tags, part + (*part == '/'));
    }
    opml_add_tag(parser, tags, folder);
    g_ptr_array_add(tags, NULL);
    const char **copy = arena_alloc(parser->opml->arena, tags->len * sizeof(char *));
    memcpy(copy, tags->pdata, tags->len * sizeof(char *));
    return copy;
}

/* Readers write a command as "|cmd" (newsboat, Liferea) or "exec:cmd" (snownews). */
static const char *opml_find_command(const char *url)
{
    if (*url == '|')
        return url + 1 + strspn(url + 1, " ");
    return g_ascii_strncasecmp(url, "exec:", 5) == 0 ? url + 5 : NULL;
}

static void opml_take_feed(struct opml_parser *parser, const char *const values[N_ATTRIBUTES],
                           const char *folder)
{
    const char *url = values[ATTRIBUTE_XML_URL] ? values[ATTRIBUTE_XML_URL] : values[ATTRIBUTE_URL];
    const char *command = opml_find_command(url);
    const struct opml_feed feed = {
        .url = command ? "" : url,
        .command = command,
        .filter =
            values[ATTRIBUTE_FILTERCMD] ? values[ATTRIBUTE_FILTERCMD] : values[ATTRIBUTE_FILTER],
        .text = values[ATTRIBUTE_TEXT],
        .title = values[ATTRIBUTE_TITLE],
        .site_url = values[ATTRIBUTE_HTML_URL],
        .description = values[ATTRIBUTE_DESCRIPTION],
        .tags = opml_collect_tags(parser, values[ATTRIBUTE_CATEGORY], folder),
        .line = opml_get_line(parser),
    };
    g_array_append_val(parser->opml->feeds, feed);
}

/* The path of a folder inside another; a very long one stays where it is. */
static const char *opml_join(struct opml_parser *parser, const char *path, const char *name)
{
    if (!name || strlen(path) + strlen(name) + 1 > MAX_PATH_BYTES)
        return path;
    g_autofree char *joined = *path ? g_strconcat(path, "/", name, NULL) : g_strdup(name);
    return arena_strdup(parser->opml->arena, joined);
}

static void opml_open_outline(struct opml_parser *parser, const xmlChar **list, int n)
{
    const struct opml_level *parent =
        parser->levels->len
            ? &g_array_index(parser->levels, struct opml_level, parser->levels->len - 1)
            : NULL;
    struct opml_level level = { parent ? parent->path : "", parent && parent->is_skipped };
    const char *values[N_ATTRIBUTES] = { NULL };
    opml_read_attributes(parser, list, n, values);
    const char *url = values[ATTRIBUTE_XML_URL];
    const char *type = values[ATTRIBUTE_TYPE], *other = opml_find_other(type);
    const char *name = values[ATTRIBUTE_TEXT] ? values[ATTRIBUTE_TEXT] : values[ATTRIBUTE_TITLE];
    if (!url && !other) /* some write url for xmlUrl; a bookmark has a type of its own */
        url = values[ATTRIBUTE_URL];
    if (level.is_skipped) {
        /* inside something that is not a folder */
    } else if (other) {
        opml_skip(parser, other, name ? name : values[ATTRIBUTE_URL] ? values[ATTRIBUTE_URL] : "");
        level.is_skipped = true;
    } else if (url) {
        opml_take_feed(parser, values, level.path);
    } else {
        level.path = opml_join(parser, level.path, name);
    }
    g_array_append_val(parser->levels, level);
}

static void opml_open_element(void *data, const xmlChar *name, G_GNUC_UNUSED const xmlChar *prefix,
                              G_GNUC_UNUSED const xmlChar *address, G_GNUC_UNUSED int n_namespaces,
                              G_GNUC_UNUSED const xmlChar **namespaces, int n_attributes,
                              G_GNUC_UNUSED int n_defaulted, const xmlChar **list)
{
    struct opml_parser *parser = data;
    if (g_ascii_strcasecmp((const char *)name, "outline") == 0)
        opml_open_outline(parser, list, n_attributes);
    else if (!parser->title && g_ascii_strcasecmp((const char *)name, "title") == 0)
        parser->title = g_string_new(NULL);
}

static void opml_close_element(void *data, const xmlChar *name, G_GNUC_UNUSED const xmlChar *prefix,
                               G_GNUC_UNUSED const xmlChar *address)
{
    struct opml_parser *parser = data;
    if (g_ascii_strcasecmp((const char *)name, "outline") == 0 && parser->levels->len) {
        g_array_set_size(parser->levels, parser->levels->len - 1);
    } else if (parser->title && !parser->opml->title &&
               g_ascii_strcasecmp((const char *)name, "title") == 0) {
        g_autofree char *line = utf8_clean_line(parser->title->str, parser->title->len);
        parser->opml->title = arena_strdup(parser->opml->arena, line);
    }
}

static void opml_take_characters(void *data, const xmlChar *text, int len)
{
    struct opml_parser *parser = data;
    if (parser->title && !parser->opml->title && parser->title->len < MAX_NAME_BYTES)
        g_string_append_len(parser->title, (const char *)text,
                            MIN(len, (int)(MAX_NAME_BYTES - parser->title->len)));
}

static void opml_ignore_error(G_GNUC_UNUSED void *data, G_GNUC_UNUSED xmlErrorPtr error)
{
}

static void opml_run(struct opml_parser *parser, const char *text, gsize len)
{
    xmlSAXHandler handler = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = opml_open_element,
        .endElementNs = opml_close_element,
        .characters = opml_take_characters,
        .serror = (xmlStructuredErrorFunc)(void (*)(void))opml_ignore_error,
    };
    xmlParserCtxtPtr context = xmlCreatePushParserCtxt(&handler, parser, NULL, 0, NULL);
    parser->context = context;
    xmlCtxtUseOptions(context, XML_PARSE_RECOVER | XML_PARSE_NOENT | XML_PARSE_NONET |
                                   XML_PARSE_HUGE | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    for (gsize at = 0; at < len && !context->disableSAX; at += CHUNK_BYTES)
        xmlParseChunk(context, text + at, (int)MIN(len - at, CHUNK_BYTES), 0);
    parser->is_broken = context->disableSAX != 0;
    if (parser->is_broken)
        opml_skip(parser, "all that follows: XML that cannot be read, after",
                  parser->levels->len ? "an outline" : "the head");
    xmlParseChunk(context, NULL, 0, 1);
    xmlFreeDoc(context->myDoc);
    xmlFreeParserCtxt(context);
}

/* Where the element begins that is the file's root; NULL if it is not one of ours. */
static const char *opml_find_root(const char *text, gsize len)
{
    const char *end = text + len;
    for (const char *p = text; p + 5 < end && (p = memchr(p, '<', (gsize)(end - p) - 5)); p++)
        if (g_ascii_strncasecmp(p + 1, "opml", 4) == 0 &&
            (p[5] == '>' || p[5] == '/' || g_ascii_isspace(p[5])))
            return p;
    return NULL;
}

static void opml_clear_skip(gpointer data)
{
    g_free(((struct opml_skip *)data)->what);
}

struct opml *opml_parse(const char *bytes, gsize len, GError **error)
{
    g_assert(bytes || !len);
    g_autofree char *owned = NULL;
    if (len > MAX_BYTES) {
        g_set_error(error, FEED_ERROR, FEED_ERROR_TOO_LARGE, "is too large (%zu MiB)", len >> 20);
        return NULL;
    }
    size_t text_len = len;
    const char *text = feed_decode(bytes ? bytes : "", &text_len, NULL, &owned);
    const char *root = opml_find_root(text, text_len);
    if (!root) {
        g_set_error(error, FEED_ERROR, FEED_ERROR_NOT_A_FEED, "is not an OPML file");
        return NULL;
    }
    struct opml *opml = g_new0(struct opml, 1);
    opml->arena = arena_new(0);
    opml->feeds = g_array_new(FALSE, FALSE, sizeof(struct opml_feed));
    opml->skips = g_array_new(FALSE, FALSE, sizeof(struct opml_skip));
    g_array_set_clear_func(opml->skips, opml_clear_skip);
    struct opml_parser parser = { .opml = opml,
                                  .levels = g_array_new(FALSE, FALSE, sizeof(struct opml_level)) };
    for (const char *c = text; c < root; c++)
        parser.first_line += *c == '\n';
    size_t mended_len = text_len - (size_t)(root - text);
    GString *mended = feed_mend(text, root, text + text_len, &mended_len);
    opml_run(&parser, mended ? mended->str : root, mended_len);
    if (mended)
        g_string_free(mended, TRUE);
    if (parser.title)
        g_string_free(parser.title, TRUE);
    g_array_unref(parser.levels);
    return opml;
}

void opml_free(struct opml *opml)
{
    if (!opml)
        return;
    g_array_unref(opml->feeds);
    g_array_unref(opml->skips);
    arena_free(opml->arena);
    g_free(opml);
}
