#!/bin/sh
# SPDX-License-Identifier: MIT
exec "$top_builddir/tests/fuzz/fuzz-json" "$top_srcdir/tests/fuzz/seeds/json"
