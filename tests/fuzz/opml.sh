#!/bin/sh
# SPDX-License-Identifier: MIT
exec "$top_builddir/tests/fuzz/fuzz-opml" "$top_srcdir/tests/fuzz/seeds/opml"
