/* SPDX-License-Identifier: MIT */
/* Feeds of known services, made from the addresses of their pages: one row a pattern. */
#include "config.h" /* memmem() */

#include "discovery_list.h"

#include "base/url.h"

#include <string.h>

#define MAX_CAPTURES 4
#define MAX_FACT_BYTES 64

/* host: "example.org" (also with www. or m.), ".example.org" (with any name in front, or none),
 * "*.example.org" (with a name in front), "*" (any). path: segments; "*" is one of any name (with
 * letters before it: what follows them), "**" all the rest (at least one), "..." at the end
 * whatever follows; "?name" the value of a query's parameter. feed: $1 to $4 are what the stars
 * matched in their order, $o is the page's scheme and host. Of each service the main feed stands
 * first. */
struct service {
    const char *host, *path, *feed;
    bool is_lookup;
};

#define APPLE "https://itunes.apple.com/lookup?entity=podcast&id="
#define YOUTUBE "https://www.youtube.com/feeds/videos.xml?"

static const struct service services[] = {
    { "youtube.com", "/channel/*/...", YOUTUBE "channel_id=$1", false },
    { "youtube.com", "/playlist?list", YOUTUBE "playlist_id=$1", false },
    { "youtube.com", "/watch?list", YOUTUBE "playlist_id=$1", false },
    { ".reddit.com", "/", "$o/.rss", false },
    { ".reddit.com", "/r/*/comments/*/...", "$o/r/$1/comments/$2/.rss", false },
    { ".reddit.com", "/r/*", "$o/r/$1/.rss", false },
    { ".reddit.com", "/r/*/*", "$o/r/$1/$2/.rss", false },
    { ".reddit.com", "/user/*/m/*", "$o/user/$1/m/$2/.rss", false },
    { ".reddit.com", "/user/*", "$o/user/$1/.rss", false },
    { ".reddit.com", "/u/*", "$o/user/$1/.rss", false },
    { "github.com", "/*/*/commits/**", "$o/$1/$2/commits/$3.atom", false },
    { "github.com", "/*/*/tree/**", "$o/$1/$2/commits/$3.atom", false },
    { "github.com", "/*/*/tags", "$o/$1/$2/tags.atom", false },
    { "github.com", "/*/*/wiki/...", "$o/$1/$2/wiki.atom", false },
    { "github.com", "/*/*/discussions", "$o/$1/$2/discussions.atom", false },
    { "github.com", "/*/*/releases/...", "$o/$1/$2/releases.atom", false },
    { "github.com", "/*/*", "$o/$1/$2/releases.atom", false },
    { "github.com", "/*/*", "$o/$1/$2/commits.atom", false },
    { "github.com", "/*/*", "$o/$1/$2/tags.atom", false },
    { "github.com", "/*", "$o/$1.atom", false },
    { "gist.github.com", "/*", "$o/$1.atom", false },
    { "gitlab.com", "/*/*/-/commits/**", "$o/$1/$2/-/commits/$3?format=atom", false },
    { "gitlab.com", "/*/*/-/tags", "$o/$1/$2/-/tags?format=atom", false },
    { "gitlab.com", "/*/*/...", "$o/$1/$2/-/releases.atom", false },
    { "gitlab.com", "/*/*/...", "$o/$1/$2/-/tags?format=atom", false },
    { "gitlab.com", "/*/*/...", "$o/$1/$2.atom", false },
    { "gitlab.com", "/*", "$o/$1.atom", false },
    { "codeberg.org", "/*/*/releases", "$o/$1/$2/releases.rss", false },
    { "codeberg.org", "/*/*/tags", "$o/$1/$2/tags.rss", false },
    { "codeberg.org", "/*/*", "$o/$1/$2/releases.rss", false },
    { "codeberg.org", "/*/*", "$o/$1/$2.rss", false },
    { "codeberg.org", "/*", "$o/$1.rss", false },
    { "gitea.com", "/*/*", "$o/$1/$2/releases.rss", false },
    { "gitea.com", "/*/*", "$o/$1/$2.rss", false },
    { "gitea.com", "/*", "$o/$1.rss", false },
    { "sourceforge.net", "/projects/*/...", "$o/projects/$1/rss", false },
    { "*.substack.com", "/...", "$o/feed", false },
    { "medium.com", "/@*/...", "https://medium.com/feed/@$1", false },
    { "medium.com", "/tag/*/...", "https://medium.com/feed/tag/$1", false },
    { "medium.com", "/*", "https://medium.com/feed/$1", false },
    { "*.medium.com", "/...", "$o/feed", false },
    { "*.wordpress.com", "/...", "$o/feed/", false },
    { "*.blogspot.com", "/...", "$o/feeds/posts/default", false },
    { "*.tumblr.com", "/...", "$o/rss", false },
    { "tumblr.com", "/*", "https://$1.tumblr.com/rss", false },
    { "bsky.app", "/profile/*/...", "https://bsky.app/profile/$1/rss", false },
    { "dev.to", "/*", "https://dev.to/feed/$1", false },
    { "vimeo.com", "/channels/*", "https://vimeo.com/channels/$1/videos/rss", false },
    { "vimeo.com", "/*", "https://vimeo.com/$1/videos/rss", false },
    { "letterboxd.com", "/*", "https://letterboxd.com/$1/rss/", false },
    { "pinboard.in", "/u:*", "https://feeds.pinboard.in/rss/u:$1/", false },
    { "store.steampowered.com", "/app/*/...", "https://store.steampowered.com/feeds/news/app/$1",
      false },
    { "news.ycombinator.com", "/", "https://news.ycombinator.com/rss", false },
    { "news.ycombinator.com", "/news", "https://news.ycombinator.com/rss", false },
    { "arxiv.org", "/list/*/...", "https://rss.arxiv.org/rss/$1", false },
    { "stackoverflow.com", "/questions/tagged/*", "$o/feeds/tag/$1", false },
    { "stackoverflow.com", "/questions/*/...", "$o/feeds/question/$1", false },
    { "stackoverflow.com", "/users/*/...", "$o/feeds/user/$1", false },
    { "stackoverflow.com", "/", "$o/feeds", false },
    { "*.stackexchange.com", "/questions/tagged/*", "$o/feeds/tag/$1", false },
    { "*.stackexchange.com", "/questions/*/...", "$o/feeds/question/$1", false },
    { "*.stackexchange.com", "/users/*/...", "$o/feeds/user/$1", false },
    { "*.stackexchange.com", "/", "$o/feeds", false },
    { "*.stackexchange.com", "/questions", "$o/feeds", false },
    { "superuser.com", "/", "$o/feeds", false },
    { "superuser.com", "/questions/tagged/*", "$o/feeds/tag/$1", false },
    { "serverfault.com", "/", "$o/feeds", false },
    { "serverfault.com", "/questions/tagged/*", "$o/feeds/tag/$1", false },
    { "askubuntu.com", "/", "$o/feeds", false },
    { "askubuntu.com", "/questions/tagged/*", "$o/feeds/tag/$1", false },
    { "podcasts.apple.com", "/*/podcast/*/id*", APPLE "$3", true },
    { "podcasts.apple.com", "/*/podcast/id*", APPLE "$2", true },
    { "podcasts.apple.com", "/podcast/*/id*", APPLE "$2", true },
    { "podcasts.apple.com", "/podcast/id*", APPLE "$1", true },
    { "itunes.apple.com", "/*/podcast/*/id*", APPLE "$3", true },
    { "itunes.apple.com", "/podcast/id*", APPLE "$1", true },
};

/* Software that anyone may run: worth a try where the page names no feed. */
static const struct service guesses[] = {
    { "*", "/@*", "$o/@$1.rss", false },            /* Mastodon */
    { "*", "/users/*", "$o/users/$1.atom", false }, /* Pixelfed */
    { "*", "/c/*", "$o/feeds/c/$1.xml", false },    /* Lemmy */
};

/* What a page of a host says: the text between needle and the first character that is not a letter,
 * digit, "-" or "_" is $1. The first row that fits counts. */
static const struct {
    const char *host, *needle, *feed;
} facts[] = {
    { "youtube.com", "\"externalId\":\"", YOUTUBE "channel_id=$1" },
    { "youtube.com", "itemprop=\"channelId\" content=\"", YOUTUBE "channel_id=$1" },
    { "youtube.com", "\"channelId\":\"", YOUTUBE "channel_id=$1" },
    { "soundcloud.com",
      "soundcloud://users:", "https://feeds.soundcloud.com/users/soundcloud:users:$1/sounds.rss" },
};

/* ---- matching */

struct capture {
    const char *text;
    size_t len;
};

struct match {
    struct capture captures[MAX_CAPTURES];
    guint n_captures;
};

static bool match_add(struct match *match, const char *text, size_t len)
{
    if (!len || match->n_captures == MAX_CAPTURES)
        return false;
    match->captures[match->n_captures++] = (struct capture){ text, len };
    return true;
}

static bool is_host(const char *pattern, const char *host)
{
    if (strcmp(pattern, "*") == 0)
        return true;
    const bool is_below = *pattern == '.' || *pattern == '*';
    const char *name = pattern + strspn(pattern, "*.");
    if (is_below && g_str_has_suffix(host, name)) {
        const size_t extra = strlen(host) - strlen(name);
        const bool is_www = extra == 4 && g_str_has_prefix(host, "www.");
        if (extra ? host[extra - 1] == '.' && (*pattern == '.' || !is_www) : *pattern == '.')
            return true;
    }
    if (is_below)
        return false;
    if (g_str_has_prefix(host, "www."))
        host += 4;
    else if (g_str_has_prefix(host, "m."))
        host += 2;
    return strcmp(host, name) == 0;
}

/* The value of a query's parameter. */
static bool match_query(struct match *match, const char *query, const char *name)
{
    const size_t len = strlen(name);
    for (const char *p = query; *p == '?' || *p == '&'; p += strcspn(p, "&")) {
        p++;
        if (strncmp(p, name, len) == 0 && p[len] == '=')
            return match_add(match, p + len + 1, strcspn(p + len + 1, "&#"));
    }
    return false;
}

/* Both begin with "/" or are at their end; path ends at "?" or "#", without a slash before. */
static bool match_path(struct match *match, const char *pattern, const char *path,
                       const char *path_end, const char *query)
{
    while (*pattern == '/') {
        pattern++;
        if (strcmp(pattern, "...") == 0)
            return true;
        const char *segment = path + (path < path_end);
        const char *slash = memchr(segment, '/', path_end - segment);
        const char *segment_end = slash ? slash : path_end;
        const size_t literal = strcspn(pattern, "/?*");
        if ((size_t)(segment_end - segment) < literal || strncmp(pattern, segment, literal) != 0)
            return false;
        pattern += literal;
        segment += literal;
        if (strcmp(pattern, "**") == 0)
            return match_add(match, segment, path_end - segment);
        if (*pattern == '*') {
            if (!match_add(match, segment, segment_end - segment))
                return false;
            pattern++;
        } else if (segment != segment_end) {
            return false;
        }
        path = segment_end;
    }
    if (path != path_end)
        return false;
    return *pattern != '?' || match_query(match, query, pattern + 1);
}

/* feed with what was matched in the places of $1 … and $o. Caller frees. */
static char *expand(const char *feed, const struct match *match, const char *url, size_t origin_len)
{
    GString *text = g_string_new(NULL);
    for (const char *p = feed; *p; p++) {
        if (*p != '$') {
            g_string_append_c(text, *p);
        } else if (*++p == 'o') {
            g_string_append_len(text, url, (gssize)origin_len);
        } else {
            const struct capture *capture = &match->captures[*p - '1'];
            g_string_append_len(text, capture->text, (gssize)capture->len);
        }
    }
    return g_string_free(text, FALSE);
}

static void find_services(const struct service *rows, guint n, enum discovery_source source,
                          const char *url, const char *as_host, GPtrArray *candidates)
{
    g_autofree char *host = as_host ? g_strdup(as_host) : url_get_host(url);
    const char *authority = strstr(url, "://");
    if (!host || !authority || !url_is_http(url))
        return;
    const size_t origin_len = (size_t)(authority + 3 - url) + strcspn(authority + 3, "/?#");
    const char *path = url + origin_len, *query = path + strcspn(path, "?#"), *end = query;
    while (end > path && end[-1] == '/')
        end--;
    const char *found = NULL; /* the path that fits */
    for (guint i = 0; i < n; i++) {
        struct match match = { 0 };
        if (!is_host(rows[i].host, host) || (found && strcmp(found, rows[i].path) != 0) ||
            !(strcmp(rows[i].path, "/") == 0 ? path == end
                                             : match_path(&match, rows[i].path, path, end, query)))
            continue;
        found = rows[i].path;
        g_autofree char *feed = expand(rows[i].feed, &match, url, origin_len);
        struct discovery_candidate *candidate =
            discovery_add(candidates, source, 0, NULL, feed, NULL, NULL);
        if (candidate)
            candidate->is_lookup = rows[i].is_lookup;
    }
}

void discovery_find_by_address(const char *url, GPtrArray *candidates)
{
    g_assert(url && candidates);
    if (!discovery_is_feed_address(url))
        find_services(services, G_N_ELEMENTS(services), DISCOVERY_ADDRESS, url, NULL, candidates);
}

void discovery_find_guesses(const char *url, GPtrArray *candidates)
{
    find_services(guesses, G_N_ELEMENTS(guesses), DISCOVERY_WELL_KNOWN, url, NULL, candidates);
}

void discovery_find_facts(const char *page, size_t len, const char *url, GPtrArray *candidates)
{
    static const char gitlab[] = "content=\"GitLab\"";
    g_autofree char *host = url_get_host(url);
    for (guint i = 0; host && i < G_N_ELEMENTS(facts); i++) {
        const char *found = is_host(facts[i].host, host)
                                ? memmem(page, len, facts[i].needle, strlen(facts[i].needle))
                                : NULL;
        if (!found)
            continue;
        const char *begin = found + strlen(facts[i].needle), *end = begin;
        while (end < page + len && (g_ascii_isalnum(*end) || *end == '-' || *end == '_'))
            end++;
        struct match match = { 0 };
        if (end - begin > MAX_FACT_BYTES || !match_add(&match, begin, end - begin))
            continue;
        g_autofree char *feed = expand(facts[i].feed, &match, url, 0);
        discovery_add(candidates, DISCOVERY_LINK, 0, NULL, feed, NULL, NULL);
        break; /* what comes after may speak of others */
    }
    if (host && memmem(page, MIN(len, 65536), gitlab, sizeof gitlab - 1))
        find_services(services, G_N_ELEMENTS(services), DISCOVERY_ADDRESS, url, "gitlab.com",
                      candidates);
}
