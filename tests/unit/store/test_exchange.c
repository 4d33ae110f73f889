/* SPDX-License-Identifier: MIT */
/* An archive into another: all of it arrives, once, and what is known stays. */
#include "tests.h"

#include "store/exchange.h"
#include "store/search.h"

#include <string.h>

/* Articles with marks, files, tags, revisions and a tombstone in two feeds. */
static struct store *make_archive(void)
{
    struct store *store = tests_open(3);
    guint n = 0;
    for (guint turn = 0; turn < 3; turn++) {
        struct feed_document *document = tests_document("Feed of A");
        const struct merge_options options = { .max_revisions = 5 };
        struct feed_result fetch = {
            .feed_id = 1,
            .at = NOON + turn,
            .status = 200,
            .is_success = true,
            .etag = "e",
            .has_validators = true,
            .body_hash = G_MAXUINT64,
            .next_fetch_at = NOON + 60,
            .next_reason = "ttl",
            .has_rhythm = true,
            .rhythm = { .ttl_s = 60, .period_s = -1, .skip_hours = 5, .skip_days = 1 }
        };
        struct feed_tag tag = { .name = "tag" }, tags = { .name = "other", .next = &tag };
        struct feed_enclosure file = {
            .url = "http://x/a.png",
            .type = "image/png",
            .size_bytes = 7,
            .duration_s = -1,
            .description = "a boat",
            .medium = "image",
            .width = 640,
            .height = 480,
        };
        struct feed_person author = { .name = "Ann" };
        struct merge_result result;
        document->site_url = "http://site/";
        document->description = "About A";
        g_autofree char *text = g_strdup_printf(
            "<p>text of turn %u, which is long enough to be compressed, as it is when"
            " it has words that come again and words that come again, again</p>",
            turn);
        struct feed_item *item = tests_add_item(document, "1", "http://x/1", "one", 100, text);
        item->tags = &tags;
        item->enclosures = &file;
        item->authors = &author;
        item->summary = "short";
        item->comments_url = "http://x/c";
        item->base_url = "http://x/";
        item->language = "en";
        item->updated_at = 150;
        tests_add_item(document, "2", "http://x/2", "two", 200, "b")->text = NULL;
        tests_add_item(document, NULL, NULL, "three", NOON + 9999, "c");
        /* as if they were one, but they are not */
        tests_add_item(document, "4", "http://x/4", "same", 400, "d");
        tests_add_item(document, "5", "http://x/4", "same", 400, "e");
        g_assert_true(store_merge(store, document, &fetch, &options, &result, NULL));
        arena_free(document->arena);
    }
    tests_add_one(store, 2, "1", 100);
    const struct full_text page = {
        .fetched_at = NOON, .content = (char *)"<p>whole</p>", .content_len = 12, .n_words = 1
    };
    const struct full_text failure = { .fetched_at = NOON,
                                       .url = (char *)"http://x/2",
                                       .error = (char *)"HTTP 404" };
    g_assert_true(store_set_full_text(store, 1, &page, NULL));
    g_assert_true(store_set_full_text(store, 2, &failure, NULL));
    static const struct {
        enum edit_field field;
        gint64 id;
    } edits[] = { { EDIT_READ, 5 }, { EDIT_STARRED, 4 }, { EDIT_DELETED, 3 } };
    for (guint i = 0; i < G_N_ELEMENTS(edits); i++) {
        const struct edit edit = {
            .field = edits[i].field, .value = true, .ids = &edits[i].id, .n_ids = 1
        };
        g_assert_true(store_apply_edit(store, &edit, &n, NULL));
    }
    tests_index(store);
    return store;
}

static void append_texts(GString *out, const char *name, char **texts)
{
    g_autofree char *joined = texts ? g_strjoinv(",", texts) : NULL;
    g_string_append_printf(out, " %s=%s", name, joined ? joined : "");
}

static void append_item(GString *out, const struct item_body *body)
{
    g_string_append_printf(out,
                           "%d %d %d r%d s%d c%d d%d w%u [%s] [%s] [%s] [%s] [%s] %d [%s] [%s] "
                           "[%s] [%s] %d %d %d %d %x",
                           (int)body->row.id, (int)body->row.feed_id, (int)body->row.sort_at,
                           body->row.is_read, body->row.is_starred, body->row.is_changed,
                           body->is_deleted, body->row.n_words, body->row.title, body->row.url,
                           body->row.author, body->guid, body->content, body->is_text,
                           body->summary, body->comments_url, body->base_url, body->language,
                           (int)body->published_at, (int)body->updated_at, (int)body->arrived_at,
                           (int)body->changed_at, (guint)body->guid_hash);
    append_texts(out, "tags", body->tags);
    append_texts(out, "own", body->own_tags);
    for (guint i = 0; i < body->enclosures->len; i++) {
        const struct item_enclosure *file = body->enclosures->pdata[i];
        g_string_append_printf(out, " file=%s %s %d %d [%s] %s %ux%u", file->url, file->type,
                               (int)file->size_bytes, (int)file->duration_s, file->description,
                               file->medium, file->width, file->height);
    }
    for (guint i = 0; body->revisions && i < body->revisions->len; i++) {
        const struct item_revision *revision = body->revisions->pdata[i];
        g_string_append_printf(out, " revision=%u %d [%s] [%s] %d", revision->number,
                               (int)revision->until_at, revision->title, revision->content,
                               revision->is_text);
    }
    if (body->full_text)
        g_string_append_printf(out, " page=%d [%s] [%s] [%s] %u", (int)body->full_text->fetched_at,
                               body->full_text->content, body->full_text->url,
                               body->full_text->error, body->full_text->n_words);
    g_string_append_c(out, '\n');
}

/* Everything that an archive holds, as text. */
static char *format_archive(struct store *store)
{
    GString *out = g_string_new(NULL);
    for (gint64 id = 1; id <= 3; id++) {
        struct feed_record *record = store_get_feed_record(store, id, NULL);
        const struct feed_row *row = &record->row;
        g_string_append_printf(
            out, "feed %d %s [%s] [%s] [%s] [%s] %d %d %d %d [%s] [%s] %d %d %x %d %d %d\n",
            (int)row->id, row->url, row->title, record->name, record->description, row->site_url,
            (int)row->total, (int)row->unread, (int)row->starred, (int)row->next_fetch_at,
            row->etag, row->next_reason, (int)row->rhythm.ttl_s, (int)row->rhythm.skip_hours,
            (guint)row->body_hash, (int)row->rhythm.gap_s, (int)row->rhythm.newest_at,
            (int)row->last_fetch_at);
        append_texts(out, "aliases", record->aliases);
        feed_record_free(record);
    }
    gint64 last = 0;
    for (;;) {
        g_autoptr(GPtrArray) page = store_get_item_page(store, last, 2, NULL);
        if (!page->len)
            break;
        g_assert_cmpuint(page->len, <=, 2);
        for (guint i = 0; i < page->len; i++)
            append_item(out, page->pdata[i]);
        last = ((struct item_body *)page->pdata[page->len - 1])->row.id;
    }
    return g_string_free(out, FALSE);
}

static void copy_archive(struct store *from, struct store *to, guint outcomes[3])
{
    g_autoptr(GHashTable) feeds =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    g_autoptr(GError) error = NULL;
    g_assert_true(store_begin(to, &error));
    for (gint64 id = 1; id <= 3; id++) {
        struct feed_record *record = store_get_feed_record(from, id, &error);
        g_assert_no_error(error);
        gint64 other = 0;
        g_assert_true(store_import_feed(to, record, true, &other, &error));
        g_hash_table_insert(feeds, g_memdup2(&id, sizeof id), g_memdup2(&other, sizeof other));
        feed_record_free(record);
    }
    g_autoptr(GPtrArray) page = store_get_item_page(from, 0, 100, &error);
    for (guint i = 0; i < page->len; i++) {
        const struct item_body *body = page->pdata[i];
        enum import_outcome outcome;
        const gint64 *feed_id = g_hash_table_lookup(feeds, &body->row.feed_id);
        store_import_item(to, *feed_id, body, &outcome, &error);
        g_assert_no_error(error);
        outcomes[outcome]++;
    }
    g_assert_true(store_commit(to, &error));
    tests_assert_healthy(to);
}

static struct store *open_empty(void)
{
    g_autofree char *path = tests_new_path();
    struct store *store = store_open(path, STORE_WRITE, NULL);
    g_assert_nonnull(store);
    return store;
}

static void test_round_trip(void)
{
    struct store *from = make_archive(), *to = open_empty();
    guint first[3] = { 0 }, second[3] = { 0 };
    g_assert_false(store_has_items(to));
    g_autofree char *before = format_archive(from);
    copy_archive(from, to, first);
    g_assert_true(store_has_items(to));
    tests_index(to);
    g_autofree char *after = format_archive(to);
    g_assert_cmpstr(before, ==, after);
    g_assert_nonnull(strstr(before, "revision=1 "));
    g_assert_cmpuint(first[IMPORT_NEW], ==, 6);
    copy_archive(from, to, second);
    g_autofree char *again = format_archive(to);
    g_assert_cmpstr(before, ==, again);
    g_assert_cmpuint(second[IMPORT_SAME], ==, 6);
    g_autofree char *found = tests_find(to, "compressed");
    g_assert_cmpstr(found, ==, "one ");
    g_autofree char *found_page = tests_find(to, "whole");
    g_assert_cmpstr(found_page, ==, "same ");
    g_assert_nonnull(strstr(before, "HTTP 404"));
    store_close(from);
    store_close(to);
}

/* What comes from another reader: no ids, no hashes, little else. */
static void import_one(struct store *store, const struct item_body *body,
                       enum import_outcome expected)
{
    enum import_outcome outcome;
    g_autoptr(GError) error = NULL;
    store_import_item(store, 1, body, &outcome, &error);
    g_assert_no_error(error);
    g_assert_cmpint(outcome, ==, expected);
    tests_assert_healthy(store);
}

static void test_marks_what_is_there(void)
{
    struct store *store = tests_open(1);
    char *tags[] = { (char *)"flag-a", NULL };
    struct feed_document *document = tests_document(NULL);
    tests_add_item(document, "1", "http://x/1", "one", 100, "mine")->tags =
        &(struct feed_tag){ .name = "feed" };
    tests_merge(store, 1, document, NOON);
    struct item_body body = { .row = { .title = (char *)"one",
                                       .url = (char *)"https://x/1?utm_source=a" },
                              .guid = (char *)"other",
                              .content = (char *)"theirs",
                              .published_at = 99 };
    import_one(store, &body, IMPORT_SAME);
    body.row.is_read = true;
    body.own_tags = tags;
    import_one(store, &body, IMPORT_MARKED);
    import_one(store, &body, IMPORT_SAME);
    tests_assert_counts(store, 1, 1, 0, 0);
    body.row.is_read = false;
    body.row.is_starred = true;
    import_one(store, &body, IMPORT_MARKED);
    tests_assert_counts(store, 1, 1, 0, 1);
    struct item_body *now = store_get_body(store, 1, NULL);
    g_assert_cmpstr(now->content, ==, "mine");
    g_assert_cmpstr(now->tags[0], ==, "feed");
    g_assert_cmpstr(now->own_tags[0], ==, "flag-a");
    item_body_free(now);

    document = tests_document(NULL); /* other words, no tags: the user's stay */
    tests_add_item(document, "1", "http://x/1", "one", 100, "changed");
    tests_merge(store, 1, document, NOON);
    now = store_get_body(store, 1, NULL);
    g_assert_null(now->tags[0]);
    g_assert_cmpstr(now->own_tags[0], ==, "flag-a");
    item_body_free(now);
    store_close(store);
}

static void test_tombstone(void)
{
    struct store *store = tests_open(1);
    const struct item_body body = { .row = { .title = (char *)"one" },
                                    .guid = (char *)"1",
                                    .is_deleted = true };
    import_one(store, &body, IMPORT_NEW);
    import_one(store, &body, IMPORT_SAME);
    tests_add_one(store, 1, "1", 100);
    tests_assert_counts(store, 1, 0, 0, 0);
    const struct item_body alive = { .row = { .title = (char *)"one" }, .guid = (char *)"1" };
    import_one(store, &alive, IMPORT_SAME);
    tests_assert_counts(store, 1, 0, 0, 0);
    store_close(store);
}

static void test_ids(void)
{
    struct store *store = tests_open(1);
    for (guint i = 0; i < 3; i++) {
        g_autofree char *guid = g_strdup_printf("%u", i);
        tests_add_one(store, 1, guid, 100 + i);
    }
    tests_index(store);
    static const gint64 wished[] = { 2, 20, 10, -1, G_MAXINT64 }, given[] = { 4, 20, 10, 21, 22 };
    for (guint i = 0; i < G_N_ELEMENTS(wished); i++) {
        g_autofree char *guid = g_strdup_printf("import%u", i);
        const struct item_body body = { .row = { .id = wished[i], .title = guid },
                                        .guid = guid,
                                        .content = guid };
        import_one(store, &body, IMPORT_NEW);
        struct item_row *row = tests_find_title(store, guid);
        g_assert_cmpint(row->id, ==, given[i]);
        item_row_free(row);
        if (i == 1)
            tests_index(store); /* the next comes in beneath what is indexed */
    }
    tests_index(store);
    for (guint i = 0; i < G_N_ELEMENTS(wished); i++) {
        g_autofree char *guid = g_strdup_printf("import%u", i), *found = tests_find(store, guid);
        g_autofree char *expected = g_strconcat(guid, " ", NULL);
        g_assert_cmpstr(found, ==, expected);
    }
    store_close(store);
}

static void test_feeds(void)
{
    struct store *store = tests_open(1);
    g_autoptr(GError) error = NULL;
    gint64 id = 0;
    char *aliases[] = { (char *)"http://a.example/", NULL };
    struct feed_record record = {
        .row = { .id = 1, .url = (char *)"http://new.example/", .title = (char *)"T" }
    };
    g_assert_true(store_import_feed(store, &record, false, &id, &error));
    g_assert_cmpint(id, ==, 2); /* 1 is taken */
    struct feed_row *row = store_find_feed(store, id, NULL, NULL);
    g_assert_false(row->is_subscribed);
    g_assert_cmpstr(row->title, ==, "T");
    feed_row_free(row);
    record.row.url = (char *)"http://moved.example/";
    record.aliases = aliases; /* had the address that the archive knows */
    g_assert_true(store_import_feed(store, &record, true, &id, &error));
    g_assert_cmpint(id, ==, 1);
    record = (struct feed_record){ .row = { .id = 77,
                                            .url = (char *)"http://x.example/",
                                            .last_fetch_at = 5,
                                            .title = (char *)"X" } };
    g_assert_true(store_import_feed(store, &record, true, &id, &error));
    g_assert_cmpint(id, ==, 77);
    record.row.title = (char *)"Y"; /* fetched since: it knows better */
    g_assert_true(store_import_feed(store, &record, true, &id, &error));
    row = store_find_feed(store, 77, NULL, NULL);
    g_assert_cmpstr(row->title, ==, "X");
    feed_row_free(row);
    g_assert_null(store_get_feed_record(store, 1234, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
    store_close(store);
}

/* Two articles of one transaction are not each other, however alike they are. */
static void test_alike(void)
{
    struct store *store = tests_open(1);
    for (guint turn = 0; turn < 2; turn++) {
        g_assert_true(store_begin(store, NULL));
        for (guint i = 0; i < 3; i++) {
            g_autofree char *guid = g_strdup_printf("%u", i);
            const struct item_body body = { .row = { .title = (char *)"daily",
                                                     .url = (char *)"http://x/1" },
                                            .guid = guid,
                                            .published_at = 100 };
            enum import_outcome outcome;
            g_assert_true(store_import_item(store, 1, &body, &outcome, NULL));
            g_assert_cmpint(outcome, ==, turn ? IMPORT_SAME : IMPORT_NEW);
        }
        g_assert_true(store_commit(store, NULL));
    }
    tests_assert_counts(store, 1, 3, 3, 0);
    store_close(store);
}

static void test_many(void)
{
    struct store *store = tests_open(1);
    const guint n = g_test_slow() ? 100000 : 10000;
    for (guint turn = 0; turn < 2; turn++) {
        const gint64 start = g_get_monotonic_time();
        g_assert_true(store_begin(store, NULL));
        for (guint i = 0; i < n; i++) {
            g_autofree char *guid = g_strdup_printf("http://x.example/articles/%u", i);
            /* of one title and a thousand dates: namesakes must not make it slow */
            const struct item_body body = {
                .row = { .title = (char *)"title", .url = guid, .is_read = true },
                .guid = guid,
                .content = guid,
                .published_at = 1000 + i % 1000
            };
            enum import_outcome outcome;
            g_assert_true(store_import_item(store, 1, &body, &outcome, NULL));
            g_assert_cmpint(outcome, ==, turn ? IMPORT_SAME : IMPORT_NEW);
        }
        g_assert_true(store_commit(store, NULL));
        g_test_message("%u articles, turn %u: %.2f s", n, turn,
                       (double)(g_get_monotonic_time() - start) / 1e6);
    }
    tests_assert_counts(store, 1, n, 0, 0);
    store_close(store);
}

void test_exchange_add(void)
{
    g_test_add_func("/exchange/round-trip-loses-nothing", test_round_trip);
    g_test_add_func("/exchange/marks-what-is-there", test_marks_what_is_there);
    g_test_add_func("/exchange/tombstones-keep-articles-away", test_tombstone);
    g_test_add_func("/exchange/keeps-ids-that-are-free", test_ids);
    g_test_add_func("/exchange/finds-feeds-by-old-addresses", test_feeds);
    g_test_add_func("/exchange/what-is-imported-together-is-apart", test_alike);
    g_test_add_func("/exchange/many-articles", test_many);
}
