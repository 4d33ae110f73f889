#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""No function is more complex than 25 (cognitive complexity, as clang-tidy measures it): what is nested deeper costs more."""
import concurrent.futures
import os
import re
import shutil
import subprocess
import tempfile

import lint

MAX_COMPLEXITY = 25
BUILD = os.environ.get("top_builddir") or lint.TOP
CHECK = "readability-function-cognitive-complexity"
LIBRARIES = "glib-2.0 jansson libxml-2.0 fribidi sqlite3 libzstd libcurl chafa libpng libzip libseccomp gdk-pixbuf-2.0 ncursesw libsixel".split()


def flags():
    """What the preprocessor needs to read every file: the folders of headers; those of libraries that are there."""
    found = ["-std=gnu17", "-D_GNU_SOURCE", '-DPKGDATADIR=""']
    for folder in ("include", "src", "src/text"):
        found.append("-I" + os.path.join(lint.TOP, folder))
    for folder in ("", "src/app", "src/cli"):
        found.append("-I" + os.path.join(BUILD, folder))
    for library in LIBRARIES:
        run = subprocess.run(["pkg-config", "--cflags", library], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        found += run.stdout.split() if run.returncode == 0 else []
    return found


def measure(path, options):
    """Complaints about a file; a file that cannot be read is one, too."""
    config = "{CheckOptions: [{key: %s.Threshold, value: %d}]}" % (CHECK, MAX_COMPLEXITY)
    run = subprocess.run(["clang-tidy", "-checks=-*," + CHECK, "-config=" + config, path, "--", *options],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    found = re.findall(r"^(\S+:\d+):\d+: (warning|error): (.*)$", run.stdout, re.M)
    return ["%s: %s" % (os.path.relpath(place, lint.TOP), said) for place, _, said in found]


tap = lint.Tap()
if os.environ.get("NEWSDECK_CASES") == "none":
    tap.skip("complexity/no-function-is-above-%d" % MAX_COMPLEXITY, "measured once, in the fast build")
elif shutil.which("clang-tidy") and shutil.which("pkg-config"):
    options = flags()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        paths = [os.path.join(lint.TOP, path) for path in lint.files("src/**/*.c")]
        found = list(pool.map(lambda path: measure(path, options), paths))
    tap.result("complexity/no-function-is-above-%d" % MAX_COMPLEXITY, sorted({line for lines in found for line in lines}))
    with tempfile.TemporaryDirectory() as folder:
        deep = "if (a)" + "".join(" { if (a)" for _ in range(7)) + " b();" + " }" * 7
        with open(os.path.join(folder, "deep.c"), "w", encoding="utf-8") as file:
            file.write("void b(void);\nvoid f(int a)\n{\n%s\n}\n" % deep)
        said = measure(os.path.join(folder, "deep.c"), options)
    tap.result("complexity/a-deep-function-is-found", [] if len(said) == 1 and "36" in said[0] else said or ["nothing found"])
else:
    tap.skip("complexity/no-function-is-above-%d" % MAX_COMPLEXITY, "needs clang-tidy and pkg-config")
tap.finish()
