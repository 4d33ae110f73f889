#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each terminal is sent what it understands, in its own manner: the bytes, and what people see."""
import contextlib
import os
import re
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_terminal import FakeTerminal  # noqa: E402
from terminal import Failure, Home, item, main  # noqa: E402

HINDI, THAI = "\u0939\u093f\u0928\u094d\u0926\u0940", "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22\u0e19\u0e35\u0e49"
HEBREW = "\u05d0\u05d1\u05d2 \u05d3\u05d4\u05d5"  # two words
MARK = "\u200e"
FAMILY, HEART = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", "\u2764\ufe0f"
STYLES = "<p>This is <s>not</s> so, <code>code</code> and <span>plain</span>. end|</p>"


@contextlib.contextmanager
def reader(kind="xterm", html="<p>Text.</p>", titles=("One", "Two", "Three"), config="", extra=None, **how):
    """The headlines are on screen; html is the text of each article, and its answers have come."""
    home = Home([("Planet", "tech", [item(n, title, html) for n, title in enumerate(titles, 1)])], config + "\nset layout one\n")
    home.run("reload")
    environment = home.environment(extra)
    environment["PATH"] = os.path.join(home.path, "bin") + ":" + environment["PATH"]
    terminal = FakeTerminal(environment, kind=kind, **how)
    terminal.home = home
    try:
        terminal.wait_text("Planet")
        if kind != "silent":
            terminal.wait("the questions", lambda: "c" in terminal.screen.asked)
        terminal.keys("\r")
        terminal.wait_text("1/%d" % len(titles))
        yield terminal
        if terminal.screen.broken:
            raise Failure("\n".join(terminal.screen.broken))
    finally:
        terminal.close()
        home.remove()


def expect(is_so, what, terminal):
    if not is_so:
        raise Failure("%s\n%s\n%r" % (what, terminal.screen.text(), terminal.sent[-600:]))


def opened(terminal, pattern):
    """Opens the selected article."""
    terminal.keys("\r")
    terminal.wait_text(pattern)


def look(terminal):
    """All that is seen: characters and colours."""
    return [[(cell.char, cell.fg, cell.bg) for cell in row] for row in terminal.screen.cells]


def expect_same_redrawn(terminal):
    """Nothing is seen that a new drawing would not show, once the program has nothing more to send."""
    sent = -1
    while sent < len(terminal.sent) or terminal.outgoing or not terminal.is_read():
        sent = len(terminal.sent)
        terminal.pump(0.2)
    before, count = look(terminal), terminal.sent.count(b"\033[2J")
    terminal.keys("\014")
    terminal.wait("a new drawing", lambda: terminal.sent.count(b"\033[2J") > count)
    terminal.wait("the same as before", lambda: look(terminal) == before)


# ---- rows

def test_unsure():
    """nothing of Devanagari, Thai, emoji or Hebrew is left behind, however wide the terminal draws them"""
    html = "".join("<p>%s %s end| %s %s end|</p>" % (HINDI, THAI, FAMILY, HEART) for _ in range(9))
    titles = ("%s 15:15" % HINDI, "Two %s" % FAMILY, "Three", HEBREW)
    for kind in ("kitty", "foot", "konsole", "xterm"):
        with reader(kind, html, titles) as t:
            t.screen.joins_marks = kind in ("kitty", "konsole")
            t.keys("\014")
            for keys, pattern in (("j", "2/4"), ("j", "3/4"), ("k", "2/4"), ("\r", "end"), ("J", "Three"), ("K", "Two"),
                                  ("q", "2/4"), ("k", "1/4")):
                t.keys(keys)
                t.wait_text(pattern)
                expect_same_redrawn(t)


def test_columns():
    """what stands behind such text stands at its column"""
    html = "<table><tr><th>Script</th><th>N</th></tr>%s</table>" % "".join(
        "<tr><td>%s</td><td>%d|</td></tr>" % row for row in ((HINDI, 1), (THAI, 2), (FAMILY, 3), (HEART, 4), ("plain", 5)))
    for joins_marks in (False, True):
        with reader("kitty", html) as t:
            t.screen.joins_marks = joins_marks
            opened(t, "5[|]")
            t.keys("\014")
            t.wait("five numbers in a column", lambda t=t: len({
                next(i for i, cell in enumerate(row) if cell.char == "|") for row in t.screen.cells
                if re.search("[1-5][|]", "".join(cell.char for cell in row))}) == 1)


def test_sequences():
    """whole emoji sequences go to terminals that show them, and to no others"""
    for kind, is_whole, is_wide in (("kitty", True, True), ("foot", False, True), ("xterm", False, False),
                                    ("konsole", False, False), ("silent", False, False)):
        with reader(kind, "<p>%s %s end|</p>" % (FAMILY, HEART)) as t:
            opened(t, "end")
            expect((FAMILY.encode() in t.sent) == is_whole and (HEART.encode() in t.sent) == is_wide, kind, t)


def test_composed():
    """letters and their marks are sent as one character where there is one"""
    with reader("xterm", "<p>e\u0301a\u0308o\u0323\u0303 \u1112\u1161\u11ab end|</p>") as t:
        opened(t, "end")
        expect("\u00e9\u00e4\u1ecd\u0303".encode() in t.sent or "\u00e9" in t.screen.text(), "not composed", t)
        expect("\u1ecd" in t.screen.text() and "\ud55c" in t.screen.text(), "not composed", t)


def test_no_scrolling():
    """the terminal is never told to scroll: pixels would go along"""
    with reader("foot", "".join("<p>Paragraph %d.</p>" % i for i in range(60))) as t:
        opened(t, "Paragraph 3")
        for keys in ("jjj", "kk", " ", "jjjj"):
            t.keys(keys)
            expect_same_redrawn(t)
        expect(not re.search(rb"\033\[(?!1;40r)\d+;\d+r|\033\[\d*[STLM]|\033M|\033D", t.sent), "scrolled", t)


# ---- the order of text

def test_field_marks():
    """a terminal that reorders lines gets a mark after each field from right to left, and no other does"""
    html = "<table><tr><td>%s</td><td>24</td></tr><tr><td>x</td><td>25</td></tr></table>" % HEBREW
    for kind, is_marked in (("konsole", True), ("xterm", False), ("vte", False), ("kitty", False)):
        with reader(kind, html, (HEBREW, "Two")) as t:
            t.keys("\014")
            opened(t, "24")
            expect((MARK in t.screen.text()) == is_marked, "marks for " + kind, t)
            if is_marked:
                expect(re.search("\u05d5%s +24" % MARK, t.screen.text()), "no mark between the columns", t)


def test_words():
    """kitty gets words in the order of the screen, and their letters as they are read"""
    with reader("kitty", "<p>Say %s end|</p>" % HEBREW) as t:
        opened(t, "end")
        first, second = HEBREW.split()
        t.wait_text("Say %s %s end" % (second, first))
    with reader("xterm", "<p>Say %s end|</p>" % HEBREW) as t:
        opened(t, "end")
        t.wait_text("Say %s end" % HEBREW[::-1])


# ---- colours and attributes

def test_colours():
    """any colour is sent where the terminal, or its environment, promises it"""
    config = 'color title "#123456" default'
    for kind, term, extra, has_all in (
            ("silent", "xterm-256color", {}, False), ("silent", "xterm-256color", {"COLORTERM": "truecolor"}, True),
            ("silent", "xterm-256color", {"COLORTERM": "24bit"}, True), ("silent", "xterm-256color", {"COLORTERM": "1"}, False),
            ("xterm", "xterm", {}, True), ("vte", "xterm-256color", {}, True), ("konsole", "xterm-256color", {}, True),
            ("silent", "xterm-direct", {}, True), ("silent", "screen-256color", {"COLORTERM": "truecolor", "STY": "1.x"}, False),
            ("vte", "xterm-256color", {"NO_COLOR": "1", "COLORTERM": "truecolor"}, False), ("silent", "linux", {}, False)):
        with reader(kind, config=config, term=term, extra=extra) as t:
            opened(t, "Text")
            if has_all:
                t.wait("the colour itself", lambda t=t: b"\033[38;2;18;52;86m" in t.sent)
            expect(has_all or not re.search(rb"[34]8[;:]2[;:]", t.sent), "%s %s %s" % (kind, term, extra), t)


def test_struck():
    """struck text is struck, or stands between tildes; code without colours stands between backticks"""
    for term, extra, text, is_struck in (
            ("xterm-256color", {}, "This is not so, code and", True), ("linux", {}, "This is ~~not~~ so, code and", False),
            ("xterm-256color", {"NO_COLOR": "1"}, "This is not so, `code` and", True),
            ("vt100", {}, "This is ~~not~~ so, `code` and", False)):
        with reader("silent", STYLES, term=term, extra=extra) as t:
            opened(t, "end")
            expect(text in t.screen.text(), term, t)
            expect((b"\033[9m" in t.sent) == is_struck, term, t)


# ---- the cursor, the title, the last line

def test_cursor():
    """the hidden cursor rests on the selected row, and on the first new line of an article"""
    with reader("xterm", "".join("<p>Paragraph %d.</p>" % i for i in range(60)), rows=24) as t:
        for keys, title in (("j", "Two"), ("j", "Three"), ("k", "Two")):
            t.keys(keys)
            t.wait("the cursor at " + title, lambda title=title: title in t.screen.line(t.screen.row))
        opened(t, "Paragraph 2")
        last = max(int(number) for number in re.findall(r"Paragraph (\d+)", t.screen.text()))
        t.keys(" ")
        t.wait("the cursor below paragraph %d" % last, lambda: re.search(
            "Paragraph (%d|%d)|^$" % (last, last + 1), t.screen.line(t.screen.row)) and "25" not in t.screen.modes)
        t.keys(":")
        t.wait("the prompt's cursor", lambda: (t.screen.row, t.screen.col) == (23, 1))


def test_title():
    """the title comes and goes with the program, also for a child, and after a crash"""
    for term in ("xterm-256color", "xterm-kitty", "tmux-256color", "rxvt-unicode-256color", "foot", "alacritty"):
        for end in (lambda t: t.keys("Q"), lambda t: t.process.send_signal(signal.SIGSEGV)):
            with reader("silent", term=term) as t:
                t.wait("the title in " + term, lambda t=t: "newsdeck" in t.screen.title)
                opened(t, "Text")
                t.keys("|")
                t.wait_text("pipe-to")
                t.keys("echo A child; head -c 1 </dev/tty")
                t.wait_text("dev/tty")
                t.keys("\r")
                t.wait("the shell's title", lambda t=t: t.screen.title == "shell")
                t.wait_text("^A child")
                t.keys("\n")
                t.wait("the title again", lambda t=t: "newsdeck" in t.screen.title)
                end(t)
                t.wait_end()
                expect(t.screen.title == "shell" and not t.screen.titles, "title %r" % t.screen.title, t)
    for term in ("linux", "vt100", "screen"):
        with reader("silent", term=term) as t:
            expect(t.screen.title == "shell" and b"\033]" not in t.sent, "a title for " + term, t)


def test_last_line():
    """where there is no other screen to go back to, the last line is blank for the shell"""
    with reader("silent", term="vt100") as t:
        t.keys("Q")
        t.wait_end()
        expect(not t.screen.line(t.screen.rows - 1), "the last line", t)


# ---- the clipboard and the mouse

def tool(terminal, name, script):
    """A program of that name that the reader finds before others."""
    folder = os.path.join(terminal.home.path, "bin")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\n" + script)
    os.chmod(path, 0o755)


ADDRESS = "https://feed0.example/a1"


def test_clipboard_terminal():
    """a terminal that is known to take copies gets them, and "copied" is said only then"""
    for kind, term, text in (("kitty", "xterm-kitty", "^ *copied https"), ("foot", "xterm-256color", "^ *copied https"),
                             ("silent", "alacritty", "^ *copied https"), ("vte", "xterm-256color", "^ *sent to the terminal"),
                             ("silent", "rxvt-unicode-256color", "^ *nothing was copied"), ("silent", "linux", "^ *nothing was copied")):
        with reader(kind, term=term) as t:
            t.keys("y")
            t.wait_text(text)
            expect(t.screen.clipboard == ([] if "nothing" in text else [ADDRESS]), "%s: %s" % (kind, t.screen.clipboard), t)


def test_clipboard_program():
    """else a program of the desktop is run, or the one that the user names; its failure is said"""
    for config, extra, name, is_run in (
            ("", {"DISPLAY": ":9"}, "xclip", True), ("", {"WAYLAND_DISPLAY": "w"}, "wl-copy", True),
            ("", {"DISPLAY": ":9", "SSH_CONNECTION": "x"}, "xclip", False), ("set copy-command mine", {}, "mine", True),
            ("set copy-command mine", {"DISPLAY": ":9"}, "mine", True)):
        with reader("vte", config=config, extra=extra) as t:
            out = os.path.join(t.home.path, "copied")
            tool(t, name, "cat > %s.new && mv %s.new %s; sleep 9 </dev/null & exit 0\n" % (out, out, out))
            t.keys("y")
            t.wait_text("^ *copied https" if is_run else "^ *sent to the terminal")
            if is_run:
                t.wait("the copy by " + name, lambda out=out: os.path.exists(out))
                with open(out, encoding="utf-8") as file:
                    expect(file.read() == ADDRESS, "another text", t)
    with reader("vte", extra={"DISPLAY": ":9"}) as t:
        tool(t, "xclip", "exit 3\n")
        t.keys("y")
        t.wait_text('nothing was copied: "xclip" failed')


def test_mouse():
    """clicks right of column 223 arrive where the terminal's entry knows only the old reports"""
    with reader("silent", term="tmux-256color", cols=240, config="set layout three") as t:
        t.wait("reports of 1006", lambda: {"1006", "1002"} <= t.screen.modes)
        row = next(i for i in range(t.screen.rows) if "Three" in t.screen.line(i))
        t.keys("\033[<0;236;%dM\033[<0;236;%dm" % (row + 1, row + 1))
        t.wait_text("3/3")
        t.keys("\033[<64;236;3M\033[<99999;1;1M\033[<;;M\033[<3;2;2m")
        t.keys("?")
        t.wait_text("[Hh]elp")
        t.keys("qQ")
        t.wait_end()
        expect("1006" not in t.screen.modes, "still reports", t)


def test_fallback():
    """a known terminal without an entry is taken for xterm, and it is said"""
    with reader("silent", term="foot-of-tomorrow") as t:
        opened(t, "Text")
    home = Home([])
    terminal = FakeTerminal(home.environment(), term="nonsense", kind="silent")
    try:
        terminal.wait_text("is not known")
    finally:
        terminal.close()
        home.remove()


if __name__ == "__main__":
    sys.exit(main([test_unsure, test_columns, test_sequences, test_composed, test_no_scrolling, test_field_marks, test_words,
                   test_colours, test_struck, test_cursor, test_title, test_last_line, test_clipboard_terminal,
                   test_clipboard_program, test_mouse, test_fallback]))
