# SPDX-License-Identifier: MIT
"""What the case scripts share: TAP, own cases beside their expectations, collections kept elsewhere.

UPDATE=1 rewrites the expectations of own cases. NEWSDECK_CASES names the folder of collections (default: ../shared/cases
beside the sources); where it is missing they are skipped, counted.
"""
import os
import re
import subprocess
import sys

TOP = os.environ.get("top_srcdir") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NEWSDECK = os.environ.get("NEWSDECK", "newsdeck")
COLLECTIONS = os.environ.get("NEWSDECK_CASES") or os.path.join(TOP, "..", "shared", "cases")


class Tap:
    def __init__(self):
        self.count, self.failed = 0, 0

    def result(self, ok, name, notes=""):
        self.count += 1
        self.failed += not ok
        print("%sok %d - %s" % ("" if ok else "not ", self.count, name))
        for line in notes.splitlines():
            print("# " + line)

    def skip(self, name, why):
        self.count += 1
        print("ok %d - %s # SKIP %s" % (self.count, name, why))

    def finish(self):
        print("1..%d" % self.count)
        sys.exit(1 if self.failed else 0)


def run(arguments, data=b""):
    return subprocess.run([NEWSDECK] + arguments, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)


def own_case(tap, name, path, arguments, expected_path):
    """The program's output for the file at path against expected_path, byte for byte."""
    done = run(arguments + [path])
    if os.environ.get("UPDATE") == "1":
        with open(expected_path, "wb") as out:
            out.write(done.stdout)
    with open(expected_path, "rb") as wanted:
        ok = done.returncode == 0 and done.stdout == wanted.read()
    tap.result(ok, name, "" if ok else "status %d\n%s" % (done.returncode, done.stdout.decode("utf-8", "replace")))


def collection(tap, name, script, arguments, least):
    """A collection's own runner must end with at least so many passed."""
    path = os.path.join(COLLECTIONS, script)
    if not os.path.exists(path):
        tap.skip(name, "no collection at " + COLLECTIONS)
        return
    done = subprocess.run([sys.executable, path] + arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = done.stdout.decode("utf-8", "replace")
    totals = re.findall(r"^(\d+) passed, (\d+) failed", text, re.M)
    passed = int(totals[-1][0]) if totals else -1
    tap.result(passed >= least, "%s: %d passed, at least %d wanted" % (name, passed, least),
               "" if passed >= least else text)
