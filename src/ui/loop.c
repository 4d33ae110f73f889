/* SPDX-License-Identifier: MIT */
/* The loop: waits for keys, events and signals; takes all there is; draws once. */
#include "clipboard.h"
#include "pane.h"
#include "ui/screen.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

enum { POLL_INPUT, POLL_EVENTS, POLL_SIGNALS, POLL_N };

static void loop_take_signals(struct ui *ui)
{
    struct screen_signals signals = screen_take_signals();
    if (signals.suspended)
        screen_suspend(ui->screen);
    if (signals.resized)
        screen_resize(ui->screen);
    if (signals.suspended || signals.resized)
        ui_resize(ui, screen_get_rows(ui->screen), screen_get_cols(ui->screen));
    if (signals.ended)
        ui->is_done = true;
}

static void loop_take_input(struct ui *ui, struct input *input)
{
    struct input_event event;
    while (!ui->is_done && input_take(input, &event)) {
        ui_handle_input(ui, &event);
        input_clear_event(&event);
    }
}

static int loop_get_timeout_ms(const struct ui *ui)
{
    enum { WATCH_MS = 50 };
    const int timeout_ms = app_get_timeout_ms(ui->app);
    const bool is_watching = g_get_monotonic_time() < ui->copier_until_us && ui->copier;
    return is_watching && (timeout_ms < 0 || timeout_ms > WATCH_MS) ? WATCH_MS : timeout_ms;
}

static void loop_run(struct ui *ui, struct input *input)
{
    struct pollfd entries[POLL_N] = {
        [POLL_INPUT] = { .fd = STDIN_FILENO, .events = POLLIN },
        [POLL_EVENTS] = { .fd = app_get_event_fd(ui->app), .events = POLLIN },
        [POLL_SIGNALS] = { .fd = screen_get_signal_fd(ui->screen), .events = POLLIN },
    };
    while (!ui->is_done) {
        if (ui->draws)
            screen_flush(ui->screen, ui_draw(ui), app_get_theme(ui->app));
        int n_ready = poll(entries, POLL_N, loop_get_timeout_ms(ui));
        if (n_ready < 0 && errno != EINTR)
            break;
        if (n_ready == 0) {
            app_tick(ui->app);
            ui->draws = true;
        }
        if (n_ready > 0 && entries[POLL_INPUT].revents & (POLLHUP | POLLERR | POLLNVAL))
            break;
        loop_take_signals(ui);
        ui_take_events(ui);
        loop_take_input(ui, input);
        clipboard_watch(ui);
    }
}

bool ui_run(struct app *app, GError **error)
{
    struct screen_options options = {
        .mouse = options_get_bool(app_get_options(app), OPTION_MOUSE),
        .title = "newsdeck",
    };
    screen_set_locale();
    struct screen *screen = screen_open(&options, error);
    if (!screen)
        return false;
    struct ui *ui = ui_new(app, screen_get_rows(screen), screen_get_cols(screen));
    ui->screen = screen;
    ui_apply_redraw(ui, REDRAW_LAYOUT);
    if (screen_get_fallback(screen))
        ui_say(ui, "no terminfo entry for \"%s\": it is taken for %s", g_getenv("TERM"),
               screen_get_fallback(screen));
    struct input *input = input_new(screen_get_terminal(screen));
    loop_run(ui, input);
    ui_free(ui);
    input_finish(input);
    input_free(input);
    screen_close(screen);
    return true;
}
