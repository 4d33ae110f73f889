# SPDX-License-Identifier: MIT
"""A terminal that knows pictures, for tests: it runs a program and keeps what people would see.

Screen takes what a program sends: cells (character, colours, link) and the pixels over them, for the sequences of xterm and
the pictures of kitty, sixel and iTerm2. FakeTerminal runs a program on a terminal of its own with a Screen behind it and
answers questions as the kind of terminal does that it plays. What breaks a protocol is kept in Screen.broken."""
import base64
import codecs
import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
import unicodedata

import fake_pictures
from fake_pictures import DIACRITICS, PLACEHOLDER, Broken
from terminal import DEADLINE_S, PROGRAM, Failure

CELL = (10, 20)  # pixels
# what each kind says of itself, and the ways it takes pictures: (XTVERSION, DA1, ways)
KINDS = {"kitty": ("kitty(0.36.0)", "?62;c", ("kitty",)),
         "wezterm": ("WezTerm 2024", "?65;4;6;18;22c", ("kitty", "sixel", "iterm2")),
         "sixel": ("XTerm(390)", "?63;1;2;4;22c", ("sixel",)),
         "iterm2": ("iTerm2 3.5.0", "?62;4c", ("iterm2", "sixel")),
         "konsole": ("Konsole 22.12.3", "?62;1;4c", ("kitty",)),
         "foot": ("foot(1.13.1)", "?62;4;22c", ("sixel",)),
         "xterm": ("XTerm(379)", "?64;1;2;6;22c", ()),
         "vte": ("VTE(7006)", "?65;1;9c", ()),
         "silent": ("", "", ())}
# answers that nobody asked for, or that can't be; each of these letters is a key, too
GARBAGE = ("\033_Gi=4294967295;ENOENT:sdjq\033\\\033[?64;99999999999999999999;1$y\033[6;99999999999;0t"
           "\033P>|" + "sdjq" * 99 + "\033\\")
TOKEN = re.compile(rb"\x1b\[([0-?]*)([ -/]*)([@-~])"  # CSI: parameters, intermediates, final
                   rb"|\x1b([P_^X\]])(.*?)(?:\x1b\\|\x07)"  # strings
                   rb"|\x1b([ -/]*)([0-OQ-WYZ\\`-~])"
                   rb"|([\0-\x1a\x1c-\x1f\x7f])|([\x20-\x7e\x80-\xff]+)", re.DOTALL)
LINES = dict(zip("`afgijklmnopqrstuvwxyz{|}~", "◆▒°±␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·"))


class Cell:
    """A character (with its combining ones; "" behind a wide one) and the pixels over it: a row of 200 colours or None."""
    __slots__ = ("char", "fg", "bg", "link", "tile")

    def __init__(self, char=" ", fg=None, bg=None, link=None):
        self.char, self.fg, self.bg, self.link, self.tile = char, fg, bg, link, None


class Screen:
    """The screen; answer is called with what the terminal says to a question."""

    def __init__(self, cols, rows, kind="kitty", answer=lambda text: None):
        self.cols, self.rows, self.kind, self.answer = cols, rows, kind, answer
        self.broken, self.asked, self.shown, self.modes = [], [], {"kitty": 0, "sixel": 0, "iterm2": 0}, set()
        self.buffer, self.decoder = b"", codecs.getincrementaldecoder("utf-8")()
        self.kitty = fake_pictures.Kitty(CELL)
        self.cells, self.other = self.blank(rows), None  # other: the screen that is not shown
        self.row = self.col = self.top = 0
        self.bottom, self.last = rows - 1, " "
        self.saved = (0, 0, {}, False)
        self.pen = {"fg": None, "bg": None, "link": None}
        self.title, self.titles, self.clipboard = "shell", [], []
        self.is_line_drawing, self.is_inserting, self.wraps = False, False, True
        self.joins_marks = False  # marks with a width (as in Devanagari) take no cell of their own, as in kitty

    def blank(self, rows):
        return [[Cell() for _ in range(self.cols)] for _ in range(rows)]

    # ---- what is looked at

    def line(self, row):
        return "".join(cell.char for cell in self.cells[row]).rstrip()

    def text(self):
        return "\n".join(self.line(row) for row in range(self.rows))

    def pixel(self, row, col):
        """The colour of the picture in the middle of a cell, None where there is none."""
        cell = self.cells[row][col]
        if cell.char.startswith(PLACEHOLDER):
            return self.placeholder(row, col)
        placed = self.kitty.pixel(row, col)
        return placed or (cell.tile[CELL[1] // 2 * CELL[0] + CELL[0] // 2] if cell.tile else None)

    def placeholder(self, row, col):
        cell = self.cells[row][col]
        marks = [DIACRITICS.get(mark, 0) for mark in cell.char[1:]]
        if not marks or cell.fg is None:
            return None
        y, x, high = (marks + [0, 0])[:3]
        return self.kitty.placeholder(cell.fg | high << 24, 0, y, x)

    def is_drawn(self, row, col):
        """Whether a picture reaches into a cell, however little."""
        cell = self.cells[row][col]
        return (bool(cell.tile and any(cell.tile)) or cell.char.startswith(PLACEHOLDER)
                or any(placed.covers(row, col) for placed in self.kitty.placements))

    def drawn(self):
        """All cells that a picture reaches into."""
        return [(row, col) for row in range(self.rows) for col in range(self.cols) if self.is_drawn(row, col)]

    # ---- what comes from the program

    def feed(self, data):
        self.buffer += data
        while self.buffer:
            token = TOKEN.match(self.buffer)
            if not token:
                if len(self.buffer) > 1 and self.buffer[1:2] not in b"[P_^X] !\"#$%&'()*+,-./" or len(self.buffer) > 1 << 22 \
                        or self.buffer[1:2] == b"[" and len(self.buffer) > 99:
                    self.broken.append("not understood: %r" % self.buffer[:20])
                    self.buffer = self.buffer[1:]
                    continue
                return
            self.buffer = self.buffer[token.end():]
            parameters, between, final, opener, body, shift, escape, control, text = token.groups()
            try:
                if text:
                    self.write(self.decoder.decode(text))
                elif control:
                    self.control(control.decode())
                elif final:
                    self.sequence(parameters.decode(), between.decode(), final.decode())
                elif opener:
                    self.string(opener.decode(), body.decode())
                else:
                    self.escape(shift.decode(), escape.decode())
            except (Broken, ValueError, KeyError, IndexError) as error:
                self.broken.append("%s: %s, in %r" % (type(error).__name__, error, token.group()[:80]))

    def write(self, text):
        for char in text:
            if self.is_line_drawing:
                char = LINES.get(char, char)
            if unicodedata.category(char) in ("Mn", "Me", "Cf") + (("Mc",) if self.joins_marks else ()):
                col = self.col - 1 if self.col and self.col <= self.cols else 0
                self.cells[self.row][col].char += char
                continue
            width = 2 if unicodedata.east_asian_width(char) in "WF" else 1
            if self.col + width > self.cols:
                if self.wraps:
                    self.col = 0
                    self.index()
                else:
                    self.col = self.cols - width
            line = self.cells[self.row]
            if self.is_inserting:
                line[self.col:] = ([Cell() for _ in range(width)] + line[self.col:])[:self.cols - self.col]
            for i in range(width):
                line[self.col + i] = Cell(char if i == 0 else "", **self.pen)
            self.col += width
            self.last = char

    def control(self, char):
        if char == "\r":
            self.col = 0
        elif char in "\n\v\f":
            self.index()
        elif char == "\b":
            self.col = max(0, min(self.col, self.cols - 1) - 1)
        elif char == "\t":
            self.col = min(self.cols - 1, self.col // 8 * 8 + 8)

    def escape(self, between, final):
        if between == "(":
            self.is_line_drawing = final == "0"
        elif final == "7":
            self.saved = (self.row, self.col, dict(self.pen), self.is_line_drawing)
        elif final == "8":
            self.row, self.col, pen, self.is_line_drawing = self.saved
            self.pen.update(pen)
        elif final in "DE":
            self.col = 0 if final == "E" else self.col
            self.index()
        elif final == "M":
            if self.row == self.top:
                self.scroll(self.top, -1)
            else:
                self.row = max(0, self.row - 1)

    # ---- the cursor and the cells

    def index(self):
        if self.row == self.bottom:
            self.scroll(self.top, 1)
        else:
            self.row = min(self.rows - 1, self.row + 1)

    def scroll(self, top, count, moves_placements=True):
        """The lines from top to the lower margin up (count below 0: down)."""
        height = self.bottom - top + 1
        size = min(abs(count), height)
        fresh = [self.erased_line() for _ in range(size)]
        region = self.cells[top:self.bottom + 1]
        self.cells[top:self.bottom + 1] = region[size:] + fresh if count > 0 else fresh + region[:height - size]
        if moves_placements:
            self.kitty.scroll(top, self.bottom, size if count > 0 else -size)

    def erased_line(self):
        return [Cell(bg=self.pen["bg"]) for _ in range(self.cols)]

    def erase(self, row, first, last):
        for col in range(first, min(last, self.cols)):
            self.cells[row][col] = Cell(bg=self.pen["bg"])

    def sequence(self, parameters, between, final):
        if parameters[:1] in ("?", ">", "<", "=") or between:
            self.private(parameters, between, final)
            return
        if final == "m":
            self.colour([int(word or 0) for word in parameters.replace(":", ";").split(";")])
            return
        numbers = [int(word or 0) for word in parameters.split(";")] + [0, 0]
        count, col = max(1, numbers[0]), min(self.col, self.cols - 1)
        if final in "ABCDEFG`dHf":
            self.move(final, count, max(1, numbers[1]), col)
        elif final == "J":
            if numbers[0] < 2:
                for row in range(self.row + 1, self.rows) if numbers[0] == 0 else range(self.row):
                    self.erase(row, 0, self.cols)
                self.erase(self.row, *((col, self.cols) if numbers[0] == 0 else (0, col + 1)))
            else:
                self.cells = [self.erased_line() for _ in range(self.rows)]
                self.kitty.clear()
        elif final == "K":
            self.erase(self.row, *((col, self.cols), (0, col + 1), (0, self.cols))[numbers[0]])
        elif final == "X":
            self.erase(self.row, col, col + count)
        elif final in "@P":
            line, fresh = self.cells[self.row], [Cell(bg=self.pen["bg"]) for _ in range(min(count, self.cols - col))]
            line[col:] = (fresh + line[col:])[:self.cols - col] if final == "@" else line[col + count:] + fresh
        elif final in "LM":
            if self.top <= self.row <= self.bottom:  # kitty leaves its placements where they are
                self.scroll(self.row, -count if final == "L" else count, False)
                self.col = 0
        elif final in "ST":
            self.scroll(self.top, count if final == "S" else -count)
        elif final == "r":
            self.top, self.bottom = count - 1, min(numbers[1] or self.rows, self.rows) - 1
            self.row = self.col = 0
        elif final == "b":
            self.write(self.last * count)
        elif final in "hl":
            self.is_inserting = final == "h" if numbers[0] == 4 else self.is_inserting
        elif final == "t" and numbers[0] == 22:
            self.titles.append(self.title)
        elif final == "t" and numbers[0] == 23:
            self.title = self.titles.pop() if self.titles else self.title
        elif final in "ctn":
            self.ask(parameters + final)
        elif final not in "gi":
            raise Broken("not known")

    def move(self, final, count, second, col):
        if final in "Hf":
            self.row, self.col = count - 1, second - 1
        elif final in "G`":
            self.col = count - 1
        elif final == "d":
            self.row, self.col = count - 1, col
        elif final in "CD":
            self.col = col + (count if final == "C" else -count)
        else:
            self.row, self.col = self.row + (count if final in "BE" else -count), 0 if final in "EF" else col
        self.row, self.col = max(0, min(self.row, self.rows - 1)), max(0, min(self.col, self.cols - 1))

    def colour(self, numbers):
        at = 0
        while at < len(numbers):
            number = numbers[at]
            at += 1
            if number in (38, 48, 58):
                length = 2 if numbers[at] == 5 else 4
                values = numbers[at + 1:at + length]
                value = values[0] if length == 2 else values[0] << 16 | values[1] << 8 | values[2]
                self.pen.update({} if number == 58 else {"fg" if number == 38 else "bg": value})
                at += length
            elif number == 0:
                self.pen.update(fg=None, bg=None)
            elif number // 10 in (3, 4, 9, 10):
                name, value = "fg" if number // 10 in (3, 9) else "bg", number % 10
                self.pen[name] = None if value == 9 else value + (8 if number >= 90 else 0)

    # ---- questions, modes, strings

    def private(self, parameters, between, final):
        if between == "!" and final == "p":
            self.pen.update(fg=None, bg=None)
        elif final in "hl":
            for word in parameters[1:].split(";"):
                self.mode(word, final == "h")
        elif final in "qp" and parameters[:1] in (">", "?") or final == "c":
            self.ask(parameters + between + final)
        elif final not in "mutsrSn" and (between, final) != (" ", "q"):
            raise Broken("not known")

    def mode(self, word, is_on):
        self.modes = self.modes | {word} if is_on else self.modes - {word}
        if word == "7":
            self.wraps = is_on
        if word in ("1049", "1047", "47") and is_on != (self.other is not None):
            if is_on:
                self.saved = (self.row, self.col, dict(self.pen), self.is_line_drawing)
                self.other = (self.cells, self.kitty.placements)
                self.cells, self.kitty.placements = self.blank(self.rows), []
            else:
                (self.cells, self.kitty.placements), self.other = self.other, None
                self.escape("", "8")

    def ask(self, question):
        self.asked.append(question)
        name, device, _ = KINDS[self.kind]
        answers = {"c": "\033[%s" % device, "0c": "\033[%s" % device, ">q": "\033P>|%s\033\\" % name,
                   ">0q": "\033P>|%s\033\\" % name, "?2026$p": "\033[?2026;2$y",
                   "?2004$p": "\033[?2004;%d$y" % (1 if "2004" in self.modes else 2),
                   "16t": "\033[6;%d;%dt" % (CELL[1], CELL[0]), "18t": "\033[8;%d;%dt" % (self.rows, self.cols),
                   "14t": "\033[4;%d;%dt" % (self.rows * CELL[1], self.cols * CELL[0]),
                   "6n": "\033[%d;%dR" % (self.row + 1, self.col + 1)}
        if name and question in answers:
            self.answer(answers[question])

    def string(self, opener, body):
        ways = KINDS[self.kind][2]
        sixel = re.match(r"([\d;]*)q", body) if opener == "P" else None
        if opener == "_" and body.startswith("G"):
            if "a=q" in body:
                self.asked.append("_" + body)
            if "kitty" in ways:
                self.graphics(body[1:])
            elif "a=q" not in body:
                raise Broken("kitty's pictures for %s" % self.kind)
        elif opener == "]" and body.startswith("8;"):
            self.pen["link"] = body.split(";", 2)[2] or None
        elif opener == "]" and body[:2] in ("0;", "2;"):
            self.title = body[2:]
        elif opener == "]" and body.startswith("52;c;"):
            self.clipboard.append(base64.b64decode(body[5:]).decode())
        elif opener == "]" and body.startswith("1337;File="):
            self.expect("iterm2")
            self.inline(body[10:])
        elif sixel:
            self.expect("sixel")
            raster = fake_pictures.decode_sixel(sixel.group(1), body[sixel.end():])
            self.draw(raster, -(-raster.width // CELL[0]), -(-raster.height // CELL[1]))

    def expect(self, way):
        if way not in KINDS[self.kind][2]:
            raise Broken("%s for %s" % (way, self.kind))
        self.shown[way] += 1

    def graphics(self, body):
        col = min(self.col, self.cols - 1)
        try:
            answer, (rows, cols) = self.kitty.take(body, self.row, col)
        except Broken as error:
            if "a=q" in body:
                return
            raise error
        self.shown["kitty"] += "a=q" not in body
        for _ in range(rows):
            self.index()
        self.col = min(self.cols - 1, col + cols) if cols else self.col
        if answer and KINDS[self.kind][0]:
            self.answer(answer)

    def inline(self, body):
        raster, cols, rows, keeps_shape, options = fake_pictures.decode_iterm2(body)
        width, height = cols * CELL[0], rows * CELL[1]
        full = fake_pictures.Raster(width, height, [
            raster.fitted(i % width + 0.5, i // width + 0.5, width, height) if keeps_shape else
            raster.at((i % width + 0.5) * raster.width / width, (i // width + 0.5) * raster.height / height)
            for i in range(width * height)])
        place = (self.row, self.col)
        self.draw(full, cols, rows)
        if options.get("doNotMoveCursor") == "1":
            self.row, self.col = place
        else:
            self.col = min(self.cols - 1, place[1] + cols)

    def draw(self, raster, cols, rows):
        """Pixels at the cursor, which then stands on their last row; the screen scrolls where they are too high for it."""
        top, left = self.row, min(self.col, self.cols - 1)
        for _ in range(rows - 1):
            if self.row == self.bottom:
                top -= 1
            self.index()
        for row in range(max(top, 0), min(top + rows, self.rows)):
            for col in range(left, min(left + cols, self.cols)):
                old = self.cells[row][col].tile or [None] * (CELL[0] * CELL[1])
                x, y = (col - left) * CELL[0], (row - top) * CELL[1]
                self.cells[row][col].tile = [raster.at(x + i % CELL[0], y + i // CELL[0]) or old[i] for i in range(len(old))]

    def resize(self, cols, rows):
        self.cols, self.rows = cols, rows
        self.cells = self.fitted(self.cells)
        self.other = self.other and (self.fitted(self.other[0]), self.other[1])
        self.top, self.bottom = 0, rows - 1
        self.row, self.col = min(self.row, rows - 1), min(self.col, cols - 1)

    def fitted(self, cells):
        cells = [line[:self.cols] + [Cell() for _ in range(self.cols - len(line))] for line in cells[:self.rows]]
        return cells + self.blank(self.rows - len(cells))


class FakeTerminal:
    """A program on a terminal of its own. What people type, and answers, go to it as they come; with holds_answers only
    once release() is called, with splits_answers byte by byte, with garbage before each."""

    def __init__(self, environment, command=(PROGRAM,), kind="kitty", cols=80, rows=40, holds_answers=False,
                 splits_answers=False, garbage="", term="xterm-256color"):
        self.screen = Screen(cols, rows, kind, self.answer)
        self.holds, self.splits, self.garbage, self.held = holds_answers, splits_answers, garbage, []
        self.outgoing, self.sent = [], b""  # what is to come to the program; all that came from it
        self.master, self.slave = pty.openpty()
        self.set_size()
        self.process = subprocess.Popen(  # pylint: disable=consider-using-with
            command, stdin=self.slave, stdout=self.slave, stderr=self.slave, env=dict(environment, TERM=term),
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))

    def set_size(self):
        cols, rows = self.screen.cols, self.screen.rows
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, cols * CELL[0], rows * CELL[1]))

    def resize(self, cols, rows):
        self.screen.resize(cols, rows)
        self.set_size()

    def answer(self, text):
        self.held.append(self.garbage + text)
        if not self.holds:
            self.release()

    def release(self, between=""):
        """Lets answers go that were held back, with keys after each of them, and holds none any more."""
        text, self.held, self.holds = "".join(answer + between for answer in self.held), [], False
        self.outgoing += list(text) if self.splits else [text] if text else []

    def keys(self, text):
        self.outgoing.append(text)

    def is_read(self):
        """Whether the program has taken all that came."""
        return struct.unpack("i", fcntl.ioctl(self.slave, termios.FIONREAD, b"\0" * 4))[0] == 0

    def pump(self, wait_s):
        """Hands over what is to come to the program, and takes what it has sent; waits for that so long."""
        while self.outgoing and (not self.splits or self.is_read()):
            os.write(self.master, self.outgoing.pop(0).encode())
        while select.select([self.master], [], [], wait_s)[0]:
            data = os.read(self.master, 1 << 16)
            self.sent += data
            self.screen.feed(data)
            wait_s = 0

    def wait(self, what, condition, deadline_s=DEADLINE_S):
        deadline = time.monotonic() + deadline_s
        while "2026" in self.screen.modes or not condition():  # nobody sees a half of a synchronized update
            if time.monotonic() > deadline:
                raise Failure("waited in vain for %s\n%s\n%s" % (what, "\n".join(self.screen.broken), self.screen.text()))
            self.pump(0.01 if not self.outgoing else 0.001)

    def wait_text(self, pattern):
        self.wait("/%s/" % pattern, lambda: re.search(pattern, self.screen.text(), re.MULTILINE))

    def wait_gone(self, pattern):
        self.wait("the end of /%s/" % pattern, lambda: not re.search(pattern, self.screen.text(), re.MULTILINE))

    def wait_end(self):
        self.wait("the end of the program", lambda: self.process.poll() is not None)
        self.pump(0)

    def close(self):
        """Ends the program, if it has not, and waits until it is gone."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGHUP)
            with contextlib.suppress(Failure):
                self.wait_end()
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)
        os.close(self.slave)
