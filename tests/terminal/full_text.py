#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whole articles in a real terminal: x and x again, what fails, what comes by itself."""
import contextlib
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from terminal import Home, Terminal, main  # noqa: E402

PAGE = ("<html><head><title>%(word)s</title></head><body><nav>Furniture of the page</nav><article><h1>%(word)s</h1>"
        + "".join("<p>%(word)s, paragraph " + str(i) + ", with a comma or two and words enough, so that it is taken for a"
                  " part of the article and not for furniture.</p>" for i in range(12)) + "</article></body></html>")
WALL = "<form action='/login'><p>Log in to read this article.</p><input type='password' name='p'></form>"
ITEM = ("<item><guid>%(guid)s</guid><title>%(title)s</title><link>%(link)s</link><description>%(html)s</description>"
        "<pubDate>0%(day)d Jan 2024 00:00:00 GMT</pubDate></item>")
WHOLE_FEED = "&lt;p&gt;" + "The feed has all of it, word for word. " * 40 + "&lt;/p&gt;"


@contextlib.contextmanager
def reader(items, config="set full-text no\n", pages=None):
    """A reader whose feed has items (title, path, html), the first one on top; pages: words by name."""
    home = Home([], config + "set measure 110\n")
    folder = os.path.join(home.path, "site")
    os.makedirs(folder)
    for name, html in (pages or {}).items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(html)
    tests = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with subprocess.Popen([sys.executable, os.path.join(tests, "http", "server.py"), "--folder", home.path, "--hosts", "1"],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        port = int(server.stdout.readline().split()[0])
        parts = [ITEM % {"guid": "g%d" % i, "title": title, "link": "http://127.0.0.1:%d%s" % (port, path), "html": html,
                         "day": 9 - i} for i, (title, path, html) in enumerate(items)]
        with open(os.path.join(home.path, "feed.xml"), "w", encoding="utf-8") as file:
            file.write("<rss version='2.0'><channel><title>Teasers</title>%s</channel></rss>" % "".join(parts))
        with open(os.path.join(home.config, "feeds"), "w", encoding="utf-8") as file:
            file.write("file://%s/feed.xml\n" % home.path)
        home.run("reload")
        terminal = Terminal(home, cols=160, rows=30)
        try:
            terminal.wait_text("Feeds")
            yield terminal
        finally:
            terminal.close()
            server.stdin.close()
            home.remove()


def test_switch():
    """x shows the whole article, x again the feed's text, each where it was left, also after a restart"""
    with reader([("One", "/a.html", "Only the beginning …")], pages={"a.html": PAGE % {"word": "Apricot"}}) as t:
        t.keys("Enter", "Enter")
        t.wait_text("Only the beginning")
        t.keys("x")
        t.wait_text("Apricot, paragraph 0")
        t.wait_text(r"whole text · \d+ words · x feed's")
        t.wait_gone("Furniture")
        t.wait_gone("Only the beginning")
        t.keys("Space")
        t.wait_gone("paragraph 0,")
        t.keys("x")
        t.wait_text("Only the beginning")
        t.wait_text("x whole text")
        t.keys("x")
        t.wait_text("paragraph 6,")
        t.wait_gone("paragraph 0,")
        t.keys("q", "q", "q")
        t.wait_dead()
        t.tmux("respawn-pane", "-k", "exec " + os.environ.get("NEWSDECK", "newsdeck"))
        t.wait_text("Feeds")
        t.keys("Enter", "Enter")
        t.wait_text("paragraph 6,")


def test_failures():
    """a page that cannot be had leaves the feed's text, with the reason above it"""
    items = [("Lost", "/404", "Beginning of the lost one …"), ("Walled", "/wall.html", "Beginning of the walled one …"),
             ("File", "/tofile", "Beginning of the file …")]
    with reader(items, pages={"wall.html": WALL}) as t:
        t.keys("Enter", "Enter")
        t.wait_text("lost one")
        t.keys("x")
        t.wait_text("could not fetch[^;]*HTTP 404")
        t.wait_text("x tries again")
        t.wait_text("lost one")
        t.keys("J")
        t.wait_text("walled one")
        t.keys("x")
        t.wait_text("could not fetch.*wall")
        t.wait_text("walled one")
        t.keys("J")
        t.wait_text("the file")
        t.keys("x")
        t.wait_text("could not fetch")
        t.wait_text("the file")


def test_esc_drops():
    """a server that never answers stops nothing, and Esc drops it"""
    with reader([("One", "/silent", "Beginning of one …"), ("Two", "/b.html", "Beginning of two …")]) as t:
        t.keys("Enter", "Enter")
        t.wait_text("Beginning of one")
        t.keys("x")
        t.wait_text("Esc drops it")
        t.wait_text("fetching the whole text from 127")
        t.keys("Escape")
        t.wait_text("stopped fetching the whole article")
        t.wait_text("Beginning of one")
        t.keys("x", "J")
        t.wait_text("Beginning of two")


def test_auto():
    """an article of a feed that only has excerpts comes whole by itself, one that is whole does not"""
    items = [("One", "/a.html", "Only the beginning …"), ("Two", "/b.html", "Only the beginning …"),
             ("Three", "/c.html", "Read more"), ("Four", "/a.html", WHOLE_FEED)]
    with reader(items, "set full-text auto\n", {"a.html": PAGE % {"word": "Apricot"}, "b.html": PAGE % {"word": "Banana"}}) as t:
        t.keys("Enter", "Enter")
        t.wait_text("Apricot, paragraph 0")
        t.wait_text("whole text · ")
        t.keys("J")
        t.wait_text("Banana, paragraph 0")
        t.keys("x")
        t.wait_text("Only the beginning")
        t.keys("J")
        t.wait_text("HTTP 404")
        t.keys("K")
        t.wait_text("Only the beginning")
        t.keys("J", "J")
        t.wait_text("word for word")
        t.wait_gone("whole text")


def test_offline():
    """:offline fetches what is unread behind the screen and says what came of it"""
    items = [("One", "/a.html", "Beginning of one …"), ("Two", "/404", "Beginning of two …")]
    with reader(items, pages={"a.html": PAGE % {"word": "Apricot"}}) as t:
        t.text(":offline")
        t.keys("Enter")
        t.wait_text("1 whole article fetched, .* 1 failed")
        t.text(":offline")
        t.keys("Enter")
        t.wait_text("nothing to fetch")
        t.keys("Enter", "Enter")
        t.wait_text("x whole text, ")
        t.keys("x")
        t.wait_text("Apricot, paragraph 0")


sys.exit(main([test_switch, test_failures, test_esc_drops, test_auto, test_offline]))
