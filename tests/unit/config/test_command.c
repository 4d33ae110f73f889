/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "config/command.h"

#include <string.h>

static const char *const whole_names[] = { "bind", NULL };

/* "[word@line:column|word@…]" a command. */
static char *format_commands(const GPtrArray *commands)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < commands->len; i++) {
        const struct command *command = g_ptr_array_index(commands, i);
        g_string_append_c(text, '[');
        for (guint j = 0; j < command->n_words; j++)
            g_string_append_printf(text, "%s%s@%u:%u", j ? "|" : "", command->words[j].text,
                                   command->words[j].line, command->words[j].column);
        g_string_append_c(text, ']');
    }
    return g_string_free(text, FALSE);
}

static void words_have_places(void)
{
    static const char *const cases[][2] = {
        { "set refresh 30m", "[set@1:1|refresh@1:5|30m@1:13]" },
        { "  a  ;b ; c ;d ;", "[a@1:3|;b@1:6][c@1:11|;d@1:13]" },
        { "a ; ; b", "[a@1:1][b@1:7]" },
        { "", "" },
        { " # nothing ; here", "" },
        { "a b#c #d \"", "[a@1:1|b#c@1:3]" },
        { "a \"b ; \\\"c\\\" \\\\ \\t\\x\" d", "[a@1:1|b ; \"c\" \\ \tx@1:3|d@1:23]" },
        { "a 'b \\ \"c' \";\" ''", "[a@1:1|b \\ \"c@1:3|;@1:12|@1:16]" },
        { "s title:\"x y\" don't", "[s@1:1|title:\"x@1:3|y\"@1:12|don't@1:15]" },
        { "ä \"ö\" ü", "[ä@1:1|ö@1:3|ü@1:7]" },
        { "a \\\n  b\\\nc d", "[a@1:1|bc@2:3|d@3:3]" },
        { "a \"x\\\r\ny\" z", "[a@1:1|xy@1:3|z@2:4]" },
        { "a # b \\\nc", "[a@1:1][c@2:1]" },
        { "a\nb ; c\r\nd", "[a@1:1][b@2:1][c@2:5][d@3:1]" },
        { "bind list x a ; b \"c", NULL },
        { "bind list x a ; b", "[bind@1:1|list@1:6|x@1:11|a@1:13|;@1:15|b@1:17]" },
        { "a ; bind x ; y", "[a@1:1][bind@1:5|x@1:10|;@1:12|y@1:14]" },
        { "color star #ff8800 default # warm", "[color@1:1|star@1:7|#ff8800@1:12|default@1:20]" },
        { "color star red #fA0 bold #f00", "[color@1:1|star@1:7|red@1:12|#fA0@1:16|bold@1:21]" },
        { "color star #ff88 default", "[color@1:1|star@1:7|#ff88@1:12|default@1:18]" },
        { "color star #f", "[color@1:1|star@1:7]" },
        { "color star #ff8800, x", "[color@1:1|star@1:7]" },
        { "color #fff", "[color@1:1]" },
        { "set sort newest #add more", "[set@1:1|sort@1:5|newest@1:10]" },
        { "a ; color x #abc\nb", "[a@1:1][color@1:5|x@1:11|#abc@1:13][b@2:1]" },
        { "bind all x color star #f80 #000 ; b # c",
          "[bind@1:1|all@1:6|x@1:10|color@1:12|star@1:18|#f80@1:23|#000@1:28|;@1:33|b@1:35]" },
        { "#abc", "" },
        { "a \\x b\\", "[a@1:1|\\x@1:3|b@1:6]" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) commands =
            command_parse_line(cases[i][0], 1, whole_names, NULL, NULL, NULL);
        g_autofree char *text = commands ? format_commands(commands) : NULL;
        g_assert_cmpstr(text, ==, cases[i][1]);
    }
}

static void values_may_be_quoted(void)
{
    static const struct {
        const char *line, *word;
    } cases[] = {
        { "x a=\"b c\"", "a=b c" },       { "x a='b \" c'd", "a=b \" cd" },
        { "x a=\"#b ; c\"", "a=#b ; c" }, { "x a=\"b\\\"c\"", "a=b\"c" },
        { "x a=\"b", "a=\"b" },           { "x a=\"b c='d", "a=\"b" },
        { "x a\"b=c\" d", "a\"b=c\"" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) commands =
            command_parse_line(cases[i].line, 1, NULL, NULL, NULL, &error);
        g_assert_no_error(error);
        g_assert_cmpuint(commands->len, ==, 1);
        const struct command *command = commands->pdata[0];
        g_assert_cmpstr(command->words[1].text, ==, cases[i].word);
    }
}

static void open_quote_is_placed(void)
{
    static const struct {
        const char *text;
        guint line, column;
    } cases[] = {
        { "a \"b", 7, 3 }, { "a ; 'b\" ", 7, 5 }, { "a \\\n \"b\\\"", 8, 2 }, { "\"\\", 7, 1 }
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        guint line = 0, column = 0;
        g_autoptr(GError) error = NULL;
        g_assert_null(command_parse_line(cases[i].text, 7, NULL, &line, &column, &error));
        g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_SYNTAX);
        g_assert_cmpuint(line, ==, cases[i].line);
        g_assert_cmpuint(column, ==, cases[i].column);
    }
}

static void rest_is_as_written(void)
{
    g_autoptr(GPtrArray) commands = command_parse_line("x ; bind list x open \"a b\" ; next # c", 1,
                                                       whole_names, NULL, NULL, NULL);
    g_assert_cmpuint(commands->len, ==, 2);
    const struct command *bind = g_ptr_array_index(commands, 1);
    g_assert_cmpstr(command_get_rest(bind, 3), ==, "open \"a b\" ; next");
    g_assert_cmpstr(command_get_rest(bind, 0), ==, bind->text);
    g_assert_cmpstr(command_get_rest(bind, bind->n_words), ==, "");
    g_autoptr(GPtrArray) inner =
        command_parse_line(command_get_rest(bind, 3), 1, NULL, NULL, NULL, NULL);
    g_autofree char *text = format_commands(inner);
    g_assert_cmpstr(text, ==, "[open@1:1|a b@1:6][next@1:14]");
}

/* What a binding holds is commands: a command for the shell ends at ";" outside quotes. */
static void commands_end_in_bindings(void)
{
    static const char line[] =
        "bind article x pipe-to grep -c 'a ; b' | sort ; next ; pipe-to wc;ls";
    g_autoptr(GPtrArray) commands = command_parse_line(line, 1, whole_names, NULL, NULL, NULL);
    g_assert_cmpuint(commands->len, ==, 1);
    g_autoptr(GPtrArray) inner =
        command_parse_line(command_get_rest(commands->pdata[0], 3), 1, NULL, NULL, NULL, NULL);
    g_assert_cmpuint(inner->len, ==, 3);
    g_assert_cmpstr(command_get_rest(inner->pdata[0], 1), ==, "grep -c 'a ; b' | sort");
    g_assert_cmpstr(command_get_rest(inner->pdata[1], 0), ==, "next");
    g_assert_cmpstr(command_get_rest(inner->pdata[2], 1), ==, "wc;ls");
}

static void quoted_words_come_back(void)
{
    static const char letters[] = "ab\"'\\;# \t\nä=";
    GRand *rand = g_rand_new_with_seed(2);
    g_autofree char *plain = command_quote("unread");
    g_assert_cmpstr(plain, ==, "unread");
    for (guint i = 0; i < 5000; i++) {
        g_autoptr(GString) word = g_string_new(NULL);
        for (gint32 n = g_rand_int_range(rand, 0, 8); n > 0; n--)
            g_string_append_c(word, letters[g_rand_int_range(rand, 0, (gint32)strlen(letters))]);
        g_autofree char *quoted = command_quote(word->str);
        g_autofree char *line = g_strdup_printf("x %s y", quoted);
        g_autoptr(GPtrArray) commands = command_parse_line(line, 1, NULL, NULL, NULL, NULL);
        g_assert_nonnull(commands);
        g_assert_cmpuint(commands->len, ==, 1);
        const struct command *command = g_ptr_array_index(commands, 0);
        g_assert_cmpuint(command->n_words, ==, 3);
        g_assert_cmpstr(command->words[1].text, ==, word->str);
    }
    g_rand_free(rand);
}

void test_command_add(void)
{
    g_test_add_func("/command/words-have-places-when-parsed", words_have_places);
    g_test_add_func("/command/values-may-be-quoted", values_may_be_quoted);
    g_test_add_func("/command/names-the-place-when-a-quote-is-open", open_quote_is_placed);
    g_test_add_func("/command/keeps-the-rest-when-arguments-are-commands", rest_is_as_written);
    g_test_add_func("/command/ends-at-a-semicolon-when-in-a-binding", commands_end_in_bindings);
    g_test_add_func("/command/quoted-words-come-back-when-parsed", quoted_words_come_back);
}
