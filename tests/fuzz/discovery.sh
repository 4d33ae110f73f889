#!/bin/sh
# SPDX-License-Identifier: MIT
exec "$top_builddir/tests/fuzz/fuzz-discovery" "$top_srcdir/tests/fuzz/seeds/discovery"
