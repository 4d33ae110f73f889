/* SPDX-License-Identifier: MIT */
/* Clusters as cells. */
#include "cell_cluster.h"

#include "base/utf8.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>
#include <uniwidth.h>

static bool character_is_dropped(ucs4_t c)
{
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return true;
    if ((c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || c == 0x2028 ||
        c == 0x2029)
        return true;
    return uc_is_general_category(c, UC_FORMAT);
}

static void cluster_add_spacing(struct cluster *cluster, ucs4_t c, int cols)
{
    if (cluster->n_pieces == CLUSTER_PIECES)
        return;
    char *text = cluster->pieces[cluster->n_pieces].text;
    int len = u8_uctomb((uint8_t *)text, c, CELL_TEXT_BYTES - 1);
    text[MAX(len, 0)] = '\0';
    cluster->pieces[cluster->n_pieces++].cols = cols;
    cluster->cols += cols;
}

static void cluster_add_mark(struct cluster *cluster, ucs4_t c)
{
    if (!cluster->n_pieces)
        return;
    char *text = cluster->pieces[cluster->n_pieces - 1].text;
    size_t used = strlen(text);
    int len = u8_uctomb((uint8_t *)text + used, c, (ptrdiff_t)(CELL_TEXT_BYTES - 1 - used));
    text[used + (size_t)MAX(len, 0)] = '\0';
}

/* Whether c can begin an emoji sequence, of which only the first emoji is drawn. */
static bool character_is_pictograph(ucs4_t c)
{
    bool is_flag = c >= 0x1F1E6 && c <= 0x1F1FF;
    return (c >= 0x1F000 && !is_flag) || (c >= 0x2190 && c <= 0x2BFF && c != 0x25CC) ||
           c == 0x3030 || c == 0x303D;
}

/* Keeps a sequence of which only a part was taken: some terminals show all of it. */
static void cluster_keep_whole(struct cluster *cluster, size_t bytes)
{
    if (!cluster->n_pieces || bytes > CLUSTER_WHOLE_BYTES || cluster->n_pieces > 1)
        return;
    cluster->whole_len = bytes;
    cluster->pieces[0].cols = cluster->cols = 2;
}

size_t cluster_read(struct cluster *cluster, const char *text, const char *end)
{
    cluster->n_pieces = 0;
    cluster->cols = 0;
    cluster->whole_len = 0;
    guchar first = (guchar)text[0];
    if (first < 0x80 && (text + 1 == end || (guchar)text[1] < 0x80)) {
        bool is_space = first == '\t' || first == '\n' || first == '\r';
        if (is_space || (first >= 0x20 && first != 0x7F))
            cluster_add_spacing(cluster, is_space ? ' ' : first, 1);
        return 1;
    }
    guint cols;
    const size_t bytes = utf8_next_cluster(text, end, &cols);
    bool is_pictograph = false, is_whole = true;
    for (const char *at = text; at < text + bytes; at = g_utf8_next_char(at)) {
        const ucs4_t c = g_utf8_get_char(at);
        if (character_is_dropped(c)) {
            is_whole = false;
            continue;
        }
        const int width = uc_width(c, "UTF-8");
        is_whole &= !is_pictograph;
        if (width <= 0)
            cluster_add_mark(cluster, c);
        else if (!is_pictograph)
            cluster_add_spacing(cluster, c, width);
        is_pictograph = is_pictograph || character_is_pictograph(c);
    }
    if (!is_whole && cols == 2)
        cluster_keep_whole(cluster, bytes);
    while (cluster->n_pieces && cluster->cols < (int)cols && cluster->n_pieces < CLUSTER_PIECES)
        cluster_add_spacing(cluster, ' ', 1);
    return bytes;
}
