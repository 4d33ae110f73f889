/* SPDX-License-Identifier: MIT */
/* Drives the views without a terminal: each case opens the same feeds, presses keys, and compares
 * the grid's text and styles with a file of its name beside this one. UPDATE=1 rewrites the files.
 *
 * A step that begins with a blank waits until the screen shows the rest of it; one that begins with
 * "=" types the rest of it, in which HOST is the server of tests/screen/site; one that begins with
 * "@" demands that the rest of it, "TEXT ADDRESS", is on screen, and that each of its cells leads
 * there. */
#include "config.h"

#include "app/app.h"
#include "base/log.h"
#include "text/bidi.h"
#include "ui/ui.h"
#include "cli/services.h"
#include "app/fetch.h"

#include <errno.h>
#include <ftw.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DEADLINE_MS = 10000, MAX_STEPS = 24 };

struct screen_case {
    const char *name, *config;
    int cols, rows;
    const char *steps[MAX_STEPS];
    const char *feed; /* the only one; NULL: several */
};

#define SIZES(base, ...)                                                                           \
    { base "-80x24", "", 80, 24, { __VA_ARGS__ } },                                                \
        { base "-40x12", "", 40, 12, { __VA_ARGS__ } },                                            \
    {                                                                                              \
        base "-200x60", "", 200, 60,                                                               \
        {                                                                                          \
            __VA_ARGS__                                                                            \
        }                                                                                          \
    }

/* The whole screen is the page's; keys: down to the article. */
#define PAGE(base, cols_, rows_, ...)                                                              \
    {                                                                                              \
        .name = "page-" base "-" #cols_ "x" #rows_, .config = "set layout one", .cols = cols_,     \
        .rows = rows_, .steps = { "<Enter>", __VA_ARGS__ "<Enter>", " 8 unread" },                 \
        .feed = "languages"                                                                        \
    }
#define PAGES(base, ...)                                                                           \
    PAGE(base, 40, 36, __VA_ARGS__), PAGE(base, 80, 32, __VA_ARGS__),                              \
        PAGE(base, 120, 32, __VA_ARGS__)

/* The enclosures of an episode with chapters. */
#define LISTEN(base, cols_, rows_, ...)                                                            \
    {                                                                                              \
        .name = base "-" #cols_ "x" #rows_, .config = "", .cols = cols_, .rows = rows_,            \
        .steps = { "<Enter>", "=:enclosures", "<Enter>", __VA_ARGS__ }, .feed = "listen"           \
    }

static const struct screen_case cases[] = {
    SIZES("feeds", NULL),
    SIZES("feed-failed", "G", NULL),
    SIZES("headlines", "<Enter>", NULL),
    SIZES("headlines-scripts", "G", "k", "<Enter>", NULL),
    SIZES("article", "<Enter>", "<Enter>", " 40 unread", NULL),
    SIZES("article-scrolled", "<Enter>", "<Enter>", " 40 unread", "<Space>", "j", NULL),
    SIZES("article-wide", "G", "k", "<Enter>", "<Enter>", " 40 unread", NULL),
    SIZES("article-hebrew", "G", "k", "<Enter>", "j", "j", "<Enter>", " 40 unread", NULL),
    SIZES("article-arabic", "G", "k", "<Enter>", "j", "j", "j", "<Enter>", " 40 unread", NULL),
    SIZES("search-hebrew", "G", "k", "<Enter>", "j", "j", "<Enter>", " 40 unread", "=/עברית",
          "<Enter>", NULL),
    { "hebrew-of-the-terminal-80x24",
      "set bidi no",
      80,
      24,
      { "G", "k", "<Enter>", "j", "j", "<Enter>", " 40 unread" } },
    PAGES("english", ),
    PAGES("german", "j", ),
    PAGES("arabic", "j", "j", ),
    PAGES("hebrew", "j", "j", "j", ),
    PAGES("chinese", "j", "j", "j", "j", ),
    PAGES("japanese", "j", "j", "j", "j", "j", ),
    PAGES("thai", "j", "j", "j", "j", "j", "j", ),
    PAGES("hindi", "j", "j", "j", "j", "j", "j", "j", ),
    { .name = "code-wide-60x24",
      .config = "set layout one\nset wrap-pre no",
      .cols = 60,
      .rows = 24,
      .steps = { "<Enter>", "j", "j", "j", "j", "j", "j", "j", "j", "<Enter>", " 8 unread",
                 "=/good deal", "<Enter>", "}", "}" },
      .feed = "languages" },
    { .name = "code-wide-hebrew-60x20",
      .config = "set layout one\nset wrap-pre no",
      .cols = 60,
      .rows = 20,
      .steps = { "<Enter>", "j", "<Enter>", " 2 unread" },
      .feed = "edges" },
    { .name = "code-wide-hebrew-moved-60x20",
      .config = "set layout one\nset wrap-pre no",
      .cols = 60,
      .rows = 20,
      .steps = { "<Enter>", "j", "<Enter>", " 2 unread", "}", "=/מילה 3", "<Enter>" },
      .feed = "edges" },
    { .name = "addresses-60x20",
      .config = "set layout one",
      .cols = 60,
      .rows = 20,
      .steps = { "<Enter>", "<Enter>", " 2 unread",
                 "@http://edges.example/first http://edges.example/first",
                 "@http://talk.example/1 http://talk.example/1" },
      .feed = "edges" },
    { .name = "addresses-cut-30x20",
      .config = "set article-header \"{author} {comments} | שלום {link} | {link}\"",
      .cols = 30,
      .rows = 20,
      .steps = { "<Enter>", "j", "j", "<Enter>", " 2 unread",
                 "@http://talk.example/a-rathe "
                 "http://talk.example/a-rather-long-way-to-what-is-said",
                 "@r-long-way-to-what-is-said "
                 "http://talk.example/a-rather-long-way-to-what-is-said",
                 "@http://edges.example/s http://edges.example/s" },
      .feed = "edges" },
    PAGE("elements", 40, 190, "j", "j", "j", "j", "j", "j", "j", "j", ),
    PAGE("elements", 80, 150, "j", "j", "j", "j", "j", "j", "j", "j", ),
    PAGE("elements", 120, 150, "j", "j", "j", "j", "j", "j", "j", "j", ),
    SIZES("links", "<Enter>", "<Enter>", " 40 unread", "L", "2", NULL),
    SIZES("feed-error", "G", "<Enter>", NULL),
    SIZES("downloads-none", "=:downloads", "<Enter>", NULL),
    LISTEN("enclosures", 80, 24, NULL),
    LISTEN("enclosures", 40, 12, NULL),
    LISTEN("enclosures-search", 80, 24, "=/council", "<Enter>", NULL),
    SIZES("hints", "<Enter>", "<Enter>", " 40 unread", "f", NULL),
    SIZES("mark", "<Enter>", "<Enter>", " 40 unread", "v", "n", "n", "j", "o", "l", "l", NULL),
    SIZES("help", "?", NULL),
    SIZES("help-word", ":", "h", "e", "l", "p", "<Space>", "s", "t", "a", "r", "<Enter>", NULL),
    SIZES("search-typed", "<Enter>", "/", "d", "u", "c", NULL),
    { "search-no-feed-80x24", "", 80, 24, { "/", "d", "u", "c", "k", "y", "<Enter>" } },
    SIZES("search-next", "<Enter>", "/", "d", "u", "c", "k", "<Enter>", ">", NULL),
    SIZES("search-article", "<Enter>", "<Enter>", " 40 unread", "/", "w", "o", "r", "d", "s",
          "<Enter>", ">", ">", NULL),
    SIZES("find", "F", "d", "u", "c", "k", "s", "<Enter>", " Found: ducks", " counted at last",
          NULL),
    SIZES("command-candidates", ":", "t", "o", "g", "<Tab>", "<Tab>", NULL),
    SIZES("command-unknown", ":", "o", "p", "n", "<Enter>", NULL),
    SIZES("starred", "<Enter>", "j", "s", "k", "N", " 40 unread", NULL),
    SIZES("error-details", "G", "e", NULL),
    SIZES("candidates", "=:add http://HOST/", "<Enter>", " Feeds of", "<Space>", "j", NULL),
    { "candidates-none-80x24",
      "",
      80,
      24,
      { "=:add http://HOST/none.html", "<Enter>", " no feed was found" } },
    { "candidates-one-80x24",
      "",
      80,
      24,
      { "=:add http://HOST/main.xml news", "<Enter>", " +1, v shows all", "j", " 5 new" } },
    { "zoomed-80x24", "", 80, 24, { "<Enter>", "<Enter>", " 40 unread", "z" } },
    { "zoomed-and-left-80x24", "", 80, 24, { "<Enter>", "<Enter>", " 40 unread", "z", "q" } },
    { "folded-80x24", "", 80, 24, { "j", "j", "j", "j", "j", "j", "z" } },
    { "unread-only-80x24",
      "set show-read no",
      80,
      24,
      { "<Enter>", "<Enter>", " 40 unread", "q" } },
    { "layout-one-120x30", "set layout one", 120, 30, { "<Enter>" } },
    { "layout-three-110x20", "", 110, 20, { "<Enter>", "<Enter>", " 40 unread", "<Tab>" } },
    { "config-error-80x24", "set refesh 3", 80, 24, { NULL } },
    { "config-errors-80x24", "set refesh 3\nset measure 9\nbin all x y", 80, 24, { NULL } },
    /* what was not read waits; the answer to a key comes first */
    { "waiting-80x24", "", 80, 24, { "=:reload-all ; opn", "<Enter>", " +1, v shows all", "U" } },
    { "waiting-40x12", "", 40, 12, { "=:reload-all ; opn", "<Enter>", " +1", "U" } },
    { "waiting-next-80x24",
      "",
      80,
      24,
      { "=:reload-all ; opn", "<Enter>", " +1, v shows all", "j" } },
    { "log-80x24", "", 80, 24, { "=:set refesh 3", "<Enter>", "=:opn", "<Enter>", "v" } },
    { "smart-error-80x24", "", 80, 24, { "j", "j", "j", "<Enter>" }, "smart" },
    { "smart-error-40x12", "", 40, 12, { "j", "j", "j", "<Enter>" }, "smart" },
    { "tiny-8x3", "", 8, 3, { "<Enter>", "<Enter>", " 40 " } },
};

/* ---- a home with feeds */

struct home {
    char *path, *config, *data;
};

static void home_write(const struct home *home, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(home->config, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static struct home home_new(const struct screen_case *one)
{
    struct home home = { .path = g_dir_make_tmp("newsdeck-screen-XXXXXX", NULL) };
    home.config = g_build_filename(home.path, "config", NULL);
    home.data = g_build_filename(home.path, "data", NULL);
    g_assert_cmpint(g_mkdir_with_parents(home.config, 0700), ==, 0);
    g_autofree char *folder = g_test_build_filename(G_TEST_DIST, "screen", "feeds", NULL);
    g_autofree char *feeds = g_strdup_printf("file://%s/daily.xml news/local\n"
                                             "file://%s/quiet.xml news\n"
                                             "\"query:About ducks:title:ducks\"\n"
                                             "file://%s/scripts.xml\n"
                                             "file:///nonexistent/feed.xml \"~Broken feed\"\n",
                                             folder, folder, folder);
    g_autofree char *feed = g_strcmp0(one->feed, "smart") == 0
                                ? g_strdup("\"query:Ducks:titel:ducks newer:2d\"\n")
                            : one->feed ? g_strdup_printf("file://%s/%s.xml\n", folder, one->feed)
                                        : NULL;
    home_write(&home, "feeds", feed ? feed : feeds);
    g_autofree char *whole =
        g_strconcat(one->config, "\nset full-text no\n", NULL); /* asks no server */
    home_write(&home, "config", whole);
    return home;
}

static int remove_entry(const char *path, const struct stat *status G_GNUC_UNUSED,
                        int kind G_GNUC_UNUSED, struct FTW *walk G_GNUC_UNUSED)
{
    return remove(path);
}

static void home_remove(struct home *home)
{
    nftw(home->path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    g_free(home->path);
    g_free(home->config);
    g_free(home->data);
}

/* ---- the server */

struct server {
    GPid pid;
    int input;
    char host[32]; /* with its port */
};

static void server_start(struct server *server)
{
    g_autofree char *script = g_test_build_filename(G_TEST_DIST, "http", "server.py", NULL);
    g_autofree char *folder = g_test_build_filename(G_TEST_DIST, "screen", NULL);
    const char *argv[] = { "python3", script, "--folder", folder, "--hosts", "1", NULL };
    char line[64] = "";
    unsigned port = 0;
    int output = -1;
    g_assert_true(g_spawn_async_with_pipes(
        NULL, (char **)(void *)argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL,
        NULL, &server->pid, &server->input, &output, NULL, NULL));
    FILE *stream = fdopen(output, "r");
    g_assert_true(fgets(line, sizeof line, stream) && sscanf(line, "%u", &port) == 1);
    fclose(stream);
    g_snprintf(server->host, sizeof server->host, "127.0.0.1:%u", port);
}

static void server_stop(struct server *server)
{
    int status = 0;
    close(server->input);
    waitpid(server->pid, &status, 0);
}

/* Types text as a person would. */
static void type(struct ui *ui, const char *text, const char *host)
{
    GString *typed = g_string_new(text);
    g_string_replace(typed, "HOST", host ? host : "", 0);
    for (const char *c = typed->str; *c; c = g_utf8_next_char(c)) {
        char key[8] = "";
        g_unichar_to_utf8(g_utf8_get_char(c), key);
        ui_handle_key(ui, *c == ' ' ? "<Space>" : key);
    }
    g_string_free(typed, TRUE);
}

/* what: "TEXT ADDRESS". */
static void check_address(struct ui *ui, const char *what)
{
    const char *address = strrchr(what, ' ') + 1;
    g_autofree char *text = g_strndup(what, (gsize)(address - what - 1));
    const struct grid *grid = ui_draw(ui);
    g_autofree char *shown = grid_dump_text(grid);
    g_auto(GStrv) lines = g_strsplit(shown, "\n", -1);
    for (int row = 0; lines[row]; row++) {
        const char *at = strstr(lines[row], text);
        for (int i = 0, col = at ? grid_measure_text(lines[row], (size_t)(at - lines[row])) : 0;
             at && i < grid_measure_text(text, (size_t)-1); i++) {
            const struct cell *cell = grid_get_cell(grid, row, col + i);
            g_assert_cmpuint(cell->address, >, 0);
            g_assert_cmpstr(grid->addresses->pdata[cell->address - 1], ==, address);
        }
        if (at)
            return;
    }
    g_error("\"%s\" is not on the screen:\n%s", text, shown);
}

/* ---- waiting */

static bool screen_shows(struct ui *ui, const char *text)
{
    g_autofree char *shown = grid_dump_text(ui_draw(ui));
    return strstr(shown, text) != NULL;
}

/* Takes events until done() is true. */
static void wait_until(struct app *app, struct ui *ui,
                       bool (*done)(struct app *app, struct ui *ui, const char *text),
                       const char *text)
{
    gint64 end = g_get_monotonic_time() + DEADLINE_MS * 1000;
    while (!done(app, ui, text)) {
        g_assert_cmpint(g_get_monotonic_time(), <, end);
        struct pollfd entry = { .fd = app_get_event_fd(app), .events = POLLIN };
        if (poll(&entry, 1, DEADLINE_MS) <= 0 && errno != EINTR) {
            g_autofree char *shown = grid_dump_text(ui_draw(ui));
            g_error("waited in vain for \"%s\":\n%s", text ? text : "an answer", shown);
        }
        ui_take_events(ui);
    }
}

static bool is_fetched(struct app *app, struct ui *ui G_GNUC_UNUSED, const char *text G_GNUC_UNUSED)
{
    return app_get_progress(app).n_total == 0;
}

static bool is_shown(struct app *app G_GNUC_UNUSED, struct ui *ui, const char *text)
{
    return screen_shows(ui, text);
}

static bool is_answered(struct app *app G_GNUC_UNUSED, struct ui *ui,
                        const char *text G_GNUC_UNUSED)
{
    return !screen_shows(ui, "searching…");
}

/* ---- cases */

static void compare(const char *name, const char *shown)
{
    g_autofree char *file = g_strconcat(name, ".screen", NULL);
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "screen", file, NULL);
    g_autofree char *expected = NULL;
    if (g_getenv("UPDATE")) {
        g_assert_true(g_file_set_contents(path, shown, -1, NULL));
        return;
    }
    if (!g_file_get_contents(path, &expected, NULL, NULL))
        g_error("%s is missing; UPDATE=1 makes it", path);
    if (strcmp(expected, shown) != 0) {
        g_test_message("%s expects\n%sbut the screen is\n%s", path, expected, shown);
        g_test_fail();
    }
}

static struct app *open_app(const struct home *home)
{
    g_autoptr(GError) error = NULL;
    struct app *app = app_new(APP_READER, home->config, home->data, services, &error);
    g_assert_no_error(error);
    return app;
}

/* The folder of the tests differs from one machine to the next, the server's port each time. */
static char *mask_paths(const char *text, const struct home *home, const char *host)
{
    g_autofree char *folder = g_test_build_filename(G_TEST_DIST, "screen", NULL);
    GString *masked = g_string_new(text);
    g_string_replace(masked, folder, "/tests/screen", 0);
    g_string_replace(masked, home->path, "/home", 0);
    if (*host)
        g_string_replace(masked, host, "127.0.0.1:54321", 0);
    return g_string_free(masked, FALSE);
}

static void run_case(gconstpointer data)
{
    const struct screen_case *one = data;
    if (!bidi_is_needed("א", strlen("א"))) {
        g_test_skip("built without FriBidi");
        return;
    }
    log_clear(); /* of what the case before had to say */
    struct home home = home_new(one);
    struct server server = { 0 };
    if (strstr(one->name, "candidates-") && one->steps[0][0] == '=')
        server_start(&server);
    struct app *app = open_app(&home);
    struct ui *ui = ui_new(app, one->rows, one->cols);
    app_fetch_feeds(app, NULL, 0);
    wait_until(app, ui, is_fetched, NULL);
    ui_free(ui);
    ui = ui_new(app, one->rows, one->cols);
    ui_draw(ui);
    for (guint i = 0; i < MAX_STEPS && one->steps[i]; i++) {
        if (one->steps[i][0] == ' ')
            wait_until(app, ui, is_shown, one->steps[i] + 1);
        else if (one->steps[i][0] == '@')
            check_address(ui, one->steps[i] + 1);
        else if (one->steps[i][0] == '=')
            type(ui, one->steps[i] + 1, server.host);
        else
            ui_handle_key(ui, one->steps[i]);
        wait_until(app, ui, is_answered, NULL);
    }
    const struct grid *grid = ui_draw(ui);
    g_autofree char *text = grid_dump_text(grid);
    g_autofree char *styles = grid_dump_styles(grid);
    g_autofree char *masked = mask_paths(text, &home, server.host);
    g_autofree char *shown = g_strdup_printf("%s----\n%s", masked, styles);
    compare(one->name, shown);
    ui_free(ui);
    app_free(app);
    home_remove(&home);
    if (server.pid)
        server_stop(&server);
}

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "C.UTF-8");
    g_setenv("TZ", "UTC", TRUE);
    g_setenv("NEWSDECK_NOW", "1718452800", TRUE); /* Saturday 15 June 2024, 12:00 */
    static const char *const variables[] = { "VTE_VERSION", "KITTY_WINDOW_ID", "MLTERM",
                                             "KONSOLE_VERSION", "TERM_PROGRAM" };
    g_setenv("TERM", "xterm", TRUE); /* one that leaves right-to-left text as it comes */
    for (gsize i = 0; i < G_N_ELEMENTS(variables); i++)
        g_unsetenv(variables[i]);
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/screen/looks-as-drawn-when-%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], run_case);
    }
    return g_test_run();
}
