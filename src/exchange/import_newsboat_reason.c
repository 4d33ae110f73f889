/* SPDX-License-Identifier: MIT */
/* newsboat's settings that become nothing here, and why. */
#include "import_plan.h"

#include <string.h>

static const struct {
    const char *name, *reason;
    bool is_same; /* newsdeck does the same, whatever the value */
} rows[] = {
    { "prepopulate-query-feeds", "smart feeds are always up to date", true },
    { "cleanup-on-quit", "nothing has to be cleaned up", true },
    { "delete-read-articles-on-quit", "nothing is deleted that you did not delete", false },
    { "always-display-description", "the text of the feed is at hand, x shows the whole article",
      true },
    { "always-download", "each feed is asked whether it has changed", false },
    { "ignore-mode", "newsdeck does not ignore articles yet", false },
    { "ignore-article", "newsdeck does not ignore articles yet", false },
    { "highlight", "newsdeck does not colour words yet", false },
    { "highlight-article", "newsdeck does not colour words yet", false },
    { "highlight-feed", "newsdeck does not colour words yet", false },
    { "feedlist-format", "the lists have no formats yet", false },
    { "articlelist-format", "the lists have no formats yet", false },
    { "feedlist-title-format", "titles of lists have no formats", false },
    { "articlelist-title-format", "titles of lists have no formats", false },
    { "itemview-title-format", "titles of lists have no formats; article-header is for articles",
      false },
    { "notify-screen", "newsdeck does not notify yet", false },
    { "notify-xterm", "newsdeck does not notify yet", false },
    { "notify-beep", "newsdeck does not notify yet", false },
    { "notify-program", "newsdeck does not notify yet", false },
    { "notify-always", "newsdeck does not notify yet", false },
    { "notify-format", "newsdeck does not notify yet", false },
    { "bookmark-cmd", "\"pipe-to COMMAND\" gives an article to a command", false },
    { "bookmark-autopilot", "\"pipe-to COMMAND\" gives an article to a command", false },
    { "pager", "newsdeck shows articles itself", false },
    { "html-renderer", "newsdeck sets HTML itself; \"filter:\" changes a feed before", false },
    { "external-url-viewer", "L lists the links; \"pipe-to\" gives the article to a command",
      false },
    { "save-path", "\"save\" takes the folder with the name", false },
    { "podcast-auto-enqueue", "newsdeck downloads what you choose", false },
    { "max-downloads", "newsdeck decides how many downloads run", false },
    { "max-download-speed", "downloads have no limit of speed", false },
    { "history-limit", "newsdeck has a limit of its own", false },
    { "error-log", "v shows the log", false },
    { "keep-articles-days", "articles are kept until you delete them", false },
    { "mark-as-read-on-hover", "articles are marked read when they are opened", false },
    { "goto-first-unread", "a list opens where it was left", false },
    { "goto-next-feed", "next-unread always goes on to the next feed", true },
    { "urls-source", "newsdeck does not work with servers of feeds yet", false },
    { "swap-title-and-hints", "the keys stand in the last line", false },
    { "show-keymap-hint", "the keys stand in the last line", false },
    { "show-title-bar", "each pane has a title", false },
    { "display-article-progress", "each pane shows how far it is", true },
    { "run-on-startup", "newsdeck runs no commands at its start", false },
    { "cookie-cache", "newsdeck keeps no cookies", false },
};

const char *import_find_newsboat_reason(const char *name, bool *is_same)
{
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (strcmp(rows[i].name, name) != 0)
            continue;
        *is_same = rows[i].is_same;
        return rows[i].reason;
    }
    *is_same = false;
    return NULL;
}
