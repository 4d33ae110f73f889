#!/bin/sh
# SPDX-License-Identifier: MIT
exec "$top_builddir/tests/fuzz/fuzz-query" "$top_srcdir/tests/fuzz/seeds/query"
