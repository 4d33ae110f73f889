/* SPDX-License-Identifier: MIT */
/* What the user says of a site's pages: what the article is, and what is removed from it. */
#ifndef APP_EXTRACT_RULE_H
#define APP_EXTRACT_RULE_H

#include "config/command.h"

#include <glib.h>

/* body and strip: CSS selectors or XPath; NULL: the article is found automatically, nothing is
 * removed. */
struct extract_rule {
    char *host; /* in lower case; stands for its subdomains, too */
    char *body, *strip;
    char *version; /* "amp", "print" or "page"; NULL: the page, or the better one */
};

/* Returns an empty array of struct extract_rule *. Such an array never changes, so that threads may
 * share it by reference. */
GPtrArray *extract_rules_new(void);

/* Reads the command "extract"; without settings it removes the host's rule. Returns a new array,
 * with the reference to rules released; or NULL and error, with *word the index of the word at
 * fault, and rules untouched. */
GPtrArray *extract_rules_add(GPtrArray *rules, const struct command *command, guint *word,
                             GError **error);

/* Returns the rule for the host of url, of several the one with the longest name; or NULL. */
const struct extract_rule *extract_rules_find(const GPtrArray *rules, const char *url);

/* The same for a host, as a line of the config file, or a sentence that it has no rule. Caller
 * frees. */
char *extract_rules_describe(const GPtrArray *rules, const char *host);

#endif
