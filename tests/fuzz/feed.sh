#!/bin/sh
# SPDX-License-Identifier: MIT
exec "$top_builddir/tests/fuzz/fuzz-feed" "$top_srcdir/tests/fuzz/seeds/feed"
