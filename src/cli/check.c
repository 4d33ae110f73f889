/* SPDX-License-Identifier: MIT */
/* "newsdeck check" reads config and feeds and names each mistake; "newsdeck doctor" looks into the
 * archive, and whether pictures and links can be shown. */
#include "base/child.h"
#include "base/utf8.h"
#include "commands.h"
#include "document.h"
#include "services.h"
#include "session.h"
#include "store/health.h"
#include "text/picture.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>

int cli_check(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    if (!session_parse(&argc, &argv, NULL, NULL))
        return 2;
    struct app *app = app_new(APP_COMMAND, NULL, NULL, services, &error);
    if (!app) {
        document_complain("check", error->message);
        return 1;
    }
    const struct diagnostic_list *diagnostics = app_get_diagnostics(app);
    for (guint i = 0; i < diagnostic_list_get_length(diagnostics); i++) {
        g_autofree char *text = diagnostic_format(diagnostic_list_get(diagnostics, i));
        g_autofree char *line = utf8_clean_line(text, strlen(text));
        printf("%s\n", line);
    }
    const guint n_errors = diagnostic_list_count(diagnostics, DIAGNOSTIC_ERROR);
    if (!diagnostic_list_get_length(diagnostics))
        printf("%s and %s are fine\n", app_get_config_path(app), app_get_feeds_path(app));
    app_free(app);
    return n_errors ? 1 : 0;
}

/* ---- pictures */

/* 2 x 2 pixels, a PNG file. */
static const char sample[] =
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\2\0\0\0\2\b\2\0\0\0\xfd\xd4\x9a\x73\0\0\0\x10IDAT"
    "\x78\xda\x63\x38\xa1\xa1\x01\x44\x0c\x10\x0a\x00\x21\x2e\x04\x61\xf6\xe1\xc2\x4d\0\0\0\0IEND"
    "\xae\x42\x60\x82";

static void print_state(const char *what, bool is_built_in, const GError *error)
{
    if (!is_built_in)
        printf("%s: not built in\n", what);
    else
        printf("%s: %s\n", what, error ? error->message : "works");
}

/* Has the sample decoded as the reader would. */
static void check_decoder(bool is_built_in)
{
    enum { SIDE = 8, TIMEOUT_MS = 30000 };
    g_autoptr(GError) error = NULL;
    const char *const command[] = { session_get_program(), "decode", "8", "8", NULL };
    const struct child_spec spec = { .argv = command,
                                     .input = sample,
                                     .input_len = sizeof sample - 1,
                                     .max_output_bytes = 4 * SIDE * SIDE + 100,
                                     .timeout_ms = TIMEOUT_MS,
                                     .cancel_fd = -1 };
    struct picture_pixels pixels;
    gsize len = 0;
    g_autofree char *answer = is_built_in ? child_run(&spec, &len, &error) : NULL;
    if (answer)
        picture_read_pixels(answer, len, SIDE, SIDE, &pixels, &error);
    print_state("decoder of pictures (gdk-pixbuf)", is_built_in, error);
}

/* Draws a few pixels by each library. */
static void check_drawing(void)
{
    static const struct {
        enum picture_form form;
        const char *what;
    } ways[] = {
        { PICTURE_BLOCKS, "block characters (chafa)" },
        { PICTURE_KITTY, "pictures of kitty and iTerm2 (libpng)" },
        { PICTURE_SIXEL, "sixels (libsixel)" },
    };
    static const guint8 rgba[16 * 16 * 4];
    const struct picture_pixels pixels = { 16, 16, 16, 16, rgba };
    for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autoptr(GError) error = NULL;
        const struct picture_spec spec = { .form = ways[i].form,
                                           .colours = PICTURE_256_COLOURS,
                                           .cols = 2,
                                           .rows = 1,
                                           .cell_width = 8,
                                           .cell_height = 16 };
        const bool is_built_in = picture_can_draw(ways[i].form);
        if (is_built_in)
            picture_drawing_unref(picture_draw(&pixels, &spec, &error));
        print_state(ways[i].what, is_built_in, error);
    }
}

static void describe_display(const struct app *app)
{
    const struct options *options = app_get_options(app);
    g_autofree char *pictures = options_format(options, OPTION_PICTURES);
    g_autofree char *terminal = ui_describe_terminal(options);
    check_decoder(picture_can_draw(PICTURE_BLOCKS));
    check_drawing();
    printf("%spictures: %s\n", terminal, pictures);
}

int cli_doctor(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    if (!session_parse(&argc, &argv, NULL, NULL))
        return 2;
    struct app *app = session_open("doctor");
    if (!app)
        return 1;
    g_autofree char *report = NULL;
    const bool is_healthy = store_check_health(app_get_store(app), &report, &error);
    if (report)
        fputs(report, stdout);
    if (error)
        document_complain("doctor", error->message);
    describe_display(app);
    app_free(app);
    return is_healthy ? 0 : 1;
}
