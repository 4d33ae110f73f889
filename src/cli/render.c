/* SPDX-License-Identifier: MIT */
/* "newsdeck render": an HTML page as lines on standard output. */
#include "commands.h"
#include "document.h"
#include "text/hyphen.h"
#include "text/page.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DEFAULT_WIDTH 80
#define MAX_WIDTH 1000

struct style_row {
    guint bit;
    const char *code; /* of SGR, ECMA-48 8.3.117 */
};

static const struct style_row styles[] = {
    { PAGE_BOLD, "1" },      { PAGE_DIM, "2" },    { PAGE_ITALIC, "3" },
    { PAGE_UNDERLINE, "4" }, { PAGE_STRIKE, "9" }, { PAGE_CODE, "36" },
    { PAGE_HEADING, "1" },   { PAGE_LINK, "34" },  { PAGE_MARK, "7" },
};

static guint get_width(int asked)
{
    struct winsize size;
    if (asked > 0)
        return (guint)MIN(asked, MAX_WIDTH);
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return MIN(size.ws_col, MAX_WIDTH);
    return DEFAULT_WIDTH;
}

static void write_span(const struct page *page, const struct page_span *span, bool has_color)
{
    bool is_styled = false;
    if (has_color && span->link)
        printf("\033]8;;%s\033\\", page->links[span->link - 1].url);
    for (guint i = 0; has_color && i < G_N_ELEMENTS(styles); i++) {
        if (!(span->style & styles[i].bit))
            continue;
        printf("%s%s", is_styled ? ";" : "\033[", styles[i].code);
        is_styled = true;
    }
    if (is_styled)
        putchar('m');
    fputs(span->text, stdout);
    if (is_styled)
        fputs("\033[0m", stdout);
    if (has_color && span->link)
        fputs("\033]8;;\033\\", stdout);
}

static void write_page(const struct page *page, bool has_color)
{
    for (guint i = 0; i < page->n_lines; i++) {
        const struct page_line *line = &page->lines[i];
        for (guint s = 0; s < line->n_spans; s++)
            write_span(page, &line->spans[s], has_color);
        putchar('\n');
    }
}

static int render_file(const char *path, const struct page_options *options, bool has_color)
{
    g_autoptr(GError) error = NULL;
    size_t len;
    g_autofree char *bytes = document_read(path, &len, &error);
    if (!bytes) {
        document_complain("render", error->message);
        return 1;
    }
    struct page *page = page_render(bytes, len, options);
    write_page(page, has_color);
    page_free(page);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        document_complain("render", "can't write to standard output");
        return 1;
    }
    return 0;
}

/* The place of word among choices, or -1 and a complaint that names them. */
static int find_choice(const char *option, const char *word, const char *const *choices, guint n)
{
    for (guint i = 0; i < n; i++)
        if (strcmp(word, choices[i]) == 0)
            return (int)i;
    g_autoptr(GString) message = g_string_new(NULL);
    g_string_printf(message, "--%s: '%s' is not one of", option, word);
    for (guint i = 0; i < n; i++)
        g_string_append_printf(message, "%s %s", i ? "," : "", choices[i]);
    document_complain("render", message->str);
    return -1;
}

int cli_render(int argc, char **argv)
{
    static const char *const link_choices[] = { "footnotes", "inline", "none" };
    static const char *const color_choices[] = { "never", "always", "auto" };
    g_autofree char *base_url = NULL, *links = NULL, *color = NULL;
    g_auto(GStrv) files = NULL;
    g_autoptr(GError) error = NULL;
    gboolean justifies = FALSE, hyphenates = FALSE;
    int width = 0;
    const GOptionEntry entries[] = {
        { "base", 0, 0, G_OPTION_ARG_STRING, &base_url, "Where the page came from", "URL" },
        { "width", 0, 0, G_OPTION_ARG_INT, &width, "Columns of a line", "N" },
        { "links", 0, 0, G_OPTION_ARG_STRING, &links, "footnotes, inline or none", "HOW" },
        { "color", 0, 0, G_OPTION_ARG_STRING, &color, "never, always or auto", "WHEN" },
        { "justify", 0, 0, G_OPTION_ARG_NONE, &justifies, "Lines that end in one column", NULL },
        { "hyphenate", 0, 0, G_OPTION_ARG_NONE, &hyphenates, "Long words parted", NULL },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, "[FILE]" },
        { NULL },
    };
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_summary(context,
                                 "Shows an HTML page (a FILE, or standard input) as text.");
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error)) {
        document_complain("render", error->message);
        return 2;
    }
    const int how =
        find_choice("links", links ? links : "footnotes", link_choices, G_N_ELEMENTS(link_choices));
    const int when =
        find_choice("color", color ? color : "auto", color_choices, G_N_ELEMENTS(color_choices));
    if (how < 0 || when < 0)
        return 2;
    if (files && files[0] && files[1]) {
        document_complain("render", "one FILE at a time");
        return 2;
    }
    const struct page_options options = { .base_url = base_url,
                                          .width = get_width(width),
                                          .links = (enum page_links)how,
                                          .detect_encoding = true,
                                          .justifies = justifies,
                                          .hyphens = hyphenates ? hyphen_shelf_new() : NULL };
    const int status = render_file(files ? files[0] : NULL, &options,
                                   when == 1 || (when == 2 && isatty(STDOUT_FILENO)));
    hyphen_shelf_free(options.hyphens);
    return status;
}
