#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each C file stands as clang-format sets it. Other versions than that of .clang-format's author set some lines differently,
so the rule is only tried with that one."""
import concurrent.futures
import os
import re
import shutil
import subprocess

import lint

VERSION = "14"


def version():
    program = shutil.which("clang-format")
    if not program:
        return None
    said = subprocess.run([program, "--version"], stdout=subprocess.PIPE, check=True).stdout.decode()
    found = re.search(r"version (\d+)", said)
    return found.group(1) if found else None


def is_formatted(path, text):
    set_anew = subprocess.run(["clang-format", "--assume-filename=" + path], input=text.encode(), cwd=lint.TOP,
                              stdout=subprocess.PIPE, check=True).stdout.decode()
    return set_anew == text


tap = lint.Tap()
if os.environ.get("NEWSDECK_CASES") == "none":
    tap.skip("format/files-are-as-clang-format-sets-them", "looked at once, in the fast build")
elif version() == VERSION:
    paths = lint.files("src/**/*.[ch]", "include/**/*.h", "tests/**/*.[ch]")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        good = list(pool.map(lambda path: is_formatted(path, lint.read(path)), paths))
    tap.result("format/files-are-as-clang-format-sets-them",
               ["clang-format -i " + path for path, is_good in zip(paths, good) if not is_good])
    tap.result("format/a-wrong-line-is-found", ["not found"] if is_formatted("src/x.c", "int  x;\n") else [])
    # what the formatter makes of a comment that does not fit beside its line
    scars = [path + ": " + found for path in paths
             for found in re.findall(r"^[ \t]*[\w \t]*\*{0,2}\n[ \t]+\w+;[ \t]+/\*.*$", lint.read(path), re.M)]
    tap.result("format/comments-that-do-not-fit-stand-above", scars)
else:
    tap.skip("format/files-are-as-clang-format-sets-them", "needs clang-format " + VERSION)
tap.finish()
