/* SPDX-License-Identifier: MIT */
/* The words of the feeds file, by the rules of newsboat's "urls": quotes only at the beginning of a
 * word; the escapes \n \r \t \" \\; a missing closing quote is assumed at the end of the line; # at
 * the beginning of a word starts a comment. In addition, a value may be quoted: item="div.news
 * a". */
#include "config/feeds_line.h"

#include "config/subscription.h"

#include <string.h>

static bool feeds_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void feeds_line_clear(struct feeds_line *line)
{
    for (guint i = 0; i < line->n_words; i++)
        g_free(line->words[i].text);
    g_clear_pointer(&line->words, g_free);
    line->n_words = 0;
}

static void feeds_append_escaped(GString *text, char c)
{
    switch (c) {
    case 'n':
        g_string_append_c(text, '\n');
        break;
    case 'r':
        g_string_append_c(text, '\r');
        break;
    case 't':
        g_string_append_c(text, '\t');
        break;
    case '`':
        g_string_append(text, "\\`");
        break;
    default:
        g_string_append_c(text, c);
    }
}

/* Reads the quoted text at text[at]; returns the place after it. */
static gsize feeds_read_quoted(const char *text, gsize at, gsize end, struct feeds_word *word,
                               GString *out)
{
    for (at++; at < end && text[at] != '"'; at++) {
        if (text[at] != '\\')
            g_string_append_c(out, text[at]);
        else if (++at < end)
            feeds_append_escaped(out, text[at]);
        else
            break;
    }
    word->is_open = at >= end;
    return at + !word->is_open;
}

/* Whether the quote at text[at] begins the value of an option: only its name and "=" were read. */
static bool feeds_is_value(const char *text, gsize at, const GString *read)
{
    return text[at] == '"' && read->len > 1 && read->str[read->len - 1] == '=' &&
           strspn(read->str, "abcdefghijklmnopqrstuvwxyz-") == read->len - 1;
}

/* The word at text[at], which is not a blank; ends at end at the latest. */
static struct feeds_word feeds_read_word(const char *text, gsize at, gsize end)
{
    struct feeds_word word = { .begin = at };
    GString *out = g_string_new(NULL);
    if (text[at] == '"')
        at = feeds_read_quoted(text, at, end, &word, out);
    else
        while (at < end && !feeds_is_blank(text[at]))
            if (feeds_is_value(text, at, out))
                at = feeds_read_quoted(text, at, end, &word, out);
            else
                g_string_append_c(out, text[at++]);
    word.end = at;
    word.text = g_string_free(out, FALSE);
    return word;
}

static void feeds_read_words(struct feeds_line *line, const char *text, gsize at)
{
    GArray *words = g_array_new(FALSE, FALSE, sizeof(struct feeds_word));
    gsize counted = line->begin; /* the characters of the line are counted up to here */
    guint column = 1;
    for (;;) {
        while (at < line->text_end && feeds_is_blank(text[at]))
            at++;
        if (at >= line->text_end || text[at] == '#')
            break;
        struct feeds_word word = feeds_read_word(text, at, line->text_end);
        for (; counted < word.begin; counted++)
            column += (text[counted] & 0xc0) != 0x80; /* a character begins here */
        word.column = column;
        g_array_append_val(words, word);
        at = word.end;
    }
    line->n_words = words->len;
    line->words = (struct feeds_word *)(void *)g_array_free(words, FALSE);
}

bool feeds_line_next(struct feeds_line *line, const char *text, gsize len)
{
    const gsize begin = line->end;
    feeds_line_clear(line);
    if (begin >= len)
        return false;
    const char *newline = memchr(text + begin, '\n', len - begin);
    line->begin = begin;
    line->number++;
    line->text_end = newline ? (gsize)(newline - text) : len;
    line->end = line->text_end + (newline != NULL);
    if (newline && line->text_end > begin && text[line->text_end - 1] == '\r')
        line->text_end--;
    const bool has_mark = begin == 0 && len >= 3 && !memcmp(text, "\xef\xbb\xbf", 3);
    feeds_read_words(line, text, begin + (has_mark ? 3 : 0));
    return true;
}

char *subscription_quote(const char *text)
{
    g_assert(text);
    if (*text && *text != '"' && *text != '#' && !strpbrk(text, " \t\r\n"))
        return g_strdup(text);
    GString *quoted = g_string_new("\"");
    for (const char *c = text; *c; c++) {
        static const char plain[] = "\n\r\t\"\\", names[] = "nrt\"\\";
        const char *special = strchr(plain, *c);
        if (special)
            g_string_append_printf(quoted, "\\%c", names[special - plain]);
        else
            g_string_append_c(quoted, *c);
    }
    g_string_append_c(quoted, '"');
    return g_string_free(quoted, FALSE);
}
