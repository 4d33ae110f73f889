/* SPDX-License-Identifier: MIT */
/* Looks for the feeds of a site: the page, then what it names, then the usual places. All of it on
 * the app's thread; documents are fetched and read elsewhere. */
#include "subscribe/discovery.h"

#include "app/engine.h"
#include "app/fetch.h"
#include "app/service.h"
#include "base/log.h"
#include "base/url.h"
#include "discovery_look.h"
#include "feed/discovery.h"
#include "subscription_change.h"

#include <string.h>

#define MAX_PROBES 20 /* documents looked at, the page not counted */
#define MAX_AT_ONCE 4

/* A document that is looked at. */
struct probe {
    struct discovery_candidate *candidate; /* what led to it; NULL: the address itself */
    char *url;                             /* as fetched */
    guint64 serial;                        /* of the fetch; 0: not fetched yet */
    struct look *look;                     /* what it is; NULL: not known yet */
};

struct discovery {
    struct app_discovery shown; /* first: the two are one address */
    char *origin,
        *user;     /* "https://host:port", and "user:password@" that go there; user may be NULL */
    bool is_guess; /* the scheme was not written */
    enum { STAGE_PAGE, STAGE_ANCHORS, STAGE_PLACES } stage; /* what has been tried */
    GPtrArray *probes; /* of struct probe *, the address itself first */
    char **tags;       /* for the subscription; may be NULL, as title */
    char *title;
};

static void probe_free(void *data)
{
    struct probe *probe = data;
    discovery_candidate_free(probe->candidate);
    g_free(probe->url);
    if (probe->look)
        look_reader.free(probe->look);
    g_free(probe);
}

static void discovered_feed_free(void *data)
{
    struct discovered_feed *feed = data;
    g_free(feed->url);
    g_free(feed->shown);
    g_free(feed->title);
    g_free(feed->format);
    g_free(feed);
}

static void discovery_clear(void *data)
{
    struct discovery *discovery = data;
    g_ptr_array_unref(discovery->probes);
    g_ptr_array_unref(discovery->shown.feeds);
    g_strfreev(discovery->tags);
    g_free(discovery->shown.address);
    g_free(discovery->shown.error);
    g_free(discovery->origin);
    g_free(discovery->user);
    g_free(discovery->title);
}

struct app_discovery *app_discovery_ref(struct app_discovery *discovery)
{
    return g_rc_box_acquire(discovery);
}

void app_discovery_unref(struct app_discovery *discovery)
{
    if (discovery)
        g_rc_box_release_full(discovery, discovery_clear);
}

/* The private block of the service. */
struct search {
    struct discovery *discovery; /* under way, or the last one; or NULL */
};

static struct discovery *get_discovery(const struct app *app)
{
    const struct search *search = app_get_own(app, &discovery_service);
    return search->discovery;
}

struct app_discovery *app_get_discovery(const struct app *app)
{
    struct discovery *discovery = get_discovery(app);
    return discovery ? &discovery->shown : NULL;
}

/* ---- addresses */

/* Parts url into "scheme://host:port" and "user:password@" (NULL where there is none). */
static void split_user(const char *url, char **origin, char **user)
{
    g_autofree char *plain = url_strip_user(url);
    const gsize scheme_len = (gsize)(strstr(plain, "://") + 3 - plain);
    const gsize user_len = strlen(url) - strlen(plain);
    *origin = g_strndup(plain, scheme_len + strcspn(plain + scheme_len, "/?#"));
    *user = user_len ? g_strndup(url + scheme_len, user_len) : NULL;
}

/* url with the user and password of the address where it leads to the very same server. */
static char *add_user(const struct discovery *discovery, const char *url)
{
    const size_t len = strlen(discovery->origin);
    if (!discovery->user || g_ascii_strncasecmp(url, discovery->origin, len) != 0 ||
        (url[len] && !strchr("/?#", url[len])))
        return g_strdup(url);
    const size_t scheme_len = (size_t)(strstr(url, "://") + 3 - url);
    return g_strdup_printf("%.*s%s%s", (int)scheme_len, url, discovery->user, url + scheme_len);
}

/* ---- candidates */

static void add_probe(struct discovery *discovery, const struct discovery_candidate *candidate)
{
    for (guint i = 0; i < discovery->probes->len; i++) {
        const struct probe *probe = discovery->probes->pdata[i];
        if (probe->candidate && strcmp(probe->candidate->url, candidate->url) == 0)
            return;
    }
    struct probe *probe = g_new0(struct probe, 1);
    probe->candidate = g_new(struct discovery_candidate, 1);
    *probe->candidate = *candidate;
    probe->candidate->url = g_strdup(candidate->url);
    probe->candidate->title = g_strdup(candidate->title);
    probe->candidate->type = g_strdup(candidate->type);
    probe->url = add_user(discovery, candidate->url);
    g_ptr_array_add(discovery->probes, probe);
}

static void add_candidates(struct discovery *discovery, const GPtrArray *candidates)
{
    for (guint i = 0; candidates && i < candidates->len; i++)
        add_probe(discovery, candidates->pdata[i]);
}

static guint get_rank(const struct probe *probe)
{
    return probe->candidate ? probe->candidate->rank : 0;
}

/* The next to be fetched: the best one. NULL: none is left, or enough were fetched. */
static struct probe *find_waiting(const struct discovery *discovery)
{
    struct probe *best = NULL;
    guint n_asked = 0;
    for (guint i = 0; i < discovery->probes->len; i++) {
        struct probe *probe = discovery->probes->pdata[i];
        n_asked += probe->serial != 0;
        if (!probe->serial && (!best || get_rank(probe) < get_rank(best)))
            best = probe;
    }
    return n_asked <= MAX_PROBES ? best : NULL;
}

static guint count_under_way(const struct discovery *discovery)
{
    guint n = 0;
    for (guint i = 0; i < discovery->probes->len; i++) {
        const struct probe *probe = discovery->probes->pdata[i];
        n += probe->serial && !probe->look;
    }
    return n;
}

static bool has_feed(const struct discovery *discovery)
{
    for (guint i = 0; i < discovery->probes->len; i++) {
        const struct probe *probe = discovery->probes->pdata[i];
        if (probe->look && probe->look->is_feed)
            return true;
    }
    return false;
}

/* Nothing was found so far: more candidates, if there is more to try. */
static bool add_last_resorts(struct discovery *discovery)
{
    const guint before = discovery->probes->len;
    const struct probe *page = discovery->probes->pdata[0];
    if (discovery->stage == STAGE_PAGE) { /* "RSS" often leads to a page of feeds */
        discovery->stage = STAGE_ANCHORS;
        for (guint i = 0; i < before; i++) {
            const struct probe *probe = discovery->probes->pdata[i];
            if (probe->candidate && probe->candidate->source == DISCOVERY_ANCHOR && probe->look)
                add_candidates(discovery, probe->look->candidates);
        }
    }
    if (discovery->probes->len == before && discovery->stage == STAGE_ANCHORS &&
        page->look->status) {
        discovery->stage = STAGE_PLACES;
        GPtrArray *places = discovery_list_new();
        discovery_find_well_known(page->look->url ? page->look->url : page->url, places);
        add_candidates(discovery, places);
        g_ptr_array_unref(places);
    }
    return discovery->probes->len > before;
}

/* ---- the end */

static gint compare_probes(gconstpointer a, gconstpointer b)
{
    const guint one = get_rank(*(struct probe *const *)a);
    const guint other = get_rank(*(struct probe *const *)b);
    return (one > other) - (one < other);
}

static bool is_same_feed(const struct probe *one, const struct probe *other)
{
    const struct look *a = one->look, *b = other->look;
    return g_strcmp0(a->url, b->url) == 0 ||
           (a->n_items && a->n_items == b->n_items && a->items_hash == b->items_hash);
}

static struct discovered_feed *discovered_feed_new(const struct discovery *discovery,
                                                   const struct probe *probe)
{
    const struct look *look = probe->look;
    struct discovered_feed *feed = g_new0(struct discovered_feed, 1);
    const char *candidate_title = probe->candidate ? probe->candidate->title : NULL;
    feed->url = look->moved_to ? add_user(discovery, look->moved_to) : g_strdup(probe->url);
    feed->shown = url_redact(feed->url);
    feed->title = look->title && *look->title ? g_strdup(look->title)
                  : candidate_title           ? g_strdup(candidate_title)
                                              : url_get_host(feed->url);
    if (!feed->title)
        feed->title = g_strdup("");
    feed->format = g_strdup(look->format ? look->format : "");
    feed->n_items = look->n_items;
    feed->newest_at = look->newest_at;
    feed->is_full_text = look->is_full_text;
    feed->source =
        discovery_format_source(probe->candidate ? probe->candidate->source : DISCOVERY_ITSELF);
    return feed;
}

static void collect_feeds(struct discovery *discovery)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    const struct probe *page = discovery->probes->pdata[0];
    for (guint i = 0; i < (page->look->is_feed ? 1 : discovery->probes->len); i++) {
        struct probe *probe = discovery->probes->pdata[i];
        if (probe->look && probe->look->is_feed)
            g_ptr_array_add(found, probe);
    }
    g_ptr_array_sort(found, compare_probes);
    for (guint i = 0; i < found->len; i++) {
        bool is_new = true;
        for (guint k = 0; k < i && is_new; k++)
            is_new = !is_same_feed(found->pdata[k], found->pdata[i]);
        if (is_new)
            g_ptr_array_add(discovery->shown.feeds,
                            discovered_feed_new(discovery, found->pdata[i]));
    }
}

static void finish(struct discovery *discovery)
{
    const struct look *page = ((struct probe *)discovery->probes->pdata[0])->look;
    discovery->shown.is_looking = false;
    collect_feeds(discovery);
    if (discovery->shown.feeds->len)
        return;
    discovery->shown.error = g_strdup(page->error ? page->error : "no feed was found there");
    log_add(LOG_WARNING, "%s: %s", discovery->shown.address, discovery->shown.error);
}

/* How far it is. */
static void report(struct app *app)
{
    struct app_discovery *shown = app_get_discovery(app);
    const GPtrArray *probes = get_discovery(app)->probes;
    shown->n_done = 0;
    for (guint i = 0; i < probes->len; i++)
        shown->n_done += ((struct probe *)probes->pdata[i])->look != NULL;
    shown->n_total = shown->is_looking ? MIN(probes->len, MAX_PROBES + 1) : shown->n_done;
    struct event *event = event_new(EVENT_DISCOVERY);
    event->n_done = shown->n_done;
    event->n_total = shown->n_total;
    queue_post(app_get_events(app), event, 0);
}

static void take_look(struct app *app, void *data, void *answer);

/* Fetches what waits, as far as it may; ends where nothing is left. */
static void go_on(struct app *app)
{
    struct discovery *discovery = get_discovery(app);
    guint n = count_under_way(discovery);
    for (;;) {
        struct probe *probe = n < MAX_AT_ONCE ? find_waiting(discovery) : NULL;
        if (probe) {
            const struct document_request request = {
                .url = probe->url, .reader = &look_reader, .took = take_look, .owner = probe
            };
            probe->serial = document_fetch(app, &request);
            n++;
        } else if (n || has_feed(discovery) || !add_last_resorts(discovery)) {
            break;
        }
    }
    if (!n)
        finish(discovery);
    report(app);
}

/* What is still under way is not wanted any more. */
static void drop_probes(struct app *app, const struct discovery *discovery)
{
    for (guint i = 0; i < discovery->probes->len; i++) {
        const struct probe *probe = discovery->probes->pdata[i];
        if (!probe->look)
            reply_forget(app, probe->serial);
    }
}

/* The page was read. True if it must be fetched again, with the other scheme. */
static bool take_page(struct discovery *discovery, struct probe *page)
{
    struct look *look = page->look;
    if (look->error && !look->status && discovery->is_guess && !look->is_cancelled) {
        char *url = g_strconcat("http", page->url + strlen("https"), NULL);
        discovery->is_guess = false;
        g_free(page->url);
        page->url = url;
        page->serial = 0;
        g_clear_pointer(&page->look, look_reader.free);
        g_free(discovery->origin);
        g_free(discovery->user);
        split_user(url, &discovery->origin, &discovery->user);
        return true;
    }
    add_candidates(discovery, look->candidates);
    return false;
}

static void take_look(struct app *app, void *data, void *answer)
{
    struct discovery *discovery = get_discovery(app);
    struct probe *probe = data;
    probe->look = answer;
    if (app_is_ending(app))
        return;
    if (probe == discovery->probes->pdata[0] && !take_page(discovery, probe) &&
        probe->look->is_feed) {
        drop_probes(app, discovery);
        finish(discovery);
        report(app);
        return;
    }
    if (probe->candidate && probe->candidate->is_lookup)
        add_candidates(discovery, probe->look->candidates);
    if (probe->look && probe->look->is_cancelled)
        discovery->stage = STAGE_PLACES; /* stopped: nothing new is begun */
    go_on(app);
}

/* ---- what the app offers */

bool app_can_discover(const char *address)
{
    g_autofree char *url = discovery_read_address(address, NULL);
    return url != NULL;
}

bool app_is_subscribed(const struct app *app, const char *address)
{
    g_autofree char *url = discovery_read_address(address, NULL);
    const struct subscriptions *subscriptions = app_get_subscriptions(app);
    return subscriptions_find(subscriptions, address) ||
           (url && subscriptions_find(subscriptions, url));
}

bool app_discover(struct app *app, const char *address, const char *const *tags, const char *title,
                  GError **error)
{
    bool is_guess;
    g_autofree char *url = discovery_read_address(address, &is_guess);
    if (!url) {
        g_autofree char *shown = url_redact(address);
        g_set_error(error, APP_ERROR, APP_ERROR_USAGE, "\"%s\" is not a web address", shown);
        return false;
    }
    struct search *search = app_get_own(app, &discovery_service);
    app_stop_discovery(app);
    app_discovery_unref(app_get_discovery(app));
    struct discovery *discovery = search->discovery = g_rc_box_new0(struct discovery);
    discovery->shown.address = url_redact(url);
    discovery->shown.is_looking = true;
    discovery->shown.feeds = g_ptr_array_new_with_free_func(discovered_feed_free);
    discovery->is_guess = is_guess;
    discovery->probes = g_ptr_array_new_with_free_func(probe_free);
    discovery->tags = g_strdupv((char **)tags);
    discovery->title = g_strdup(title);
    split_user(url, &discovery->origin, &discovery->user);
    struct probe *page = g_new0(struct probe, 1);
    page->url = g_strdup(url);
    g_ptr_array_add(discovery->probes, page);
    GPtrArray *candidates = discovery_list_new();
    discovery_find_by_address(url, candidates);
    add_candidates(discovery, candidates);
    g_ptr_array_unref(candidates);
    go_on(app);
    return true;
}

void app_stop_discovery(struct app *app)
{
    struct discovery *discovery = get_discovery(app);
    if (!discovery || !discovery->shown.is_looking)
        return;
    discovery->shown.is_looking = false;
    drop_probes(app, discovery);
    if (!app_get_progress(app).n_total) /* nothing else is under way */
        fetcher_cancel(app_get_fetcher(app));
}

bool app_subscribe(struct app *app, const struct app_discovery *shown, const guint *indexes,
                   guint n, GError **error)
{
    const struct discovery *discovery = (const struct discovery *)shown;
    g_autofree struct subscription_entry *entries = g_new0(struct subscription_entry, n);
    for (guint i = 0; i < n; i++) {
        const struct discovered_feed *feed = shown->feeds->pdata[indexes[i]];
        entries[i].url = feed->url;
        entries[i].title = n == 1 ? discovery->title : NULL;
        entries[i].tags = (const char *const *)discovery->tags;
    }
    const struct discovered_feed *first = shown->feeds->pdata[indexes[0]];
    g_autofree char *message =
        n == 1 ? g_strdup_printf("subscribed to \"%s\" (%u %s)", first->title, first->n_items,
                                 first->n_items == 1 ? "article" : "articles")
               : g_strdup_printf("subscribed to %u feeds", n);
    return app_add_subscriptions(app, entries, n, message, true, error);
}

/* ---- the service */

static bool stop(struct app *app, G_GNUC_UNUSED void *own)
{
    const struct app_discovery *shown = app_get_discovery(app);
    const bool is_looking = shown && shown->is_looking;
    app_stop_discovery(app);
    return is_looking;
}

static bool describe(struct app *app, G_GNUC_UNUSED void *own, struct activity *activity)
{
    const struct app_discovery *shown = app_get_discovery(app);
    if (!shown || !shown->is_looking)
        return false;
    activity->text = g_strdup_printf("looking for feeds at %s", shown->address);
    activity->detail = g_strdup_printf("%u/%u  Esc stops", shown->n_done, shown->n_total);
    return true;
}

static void clear(struct app *app, void *own)
{
    struct search *search = own;
    if (!search->discovery)
        return;
    drop_probes(app, search->discovery);
    app_discovery_unref(&search->discovery->shown);
}

const struct service discovery_service = {
    .name = "discovery",
    .size = sizeof(struct search),
    .stop = stop,
    .describe = describe,
    .free = clear,
};
