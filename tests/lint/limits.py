#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Files have at most 500 lines, functions at most 60. A function's body is what stands between a "{" and a "}" in the first
column, as clang-format sets it. Data without code (entity.def) may be longer."""
import lint

MAX_FILE, MAX_FUNCTION = 500, 60
DATA = {"src/base/entity.def"}


def functions(text):
    """Yields the first line's number, the line before the body, and the number of lines of each body."""
    start, lines = None, text.split("\n")
    for number, line in enumerate(lines):
        if line == "{":
            start = number
        elif line.startswith("}") and start is not None:
            yield start, lines[start - 1], number - start + 1
            start = None


tap = lint.Tap()
long_files, long_functions, count = [], [], 0
for path in lint.sources():
    body = lint.read(path)
    lines_count = body.count("\n")
    if lines_count > MAX_FILE and path not in DATA:
        long_files.append("%s has %d lines" % (path, lines_count))
    for at, head, length in functions(body):
        count += 1
        if length > MAX_FUNCTION:
            long_functions.append("%s:%d: %d lines: %s" % (path, at, length, head))
tap.result("limits/files-have-500-lines-at-most", long_files)
tap.result("limits/functions-have-60-lines-at-most", long_functions)
tap.result("limits/functions-are-counted", [] if count > 1000 else ["only %d functions were found" % count])
probe = "int a(void)\n{\n" + "    x();\n" * 59 + "}\n"
tap.result("limits/a-long-function-is-found", [] if [n for _, _, n in functions(probe)] == [61] else ["not found"])
tap.finish()
