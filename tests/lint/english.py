#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Forms that a stranger has to read twice stand in no comment, message, manual page or guide: nouns are repeated, things are
named, verbs say what happens."""
import re

import lint

FORMS = {  # "~": blanks
    r"the~caller's": "caller frees; or: given by the caller",
    r"\b(?:that|those)~of\b": "repeat the noun",
    r"(?<!there )\b(?:is|are)~none\b": "is not one; or: name what is missing",
    r"(?<!there )\b(?:is|are)~no~[a-z]": "is not a",
    r"\bare~some\b": "name the thing",
    r"\btells?\b": "shows, implies, identifies, reports",
    r"\bbe~had\b": "could not fetch",
    r"\bbehind~the~screen\b": "in the background",
    r"\banew\b": "again",
    r"\bin~the~place~of\b": "instead of",
    r"\bfor~the~want~of\b": "because … is missing",
    r"\bof~one~that\b": "repeat the noun",
}
FORM = re.compile("|".join("(%s)" % form.replace("~", " +") for form in FORMS), re.I)
COMMENT = re.compile(r"/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"", re.S)
TEXTS = ("README", "NEWS", "src/README", "man/*.in", "src/**/*.xml")


def prose_of(path):
    """The comments and strings of C with their offsets; all of other files."""
    text = lint.read(path)
    if not path.endswith((".c", ".h", ".def")):
        return text
    return "".join(found if is_prose else re.sub(r"[^\n]", " ", found)
                   for is_prose, found in split(text))


def split(text):
    at = 0
    for found in COMMENT.finditer(text):
        yield False, text[at:found.start()]
        yield True, found.group()
        at = found.end()
    yield False, text[at:]


def complaints_of(path, prose):
    folded = re.sub(r"\n(\s*)\* ", lambda found: "\n" + found.group(1) + "  ", prose)
    for found in FORM.finditer(re.sub(r"\s", " ", folded)):
        line = prose.count("\n", 0, found.start()) + 1
        form = list(FORMS)[next(i for i, group in enumerate(found.groups()) if group)]
        yield "%s:%d: \"%s\": %s" % (path, line, found.group(), FORMS[form])


tap = lint.Tap()
found = []
for path in sorted({*lint.sources(), *lint.files(*TEXTS)}):
    found += complaints_of(path, prose_of(path))
tap.result("english/no-form-of-the-list-is-used", found)
probe = list(complaints_of("x.c", "/* The caller's.\n * That of the feed; what is no\n * feed. There is no feed. */"))
tap.result("english/forms-are-found", [] if len(probe) == 3 else probe or ["nothing found"])
tap.finish()
