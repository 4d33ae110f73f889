/* SPDX-License-Identifier: MIT */
/* The services of the program. What comes first has its event first, and is shown first in the status
 * line where several are busy; what comes last ends first. */
#include "services.h"

#include "app/article_save.h"
#include "app/choice.h"
#include "app/discovery.h"
#include "app/download.h"
#include "app/full_text.h"
#include "app/picture.h"
#include "app/player.h"

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
