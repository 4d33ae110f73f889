/* SPDX-License-Identifier: MIT */
/* The subcommands. argv[0] is the subcommand's own name; what they return is the program's exit status. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

/* parse [--base URL] [FILE]: one feed document to a JSON Feed 1.1 object; 1 where no feed can be made of it. */
int cli_parse(int argc, char **argv);

/* render [--base URL] [--width N] [--links=…] [--color=…] [FILE]: an HTML page as lines. */
int cli_render(int argc, char **argv);

#endif
