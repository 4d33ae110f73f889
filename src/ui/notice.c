/* SPDX-License-Identifier: MIT */
/* What is said in the last line. */
#include "notice.h"

#include "base/log.h"

enum { MAX_WAITING = 50 };

struct notice {
    enum notice_kind kind;
    enum notice_source source;
    bool is_drawn;
    char *text;
};

static void notice_free(gpointer data)
{
    struct notice *notice = data;
    if (!notice)
        return;
    g_free(notice->text);
    g_free(notice);
}

void notices_clear(struct notices *notices)
{
    g_queue_clear_full(&notices->waiting, notice_free);
}

/* Whether a notice has nothing more to say when the other comes. */
static bool is_replaced(const struct notice *notice, const struct notice *by)
{
    switch (by->source) {
    case NOTICE_HERE:
        return notice->source == NOTICE_HERE && notice->kind != NOTICE_ERROR;
    case NOTICE_ANSWER:
        return notice->kind == NOTICE_BEGUN;
    case NOTICE_OTHER:
        return false;
    default:
        return notice->source == by->source;
    }
}

static bool is_known(const struct notices *notices, const char *text)
{
    for (const GList *link = notices->waiting.head; link; link = link->next)
        if (g_str_equal(((const struct notice *)link->data)->text, text))
            return true;
    return false;
}

/* Puts an answer before what waits, but behind the errors of the same key. */
static void push_answer(GQueue *waiting, struct notice *notice)
{
    GList *link = waiting->head;
    while (link && !((const struct notice *)link->data)->is_drawn &&
           ((const struct notice *)link->data)->source <= NOTICE_ANSWER)
        link = link->next;
    g_queue_insert_before(waiting, link, notice);
}

/* Drops the oldest report behind the head; there is one, because a person answers for few. */
static void drop_one(GQueue *waiting)
{
    GList *link = waiting->head->next;
    while (link->next && ((const struct notice *)link->data)->source <= NOTICE_ANSWER)
        link = link->next;
    notice_free(link->data);
    g_queue_delete_link(waiting, link);
}

void notices_add(struct notices *notices, enum notice_kind kind, enum notice_source source,
                 char *text_take)
{
    g_assert(text_take);
    GQueue *waiting = &notices->waiting;
    struct notice *notice = g_new0(struct notice, 1);
    *notice = (struct notice){ .kind = kind, .source = source, .text = text_take };
    log_add_once(kind == NOTICE_ERROR ? LOG_ERROR : LOG_INFO, text_take);
    for (GList *link = waiting->head, *next; link; link = next) {
        next = link->next;
        if (!is_replaced(link->data, notice))
            continue;
        notice_free(link->data);
        g_queue_delete_link(waiting, link);
    }
    if (is_known(notices, text_take)) {
        notice_free(notice);
        return;
    }
    if (source <= NOTICE_ANSWER)
        push_answer(waiting, notice);
    else
        g_queue_push_tail(waiting, notice);
    if (waiting->length > MAX_WAITING)
        drop_one(waiting);
}

const char *notices_get_shown(const struct notices *notices, bool *is_error, guint *n_waiting)
{
    const GList *head = notices->waiting.head;
    const struct notice *notice = head ? head->data : NULL;
    if (is_error)
        *is_error = notice && notice->kind == NOTICE_ERROR;
    if (n_waiting)
        *n_waiting = notice ? notices->waiting.length - 1 : 0;
    return notice ? notice->text : NULL;
}

void notices_set_drawn(struct notices *notices)
{
    struct notice *notice = g_queue_peek_head(&notices->waiting);
    if (notice)
        notice->is_drawn = true;
}

void notices_pass(struct notices *notices)
{
    for (GList *link = notices->waiting.head, *next; link; link = next) {
        const struct notice *notice = link->data;
        next = link->next;
        if (!notice->is_drawn && (notice->source != NOTICE_HERE || notice->kind == NOTICE_ERROR))
            continue;
        notice_free(link->data);
        g_queue_delete_link(&notices->waiting, link);
    }
}
