/* SPDX-License-Identifier: MIT */
/* The command language. */
#include "config/command.h"

#include "command_reader.h"
#include "config/diagnostic.h"

#include <string.h>

static void command_free(void *data)
{
    struct command *command = data;
    for (guint i = 0; i < command->n_words; i++)
        g_free(command->words[i].text);
    g_free(command->words);
    g_free(command->text);
    g_free(command);
}

/* Length of the line end at c: 0, 1 or 2. */
static guint reader_measure_newline(const char *c)
{
    return c[0] == '\n' ? 1 : c[0] == '\r' && c[1] == '\n' ? 2 : 0;
}

/* Steps over backslashes that join lines; then the next byte, 0 at the end of the line. */
static char reader_peek(struct command_reader *reader)
{
    while (reader->at[0] == '\\') {
        const guint newline = reader_measure_newline(reader->at + 1);
        if (!newline && reader->at[1])
            break;
        reader->at += 1 + newline;
        reader->line += newline > 0;
        reader->column = 1;
    }
    return reader_measure_newline(reader->at) ? 0 : *reader->at;
}

static void reader_skip(struct command_reader *reader)
{
    reader->at++;
    if (((guchar)*reader->at & 0xc0) != 0x80)
        reader->column++;
}

static bool reader_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

static char reader_skip_blanks(struct command_reader *reader)
{
    char c = reader_peek(reader);
    for (; reader_is_blank(c); c = reader_peek(reader))
        reader_skip(reader);
    return c;
}

static char command_unescape(char c)
{
    return c == 'n' ? '\n' : c == 't' ? '\t' : c;
}

/* The inside of quotes, after the first one; false if the second is missing. */
static bool reader_take_quoted(struct command_reader *reader, char quote, GString *text)
{
    for (char c; (c = reader_peek(reader)) && c != quote; reader_skip(reader)) {
        if (c == '\\' && quote == '"') {
            reader_skip(reader);
            c = command_unescape(reader_peek(reader));
            if (!c)
                return false;
        }
        g_string_append_c(text, c);
    }
    if (!reader_peek(reader))
        return false;
    reader_skip(reader);
    return true;
}

/* After a "=": a quoted value, if both quotes are there. */
static void reader_take_value(struct command_reader *reader, GString *text)
{
    const char quote = reader_peek(reader);
    struct command_reader ahead = *reader;
    const gsize len = text->len;
    if (quote != '"' && quote != '\'')
        return;
    reader_skip(&ahead);
    if (reader_take_quoted(&ahead, quote, text))
        *reader = ahead;
    else
        g_string_truncate(text, len);
}

/* The word at the reader, which is not at a blank. False if a quote is not closed. */
static bool reader_take_word(struct command_reader *reader, struct command_word *word)
{
    const char quote = reader_peek(reader);
    GString *text = g_string_new(NULL);
    bool ok = true;
    word->line = reader->line;
    word->column = reader->column;
    word->is_quoted = quote == '"' || quote == '\'';
    if (word->is_quoted) {
        reader_skip(reader);
        ok = reader_take_quoted(reader, quote, text);
    } else {
        for (char c; (c = reader_peek(reader)) && !reader_is_blank(c);) {
            g_string_append_c(text, c);
            reader_skip(reader);
            if (c == '=')
                reader_take_value(reader, text);
        }
    }
    word->text = g_string_free(text, FALSE);
    return ok;
}

/* A command being put together. */
struct partial {
    GArray *words; /* of struct command_word */
    const char *begin, *end;
};

static void partial_finish(struct partial *partial, GPtrArray *commands)
{
    if (!partial->words->len)
        return;
    struct command *command = g_new0(struct command, 1);
    command->n_words = partial->words->len;
    command->words =
        g_memdup2(partial->words->data, partial->words->len * sizeof(struct command_word));
    command->text = g_strndup(partial->begin, (gsize)(partial->end - partial->begin));
    g_array_set_size(partial->words, 0);
    g_ptr_array_add(commands, command);
}

static bool partial_is_whole(const struct partial *partial, const char *const *whole_names)
{
    return whole_names && partial->words->len &&
           g_strv_contains(whole_names, g_array_index(partial->words, struct command_word, 0).text);
}

/* "#rgb" or "#rrggbb" at text, up to a blank or the end. */
static bool is_rgb(const char *text)
{
    gsize n = 0;
    while (g_ascii_isxdigit(text[1 + n]))
        n++;
    const char end = text[1 + n];
    return n >= 2 && (!end || reader_is_blank(end) || end == '\n');
}

/* Whether the "#" at the reader begins a colour: only where "color" takes one, because a word in a
 * comment ("#add") can look like a colour. The last "color" counts, since a binding holds
 * commands. */
static bool partial_takes_colour(const struct partial *partial, const struct command_reader *reader)
{
    guint n_after = 0;
    for (guint i = partial->words->len; i-- > 0; n_after++) {
        const struct command_word *word = &g_array_index(partial->words, struct command_word, i);
        if (!word->is_quoted && !strcmp(word->text, "color"))
            return (n_after == 1 || n_after == 2) && is_rgb(reader->at);
    }
    return false;
}

static bool partial_take_words(struct partial *partial, struct command_reader *reader,
                               GPtrArray *commands, const char *const *whole_names,
                               struct command_word *bad)
{
    char c;
    while ((c = reader_skip_blanks(reader)) &&
           (c != '#' || partial_takes_colour(partial, reader))) {
        struct command_word word = { 0 };
        const char *begin = reader->at;
        if (!reader_take_word(reader, &word)) {
            *bad = word;
            g_free(word.text);
            return false;
        }
        if (!word.is_quoted && !strcmp(word.text, ";") && !partial_is_whole(partial, whole_names)) {
            g_free(word.text);
            partial_finish(partial, commands);
            continue;
        }
        if (!partial->words->len)
            partial->begin = begin;
        partial->end = reader->at;
        word.offset = (gsize)(begin - partial->begin);
        g_array_append_val(partial->words, word);
    }
    partial_finish(partial, commands);
    return true;
}

static void command_word_clear(void *data)
{
    g_free(((struct command_word *)data)->text);
}

/* Moves to the next line. A backslash does not continue a comment. */
static void reader_finish_line(struct command_reader *reader)
{
    while (*reader->at && !reader_measure_newline(reader->at))
        reader->at++;
    if (*reader->at) {
        reader->at += reader_measure_newline(reader->at);
        reader->line++;
        reader->column = 1;
    }
}

GPtrArray *command_reader_take(struct command_reader *reader, const char *const *whole_names,
                               guint *line, guint *column, GError **error)
{
    GPtrArray *commands = g_ptr_array_new_with_free_func(command_free);
    struct partial partial = { .words = g_array_new(FALSE, FALSE, sizeof(struct command_word)) };
    struct command_word bad = { 0 };
    if (!partial_take_words(&partial, reader, commands, whole_names, &bad)) {
        *line = bad.line;
        *column = bad.column;
        g_set_error_literal(error, CONFIG_ERROR, CONFIG_ERROR_SYNTAX, "this quote is not closed");
        g_array_set_clear_func(partial.words, command_word_clear);
        g_clear_pointer(&commands, g_ptr_array_unref);
    }
    g_array_unref(partial.words);
    reader_finish_line(reader);
    return commands;
}

GPtrArray *command_parse_line(const char *text, guint first_line, const char *const *whole_names,
                              guint *line, guint *column, GError **error)
{
    g_assert(text && first_line > 0);
    struct command_reader reader = { .at = text, .line = first_line, .column = 1 };
    GPtrArray *commands = g_ptr_array_new_with_free_func(command_free);
    guint unused = 0;
    do {
        GPtrArray *more = command_reader_take(&reader, whole_names, line ? line : &unused,
                                              column ? column : &unused, error);
        if (!more) {
            g_ptr_array_unref(commands);
            return NULL;
        }
        g_ptr_array_extend_and_steal(commands, more);
    } while (*reader.at);
    return commands;
}

const char *command_get_rest(const struct command *command, guint index)
{
    g_assert(command);
    return index < command->n_words ? command->text + command->words[index].offset : "";
}

char *command_quote(const char *text)
{
    g_assert(text);
    bool is_plain = *text && !strchr("\"'#", *text) && strcmp(text, ";") != 0 &&
                    !strstr(text, "=\"") && !strstr(text, "='");
    for (const char *c = text; *c && is_plain; c++)
        is_plain = (guchar)*c > ' ' && *c != '\\';
    if (is_plain)
        return g_strdup(text);
    GString *quoted = g_string_new("\"");
    for (const char *c = text; *c; c++) {
        if (*c == '\n') {
            g_string_append(quoted, "\\n");
            continue;
        }
        if (*c == '"' || *c == '\\')
            g_string_append_c(quoted, '\\');
        g_string_append_c(quoted, *c);
    }
    g_string_append_c(quoted, '"');
    return g_string_free(quoted, FALSE);
}
