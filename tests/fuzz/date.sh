#!/bin/sh
# SPDX-License-Identifier: MIT
exec "$top_builddir/tests/fuzz/fuzz-date" "$top_srcdir/tests/fuzz/seeds/date"
