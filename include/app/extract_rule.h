/* SPDX-License-Identifier: MIT */
/* What the user says of a site's pages: what the article is, what goes from it. */
#ifndef APP_EXTRACT_RULE_H
#define APP_EXTRACT_RULE_H

#include "config/command.h"

#include <glib.h>

/* CSS selectors or XPath; NULL: found by itself, nothing goes. */
struct extract_rule {
    char *host; /* in lower case; its subdomains are meant, too */
    char *body, *strip;
    char *version; /* "amp", "print", "page": which is read; NULL: the page, or what is better */
};

/* Rules are an array of struct extract_rule *; it does not change once it is made, so that threads
 * may share it. */
GPtrArray *extract_rules_new(void);

/* Reads "extract HOST [body=SELECTOR] [strip=SELECTOR]
 * [version=amp|print|page]"; without any of them the site has no rule any
 * more. Returns rules with it, a new array in the place of that given, which is released; or NULL
 * and error, with *word the index of the word at fault. */
GPtrArray *extract_rules_add(GPtrArray *rules, const struct command *command, guint *word,
                             GError **error);

/* The rule for the host of the address, that with the longest name; NULL: there is none. */
const struct extract_rule *extract_rules_find(const GPtrArray *rules, const char *url);

/* The same for a host; then the rule as a line of the config file, or that there is none. The
 * caller's. */
char *extract_rules_describe(const GPtrArray *rules, const char *host);

#endif
