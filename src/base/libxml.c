/* SPDX-License-Identifier: MIT */
/* libxml2, loaded when the first document is parsed: with ICU behind it, it costs a quarter of the
 * program's start, and a start shows headlines, not documents. The functions that feed and text
 * call stand here under their own names and lead to the library; where its name was not found at
 * configure time, this file is empty and the library is linked. */
#include "config.h"

#ifdef LIBXML_SONAME

#include <dlfcn.h>
#include <glib.h>
#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

/* X(result, name, parameters, arguments) */
#define LIBXML_FUNCTIONS(X)                                                                        \
    X(xmlParserCtxtPtr, xmlCreatePushParserCtxt,                                                   \
      (xmlSAXHandlerPtr handler, void *data, const char *chunk, int size, const char *filename),   \
      (handler, data, chunk, size, filename))                                                      \
    X(int, xmlCtxtUseOptions, (xmlParserCtxtPtr context, int options), (context, options))         \
    X(int, xmlParseChunk, (xmlParserCtxtPtr context, const char *chunk, int size, int terminate),  \
      (context, chunk, size, terminate))                                                           \
    X(int, xmlDictSize, (xmlDictPtr dictionary), (dictionary))                                     \
    X(htmlDocPtr, htmlCtxtReadMemory,                                                              \
      (htmlParserCtxtPtr context, const char *buffer, int size, const char *url,                   \
       const char *encoding, int options),                                                         \
      (context, buffer, size, url, encoding, options))                                             \
    X(htmlParserCtxtPtr, htmlNewParserCtxt, (void), ())                                            \
    X(xmlXPathContextPtr, xmlXPathNewContext, (xmlDocPtr document), (document))                    \
    X(xmlXPathCompExprPtr, xmlXPathCtxtCompile, (xmlXPathContextPtr context, const xmlChar *text), \
      (context, text))                                                                             \
    X(xmlXPathObjectPtr, xmlXPathCompiledEval,                                                     \
      (xmlXPathCompExprPtr expression, xmlXPathContextPtr context), (expression, context))         \
    X(xmlBufferPtr, xmlBufferCreate, (void), ())                                                   \
    X(const xmlChar *, xmlBufferContent, (const xmlBuffer *buffer), (buffer))                      \
    X(int, xmlBufferLength, (const xmlBuffer *buffer), (buffer))                                   \
    X(int, htmlNodeDump, (xmlBufferPtr buffer, xmlDocPtr document, xmlNodePtr node),               \
      (buffer, document, node))                                                                    \
    X(int, xmlStrEqual, (const xmlChar *a, const xmlChar *b), (a, b))

#define LIBXML_PROCEDURES(X)                                                                       \
    X(xmlInitParser, (void), ())                                                                   \
    X(xmlFreeParserCtxt, (xmlParserCtxtPtr context), (context))                                    \
    X(htmlFreeParserCtxt, (htmlParserCtxtPtr context), (context))                                  \
    X(xmlFreeDoc, (xmlDocPtr document), (document))                                                \
    X(xmlXPathFreeContext, (xmlXPathContextPtr context), (context))                                \
    X(xmlXPathFreeCompExpr, (xmlXPathCompExprPtr expression), (expression))                        \
    X(xmlXPathFreeObject, (xmlXPathObjectPtr object), (object))                                    \
    X(xmlBufferFree, (xmlBufferPtr buffer), (buffer))

static struct {
#define MEMBER(result, name, parameters, arguments) __typeof__(&name) name;
    LIBXML_FUNCTIONS(MEMBER)
#undef MEMBER
#define MEMBER(name, parameters, arguments) __typeof__(&name) name;
    LIBXML_PROCEDURES(MEMBER)
#undef MEMBER
    __typeof__(&xmlCleanupParser) xmlCleanupParser;
    bool is_loaded;
} libxml; /* written once, before its first use */

static pthread_once_t libxml_once = PTHREAD_ONCE_INIT;

static void *libxml_find(void *library, const char *name)
{
    void *address = dlsym(library, name);
    if (!address)
        g_error("libxml2 has no %s", name);
    return address;
}

static void libxml_load(void)
{
    void *address, *library = dlopen(LIBXML_SONAME, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        g_error("libxml2 can't be loaded: %s", dlerror());
#define BIND(name)                                                                                 \
    address = libxml_find(library, #name);                                                         \
    memcpy(&libxml.name, &address, sizeof address);
#define BIND_FUNCTION(result, name, parameters, arguments) BIND(name)
#define BIND_PROCEDURE(name, parameters, arguments) BIND(name)
    LIBXML_FUNCTIONS(BIND_FUNCTION)
    LIBXML_PROCEDURES(BIND_PROCEDURE)
    BIND(xmlCleanupParser)
    libxml.is_loaded = true;
}

#define DEFINE_FUNCTION(result, name, parameters, arguments)                                       \
    result name parameters                                                                         \
    {                                                                                              \
        pthread_once(&libxml_once, libxml_load);                                                   \
        return libxml.name arguments;                                                              \
    }
#define DEFINE_PROCEDURE(name, parameters, arguments)                                              \
    void name parameters                                                                           \
    {                                                                                              \
        pthread_once(&libxml_once, libxml_load);                                                   \
        libxml.name arguments;                                                                     \
    }
LIBXML_FUNCTIONS(DEFINE_FUNCTION)
LIBXML_PROCEDURES(DEFINE_PROCEDURE)

/* At the end; nothing to do where no document was parsed. */
void xmlCleanupParser(void)
{
    if (libxml.is_loaded)
        libxml.xmlCleanupParser();
}

#else
typedef int libxml_is_linked; /* a file must not be empty */
#endif
