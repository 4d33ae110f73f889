#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs newsdeck in the terminals of the system under Xvfb, and compares screenshots; see README beside this file."""
import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [os.path.join(TESTS, "cli"), os.path.dirname(HERE)]
import pictures  # noqa: E402
from picture_site import Site  # noqa: E402
from terminal import PROGRAM, Home  # noqa: E402

FONT, SIZE = "DejaVu Sans Mono", (100, 34)
GEOMETRY = "%dx%d" % SIZE
SETTLED_S, DEADLINE_S = 0.6, 20.0

# the command that runs {shell} in a window, and what else its environment has
TERMINALS = {
    "xterm": (["xterm", "-u8", "-fa", FONT, "-fs", "11", "-geometry", GEOMETRY, "-e", "{shell}"], {}),
    "xterm-256": (["xterm", "-u8", "-fa", FONT, "-fs", "11", "-geometry", GEOMETRY, "-tn", "xterm-256color", "-e", "{shell}"], {}),
    "xterm-sixel": (["xterm", "-u8", "-ti", "vt340", "-fa", FONT, "-fs", "11", "-geometry", GEOMETRY, "-tn", "xterm-256color",
                     "-xrm", "*decTerminalID: vt340", "-xrm", "*numColorRegisters: 256", "-e", "{shell}"], {}),
    "urxvt": (["urxvt", "-fn", "xft:%s:size=11" % FONT, "-geometry", GEOMETRY, "-e", "{shell}"], {}),
    "kitty": (["kitty", "--config", "NONE", "-o", "remember_window_size=no", "-o", "initial_window_width=%dc" % SIZE[0],
               "-o", "initial_window_height=%dc" % SIZE[1], "-o", "cursor_blink_interval=0", "-o", "update_check_interval=0",
               "{shell}"], {"LIBGL_ALWAYS_SOFTWARE": "1"}),
    "alacritty": (["alacritty", "-o", "window.dimensions={columns=%d,lines=%d}" % SIZE, "-e", "{shell}"],
                  {"LIBGL_ALWAYS_SOFTWARE": "1"}),
    "vte": (["dbus-run-session", "xfce4-terminal", "--disable-server", "--geometry", GEOMETRY, "--hide-menubar", "-x", "{shell}"],
            {}),
    "konsole": (["dbus-run-session", "konsole", "--nofork", "--hide-menubar", "--hide-tabbar", "-e", "{shell}"], {}),
    "mlterm": (["mlterm", "-u", "-g", GEOMETRY, "-e", "{shell}"], {}),
    "st": (["stterm", "-f", FONT + ":size=11", "-g", GEOMETRY, "-e", "{shell}"], {}),
    "foot": (["weston", "--backend=x11-backend.so", "--width=900", "--height=620", "--shell=kiosk-shell.so",
              "--socket=newsdeck-real"], {}),
}

PARAGRAPHS = "".join("<p>Paragraph %d of the text, with words enough to fill a line and a little more.</p>" % i for i in range(40))
PICTURE = "<p>Above.</p><img src='BASE/hues.png' alt='Hues'><p>Below.</p>" + PARAGRAPHS
SCRIPTS = ("<p>Devanagari: \u0939\u093f\u0928\u094d\u0926\u0940 \u0915\u093e \u092a\u093e\u0920 end|</p>"
           "<p>Thai: \u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22\u0e19\u0e35\u0e49\u0e01\u0e33 end|</p>"
           "<p>Arabic: \u0647\u0630\u0627 \u0646\u0635 \u0639\u0631\u0628\u064a 24 \u0647\u0646\u0627 end|</p>"
           "<p>Hebrew: \u05d6\u05d4\u05d5 \u05d8\u05e7\u05e1\u05d8 (\u05d1\u05e2\u05d1\u05e8\u05d9\u05ea) 24 \u05db\u05d0\u05df end|</p>"
           "<p>\u05d6\u05d4\u05d5 \u05de\u05e9\u05e4\u05d8 \u05e9\u05dc\u05dd \u05d1\u05e2\u05d1\u05e8\u05d9\u05ea, \u05e2\u05dd 24 \u05de\u05d9\u05dc\u05d9\u05dd.</p>"
           "<p>Emoji: \U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \u2764\ufe0f \u260e\ufe0f \U0001f44b\U0001f3fd "
           "\U0001f3f3\ufe0f\u200d\U0001f308 1\ufe0f\u20e3 \U0001f1e9\U0001f1ea end|</p>"
           "<p>Marks: e\u0301a\u0308o\u0323\u0303 end|; \u65e5\u672c\u8a9e \ud55c\uad6d\uc5b4 end|</p>"
           "<p>This is <s>not</s> so; <code>code</code>, <b>bold</b>, <i>italic</i>, <a href='https://a.example/'>a link</a>.</p>"
           "<table><tr><th>Script</th><th>Text</th><th>N</th></tr>"
           "<tr><td>deva</td><td>\u0939\u093f\u0928\u094d\u0926\u0940</td><td>1</td></tr>"
           "<tr><td>thai</td><td>\u0e44\u0e17\u0e22</td><td>2</td></tr>"
           "<tr><td>emoji</td><td>\U0001f469\u200d\U0001f467 \u2764\ufe0f</td><td>3</td></tr>"
           "<tr><td>hebr</td><td>\u05e2\u05d1\u05e8\u05d9\u05ea</td><td>4</td></tr></table>")
TITLES = ("Pictures", "Scripts \u0939\u093f\u0928\u094d\u0926\u0940 \u0e44\u0e17\u0e22",
          "\u05e2\u05d9\u05ea\u05d5\u05df \u05d4\u05d1\u05d5\u05e7\u05e8", "Plain", "Unread one", "Unread two")


def hues():
    """A picture in which every pixel has another colour."""
    side, rows = 320, b""
    for y in range(200):
        rows += b"\0" + bytes(value for x in range(side) for value in (x * 255 // side, y * 255 // 200, 255 - x * 255 // side))
    return (pictures.png_head(side, 200) + pictures.chunk(b"IDAT", zlib.compress(rows)) + pictures.chunk(b"IEND", b""))


class Display:
    """An X server of our own, and its one window."""

    def __init__(self, number, shots):
        self.name, self.shots, self.count = ":%d" % number, shots, 0
        self.server = subprocess.Popen(  # pylint: disable=consider-using-with
            ["Xvfb", self.name, "-screen", "0", "1100x760x24", "-nolisten", "tcp"], stderr=subprocess.DEVNULL)
        self.wait("the X server", lambda: self.run("xdotool", "getmouselocation").returncode == 0)

    def run(self, *words, **how):
        return subprocess.run(words, env=dict(os.environ, DISPLAY=self.name), capture_output=True, check=False, timeout=30, **how)

    def wait(self, what, condition):
        deadline = time.monotonic() + DEADLINE_S
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError("waited in vain for " + what)
            time.sleep(0.1)

    def select(self, text):
        """Makes text what is pasted from now on; xclip stays in the background to serve it."""
        for selection in ("primary", "clipboard"):
            subprocess.run(["xclip", "-i", "-selection", selection], env=dict(os.environ, DISPLAY=self.name), input=text,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, timeout=30)

    def take(self):
        return self.run("import", "-window", "root", "-depth", "8", "rgb:-").stdout

    def largest(self):
        """The window that covers most, "" while there is none."""
        sizes = []
        for window in self.run("xdotool", "search", "--onlyvisible", "--name", "").stdout.decode().split():
            shape = self.run("xdotool", "getwindowgeometry", "--shell", window).stdout.decode()
            values = dict(line.split("=") for line in shape.split())
            size = int(values.get("WIDTH", 0)) * int(values.get("HEIGHT", 0))
            if 10000 < size < 1100 * 760:
                sizes.append((size, window))
        return max(sizes)[1] if sizes else ""

    def settle(self):
        """The screen once it has not changed for a while."""
        last, since = self.take(), time.monotonic()
        deadline = since + DEADLINE_S
        while time.monotonic() < min(since + SETTLED_S, deadline):
            now = self.take()
            if now != last:
                last, since = now, time.monotonic()
        return last

    def shot(self, terminal, name):
        """Waits until the screen is still, keeps it as a picture, and returns it."""
        pixels = self.settle()
        self.count += 1
        path = os.path.join(self.shots, "%s-%02d-%s.png" % (terminal, self.count, name))
        self.run("convert", "-size", "1100x760", "-depth", "8", "rgb:-", path, input=pixels)
        return pixels

    def key(self, *keys):
        self.run("xdotool", "key", "--delay", "60", *keys)

    def type(self, text):
        self.run("xdotool", "type", "--delay", "40", text)

    def close(self):
        self.server.send_signal(signal.SIGTERM)
        self.server.wait()


def differing(one, other):
    """The share of pixels that differ, in thousandths."""
    pixels = len(one) // 3
    if one == other or len(one) != len(other):
        return 0.0 if one == other else 1000.0
    return 1000 * sum(one[i:i + 3] != other[i:i + 3] for i in range(0, len(one), 3)) / pixels


@contextlib.contextmanager
def home():
    """A home with four articles, and a shell script that a terminal runs."""
    place, site = Home([]), Site({"/hues.png": hues()})
    bodies = (PICTURE, SCRIPTS, SCRIPTS, PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
    items = "".join("<item><guid>%d</guid><title>%s</title><pubDate>%02d Jun 2024 10:00:00 GMT</pubDate><description><![CDATA[%s]]>"
                    "</description></item>" % (i, title, 14 - i, body) for i, (title, body) in enumerate(zip(TITLES, bodies)))
    with open(os.path.join(place.path, "feed.xml"), "w", encoding="utf-8") as file:
        file.write(("<rss version='2.0'><channel><title>Real</title>%s</channel></rss>" % items).replace("BASE", site.base))
    place.write("feeds", "file://%s/feed.xml\n" % place.path)
    place.run("reload")
    shell = os.path.join(place.path, "shell")
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "NEWSDECK_CONFIG_DIR", "NEWSDECK_DATA_DIR",
             "NEWSDECK_NOW", "TZ")
    environment = place.environment()
    with open(shell, "w", encoding="utf-8") as file:
        file.write("#!/bin/bash\n%s\nexport LC_ALL=C.UTF-8 PS1='$ '\nexec bash --norc -i\n" % "\n".join(
            "export %s='%s'" % (name, environment[name]) for name in names))
    os.chmod(shell, 0o755)
    try:
        yield place, shell
    finally:
        site.close()
        place.remove()


def start(display, name, shell):
    """The processes that show a terminal."""
    words, extra = TERMINALS[name]
    environment = dict(os.environ, DISPLAY=display.name, LC_ALL="C.UTF-8", XDG_RUNTIME_DIR=os.path.dirname(shell), **extra)
    for leak in ("TERM", "COLORTERM", "TMUX", "STY", "WAYLAND_DISPLAY"):
        environment.pop(leak, None)

    def run(command, **more):
        return subprocess.Popen(command, env=dict(environment, **more), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    processes = [run([word.format(shell=shell) if "{shell}" in word else word for word in words])]
    if name == "foot":
        display.wait("weston", lambda: os.path.exists(os.path.join(os.path.dirname(shell), "newsdeck-real")))
        processes.insert(0, run(["foot", "-o", "font=%s:size=9" % FONT, shell], WAYLAND_DISPLAY="newsdeck-real"))
    return processes


class Report:
    """What was compared."""

    def __init__(self, name):
        self.name, self.failed = name, 0

    def same(self, what, one, other, most=0.1):
        share = differing(one, other)
        self.failed += share > most
        print("%s %s: %s%s" % ("ok" if share <= most else "NOT OK", self.name, what,
                               "" if share == 0 else " (%.1f of 1000 pixels differ)" % share))

    def true(self, what, condition):
        self.failed += not condition
        print("%s %s: %s" % ("ok" if condition else "NOT OK", self.name, what))


def flow(display, name, place, report):
    """One reader's way through the program; what is drawn step by step is what is drawn anew."""
    def shot(what):
        return display.shot(name, what)

    def redrawn(what):
        seen = shot(what)
        display.key("ctrl+l")
        report.same(what + " has nothing left behind", seen, shot(what + "-again"))
        return seen

    display.wait("a window", display.largest)
    display.settle()
    display.run("xdotool", "windowfocus", display.largest())
    display.run("xdotool", "mousemove", "400", "200")
    before = shot("shell")
    display.type(PROGRAM + "\n")
    shot("start")
    display.key("Tab")
    display.key("g", "Return")
    seen = redrawn("picture")
    display.key(*"jjjjkkkk")
    report.same("a picture scrolls and comes back", seen, shot("scrolled"))
    display.key("ctrl+z")
    stopped = shot("stopped")
    display.type("fg\n")
    report.same("a picture is there again after ^Z and fg", seen, shot("continued"))
    report.true("^Z shows the shell", stopped != seen)
    display.key("shift+j", "shift+j", "shift+j")
    redrawn("plain")
    display.key("shift+k", "shift+k")
    scripts = redrawn("scripts")
    display.key("shift+j")
    redrawn("hebrew")
    display.key("shift+k")
    report.same("scripts look the same again", scripts, shot("scripts-back"))
    display.key("q")
    redrawn("list")
    display.select(b"Ada Q")  # on one line: VTE asks before it pastes several
    display.key(*(["ctrl+shift+v"] if name in ("kitty", "alacritty", "vte", "konsole", "foot") else ["shift+Insert"]))
    shot("pasted")
    display.key("Tab", "Tab", "Tab")
    shot("pasted-keys")
    display.key("shift+q")
    report.true("the shell is shown at the end", shot("quit") != seen)
    report.true("nothing pasted was run", place.run("list", "unread").stdout.count("Unread") == 2)
    display.type("stty -a | md5sum\n")
    shot("stty")
    return before


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shots", default="newsdeck-shots", help="the folder for screenshots")
    parser.add_argument("--display", type=int, default=77, help="the number of the X display")
    parser.add_argument("terminals", nargs="*", default=list(TERMINALS), help="which; all: " + " ".join(TERMINALS))
    arguments = parser.parse_args()
    os.makedirs(arguments.shots, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    failed = 0
    for name in arguments.terminals:
        if not shutil.which(TERMINALS[name][0][0]) or name == "foot" and not shutil.which("foot"):
            print("skipped %s: not installed" % name)
            continue
        report = Report(name)
        with contextlib.ExitStack() as stack:
            display = Display(arguments.display, arguments.shots)
            stack.callback(display.close)
            place, shell = stack.enter_context(home())
            for process in start(display, name, shell):
                stack.callback(process.wait)
                stack.callback(process.terminate)
            try:
                flow(display, name, place, report)
            except TimeoutError as error:
                report.true(str(error), False)
        failed += report.failed
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
