/* SPDX-License-Identifier: MIT */
/* The services of the program: the rows of services.def. */
#include "services.h"

#define SERVICE(name) extern const struct service name;
#include "services.def"
#undef SERVICE

const struct service *const services[] = {
#define SERVICE(name) &name,
#include "services.def"
#undef SERVICE
    NULL,
};
