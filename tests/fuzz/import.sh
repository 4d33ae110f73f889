#!/bin/sh
# SPDX-License-Identifier: MIT
exec "$top_builddir/tests/fuzz/fuzz-import" "$top_srcdir/tests/fuzz/seeds/import"
