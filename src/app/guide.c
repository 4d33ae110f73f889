/* SPDX-License-Identifier: MIT */
/* The guide: a feed that comes with the program. guide_text.h is made from guide.xml. */
#include "guide_text.h"
#include "private.h"

const char *guide_get_document(gsize *len)
{
    *len = sizeof guide_text - 1;
    return guide_text;
}
