#!/bin/sh
# SPDX-License-Identifier: MIT
exec "$top_builddir/tests/fuzz/fuzz-page" "$top_srcdir/tests/fuzz/seeds/page"
