/* SPDX-License-Identifier: MIT */
/* What is not text: pictures by their alt texts, frames, videos and sounds as named links, formulas
 * on a line. */
#include "flow.h"
#include "math.h"

#include <string.h>

static void append_words(struct flow_builder *builder, const char *text)
{
    flow_append_text(builder, text, strlen(text));
}

/* ---- formulas */

static void append_formula(struct flow_builder *builder, const char *formula, bool is_display)
{
    if (!is_display) {
        append_words(builder, formula);
        return;
    }
    struct flow_indent *indent = builder->indent;
    flow_end_block(builder);
    builder->indent = flow_add_indent(builder, "    ", "    ", 0);
    append_words(builder, formula);
    flow_end_block(builder);
    builder->indent = indent;
}

bool embed_enter_math(struct flow_builder *builder, const struct dom_node *node)
{
    g_autofree char *formula = math_from_tree(node);
    const char *display = dom_get_attribute(node, "display");
    append_formula(builder, formula, display && strcmp(display, "block") == 0);
    return false;
}

void embed_append_text(struct flow_builder *builder, const char *text, size_t len)
{
    const char *end = text + len;
    struct tex_place place;
    const bool is_verbatim = builder->is_pre || builder->style & PAGE_CODE;
    const bool may_have = !is_verbatim && (memchr(text, '\\', len) || memchr(text, '$', len));
    while (may_have && tex_find(text, (size_t)(end - text), &place)) {
        g_autofree char *formula = math_from_tex(place.tex, place.len);
        flow_append_text(builder, text, (size_t)(place.begin - text));
        append_formula(builder, formula, place.is_display);
        text = place.end;
    }
    flow_append_text(builder, text, (size_t)(end - text));
}

/* ---- pictures */

/* A picture of a formula says what it shows in TeX. */
static bool image_is_formula(const struct dom_node *node, const char *alt)
{
    static const char *const classes[] = { "latex", "math", "tex" };
    const char *class = dom_get_attribute(node, "class");
    if (!alt)
        return false;
    if (g_str_has_prefix(alt, "{\\displaystyle") || g_str_has_prefix(alt, "{\\textstyle"))
        return true;
    for (guint i = 0; class && i < G_N_ELEMENTS(classes); i++)
        if (strstr(class, classes[i]) && strpbrk(alt, "\\^_="))
            return true;
    return false;
}

bool embed_enter_image(struct flow_builder *builder, const struct dom_node *node)
{
    const char *alt = dom_get_attribute(node, "alt");
    const bool is_speck =
        dom_get_number(node, "width", 100) <= 2 || dom_get_number(node, "height", 100) <= 2;
    const bool is_formula = !is_speck && image_is_formula(node, alt);
    if (is_speck || (!is_formula && picture_enter(builder, node)) || (alt && !*alt))
        return false;
    if (is_formula) {
        g_autofree char *formula = math_from_tex(alt, MIN(strlen(alt), 2000));
        append_words(builder, formula);
        return false;
    }
    const guint16 style = builder->style;
    builder->style |= PAGE_DIM;
    append_words(builder, "[");
    append_words(builder, alt && alt[strspn(alt, " \t\n")] ? alt : "image");
    builder->has_space = false;
    append_words(builder, "]");
    builder->style = style;
    return false;
}

/* ---- frames, videos, sounds */

static const char *media_find_address(const struct dom_node *node)
{
    static const char *const names[] = { "src", "data-src", "data-lazy-src" };
    if (node->tag == HTML_OBJECT)
        return dom_get_attribute(node, "data");
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *address = dom_get_attribute(node, names[i]);
        if (address && *address && !g_str_has_prefix(address, "about:"))
            return address;
    }
    for (const struct dom_node *child = node->first; child; child = child->next)
        if (child->tag == HTML_SOURCE && dom_get_attribute(child, "src"))
            return dom_get_attribute(child, "src");
    return NULL;
}

/* What it is, by where it comes from; else by its element. */
static const char *media_find_kind(const struct dom_node *node, const char *address)
{
    static const char *const rows[][2] = {
        { "youtube.com/", "YouTube" },
        { "youtube-nocookie.com/", "YouTube" },
        { "youtu.be/", "YouTube" },
        { "vimeo.com/", "Vimeo" },
        { "spotify.com/", "Spotify" },
        { "soundcloud.com/", "SoundCloud" },
        { "bandcamp.com/", "Bandcamp" },
        { "dailymotion.com/", "Dailymotion" },
        { "twitch.tv/", "Twitch" },
        { "instagram.com/", "Instagram" },
        { "tiktok.com/", "TikTok" },
        { "twitter.com/", "Twitter" },
        { "facebook.com/", "Facebook" },
        { "codepen.io/", "CodePen" },
        { "google.com/maps", "Google Maps" },
        { "openstreetmap.org/", "OpenStreetMap" },
        { "archive.org/", "Internet Archive" },
    };
    const char *class = dom_get_attribute(node, "class");
    if (class && strstr(class, "mastodon-embed"))
        return "Mastodon";
    for (guint i = 0; address && i < G_N_ELEMENTS(rows); i++) {
        const char *found = g_strstr_len(address, 64, rows[i][0]);
        if (found && found > address && (found[-1] == '.' || found[-1] == '/'))
            return rows[i][1];
    }
    return node->tag == HTML_IFRAME || node->tag == HTML_FRAME ? "frame" : node->name;
}

/* "[YouTube: A talk]" as a link to what is shown. */
bool embed_enter_media(struct flow_builder *builder, const struct dom_node *node)
{
    const char *address = media_find_address(node);
    if (node->tag == HTML_OBJECT && node->first)
        return true; /* it says itself what to show instead */
    const guint16 link = flow_find_link(builder, address);
    if (!link)
        return node->tag != HTML_IFRAME;
    const char *title = dom_get_attribute(node, "title");
    if (!title)
        title = dom_get_attribute(node, "aria-label");
    const char *kind = media_find_kind(node, address);
    const bool has_title = title && *title && !strstr(title, kind);
    const guint16 style = builder->style, own_link = builder->link;
    const guint32 link_begin = builder->link_begin;
    builder->style |= PAGE_LINK;
    builder->link = link;
    builder->link_begin = (guint32)builder->text->len + (builder->has_space ? 1 : 0);
    g_autofree char *name =
        g_strdup_printf("[%s%s%s]", kind, has_title ? ": " : "", has_title ? title : "");
    append_words(builder, name);
    flow_close_link(builder, link);
    builder->style = style;
    builder->link = own_link;
    builder->link_begin = link_begin;
    return false;
}
