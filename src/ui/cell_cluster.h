/* SPDX-License-Identifier: MIT */
/* Grapheme clusters (UAX 29) as cells. Pure functions; any thread. */
#ifndef UI_CELL_CLUSTER_H
#define UI_CELL_CLUSTER_H

#include "ui/cell.h"

enum { CLUSTER_PIECES = 4, CLUSTER_WHOLE_BYTES = 48 };

/* A cluster as cells: usually one, several for Indic syllables and flags. */
struct cluster {
    guint n_pieces;
    int cols;
    size_t whole_len; /* bytes of a sequence of which pieces have only a part; else 0 */
    struct {
        char text[CELL_TEXT_BYTES];
        int cols;
    } pieces[CLUSTER_PIECES];
};

/* Reads the cluster at text (valid UTF-8, text < end) and returns how many bytes it has. */
size_t cluster_read(struct cluster *cluster, const char *text, const char *end);

#endif
