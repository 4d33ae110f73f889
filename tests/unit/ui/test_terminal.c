/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "ui/terminal.h"

#include <string.h>

#define KITTY "\033_Gi=31;OK\033\\"
#define NAME "\033P>|kitty(0.35.2)\033\\"
#define CELL "\033[6;18;9t"
#define SYNC "\033[?2026;2$y"
#define LAST "\033[?62;4;22c"

/* A terminal that is asked at time 0; env is NULL or "NAME=value". */
static struct terminal *ask(const char *term, const char *env)
{
    static const char *const others[] = { "TMUX", "STY", "TERM_PROGRAM" };
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
        g_unsetenv(others[i]);
    g_setenv("TERM", term, TRUE);
    if (env) {
        g_auto(GStrv) pair = g_strsplit(env, "=", 2);
        g_setenv(pair[0], pair[1], TRUE);
    }
    return terminal_new();
}

static struct terminal *awaited(const char *env)
{
    struct terminal *terminal = ask("xterm-256color", env);
    g_assert_nonnull(terminal_ask(terminal, 0));
    return terminal;
}

static void take_keys(struct terminal *terminal, GString *keys)
{
    guint c;
    while (terminal_take_key(terminal, &c))
        g_string_append_c(keys, (char)c);
}

/* One character, as input.c does it: keys that were held come first, then it is looked at again. */
static bool feed_character(struct terminal *terminal, guint c, gint64 now_us, GString *keys)
{
    enum terminal_answer answer = terminal_take(terminal, c, now_us);
    const gsize before = keys->len;
    if (answer == TERMINAL_KEY)
        take_keys(terminal, keys);
    if (answer == TERMINAL_KEY && keys->len > before)
        answer = terminal_take(terminal, c, now_us);
    if (answer == TERMINAL_KEY)
        g_string_append_c(keys, (char)c);
    return answer == TERMINAL_CHANGED;
}

/* A moment in which nothing comes, where that matters. */
static void feed_silence(struct terminal *terminal, GString *keys)
{
    terminal_give_up(terminal);
    take_keys(terminal, keys);
}

/* Answers how often facts changed; what came through as keys is appended to keys. */
static guint feed(struct terminal *terminal, const char *text, gint64 now_us, GString *keys)
{
    guint n_changed = 0;
    for (; *text; text++)
        n_changed += feed_character(terminal, (guchar)*text, now_us, keys);
    return n_changed;
}

static void assert_keys(struct terminal *terminal, const char *text, const char *expected)
{
    g_autoptr(GString) keys = g_string_new(NULL);
    feed(terminal, text, 0, keys);
    g_assert_cmpstr(keys->str, ==, expected);
}

static void answers_are_facts(void)
{
    struct terminal *terminal = awaited(NULL);
    const struct terminal_facts *facts = terminal_get_facts(terminal);
    g_autoptr(GString) keys = g_string_new(NULL);
    g_assert_cmpuint(feed(terminal, KITTY NAME CELL SYNC LAST, 0, keys), ==, 5);
    g_assert_cmpstr(keys->str, ==, "");
    g_assert_cmpstr(facts->name, ==, "kitty(0.35.2)");
    g_assert_true(facts->has_kitty && facts->has_sixel && facts->has_sync && !facts->is_tmux);
    g_assert_cmpint(facts->cell_height, ==, 18);
    g_assert_cmpint(facts->cell_width, ==, 9);
    g_assert_false(terminal_is_awaited(terminal, 0));
    terminal_free(terminal);
}

static void same_answers_change_nothing(void)
{
    struct terminal *terminal = awaited(NULL);
    g_autoptr(GString) keys = g_string_new(NULL);
    feed(terminal, KITTY NAME CELL SYNC LAST, 0, keys);
    g_assert_nonnull(terminal_ask(terminal, G_USEC_PER_SEC));
    g_assert_cmpuint(feed(terminal, KITTY NAME CELL SYNC LAST, G_USEC_PER_SEC, keys), ==, 0);
    g_assert_nonnull(terminal_ask(terminal, G_USEC_PER_SEC));
    g_assert_cmpuint(feed(terminal, LAST, G_USEC_PER_SEC, keys), ==, 1);
    g_assert_false(terminal_get_facts(terminal)->has_kitty);
    terminal_free(terminal);
}

static void answers_say_no(void)
{
    struct terminal *terminal = awaited(NULL);
    const struct terminal_facts *facts = terminal_get_facts(terminal);
    assert_keys(terminal,
                "\033_Gi=31;ENOTSUPPORTED\033\\\033P>|\033\\\033[6;0;0t\033[?2026;0$y\033[?4;6c",
                "");
    g_assert_cmpstr(facts->name, ==, "");
    g_assert_false(facts->has_kitty || facts->has_sixel || facts->has_sync);
    g_assert_cmpint(facts->cell_height, ==, 0);
    terminal_free(terminal);
}

static void sizes_of_no_cell_are_refused(void)
{
    static const char *const sizes[] = { "1;9", "18;201", "18", ";;", "4294967314;9", "-18;9" };
    for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
        struct terminal *terminal = awaited(NULL);
        g_autofree char *text = g_strconcat("\033[6;", sizes[i], "t", NULL);
        assert_keys(terminal, text, "");
        g_assert_cmpint(terminal_get_facts(terminal)->cell_height, ==, 0);
        terminal_free(terminal);
    }
}

static void names_are_made_safe(void)
{
    struct terminal *terminal = awaited(NULL);
    g_autofree char *fill = g_strnfill(150, 'x');
    g_autofree char *text = g_strconcat("\033P>|a\xC3\xA4\x7F", fill, "\a", NULL);
    assert_keys(terminal, text, "");
    g_assert_cmpuint(strlen(terminal_get_facts(terminal)->name), ==, 63);
    g_assert_true(g_str_has_prefix(terminal_get_facts(terminal)->name, "axx"));
    terminal_free(terminal);
}

static void keys_between_answers_stay(void)
{
    struct terminal *terminal = awaited(NULL);
    assert_keys(terminal, "j" KITTY "q\033x" CELL "\033[A\033\033" SYNC "\033P>j\033_k" NAME "6",
                "jq\033x\033[A\033\033\033P>j\033_k6");
    g_assert_true(terminal_get_facts(terminal)->has_kitty);
    g_assert_true(terminal_get_facts(terminal)->has_sync);
    g_assert_cmpstr(terminal_get_facts(terminal)->name, ==, "kitty(0.35.2)");
    terminal_free(terminal);
}

static void escape_is_a_key_after_a_moment(void)
{
    static const char *const typed[] = { "\033", "\033[", "\033[6", "\033P", "\033P>", "\033_" };
    for (gsize i = 0; i < G_N_ELEMENTS(typed); i++) {
        struct terminal *terminal = awaited(NULL);
        g_autoptr(GString) keys = g_string_new(NULL);
        feed(terminal, typed[i], 0, keys);
        g_assert_cmpstr(keys->str, ==, "");
        feed_silence(terminal, keys);
        g_assert_cmpstr(keys->str, ==, typed[i]);
        terminal_free(terminal);
    }
}

static void late_answers_are_keys(void)
{
    struct terminal *terminal = awaited(NULL);
    g_autoptr(GString) keys = g_string_new(NULL);
    feed(terminal, CELL, 9 * G_USEC_PER_SEC, keys);
    g_assert_cmpstr(keys->str, ==, "");
    feed(terminal, LAST, 10 * G_USEC_PER_SEC, keys);
    g_assert_cmpstr(keys->str, ==, LAST);
    g_assert_cmpint(terminal_get_facts(terminal)->cell_width, ==, 9);
    terminal_free(terminal);
}

static void nothing_is_taken_unasked(void)
{
    struct terminal *terminal = ask("xterm", NULL);
    assert_keys(terminal, KITTY NAME CELL SYNC LAST "j", KITTY NAME CELL SYNC LAST "j");
    terminal_free(terminal);
}

static void answers_cut_off_are_dropped(void)
{
    struct terminal *terminal = awaited(NULL);
    g_autoptr(GString) keys = g_string_new(NULL);
    feed(terminal, "\033P>|kit\r", 0, keys); /* <Enter> */
    g_assert_cmpstr(keys->str, ==, "\r");
    feed(terminal, "\033_Gi=3" CELL "\033[?20\033[A", 0, keys);
    g_assert_cmpstr(keys->str, ==, "\r\033[A");
    g_assert_cmpint(terminal_get_facts(terminal)->cell_width, ==, 9);
    feed(terminal, "\033_Gi=3", 0, keys);
    terminal_give_up(terminal); /* a function key */
    feed(terminal, "1", 0, keys);
    g_assert_cmpstr(keys->str, ==, "\r\033[A1");
    terminal_free(terminal);
}

static void endless_answers_are_given_up(void)
{
    struct terminal *terminal = awaited(NULL);
    g_autoptr(GString) keys = g_string_new(NULL);
    feed(terminal, "\033P>|", 0, keys);
    for (guint i = 0; i < 100000; i++)
        feed_character(terminal, 'q', i, keys);
    g_assert_cmpstr(keys->str, ==, "");
    feed(terminal, "j", 3 * G_USEC_PER_SEC, keys);
    g_assert_cmpstr(keys->str, ==, "j");
    g_assert_cmpstr(terminal_get_facts(terminal)->name, ==, "");
    terminal_free(terminal);
}

static void questions_fit_the_terminal(void)
{
    static const struct {
        const char *term, *env;
        bool is_asked, for_kitty, for_cell, is_passed;
    } rows[] = {
        { "xterm-256color", NULL, true, true, true, false },
        { "foot", NULL, true, true, true, false },
        { "tmux-256color", NULL, true, true, true, true },
        { "screen-256color", "TMUX=/tmp/x,1,0", true, true, true, true },
        { "xterm", "TERM_PROGRAM=tmux", true, true, true, true },
        { "screen", NULL, true, false, false, false },
        { "xterm-256color", "STY=1.tty", true, false, false, false },
        { "rxvt-unicode", NULL, true, false, true, false },
        { "xterm-256color", "TERM_PROGRAM=Apple_Terminal", false, false, false, false },
        { "linux", NULL, false, false, false, false },
        { "vt100", NULL, false, false, false, false },
        { "dumb", NULL, false, false, false, false },
        { "st52", NULL, false, false, false, false },
        { "", NULL, false, false, false, false },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct terminal *terminal = ask(rows[i].term, rows[i].env);
        const char *text = terminal_ask(terminal, 0);
        g_assert_cmpint(text != NULL, ==, rows[i].is_asked);
        g_assert_cmpint(terminal_is_awaited(terminal, 1), ==, rows[i].is_asked);
        g_assert_cmpint(text && strstr(text, "_Gi=31,"), ==, rows[i].for_kitty);
        g_assert_cmpint(text && strstr(text, "\033[16t"), ==, rows[i].for_cell);
        g_assert_cmpint(text && strstr(text, "\033Ptmux;\033\033_G"), ==, rows[i].is_passed);
        g_assert_true(!text || g_str_has_suffix(text, "\033[c"));
        terminal_free(terminal);
    }
}

static void tmux_passes_what_is_wrapped(void)
{
    struct terminal_facts facts = { .is_tmux = true };
    g_autoptr(GString) text = g_string_new("x");
    terminal_append_passed(&facts, text, "\033_Ga\033\\", 6);
    g_assert_cmpstr(text->str, ==, "x\033Ptmux;\033\033_Ga\033\033\\\033\\");
    facts.is_tmux = false;
    g_string_truncate(text, 0);
    terminal_append_passed(&facts, text, "\033_Ga\033\\", 6);
    g_assert_cmpstr(text->str, ==, "\033_Ga\033\\");
}

static void tmux_answers_before_the_terminal(void)
{
    struct terminal *terminal = awaited("TMUX=/tmp/x,1,0");
    assert_keys(terminal, "\033P>|tmux 3.4\033\\\033[?1;2;4c" KITTY, "");
    g_assert_true(terminal_get_facts(terminal)->has_kitty);
    terminal_free(terminal);

    terminal = awaited("TMUX=/tmp/x,1,0");
    assert_keys(terminal, LAST, "");
    g_assert_true(terminal_is_awaited(terminal, G_USEC_PER_SEC));
    g_assert_false(terminal_is_awaited(terminal, 2 * G_USEC_PER_SEC));
    terminal_free(terminal);

    terminal = awaited(NULL); /* through ssh */
    assert_keys(terminal, "\033P>|tmux 3.4\033\\", "");
    g_assert_true(terminal_get_facts(terminal)->is_tmux);
    terminal_free(terminal);
}

/* Keys and answers in any order: no key is lost, none made up. */
static void random_mixtures_keep_their_keys(void)
{
    static const char *const typed[] = { "j",  "q",     "\033", "\033x", "\033[A", "[",     "6",
                                         "\r", "\033[", ";",    "\\",    "\033_",  "\033P>" };
    static const char *const said[] = { KITTY, NAME, CELL, SYNC, "\033[?997;1n", "\033_Gi=31;E\a" };
    g_autoptr(GRand) rand = g_rand_new_with_seed(31);
    for (guint round = 0; round < 2000; round++) {
        struct terminal *terminal = awaited(NULL);
        g_autoptr(GString) keys = g_string_new(NULL);
        g_autoptr(GString) expected = g_string_new(NULL);
        for (guint i = 0; i < 12; i++) {
            if (g_rand_boolean(rand)) {
                const char *key = typed[g_rand_int_range(rand, 0, G_N_ELEMENTS(typed))];
                g_string_append(expected, key);
                feed(terminal, key, i, keys);
                if (g_rand_boolean(rand) || key[0] == '\033')
                    feed_silence(terminal, keys);
            } else {
                feed(terminal, said[g_rand_int_range(rand, 0, G_N_ELEMENTS(said))], i, keys);
            }
        }
        g_assert_cmpstr(keys->str, ==, expected->str);
        terminal_free(terminal);
    }
}

static void random_garbage_does_no_harm(void)
{
    static const char alphabet[] = "\033\033\033[[?6;_GP>|i=31OK\\\a\r 0249tcy$x\177";
    g_autoptr(GRand) rand = g_rand_new_with_seed(2026);
    for (guint round = 0; round < 2000; round++) {
        struct terminal *terminal = awaited(NULL);
        const struct terminal_facts *facts = terminal_get_facts(terminal);
        g_autoptr(GString) keys = g_string_new(NULL);
        guint n_fed = g_rand_int_range(rand, 1, 400);
        for (guint i = 0; i < n_fed; i++) {
            guint c = (guchar)alphabet[g_rand_int_range(rand, 0, sizeof alphabet - 1)];
            feed_character(terminal, g_rand_int_range(rand, 0, 50) ? c : g_rand_int(rand), i, keys);
        }
        g_assert_cmpuint(keys->len, <=, n_fed);
        for (const char *at = facts->name; *at; at++)
            g_assert_true(g_ascii_isprint(*at));
        g_assert_true(facts->cell_width == 0 ||
                      (facts->cell_width >= 2 && facts->cell_width <= 200));
        terminal_free(terminal);
    }
}

void test_terminal_add(void)
{
    g_test_add_func("/terminal/knows-facts-when-answers-come", answers_are_facts);
    g_test_add_func("/terminal/says-changed-when-facts-change", same_answers_change_nothing);
    g_test_add_func("/terminal/has-nothing-when-answers-say-no", answers_say_no);
    g_test_add_func("/terminal/refuses-sizes-no-cell-has", sizes_of_no_cell_are_refused);
    g_test_add_func("/terminal/copies-printable-ascii-of-names", names_are_made_safe);
    g_test_add_func("/terminal/keeps-keys-between-answers", keys_between_answers_stay);
    g_test_add_func("/terminal/gives-keys-back-after-a-moment", escape_is_a_key_after_a_moment);
    g_test_add_func("/terminal/takes-nothing-after-ten-seconds", late_answers_are_keys);
    g_test_add_func("/terminal/takes-nothing-when-not-asked", nothing_is_taken_unasked);
    g_test_add_func("/terminal/drops-answers-that-are-cut-off", answers_cut_off_are_dropped);
    g_test_add_func("/terminal/gives-up-endless-answers", endless_answers_are_given_up);
    g_test_add_func("/terminal/asks-what-the-terminal-can-bear", questions_fit_the_terminal);
    g_test_add_func("/terminal/wraps-for-tmux", tmux_passes_what_is_wrapped);
    g_test_add_func("/terminal/waits-longer-behind-tmux", tmux_answers_before_the_terminal);
    g_test_add_func("/terminal/keeps-keys-of-random-mixtures", random_mixtures_keep_their_keys);
    g_test_add_func("/terminal/survives-random-garbage", random_garbage_does_no_harm);
}
