# SPDX-License-Identifier: MIT
"""What the tests of the command line share: a home of their own, the scripted server, TAP.

Nothing sleeps for luck: what has to be waited for is a process that ends or a condition with a deadline."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request

TOP = os.environ.get("top_srcdir") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NEWSDECK = os.environ.get("NEWSDECK", "newsdeck")
DEADLINE_S = 60.0
KEPT = ("PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS", "TZ", "LC_ALL")

TESTS = []


def test(function):
    """Marks a test; its name is the function's."""
    TESTS.append(function)
    return function


class Skip(Exception):
    """Raised by a test that lacks what it needs; the text says what."""


def main():
    """Runs the tests of the script and ends it."""
    failed = 0
    print("1..%d" % len(TESTS))
    for number, function in enumerate(TESTS, 1):
        name = function.__name__.replace("_", "-")
        try:
            function()
            print("ok %d - %s" % (number, name), flush=True)
        except Skip as reason:
            print("ok %d - %s # SKIP %s" % (number, name, reason), flush=True)
        except Exception:  # a test fails in whatever way it likes
            failed += 1
            print("not ok %d - %s" % (number, name))
            print("".join("# %s\n" % line for line in traceback.format_exc().splitlines()), end="", flush=True)
    Server.stop_all()
    sys.exit(1 if failed else 0)


def equal(got, wanted):
    assert got == wanted, "got %r, wanted %r" % (got, wanted)


def contains(text, part):
    assert part in text, "%r is not in %r" % (part, text)


def lacks(text, part):
    assert part not in text, "%r is in %r" % (part, text)


def wait_until(condition):
    """Asks again and again until condition() is true."""
    end = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def lines(self):
        return self.out.splitlines()

    def json(self):
        return [json.loads(line) for line in self.lines()]


class Home:
    """Temporary folders for config, data and documents."""

    def __init__(self, feeds=None, config=None):
        self.path = tempfile.mkdtemp(prefix="newsdeck-cli-")
        self.config = os.path.join(self.path, "config")
        self.data = os.path.join(self.path, "data")
        os.mkdir(self.config)
        self.archive = os.path.join(self.data, "archive.db")
        self.feeds = os.path.join(self.config, "feeds")
        if feeds is not None:
            self.write("config/feeds", feeds)
        if config is not None:
            self.write("config/config", config)

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        shutil.rmtree(self.path, ignore_errors=True)

    def write(self, name, text):
        path = os.path.join(self.path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text.encode() if isinstance(text, str) else text)
        return path

    def read(self, name):
        with open(os.path.join(self.path, name), "rb") as file:
            return file.read().decode()

    def environment(self, **more):
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        kept.update(HOME=self.path, G_SLICE="always-malloc", NEWSDECK_CONFIG_DIR=self.config, NEWSDECK_DATA_DIR=self.data, **more)
        return kept

    def start(self, *arguments, **more):
        return subprocess.Popen([NEWSDECK, *arguments], env=self.environment(**more), stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *arguments, status=0, **more):
        """Runs the program; the exit status must be status (None: any)."""
        process = self.start(*arguments, **more)
        out, err = process.communicate(timeout=DEADLINE_S)
        result = Result(process.returncode, out.decode(), err.decode())
        if status is not None:
            assert result.status == status, "%s: status %d, %r, %r" % (arguments, result.status, result.out, result.err)
        return result


class Server:
    """tests/http/server.py with a folder of files."""
    running = []

    def __init__(self, home=None, items=5):
        self.folder = os.path.join(home.path, "files") if home else None
        arguments = ["--items", str(items)]
        if self.folder:
            os.makedirs(self.folder, exist_ok=True)
            arguments += ["--folder", self.folder]
        self.process = subprocess.Popen([sys.executable, os.path.join(TOP, "tests", "http", "server.py"), *arguments],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.port = int(self.process.stdout.readline().split()[0])
        Server.running.append(self)

    def url(self, path, host=1, user=""):
        return "http://%s127.0.0.%d:%d%s" % (user and user + "@", host, self.port, path)

    def get(self, path):
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(self.url(path), timeout=DEADLINE_S) as answer:
            return answer.read()

    def asked(self, path):
        """The headers of all requests for the path."""
        entries = [json.loads(line) for line in self.get("/_log").splitlines()]
        return [entry["headers"] for entry in entries if entry["path"] == path]

    @classmethod
    def stop_all(cls):
        for server in cls.running:
            server.process.stdin.close()
            server.process.wait()
            server.process.stdout.close()
        cls.running.clear()


def rss(title, items, link="http://site.example/"):
    """A feed; items are (guid, title, html) or (guid, title, html, extra elements)."""
    parts = []
    for guid, name, html, *extra in items:
        parts.append("<item><guid isPermaLink='false'>%s</guid><title><![CDATA[%s]]></title>"
                     "<description><![CDATA[%s]]></description>%s</item>" % (guid, name, html, "".join(extra)))
    return ("<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
            "<channel><title>%s</title><link>%s</link>%s</channel></rss>" % (title, link, "".join(parts)))
