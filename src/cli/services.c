/* SPDX-License-Identifier: MIT */
/* The services of the program. What comes first has its event first, and is shown first in the status
 * line where several are busy; what comes last ends first. */
#include "services.h"

#include "article/article_save.h"
#include "article/choice.h"
#include "article/full_text.h"
#include "article/picture.h"
#include "listen/download.h"
#include "listen/player.h"
#include "subscribe/discovery.h"

const struct service *const services[] = {
    &edit_service,
    &discovery_service,
    &subscription_service,
    &fetch_service,
    &feed_list_service,
    &choice_service,
    &picture_service, /* before the full texts, which wait for pictures */
    &full_text_service,
    &book_service,
    &download_service,
    &player_service,
    NULL,
};
