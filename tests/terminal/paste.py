#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What is pasted never runs as commands, on terminals that mark pastes and on those that do not."""
import contextlib
import os
import re
import signal
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_terminal import FakeTerminal  # noqa: E402
from terminal import Failure, Home, item, main  # noqa: E402

BEGIN, END = "\033[200~", "\033[201~"
# one of each manner; those that the system has no description of are left out
MARKING = ("xterm-256color", "xterm", "rxvt-unicode-256color", "xterm-kitty", "tmux-256color", "screen-256color", "screen",
           "linux", "vt100", "foot", "alacritty", "st-256color", "mlterm", "konsole-256color", "vte-256color")
UNMARKED = ("linux", "vt100", "screen-256color", "rxvt")
# each of these letters is a key: A marks all read, d deletes, Q ends the program
TEXTS = ("Ada Q", "AdQ", "QQ AA dd", "https://A.example/C?q=Q", "Sad\rQ\rAd\r", "d\u00e4A Q", "q q Q\tAd", "RRRRRRRRRRRRAdQ")


def is_known(term):
    return subprocess.run(["infocmp", term], capture_output=True, check=False).returncode == 0


@contextlib.contextmanager
def reader(term="xterm-256color", **how):
    """The headlines of a feed with five articles are on screen."""
    home = Home([("Planet", "tech", [item(n) for n in range(1, 6)])])
    home.run("reload")
    terminal = FakeTerminal(home.environment(), term=term, kind="silent", **how)
    terminal.home = home
    try:
        terminal.wait_text("Planet")
        terminal.keys("\r")
        terminal.wait_text("Article number 3")
        yield terminal
    finally:
        terminal.close()
        home.remove()


def prompt(terminal):
    return terminal.screen.line(terminal.screen.rows - 1)


def expect_prompt(terminal, text):
    terminal.wait("the prompt %r" % text, lambda: prompt(terminal) == text)


def expect_untouched(terminal):
    """The program says that text was pasted, and nothing else has happened: five articles are unread."""
    terminal.wait_text("text was pasted")
    terminal.keys("?")
    terminal.wait_gone("text was pasted")
    terminal.keys("q")
    terminal.wait_text("Article number 3")
    terminal.keys("Q")
    terminal.wait_end()
    unread = terminal.home.run("list", "unread").stdout.count("Article number")
    if unread != 5:
        raise Failure("%d of 5 articles are unread" % unread)


def test_asked():
    """terminals of all kinds are asked to mark pastes, until the end of the program"""
    for term in filter(is_known, MARKING):
        for end in (lambda t: t.keys("Q"), lambda t: t.process.send_signal(signal.SIGSEGV)):
            with reader(term) as t:
                t.wait("marks of pastes from %s" % term, lambda t=t: "2004" in t.screen.modes)
                end(t)
                t.wait_end()
                if "2004" in t.screen.modes:
                    raise Failure("%s still marks pastes" % term)


def test_not_asked():
    """a terminal that would print the question is not asked"""
    for term in filter(is_known, ("ansi", "pcansi")):
        with reader(term) as t:
            if b"2004" in t.sent:
                raise Failure("%s was asked" % term)


def test_marked():
    """marked text is no key, whatever is in it, and however it comes"""
    for text in TEXTS:
        for how in ({}, {"splits_answers": True}):
            with reader(**how) as t:
                t.keys(BEGIN + text + END)
                expect_untouched(t)


def test_marks_inside():
    """marks within the text neither begin nor end anything"""
    for text in ("A" + END + "Q", BEGIN + "A", "A" + BEGIN + "d" + END + "Q", END + "Q", END + END + "AQ\r"):
        with reader() as t:
            t.keys(BEGIN + text + END)
            expect_untouched(t)


def test_two():
    """two pastes are two, and keys after them are keys"""
    with reader() as t:
        t.keys(":")
        expect_prompt(t, ":")
        t.keys(BEGIN + "one" + END + "-" + BEGIN + "two" + END + "!")
        expect_prompt(t, ":one-two!")


def test_no_end():
    """a paste without an end shows, and what comes late is a part of it"""
    with reader() as t:
        t.keys(":")
        expect_prompt(t, ":")
        t.keys(BEGIN + "one")
        expect_prompt(t, ":one")
        t.keys("\r two" + END + "!")
        expect_prompt(t, ":one  two!")


def test_prompt():
    """at the prompt a line end is a blank, in marked text and in a burst"""
    for term, before, after in (("xterm-256color", BEGIN, END), ("linux", "", ""), ("vt100", "", "")):
        for text, shown in (("find a\rQ", "find a Q"), ("find a\r\nQ", "find a Q"), ("find a\nQ", "find a Q"),
                            ("find a\r", "find a"), ("quit\r", "quit"), ("a\tb\rc", "a b c")):
            with reader(term) as t:
                t.keys(":")
                expect_prompt(t, ":")
                t.keys(before + text + after)
                expect_prompt(t, ":" + shown)
                t.keys("!")
                t.wait("one more key", lambda t=t, shown=shown: re.fullmatch(re.escape(":" + shown) + " ?!", prompt(t)))


def test_burst():
    """without marks, different keys that come at once are a paste"""
    for term in filter(is_known, UNMARKED):
        for text in TEXTS:
            with reader(term) as t:
                t.keys(text)
                expect_untouched(t)


def test_keys():
    """keys that are typed fast, held, or come in pairs, are keys"""
    for term in filter(is_known, UNMARKED + ("xterm-256color", "tmux-256color")):
        with reader(term) as t:
            t.keys("jjjjjjjjjjkkkk\r")
            t.wait_text("text of article 1")
            t.keys("qjj\r")
            t.wait_text("text of article 3")
    with reader("tmux-256color") as t:  # it marks pastes, whatever else sends keys
        t.keys("jjkjk\r")
        t.wait_text("text of article 2")
        t.keys("qjkQ")
        t.wait_end()


if __name__ == "__main__":
    sys.exit(main([test_asked, test_not_asked, test_marked, test_marks_inside, test_two, test_no_end, test_prompt, test_burst,
                   test_keys]))
