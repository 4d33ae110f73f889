#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Pictures of articles in a real terminal: drawn in the flow, hidden, enlarged, never where they only count."""
import contextlib
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "cli"))
import pictures  # noqa: E402
from picture_site import Site, has_pictures  # noqa: E402
from terminal import PROGRAM, Failure, Home, Terminal, main  # noqa: E402

WORDS = "<p>" + "Words that stand between one picture and the next. " * 6 + "</p>"
FEED = ("<rss version='2.0'><channel><title>Album</title><item><guid>1</guid><title>%s</title>"
        "<description><![CDATA[%s]]></description></item></channel></rss>")
BLOCK = r"[▀▄█▌▐▁▂▃▅▆▇▉▊▋▍▎▏▔▕▖▗▘▙▚▛▜▝▞▟]|\x1b\[[0-9;]*48[;:]"
SITE = {
    "/red.png": pictures.png(320, 160),
    "/green.bmp": pictures.bmp(80, 80),
    "/icon.png": pictures.png(16, 16),
    "/bomb.png": pictures.png_head(60000, 60000),
    "/cut.jpg": b"\xff\xd8\xff\xc0\0\x11\x08\0\x14\0\x20\x03",
    "/text.png": b"<html>not here</html>",
    "/huge.png": pictures.png(4, 4) + b"\0" * (9 << 20),
}


@contextlib.contextmanager
def reader(html, config="", held=(), extra=None, rows=40):
    """The article html is open; SITE's addresses are those of its base."""
    home, site = Home([], config + "\nset layout one\n"), Site(SITE)
    site.held.update(held)
    with open(os.path.join(home.path, "feed.xml"), "w", encoding="utf-8") as file:
        file.write(FEED % ("Pictures", html.replace("BASE", site.base)))
    home.write("feeds", "file://%s/feed.xml\n" % home.path)
    home.run("reload")
    terminal = Terminal(home, cols=80, rows=rows, extra=extra)
    terminal.site = site
    try:
        terminal.wait_text("Feeds")
        terminal.keys("Enter", "Enter")
        terminal.wait_text("Pictures")
        yield terminal
    finally:
        site.close()
        terminal.close()
        home.remove()


def rows_of_blocks(terminal):
    return sum(1 for line in terminal.screen(True).splitlines() if re.search(BLOCK, line))


def test_flow():
    """a picture is drawn where it stands, in its shape, with its words below"""
    with reader("<p>Above.</p><img src='BASE/red.png' alt='All red'><p>Below.</p>") as t:
        t.wait_attributes(BLOCK)
        t.wait_text("All red")
        t.wait("ten rows of forty columns", lambda: rows_of_blocks(t) == 10)
        lines = t.screen().splitlines()
        above, below = (next(i for i, line in enumerate(lines) if word in line) for word in ("Above.", "Below."))
        if below - above != 14:  # blank, ten rows, words, blank, and what is below
            raise Failure("%d lines between the words\n%s" % (below - above, t.screen()))


def test_text_first():
    """the text is on screen while a picture is still on its way, and its name in its place"""
    with reader("<p>Above.</p><img src='BASE/red.png' alt='All red'>" + WORDS, held=["/red.png"]) as t:
        t.wait_text(r"\[picture: All red\]")
        t.wait_text("Words that stand")
        t.site.gate.set()
        t.wait_gone(r"\[picture")
        t.wait_attributes(BLOCK)


def test_place():
    """the first line on screen stays when a picture above it comes"""
    with reader("<img src='BASE/red.png' alt='All red'>" + "".join(
            "<p>Paragraph %d. %s</p>" % (i, "Words. " * 30) for i in range(40)), held=["/red.png"], rows=24) as t:
        t.wait_text(r"\[picture: All red\]")
        t.keys("Space", "Space", "j")
        t.wait_gone("Paragraph 0")
        first, share = t.screen().splitlines()[1], t.screen().splitlines()[0]
        t.site.gate.set()
        t.wait("more above the screen", lambda: t.screen().splitlines()[0] != share)
        if t.screen().splitlines()[1] != first:
            raise Failure("the first line was\n%s\n%s" % (first, t.screen()))


def test_toggle():
    """i hides the pictures and shows them again; I opens one large, q leaves it"""
    with reader("<p>Above.</p><img src='BASE/green.bmp' alt='All green'><p>Below.</p>") as t:
        t.wait("five rows", lambda: rows_of_blocks(t) == 5)
        t.keys("i")
        t.wait_text(r"\[picture: All green\]")
        t.keys("i")
        t.wait("five rows again", lambda: rows_of_blocks(t) == 5)
        t.keys("I")
        t.wait_text("All green.*80 x 80")
        t.wait("ten rows", lambda: rows_of_blocks(t) == 10)
        t.keys("q")
        t.wait_text("Below")


def test_failures():
    """what can't be shown says why in a line; the article goes on"""
    with reader("<img src='BASE/gone.png' alt='gone'><img src='BASE/bomb.png' alt='bomb'>"
                "<img src='BASE/text.png' alt='text'><img src='BASE/huge.png' alt='huge'><p>Below.</p>") as t:
        t.wait_text(r"\[picture: gone; not shown: HTTP 404\]")
        t.wait_text(r"\[picture: bomb; not shown: 60000 x 60000 pixels, which is too much\]")
        t.wait_text(r"\[picture: text; not shown: no PNG")
        t.wait_text(r"\[picture: huge; not shown: larger than 8 MiB\]")
        t.wait_text("Below")


def test_never():
    """with pictures never nothing is asked for until i says so"""
    with reader("<p>Above.</p><img src='BASE/red.png' alt='All red'><p>Below.</p>", "set pictures never") as t:
        t.wait_text(r"\[All red\]")
        if t.site.asked:
            raise Failure("asked for %s" % t.site.asked)
        t.keys("i")
        t.wait_attributes(BLOCK)


def test_click():
    """with pictures click a name is clicked for its picture"""
    with reader("<p>Above.</p><img src='BASE/red.png' alt='All red'><p>Below.</p>"
                "<img src='BASE/green.bmp' alt='All green'>", "set pictures click") as t:
        t.wait_text(r"\[picture: All red\]")
        lines = t.screen().splitlines()
        row = next(i for i, line in enumerate(lines) if "[picture: All red]" in line)
        t.mouse(row, lines[row].index("[picture") + 2)
        t.wait("its rows", lambda: rows_of_blocks(t) == 10)
        t.wait_text(r"\[picture: All green\]")
        if t.site.asked != ["/red.png"]:
            raise Failure("asked for %s" % t.site.asked)


def test_counters():
    """pictures of one pixel, and small ones, are never asked for; nor does a feed's header line go along"""
    with reader("<img src='BASE/1.gif' width=1 height=1><img src='BASE/2.gif' height=0>"
                "<p>Words <img src='BASE/icon.png' width=16 alt='icon'> and</p><img src='BASE/red.png' alt='All red'>",
                'set header "Cookie: secret=1"') as t:
        t.wait_attributes(BLOCK)
        t.wait_text(r"Words \[icon\] and")
        if t.site.asked != ["/red.png"] or any("Cookie" in headers for headers in t.site.headers):
            raise Failure("asked for %s with %s" % (t.site.asked, t.site.headers))


def test_cache():
    """a picture is fetched once; a second start shows it from the disk"""
    with reader("<img src='BASE/red.png' alt='All red'>") as t:
        t.wait_attributes(BLOCK)
        t.keys("Q")
        t.wait_dead()
        t.tmux("respawn-pane", "-k", "exec " + PROGRAM)
        t.wait_text("Feeds")
        t.keys("Enter", "Enter")
        t.wait_attributes(BLOCK)
        if t.site.asked != ["/red.png"]:
            raise Failure("asked for %s" % t.site.asked)


def test_again():
    """a picture that failed is asked for again when its article is opened again"""
    with reader("<img src='BASE/late.png' alt='Late'><p>Below.</p>") as t:
        t.wait_text("not shown: HTTP 404")
        SITE["/late.png"] = SITE["/red.png"]
        t.keys("q", "Enter")
        t.wait_attributes(BLOCK)
        t.wait_text("Late")


def test_decoder():
    """a picture that breaks only when it is decoded says so, too"""
    with reader("<img src='BASE/cut.jpg' alt='Cut'><p>Below.</p>") as t:
        t.wait_text(r"\[picture: Cut; not shown: broken or cut off\]")
        t.wait_text("Below")


def test_no_colour():
    """without colours a picture is drawn in shapes alone"""
    checks = "<img src='BASE/red.png' alt='All red'><p>Below.</p>"
    with reader(checks, extra={"NO_COLOR": "1"}) as t:
        t.wait_text("All red")
        t.wait_gone(r"\[picture")
        if "48;" in t.screen(True) or "38;" in t.screen(True):
            raise Failure("colours\n%s" % t.screen(True))


TESTS = [test_flow, test_text_first, test_place, test_toggle, test_failures, test_never, test_click, test_counters, test_cache,
         test_again, test_decoder, test_no_colour]
if not has_pictures():
    print("1..0 # SKIP built without pictures")
    sys.exit(0)
sys.exit(main(TESTS))
