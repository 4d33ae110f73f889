/* SPDX-License-Identifier: MIT */
/* The article by the selectors that the user has for the site: libxml2 answers XPath on a bare copy
 * of the tree, in which each element is called by its number. */
#include "extract_private.h"

#include "selector.h"

#include "text/scrape.h"

#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER "data-newsdeck-n"
#define MAX_STEPS 50000000

static void ignore_error(G_GNUC_UNUSED void *data, G_GNUC_UNUSED xmlErrorPtr error)
{
}

static void append_open(GString *out, const struct dom_node *node, guint number)
{
    g_string_append_printf(out, "<%s " NUMBER "=\"%u\"", node->name, number);
    for (const struct dom_attribute *a = node->attributes; a; a = a->next) {
        g_autofree char *value = g_markup_escape_text(a->value, -1);
        const size_t len = strspn(a->name, "abcdefghijklmnopqrstuvwxyz0123456789-_");
        if (!a->name[len])
            g_string_append_printf(out, " %s=\"%s\"", a->name, value);
    }
    g_string_append_c(out, '>');
}

/* The page's markup with each element's number, which is its place in nodes. */
static char *write_numbered(const struct dom_node *html, GPtrArray *nodes)
{
    GString *out = g_string_new(NULL);
    for (const struct dom_node *node = html; node;) {
        if (node->tag == HTML_TEXT) {
            g_autofree char *text = g_markup_escape_text(node->text, node->len);
            g_string_append(out, text);
        } else {
            append_open(out, node, nodes->len);
            g_ptr_array_add(nodes, (void *)node);
        }
        if (node->first) {
            node = node->first;
            continue;
        }
        for (;; node = node->parent) {
            if (node->tag != HTML_TEXT && element_get_kind((enum html_tag)node->tag) != HTML_VOID)
                g_string_append_printf(out, "</%s>", node->name);
            if (node == html || node->next)
                break;
        }
        node = node == html ? NULL : node->next;
    }
    return g_string_free(out, FALSE);
}

static xmlDocPtr read_numbered(const char *markup)
{
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    parser->sax->serror = ignore_error;
    parser->sax->initialized = XML_SAX2_MAGIC;
    xmlDocPtr document = htmlCtxtReadMemory(
        parser, markup, (int)MIN(strlen(markup), G_MAXINT), NULL, "UTF-8",
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
            HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT | (int)XML_PARSE_HUGE);
    htmlFreeParserCtxt(parser);
    return document;
}

static struct dom_node *get_numbered(const xmlNode *node, const GPtrArray *nodes)
{
    if (node->type != XML_ELEMENT_NODE)
        return NULL;
    for (const xmlAttr *a = node->properties; a; a = a->next)
        if (strcmp((const char *)a->name, NUMBER) == 0 && a->children) {
            const gulong number = strtoul((const char *)a->children->content, NULL, 10);
            return number < nodes->len ? nodes->pdata[number] : NULL;
        }
    return NULL;
}

/* What selector finds, in order; NULL and error if it is not a selector. Caller frees. */
static GPtrArray *find_all(xmlDocPtr document, const char *name, const char *selector,
                           const GPtrArray *nodes, GError **error)
{
    g_autofree char *xpath = selector_to_xpath(selector, error);
    if (!xpath) {
        g_prefix_error(error, "%s: ", name);
        return NULL;
    }
    xmlXPathContextPtr context = xmlXPathNewContext(document);
    context->error = ignore_error;
    context->opLimit = MAX_STEPS;
    context->node = (xmlNodePtr)document;
    xmlXPathCompExprPtr expression = xmlXPathCtxtCompile(context, BAD_CAST xpath);
    xmlXPathObjectPtr found = expression ? xmlXPathCompiledEval(expression, context) : NULL;
    GPtrArray *list = expression ? g_ptr_array_new() : NULL;
    if (!expression)
        g_set_error(error, TEXT_ERROR, TEXT_ERROR_SELECTOR, "%s: \"%s\" is not XPath", name,
                    selector);
    const xmlNodeSet *set = found && found->type == XPATH_NODESET ? found->nodesetval : NULL;
    for (int i = 0; list && set && i < set->nodeNr; i++) {
        struct dom_node *node = get_numbered(set->nodeTab[i], nodes);
        if (node)
            g_ptr_array_add(list, node);
    }
    xmlXPathFreeObject(found);
    xmlXPathFreeCompExpr(expression);
    xmlXPathFreeContext(context);
    return list;
}

static bool is_in_chosen(const struct dom_node *node)
{
    while ((node = node->parent))
        if (node->marks & DOM_CHOSEN)
            return true;
    return false;
}

/* Moves what was found into a new div, what is in one of the others with it. */
static struct dom_node *gather(struct extractor *extractor, const GPtrArray *found)
{
    struct dom_node *article = extract_new_element(extractor->arena, HTML_DIV);
    for (guint i = 0; i < found->len; i++)
        ((struct dom_node *)found->pdata[i])->marks |= DOM_CHOSEN;
    for (guint i = 0; i < found->len; i++) {
        struct dom_node *node = found->pdata[i];
        const bool is_page = node == extractor->page.html || node == extractor->page.head;
        if (is_page || !node->parent || is_in_chosen(node))
            continue;
        if (node == extractor->page.body)
            dom_move_children(node, article);
        else
            dom_insert(article, node, NULL);
    }
    return article->first ? article : NULL;
}

struct dom_node *extract_apply_rules(struct extractor *extractor, GError **error)
{
    const struct extract_options *options = extractor->options;
    const struct dom_page *page = &extractor->page;
    struct dom_node *article = NULL;
    GPtrArray *nodes = g_ptr_array_new(), *strip = NULL, *body = NULL;
    g_autofree char *markup = write_numbered(page->html, nodes);
    xmlDocPtr document = read_numbered(markup);
    bool ok = document != NULL;
    if (ok && options->strip && *options->strip)
        ok = (strip = find_all(document, "strip", options->strip, nodes, error)) != NULL;
    if (ok && options->body && *options->body)
        ok = (body = find_all(document, "body", options->body, nodes, error)) != NULL;
    for (guint i = 0; ok && strip && i < strip->len; i++)
        if (strip->pdata[i] != page->body && strip->pdata[i] != page->head)
            dom_remove(strip->pdata[i]);
    if (ok && body)
        article = gather(extractor, body);
    if (strip)
        g_ptr_array_unref(strip);
    if (body)
        g_ptr_array_unref(body);
    g_ptr_array_unref(nodes);
    if (document)
        xmlFreeDoc(document);
    return article;
}
