/* SPDX-License-Identifier: MIT */
/* How much two texts have in common. */
#ifndef STORE_LIKENESS_H
#define STORE_LIKENESS_H

/* Returns the share of words that a and b (UTF-8, white space collapsed) have in common, from 0 to 1,
 * by the longer of the two; each word counts as often as it occurs. Only the first 500 words of each
 * are looked at. 0 if one of them has no words: nothing is like nothing. Any thread. */
double likeness_measure(const char *a, const char *b);

#endif
