# SPDX-License-Identifier: MIT
"""Runs the real program in a real terminal (tmux on a socket of its own) and looks at what people would see.

Nothing sleeps for luck: every step waits for a condition until a deadline. Results are TAP."""
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

DEADLINE_S = 10.0
POLL_S = 0.01
TMUX = os.environ.get("TMUX_PROGRAM", "tmux")
PROGRAM = os.environ.get("NEWSDECK", "newsdeck")

FEED = """<rss version="2.0"><channel><title>%(title)s</title><link>https://%(host)s/</link>%(items)s</channel></rss>"""
ITEM = """<item><guid>%(guid)s</guid><title>%(title)s</title><link>https://%(host)s/%(guid)s</link>
<pubDate>%(date)s</pubDate><description><![CDATA[%(html)s]]></description></item>"""


def is_running(pid):
    """Whether a process is there and not a zombie."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return state.strip() != "" and not state.strip().startswith("Z")


class Failure(Exception):
    """A condition that did not come true."""


class Home:
    """A temporary home with feeds made by local commands."""

    def __init__(self, feeds, config=""):
        self.path = tempfile.mkdtemp(prefix="newsdeck-terminal-")
        self.config = os.path.join(self.path, "config")
        os.makedirs(self.config)
        self.write_feeds(feeds)
        if "full-text" not in config:  # no server is asked but those of a test
            config += "\nset full-text no\n"
        self.write("config", config)

    def write_feeds(self, feeds):
        """Writes the documents and the file that names them: (title, tags, items) each."""
        lines = []
        for index, (title, tags, items) in enumerate(feeds):
            name = os.path.join(self.path, "feed%d.xml" % index)
            host = "feed%d.example" % index
            parts = [ITEM % dict(item, host=host) for item in items]
            with open(name, "w", encoding="utf-8") as file:
                file.write(FEED % {"title": title, "host": host, "items": "".join(parts)})
            lines.append('"exec:cat %s" %s\n' % (name, tags))
        self.write("feeds", "".join(lines))

    def write(self, name, text):
        with open(os.path.join(self.config, name), "w", encoding="utf-8") as file:
            file.write(text)

    def environment(self, extra=None):
        keep = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS",
                                                   "G_SLICE") if name in os.environ}
        keep.update(HOME=self.path, XDG_CONFIG_HOME=self.path, XDG_DATA_HOME=self.path, XDG_CACHE_HOME=self.path,
                    XDG_RUNTIME_DIR=self.path, NEWSDECK_CONFIG_DIR=self.config,
                    NEWSDECK_DATA_DIR=os.path.join(self.path, "data"), NEWSDECK_NOW="1718452800",
                    LC_ALL="C.UTF-8", TZ="UTC", SHELL="/bin/sh", BROWSER="true")
        keep.update(extra or {})
        return keep

    def run(self, *words):
        return subprocess.run([PROGRAM, *words], env=self.environment(), capture_output=True, text=True, check=False,
                              timeout=60)

    def remove(self):
        """Removes everything; a program that is just ending may still write, so again until it is gone."""
        deadline = time.monotonic() + DEADLINE_S
        while os.path.exists(self.path) and time.monotonic() < deadline:
            shutil.rmtree(self.path, ignore_errors=True)


class Terminal:
    """One tmux server with one window that runs a command."""

    def __init__(self, home, command=None, cols=80, rows=24, term="tmux-256color", extra=None):
        self.home = home
        self.socket = "newsdeck-%d-%d" % (os.getpid(), id(self))
        environment = home.environment(extra)
        command = command or PROGRAM
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(cols), "-y", str(rows), "cat", environment=environment)
        self.tmux("set", "-g", "default-terminal", term)
        self.tmux("set", "-g", "remain-on-exit", "on")
        self.tmux("set", "-g", "mouse", "off")
        self.tmux("set", "-g", "status", "off")
        self.tmux("set", "-sg", "escape-time", "0")
        self.tmux("set", "-g", "window-size", "manual")
        self.tmux("resize-window", "-x", str(cols), "-y", str(rows))
        self.tmux("respawn-pane", "-k", "exec " + command)

    def tmux(self, *words, environment=None, check=True):
        result = subprocess.run([TMUX, "-L", self.socket, *words], capture_output=True, text=True, check=False,
                                env=environment or self.home.environment(), timeout=60)
        if check and result.returncode != 0:
            raise Failure("tmux %s: %s" % (" ".join(words), result.stderr.strip()))
        return result.stdout

    def screen(self, attributes=False):
        return self.tmux("capture-pane", "-p", *(["-e"] if attributes else []))

    def status(self, name):
        return self.tmux("display-message", "-p", "#{%s}" % name).strip()

    def wait(self, what, condition):
        deadline = time.monotonic() + DEADLINE_S
        while time.monotonic() < deadline:
            if condition():
                return
            time.sleep(POLL_S)
        raise Failure("waited in vain for %s\n%s" % (what, self.screen()))

    def wait_text(self, pattern):
        self.wait("/%s/" % pattern, lambda: re.search(pattern, self.screen(), re.MULTILINE))

    def wait_gone(self, pattern):
        self.wait("the end of /%s/" % pattern, lambda: not re.search(pattern, self.screen(), re.MULTILINE))

    def wait_attributes(self, pattern):
        self.wait("/%s/ with attributes" % pattern, lambda: re.search(pattern, self.screen(True), re.MULTILINE))

    def wait_dead(self):
        self.wait("the end of the program", lambda: self.status("pane_dead") == "1")

    def keys(self, *keys):
        self.tmux("send-keys", *keys)

    def text(self, text):
        self.tmux("send-keys", "-l", text)

    def mouse(self, row, col, button=0):
        """A press and its release as the terminal reports them (row and col from 0)."""
        if self.status("mouse_sgr_flag") == "1":
            self.text("\033[<%d;%d;%dM" % (button, col + 1, row + 1))
            self.text("\033[<%d;%d;%dm" % (button, col + 1, row + 1))
        else:
            self.text("\033[M%c%c%c" % (32 + button, 33 + col, 33 + row))
            if button < 3:
                self.text("\033[M%c%c%c" % (32 + 3, 33 + col, 33 + row))

    def drag(self, *places):
        """The left button pressed at the first place (row and col from 0), moved over the others, let go at the last."""
        sgr = self.status("mouse_sgr_flag") == "1"
        for index, (row, col) in enumerate([*places, places[-1]]):
            is_last = index == len(places)
            if sgr:
                self.text("\033[<%d;%d;%d%s" % (0 if is_last or not index else 32, col + 1, row + 1, "m" if is_last else "M"))
            else:
                self.text("\033[M%c%c%c" % (32 + (3 if is_last else 32 if index else 0), 33 + col, 33 + row))

    def resize(self, cols, rows):
        self.tmux("resize-window", "-x", str(cols), "-y", str(rows))

    def pid(self):
        return int(self.status("pane_pid"))

    def children(self, pid):
        """The processes that pid has started."""
        out = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False).stdout
        return out.split()

    def close(self):
        """Ends the server and waits for the programs in it, which may still have something to write."""
        pids = []
        with contextlib.suppress(Failure, ValueError):
            pids = [self.pid()] + [int(pid) for pid in self.children(self.pid())]
        self.tmux("kill-server", check=False)
        deadline = time.monotonic() + DEADLINE_S
        while any(is_running(pid) for pid in pids) and time.monotonic() < deadline:
            time.sleep(POLL_S)


@contextlib.contextmanager
def site():
    """The address of the scripted server (tests/http/server.py) with the pages of tests/screen/site."""
    tests = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with subprocess.Popen([sys.executable, os.path.join(tests, "http", "server.py"), "--folder", os.path.join(tests, "screen"),
                           "--hosts", "1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        yield "http://127.0.0.1:%d" % int(server.stdout.readline().split()[0])
        server.stdin.close()


def item(number, title=None, html=None, day=None):
    return {"guid": "a%d" % number, "title": title or "Article number %d" % number,
            "date": "%02d Jun 2024 10:%02d:00 GMT" % (day or max(1, 14 - number // 5), 59 - number % 60),
            "html": html or "<p>This is the text of article %d.</p>" % number}


def main(tests):
    """Runs functions; the first line of their docstrings names them."""
    if not shutil.which(TMUX):
        print("1..0 # SKIP tmux is missing")
        return 0
    print("1..%d" % len(tests))
    failed = 0
    for number, test in enumerate(tests, 1):
        name = (test.__doc__ or test.__name__).splitlines()[0]
        try:
            test()
            print("ok %d - %s" % (number, name))
        except Exception as error:  # pylint: disable=broad-except
            failed += 1
            print("not ok %d - %s" % (number, name))
            for line in ("%s: %s" % (type(error).__name__, error)).splitlines():
                print("# " + line)
        sys.stdout.flush()
    return 1 if failed else 0
