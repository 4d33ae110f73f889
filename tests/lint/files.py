#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""src/README has one line for each file of src and include, and none for a file that is not there; Makefile.am names each, so
that it is in the tarball."""
import os
import re

import lint

GENERATED = {"src/app/guide_text.h"}
ROW = re.compile(r"^    ((?:src|include)/[\w/.]+)\s+(\S.*)$", re.M)

tap = lint.Tap()
rows = ROW.findall(lint.read("src/README"))
listed = [name for name, _ in rows]
there = set(lint.files("src/*/**", "include/*/**")) - GENERATED
there = {path for path in there if not path.endswith((".o", ".a", ".gcda", ".gcno")) and path != "src/newsdeck"}
tap.result("files/each-file-has-a-line", ["no line for " + path for path in sorted(there - set(listed))])
tap.result("files/each-line-has-a-file", ["no file for " + path for path in sorted(set(listed) - there)])
built = set(re.findall(r"(?:src|include)/[\w/.]+", lint.read("Makefile.am")))
tap.result("files/each-file-is-distributed", ["not in Makefile.am: " + path for path in sorted(there - built - {"src/README"})])
tap.result("files/no-file-has-two-lines", sorted({name for name in listed if listed.count(name) > 1}))
wide = ["%s: %d columns" % (name, len(line)) for line in lint.read("src/README").splitlines()
        for name in ROW.findall(line + "\n")[:1] if len(line) > 132]
tap.result("files/a-line-is-one-line", wide)
# Files of one name in two folders are two halves of one thing; else a stack trace cannot tell them apart.
HALVES = {
    "command": "app has the table of commands, config reads their lines",
    "discovery": "feed finds feeds in a page, subscribe asks for the pages",
    "edit": "app posts what store carries out",
    "export": "cli runs what exchange does",
    "extract": "cli prints what text extracts",
    "full_text": "article fetches what store keeps",
    "import": "cli runs what exchange does",
    "picture": "text draws what article fetches",
    "scrape": "text reads what app makes a feed of",
}
folders = {}
for path in there:
    name = os.path.basename(path).split(".")[0]
    folders.setdefault(name, set()).add(path.split("/")[1])
tap.result("files/a-name-stands-in-one-folder", ["%s: %s" % (name, ", ".join(sorted(found))) for name, found in sorted(folders.items())
                                                 if len(found) > 1 and name not in HALVES])
tap.result("files/halves-are-two", [name for name in HALVES if len(folders.get(name, ())) != 2])
tap.finish()
