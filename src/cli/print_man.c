/* SPDX-License-Identifier: MIT */
/* The manual pages, in man(7) macros: prose here, every name and sentence of a row from its table. */
#include "print.h"

#include "commands.h"

#include "app/command_table.h"
#include "app/keymap.h"
#include "config/option.h"
#include "config/theme.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "config.h"

/* text with what roff would take for a command made harmless. */
static void put(const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", stdout);
    for (; *text; text++) {
        if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '-')
            fputs("\\-", stdout);
        else
            putchar(*text);
    }
}

static void put_head(const char *name, const char *section, const char *what)
{
    printf(".\\\" printed by \"newsdeck print\"; edit src/cli/print_man.c or the tables instead\n"
           ".TH %s %s \"\" \"newsdeck %s\"\n.SH NAME\n",
           name, section, PACKAGE_VERSION);
    put(what);
    putchar('\n');
}

static void put_item(const char *term, const char *arguments, const char *text)
{
    fputs(".TP\n.B ", stdout);
    put(term);
    putchar('\n');
    if (arguments && *arguments) {
        fputs(".RI \"\" \" ", stdout);
        put(arguments);
        fputs("\"\n.br\n", stdout);
    }
    put(text);
    fputs(".\n", stdout);
}

void print_man_newsdeck(void)
{
    put_head("NEWSDECK", "1", "newsdeck - read the news in a terminal");
    printf(".SH SYNOPSIS\n.B newsdeck\n.RI [ options ]\n.RI [ command\n.IR arguments \\&...]\n"
           ".SH DESCRIPTION\n"
           "Without a command,\n.B newsdeck\nopens the reader: feeds, headlines and articles in panes, as many as the terminal has room for.\n"
           "Press\n.B ?\nin it for all keys.\nWithout a file of subscriptions it opens on its own guide.\n"
           "Subscriptions are described in\n.BR newsdeck-feeds (5),\nsettings in\n.BR newsdeck-config (5).\n"
           ".SH OPTIONS\n");
    put_item("--config-dir", "DIR", "the folder of the files config and feeds");
    put_item("--data-dir", "DIR", "the folder of the archive");
    put_item("--help", NULL, "print the commands");
    put_item("--version", NULL, "print the version");
    printf(".SH COMMANDS\n");
    for (const struct cli_command *command = cli_commands; command->name; command++)
        put_item(command->name, command->arguments, command->help);
    printf(".PP\nWith\n.B \\-\\-json\na command prints one JSON object a line.\n"
           ".SH QUERIES\n"
           "Words and \"phrases\" search the text of articles; words side by side must all be there.\n"
           "Also:\n.BR title: word,\n.BR author: ,\n.BR text: ,\n.BR feed: ,\n.BR tag: ,\n.BR link: ;\n"
           ".BR unread ,\n.BR read ,\n.BR starred ;\n.BR newer:2d ,\n.BR older:1w ,\n.BR after:2026\\-01\\-31 ,\n.BR before: ;\n"
           ".BR words>800 ;\n.BI title~/ regex /;\n.BR \\- not,\n.B or\nand parentheses;\n.BR sort:\\-date .\n"
           "Ages end in h, d, w, m (months) or y.\n"
           ".SH KEYS\n");
    struct keymap *keymap = keymap_new();
    g_autoptr(GArray) bindings = keymap_get_bindings(keymap);
    for (guint i = 0; i < bindings->len; i++) {
        const struct keymap_binding *binding = &g_array_index(bindings, struct keymap_binding, i);
        g_autofree char *name = g_strndup(binding->line, strcspn(binding->line, " "));
        enum command_id id;
        if (command_find(name, &id))
            put_item(binding->key, NULL, command_get_row(id)->help);
    }
    keymap_free(keymap);
    printf(".SH FILES\n");
    put_item("~/.config/newsdeck/feeds", NULL, "the subscriptions");
    put_item("~/.config/newsdeck/config", NULL, "the settings");
    put_item("~/.local/share/newsdeck/archive.db", NULL, "the articles: an SQLite file");
    printf(".SH ENVIRONMENT\n");
    put_item("NEWSDECK_CONFIG_DIR, NEWSDECK_DATA_DIR", NULL, "as the options of these names");
    put_item("BROWSER, EDITOR", NULL, "what opens links, and what edits the feeds file");
    put_item("NO_COLOR", NULL, "if set and not empty, no colours are used");
    put_item("http_proxy, https_proxy, all_proxy, no_proxy", NULL, "proxies");
    printf(".SH EXIT STATUS\n0: done, and on disk. 1: something failed; standard error says what. 2: the command line was wrong.\n"
           ".SH SEE ALSO\n.BR newsdeck-config (5),\n.BR newsdeck-feeds (5)\n");
}

static void put_option(enum option_id id)
{
    const struct option_row *row = option_get_row(id);
    g_autofree char *allowed = option_format_allowed(id);
    g_autofree char *help = g_strdup_printf("%s. Allowed: %s. Default: %s", row->help, allowed,
                                            *row->text ? row->text : "empty");
    put_item(row->name, NULL, help);
}

void print_man_config(void)
{
    put_head("NEWSDECK-CONFIG", "5", "newsdeck-config - settings of newsdeck");
    printf(".SH DESCRIPTION\n"
           "The file\n.I ~/.config/newsdeck/config\nholds commands as they can be typed at the : prompt, one a line, or several with \" ; \" between them.\n"
           "Words are parted by blanks and may stand in quotes;\n.B #\nat the beginning of a word starts a comment; a backslash at the end joins the next line.\n"
           "A wrong line costs only itself;\n.B newsdeck check\nnames each mistake with its line and column.\n"
           ".SH COMMANDS OF THE FILE\n");
    for (guint id = 0; id < COMMAND_N; id++)
        if (command_get_row(id)->where == COMMAND_BY_CONFIG)
            put_item(command_get_row(id)->name, command_get_row(id)->arguments, command_get_row(id)->help);
    put_item("include", "FILE", "read another file here");
    printf(".SH OPTIONS\n");
    for (guint id = 0; id < OPTION_N; id++)
        put_option(id);
    printf(".SH COLOURS\nElements of the screen, for\n.BR color .\n"
           "Colours are default, the names black, red, green, yellow, blue, magenta, cyan and white, these with bright\\- before them, color0 to color255, and #rrggbb;\n"
           "attributes are bold, dim, italic, underline, reverse and strike.\n");
    for (guint element = 0; element < THEME_N_ELEMENTS; element++)
        put_item(theme_get_name(element), NULL, theme_get_help(element));
    printf(".SH COMMANDS OF KEYS AND THE PROMPT\n");
    for (guint id = 0; id < COMMAND_N; id++)
        if (command_get_row(id)->where != COMMAND_BY_CONFIG)
            put_item(command_get_row(id)->name, command_get_row(id)->arguments, command_get_row(id)->help);
    printf(".SH CONTEXTS\nKeys are bound in a context:\n");
    for (guint context = 0; context < CONTEXT_N; context++)
        printf(".BR %s%s\n", context_get_name(context), context + 1 < CONTEXT_N ? " ," : " .");
    printf(".SH EXAMPLE\n.nf\nset measure 66\nset sort oldest\nbind headlines x mark\\-feed\\-read ; next\\-unread\n"
           "color headline\\-unread yellow default bold\ninclude ~/.config/newsdeck/work\n.fi\n"
           ".SH SEE ALSO\n.BR newsdeck (1),\n.BR newsdeck-feeds (5)\n");
}

void print_man_feeds(void)
{
    put_head("NEWSDECK-FEEDS", "5", "newsdeck-feeds - subscriptions of newsdeck");
    printf(".SH DESCRIPTION\n"
           "The file\n.I ~/.config/newsdeck/feeds\nholds one subscription a line. newsboat's\n.I urls\nfile is one, too.\n"
           "Empty lines and what follows a\n.B #\nat the beginning of a word are ignored; words with blanks stand in double quotes.\n"
           "The first word is the feed:\n");
    put_item("https://…, http://…", NULL, "an address; user:password@ is sent along and never shown");
    put_item("file://PATH", NULL, "a file");
    put_item("exec:COMMAND", NULL, "what a command prints, run by /bin/sh; in quotes if it has blanks");
    put_item("filter:COMMAND:URL", NULL, "what a command makes of an address's bytes");
    put_item("query:NAME:QUERY", NULL, "a smart feed: what a query finds, in newsdeck(1)'s language or in newsboat's");
    printf("Behind it stand, in any order:\n");
    put_item("tag", NULL, "a tag; the first one with a slash, else the first one, is the folder the feed is shown in, and news/world is a folder within a folder");
    put_item("~TITLE", NULL, "a title of your own, in quotes if it has blanks");
    put_item("!", NULL, "the feed is not listed; queries see its articles");
    put_item("NAME=VALUE", NULL, "an option for this feed");
    printf(".SH OPTIONS OF A FEED\n");
    for (guint id = 0; id < OPTION_N; id++)
        if (option_get_row(id)->flags & OPTION_PER_FEED)
            put_option(id);
    printf(".SH EXAMPLE\n.nf\n# comment\nhttps://example.org/feed.xml  news/world  \"~Example Daily\"  refresh=15m\n"
           "https://example.org/b.xml     tech \"two words\" !\n\"query:Unread, last day:unread newer:1d\"\n"
           "\"exec:~/bin/make\\-feed \\-\\-all\"  \"~Made here\"\nfilter:~/bin/fix.py:https://example.com/rss\n.fi\n"
           "The program's own changes (add, remove, rename) edit the file in place: comments, order and blank lines stay.\n"
           ".SH SEE ALSO\n.BR newsdeck (1),\n.BR newsdeck-config (5)\n");
}
