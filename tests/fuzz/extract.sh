#!/bin/sh
# SPDX-License-Identifier: MIT
exec "$top_builddir/tests/fuzz/fuzz-extract" "$top_srcdir/tests/fuzz/seeds/extract"
