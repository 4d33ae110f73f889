/* SPDX-License-Identifier: MIT */
/* What would block the curl loop: files and commands, on at most four threads. The pool is of the
 * net thread. */
#ifndef NET_JOB_H
#define NET_JOB_H

#include "net/net.h"

struct job_pool;

/* Answers go to responses. */
struct job_pool *job_pool_new(struct queue *responses);

/* Stops what runs and waits for the threads; sends no further answers. */
void job_pool_free(struct job_pool *pool);

/* Does request; fetched is what a filter's command gets (NULL: the url is a file, or there is
 * none). Takes both. */
void job_pool_add_take(struct job_pool *pool, struct net_request *request,
                       struct net_response *fetched);

/* Stops what runs and waits; each is answered as cancelled. */
void job_pool_cancel(struct job_pool *pool);

/* The document at request's file:// address, with a validator made of its time and size. */
struct net_response *job_read_file(const struct net_request *request);

#endif
