/* SPDX-License-Identifier: MIT */
/* Threads that leave signals to the thread that draws. */
#include "base/thread.h"

#include <glib.h>
#include <signal.h>

bool thread_start(pthread_t *thread, void *(*run)(void *data), void *data)
{
    g_assert(thread && run);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before); /* the new thread begins with the same mask */
    const bool is_started = pthread_create(thread, NULL, run, data) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return is_started;
}
