#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A folder includes its own headers and those of the folders that its row allows: the arrows of src/README."""
import re

import lint

ALLOWED = {
    "base": "",
    "feed": "base",
    "text": "base",
    "net": "base",
    "config": "base",
    "store": "feed base",
    "app": "store feed net text config base",
    "article": "app store feed net text config base",
    "listen": "app store feed net text config base",
    "subscribe": "app store feed net text config base",
    "exchange": "app store feed net text config base",
    "ui": "article listen subscribe exchange app text config base",
    "cli": "ui article listen subscribe exchange app store net text config feed base",
}
# The rooms of text, folders within it: which others of text each may include. "": page setting, in the folder itself.
ROOMS = {
    "": "dom formula",
    "dom": "",
    "extract": "dom",
    "formula": "dom",
    "picture": "",
}
# The folders that may know a library.
GUARDED = {
    r"curl/": {"net"},
    r"sqlite3\.h": {"store"},
    r"zstd\.h": {"store"},
    r"(curses|ncurses|term)\b.*\.h": {"ui"},
    r"libxml/": {"feed", "text"},
    r"jansson\.h": {"feed", "text", "store", "app", "article", "listen", "exchange", "cli"},
    r"xxhash\.h": {"base"},
    r"(chafa|png\.h|sixel\.h|fribidi|hyphen\.h)": {"text"},
    r"zip\.h": {"app", "article", "exchange"},
    r"zlib\.h": {"net"},
    r"(gdk-pixbuf/|seccomp)": {"cli"},
}
LOADER = "src/base/libxml.c"  # loads the library for those two, and calls nothing of it by itself
PUBLIC = set(lint.files("include/**/*.h"))
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^">]+)[">]', re.M)


def folder_of(path):
    return path.split("/")[1]



def room_of(path):
    """The room of a file of text: src/text/ROOM/FILE, or "" for page setting."""
    parts = path.split("/")
    return parts[2] if len(parts) > 3 else ""


def complaints_of_room(path, text):
    own = room_of(path)
    for quote, name in INCLUDE.findall(text):
        is_public = "include/" + name in PUBLIC
        target = room_of("src/" + name) if name.startswith("text/") and not is_public else own
        if quote == '"' and target not in (own, *ROOMS[own].split()):
            yield "%s, in a room of text, includes %s" % (path, name)


def complaints_of(path, text):
    own = folder_of(path)
    may = {own, *ALLOWED[own].split()}
    for quote, name in INCLUDE.findall(text):
        target = name.split("/")[0]
        if quote == '"' and "/" in name and target not in may:
            yield "%s includes %s" % (path, name)
        if quote == '"' and path.startswith("include/") and "/" not in name:
            yield "%s, a public header, includes the private %s" % (path, name)
        for pattern, folders in GUARDED.items():
            if quote == "<" and re.match(pattern, name) and own not in folders and path != LOADER:
                yield "%s includes <%s>, which is the door of %s" % (path, name, ", ".join(sorted(folders)) or "nobody")


tap = lint.Tap()
folders = {folder_of(path) for path in lint.sources()}
tap.result("layers/folders-are-those-of-the-table", sorted(folders ^ set(ALLOWED)))
for folder in sorted(folders & set(ALLOWED)):
    found = []
    for path in lint.sources():
        if folder_of(path) == folder:
            found += complaints_of(path, lint.read(path))
    tap.result("layers/%s-includes-what-it-may" % folder, found)
rooms = {room_of(path) for path in lint.sources() if path.startswith("src/text/")}
tap.result("layers/rooms-are-those-of-the-table", sorted(rooms ^ set(ROOMS)))
found = []
for path in lint.sources():
    if path.startswith("src/text/") and room_of(path) in ROOMS:
        found += complaints_of_room(path, lint.read(path))
tap.result("layers/rooms-of-text-include-what-they-may", found)
sample = list(complaints_of("src/ui/x.c", '#include "store/store.h"\n#include <curl/curl.h>\n#include "app/app.h"\n'))
tap.result("layers/wrong-includes-are-found", [] if len(sample) == 2 else sample or ["nothing found"])
sample = list(complaints_of_room("src/text/dom/x.c", '#include "text/formula/math.h"\n#include "dom.h"\n'))
tap.result("layers/wrong-includes-of-rooms-are-found", [] if len(sample) == 1 else sample or ["nothing found"])
tap.finish()
