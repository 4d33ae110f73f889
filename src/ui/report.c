/* SPDX-License-Identifier: MIT */
/* What is said about events. */
#include "report.h"

#include "app/event.h"
#include "frame.h"

static const char *plural(guint n, const char *one, const char *many)
{
    return n == 1 ? one : many;
}

/* What an edit has done; NULL if the screen shows it already. Caller frees. */
static char *describe_edit(const struct event *event)
{
    const char *text = event->text ? event->text : "";
    if (event->is_undo && !event->n_changed)
        return g_strdup_printf("taken back: %s", text);
    if (event->is_undo)
        return g_strdup_printf("taken back: %s (%u %s)", text, event->n_changed,
                               plural(event->n_changed, "article", "articles"));
    if (event->n_changed > 1)
        return g_strdup_printf("%s: %u articles; u takes it back", text, event->n_changed);
    return NULL;
}

/* Caller frees. */
static char *describe_fetched(const struct event *event)
{
    GString *text = g_string_new(NULL);
    if (event->n_new)
        g_string_printf(text, "%u new", event->n_new);
    else
        g_string_assign(text, event->n_held < event->n_total ? "nothing new" : "nothing fetched");
    if (event->n_failed && event->n_total == 1)
        g_string_append(text, "; the feed failed, e shows why");
    else if (event->n_failed)
        g_string_append_printf(text, "; %u of %u feeds failed, e on a feed marked ! shows why",
                               event->n_failed, event->n_total);
    if (event->n_held && event->text)
        g_string_append_printf(text, "; %s, r again asks now", event->text);
    else if (event->n_held)
        g_string_append_printf(text, "; %u %s for the limit of %s", event->n_held,
                               plural(event->n_held, "waits", "wait"),
                               plural(event->n_held, "its host", "their hosts"));
    return g_string_free(text, FALSE);
}

static void report(struct ui *ui, bool is_error, enum notice_source source, char *text_take)
{
    if (!text_take)
        return;
    notices_add(&ui->notices, is_error ? NOTICE_ERROR : NOTICE_INFO, source, text_take);
    ui->draws = true;
}

void report_event(struct ui *ui, const struct event *event)
{
    switch ((guint)event->kind) {
    case EVENT_MESSAGE:
    case EVENT_FEEDS:
        report(ui, event->is_error, NOTICE_ANSWER, g_strdup(event->text));
        break;
    case EVENT_EDIT:
        report(ui, event->is_error, NOTICE_ANSWER,
               event->is_error ? g_strdup(event->text) : describe_edit(event));
        break;
    case EVENT_OFFLINE:
        report(ui, false, NOTICE_OFFLINE, g_strdup(event->text));
        break;
    case EVENT_INDEX:
        if (event->n_total)
            report(ui, false, NOTICE_INDEX,
                   g_strdup_printf("making the search index: %u articles to go", event->n_total));
        break;
    case EVENT_FETCHED:
        report(ui, false, NOTICE_FETCHED, describe_fetched(event));
        break;
    default:
        break;
    }
}
