/* SPDX-License-Identifier: MIT */
/* The chapters of what is to be heard: from a file of chapters, or from the player. */
#include "chapter.h"

#include "base/utf8.h"
#include "feed/model.h"

#include <string.h>

enum {
    MAX_CHAPTERS = 1000,
    MAX_TITLE_BYTES = 500,
    MAX_START_S = 1000 * 3600,
    MAX_DATA_BYTES = 1 << 20
};

static void chapter_clear(void *data)
{
    g_free(((struct chapter *)data)->title);
}

GArray *chapters_new(void)
{
    GArray *chapters = g_array_new(FALSE, FALSE, sizeof(struct chapter));
    g_array_set_clear_func(chapters, chapter_clear);
    return chapters;
}

void chapters_add(GArray *chapters, double start_s, const char *title)
{
    if (chapters->len >= MAX_CHAPTERS || !(start_s >= 0 && start_s < MAX_START_S))
        return;
    struct chapter chapter = { (gint64)start_s, NULL };
    if (title && *title)
        chapter.title = utf8_clean_line(title, strnlen(title, MAX_TITLE_BYTES));
    if (!chapter.title || !*chapter.title) {
        g_free(chapter.title);
        chapter.title = g_strdup_printf("Chapter %u", chapters->len + 1);
    }
    g_array_append_val(chapters, chapter);
}

static gint chapter_compare(gconstpointer a, gconstpointer b)
{
    const struct chapter *left = a, *right = b;
    return left->start_s < right->start_s ? -1 : left->start_s > right->start_s;
}

void chapters_sort(GArray *chapters)
{
    g_array_sort(chapters, chapter_compare);
}

GArray *chapters_copy(const GArray *chapters)
{
    GArray *copy = chapters_new();
    for (guint i = 0; i < chapters->len; i++) {
        const struct chapter *chapter = &g_array_index(chapters, struct chapter, i);
        chapters_add(copy, (double)chapter->start_s, chapter->title);
    }
    return copy;
}

GArray *chapters_read_mpv(const json_t *list)
{
    GArray *chapters = chapters_new();
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i), *time = json_object_get(one, "time");
        if (json_is_number(time))
            chapters_add(chapters, json_number_value(time),
                         json_string_value(json_object_get(one, "title")));
    }
    return chapters;
}

/* ---- the file */

static GArray *read_document(const void *bytes, gsize len)
{
    GArray *chapters = chapters_new();
    json_t *json = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, NULL);
    const json_t *list = json_object_get(json, "chapters");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i), *start = json_object_get(one, "startTime");
        if (json_is_number(start) && !json_is_false(json_object_get(one, "toc")))
            chapters_add(chapters, json_number_value(start),
                         json_string_value(json_object_get(one, "title")));
    }
    json_decref(json);
    chapters_sort(chapters);
    return chapters;
}

GArray *chapters_read_data(const char *url)
{
    gsize len = 0;
    if (!g_str_has_prefix(url, FEED_CHAPTERS_DATA) || strlen(url) > MAX_DATA_BYTES)
        return NULL;
    g_autofree guchar *text = g_base64_decode(url + strlen(FEED_CHAPTERS_DATA), &len);
    return read_document(text, len);
}

static void *chapters_read(const struct net_response *answer, void *data)
{
    (void)data;
    return answer->error || !answer->body ? chapters_new()
                                          : read_document(answer->body, answer->body_len);
}

static void chapters_free(void *chapters)
{
    g_array_unref(chapters);
}

const struct document_reader chapters_reader = { .read = chapters_read, .free = chapters_free };
