/* SPDX-License-Identifier: MIT */
/* "newsdeck export": the subscriptions as OPML, or everything as JSON lines. */
#include "commands.h"
#include "document.h"
#include "exchange/import.h"
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A file beside path that takes its place when it is whole. */
struct output {
    FILE *file;
    char *path, *draft; /* NULL: standard output */
};

static bool output_fail(const struct output *output, GError **error)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: cannot be written: %s",
                output->path ? output->path : "standard output", g_strerror(errno));
    return false;
}

static bool output_open(struct output *output, const char *path, GError **error)
{
    *output = (struct output){ .file = stdout };
    if (!path || strcmp(path, "-") == 0)
        return true;
    output->path = g_strdup(path);
    output->draft = g_strconcat(path, ".XXXXXX", NULL);
    const int fd = g_mkstemp_full(output->draft, O_RDWR | O_CLOEXEC, 0600);
    output->file = fd >= 0 ? fdopen(fd, "wb") : NULL;
    return output->file || output_fail(output, error);
}

/* Ends it: in its place if all went well, else as if it had never been. */
static bool output_close(struct output *output, bool ok, GError **error)
{
    if (ok && (fflush(output->file) != 0 || ferror(output->file)))
        ok = output_fail(output, error);
    if (output->draft && output->file) {
        if (ok && fsync(fileno(output->file)) != 0)
            ok = output_fail(output, error);
        fclose(output->file);
        if (ok && g_rename(output->draft, output->path) != 0)
            ok = output_fail(output, error);
        if (!ok)
            g_unlink(output->draft);
    }
    g_free(output->path);
    g_free(output->draft);
    return ok;
}

static bool write_opml(struct app *app, FILE *out, GError **error)
{
    guint n_left_out = 0;
    g_autofree char *text = app_export_opml(app, &n_left_out, error);
    if (!text)
        return false;
    fputs(text, out);
    if (n_left_out)
        fprintf(stderr,
                "newsdeck export: %u lines were left out: OPML has no word for commands and smart "
                "feeds; --state has them\n",
                n_left_out);
    return true;
}

int cli_export(int argc, char **argv)
{
    gboolean is_opml = FALSE, is_state = FALSE;
    g_autofree char *path = NULL;
    const GOptionEntry entries[] = {
        { "opml", 0, 0, G_OPTION_ARG_NONE, &is_opml, "The subscriptions as OPML 2 (the usual)",
          NULL },
        { "state", 0, 0, G_OPTION_ARG_NONE, &is_state,
          "Everything, for newsdeck: files, feeds, articles with all marks, as JSON lines", NULL },
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, "Write to FILE", "FILE" },
        { NULL },
    };
    g_autoptr(GError) error = NULL;
    struct output output = { 0 };
    if (!session_parse(&argc, &argv, NULL, entries))
        return 2;
    if (argc > 1 || (is_opml && is_state)) {
        document_complain("export",
                          argc > 1 ? "write to a file with -o FILE" : "either --opml or --state");
        return 2;
    }
    struct app *app = session_open("export");
    bool ok = app && output_open(&output, path, &error);
    if (ok)
        ok = is_state ? app_export_state(app, output.file, &error)
                      : write_opml(app, output.file, &error);
    if (app && output.file)
        ok = output_close(&output, ok, &error);
    if (error)
        document_complain("export", error->message);
    app_free(app);
    return ok ? 0 : 1;
}
