#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Pictures in pixels, and links, on terminals that know them: they stand at their cells, and nothing of them is left behind."""
import contextlib
import os
import re
import subprocess
import sys
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "cli"))
import pictures  # noqa: E402
from fake_terminal import GARBAGE, FakeTerminal  # noqa: E402
from picture_site import Site, has_pictures  # noqa: E402
from terminal import PROGRAM, TMUX, Failure, Home, main  # noqa: E402

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 200, 30), (30, 30, 220), (220, 220, 30)
WAYS = {"kitty": "kitty", "wezterm": None, "sixel": "sixel", "iterm2": "iterm2"}  # None: any of them
BLOCKS = re.compile("[▀▄█▌▐▁▂▃▅▆▇▉▊▋▍▎▏▔▕▖▗▘▙▚▛▜▝▞▟]")
PARAGRAPHS = "".join("<p>Paragraph %d of the text.</p>" % i for i in range(60))
HTML = "<p>Above.</p><img src='BASE/four.png' alt='Four'><p>Below.</p>" + PARAGRAPHS
FEED = "<rss version='2.0'><channel><title>Album</title>%s</channel></rss>"
ITEM = ("<item><guid>%d</guid><title>%s</title><pubDate>%02d Jun 2024 10:00:00 GMT</pubDate>"
        "<description><![CDATA[%s]]></description></item>")


def quarters(size):
    """Red and green above blue and yellow."""
    half = size // 2
    rows = [b"\0" + bytes(left) * half + bytes(right) * half for left, right in ((RED, GREEN), (BLUE, YELLOW))]
    return (pictures.png_head(size, size) + pictures.chunk(b"IDAT", zlib.compress(rows[0] * half + rows[1] * half))
            + pictures.chunk(b"IEND", b""))


SITE = {"/four.png": quarters(160), "/red.png": pictures.png(80, 80, RED)}
OTHER = "<p>Above.</p><img src='BASE/red.png' alt='All red'>" + PARAGRAPHS


@contextlib.contextmanager
def reader(kind="kitty", html=HTML, config="", extra=None, command=(PROGRAM,), begin=lambda _: None, end=lambda: None,
           **options):
    """The article html is open on a terminal of a kind, the next one is OTHER; SITE's addresses are those of its base."""
    home, site = Home([], config + "\nset layout one\n"), Site(SITE)
    with open(os.path.join(home.path, "feed.xml"), "w", encoding="utf-8") as file:
        file.write((FEED % (ITEM % (1, "Quarters", 14, html) + ITEM % (2, "Red", 13, OTHER))).replace("BASE", site.base))
    home.write("feeds", "file://%s/feed.xml\n" % home.path)
    home.run("reload")
    terminal = FakeTerminal(home.environment(extra), command, kind, **options)
    try:
        begin(terminal)
        terminal.wait_text("Feeds")
        terminal.keys("\r")
        terminal.wait_text("Quarters")
        terminal.keys("\r")
        terminal.wait_text("Paragraph 0")
        yield terminal
        if terminal.screen.broken:
            raise Failure("\n".join(terminal.screen.broken))
    finally:
        site.close()
        end()
        terminal.close()
        home.remove()


# ---- what is seen

def is_near(colour, wanted):
    """The same but for the five bits and the hundredths of sixel."""
    return colour is not None and all(abs(a - b) <= 10 for a, b in zip(colour, wanted))


def snapshot(terminal):
    """The colour of each cell that a picture reaches into."""
    return {place: terminal.screen.pixel(*place) for place in terminal.screen.drawn()}


def is_same(seen, wanted):
    return seen.keys() == wanted.keys() and all(is_near(colour, wanted[place]) for place, colour in seen.items())


def is_quarters(seen):
    """Whether what is seen is the whole picture, and nothing else; a cell in the middle may have either colour."""
    if not seen:
        return False
    top, left, bottom, right = (pick(place[axis] for place in seen) for pick in (min, max) for axis in (0, 1))
    if len(seen) != (bottom - top + 1) * (right - left + 1) or top == bottom or None in seen.values():
        return False  # a part that has just been drawn, or what is no rectangle
    return all(2 * row == top + bottom or 2 * col == left + right
               or is_near(colour, ((RED, GREEN), (BLUE, YELLOW))[2 * row > top + bottom][2 * col > left + right])
               for (row, col), colour in seen.items())


def shifted(seen, count):
    """What is seen once the article went up by so many lines: its first line is the screen's second."""
    return {(row - count, col): colour for (row, col), colour in seen.items() if row - count >= 1}


def wait_quarters(terminal):
    terminal.wait("the whole picture", lambda: is_quarters(snapshot(terminal)))
    return snapshot(terminal)


def wait_seen(terminal, wanted):
    try:
        terminal.wait("the picture where it was", lambda: is_same(snapshot(terminal), wanted))
    except Failure as error:
        seen = snapshot(terminal)
        wrong = {place: (seen.get(place), wanted.get(place)) for place in seen.keys() | wanted.keys()
                 if not is_near(seen.get(place), wanted.get(place, (999,)))}
        raise Failure("%d cells are wrong, %s\n%s" % (len(wrong), sorted(wrong.items())[:3], error)) from error


def wait_nothing(terminal):
    terminal.wait("no pixel", lambda: not terminal.screen.drawn())


def row_of(terminal, word):
    """Where a word stands; one row too far where it does not."""
    return next((row for row in range(terminal.screen.rows) if word in terminal.screen.line(row)), terminal.screen.rows)


def expect(is_so, what, terminal):
    if not is_so:
        raise Failure("%s\n%s\n%s" % (what, "\n".join(terminal.screen.broken), terminal.screen.text()))


def expect_between_words(terminal, seen):
    """The picture stands below "Above.", at its column, and its name and "Below." below it."""
    rows = [row for row, _ in seen]
    above, name, below = (row_of(terminal, word) for word in ("Above.", "Four", "Below."))
    expect((above + 2, terminal.screen.line(above).index("A")) == min(seen) and max(rows) < name < below,
           "the picture is at %s" % (min(seen),), terminal)
    expect(not set(rows) & set(rows_of_blocks(terminal)), "blocks beneath", terminal)


def rows_of_blocks(terminal):
    """The rows where a picture stands in characters: blocks, or nothing but a colour behind."""
    return [row for row, cells in enumerate(terminal.screen.cells[1:-1], 1)
            if any(BLOCKS.match(cell.char) or cell.bg is not None for cell in cells[:-1])]


def wait_blocks(terminal):
    terminal.wait("blocks", lambda: len(rows_of_blocks(terminal)) >= 8)


def expect_no_graphics(terminal):
    """No picture was ever sent."""
    expect(not any(terminal.screen.shown.values()) and not terminal.screen.drawn(), terminal.screen.shown, terminal)


# ---- one flow for each kind of terminal

def flow_shown(kind):
    """a picture stands at its cells in its colours"""
    with reader(kind) as t:
        expect_between_words(t, wait_quarters(t))
        ways = [way for way, count in t.screen.shown.items() if count]
        expect(len(ways) == 1 and WAYS[kind] in (None, ways[0]), "shown by way of %s" % ways, t)


def flow_scroll(kind):
    """a picture goes up with its article, out of the screen, and comes back"""
    with reader(kind) as t:
        seen = wait_quarters(t)
        top = min(seen)[0]
        for count in (1, top + 3, top + 9):
            t.keys("j" * count)
            wait_seen(t, shifted(seen, count))
            t.keys("k" * count)
            wait_seen(t, seen)
        t.keys("G")
        wait_nothing(t)
        t.keys("g")
        wait_seen(t, seen)


def flow_leave(kind):
    """another page has no pixel of a picture, which is there again when its article is"""
    with reader(kind) as t:
        seen = wait_quarters(t)
        t.keys("?")
        wait_nothing(t)
        t.wait_gone("Above")
        t.keys("q")
        wait_seen(t, seen)
        t.keys("q")
        wait_nothing(t)
        t.wait_gone("Above")
        t.keys("\r")
        wait_seen(t, seen)
        t.keys("i")
        t.wait_text(r"\[picture: Four\]")
        wait_nothing(t)


def flow_twice(kind):
    """the same picture twice in an article is there twice"""
    image = "<img src='BASE/four.png'>"
    with reader(kind, "<p>Above.</p>" + image + "<p>Between.</p>" + image + PARAGRAPHS) as t:
        def halves():
            seen, middle = snapshot(t), row_of(t, "Between.")
            return [{place: seen[place] for place in seen if (place[0] > middle) == is_below} for is_below in (False, True)]

        t.wait("two pictures", lambda: all(is_quarters(seen) for seen in halves()))
        seen = snapshot(t)
        t.keys("j" * 9)
        wait_seen(t, shifted(seen, 9))


def flow_next(kind):
    """the next article shows its own picture alone"""
    with reader(kind) as t:
        seen = wait_quarters(t)
        t.keys("J")
        t.wait_text("All red")
        t.wait("a red picture", lambda: snapshot(t) and all(is_near(colour, RED) for colour in snapshot(t).values()))
        t.keys("K")
        wait_seen(t, seen)


def flow_large(kind):
    """a picture on a page of its own is whole and larger, and gone with it"""
    with reader(kind) as t:
        seen = wait_quarters(t)
        t.keys("I")
        t.wait("a larger picture", lambda: is_quarters(snapshot(t)) and len(snapshot(t)) > len(seen))
        t.keys("q")
        wait_seen(t, seen)


def flow_covered(kind):
    """what stands over a part of a picture is seen, and the part again after it"""
    with reader(kind, rows=14) as t:
        t.wait("a picture down to the last row", lambda: max(t.screen.drawn(), default=(0,))[0] == 12
               and None not in snapshot(t).values())
        seen = snapshot(t)
        t.keys(":s\t")
        t.wait_text("scroll-left")
        wait_seen(t, {place: seen[place] for place in seen if place[0] < 12})
        t.keys("\033")
        t.wait_gone("scroll-left")
        wait_seen(t, seen)


def flow_child(kind):
    """a program that has the terminal for a while sees no picture, which is there again after it"""
    with reader(kind) as t:
        seen = wait_quarters(t)
        t.keys("|echo A child; head -c 1 </dev/tty\r")
        t.wait_text("^A child")
        wait_nothing(t)
        t.keys("\n")
        t.wait_text("any key goes back")  # it has written something
        t.keys(" ")
        wait_seen(t, seen)
        t.keys("\014")
        wait_seen(t, seen)


def flow_end(kind):
    """at its end nothing of it is left"""
    for ends in (lambda t: t.keys("Q"), lambda t: t.process.terminate()):
        with reader(kind) as t:
            wait_quarters(t)
            ends(t)
            t.wait_end()
            expect(not t.screen.drawn() and not t.screen.kitty.images and not t.screen.kitty.virtual, "left behind", t)
            expect(t.screen.other is None and t.screen.pen["link"] is None and not t.screen.buffer, "not put back", t)


def flow_resize(kind):
    """another size of the terminal has the picture where the article then has it"""
    with reader(kind) as t:
        wait_quarters(t)
        for cols, rows in ((60, 30), (15, 30), (80, 22), (100, 40)):
            t.resize(cols, rows)
            t.wait("the status line at the bottom", lambda rows=rows: "back" in t.screen.line(rows - 1) or cols < 40)
            seen = wait_quarters(t)
            expect_between_words(t, seen)


def flow_late(kind):
    """answers that come late, in pieces and with others are no keys, and the picture comes after them"""
    with reader(kind, holds_answers=True, splits_answers=True, garbage=GARBAGE) as t:
        wait_blocks(t)
        expect_no_graphics(t)
        asked, below = len(t.held), row_of(t, "Below.")
        expect(asked > 1, "%d answers" % asked, t)
        t.keys("jjjj")
        t.wait("four lines less", lambda: row_of(t, "Below.") == below - 4)
        t.release("j")
        t.wait("a line for each key", lambda: not t.outgoing and row_of(t, "Below.") == below - 4 - asked)
        t.keys("k" * (4 + asked))
        t.wait_text("Above")
        expect_between_words(t, wait_quarters(t))
        t.keys("q")
        t.wait_gone("Above")
        expect("★" not in t.screen.text() and "Quarters" in t.screen.text(), "a star", t)


# ---- where there are none

def test_silent():
    """a terminal that answers nothing gets characters, and is sent no picture"""
    with reader("silent") as t:
        wait_blocks(t)
        t.keys("jjj")
        t.wait_text("Paragraph 10")
        wait_blocks(t)
        expect_no_graphics(t)


def test_blocks():
    """with graphics blocks, or without colours, there are characters alone"""
    for config, extra in (("set graphics blocks", {}), ("", {"NO_COLOR": "1"})):
        with reader("kitty", config=config, extra=extra) as t:
            if not extra:
                wait_blocks(t)
            t.wait_gone(r"\[picture")
            t.wait_text("Four")
            t.keys("jjj")
            t.wait("lines to move", lambda: "Above" not in t.screen.text() or row_of(t, "Above.") < 4)
            expect_no_graphics(t)


# ---- links

LINKS = ("<p>Words with <a href='https://one.example/a'>first link</a> and <a href='https://two.example/b;c?d=1&amp;e=%C3%A9'>"
         "second link</a> end.</p>" + PARAGRAPHS + "<p>At last <a href='https://three.example/'>third link</a>.</p>")
ADDRESSES = {"first link": "https://one.example/a", "second link": "https://two.example/b;c?d=1&e=%C3%A9",
             "third link": "https://three.example/"}


def link_runs(terminal):
    """(text, address) of what stands together and has the same link."""
    runs = []
    for row in terminal.screen.cells:
        before = None
        for cell in row:
            if cell.link and cell.link == before:
                runs[-1][0] += cell.char
            elif cell.link:
                runs.append([cell.char, cell.link])
            before = cell.link
    return [(re.sub(r"\[\d+\]", "", text).strip(), link) for text, link in runs]


def expect_right_links(terminal):
    """What carries a link is its text, or its address."""
    for text, link in link_runs(terminal):
        expect(ADDRESSES.get(text) == link or text.rstrip("…") in link, "%s leads to %s" % (text, link), terminal)


def test_links():
    """the cells of a link carry its address, and no others, however the article scrolls"""
    with reader("kitty", LINKS) as t:
        t.wait("two links", lambda: {text for text, _ in link_runs(t)} >= {"first link", "second link"})
        expect_right_links(t)
        for keys, word in (("j" * 5, "Paragraph 18"), ("G", "third link"), ("g", "first link")):
            t.keys(keys)
            t.wait("/%s/" % word, lambda word=word: word in t.screen.text())
            t.wait("the links of the screen", lambda: all(
                (text in t.screen.text()) == ((text, link) in link_runs(t)) for text, link in ADDRESSES.items()))
            expect_right_links(t)
        t.keys("?")
        t.wait_gone("Paragraph")
        expect(not link_runs(t), "links: %s" % link_runs(t), t)
        t.keys("Q")
        t.wait_end()
        expect(t.screen.pen["link"] is None, "an open link", t)


def test_hostile_link():
    """an address that is a sequence of the terminal stays an address"""
    html = "<p>An <a href='https://evil.example/&#27;]2;stolen&#7;&#155;31m&#10;x'>evil link</a>.</p>" + PARAGRAPHS
    with reader("kitty", html) as t:
        t.wait_text("evil link")
        for _, link in link_runs(t):
            expect(re.fullmatch(r"[!-~]+", link) and link.startswith("https://evil.example/"), repr(link), t)
        expect(b"\033]2;stolen" not in t.sent and "\x9b".encode() not in t.sent, "the sequence got through", t)


def test_no_links():
    """with hyperlinks no, no cell carries a link"""
    with reader("kitty", LINKS, "set hyperlinks no") as t:
        t.wait_text("second link")
        t.keys("G")
        t.wait_text("third link")
        expect(b"\033]8;" not in t.sent, "links: %s" % link_runs(t), t)


# ---- tmux between

@contextlib.contextmanager
def tmux(kind="kitty", passthrough="on"):
    """tmux within the terminal, the article within tmux."""
    program = [TMUX, "-L", "newsdeck-graphics-%d" % os.getpid()]

    def run(*words):
        subprocess.run([*program, *words], env={"PATH": os.environ["PATH"]}, check=False, capture_output=True)

    def begin(terminal):
        terminal.wait_text("ready")
        run("respawn-pane", "-k", "exec " + PROGRAM)

    command = [*program, "-f", "/dev/null", "start-server", ";", "set", "-g", "status", "off", ";",
               "set", "-g", "allow-passthrough", passthrough, ";", "set", "-sg", "escape-time", "0", ";",
               "new-session", "echo ready; exec cat"]
    with reader(kind, extra={"KITTY_WINDOW_ID": "1"}, command=command, begin=begin, end=lambda: run("kill-server")) as t:
        yield t


def test_tmux():
    """in tmux that lets it through, kitty's picture stands at its cells, moves and goes"""
    with tmux() as t:
        seen = wait_quarters(t)
        expect_between_words(t, seen)
        t.keys("j" * 9)
        wait_seen(t, shifted(seen, 9))
        t.keys("g")
        wait_seen(t, seen)
        t.keys("?")
        wait_nothing(t)
        t.keys("q")
        wait_seen(t, seen)
        t.keys("Q")
        t.wait_end()
        expect(not t.screen.kitty.images and not t.screen.kitty.virtual, "images are left", t)


def test_tmux_closed():
    """in tmux that lets nothing through there are characters"""
    with tmux(passthrough="off") as t:
        wait_blocks(t)
        expect_no_graphics(t)


def has_sixel():
    """Whether newsdeck was built with sixels; yes where nothing tells."""
    try:
        with open(os.path.join(os.environ.get("top_builddir", ""), "config.h"), encoding="utf-8") as file:
            return "#define SIXEL_SONAME" in file.read()
    except OSError:
        return True


def of_kinds(flow):
    """The flow as a test for each kind of terminal."""
    tests = []
    for kind in WAYS:
        if kind == "sixel" and not has_sixel():
            continue

        def test(kind=kind):
            flow(kind)
        test.__doc__ = "%s: %s" % (kind, flow.__doc__)
        tests.append(test)
    return tests


FLOWS = (flow_shown, flow_scroll, flow_leave, flow_twice, flow_next, flow_large, flow_covered, flow_child, flow_end,
         flow_resize, flow_late)
TESTS = [test for flow in FLOWS for test in of_kinds(flow)]
TESTS += [test_silent, test_blocks, test_links, test_hostile_link, test_no_links, test_tmux, test_tmux_closed]
if not has_pictures():
    print("1..0 # SKIP built without pictures")
    sys.exit(0)
sys.exit(main(TESTS))
