# SPDX-License-Identifier: MIT
"""The three ways in which terminals take pictures, as fake_terminal.py takes them.

A picture is a Raster: width, height and a list of pixels, row by row, each (red, green, blue) or None where nothing is
drawn. What breaks a protocol raises Broken."""
import base64
import binascii
import re
import struct
import zlib

PLACEHOLDER = "\U0010eeee"
# kitty's rowcolumn-diacritics: the nth stands for row or column n
DIACRITICS = {chr(code): number for number, code in enumerate(
    code for first, _, last in (word.partition("-") for word in """
    305 30d-30e 310 312 33d-33f 346 34a-34c 350-352 357 35b 363-36f 483-487 592-595 597-599 59c-5a1 5a8-5a9 5ab-5ac 5af 5c4
    610-617 657-65b 65d-65e 6d6-6dc 6df-6e2 6e4 6e7-6e8 6eb-6ec 730 732-733 735-736 73a 73d 73f-741 743 745 747 749-74a
    7eb-7f1 7f3 816-819 81b-823 825-827 829-82d 951 953-954 f82-f83 f86-f87 135d-135f 17dd 193a 1a17 1a75-1a7c 1b6b 1b6d-1b73
    1cd0-1cd2 1cda-1cdb 1ce0 1dc0-1dc1 1dc3-1dc9 1dcb-1dcc 1dd1-1de6 1dfe 20d0-20d1 20d4-20d7 20db-20dc 20e1 20e7 20e9 20f0
    2cef-2cf1 2de0-2dff a66f a67c-a67d a6f0-a6f1 a8e0-a8f1 aab0 aab2-aab3 aab7-aab8 aabe-aabf aac1 fe20-fe26 10a0f 10a38
    1d185-1d189 1d1aa-1d1ad 1d242-1d244""".split()) for code in range(int(first, 16), int(last or first, 16) + 1))}


class Broken(Exception):
    """Not what the protocol says."""


class Raster:
    """Pixels."""

    def __init__(self, width, height, pixels=None):
        self.width, self.height = width, height
        self.pixels = pixels or [None] * (width * height)

    def at(self, x, y):
        """The colour at a place, None outside of the picture."""
        x, y = int(x), int(y)
        return self.pixels[y * self.width + x] if 0 <= x < self.width and 0 <= y < self.height else None

    def fitted(self, x, y, width, height):
        """The colour at (x, y) of a box of width x height, in the middle of which this is as large as its shape lets it."""
        scale = min(width / self.width, height / self.height)
        return self.at((x - (width - self.width * scale) / 2) // scale, (y - (height - self.height * scale) / 2) // scale)


def rgb_pixels(data, depth):
    """Pixels of three or four bytes; those that are hardly seen are None."""
    return [None if depth == 4 and data[i + 3] < 128 else tuple(data[i:i + 3]) for i in range(0, len(data), depth)]


def decode_base64(text):
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise Broken("base64: %s" % error) from error


def inflate(data):
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise Broken("zlib: %s" % error) from error


def unfilter(kind, row, above, depth):
    """Undoes a row's filter in its place (PNG 9.2)."""
    for i, value in enumerate(row):
        a, b, c = row[i - depth] if i >= depth else 0, above[i], above[i - depth] if i >= depth else 0
        if kind == 1:
            value += a
        elif kind == 2:
            value += b
        elif kind == 3:
            value += (a + b) // 2
        elif kind == 4:
            value += min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]
        elif kind:
            raise Broken("PNG: filter %d" % kind)
        row[i] = value & 255


def decode_png(data):
    """Eight bits a channel, RGB or RGBA, not interlaced."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise Broken("no PNG: %r" % data[:8])
    head, body, at = b"", b"", 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        chunk = data[at + 8:at + 8 + length]
        if struct.unpack(">I", data[at + 8 + length:at + 12 + length])[0] != zlib.crc32(kind + chunk):
            raise Broken("PNG: the sum of %r is wrong" % kind)
        head = chunk if kind == b"IHDR" else head
        body += chunk if kind == b"IDAT" else b""
        at += 12 + length
    width, height, bits, colour, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    depth = {2: 3, 6: 4}.get(colour)
    if bits != 8 or not depth or interlaced:
        raise Broken("PNG: %d bits of kind %d" % (bits, colour))
    body, stride = inflate(body), width * depth
    if len(body) != (stride + 1) * height:
        raise Broken("PNG: %d bytes for %d x %d" % (len(body), width, height))
    above, pixels = bytearray(stride), []
    for y in range(height):
        row = bytearray(body[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        unfilter(body[y * (stride + 1)], row, above, depth)
        pixels += rgb_pixels(row, depth)
        above = row
    return Raster(width, height, pixels)


def sixel_colour(palette, text):
    """#n chooses, #n;2;r;g;b (of a hundred) also defines."""
    values = [int(value) for value in text.split(";")]
    if len(values) == 5 and values[1] == 2 and max(values[2:]) <= 100:
        palette[values[0]] = tuple((value * 255 + 50) // 100 for value in values[2:])
    elif len(values) != 1:
        raise Broken("sixel: the colour %s" % text)
    if values[0] not in palette:
        raise Broken("sixel: colour %d is none" % values[0])
    return palette[values[0]]


def decode_sixel(parameters, text):
    """What stands between DCS and ST; where the background is not left as it is (P2 is no 1), it is black."""
    palette, dots, colour, x, y, size = {}, {}, None, 0, 0, (0, 0)
    at, pattern = 0, re.compile(r'"([\d;]+)|#([\d;]+)|!(\d+)([?-~])|([$-])|([?-~])|\s+')
    while at < len(text):
        token = pattern.match(text, at)
        if not token:
            raise Broken("sixel: %r" % text[at:at + 20])
        at = token.end()
        raster, chosen, times, repeated, move, once = token.groups()
        if raster:
            size = tuple(int(value) for value in raster.split(";"))[2:4]
        elif chosen:
            colour = sixel_colour(palette, chosen)
        elif move:
            x, y = 0, y + (6 if move == "-" else 0)
        elif repeated or once:
            bits = ord(repeated or once) - 63
            if bits and colour is None:
                raise Broken("sixel: drawn without a colour")
            for column in range(x, x + int(times or 1)):
                dots.update({(column, y + bit): colour for bit in range(6) if bits & 1 << bit})
            x += int(times or 1)
    width = max([size[0]] + [place[0] + 1 for place in dots])
    height = max([size[1]] + [place[1] + 1 for place in dots])
    background = None if parameters.split(";")[1:2] == ["1"] else (0, 0, 0)
    return Raster(width, height, [dots.get((i % width, i // width), background) for i in range(width * height)])


def decode_iterm2(text):
    """The picture and its width and height in cells, from what stands behind "File=" of OSC 1337."""
    words, _, body = text.partition(":")
    options = dict(word.partition("=")[::2] for word in words.split(";"))
    raster = decode_png(decode_base64(body))
    if options.get("inline") != "1" or "size" in options and int(options["size"]) != len(decode_base64(body)):
        raise Broken("iTerm2: %s" % words)
    return raster, int(options["width"]), int(options["height"]), options.get("preserveAspectRatio") != "0", options


class Placement:
    """A part of a picture at a place of the screen, in kitty's way."""

    def __init__(self, raster, options, row, col, cell):
        number = {key: int(options.get(key, 0)) for key in "ipxywhcrXY"}
        self.image, self.number, self.raster, self.row, self.col, self.cell = number["i"], number["p"], raster, row, col, cell
        self.left, self.top = number["x"], number["y"]
        self.width, self.height = number["w"] or raster.width - self.left, number["h"] or raster.height - self.top
        if self.left + self.width > raster.width or self.top + self.height > raster.height:
            raise Broken("kitty: a part outside of the picture: %s" % options)
        self.cols = number["c"] or -(-(self.width + number["X"]) // cell[0])
        self.rows = number["r"] or -(-(self.height + number["Y"]) // cell[1])
        self.is_scaled = bool(number["c"] or number["r"])

    def covers(self, row, col):
        return self.row <= row < self.row + self.rows and self.col <= col < self.col + self.cols

    def at(self, row, col):
        """The colour in the middle of a cell."""
        x, y = (col - self.col + 0.5) * self.cell[0], (row - self.row + 0.5) * self.cell[1]
        if self.is_scaled:
            x, y = x * self.width / (self.cols * self.cell[0]), y * self.height / (self.rows * self.cell[1])
        return self.raster.at(self.left + x, self.top + y) if x < self.width and y < self.height else None


class Kitty:
    """The pictures that a terminal of kitty's kind keeps. The placements are those of the screen that is shown."""

    def __init__(self, cell):
        self.cell, self.images, self.placements, self.virtual, self.sent = cell, {}, [], {}, None

    def take(self, text, row, col):
        """A command, with the cursor where it stands; what is to be answered ("" where nothing is), and how far the cursor
        moves: (rows, columns)."""
        words, _, body = text.partition(";")
        options = dict(word.partition("=")[::2] for word in words.split(",") if word)
        if len(body) > 4096 or options.get("m") == "1" and len(body) % 4:
            raise Broken("kitty: a chunk of %d bytes" % len(body))
        if self.sent:  # chunks: only the first says what it is
            if set(options) - {"m", "q"}:
                raise Broken("kitty: %s between chunks" % words)
            first, before = self.sent
            options, body = dict(first, m=options.get("m", "0")), before + body
        self.sent = (options, body) if options.get("m") == "1" else None
        if self.sent:
            return "", (0, 0)
        action, quiet = options.get("a", "t"), int(options.get("q", 0))
        moves = (0, 0)
        try:
            if action in "tTq":
                self.keep(options, body)
            if action in "Tp":
                moves = self.place(options, row, col)
            if action == "d":
                self.delete(options)
                return "", (0, 0)
        except Broken as error:
            if quiet < 2 and "i" in options:
                return "\033_Gi=%s;EINVAL:%s\033\\" % (options["i"], error), (0, 0)
            raise
        return "\033_Gi=%s;OK\033\\" % options["i"] if "i" in options and not quiet else "", moves

    def keep(self, options, body):
        if options.get("t", "d") != "d":
            raise Broken("kitty: sent by way of %s" % options["t"])
        data = decode_base64(body)
        data = inflate(data) if options.get("o") == "z" else data
        kind = options.get("f", "32")
        if kind == "100":
            raster = decode_png(data)
        else:
            width, height, depth = int(options["s"]), int(options["v"]), {"24": 3, "32": 4}[kind]
            if len(data) != width * height * depth:
                raise Broken("kitty: %d bytes for %d x %d" % (len(data), width, height))
            raster = Raster(width, height, rgb_pixels(data, depth))
        if not 0 <= int(options.get("i", 0)) < 1 << 31:
            raise Broken("kitty: Konsole takes no number of 32 bits: %s" % options["i"])
        if options.get("a") != "q":
            self.forget(int(options["i"]))
            self.images[int(options["i"])] = raster

    def clear(self):
        """The screen is cleared: an image whose places were on it alone is freed, as old kitty does it."""
        for image in {placed.image for placed in self.placements} - {key[0] for key in self.virtual}:
            self.images.pop(image, None)
        self.placements = []

    def forget(self, image):
        """An image and all that shows it."""
        self.images.pop(image, None)
        self.placements = [placed for placed in self.placements if placed.image != image]
        self.virtual = {key: value for key, value in self.virtual.items() if key[0] != image}

    def place(self, options, row, col):
        image, number = int(options["i"]), int(options.get("p", 0))
        if image not in self.images:
            raise Broken("kitty: image %d is not there to be placed" % image)
        if options.get("U") == "1":
            self.virtual[(image, number)] = int(options["c"]), int(options["r"])
            return 0, 0
        placed = Placement(self.images[image], options, row, col, self.cell)
        self.placements = [old for old in self.placements if not number or (old.image, old.number) != (image, number)]
        self.placements.append(placed)
        return (0, 0) if options.get("C") == "1" else (placed.rows - 1, placed.cols)

    def delete(self, options):
        what = options.get("d", "a")
        first, last = int(options.get("i", options.get("x", 0))), int(options.get("i", options.get("y", 0)))
        number = int(options.get("p", 0))
        if what in "aA":
            gone = {placed.image for placed in self.placements}
            self.placements = []
        elif what in "iIrR":
            gone = {image for image in self.images if first <= image <= last}
            self.placements = [placed for placed in self.placements
                               if placed.image not in gone or number and placed.number != number]
            self.virtual = {key: value for key, value in self.virtual.items()
                            if key[0] not in gone or number and key[1] != number}
        else:
            raise Broken("kitty: delete %s" % what)
        if what.isupper():  # what nothing shows any more is freed
            for image in gone - {placed.image for placed in self.placements} - {key[0] for key in self.virtual}:
                self.images.pop(image, None)

    def scroll(self, top, bottom, count):
        """Moves what is wholly between two rows up (count below 0: down)."""
        kept = []
        for placed in self.placements:
            is_moved = placed.row >= top and placed.row + placed.rows - 1 <= bottom
            placed.row -= count if is_moved else 0
            if not is_moved or top < placed.row + placed.rows and placed.row <= bottom:
                kept.append(placed)
        self.placements = kept

    def pixel(self, row, col):
        """The colour of the placement on top in the middle of a cell."""
        for placed in reversed(self.placements):
            colour = placed.at(row, col) if placed.covers(row, col) else None
            if colour:
                return colour
        return None

    def placeholder(self, image, number, row, col):
        """The colour of a cell of a virtual placement."""
        for key, (cols, rows) in self.virtual.items():
            if key[0] == image and (not number or key[1] == number):
                width, height = cols * self.cell[0], rows * self.cell[1]
                return self.images[image].fitted((col + 0.5) * self.cell[0], (row + 0.5) * self.cell[1], width, height)
        return None
