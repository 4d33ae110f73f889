/* SPDX-License-Identifier: MIT */
/* Values as feeds write them into the fields of what is being read. */
#include "parser.h"

#include "base/date.h"
#include "base/markup.h"
#include "base/url.h"
#include "base/utf8.h"

#include <string.h>

#define MAX_LINE_BYTES (256 * 1024)
#define MAX_BODY_BYTES (8 * 1024 * 1024) /* an article with its pictures in it */
#define MAX_DESCRIPTION_BYTES (8 * 1024) /* of a picture: more than Mastodon allows */
#define MAX_LIST 256 /* people, tags, enclosures: no list that is worth reading is longer */
#define MAX_DURATION_S (1000.0 * 3600)

static bool feed_is_taken(const struct feed_holder *holder, enum feed_field field, guint8 rank)
{
    return holder->ranks[field] >= rank;
}

void feed_set_text(struct feed_parser *parser, struct feed_holder *holder, enum feed_field field,
                   guint8 rank, const char *text)
{
    if (!text || !*text || feed_is_taken(holder, field, rank))
        return;
    holder->ranks[field] = rank;
    holder->fields[field] = arena_strdup(parser->arena, text);
}

/* url against base, in the arena; NULL for an empty one. */
char *feed_resolve(struct feed_parser *parser, const char *base, const char *url)
{
    if (!url || !url[strspn(url, " \t\r\n")])
        return NULL;
    if (url_is_plain(url))
        return arena_strdup(parser->arena, url);
    g_autofree char *resolved = url_resolve(base, url);
    return *resolved ? arena_strdup(parser->arena, resolved) : NULL;
}

const char *feed_get_base(struct feed_parser *parser)
{
    return parser->depth ? parser->stack[parser->depth - 1].base : parser->options.base_url;
}

void feed_set_url(struct feed_parser *parser, struct feed_holder *holder, enum feed_field field,
                  guint8 rank, const char *base, const char *url)
{
    if (feed_is_taken(holder, field, rank))
        return;
    const char *resolved = field == FIELD_URL ? feed_resolve(parser, base, url)
                                              : feed_resolve_late(parser, holder, base, url);
    if (!resolved)
        return;
    holder->ranks[field] = rank;
    holder->fields[field] = resolved;
}

void feed_set_date(G_GNUC_UNUSED struct feed_parser *parser, struct feed_holder *holder,
                   enum feed_field field, guint8 rank, const char *text)
{
    gint64 at;
    bool is_day;
    if (holder->ranks[field] > rank ||
        !date_parse_day(text, &at, &is_day)) /* of equal ones the last counts */
        return;
    if (at < FEED_SANE_FROM) { /* 1970, the year 1: gives way to any other date */
        if (field == FIELD_PUBLISHED ? holder->published_at >= FEED_SANE_FROM
                                     : holder->updated_at >= FEED_SANE_FROM)
            return;
        rank = 0;
    }
    holder->ranks[field] = rank;
    if (field == FIELD_PUBLISHED) {
        holder->published_at = at;
        holder->published_is_day = is_day;
    } else {
        holder->updated_at = at;
        holder->updated_is_day = is_day;
    }
}

/* At most max bytes of text[0..len), whole characters. */
static size_t feed_cut_len(const char *text, size_t len, size_t max)
{
    if (len <= max)
        return len;
    while (max && ((guchar)text[max] & 0xc0) == 0x80)
        max--;
    return max;
}

/* The words of a line that may have markup or speak of it; NULL where they stand as they are. */
static char *feed_extract_line(const struct feed_text *text, size_t *len)
{
    size_t escaped_len = text->len;
    bool has_markup = text->has_tags;
    g_autofree char *escaped = has_markup ? NULL
                                          : markup_escape_words(text->text, text->len, MARKUP_LINE,
                                                                &escaped_len, &has_markup);
    if (text->capture == CAPTURE_GUESS && !has_markup &&
        !markup_has_reference(text->text, text->len))
        return NULL;
    return markup_extract_text(escaped ? escaped : text->text, escaped_len, 0,
                               text->capture == CAPTURE_GUESS ? MARKUP_KNOWN_TAGS : 0, len);
}

/* The words of an element that holds one line of text. */
const char *feed_copy_line(struct feed_parser *parser, struct feed_text *text)
{
    const bool has_marks = memchr(text->text, '<', text->len) || memchr(text->text, '&', text->len);
    g_autofree char *words = NULL;
    if (has_marks && text->capture != CAPTURE_TEXT)
        words = feed_extract_line(text, &text->len);
    char *line = words ? words : text->text;
    text->len = feed_cut_len(line, text->len, MAX_LINE_BYTES);
    line[text->len] = '\0';
    const size_t len = utf8_collapse(line, text->len);
    return len ? arena_strndup(parser->arena, line, len) : NULL;
}

const char *feed_copy_description(struct feed_parser *parser, struct feed_text *text)
{
    const char *line = feed_copy_line(parser, text);
    const size_t len = line ? strlen(line) : 0;
    return len <= MAX_DESCRIPTION_BYTES
               ? line
               : arena_strndup(parser->arena, line, feed_cut_len(line, len, MAX_DESCRIPTION_BYTES));
}

void feed_end_line(struct feed_parser *parser, const struct feed_rule *rule, struct feed_text *text)
{
    struct feed_holder *holder = feed_get_holder(parser);
    if (feed_is_taken(holder, rule->field, rule->rank))
        return;
    const char *line = feed_copy_line(parser, text);
    if (!line)
        return;
    holder->ranks[rule->field] = rule->rank;
    holder->fields[rule->field] = line;
}

void feed_end_url(struct feed_parser *parser, const struct feed_rule *rule, struct feed_text *text)
{
    feed_set_url(parser, feed_get_holder(parser), rule->field, rule->rank, text->base, text->text);
}

void feed_end_date(struct feed_parser *parser, const struct feed_rule *rule, struct feed_text *text)
{
    feed_set_date(parser, feed_get_holder(parser), rule->field, rule->rank, text->text);
}

void feed_end_language(struct feed_parser *parser, const struct feed_rule *rule,
                       struct feed_text *text)
{
    utf8_collapse(text->text, text->len);
    for (char *p = text->text; *p; p++)
        if (*p == '_')
            *p = '-';
    feed_set_text(parser, feed_get_holder(parser), rule->field, rule->rank, text->text);
}

static bool is_blank(const char *text, size_t len)
{
    size_t i = 0;
    while (i < len && g_ascii_isspace(text[i]))
        i++;
    return i == len;
}

/* A text that may be HTML or not: what it is, and how it is to be kept, *len its length; NULL: as it
 * stands. In plain text lines and "<" stay, and references are decoded. */
static char *feed_read_guess(const struct feed_text *text, bool *is_html, size_t *len)
{
    size_t unused;
    *is_html = text->has_tags;
    if (!*is_html)
        g_free(markup_escape_words(text->text, text->len, MARKUP_BODY, &unused, is_html));
    bool has_markup;
    if (*is_html)
        return markup_escape_words(text->text, text->len, MARKUP_HTML, len, &has_markup);
    if (!memchr(text->text, '&', text->len))
        return NULL;
    char *decoded = g_malloc(MARKUP_DECODED_BYTES(text->len));
    *len = markup_decode(text->text, text->len, MARKUP_IN_ATTRIBUTE, decoded);
    return decoded;
}

void feed_set_body(struct feed_parser *parser, struct feed_holder *holder, enum feed_body_kind kind,
                   const struct feed_text *text)
{
    struct feed_body *body = &holder->bodies[kind];
    if (body->text || is_blank(text->text, text->len))
        return;
    size_t len = text->len;
    g_autofree char *changed = NULL;
    body->is_html = text->capture == CAPTURE_HTML;
    if (text->capture == CAPTURE_GUESS)
        changed = feed_read_guess(text, &body->is_html, &len);
    const char *content = changed ? changed : text->text;
    body->text = arena_strndup(parser->arena, content, feed_cut_len(content, len, MAX_BODY_BYTES));
    body->base = text->base;
}

void feed_end_body(struct feed_parser *parser, const struct feed_rule *rule, struct feed_text *text)
{
    feed_set_body(parser, feed_get_holder(parser), rule->field, text);
}

void feed_add_person(struct feed_parser *parser, struct feed_holder *holder, guint8 rank,
                     const struct feed_person *person)
{
    if (rank < holder->ranks[FIELD_PEOPLE] || (!person->name && !person->url && !person->email))
        return;
    if (rank > holder->ranks[FIELD_PEOPLE]) {
        holder->people = NULL;
        holder->people_tail = &holder->people;
        holder->ranks[FIELD_PEOPLE] = rank;
    }
    guint n = 0;
    for (const struct feed_person *known = holder->people; known; known = known->next)
        if (++n >= MAX_LIST || (g_strcmp0(known->name, person->name) == 0 &&
                                g_strcmp0(known->email, person->email) == 0 &&
                                g_strcmp0(known->url, person->url) == 0))
            return;
    struct feed_person *copy = arena_new0(parser->arena, struct feed_person);
    *copy = *person;
    copy->next = NULL;
    *holder->people_tail = copy;
    holder->people_tail = &copy->next;
}

/* Copies text[0..len) without white space and quotes around it; NULL if nothing is left. */
static const char *feed_copy_trimmed(struct feed_parser *parser, const char *text, size_t len)
{
    while (len && (g_ascii_isspace(*text) || *text == '"')) {
        text++;
        len--;
    }
    while (len && (g_ascii_isspace(text[len - 1]) || text[len - 1] == '"'))
        len--;
    return len ? arena_strndup(parser->arena, text, len) : NULL;
}

/* Atom's <name> inside RSS's <author>, without a namespace to show it: its content, else text. */
static char *feed_cut_name(char *text)
{
    char *name = strstr(text, "<name>"), *end = name ? strstr(name, "</name>") : NULL;
    if (!end)
        return text;
    *end = '\0';
    return name + strlen("<name>");
}

/* "a@b (Name)", "Name (a@b)", "Name <a@b>", "a@b", "Name". */
void feed_add_person_text(struct feed_parser *parser, struct feed_holder *holder, guint8 rank,
                          const char *text)
{
    struct feed_person person = { 0 };
    const char *open = strpbrk(text, "(<");
    const char *close = open ? strrchr(open, *open == '(' ? ')' : '>') : NULL;
    const char *outer =
        feed_copy_trimmed(parser, text, open && close ? (size_t)(open - text) : strlen(text));
    const char *inner =
        open && close ? feed_copy_trimmed(parser, open + 1, close - open - 1) : NULL;
    if (outer && g_ascii_strncasecmp(outer, "mailto:", 7) == 0)
        outer += 7;
    const char *space = outer ? strchr(outer, ' ') : NULL;
    if (inner && strchr(inner, '@') && !strchr(inner, ' ')) {
        person.email = inner;
        person.name = outer;
    } else if (outer && strchr(outer, '@') && !strchr(outer, ' ')) {
        person.email = outer;
        person.name = inner;
    } else if (inner) {
        person.name = feed_copy_trimmed(parser, text, strlen(text));
    } else if (space && memchr(outer, '@', space - outer)) { /* "a@b Name" */
        person.email = arena_strndup(parser->arena, outer, space - outer);
        person.name = feed_copy_trimmed(parser, space, strlen(space));
    } else {
        person.name = outer;
    }
    feed_add_person(parser, holder, rank, &person);
}

void feed_end_person(struct feed_parser *parser, const struct feed_rule *rule,
                     struct feed_text *text)
{
    struct feed_holder *holder = feed_get_holder(parser);
    if (rule->rank < holder->ranks[FIELD_PEOPLE])
        return;
    const char *decoded = text->capture == CAPTURE_GUESS && memchr(text->text, '&', text->len)
                              ? feed_copy_line(parser, text)
                              : NULL;
    if (!decoded)
        utf8_collapse(text->text, text->len);
    feed_add_person_text(parser, holder, rule->rank, decoded ? decoded : feed_cut_name(text->text));
}

void feed_add_tag(struct feed_parser *parser, struct feed_holder *holder, const char *name)
{
    if (!name || !*name)
        return;
    guint n = 0;
    for (const struct feed_tag *known = holder->tags; known; known = known->next)
        if (g_str_equal(known->name, name) || ++n >= MAX_LIST)
            return;
    struct feed_tag *tag = arena_new0(parser->arena, struct feed_tag);
    tag->name = name;
    *holder->tags_tail = tag;
    holder->tags_tail = &tag->next;
}

void feed_end_tag(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                  struct feed_text *text)
{
    g_autofree char *decoded = NULL;
    struct feed_text name = *text;
    if (memchr(text->text, '<', text->len)) { /* "<marquee>" is a fine name for a tag */
        name.text = decoded = g_malloc(MARKUP_DECODED_BYTES(text->len));
        name.len = markup_decode(text->text, text->len, MARKUP_IN_ATTRIBUTE, decoded);
        name.capture = CAPTURE_TEXT;
    }
    feed_add_tag(parser, feed_get_holder(parser), feed_copy_line(parser, &name));
}

/* The enclosure at url, a new one unless there is one; NULL for an empty url. */
struct feed_enclosure *feed_add_enclosure(struct feed_parser *parser, struct feed_holder *holder,
                                          const char *base, const char *url)
{
    const char *resolved = feed_resolve_late(parser, holder, base, url);
    if (!resolved)
        return NULL;
    guint n = 0;
    for (struct feed_enclosure *known = holder->enclosures; known; known = known->next) {
        if (g_str_equal(known->url, resolved))
            return known;
        if (++n >= MAX_LIST)
            return NULL;
    }
    struct feed_enclosure *enclosure = arena_new0(parser->arena, struct feed_enclosure);
    enclosure->url = resolved;
    enclosure->size_bytes = enclosure->duration_s = -1;
    *holder->enclosures_tail = enclosure;
    holder->enclosures_tail = &enclosure->next;
    return enclosure;
}

bool feed_is_picture(const char *medium, const char *type)
{
    return (medium && g_ascii_strcasecmp(medium, "image") == 0) ||
           (type && g_ascii_strncasecmp(type, "image/", 6) == 0);
}

/* A number of bytes, or -1; 0 is what feeds write that do not know. */
gint64 feed_read_size(const char *text)
{
    if (!text)
        return -1;
    text += strspn(text, " \t\r\n");
    const size_t digits = strspn(text, "0123456789");
    if (!digits || digits > 18 || text[digits + strspn(text + digits, " \t\r\n")])
        return -1;
    const gint64 size = g_ascii_strtoll(text, NULL, 10);
    return size > 0 ? size : -1;
}

/* "3723", "62:03", "1:02:03", the last with a fraction; -1 for anything else. */
double feed_read_duration(const char *text)
{
    double total = 0;
    if (!text)
        return -1;
    text += strspn(text, " \t\r\n");
    for (guint part = 0; part < 3; part++) {
        const size_t digits = strspn(text, "0123456789");
        const size_t fraction =
            text[digits] == '.' ? 1 + strspn(text + digits + 1, "0123456789") : 0;
        if (!digits || digits > 9 || fraction > 20)
            return -1;
        total = total * 60 + g_ascii_strtod(text, NULL);
        text += digits + fraction;
        if (*text != ':')
            break;
        text++;
    }
    return text[strspn(text, " \t\r\n")] || total > MAX_DURATION_S ? -1 : total;
}
