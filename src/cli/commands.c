/* SPDX-License-Identifier: MIT */
/* The subcommands: one row each. */
#include "commands.h"

#include <stddef.h>

const struct cli_command cli_commands[] = {
    { "reload", cli_reload, "[--due] [--force] [--full-text] [FEED…]",
      "fetch all feeds, or these, now" },
    { "offline", cli_offline, "[QUERY]",
      "fetch the whole articles, with pictures, of all that is unread or starred, or found" },
    { "feeds", cli_feeds, "[--json]", "list the feeds with their counts and errors" },
    { "list", cli_list, "[--json] [--limit N] [QUERY]", "list articles, the newest first" },
    { "search", cli_search, "[--json] [--limit N] QUERY", "list the articles that match best" },
    { "show", cli_show,
      "[--json] [--format NAME] [-o FILE] [--width N] [--diff [--revision N]] ID…|QUERY",
      "print articles, or write them as a book" },
    { "mark", cli_mark, "--read|--unread ID…|QUERY", "mark articles read or unread" },
    { "star", cli_star, "[--remove] ID…|QUERY", "star articles, or take their stars away" },
    { "undo", cli_undo, "", "take the last change back" },
    { "add", cli_add, "[--first] [--list] [--json] [--as-is] URL [TAG…] [~TITLE]",
      "subscribe to a feed, or to one of a site" },
    { "remove", cli_remove, "URL|ID|TITLE", "end a subscription; its articles stay" },
    { "rename", cli_rename, "URL|ID|TITLE NEW-TITLE", "give a feed a title of your own" },
    { "allow", cli_allow, "URL|ID|TITLE", "let the command of an imported feed run" },
    { "import", cli_import, "[--dry-run] [--from NAME] [--star LETTERS] [--json] [FILE|FOLDER]",
      "take over feeds, articles and settings of another reader" },
    { "export", cli_export, "[--opml|--state] [-o FILE]",
      "write the feeds as OPML, or everything" },
    { "parse", cli_parse, "[--base URL] [--scrape RULE…] [FILE]", "print a feed document as JSON" },
    { "extract", cli_extract, "[--base URL] [--body SELECTOR] [--strip SELECTOR] [FILE]",
      "print the article of a web page as JSON" },
    { "render", cli_render,
      "[--base URL] [--width N] [--links=…] [--color=…] [--justify] [--hyphenate] [FILE]",
      "print an HTML page as text" },
    { "check", cli_check, "", "look for mistakes in config and feeds" },
    { "doctor", cli_doctor, "",
      "look for damage in the archive, and say how pictures and links are shown here" },
    { "print", cli_print, "DOCUMENT", "print a manual page, completions or a sample config" },
    { NULL },
};
