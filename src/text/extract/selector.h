/* SPDX-License-Identifier: MIT */
/* Inside text: parts of a page named by CSS selectors, as XPath, which libxml2 speaks. */
#ifndef TEXT_SELECTOR_H
#define TEXT_SELECTOR_H

#include <glib.h>

/* The XPath (1.0, relative to a node, HTML without namespaces) of a selector; what begins with "/",
 * "./",
 * "../", "(" or "descendant::" and the like, or a function that makes a text, is XPath already and
 * is returned as it is. Selectors level 3 without namespaces and states, and of level 4 :has(),
 * :is(), :not() of lists; besides :contains("words"),
 * "." for the node itself, and "SELECTOR@NAME" for an attribute. TEXT_ERROR_SELECTOR whose message
 * names the place. Caller frees. Any thread. */
char *selector_to_xpath(const char *selector, GError **error);

#endif
