# SPDX-License-Identifier: MIT
"""What the lint scripts share: the files of the tree, and TAP with one result a rule."""
import glob
import os
import sys

TOP = os.environ.get("top_srcdir") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def files(*patterns):
    """The files that match the patterns, relative to the top, sorted."""
    found = set()
    for pattern in patterns:
        found.update(os.path.relpath(path, TOP) for path in glob.glob(os.path.join(TOP, pattern), recursive=True))
    return sorted(path for path in found if os.path.isfile(os.path.join(TOP, path)) and not path.endswith("~"))


def sources():
    """All of the program's own C: sources, headers and tables."""
    return files("src/**/*.[ch]", "src/**/*.def", "include/**/*.h", "include/**/*.def")


def read(path):
    with open(os.path.join(TOP, path), encoding="utf-8", newline="") as file:
        return file.read()


class Tap:
    def __init__(self):
        self.count, self.failed = 0, 0

    def result(self, name, complaints):
        """One result: it holds if there are no complaints."""
        self.count += 1
        print("%sok %d - %s" % ("not " if complaints else "", self.count, name))
        for line in complaints:
            print("# " + line)
        self.failed += bool(complaints)

    def skip(self, name, why):
        self.count += 1
        print("ok %d - %s # SKIP %s" % (self.count, name, why))

    def finish(self):
        print("1..%d" % self.count)
        sys.exit(1 if self.failed else 0)
