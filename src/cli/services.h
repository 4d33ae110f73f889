/* SPDX-License-Identifier: MIT */
/* Inside cli, and for tests of the whole program: the services that app_new() is given. */
#ifndef CLI_SERVICES_H
#define CLI_SERVICES_H

#include "app/service.h"

/* Ends with NULL. */
extern const struct service *const services[];

#endif
