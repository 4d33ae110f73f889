#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Functions that have no place here, and what stands at the head and at the ends of lines."""
import re

import lint

BANNED = "strcpy strcat sprintf vsprintf gets atoi atol atof system popen tmpnam tempnam mktemp strtok rand srand".split()
CALL = re.compile(r"(?<![\w.>])(%s)\s*\(" % "|".join(BANNED))
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
OPEN = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
TEXTS = ("bootstrap", "configure.ac", "Makefile.am", ".ci/run", "README", "NEWS", "src/README", "tests/**/*.[ch]", "tests/**/*.py", "tests/**/*.sh",
         "man/*", "completions/*")


def calls(text):
    code = STRING.sub('""', COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text))
    for number, line in enumerate(code.split("\n"), 1):
        for name in CALL.findall(line):
            yield number, name


def blanks(path):
    return ["%s:%d" % (path, number) for number, line in enumerate(lint.read(path).split("\n"), 1) if line != line.rstrip()]


tap = lint.Tap()
called, ends, heads, opened = [], [], [], []
for path in lint.sources():
    called += ["%s:%d calls %s()" % (path, number, name) for number, name in calls(lint.read(path))]
    opened += [path + " has " + word for word in OPEN.findall(lint.read(path))]
for path in sorted({*lint.sources(), *lint.files(*TEXTS)}):
    ends += blanks(path)
for path in sorted({*lint.sources(), *lint.files("tests/**/*.[ch]", "tests/**/*.py", "tests/**/*.sh", "bootstrap", "configure.ac",
                                                 "Makefile.am", ".ci/run", "completions/*")}):
    if "SPDX-License-Identifier: MIT" not in "".join(lint.read(path).splitlines(True)[:3]):
        heads.append(path)
tap.result("banned/no-function-of-the-list-is-called", called)
tap.result("banned/nothing-is-left-open", opened)
tap.result("banned/no-line-ends-in-blanks", ends)
tap.result("banned/each-file-names-its-licence", heads)
probe = list(calls('/* system() */ a = "gets("; snprintf(b); p->system(c);\nsprintf(d);'))
tap.result("banned/a-call-is-found", [] if probe == [(2, "sprintf")] else [str(probe)])
tap.finish()
