/* SPDX-License-Identifier: MIT */
/* What is not text: pictures by their alt texts, frames, videos and sounds as named links, formulas
 * on a line. */
#include "flow.h"
#include "text/formula/math.h"

#include <string.h>

#define MAX_SYMBOL_BYTES 40 /* a family has 25 */
#define MAX_VIDEO_ID 32
#define VIDEO_ID_CHARS "0123456789-_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

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
    if (builder->name_end && builder->name_end == builder->text->len && len &&
        g_unichar_isalnum(g_utf8_get_char(text)))
        flow_append_text(builder, " ", 1);
    while (may_have && tex_find(text, (size_t)(end - text), &place)) {
        g_autofree char *formula = math_from_tex(place.tex, place.len);
        flow_append_text(builder, text, (size_t)(place.begin - text));
        append_formula(builder, formula, place.is_display);
        text = place.end;
    }
    flow_append_text(builder, text, (size_t)(end - text));
}

/* ---- pictures */

/* A picture of a formula says what it shows in TeX: MediaWiki's, WordPress's, or one that looks so.
 */
static bool image_is_formula(const struct dom_node *node, const char *alt)
{
    static const char *const classes[] = { "latex", "mwe-math", "tex", "math" };
    const char *class = dom_get_attribute(node, "class"), *src = dom_get_attribute(node, "src");
    if (!alt || !*alt)
        return false;
    if (g_str_has_prefix(alt, "{\\displaystyle") || g_str_has_prefix(alt, "{\\textstyle") ||
        (src && (strstr(src, "/math/render/") || strstr(src, "/latex.php?"))))
        return true;
    for (guint i = 0; class && i < G_N_ELEMENTS(classes); i++) {
        const char *found = strstr(class, classes[i]);
        if (found && (found == class || found[-1] == ' ') && (i < 2 || strpbrk(alt, "\\^_=")))
            return true;
    }
    return false;
}

/* text is an element of HTML from its begin tag to its end tag: "<b>A boat</b>". */
static bool is_element(const char *text, size_t len)
{
    const size_t name_len = *text == '<' ? strspn(text + 1, "abcdefghijklmnopqrstuvwxyz") : 0;
    return name_len && len > 2 * name_len + 5 && text[len - 1] == '>' &&
           memcmp(text + len - name_len - 1, text + 1, name_len) == 0 &&
           memcmp(text + len - name_len - 3, "</", 2) == 0;
}

char *embed_clean_alt(const char *alt)
{
    GString *clean = g_string_sized_new(strlen(alt));
    const bool has_tags = is_element(alt, strlen(alt));
    for (const char *p = alt; *p;) {
        const bool may_be_tag = has_tags && *p == '<' && (g_ascii_isalpha(p[1]) || p[1] == '/');
        const size_t len = may_be_tag ? 1 + strcspn(p + 1, "<>") : 0;
        const bool is_tag = len && p[len] == '>';
        g_string_append_c(clean, is_tag ? ' ' : *p);
        p += is_tag ? len + 1 : 1;
    }
    return g_string_free(clean, FALSE);
}

/* A picture of an emoji is what it shows. */
static bool is_symbol(const char *words)
{
    const char *p = words;
    for (; (guchar)*p >= 0x80 && p - words < MAX_SYMBOL_BYTES; p = g_utf8_next_char(p))
        if (g_unichar_isalnum(g_utf8_get_char(p)) || g_unichar_isspace(g_utf8_get_char(p)))
            return false;
    return p > words && !*p;
}

/* What is named in a line stands apart from the letters around it. */
static void append_name(struct flow_builder *builder, const char *name)
{
    const GString *text = builder->text;
    const char *last = text->len ? g_utf8_find_prev_char(text->str, text->str + text->len) : NULL;
    const guint16 style = builder->style;
    if (last && !builder->has_space && g_unichar_isalnum(g_utf8_get_char(last)))
        append_words(builder, " ");
    builder->style |= PAGE_DIM;
    append_words(builder, name);
    builder->style = style;
    builder->name_end = (guint32)text->len;
}

bool embed_enter_image(struct flow_builder *builder, const struct dom_node *node)
{
    const char *alt = dom_get_attribute(node, "alt");
    const bool is_speck =
        dom_get_number(node, "width", 100) <= 2 || dom_get_number(node, "height", 100) <= 2;
    const bool is_formula = !is_speck && image_is_formula(node, alt);
    g_autofree char *title = is_formula ? NULL : picture_find_title(node, NULL);
    if (is_speck || (!is_formula && picture_enter(builder, node)) || (alt && !*alt && !title))
        return false;
    if (is_formula) {
        g_autofree char *formula = math_from_tex(alt, MIN(strlen(alt), 2000));
        append_words(builder, formula);
        return false;
    }
    g_autofree char *words = embed_clean_alt(alt ? alt : "");
    g_strstrip(words);
    if (is_symbol(words)) {
        append_words(builder, words);
        return false;
    }
    const bool is_bracketed = *words == '[' && g_str_has_suffix(words, "]");
    g_autofree char *name = is_bracketed && !title
                                ? g_strdup(words)
                                : g_strdup_printf("[%s%s%s]", *words || title ? words : "image",
                                                  *words && title ? ": " : "", title ? title : "");
    append_name(builder, name);
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

static const char *find_first(const struct dom_node *node, const char *const *names, guint n)
{
    for (guint i = 0; i < n; i++) {
        const char *value = dom_get_attribute(node, names[i]);
        if (value && *value)
            return value;
    }
    return NULL;
}

/* "[YouTube: A talk]" as a link to what is shown at address; false: there is no such link. */
static bool append_media(struct flow_builder *builder, const struct dom_node *node,
                         const char *address)
{
    static const char *const titles[] = { "title", "aria-label", "videotitle", "video-title",
                                          "playlabel" };
    const guint16 link = flow_find_link(builder, address);
    if (!link)
        return false;
    if (builder->text->len && builder->name_end == builder->text->len)
        flow_append_break(builder); /* one of them a line */
    const char *title = find_first(node, titles, G_N_ELEMENTS(titles));
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
    builder->name_end = (guint32)builder->text->len;
    flow_close_link(builder, link);
    builder->style = style;
    builder->link = own_link;
    builder->link_begin = link_begin;
    return true;
}

bool embed_enter_media(struct flow_builder *builder, const struct dom_node *node)
{
    if (node->tag == HTML_OBJECT && node->first)
        return true; /* it says itself what to show instead */
    return !append_media(builder, node, media_find_address(node)) && node->tag != HTML_IFRAME;
}

/* Elements of one's own that stand for a video until somebody wants to see it: <lite-youtube
 * videoid="…">, <youtube-embed>, <amp-vimeo>. */
bool embed_enter_unknown(struct flow_builder *builder, const struct dom_node *node)
{
    static const char *const rows[][2] = { { "youtube", "https://www.youtube.com/watch?v=" },
                                           { "vimeo", "https://vimeo.com/" },
                                           { "dailymotion",
                                             "https://www.dailymotion.com/video/" } };
    static const char *const ids[] = { "videoid", "video-id", "data-videoid", "data-video-id",
                                       "video",   "data-id",  "data-video" };
    static const char *const addresses[] = { "src", "data-src", "href", "url" };
    if (!strchr(node->name, '-'))
        return true;
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (!strstr(node->name, rows[i][0]))
            continue;
        const char *id = find_first(node, ids, G_N_ELEMENTS(ids));
        const size_t len = id ? strspn(id, VIDEO_ID_CHARS) : 0;
        g_autofree char *own =
            len && len <= MAX_VIDEO_ID && !id[len] ? g_strconcat(rows[i][1], id, NULL) : NULL;
        const bool is_address = id && !own && strstr(id, "://");
        const char *address =
            is_address ? id : find_first(node, addresses, G_N_ELEMENTS(addresses));
        return !append_media(builder, node, own ? own : address);
    }
    return true;
}
