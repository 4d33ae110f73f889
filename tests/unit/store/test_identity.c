/* SPDX-License-Identifier: MIT */
/* Articles do not come back: which article an item is, clause by clause of store/merge.h. */
#include "tests.h"

#include <sqlite3.h>
#include <string.h>

#define NONE FEED_NO_TIME

struct line {
    const char *guid, *url, *title;
    gint64 at;
    const char *text;
};

/* Documents of one feed, one after the other, and the titles in its list at the end. */
struct story {
    const char *name;
    struct line documents[4][4]; /* a line without text ends one */
    const char *titles;
};

static struct merge_result merge_lines(struct store *store, gint64 feed_id,
                                       const struct line *lines, guint max)
{
    struct feed_document *document = tests_document(NULL);
    for (guint i = 0; i < max && lines[i].text; i++)
        tests_add_item(document, lines[i].guid, lines[i].url, lines[i].title, lines[i].at,
                       lines[i].text);
    return tests_merge(store, feed_id, document, NOON);
}

static const struct story stories[] = {
    /* 1 */
    { "same guid",
      { { { "g", "http://x/1", "one", 1, "a" } }, { { "g", "http://x/2", "two", 2, "b" } } },
      "two " },
    { "other guid, address and title, same date",
      { { { "g", "http://x/1", "one", 1, "a" } }, { { "h", "http://x/2", "two", 1, "a" } } },
      "two one " },
    { "guid that is another's address, all else other",
      { { { "http://x/1", NULL, "one", 1, "a" } }, { { NULL, "http://x/1", "two", 2, "a" } } },
      "two one " },
    { "guid shared by items with other addresses",
      { { { "g", "http://x/1", "one", 1, "a" }, { "g", "http://x/2", "two", 1, "a" } },
        { { "g", "http://x/2", "two", 1, "a" }, { "g", "http://x/1", "one", 1, "a" } } },
      "one two " },
    { "no guid: same address, title and date",
      { { { NULL, "http://x/1", "one", 1, "a" } }, { { NULL, "http://x/1", "one", 1, "b" } } },
      "one " },
    /* 2 */
    { "changed guid",
      { { { "g", "http://x/1", "one", 1, "a" } }, { { "h", "http://x/1", "one", 1, "a" } } },
      "one " },
    { "changed guid and date",
      { { { "g", "http://x/1", "one", 1, "a" } }, { { "h", "http://x/1", "one", 2, "a" } } },
      "one " },
    { "changed guid and title",
      { { { "g", "http://x/1", "one", 1, "a" } }, { { "h", "http://x/1", "one!", 1, "a" } } },
      "one! " },
    { "guid, address by tracking, https and www",
      { { { "g", "http://x.org/1?a=1&utm_source=rss", "one", 1, "a" } },
        { { "h", "https://www.x.org/1/?utm_medium=feed&a=1#top", "one", 2, "a" } } },
      "one " },
    { "address with another parameter",
      { { { "g", "http://x.org/?p=1", "one", 1, "a" } },
        { { "h", "http://x.org/?p=2", "one", 2, "a" } } },
      "one one " },
    { "flipping guids",
      { { { "g", "http://x/1", "one", 1, "a" } },
        { { "h", "http://x/1", "one", 1, "a" } },
        { { "g", "http://x/1", "one", 2, "a" } },
        { { "h", "http://x/1", "one", 3, "a" } } },
      "one " },
    { "same address, title and date both others",
      { { { "g", "http://x/1", "one", 1, "a" } }, { { "h", "http://x/1", "two", 2, "b" } } },
      "two one " },
    { "no guid, same address, changed title",
      { { { NULL, "http://x/1", "one", 1, "a" } }, { { "", "http://x/1", "two", 1, "a" } } },
      "two " },
    { "no guid, no dates: the address is enough",
      { { { NULL, "http://x/1", "one", NONE, "a" } },
        { { NULL, "http://x/1", "two", NONE, "b" } } },
      "two " },
    { "a guid comes and goes",
      { { { NULL, "http://x/1", "one", 1, "a" } },
        { { "g", "http://x/1", "one", 1, "a" } },
        { { "g", "http://x/2", "one", 2, "a" } },
        { { NULL, "http://x/2", "one", 1, "a" } } },
      "one " },
    { "daily feed that links to its front page",
      { { { "g", "http://x.org/", "daily", 1, "a" } },
        { { "h", "http://x.org", "daily", 2, "b" } },
        { { "i", "http://www.x.org/?utm_source=rss", "daily", 3, "c" } } },
      "daily daily daily " },
    { "daily feed that links to one deep page",
      { { { "g", "http://x/1", "daily", 1, "a" }, { "h", "http://x/1", "daily", 2, "b" } },
        { { "i", "http://x/1", "daily", 3, "c" }, { "h", "http://x/1", "daily", 2, "b" } },
        { { "j", "http://x/1", "daily", 4, "d" } } },
      "daily daily daily daily " },
    /* 3 */
    { "moved host, dates and titles as before",
      { { { "http://old/1", "http://old/1", "one", 1, "a" },
          { "http://old/2", "http://old/2", "two", 2, "b" } },
        { { "http://new/a", "http://new/a", "one", 1, "a" },
          { "http://new/b", "http://new/b", "two", 2, "b" } } },
      "two one " },
    { "sent anew with new guids, all link to one page",
      { { { "g", "http://x/1", "one", 1, "a" }, { "h", "http://x/1", "two", 2, "b" } },
        { { "i", "http://x/1", "one", 1, "a" }, { "j", "http://x/1", "two", 2, "b" } } },
      "two one " },
    { "same title and date, shared by several of the document",
      { { { "g", NULL, "one", 1, "a" } },
        { { "h", NULL, "one", 1, "b" }, { "i", NULL, "one", 1, "c" } } },
      "one one one " },
    { "no titles are not the same title",
      { { { "g", NULL, NULL, 1, "<img src='a'>" } }, { { "h", NULL, NULL, 1, "<img src='b'>" } } },
      "  " },
    { "no dates are not the same date",
      { { { "g", NULL, "one", NONE, "a" } }, { { "h", NULL, "one", NONE, "a" } } },
      "one one " },
    /* 4 */
    { "no guid, no address, a date of now",
      { { { NULL, NULL, "one", 1, "<p>a b</p>" } }, { { NULL, NULL, "one", 2, "<b>a</b>\n b" } } },
      "one " },
    { "the same with a front page for an address",
      { { { NULL, "http://x.org/", "one", 1, "a" } },
        { { NULL, "http://x.org/", "one", 2, "a" } } },
      "one " },
    { "the same with a page that all link to",
      { { { NULL, "http://x/1", "one", 1, "a" }, { NULL, "http://x/1", "two", 1, "b" } },
        { { NULL, "http://x/1", "one", 2, "a" }, { NULL, "http://x/1", "two", 2, "b" } } },
      "one two " },
    { "no guid, no address, other words and date",
      { { { NULL, NULL, "one", 1, "a" } }, { { NULL, NULL, "one", 2, "b" } } },
      "one one " },
    { "nothing but words",
      { { { NULL, NULL, NULL, NONE, "a" } },
        { { NULL, NULL, NULL, NONE, "b" } },
        { { NULL, NULL, NULL, NONE, "a" } } },
      "b a " },
    /* items of one document */
    { "two items that would be one article",
      { { { "g", "http://x/1", "one", 1, "a" } },
        { { "h", "http://x/1", "one", 1, "b" }, { "i", "http://y/1", "one", 1, "c" } } },
      "one one " },
    { "an item whose guid is known comes first",
      { { { "g", "http://x/1", "one", 1, "a" } },
        { { "h", "http://y/1", "one", 1, "b" }, { "g", "http://x/1", "one!", 1, "c" } } },
      "one one! " },
    { "one guid twice: the first counts",
      { { { "g", "http://x/1", "one", 1, "a" }, { "g", "http://x/1", "two", 1, "b" } },
        { { "g", "http://x/1", "one", 1, "a" }, { "g", "http://x/1", "two", 1, "b" } } },
      "one " },
    /* evidence */
    { "one guid and one address for all, and the set moves",
      { { { "N/A", "N/A", "one", 1000, "a" }, { "N/A", "N/A", "two", 2000, "b" } },
        { { "N/A", "N/A", "two", 2000, "b" }, { "N/A", "N/A", "three", 3000, "c" } },
        { { "N/A", "N/A", "four", 4000, "d" } },
        { { "N/A", "N/A", "five", 5000, "e" } } },
      "five four three two one " },
    { "one guid and a front page for all",
      { { { "http://x.org/", "http://x.org/", "one", 1000, "a" },
          { "http://x.org/", "http://x.org/", "two", 2000, "b" } },
        { { "http://x.org/", "http://x.org/", "two", 2000, "b" } } },
      "two one " },
    { "one guid for all, no addresses",
      { { { "0", NULL, "one", 1000, "a" }, { "0", NULL, "two", 2000, "b" } } },
      "two one " },
    { "one guid for two of several with one address",
      { { { "g", "http://x/1", "one", 1000, "a" },
          { "h", "http://x/1", "two", 2000, "b" },
          { "g", "http://x/1", "three", 3000, "c" } } },
      "three two one " },
    { "a guid that comes to be shared",
      { { { "g", NULL, "one", 1000, "a" } },
        { { "g", NULL, "one", 1000, "a" }, { "g", NULL, "two", 2000, "b" } },
        { { "g", NULL, "two", 2000, "b" }, { "g", NULL, "three", 3000, "c" } } },
      "three two one " },
    { "one guid twice, the addresses differ by what does not count",
      { { { "g", "http://x.org/1", "one", 1000, "a" } },
        { { "g", "http://x.org/1", "one", 1000, "a" },
          { "g", "https://www.x.org/1?utm_source=rss", "one", 1000, "a" } } },
      "one " },
    { "versions of one article",
      { { { "g", "http://x/1", "one", 2000, "b" }, { "g", "http://x/1", "one", 1000, "a" } } },
      "one " },
    { "a guid that is used again, elsewhere",
      { { { "g", "http://x/1", "one", 1000, "a b c" } },
        { { "g", "http://x/2", "two", 90000, "d e f" } } },
      "two one " },
    { "a guid that is used again, years later",
      { { { "g", "http://x/1", "ten tools", 1000, "a b c" } },
        { { "g", "http://x/1", "nine tools", 90000000, "d e f" } } },
      "nine tools ten tools " },
    { "the same, and both come back",
      { { { "g", "http://x/1", "ten tools", 1000, "a b c" } },
        { { "g", "http://x/1", "nine tools", 90000000, "d e f" } },
        { { "g", "http://x/1", "ten tools", 1000, "a b c" } },
        { { "g", "http://x/1", "nine tools", 90000000, "d e f" } } },
      "nine tools ten tools " },
    { "an article that is written anew under its guid",
      { { { "g", "http://x/1", "one", 1000, "a b c" } },
        { { "g", "http://x/1", "two", 90000, "d e f" } } },
      "two " },
    { "an article that moves and gets another title",
      { { { "g", "http://x/1", "one", 1000, "a b c d e" } },
        { { "g", "http://x/2", "two", 90000, "a b c d e" } } },
      "two " },
    { "picture of the day: one address and title, another guid, date and text",
      { { { "g", "http://x/1", "picture of the day", 86400, "a" } },
        { { "h", "http://x/1", "picture of the day", 172800, "b" } },
        { { "i", "http://x/1", "picture of the day", 259200, "c" } } },
      "picture of the day picture of the day picture of the day " },
    { "press releases of one day",
      { { { "g", "http://x/1", "press release", 86400, "a" } },
        { { "h", "http://x/2", "press release", 86400, "b" } } },
      "press release press release " },
    { "a press release that moves",
      { { { "g", "http://x/1", "press release", 86400, "a b c d" } },
        { { "h", "http://y/1", "press release", 86400, "a b c d" } } },
      "press release " },
    { "a telling title on a day",
      { { { "g", "http://x/1", "five words are never chance", 86400, "a" } },
        { { "h", "http://y/1", "five words are never chance", 86400, "b" } } },
      "five words are never chance " },
    { "a ticker: guid, title and date change, the address and most words stay",
      { { { "g", "http://x/1", "one", 1000, "a b c d e f g h i j" } },
        { { "h", "http://x/1", "two", 2000, "a b c d e f g h i j k" } },
        { { "i", "http://x/1", "three", 3000, "a b c d e f g h i j k l" } } },
      "three " },
    { "no guid: title and date change, the words stay",
      { { { NULL, "http://x/1", "one", 1000, "a b c d e" } },
        { { NULL, "http://x/1", "two", 2000, "a b c d e" } } },
      "two " },
    { "a date that changes alone, then the title",
      { { { NULL, "http://x/1", "one", 1000, "a" } },
        { { NULL, "http://x/1", "one", 2000, "a" } },
        { { NULL, "http://x/1", "two", 2000, "b" } } },
      "two " },
    { "one article under two guids",
      { { { "g", "http://x/1", "one", 1, "a" }, { "h", "http://x/1", "one", 1, "a" } },
        { { "h", "http://x/1", "one", 1, "a" }, { "g", "http://x/1", "one", 1, "a" } } },
      "one " },
};

static void test_stories(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(stories); i++) {
        const struct story *story = &stories[i];
        g_test_message("%s", story->name);
        struct store *store = tests_open(1);
        guint last = 0;
        for (guint k = 0; k < 4 && story->documents[k][0].text; last = k++)
            merge_lines(store, 1, story->documents[k], 4);
        /* once more, twice: all is known */
        for (guint k = 0; k < 2; k++) {
            const struct merge_result again = merge_lines(store, 1, story->documents[last], 4);
            g_assert_cmpuint(again.n_new, ==, 0);
            g_assert_cmpuint(again.n_changed, ==, 0);
        }
        g_autofree char *titles = tests_format_window(store, 1);
        g_assert_cmpstr(titles, ==, story->titles);
        store_close(store);
    }
}

static gint64 set(struct store *store, enum edit_field field, const char *title)
{
    struct item_row *row = tests_find_title(store, title);
    const gint64 id = row->id;
    const struct edit edit = {
        .field = field, .value = true, .ids = &id, .n_ids = 1, .label = title
    };
    guint n_changed = 0;
    g_assert_true(store_apply_edit(store, &edit, &n_changed, NULL));
    g_assert_cmpuint(n_changed, ==, 1);
    item_row_free(row);
    return id;
}

/* All is sent anew, by each clause: marks, date in lists and arrival stay. */
static void test_sent_anew(void)
{
    static const struct line before[] = { { "a", "http://x.net/1", "one", 100, "x" },
                                          { "b", "http://x.org/", "two", 200, "y" },
                                          { NULL, NULL, "three", 300, "z" } };
    static const struct line after[] = { { "A", "https://www.x.net/1?utm_source=rss", "one", 150,
                                           "x" },
                                         { "B", "http://x.org/", "two", 200, "y" },
                                         { NULL, NULL, "three", 350, "z" } };
    struct store *store = tests_open(1);
    merge_lines(store, 1, before, 3);
    const gint64 id = set(store, EDIT_READ, "one");
    set(store, EDIT_STARRED, "two");
    set(store, EDIT_READ, "three");
    for (guint i = 0; i < 2; i++) {
        const struct merge_result result = merge_lines(store, 1, i ? before : after, 3);
        g_assert_cmpuint(result.n_new + result.n_changed, ==, 0);
        tests_assert_counts(store, 1, 3, 1, 1);
        struct item_body *body = store_get_body(store, id, NULL);
        g_assert_cmpstr(body->guid, ==, i ? "a" : "A"); /* handed over */
        g_assert_cmpint(body->row.sort_at, ==, 100);
        g_assert_cmpint(body->arrived_at, ==, NOON);
        item_body_free(body);
    }
    store_close(store);
}

static void test_deleted_stays_deleted(void)
{
    static const struct line before[] = { { "a", "http://x/1", "one", 100, "x" },
                                          { "b", "http://x.org/", "two", NOON + 200, "y" },
                                          { NULL, NULL, "three", 300, "z" } };
    static const struct line after[] = { { "A", "http://x/1", "one", 150, "x" },
                                         { "B", "http://y.org/", "two", NOON + 200, "changed" },
                                         { NULL, NULL, "three", 350, "z" } };
    struct store *store = tests_open(1);
    merge_lines(store, 1, before, 3);
    for (guint i = 0; i < 3; i++)
        set(store, EDIT_DELETED, before[i].title);
    for (guint i = 0; i < 4; i++) {
        const struct merge_result result = merge_lines(store, 1, i % 2 ? before : after, 3);
        g_assert_cmpuint(result.n_new + result.n_changed, ==, 0);
        tests_assert_counts(store, 1, 0, 0, 0);
    }
    store_close(store);
}

static void test_feeds_are_apart(void)
{
    static const struct line line[] = { { "same", "http://x/1", "one", 100, "x" } };
    struct store *store = tests_open(2);
    for (gint64 feed_id = 1; feed_id <= 2; feed_id++)
        g_assert_cmpuint(merge_lines(store, feed_id, line, 1).n_new, ==, 1);
    set(store, EDIT_DELETED, "one");
    tests_assert_counts(store, 1, 1, 1, 0);
    store_close(store);
}

/* As an archive looks that format 1 was written to. */
static void test_format_1(void)
{
    static const struct line before[] = { { "a", "http://x/1", "one", 100, "x" },
                                          { NULL, "http://x/2", "two", 200, "<p>y" },
                                          { NULL, NULL, "three", 300,
                                            "<p>many words, so many that they are compressed,"
                                            " again and again and again and again and again and"
                                            " again and again and again and again</p>" },
                                          { "d", "http://x.org/", "four", 400, "x" } };
    static const struct line after[] = { { "A", "https://x/1", "one", 101, "x" },
                                         { NULL, "http://x/2", "two", 201, "<p>y" },
                                         { NULL, NULL, "three", 301,
                                           "many words, so many that they are compressed, again"
                                           " and again and again and again and again and again"
                                           " and again and again and again" },
                                         { "D", "http://x.org/", "four", 401, "x" } };
    struct store *store = tests_open(1);
    sqlite3 *db = NULL;
    merge_lines(store, 1, before, 4);
    tests_index(store);
    set(store, EDIT_READ, "one");
    store_close(store);
    g_autofree char *path = tests_get_store_path();
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    g_assert_cmpint(
        sqlite3_exec(
            db,
            "DROP TABLE outbox_target; DROP TABLE outbox; DROP TABLE outbox_sequence;"
            "DROP TABLE item_page; DROP TABLE item_revision; DROP INDEX item_link; DROP INDEX "
            "item_deleted;"
            "ALTER TABLE item DROP COLUMN link_hash; ALTER TABLE item DROP COLUMN n_revisions;"
            "ALTER TABLE item DROP COLUMN changed_at; ALTER TABLE item_tag DROP COLUMN is_own;"
            "ALTER TABLE feed DROP COLUMN ttl_s; ALTER TABLE feed DROP COLUMN period_s;"
            "ALTER TABLE feed DROP COLUMN skip_hours; ALTER TABLE feed DROP COLUMN skip_days;"
            "ALTER TABLE feed DROP COLUMN gap_s; ALTER TABLE feed DROP COLUMN newest_at;"
            "ALTER TABLE feed DROP COLUMN next_reason;" TESTS_TO_FORMAT_4
            "UPDATE item SET revision=1 WHERE title='four'; PRAGMA user_version=1",
            NULL, NULL, NULL),
        ==, SQLITE_OK);
    sqlite3_close(db);
    store = store_open(path, STORE_WRITE, NULL);
    g_assert_nonnull(store);
    const struct merge_result result = merge_lines(store, 1, after, 4);
    g_assert_cmpuint(result.n_new, ==, 1); /* "four": a front page and another date */
    g_assert_cmpuint(result.n_changed, ==, 0);
    tests_assert_counts(store, 1, 5, 4, 0);
    g_autofree char *changed = tests_find(store, "changed");
    g_assert_cmpstr(changed, ==, "four ");
    struct feed_row *feed = store_find_feed(store, 1, NULL, NULL);
    g_assert_cmpint(feed->rhythm.newest_at, ==, 401);
    feed_row_free(feed);
    store_close(store);
}

/* A deleted article is found whatever changes, one after the other. */
static void test_tombstones_follow(void)
{
    static const struct line documents[][4] = {
        { { "g", "http://x/1", "one", 1000, "a" } },
        { { "g", "http://x/1", "two", 2000, "b" } },
        { { "h", "http://x/1", "two", 2000, "b" } },
    };
    struct store *store = tests_open(1);
    const gint64 id = 1;
    const struct edit edit = { .field = EDIT_DELETED, .value = true, .ids = &id, .n_ids = 1 };
    guint n = 0;
    for (guint i = 0; i < G_N_ELEMENTS(documents); i++) {
        const struct merge_result result = merge_lines(store, 1, documents[i], 4);
        g_assert_cmpuint(result.n_new, ==, !i);
        if (!i)
            g_assert_true(store_apply_edit(store, &edit, &n, NULL));
    }
    tests_assert_counts(store, 1, 0, 0, 0);
    store_close(store);
}

/* Dates that are nonsense give way to sane ones; sane ones keep their place in the list. */
static void test_nonsense_dates_give_way(void)
{
    static const struct {
        gint64 first, then, listed;
    } cases[] = {
        { 1465722, NOON - 5000, NOON - 5000 },      /* January 1970 */
        { NONE, NOON - 5000, NOON - 5000 },         /* none */
        { NOON + 86400, NOON - 5000, NOON - 5000 }, /* tomorrow */
        { NOON + 86400 * 3000, NOON - 5000, NOON - 5000 },
        { NOON - 9000, NOON - 5000, NOON - 9000 }, /* bumped */
        { NOON - 9000, 1465722, NOON - 9000 },
        { NOON - 9000, NONE, NOON - 9000 },
        { 1465722, NOON + 86400, 1465722 },
        { 1465722, 1465723, 1465722 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct store *store = tests_open(1);
        const struct line first[] = { { "g", "http://x/1", "one", cases[i].first, "a" } };
        const struct line then[] = { { "g", "http://x/1", "one", cases[i].then, "a" } };
        const gint64 id = 1;
        merge_lines(store, 1, first, 1);
        const struct merge_result result = merge_lines(store, 1, then, 1);
        g_assert_cmpuint(result.n_new + result.n_changed, ==, 0);
        g_autoptr(GPtrArray) rows = store_get_rows(store, &id, 1, NULL);
        g_assert_cmpint(((struct item_row *)rows->pdata[0])->sort_at, ==, cases[i].listed);
        store_close(store);
    }
}

static void test_empty_items_are_no_articles(void)
{
    struct store *store = tests_open(1);
    struct feed_document *document = tests_document(NULL);
    tests_add_item(document, NULL, NULL, NULL, NONE, NULL);
    tests_add_item(document, "", "", "", 1000, NULL);
    tests_add_item(document, NULL, NULL, "title", NONE, NULL);
    g_assert_cmpuint(tests_merge(store, 1, document, NOON).n_new, ==, 1);
    store_close(store);
}

/* Ten thousand items of one address and second, sent anew again and again: the time does not grow with
 * their square. */
static void test_namesakes_are_bounded(void)
{
    struct store *store = tests_open(1);
    const struct feed_result fetch = { .feed_id = 1, .at = NOON, .is_success = true };
    for (guint turn = 0; turn < 4; turn++) {
        struct feed_document *document = tests_document(NULL);
        struct merge_result result;
        struct feed_item *last = NULL;
        for (guint i = 0; i < 10000; i++) {
            g_autofree char *guid = g_strdup_printf("%u-%u", turn, i);
            struct feed_item *item = tests_make_item(document, guid, "http://x/1", guid, 100, "x");
            *(last ? &last->next : &document->items) = item;
            last = item;
        }
        g_assert_true(
            store_merge(store, document, &fetch, &(struct merge_options){ 0 }, &result, NULL));
        g_assert_cmpuint(result.n_new, ==, 10000);
        arena_free(document->arena);
    }
    store_close(store);
}

void test_identity_add(void)
{
    g_test_add_func("/identity/stories", test_stories);
    g_test_add_func("/identity/keeps-marks-when-all-is-sent-anew", test_sent_anew);
    g_test_add_func("/identity/deleted-stays-deleted-by-each-clause", test_deleted_stays_deleted);
    g_test_add_func("/identity/tombstones-follow-the-feed", test_tombstones_follow);
    g_test_add_func("/identity/nonsense-dates-give-way", test_nonsense_dates_give_way);
    g_test_add_func("/identity/leaves-empty-items-out", test_empty_items_are_no_articles);
    g_test_add_func("/identity/keeps-feeds-apart", test_feeds_are_apart);
    g_test_add_func("/identity/finds-articles-of-format-1", test_format_1);
    g_test_add_func("/identity/namesakes-take-bounded-time", test_namesakes_are_bounded);
}
