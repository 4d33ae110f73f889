/* SPDX-License-Identifier: MIT */
/* Items out of a page: libxml2's tree, asked by XPath. */
#include "text/scrape.h"

#include "selector.h"

#include "base/encoding.h"
#include "base/url.h"
#include "base/utf8.h"

#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <libxml/xpath.h>
#include <string.h>

#define MAX_ITEMS 10000
#define MAX_HTML_BYTES (1u << 20)
#define MAX_TEXT_BYTES 4096
#define MAX_STEPS 50000000 /* of all XPath together: a page of megabytes, not one made to hang */
#define PRESCAN_BYTES 1024

G_DEFINE_QUARK(newsdeck - text - error, text_error)

enum field {
    FIELD_ITEM,
    FIELD_TITLE,
    FIELD_LINK,
    FIELD_DATE,
    FIELD_AUTHOR,
    FIELD_TEXT,
    FIELD_IMAGE,
    N_FIELDS
};

/* A field's name for messages, what is looked for where no rule says it, and which attributes of an
 * element stand for it. */
static const struct {
    const char *name, *fallback;
    const char *const attributes[3];
} fields[N_FIELDS] = {
    [FIELD_ITEM] = { "item", "article", { NULL } },
    [FIELD_TITLE] = { "title", "h1, h2, h3, h4, h5, h6", { NULL } },
    [FIELD_LINK] = { "link",
                     "self::a/@href | .//*[self::h1 or self::h2 or self::h3 or self::h4 or "
                     "self::h5 or self::h6]//a/@href"
                     " | .//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or "
                     "self::h6]/ancestor::a/@href",
                     { "href" } },
    [FIELD_DATE] = { "date", "time", { "datetime", "content", "title" } },
    [FIELD_AUTHOR] = { "author", NULL, { "content" } },
    [FIELD_TEXT] = { "text", ".", { NULL } },
    [FIELD_IMAGE] = { "image", NULL, { "src", "href", "content" } },
};

struct scraper {
    xmlDocPtr document;
    xmlXPathContextPtr context;
    xmlXPathCompExprPtr expressions[N_FIELDS]; /* NULL: not asked for */
    xmlXPathCompExprPtr any_link;
    bool is_by_rule[N_FIELDS];
    char *base_url;
};

static void ignore_error(G_GNUC_UNUSED void *data, G_GNUC_UNUSED xmlErrorPtr error)
{
}

/* ---- the tree */

/* The node after node in the order of the document, within root; NULL at the end. */
static const xmlNode *next_node(const xmlNode *node, const xmlNode *root)
{
    if (node->children && node->type != XML_ENTITY_REF_NODE)
        return node->children;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

/* The words of a node on one line, or NULL. Caller frees. */
static char *get_words(const xmlNode *root)
{
    GString *words = g_string_new(NULL);
    for (const xmlNode *node = root; node && words->len < MAX_TEXT_BYTES;
         node = next_node(node, root)) {
        const bool is_text = node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
        const bool is_hidden = node->parent && node->parent->name &&
                               (xmlStrEqual(node->parent->name, BAD_CAST "script") ||
                                xmlStrEqual(node->parent->name, BAD_CAST "style"));
        if (is_text && node->content && !is_hidden)
            g_string_append(words, (const char *)node->content);
        else if (node->type == XML_ELEMENT_NODE)
            g_string_append_c(words, ' ');
    }
    char *line = utf8_clean_line(words->str, MIN(words->len, MAX_TEXT_BYTES));
    g_string_free(words, TRUE);
    if (!*line)
        g_clear_pointer(&line, g_free);
    return line;
}

static char *get_attribute(const xmlNode *node, const char *name)
{
    for (const xmlAttr *attribute = node->type == XML_ELEMENT_NODE ? node->properties : NULL;
         attribute; attribute = attribute->next)
        if (strcmp((const char *)attribute->name, name) == 0)
            return get_words((const xmlNode *)attribute);
    return NULL;
}

/* The HTML of a node's content; NULL for none. Caller frees. */
static char *get_html(const struct scraper *scraper, const xmlNode *root)
{
    xmlBufferPtr buffer = xmlBufferCreate();
    for (xmlNode *node = root->children; node && xmlBufferLength(buffer) < (int)MAX_HTML_BYTES;
         node = node->next)
        htmlNodeDump(buffer, scraper->document, node);
    const size_t len = (size_t)xmlBufferLength(buffer);
    char *html = len && len <= MAX_HTML_BYTES
                     ? utf8_clean((const char *)xmlBufferContent(buffer), len, UTF8_BLOCK, NULL)
                     : NULL;
    xmlBufferFree(buffer);
    return html;
}

/* ---- rules */

static xmlXPathCompExprPtr compile(struct scraper *scraper, const char *name, const char *rule,
                                   GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autofree char *xpath = selector_to_xpath(rule, &cause);
    xmlXPathCompExprPtr expression =
        xpath ? xmlXPathCtxtCompile(scraper->context, BAD_CAST xpath) : NULL;
    if (!expression && error)
        g_set_error(error, TEXT_ERROR, TEXT_ERROR_SELECTOR, "%s: %s%s%s", name,
                    cause ? cause->message : "\"", cause ? "" : rule,
                    cause ? "" : "\" is not XPath");
    return expression;
}

static bool scraper_compile(struct scraper *scraper, const struct scrape_rules *rules,
                            GError **error)
{
    const char *const texts[N_FIELDS] = {
        rules->item,   rules->title, rules->link,  rules->date,
        rules->author, rules->text,  rules->image,
    };
    for (guint i = 0; i < N_FIELDS; i++) {
        scraper->is_by_rule[i] = texts[i] && *texts[i];
        const char *rule = scraper->is_by_rule[i] ? texts[i] : fields[i].fallback;
        if (rule && !(scraper->expressions[i] = compile(scraper, fields[i].name, rule, error)))
            return false;
    }
    return (scraper->any_link = compile(scraper, "link", ".//a[@href]/@href", error)) != NULL;
}

/* ---- values */

/* The first node that expression finds from node on, or NULL; a text that it makes goes to *text
 * (caller frees). */
static const xmlNode *find_first(struct scraper *scraper, xmlXPathCompExprPtr expression,
                                 const xmlNode *node, char **text)
{
    const xmlNode *found = NULL;
    if (!expression)
        return NULL;
    scraper->context->node = (xmlNodePtr)node;
    xmlXPathObjectPtr result = xmlXPathCompiledEval(expression, scraper->context);
    if (result && result->type == XPATH_NODESET && result->nodesetval && result->nodesetval->nodeNr)
        found = result->nodesetval->nodeTab[0];
    else if (result && result->type == XPATH_STRING && result->stringval && *result->stringval)
        *text = utf8_clean_line((const char *)result->stringval,
                                strlen((const char *)result->stringval));
    xmlXPathFreeObject(result);
    return found;
}

static char *get_value(struct scraper *scraper, enum field field, const xmlNode *item)
{
    char *value = NULL;
    const xmlNode *node = find_first(scraper, scraper->expressions[field], item, &value);
    if (!node)
        return value;
    for (guint i = 0;
         i < G_N_ELEMENTS(fields[field].attributes) && fields[field].attributes[i] && !value; i++)
        value = get_attribute(node, fields[field].attributes[i]);
    return value ? value : get_words(node);
}

/* An address made absolute; NULL for none and for one that runs something. Takes reference. */
static char *resolve_take(const struct scraper *scraper, char *reference)
{
    g_autofree char *taken = reference;
    g_autofree char *url = taken && *taken ? url_resolve(scraper->base_url, taken) : NULL;
    const bool is_fit =
        url && (url_is_http(url) || !url_get_scheme_len(url) || url_has_scheme(url, "file"));
    return is_fit ? g_steal_pointer(&url) : NULL;
}

static char *get_link(struct scraper *scraper, const xmlNode *item)
{
    char *value = get_value(scraper, FIELD_LINK, item);
    if (scraper->is_by_rule[FIELD_LINK] && !value) { /* div.more: the link in it */
        char *unused = NULL;
        const xmlNode *node = find_first(scraper, scraper->expressions[FIELD_LINK], item, &unused);
        g_free(unused);
        const xmlNode *link = node ? find_first(scraper, scraper->any_link, node, &value) : NULL;
        value = link ? get_words(link) : value;
    } else if (!scraper->is_by_rule[FIELD_LINK] && !value) {
        const xmlNode *link = find_first(scraper, scraper->any_link, item, &value);
        value = link ? get_words(link) : value;
    }
    return resolve_take(scraper, value);
}

static void scrape_item_free(void *data)
{
    struct scrape_item *item = data;
    g_free(item->title);
    g_free(item->url);
    g_free(item->html);
    g_free(item->date);
    g_free(item->author);
    g_free(item->image);
    g_free(item);
}

static struct scrape_item *read_item(struct scraper *scraper, const xmlNode *node)
{
    struct scrape_item *item = g_new0(struct scrape_item, 1);
    char *text = NULL;
    item->title = get_value(scraper, FIELD_TITLE, node);
    item->url = get_link(scraper, node);
    item->date = get_value(scraper, FIELD_DATE, node);
    item->author = get_value(scraper, FIELD_AUTHOR, node);
    item->image = resolve_take(scraper, get_value(scraper, FIELD_IMAGE, node));
    const xmlNode *body = find_first(scraper, scraper->expressions[FIELD_TEXT], node, &text);
    item->html = body && body->type == XML_ELEMENT_NODE ? get_html(scraper, body) : text;
    if (!item->title && !scraper->is_by_rule[FIELD_TITLE])
        item->title = get_words(node);
    return item;
}

/* ---- the page */

static char *decode(const char *bytes, size_t *len, const char *content_type)
{
    char header[64] = "", declared[64] = "";
    char *owned = NULL;
    const size_t head = MIN(*len, PRESCAN_BYTES);
    if (content_type)
        encoding_find_label(content_type, strlen(content_type), "charset", header, sizeof header);
    encoding_find_label(bytes, head, "charset", declared, sizeof declared);
    const char *text = encoding_decode(bytes, len, header, declared, &owned);
    return owned ? owned : g_strndup(text, *len);
}

static xmlDocPtr read_document(const char *text, size_t len)
{
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    parser->sax->serror = ignore_error;
    parser->sax->initialized = XML_SAX2_MAGIC;
    xmlDocPtr document =
        htmlCtxtReadMemory(parser, text, (int)MIN(len, G_MAXINT), NULL, "UTF-8",
                           HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                               HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT);
    htmlFreeParserCtxt(parser);
    return document;
}

/* The first value of an XPath for the whole page; caller frees. */
static char *get_page_value(struct scraper *scraper, const char *xpath)
{
    char *text = NULL;
    xmlXPathCompExprPtr expression = compile(scraper, "", xpath, NULL);
    const xmlNode *node =
        find_first(scraper, expression, (const xmlNode *)scraper->document, &text);
    xmlXPathFreeCompExpr(expression);
    return node ? get_words(node) : text;
}

static void read_page(struct scraper *scraper, struct scrape_page *page, const char *base_url)
{
    g_autofree char *base = get_page_value(scraper, "//base/@href");
    scraper->base_url = base_url || base ? url_resolve(base_url, base) : NULL;
    page->title = get_page_value(scraper, "//head/title");
    page->language = get_page_value(scraper, "/html/@lang");
    page->description = get_page_value(scraper, "//head/meta[@name='description']/@content");
}

static bool read_items(struct scraper *scraper, struct scrape_page *page, GError **error)
{
    scraper->context->node = (xmlNodePtr)scraper->document;
    xmlXPathObjectPtr found =
        xmlXPathCompiledEval(scraper->expressions[FIELD_ITEM], scraper->context);
    const xmlNodeSet *nodes = found && found->type == XPATH_NODESET ? found->nodesetval : NULL;
    const int n = nodes ? MIN(nodes->nodeNr, MAX_ITEMS) : 0;
    for (int i = 0; i < n; i++) {
        if (nodes->nodeTab[i]->type != XML_ELEMENT_NODE)
            continue;
        struct scrape_item *item = read_item(scraper, nodes->nodeTab[i]);
        if (item->title || item->url)
            g_ptr_array_add(page->items, item);
        else
            scrape_item_free(item);
    }
    xmlXPathFreeObject(found);
    if (!page->items->len)
        g_set_error(error, TEXT_ERROR, TEXT_ERROR_NOTHING,
                    n ? "has %d items, but none with a title or a link"
                      : "has nothing that is an item%.0d",
                    n);
    return page->items->len > 0;
}

static void scraper_clear(struct scraper *scraper)
{
    for (guint i = 0; i < N_FIELDS; i++)
        xmlXPathFreeCompExpr(scraper->expressions[i]);
    xmlXPathFreeCompExpr(scraper->any_link);
    xmlXPathFreeContext(scraper->context);
    xmlFreeDoc(scraper->document);
    g_free(scraper->base_url);
}

struct scrape_page *scrape_html(const char *bytes, size_t len, const char *content_type,
                                const char *base_url, const struct scrape_rules *rules,
                                GError **error)
{
    g_assert(rules && (bytes || !len));
    struct scraper scraper = { 0 };
    g_autofree char *text = decode(bytes, &len, content_type);
    scraper.document = len ? read_document(text, len) : NULL;
    if (!scraper.document) {
        g_set_error_literal(error, TEXT_ERROR, TEXT_ERROR_NOTHING, "is empty");
        return NULL;
    }
    scraper.context = xmlXPathNewContext(scraper.document);
    scraper.context->error = ignore_error;
    scraper.context->opLimit = MAX_STEPS;
    struct scrape_page *page = g_new0(struct scrape_page, 1);
    page->items = g_ptr_array_new_with_free_func(scrape_item_free);
    bool ok = scraper_compile(&scraper, rules, error);
    if (ok) {
        read_page(&scraper, page, base_url);
        ok = read_items(&scraper, page, error);
    }
    page->base_url = g_steal_pointer(&scraper.base_url);
    scraper_clear(&scraper);
    if (!ok)
        g_clear_pointer(&page, scrape_page_free);
    return page;
}

void scrape_page_free(struct scrape_page *page)
{
    if (!page)
        return;
    g_free(page->title);
    g_free(page->base_url);
    g_free(page->language);
    g_free(page->description);
    g_ptr_array_unref(page->items);
    g_free(page);
}
