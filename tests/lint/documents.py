#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The documents of the tree are what "newsdeck print" prints, and say something of each row of the tables. UPDATE=1 writes
them anew (make update-documents)."""
import os
import re
import shutil
import subprocess

import lint

NEWSDECK = os.environ.get("NEWSDECK", "newsdeck")
FILES = {
    "newsdeck.1": "man/newsdeck.1",
    "newsdeck-config.5": "man/newsdeck-config.5",
    "newsdeck-feeds.5": "man/newsdeck-feeds.5",
    "config": "man/config.example",
    "newsdeck.bash": "completions/newsdeck.bash",
    "_newsdeck": "completions/_newsdeck",
    "newsdeck.fish": "completions/newsdeck.fish",
}
ROW = re.compile(r'^(?:OPTION|COMMAND|ELEMENT)\(\w+, "([^"]+)"', re.M)
SUBCOMMAND = re.compile(r'^    \{ "([a-z]+)", cli_\w+,', re.M)


def printed(name):
    return subprocess.run([NEWSDECK, "print", name], capture_output=True, text=True, encoding="utf-8", check=True, timeout=60).stdout


def compare(name, path):
    text = printed(name)
    if os.environ.get("UPDATE") == "1":
        with open(os.path.join(lint.TOP, path), "w", encoding="utf-8") as file:
            file.write(text)
    same = os.path.exists(os.path.join(lint.TOP, path)) and lint.read(path) == text
    return [] if same else [path + " differs from \"newsdeck print %s\"; \"make update-documents\" writes it anew" % name]


def terms(name):
    """The words in bold at the head of a page's items."""
    return {term.replace("\\-", "-") for term in re.findall(r"^\.TP\n\\fB([^\\ ]+(?:\\-[^\\ ]+)*)\\fP", printed(name), re.M)}


def missing(table, *pages):
    names = (SUBCOMMAND if table.endswith(".c") else ROW).findall(lint.read(table))
    described = set().union(*(terms(page) for page in pages))
    return ["nothing was found in " + table] if not names else sorted(set(names) - described)


def aimless(*tables):
    """Paragraphs of the manual that are about rows no table has: they would not be printed."""
    names = {name for table in tables for name in (SUBCOMMAND if table.endswith(".c") else ROW).findall(lint.read(table))}
    texts = ["man/newsdeck.1.in", "man/newsdeck-config.5.in", "man/newsdeck-feeds.5.in"]
    return ["%s: nothing is called \"%s\"" % (text, name) for text in texts
            for name in re.findall(r"^@about ([^@]+)@$", lint.read(text), re.M) if name not in names]


def complaints_of(command, path):
    done = subprocess.run([*command, os.path.join(lint.TOP, path)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          encoding="utf-8", check=False, timeout=60, env=dict(os.environ, LC_ALL="C.UTF-8", MANWIDTH="80"))
    return done.stdout.splitlines()


tap = lint.Tap()
for document, file_path in FILES.items():
    tap.result("documents/%s-is-what-is-printed" % document, compare(document, file_path))
tap.result("documents/each-option-is-in-the-manual", missing("include/config/option.def", "newsdeck-config.5"))
tap.result("documents/each-paragraph-about-a-row-has-one",
           aimless("include/config/option.def", "include/app/command.def", "src/cli/commands.c"))
tap.result("documents/each-command-is-in-the-manual", missing("include/app/command.def", "newsdeck-config.5"))
tap.result("documents/each-element-is-in-the-manual", missing("include/config/theme.def", "newsdeck-config.5"))
tap.result("documents/each-subcommand-is-in-the-manual", missing("src/cli/commands.c", "newsdeck.1"))
for page in [path for path in FILES.values() if path[-1] in "15"]:
    name = "documents/%s-is-sound" % os.path.basename(page)
    if shutil.which("mandoc"):
        tap.result(name, complaints_of(["mandoc", "-Tlint", "-Wstyle"], page))
    elif shutil.which("groff"):
        tap.result(name, complaints_of(["groff", "-man", "-ww", "-z", "-Kutf8"], page))
    else:
        tap.skip(name, "neither mandoc nor groff")
tap.finish()
