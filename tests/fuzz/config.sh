#!/bin/sh
# SPDX-License-Identifier: MIT
exec "$top_builddir/tests/fuzz/fuzz-config" "$top_srcdir/tests/fuzz/seeds/config"
