/* SPDX-License-Identifier: MIT */
/* HTML read as tokens, in the way of browsers and in the lenient one. */
#include "tests.h"

#include "base/html_token.h"

#include <string.h>

/* The tokens of html on one line: "text" <name a=b> </name> !. */
static char *read_tokens(const char *html, bool is_lenient)
{
    struct html_reader reader = { .p = html, .end = html + strlen(html), .is_lenient = is_lenient };
    struct html_token token;
    struct html_attribute a;
    GString *out = g_string_new(NULL);
    while (html_next(&reader, &token)) {
        if (token.type == HTML_TOKEN_TEXT) {
            g_string_append_printf(out, "\"%.*s\" ", (int)token.len, token.begin);
        } else if (token.type == HTML_TOKEN_COMMENT) {
            g_string_append(out, "! ");
        } else {
            const gsize begin = out->len;
            g_string_append_printf(out, token.type == HTML_TOKEN_END ? "</%.*s" : "<%.*s",
                                   (int)token.name_len, token.name);
            while (html_next_attribute(&reader, &a))
                g_string_append_printf(out, " %.*s=%.*s", (int)a.name_len, a.name, (int)a.value_len,
                                       a.value);
            const enum html_tag_end end = html_finish_tag(&reader);
            g_string_append(out, end == HTML_TAG_CLOSED ? "/> " : "> ");
            if (end == HTML_TAG_CUT)
                g_string_truncate(out, begin);
        }
    }
    return g_strchomp(g_string_free(out, FALSE));
}

static void reads_like_browsers(void)
{
    static const char *const rows[][2] = {
        { "a<b>c</b>", "\"a\" <b> \"c\" </b>" },
        { "1 < 2 <3 </", "\"1 < 2 <3 </\"" },
        { "<A HREF='x?a=1' title=\"a > b\"id=q checked / empty=''>",
          "<A HREF=x?a=1 title=a > b id=q checked= empty=>" },
        { "<br/><br / ><a b=c/>", "<br/> <br> <a b=c//>" },
        { "<a =b=c>", "<a =b=c>" },
        { "a</3>b<!doctype html><?x?><!-- <b> -->c", "\"a\" ! \"b\" ! ! ! \"c\"" },
        { "<!-->a<!--->b<!-- --!>c<!--!>d-->e", "! \"a\" ! \"b\" ! \"c\" ! \"e\"" },
        { "<!-- a", "!" },
        { "a<b c='", "\"a\"" },
        { "a<b c", "\"a\"" },
        { "", "" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *tokens = read_tokens(rows[i][0], false);
        g_assert_cmpstr(tokens, ==, rows[i][1]);
    }
}

static void forgives_mistakes_in_pieces(void)
{
    static const char *const rows[][2] = {
        { "I </3 it", "\"I </3 it\"" },
        { "<a b='c>d</a> e", "<a b=c> \"d\" </a> \" e\"" },
        { "a<!-- b>c<!-- d>e", "\"a\" ! \"c\" ! \"e\"" },
        { "<![CDATA[a<b>c]]>", "! \"a\" <b> \"c]]>\"" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *tokens = read_tokens(rows[i][0], true);
        g_assert_cmpstr(tokens, ==, rows[i][1]);
    }
}

static void finds_the_end_of_scripts(void)
{
    static const struct {
        const char *html, *content, *rest;
    } rows[] = {
        { "<script>a</script >b", "a", "b" },
        { "<script>'</scripts>'</SCRIPT x='>'>b", "'</scripts>'", "b" },
        { "<script><!-- <script>a</script> --></script>b", "<!-- <script>a</script> -->", "b" },
        { "<script>a", "a", "" },
        { "<title>a<b></title>c", "a<b>", "c" },
        { "<plaintext>a</plaintext>b", "a</plaintext>b", "" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct html_reader reader = { .p = rows[i].html,
                                      .end = rows[i].html + strlen(rows[i].html) };
        struct html_token token;
        size_t len;
        g_assert_true(html_next(&reader, &token));
        g_assert_cmpint(html_finish_tag(&reader), ==, HTML_TAG_OPEN);
        const char *content = html_take_raw(&reader, &token, &len);
        g_assert_cmpmem(content, len, rows[i].content, strlen(rows[i].content));
        g_assert_cmpstr(reader.p, ==, rows[i].rest);
    }
}

static void passes_over_what_is_not_a_tag(void)
{
    static const char html[] =
        "<!DOCTYPE html><!-- <a x=1> --><A HREF='x?a=1&copy=2&amp;b' title>t</a>"
        "<script>'<a>'</script><title><a></title><1><br/><a href=unquoted/x>";
    static const struct {
        const char *name, *attribute, *value;
    } rows[] = {
        { "a", "href", "x?a=1&copy=2&b" },
        { "a", "href", NULL },
        { "script", "src", NULL },
        { "title", "x", NULL },
        { "br", "x", NULL },
        { "a", "href", "unquoted/x" },
    };
    struct html_reader reader = { .p = html, .end = html + strlen(html) };
    struct html_token token;
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_true(html_next_tag(&reader, &token));
        g_assert_cmpstr(element_get_name(token.tag), ==, rows[i].name);
        g_assert_cmpint(token.type, ==, i == 1 ? HTML_TOKEN_END : HTML_TOKEN_START);
        g_autofree char *value = html_get_attribute(&reader, &token, rows[i].attribute);
        g_assert_cmpstr(value, ==, rows[i].value);
        g_autofree char *title = html_get_attribute(&reader, &token, "title");
        g_assert_cmpstr(title, ==, i == 0 ? "" : NULL);
    }
    g_assert_false(html_next_tag(&reader, &token));
}

static void knows_every_element(void)
{
#define ELEMENT(id, name, kind)                                                                    \
    g_assert_cmpint(element_find(name, strlen(name)), ==, HTML_##id);                              \
    g_assert_cmpstr(element_get_name(HTML_##id), ==, name);
#include "base/element.def"
#undef ELEMENT
    g_assert_cmpint(element_find("BlockQuote", 10), ==, HTML_BLOCKQUOTE);
    g_assert_cmpint(element_find("blockquotes", 11), ==, HTML_UNKNOWN);
    g_assert_cmpint(element_find("", 0), ==, HTML_UNKNOWN);
}

void test_html_token_add(void)
{
    g_test_add_func("/html-token/reads-like-browsers", reads_like_browsers);
    g_test_add_func("/html-token/forgives-mistakes-in-pieces", forgives_mistakes_in_pieces);
    g_test_add_func("/html-token/finds-the-end-of-scripts", finds_the_end_of_scripts);
    g_test_add_func("/html-token/passes-over-what-is-not-a-tag", passes_over_what_is_not_a_tag);
    g_test_add_func("/html-token/knows-every-element", knows_every_element);
}
