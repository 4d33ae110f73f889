/* SPDX-License-Identifier: MIT */
/* The manual pages: prose here, every name and sentence of a row from its table. */
#include "print.h"

#include "commands.h"
#include "roff.h"

#include "app/command_table.h"
#include "app/keymap.h"
#include "config/option.h"
#include "config/theme.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* ---- newsdeck(1) */

/* What the manual has to say of a subcommand beyond its row. */
static const struct {
    const char *name, *prose;
} details[] = {
    { "reload", "A feed is named by its number, its address, or a piece of its title. On a "
                "terminal a bar shows how far it is; each feed that "
                "failed is named on standard error, the last line sums up. The exit status is 1 if "
                "any feed failed. An open reader "
                "shows the new articles by itself. *--full-text* then does what *offline* does." },
    { "offline",
      "For the train: fetches the pages of the articles and keeps the whole text of each, the "
      "newest first, at most four at a time and one of a host, until *offline-size* is used up. "
      "Articles that have their page are left out, and pages that could not be had less than a day "
      "ago. The exit status is 1 if none of them could be had." },
    { "list", "Without a query all articles are listed. With *--json* a line has the article's id, "
              "feed, guid, title, url, author, dates, marks and tags." },
    { "search", "The best matches stand first, each with the piece of its text that matched." },
    { "show",
      "The text is the one that the reader shows: the whole article where it was chosen, or "
      "comes by itself; then full_text_url is where it came from. With *--json* an object has all "
      "that *list* has, and content_html (cleaned), "
      "content_text, full_text_url, summary, attachments and revisions: the earlier texts that are "
      "kept "
      "of an article that changed. *--diff* prints the words that changed last, or from "
      "the revision with the number ^N^ to the next: in colour on a terminal, else "
      "[-those that went-] and {+those that came+}." },
    { "mark", "Marks all that a query finds, or the articles with these numbers. Prints how many "
              "were changed." },
    { "undo",
      "Called again it takes back the change before that, also one that was made in the reader." },
    { "add",
      "^URL^ is the address of a feed, or of a page of a site. The site's feeds are then looked "
      "for: in the page, its headers, the usual places, and by the addresses of known services. "
      "The only feed is subscribed to; of several a terminal asks, *--first* takes the first, and "
      "without either the exit status is 1. *--list* only prints them, with *--json* as objects "
      "with url, title, format, items, newest, full_text and source. *--as-is* subscribes to the "
      "address without looking at it. The line is added at the end of the feeds file, with the "
      "same words as in *newsdeck-feeds*(5)." },
    { "import",
      "^FILE^ is an OPML file, or a file of newsboat (^urls^, ^config^, ^cache.db^), newsraft, "
      "snownews or Liferea, or what *export --state* has written; ^FOLDER^ is the folder of such a "
      "reader, whose data is found where that reader keeps it. What it is, is recognised; *--from* "
      "says it where that cannot be told: *opml*, *newsboat*, *newsraft*, *snownews*, *liferea* or "
      "*newsdeck*. Without either, what lies in the usual places is listed. Feeds that are new are "
      "added to the feeds file, and settings, keys and colours that newsdeck has to the config "
      "file, unless yours sets them already. Articles come with their read marks; of those that "
      "are there already only marks are taken over. Flags of newsboat become tags such as flag-a; "
      "articles with one of the flags in ^LETTERS^ (without *--star*: with any) are starred. What "
      "was deleted there stays deleted. Feeds that are commands come in with allow=no, and do not "
      "run until *allow*. What is not taken over is listed with file and line. *--dry-run* says "
      "all this and writes nothing. An import that fails leaves everything as it was; one that is "
      "done again changes nothing. The other reader's files are only read." },
    { "export",
      "Prints the feeds as OPML 2, with their folders; commands and smart feeds are left out and "
      "counted. *--state* prints one JSON object a line for everything: the feeds file and the "
      "config file, each feed, each article with its text, its earlier texts and all marks, and "
      "where reading was left. *import* reads it back; into an archive that is still empty the "
      "numbers of articles and feeds stay the same. With *-o* ^FILE^ is replaced whole or not at "
      "all." },
    { "parse", "Reads RSS, Atom, RDF, CDF and JSON Feed from ^FILE^ or standard input and prints a "
               "JSON Feed 1.1 object. What that format has "
               "no name for stands under _newsdeck." },
    { "extract",
      "Takes the article out of a page in ^FILE^ or standard input: title, byline, excerpt, "
      "site_name, published, language, dir, url, image, next_url, content_html, content_text and "
      "length; null is what the page does not say. Where is_article is false, reason says what the "
      "page may be instead: an error page, a login wall. *--body* and *--strip* are CSS selectors "
      "or XPath for a site on which this goes wrong: what the article is, and what goes from it." },
    { "render", "Reads ^FILE^ or standard input. *--links* is *footnotes*, *inline* or *none*; "
                "*--color* is *never*, *always* or *auto*. *--justify* ends lines in one column, "
                "*--hyphenate* parts long words where their language is known." },
    { "check", "Each mistake is printed with its line and column, and what would be right." },
    { "doctor",
      "Reads all of the archive; nothing is changed. Then says which libraries for pictures "
      "are there, whether they work, and what the environment says of the terminal, which "
      "is not asked here." },
    { "print", "The documents are newsdeck.1, newsdeck-config.5, newsdeck-feeds.5, config, "
               "newsdeck.bash, _newsdeck and newsdeck.fish." },
};

static void put_commands(void)
{
    roff_section("COMMANDS", NULL);
    for (const struct cli_command *command = cli_commands; command->name; command++) {
        roff_item(command->name, command->arguments, command->help);
        for (guint i = 0; i < G_N_ELEMENTS(details); i++)
            if (strcmp(details[i].name, command->name) == 0)
                roff_more(details[i].prose);
    }
    roff_paragraph("With *--json* a command prints one JSON object a line. "
                   "\"newsdeck ^COMMAND^ *--help*\" prints the options of one command.");
}

static void put_queries(void)
{
    roff_section(
        "QUERIES",
        "Searches, smart feeds and commands share one language. Words side by side must "
        "all be there; letter case and "
        "accents do not count. Where a word could be taken for something else, quote it. In the "
        "shell a query with a minus stands in 'quotes'; one that begins with it, behind *--*.");
    roff_item("word, \"a phrase\"", NULL, "the text, the title or the author has it");
    roff_item("title: author: text: feed: tag: link:", NULL,
              "only this part has the word or \"phrase\" behind the colon");
    roff_item("unread, read, starred, changed, full-text", NULL,
              "the marks of the article; changed is one that its feed has edited since it came, "
              "full-text one whose page was fetched");
    roff_item("newer:2d, older:1w", NULL,
              "the age of the article, in h(ours), d(ays), w(eeks), m(onths) or y(ears)");
    roff_item("after:2026-01-31, before:2026-03-01", NULL, "the date of the article");
    roff_item("words>800, words<300", NULL, "the length of the article");
    roff_item("title~/regex/", NULL, "a regular expression, for any of the parts");
    roff_item("-this, this or that, ( )", NULL, "not, or, and groups");
    roff_item("sort:-date", NULL,
              "the order: date, title, author, feed or words; a minus turns it round");
    static const char *const lines[] = {
        "newsdeck list unread newer:1d",
        "newsdeck search 'title:\"south pole\" or tag:climate'",
        "newsdeck mark --read 'older:1m -starred'",
    };
    roff_example(lines, G_N_ELEMENTS(lines));
}

/* The command that a binding's line stands for: its first word, or for "cmdline find " the one that
 * will be typed. */
static bool find_bound_command(const char *line, enum command_id *id)
{
    g_auto(GStrv) words = g_strsplit(line, " ", -1);
    const bool is_prompt = words[0] && words[1] && *words[1] && strcmp(words[0], "cmdline") == 0;
    return command_find(is_prompt ? words[1] : words[0], id);
}

static void put_keys(void)
{
    roff_section("KEYS", "*bind* in *newsdeck-config*(5) changes them. <C-x> is Ctrl and x, "
                         "<S-Tab> is Shift and Tab.");
    struct keymap *keymap = keymap_new();
    g_autoptr(GArray) bindings = keymap_get_bindings(keymap);
    for (guint command = 0; command < COMMAND_N; command++) {
        GString *keys = g_string_new(NULL);
        for (guint i = 0; i < bindings->len; i++) {
            const struct keymap_binding *binding =
                &g_array_index(bindings, struct keymap_binding, i);
            enum command_id id;
            if (!find_bound_command(binding->line, &id) || id != command)
                continue;
            g_string_append_printf(keys, "%s%s", keys->len ? "  " : "", binding->key);
        }
        if (keys->len)
            roff_item(keys->str, NULL, command_get_row(command)->help);
        g_string_free(keys, TRUE);
    }
    keymap_free(keymap);
}

static void put_files(void)
{
    roff_section("FILES", NULL);
    roff_item("~/.config/newsdeck/feeds", NULL, "the subscriptions");
    roff_item("~/.config/newsdeck/config", NULL, "the settings");
    roff_item("~/.local/share/newsdeck/archive.db", NULL,
              "the articles, their marks and the journal of changes: one SQLite file. Before its "
              "format changes a copy is kept beside it");
    roff_paragraph("XDG_CONFIG_HOME and XDG_DATA_HOME count where they are set.");
    roff_section("ENVIRONMENT", NULL);
    roff_item("NEWSDECK_CONFIG_DIR, NEWSDECK_DATA_DIR", NULL,
              "the folders, as --config-dir and --data-dir name them");
    roff_item("BROWSER", NULL, "the command that opens links, where the option browser is empty");
    roff_item("VISUAL, EDITOR", NULL, "what edits the feeds file");
    roff_item("NO_COLOR", NULL, "if set and not empty, no colours are used");
    roff_item("http_proxy, https_proxy, all_proxy, no_proxy", NULL,
              "proxies, where the option proxy is empty");
}

void print_man_newsdeck(void)
{
    roff_page("NEWSDECK", "1", "read the news in a terminal");
    roff_section(
        "SYNOPSIS",
        "*newsdeck* [*--config-dir* ^DIR^] [*--data-dir* ^DIR^] [^COMMAND^ [^ARGUMENT^...]]");
    roff_section("DESCRIPTION",
                 "*newsdeck* fetches RSS, Atom and JSON feeds, keeps every article it has ever "
                 "received, and shows them in a terminal: "
                 "feeds, headlines and the article in as many panes as there is room for.");
    roff_paragraph("Without a command the reader opens. *j* and *k* move, *Enter* opens, *q* goes "
                   "back, *Space* reads on, *R* fetches, *u* "
                   "takes a change back, and *?* shows all keys, commands and options. Without a "
                   "file of subscriptions the reader opens on "
                   "its own guide.");
    roff_paragraph(
        "Subscriptions are described in *newsdeck-feeds*(5), settings in *newsdeck-config*(5).");
    roff_section("OPTIONS", NULL);
    roff_item("--config-dir", "DIR", "the folder of the files config and feeds");
    roff_item("--data-dir", "DIR", "the folder of the archive");
    roff_item("-h, --help", NULL, "print the commands");
    roff_item("-V, --version", NULL, "print the version");
    put_commands();
    put_queries();
    put_keys();
    put_files();
    roff_section("EXIT STATUS", NULL);
    roff_item("0", NULL, "it is done, and on disk");
    roff_item("1", NULL, "something failed; standard error says what");
    roff_item("2", NULL, "the command line was wrong");
    roff_section("SEE ALSO", "*newsdeck-config*(5), *newsdeck-feeds*(5)");
}

/* ---- newsdeck-config(5) */

static void put_option(enum option_id id)
{
    const struct option_row *row = option_get_row(id);
    g_autofree char *allowed = option_format_allowed(id);
    roff_item(row->name, NULL, row->help);
    g_autofree char *more =
        g_strdup_printf("Value: %s. Default: %s.%s", allowed, *row->text ? row->text : "empty",
                        row->flags & OPTION_PER_FEED ? " Also for one feed." : "");
    roff_more(more);
}

static void put_command_rows(bool of_config)
{
    for (guint id = 0; id < COMMAND_N; id++) {
        const struct command_row *row = command_get_row(id);
        if ((row->where == COMMAND_BY_CONFIG) == of_config)
            roff_item(row->name, row->arguments, row->help);
    }
}

static void put_colours(void)
{
    roff_section("COLOURS", "*color* ^ELEMENT^ ^FOREGROUND^ ^BACKGROUND^ [^ATTRIBUTE^...] sets a "
                            "part of the screen. A colour is *default*; one of *black*, *red*, "
                            "*green*, *yellow*, *blue*, *magenta*, *cyan*, *white*; one of these "
                            "behind *bright-*; *color0* to *color255*; or *#rrggbb*. "
                            "An attribute is *bold*, *dim*, *italic*, *underline*, *reverse* or "
                            "*strike*. The elements are:");
    for (guint element = 0; element < THEME_N_ELEMENTS; element++)
        roff_item(theme_get_name(element), NULL, theme_get_help(element));
}

static void put_whole_articles(void)
{
    static const char *const lines[] = {
        "set full-text auto",
        "extract example.org body=div.story strip=\"aside, .related\"",
        "extract example.com body=\"//div[@id='text']\"",
    };
    roff_section(
        "WHOLE ARTICLES",
        "Many feeds give only the beginning of an article. *full-text* in an article fetches its "
        "page and shows the whole of it; again, the feed's text. A line above the article says "
        "which it is, or why there is no other. The option *full-text* does so by itself: *yes* "
        "when an article is opened and when it comes in, *auto* when it is opened and its feed "
        "gives beginnings: when most of its last articles are very short, or end in \"…\", \"Read "
        "more\" or a link to the article. *no* leaves it to the key. An article that goes on at "
        "further pages of the site is joined, up to ten of them.");
    roff_paragraph("*extract* says what the article is on the pages of a host and its subdomains, "
                   "and what goes from it, by CSS selectors or XPath. Without it the article is "
                   "found by itself. *extract* ^HOST^ at the prompt shows what was said.");
    roff_example(lines, G_N_ELEMENTS(lines));
}

static void put_contexts(void)
{
    GString *names = g_string_new("A key is bound in a context: ");
    for (guint context = 0; context < CONTEXT_N; context++)
        g_string_append_printf(names, "%s*%s*",
                               !context                  ? ""
                               : context + 1 < CONTEXT_N ? ", "
                                                         : " or ",
                               context_get_name(context));
    g_string_append(names,
                    ". What a context does not bind is looked up in *all*. Keys are characters, or "
                    "names such as *<Enter>*, *<Space>*, "
                    "*<C-x>*, *<F5>*. A key that is bound to nothing (*bind all x*) does nothing.");
    roff_section("KEYS", names->str);
    g_string_free(names, TRUE);
}

void print_man_config(void)
{
    roff_page("NEWSDECK-CONFIG", "5", "settings of newsdeck");
    roff_section("DESCRIPTION", "The file ^~/.config/newsdeck/config^ has commands as they can be "
                                "typed at the *:* prompt: one a line, or several with "
                                "\" ; \" between them. Without the file, or with an empty one, "
                                "everything has its default.");
    roff_paragraph("Words are parted by blanks and may stand in \"quotes\". A *#* at the beginning "
                   "of a word starts a comment; a backslash at the "
                   "end of a line joins the next one. A wrong line costs only itself: the reader "
                   "names it when it starts, *newsdeck check* "
                   "names each mistake with its line and column.");
    static const char *const lines[] = {
        "set measure 66",
        "set sort oldest",
        "bind headlines x mark-feed-read ; next-unread",
        "color headline-unread yellow default bold",
        "include ~/.config/newsdeck/work",
    };
    roff_example(lines, G_N_ELEMENTS(lines));
    roff_section("COMMANDS OF THE FILE", NULL);
    put_command_rows(true);
    roff_item("extract", "HOST [body=SELECTOR] [strip=SELECTOR]",
              "what the article is on a site's pages; see WHOLE ARTICLES below");
    roff_item("include", "FILE", "read another file here");
    roff_section("OPTIONS", "A duration is written 90s, 30m, 2h, 1h30m, 2d or 1w; a size 512K, 20M "
                            "or 1G. An option that can be set for one feed stands behind "
                            "its address in *newsdeck-feeds*(5). At the prompt \"set ^OPTION^?\" "
                            "shows a value and where it was set.");
    for (guint id = 0; id < OPTION_N; id++)
        put_option(id);
    put_whole_articles();
    put_contexts();
    roff_section("COMMANDS OF KEYS AND THE PROMPT", NULL);
    put_command_rows(false);
    put_colours();
    roff_section("SEE ALSO", "*newsdeck*(1), *newsdeck-feeds*(5)");
}

/* ---- newsdeck-feeds(5) */

void print_man_feeds(void)
{
    static const char *const lines[] = {
        "# comment",
        "https://example.org/feed.xml  news/world  \"~Example Daily\"  refresh=15m",
        "https://example.org/b.xml     tech \"two words\" !",
        "\"query:Unread, last day:unread newer:1d\"",
        "\"exec:~/bin/make-feed --all\"  \"~Made here\"",
        "filter:~/bin/fix.py:https://example.com/rss",
        "scrape:https://example.org/news  item=\".news li\"  title=h3",
    };
    roff_page("NEWSDECK-FEEDS", "5", "subscriptions of newsdeck");
    roff_section("DESCRIPTION", "The file ^~/.config/newsdeck/feeds^ has one subscription a line. "
                                "A ^urls^ file of *newsboat*(1) is one, too. Empty lines and what "
                                "follows a *#* at the beginning of a word are ignored; words with "
                                "blanks stand in double quotes.");
    roff_example(lines, G_N_ELEMENTS(lines));
    roff_paragraph(
        "The program's own changes (*add*, *remove*, *rename*, *import*) edit the file in place: "
        "comments, order and blank lines stay, and the file is "
        "replaced whole or not at all. A feed whose line is gone is no longer shown; "
        "its articles stay in the archive, and are there "
        "again when the line is.");
    roff_section("THE FEED", "The first word of a line is one of these:");
    roff_item("https://… http://…", NULL,
              "an address. user:password@ in front of the host is sent along and never shown");
    roff_item("file://PATH", NULL, "a file");
    roff_item("exec:COMMAND", NULL, "what a command prints; it is run by /bin/sh");
    roff_item("filter:COMMAND:URL", NULL,
              "what a command makes of the bytes that an address or a file has");
    roff_item("scrape:URL", NULL,
              "a page without a feed: its articles are found by the options item, title, link, "
              "date, author, text and image, each a CSS selector, or XPath where it begins with / "
              "or ./; SELECTOR@NAME is an attribute, a dot the item itself. \"newsdeck parse "
              "--scrape 'item=.news li' FILE\" tries it");
    roff_item("query:NAME:QUERY", NULL,
              "a smart feed: what a query finds, in the language of newsdeck(1) or as a filter "
              "expression of newsboat");
    roff_section("WHAT STANDS BEHIND IT", "In any order:");
    roff_item("tag", NULL,
              "a tag. The first one with a slash, else the first one, is the folder that the feed "
              "is shown in; news/world is a folder within a folder");
    roff_item("~TITLE", NULL,
              "a title of your own, in quotes if it has blanks: \"~Example Daily\"");
    roff_item("!", NULL, "the feed is not listed; queries see its articles");
    roff_item("NAME=VALUE", NULL,
              "an option for this feed alone, such as refresh=15m; a value with blanks stands in "
              "double quotes: item=\".news li\"");
    roff_section("OPTIONS OF A FEED",
                 "They are described in *newsdeck-config*(5), too, with what may be given:");
    for (guint id = 0; id < OPTION_N; id++)
        if (option_get_row(id)->flags & OPTION_PER_FEED)
            roff_item(option_get_row(id)->name, NULL, option_get_row(id)->help);
    roff_section("SEE ALSO", "*newsdeck*(1), *newsdeck-config*(5)");
}
