# SPDX-License-Identifier: MIT
"""What newsdeck says can be read again: nothing is replaced unread, and the log has all of it."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from reader import FEEDS, reader  # noqa: E402
from terminal import main  # noqa: E402

MISTAKES = "set refesh 3\nset measure 999\nbin all x y\nbind headline x star\ncolor unred red default\n"


def command(terminal, line):
    """Types a command at the prompt."""
    terminal.keys(":")
    terminal.text(line)
    terminal.keys("Enter")


def shown(terminal):
    """The screen as one text."""
    return terminal.screen()


def test_config_mistakes_are_counted_and_listed():
    """counts the mistakes in the files at the start, and lists them all in the log"""
    with reader(MISTAKES) as t:
        t.wait_text("5 mistakes in the files, v shows them")
        t.keys("v")
        for text in ("refesh", "measure", '"bin"', '"headline"', "unred"):
            t.wait_text(text)
        assert "mistakes in the files" in shown(t), "what stood in the last line is not in the log"
        assert shown(t).count("refesh") == 1


def test_log_has_every_message():
    """keeps messages of commands, failed players and failed saves in the log, with their times"""
    with reader('set player "no-such-player-here"\n', rows=40) as t:
        command(t, "opn")
        t.wait_text("there is no command")
        command(t, "set measure 9999")
        t.wait_text("cannot be")
        t.keys("Enter")
        t.wait_text("1/33")
        command(t, "save no/such/folder/x.txt")
        t.wait_text(r"x\.txt: there")  # the answer, not what was typed
        t.keys("y")
        t.wait_text("copied|terminal")
        t.keys("v")
        t.wait_text("Log")
        all_said = shown(t)
        for text in ("opn", "9999", "no/such/folder", r"\d\d:\d\d:\d\d"):
            t.wait_text(text)
        assert all_said.count("there is no command") == 1, all_said


def test_reload_does_not_replace_what_was_not_read():
    """keeps an unread message in the last line when a reload ends, and shows the rest with the next keys"""
    with reader() as t:
        command(t, "reload-all ; opn")
        t.wait_text(r"there is no command.*\+1, v shows all")
        t.keys("j")
        t.wait_gone("there is no command")
        t.wait_text("nothing new")
        t.keys("j")
        t.wait_gone("nothing new")
        command(t, "reload-all ; opn")
        t.wait_text(r"\+1, v shows all")
        t.keys("v")
        t.wait_text("Log")
        t.keys("q")
        t.wait_gone(r"nothing new|there is no command")


def test_log_has_the_day():
    """says which day the lines of the log are of"""
    with reader(feeds=FEEDS[:1]) as t:
        command(t, "opn")
        t.keys("v")
        t.wait_text(r"\d\d:\d\d:\d\d +there is no command")
        t.wait_text(r"\d{4}-\d\d-\d\d")


if __name__ == "__main__":
    sys.exit(main([test for name, test in list(globals().items()) if name.startswith("test_")]))
