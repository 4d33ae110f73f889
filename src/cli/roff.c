/* SPDX-License-Identifier: MIT */
/* Text for man(7). */
#include "roff.h"

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "config.h"

#define LINE_COLUMNS 76

static void append_escaped(GString *out, gunichar c)
{
    static const struct {
        gunichar c;
        const char *text;
    } escapes[] = {
        { '\\', "\\e" },  { '-', "\\-" },   { '~', "\\(ti" },
        { '^', "\\(ha" }, { '`', "\\(ga" }, { 0x2026, "..." },
    };
    for (guint i = 0; i < G_N_ELEMENTS(escapes); i++)
        if (escapes[i].c == c) {
            g_string_append(out, escapes[i].text);
            return;
        }
    g_string_append_unichar(out, c);
}

static GString *escape(const char *text)
{
    GString *out = g_string_new(NULL);
    for (; *text; text = g_utf8_next_char(text))
        append_escaped(out, g_utf8_get_char(text));
    return out;
}

/* Prose with its marks; a mark is switched on and off by the same character. */
static GString *escape_prose(const char *prose)
{
    GString *out = g_string_new(NULL);
    bool is_marked = false;
    for (; *prose; prose = g_utf8_next_char(prose)) {
        if (*prose == '*' || *prose == '^') {
            g_string_append(out, is_marked ? "\\fP" : *prose == '*' ? "\\fB" : "\\fI");
            is_marked = !is_marked;
        } else {
            append_escaped(out, g_utf8_get_char(prose));
        }
    }
    return out;
}

/* Words in lines; each sentence begins a line, so that the space behind it is roff's business. */
static void print_wrapped(const char *escaped)
{
    g_auto(GStrv) words = g_strsplit(escaped, " ", -1);
    gsize columns = 0;
    for (guint i = 0; words[i]; i++) {
        const gsize len = strlen(words[i]);
        const bool is_sentence =
            i && g_str_has_suffix(words[i - 1], ".") && g_ascii_isupper(words[i][0]);
        if (columns && (columns + 1 + len > LINE_COLUMNS || is_sentence)) {
            putchar('\n');
            columns = 0;
        } else if (columns) {
            putchar(' ');
            columns++;
        }
        if (!columns && (words[i][0] == '.' || words[i][0] == '\''))
            fputs("\\&", stdout);
        fputs(words[i], stdout);
        columns += len;
    }
    putchar('\n');
}

void roff_page(const char *name, const char *section, const char *summary)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);
    GString *command = escape(lower);
    printf(".\\\" Printed by \"newsdeck print %s.%s\".\n"
           ".TH %s %s \"%s\" \"newsdeck %s\"\n.SH NAME\n%s \\- %s\n",
           lower, section, name, section, RELEASE_DATE, PACKAGE_VERSION, command->str, summary);
    g_string_free(command, TRUE);
}

static void print_prose(const char *prose)
{
    GString *escaped = escape_prose(prose);
    print_wrapped(escaped->str);
    g_string_free(escaped, TRUE);
}

void roff_section(const char *title)
{
    printf(".SH %s\n", title);
}

void roff_paragraph(const char *prose)
{
    puts(".PP");
    print_prose(prose);
}

/* "[--json] ID…": options bold, words in capitals italic, what joins them as it is. */
static void print_arguments(const char *text)
{
    while (*text) {
        gsize len;
        const char *font = NULL;
        if (g_ascii_isupper(*text)) {
            len = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-");
            font = "\\fI";
        } else if (text[0] == '-' && text[1] == '-') {
            len = strspn(text, "abcdefghijklmnopqrstuvwxyz-");
            font = "\\fB";
        } else {
            len = (gsize)(g_utf8_next_char(text) - text);
        }
        g_autofree char *piece = g_strndup(text, len);
        GString *escaped = escape(piece);
        printf("%s%s%s", font ? font : "", escaped->str, font ? "\\fP" : "");
        g_string_free(escaped, TRUE);
        text += len;
    }
}

void roff_item(const char *term, const char *arguments, const char *text)
{
    GString *escaped = escape(term);
    printf(".TP\n\\fB%s\\fP", escaped->str);
    g_string_free(escaped, TRUE);
    if (arguments && *arguments) {
        putchar(' ');
        print_arguments(arguments);
    }
    putchar('\n');
    g_autofree char *sentence =
        g_strdup_printf("%c%s.", g_ascii_toupper(*text), *text ? text + 1 : "");
    escaped = escape(sentence);
    print_wrapped(escaped->str);
    g_string_free(escaped, TRUE);
}

void roff_more(const char *prose)
{
    print_prose(prose);
}

void roff_example(const char *const *lines, unsigned n)
{
    puts(".PP\n.RS 4\n.nf");
    for (unsigned i = 0; i < n; i++) {
        GString *escaped = escape(lines[i]);
        printf("%s%s\n", strchr(".'", lines[i][0]) && lines[i][0] ? "\\&" : "", escaped->str);
        g_string_free(escaped, TRUE);
    }
    puts(".fi\n.RE");
}
