/* SPDX-License-Identifier: MIT */
/* The subcommands. argv[0] is the subcommand's own name; what they return is the program's exit
 * status. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

/* parse [--base URL] [FILE]: one feed document to a JSON Feed 1.1 object; 1 where no feed can be
 * made of it. */
int cli_parse(int argc, char **argv);

/* render [--base URL] [--width N] [--links=…] [--color=…] [FILE]: an HTML page as lines. */
int cli_render(int argc, char **argv);

/* extract [--base URL] [FILE]: the article of a web page to a JSON object; 1 where there is no text. */
int cli_extract(int argc, char **argv);

int cli_reload(int argc, char **argv);  /* reload [--due] [--full-text] [FEED…] */
int cli_offline(int argc, char **argv); /* offline [QUERY] */
int cli_feeds(int argc, char **argv);   /* feeds [--json] */
int cli_list(int argc, char **argv);    /* list [--json] [--limit N] [QUERY] */
int cli_search(int argc, char **argv);  /* search [--json] [--limit N] QUERY */
int cli_show(int argc, char **argv);    /* show [--json] [--width N] ID */
int cli_mark(int argc, char **argv);    /* mark --read|--unread ID…|QUERY */
int cli_star(int argc, char **argv);    /* star [--remove] ID…|QUERY */
int cli_undo(int argc, char **argv);    /* undo */
int cli_add(int argc, char **argv);     /* add [--first|--list] URL [TAG…] [~TITLE] */
int cli_remove(int argc, char **argv);  /* remove URL|ID */
int cli_rename(int argc, char **argv);  /* rename URL|ID TITLE */
int cli_allow(int argc, char **argv);   /* allow URL|ID|TITLE */
int cli_import(int argc, char **argv);  /* import [OPTION…] [FILE|FOLDER] */
int cli_export(int argc, char **argv);  /* export [--opml|--state] [-o FILE] */
int cli_check(int argc, char **argv);   /* check */
int cli_doctor(int argc, char **argv);  /* doctor */

/* decode WIDTH HEIGHT: for the reader itself, in no help; a picture on standard input to pixels on
 * standard output, as text/picture.h says. */
int cli_decode(int argc, char **argv);

int cli_print(
    int argc,
    char **argv); /* print DOCUMENT: manual pages, completions, sample config from the tables */

/* One row a subcommand, NULL-terminated by its name: main.c. */
struct cli_command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *arguments, *help;
};
extern const struct cli_command cli_commands[];

#endif
