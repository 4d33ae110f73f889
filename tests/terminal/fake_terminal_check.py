#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The terminal of fake_terminal.py, fed by hand: a test can only see what it understands."""
import base64
import os
import sys
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "cli"))
import pictures  # noqa: E402
from fake_pictures import DIACRITICS, PLACEHOLDER, Broken, decode_png  # noqa: E402
from fake_terminal import FakeTerminal, Screen  # noqa: E402
from terminal import Failure, Home, main  # noqa: E402

RED, GREEN = (255, 0, 0), (0, 255, 0)
HALVES = bytes([255, 0, 0, 255] * 20 + [0, 255, 0, 255] * 20) * 40  # 40 x 40: red at the left, green at the right


def expect(is_so, what, screen=None):
    if not is_so:
        raise Failure("%s\n%s" % (what, "\n".join(screen.broken) + screen.text() if screen else ""))


def fed(text, cols=20, rows=6, kind="kitty"):
    answers = []
    screen = Screen(cols, rows, kind, answers.append)
    screen.feed(text.encode())
    screen.answers = answers
    return screen


def expect_lines(text, *lines):
    screen = fed(text)
    expect(screen.text().rstrip().split("\n") == list(lines) and not screen.broken, repr(text), screen)


def kitty(options, data=b"", chunk=4096):
    body = base64.b64encode(data).decode()
    pieces = [body[i:i + chunk] for i in range(0, len(body), chunk)] or [""]
    return "".join("\033_G%s%s;%s\033\\" % (options + "," if not i else "", "m=%d" % (i < len(pieces) - 1), piece)
                   for i, piece in enumerate(pieces))


def sixel(width, height, colour="100;0;0"):
    bands, rest = divmod(height, 6)
    rows = ["!%d~" % width] * bands + (["!%d%c" % (width, 63 + (1 << rest) - 1)] if rest else [])
    return '\033P0;1;0q"1;1;%d;%d#0;2;%s#0%s\033\\' % (width, height, colour, "-".join(rows))


def inline(png, cols, rows):
    return "\033]1337;File=inline=1;width=%d;height=%d:%s\007" % (cols, rows, base64.b64encode(png).decode())


def test_cursor():
    """text stands where the cursor was put, and wraps only where more follows"""
    expect_lines("\033[2;3Hab\033[1Gc\033[4dd\033[6Ge\033[3D\033[Bf\033[3A\033[Cg", "", "c ab g", "", " d   e", "   f")
    expect_lines("x" * 20 + "\r\ny", "x" * 20, "y")
    expect_lines("x" * 21, "x" * 20, "x")
    expect_lines("a\tb\be\033[3bz", "a       eeeez")
    expect_lines("o\u0308中x\033[1;2Hab", "o\u0308abx")
    expect_lines("a\033(0qx\033(Bq", "a─│q")


def test_erase():
    """what is erased, inserted or deleted changes only what it should"""
    expect_lines("abcdef\033[3G\033[K", "ab")
    expect_lines("abcdef\033[3G\033[1K", "   def")
    expect_lines("abcdef\033[3G\033[2X", "ab  ef")
    expect_lines("abcdef\033[3G\033[2P", "abef")
    expect_lines("abcdef\033[3G\033[2@", "ab  cdef")
    expect_lines("abcdef\033[3G\033[4hxy\033[4l", "abxycdef")
    expect_lines("a\r\nb\r\nc\033[2H\033[J", "a")
    expect_lines("a\r\nb\r\nc\033[2H\033[L", "a", "", "b", "c")
    expect_lines("a\r\nb\r\nc\033[2H\033[M", "a", "c")


def test_scroll():
    """lines move within the margins alone"""
    lines = "0\r\n1\r\n2\r\n3\r\n4\r\n5\033[2;5r"
    expect_lines(lines + "\033[5;1H\n", "0", "2", "3", "4", "", "5")
    expect_lines(lines + "\033[2;1H\033M", "0", "", "1", "2", "3", "5")
    expect_lines(lines + "\033[2S", "0", "3", "4", "", "", "5")
    expect_lines(lines + "\033[T", "0", "", "1", "2", "3", "5")


def test_alternate():
    """the screen before is back at the end, with its cursor"""
    expect_lines("ab\033[?1049h\033[H\033[2Jxyz\033[?1049lc", "abc")


def test_colours_and_links():
    """a cell has the colour and the link that it was written with"""
    screen = fed("\033[38;5;200ma\033]8;;https://a.example/\033\\b\033]8;;\033\\\033[38;2;1;2;3mc\033[0md"
                 "\033[91me\0337\033[31m\0338f")
    cells = screen.cells[0]
    expect([cell.fg for cell in cells[:6]] == [200, 200, 0x10203, None, 9, 9], [cell.fg for cell in cells[:6]])
    expect([cell.link for cell in cells[:3]] == [None, "https://a.example/", None], [cell.link for cell in cells[:3]])


def test_bytes():
    """the same is seen when all comes byte by byte"""
    text = "\033[2;2Hä\033[1mö\033]8;;x\033\\中" + kitty("a=T,i=1,f=32,s=40,v=40,C=1", HALVES, 1024) + sixel(20, 20)
    whole, split = fed(text, kind="wezterm"), Screen(20, 6, "wezterm")
    for byte in text.encode():
        split.feed(bytes([byte]))
    expect(whole.text() == split.text() and whole.drawn() == split.drawn() and not split.broken, "differs", split)
    expect(len(whole.drawn()) >= 8 and not whole.buffer and not split.buffer, "no picture", whole)


def test_kitty():
    """kitty: a picture is placed in parts, scrolls, and is deleted"""
    screen = fed(kitty("a=t,i=7,f=32,s=40,v=40,o=z,q=2", zlib.compress(HALVES)) + "\033[2;3H"
                 "\033_Ga=p,i=7,p=1,x=0,y=0,w=40,h=20,c=4,r=1,C=1,q=2\033\\z")
    expect(screen.drawn() == [(1, 2), (1, 3), (1, 4), (1, 5)], screen.drawn(), screen)
    expect([screen.pixel(1, col) for col in range(1, 7)] == [None, RED, RED, GREEN, GREEN, None], "colours", screen)
    screen.feed(b"\033_Ga=p,i=7,p=1,x=20,w=20,h=20,c=2,r=1,C=1,q=2\033\\")  # the same placement, elsewhere
    expect(screen.drawn() == [(1, 3), (1, 4)] and screen.pixel(1, 3) == GREEN, screen.drawn(), screen)
    screen.feed(b"\033[S")
    expect(screen.drawn() == [(0, 3), (0, 4)], screen.drawn(), screen)
    screen.feed(b"\033[S")
    expect(screen.drawn() == [] and 7 in screen.kitty.images, screen.drawn(), screen)
    screen.feed(b"\033_Ga=p,i=7,p=1,C=1,q=2\033\\\033_Ga=d,d=i,i=7,p=2,q=2\033\\")
    expect(len(screen.drawn()) == 8, screen.drawn(), screen)
    screen.feed(b"\033_Ga=d,d=I,i=7,q=2\033\\")
    expect(screen.drawn() == [] and not screen.kitty.images and not screen.broken, "images are left", screen)
    screen.feed(b"\033_Ga=p,i=7,p=1,C=1,q=2\033\\")
    expect(screen.broken, "a picture that is gone was placed")


def test_placeholders():
    """kitty: placeholder cells show their part of a virtual placement"""
    expect(len(DIACRITICS) == 297 and DIACRITICS["\u034a"] == 9 and DIACRITICS["\U0001d244"] == 296, len(DIACRITICS))
    marks = list(DIACRITICS)
    screen = fed(kitty("a=T,U=1,i=%d,p=1,f=32,s=40,v=40,c=4,r=2,q=2" % (42 + (3 << 24)), HALVES) + "\033[2;3H\033[38;5;42m"
                 + "".join(PLACEHOLDER + marks[1] + marks[col] + marks[3] for col in range(4)) + "\033[38;5;43m" + PLACEHOLDER)
    expect([screen.pixel(1, col) for col in range(2, 7)] == [RED, RED, GREEN, GREEN, None], "colours", screen)
    screen.feed(b"\033_Ga=d,d=A,q=2\033\\")  # does not reach virtual ones
    expect(screen.pixel(1, 2) == RED and not screen.broken, "it is gone", screen)


def test_sixel():
    """sixel: pixels are drawn at the cursor, erased by text, and scroll"""
    screen = fed("\033[2;3H\0337" + sixel(20, 20) + "\0338\033[3;3H" + sixel(15, 20, "0;100;0") + "\033[2;3Hx", kind="sixel")
    expect(screen.drawn() == [(1, 3), (2, 2), (2, 3)] and not screen.broken, screen.drawn(), screen)
    expect([screen.pixel(1, 3), screen.pixel(2, 2), screen.pixel(2, 3)] == [RED, GREEN, None], "colours", screen)
    screen.feed(b"\033[S")
    expect(screen.drawn() == [(0, 3), (1, 2), (1, 3)], screen.drawn(), screen)
    screen.feed(b"\033[2;1H\033[K")
    expect(screen.drawn() == [(0, 3)], screen.drawn(), screen)
    screen = fed("top\033[6;1H" + sixel(10, 21), kind="sixel")
    expect(screen.text().strip() == "" and screen.drawn() == [(4, 0), (5, 0)], "too high a picture does not scroll", screen)
    expect(fed(sixel(10, 10)).broken and fed("\033Pq~\033\\", kind="sixel").broken, "no fault seen")


def test_inline():
    """iTerm2: a PNG is drawn in its cells"""
    screen = fed("\033[2;2H" + inline(pictures.png(3, 2, (0, 255, 0)), 3, 1), kind="iterm2")
    expect(screen.pixel(1, 2) == GREEN and not screen.broken, "colours", screen)
    screen = fed("\033[2;2H" + inline(pictures.png(30, 20, (0, 255, 0, 255)), 3, 1) + "x", kind="iterm2")
    expect(screen.drawn() == [(1, 1), (1, 2), (1, 3)] and screen.line(1) == "    x", screen.drawn(), screen)
    expect(fed(inline(b"no PNG", 1, 1), kind="iterm2").broken, "no fault seen")


def png_filtered(kind):
    """Two colours that change along rows and columns, each row by a filter of PNG."""
    rows = [[(x * 40 + y * 30 + c * 70) % 256 for x in range(5) for c in range(3)] for y in range(4)]
    above, body = [0] * 15, b""
    for row in rows:
        out = []
        for i, value in enumerate(row):
            a, b, c = row[i - 3] if i > 2 else 0, above[i], above[i - 3] if i > 2 else 0
            paeth = min((a, b, c), key=lambda near, at=a + b - c: abs(at - near))
            out.append((value - [0, a, b, (a + b) // 2, paeth][kind]) % 256)
        body, above = body + bytes([kind] + out), row
    data = pictures.png_head(5, 4) + pictures.chunk(b"IDAT", zlib.compress(body)) + pictures.chunk(b"IEND", b"")
    return data, [tuple(row[i:i + 3]) for row in rows for i in range(0, 15, 3)]


def test_png():
    """PNG: each filter is undone, and a wrong sum is seen"""
    for kind in range(5):
        data, pixels = png_filtered(kind)
        expect(decode_png(data).pixels == pixels, "filter %d" % kind)
    try:
        decode_png(data[:-1] + b"x")
    except Broken:
        return
    raise Failure("no fault seen")


def test_answers():
    """each kind of terminal answers as it does"""
    asked = "\033_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\033\\\033[>q\033[?2026$p\033[16t\033[c"
    expect(fed(asked).answers == ["\033_Gi=31;OK\033\\", "\033P>|kitty(0.36.0)\033\\", "\033[?2026;2$y", "\033[6;20;10t",
                                  "\033[?62;c"], fed(asked).answers)
    expect(fed(asked, kind="sixel").answers[::3] == ["\033P>|XTerm(390)\033\\", "\033[?63;1;2;4;22c"], "sixel")
    expect(fed(asked, kind="silent").answers == [] and not fed(asked, kind="silent").broken, "silent")


def test_program():
    """a program gets its size, keys and answers, whole or byte by byte, and its end is seen"""
    home = Home([])
    script = "stty raw -echo; stty size; printf '\\033[c'; head -c 8; printf '\\r\\nend'"
    for splits in (False, True):
        terminal = FakeTerminal(home.environment(), ["/bin/sh", "-c", script], cols=30, rows=5, holds_answers=True,
                                splits_answers=splits)
        try:
            terminal.wait_text("5 30")
            terminal.wait("the question", lambda t=terminal: t.held)
            terminal.release()
            terminal.keys("k")
            terminal.wait_text("^end")
            terminal.wait_end()
            expect(terminal.sent.endswith(b"\033[?62;ck\r\nend"), repr(terminal.sent))
        finally:
            terminal.close()
    home.remove()


sys.exit(main([test_cursor, test_erase, test_scroll, test_alternate, test_colours_and_links, test_bytes, test_kitty,
               test_placeholders, test_sixel, test_inline, test_png, test_answers, test_program]))
