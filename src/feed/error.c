/* SPDX-License-Identifier: MIT */
/* The domain of errors of the parsers. */
#include "feed/feed.h"

G_DEFINE_QUARK(newsdeck_feed_error, feed_error)
