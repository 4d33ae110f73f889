/* SPDX-License-Identifier: MIT */
/* Threads that leave signals to the thread that draws. */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Starts run(data) on a thread of its own on which all signals are blocked. Returns false if the
 * system has no room for another thread. */
bool thread_start(pthread_t *thread, void *(*run)(void *data), void *data);

#endif
