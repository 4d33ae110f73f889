#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the terminal answers is never taken for keys, and no key for an answer: the prompt shows what was typed."""
import contextlib
import os
import select
import signal
import sys
import termios
import tty

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_terminal import GARBAGE, FakeTerminal  # noqa: E402
from terminal import Failure, Home, item, main  # noqa: E402

HEBREW = "\u05d0\u05d1\u05d2"
EXPLICIT, IMPLICIT = b"\033[8l", b"\033[8h"


@contextlib.contextmanager
def reader(kind="kitty", config="", extra=None, **how):
    """The list of feeds is on screen; answers are awaited."""
    home = Home([("Planet", "tech", [item(1)]), (HEBREW, "tech", [item(2)])], config)
    home.run("reload")
    terminal = FakeTerminal(home.environment(extra), kind=kind, **how)
    try:
        terminal.wait_text("Planet")
        if kind != "silent":
            terminal.wait("the questions", lambda: "c" in terminal.screen.asked)
        yield terminal
    finally:
        terminal.close()
        home.remove()


def prompt(terminal):
    return terminal.screen.line(terminal.screen.rows - 1)


def expect_prompt(terminal, text):
    terminal.wait("the prompt %r" % text, lambda: prompt(terminal) == text)


def test_whole():
    """answers that come while keys are typed are no keys"""
    with reader(holds_answers=True) as t:
        t.keys(":")
        expect_prompt(t, ":")
        count = len(t.held)
        if count < 4:
            raise Failure("only %d answers" % count)
        t.release(between="k")
        t.keys("!")
        expect_prompt(t, ":" + "k" * count + "!")


def test_split():
    """the same byte by byte"""
    with reader(holds_answers=True, splits_answers=True) as t:
        t.keys(":")
        expect_prompt(t, ":")
        count = len(t.held)
        if count < 4:
            raise Failure("only %d answers" % count)
        t.release(between="k")
        t.keys("!")
        expect_prompt(t, ":" + "k" * count + "!")


def test_garbage():
    """neither is garbage that looks like an answer"""
    with reader(holds_answers=True, splits_answers=True, garbage=GARBAGE) as t:
        t.keys(":")
        expect_prompt(t, ":")
        t.release()
        t.keys("!")
        expect_prompt(t, ":!")


def test_keys():
    """while an answer is awaited that never comes, Escape, arrows and <A-...> are what they are"""
    with reader(kind="silent") as t:
        t.keys(":")
        expect_prompt(t, ":")
        t.keys("one two")
        t.keys("\033b")  # <A-b>: a word to the left
        t.keys("x\033ODy")  # <Left>
        expect_prompt(t, ":one yxtwo")
        t.keys("\033")
        t.wait("the end of the prompt", lambda: not prompt(t).startswith(":"))


def test_quit():
    """answers that are under way when the program ends don't reach the shell"""
    with reader(holds_answers=True) as t:
        t.keys("q")
        t.release()
        t.wait_end()
        tty.setraw(t.slave, termios.TCSANOW)
        if select.select([t.slave], [], [], 0)[0]:
            raise Failure("left over: %r" % os.read(t.slave, 4096))


def test_order():
    """a terminal with an order of its own is told to leave right-to-left text to us, until the end"""
    for kind, extra in (("vte", {}), ("silent", {"VTE_VERSION": "7600"})):
        with reader(kind, extra=extra) as t:
            t.wait_text(HEBREW[::-1])
            t.wait("explicit order", lambda t=t: EXPLICIT in t.sent)
            t.keys("q")
            t.wait_end()
            if t.sent.rfind(IMPLICIT) < t.sent.rfind(EXPLICIT):
                raise Failure("not told to order text again")


def test_order_rescue():
    """that is undone when the program dies"""
    with reader("vte") as t:
        t.wait("explicit order", lambda: EXPLICIT in t.sent)
        t.process.send_signal(signal.SIGSEGV)
        t.wait_end()
        if t.sent.rfind(IMPLICIT) < t.sent.rfind(EXPLICIT):
            raise Failure("not told to order text again")


def test_order_untouched():
    """it is not told where the user has said who orders, or behind tmux, which would not hand it on"""
    for config, extra in (("set bidi no", {}), ("", {"TMUX": "/nowhere,1,0"})):
        with reader("silent", config, dict(extra, VTE_VERSION="7600")) as t:
            t.wait_text(HEBREW)
            if EXPLICIT in t.sent:
                raise Failure("told to leave the order")


if __name__ == "__main__":
    sys.exit(main([test_whole, test_split, test_garbage, test_keys, test_quit, test_order, test_order_rescue,
                   test_order_untouched]))
