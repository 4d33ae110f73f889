/* SPDX-License-Identifier: MIT */
/* Work that would block the curl loop: files and commands, on at most four threads. The pool
 * belongs to the net thread. */
#ifndef NET_JOB_H
#define NET_JOB_H

#include "net/net.h"

struct job_pool;

/* Answers go to responses. */
struct job_pool *job_pool_new(struct queue *responses);

/* Stops all jobs and waits for the threads; sends no further answers. */
void job_pool_free(struct job_pool *pool);

/* Carries out request; fetched is the input of a filter's command (NULL: the url is a file, or
 * there is no input). Takes over both. */
void job_pool_add_take(struct job_pool *pool, struct net_request *request,
                       struct net_response *fetched);

/* Stops all jobs, running and waiting; each is answered as cancelled. */
void job_pool_cancel(struct job_pool *pool);

/* The document at request's file:// address, with a validator made from its time and size. */
struct net_response *job_read_file(const struct net_request *request);

#endif
