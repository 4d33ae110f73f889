/* SPDX-License-Identifier: MIT */
/* Inside listen: the chapters of what is to be heard. */
#ifndef LISTEN_CHAPTER_H
#define LISTEN_CHAPTER_H

#include "app/document_fetch.h"
#include "listen/player.h"

#include <jansson.h>

/* An array of struct chapter, empty; and one more at its end: title is copied, cleaned, or
 * "Chapter 3" where there is none. Nothing is added without a time, or beyond a thousand. */
GArray *chapters_new(void);
void chapters_add(GArray *chapters, double start_s, const char *title);

/* In the order of their times. */
void chapters_sort(GArray *chapters);

/* Reads answers: its result is an array of struct chapter, empty where the answer is not
 * a file of chapters. Source: JSON Chapters 1.2 of the podcast namespace. */
extern const struct document_reader chapters_reader;

/* The chapters that the feed itself has; NULL: the address is not of that kind. */
GArray *chapters_read_data(const char *url);

/* The chapters that mpv reports as its property "chapter-list". */
GArray *chapters_read_mpv(const json_t *list);

GArray *chapters_copy(const GArray *chapters);

#endif
