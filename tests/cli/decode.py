#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""newsdeck decode: pictures made pixels in a process that can do nothing else."""
import os
import random
import resource
import struct
import subprocess
import time

import pictures
from command import NEWSDECK, Home, Skip, contains, equal, lacks, main, test

SEED = 20261123
MUTATIONS = 40  # of each picture


def decode(data, width=64, height=64):
    return subprocess.run([NEWSDECK, "decode", str(width), str(height)], input=data, capture_output=True, timeout=60)


def probe():
    if b"built without" in decode(b"").stderr:
        raise Skip("built without pictures")


def pixels(result):
    """(width, height, natural width, natural height), the pixels."""
    equal((result.returncode, result.stderr), (0, b""))
    head, body = result.stdout.split(b"\n", 1)
    width, height, *natural = (int(word) for word in head.split()[1:])
    equal(len(body), width * height * 4)
    return (width, height, *natural), body


def refused(data, why):
    result = decode(data)
    equal((result.returncode, result.stdout), (1, b""))
    contains(result.stderr.decode(), why)


@test
def each_format_becomes_pixels():
    probe()
    for data, size, first in ((pictures.png(30, 10), (30, 10, 30, 10), (200, 40, 40, 255)),
                              (pictures.png(30, 10, (1, 2, 3, 0)), (30, 10, 30, 10), (1, 2, 3, 0)),
                              (pictures.bmp(30, 10), (30, 10, 30, 10), (40, 200, 40, 255)),
                              (pictures.gif(), (1, 1, 1, 1), (255, 0, 0, 255))):
        got, body = pixels(decode(data))
        equal((got, tuple(body[:4])), (size, first))
    equal(pixels(decode(pictures.jpeg()))[0], (32, 20, 32, 20))


@test
def a_large_picture_is_made_smaller_in_its_shape():
    probe()
    equal(pixels(decode(pictures.png(1000, 500), 100, 100))[0], (100, 50, 1000, 500))
    equal(pixels(decode(pictures.png(500, 1000), 100, 100))[0], (50, 100, 500, 1000))
    equal(pixels(decode(pictures.png(3000, 1), 100, 100))[0], (100, 1, 3000, 1))


@test
def a_bomb_is_told_by_its_head():
    probe()
    refused(pictures.png_head(60000, 60000) + pictures.chunk(b"IDAT", b""), "60000 x 60000 pixels")
    refused(pictures.png_head(0xffffffff, 0xffffffff), "too much")
    refused(pictures.gif(65535, 65535), "too much")
    refused(pictures.bmp(1, 1)[:18] + struct.pack("<ii", 100000, -100000) + pictures.bmp(1, 1)[26:], "too much")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    refused(pictures.png_head(60000, 60000), "too much")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime - before.ru_utime < 1, "a bomb cost %.1f s" % (after.ru_utime - before.ru_utime)


@test
def a_head_that_lies_does_no_harm():
    probe()
    data = pictures.png(8, 8)
    lie = pictures.png_head(6000, 6000) + data[33:]  # the pixels of a small picture
    assert decode(lie).returncode in (0, 1)
    assert decode(data[:8] + data[33:]).returncode == 1


@test
def what_is_no_picture_is_refused():
    probe()
    for data in (b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>", b"%PDF-1.7", b"\0" * 4096):
        refused(data, "no PNG, JPEG, GIF, WebP or BMP")
    refused(b"\x89PNG\r\n\x1a\n", "broken or cut off")
    refused(pictures.png(4, 4) + b"\0" * (8 << 20), "larger than 8 MiB")


@test
def cut_and_damaged_pictures_end_in_pixels_or_in_one_line():
    probe()
    dice = random.Random(SEED)
    for whole in (pictures.png(40, 30), pictures.jpeg(), pictures.bmp(20, 20), pictures.gif()):
        for _ in range(MUTATIONS):
            data = bytearray(whole[:dice.randrange(1, len(whole) + 1)])
            for _ in range(dice.randrange(4)):
                data[dice.randrange(len(data))] = dice.randrange(256)
            result = decode(bytes(data))
            if result.returncode == 0:
                pixels(result)
            else:
                equal(len(result.stdout), 0)


@test
def the_process_can_read_and_write_and_nothing_else():
    probe()
    if not os.path.exists("/proc/self/status"):
        raise Skip("no /proc here")
    with open(os.path.join(os.environ.get("top_builddir", "."), "config.h"), encoding="utf-8") as file:
        name, wanted = ("Seccomp", "2") if "#define SECCOMP_SONAME" in file.read() else ("NoNewPrivs", "1")
    process = subprocess.Popen([NEWSDECK, "decode", "64", "64"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        end = time.monotonic() + 60
        while True:  # until it waits for the picture
            with open("/proc/%d/status" % process.pid, encoding="utf-8") as file:
                status = dict(line.split(":\t", 1) for line in file.read().splitlines() if ":\t" in line)
            if status[name] == wanted:
                break
            assert time.monotonic() < end, "not confined"
        with open("/proc/%d/limits" % process.pid, encoding="utf-8") as file:
            limits = file.read()
        assert "Max open files            0 " in limits, limits
        out, _ = process.communicate(pictures.png(2, 2), timeout=60)
        contains(out[:20].decode("latin-1"), "picture 2 2 2 2\n")
    finally:
        process.kill()
        process.wait()


@test
def sizes_that_are_none_are_refused():
    for width, height in ((0, 1), (5000, 1), ("x", 1), (-1, 1)):
        result = decode(b"", width, height)
        assert result.returncode in (1, 2) and result.stdout == b""


def doctor(home, **environment):
    """Lines of "newsdeck doctor" by what stands before their colon."""
    result = home.run("doctor", **environment)
    equal(result.err, "")
    return dict(line.split(": ", 1) for line in result.lines())


@test
def the_doctor_says_what_pictures_need():
    with Home() as home:
        lines = doctor(home)
        wanted = "works"
        if b"built without" in decode(b"").stderr:
            wanted = "not built in"
        for name in ("decoder of pictures (gdk-pixbuf)", "block characters (chafa)", "pictures of kitty and iTerm2 (libpng)"):
            equal((name, lines[name]), (name, wanted))
        assert lines["sixels (libsixel)"] in ("works", "not built in"), lines
        equal(lines["pictures"], "always")


@test
def the_doctor_says_what_the_environment_speaks_for():
    probe()
    with Home() as home:
        lines = doctor(home, TERM="xterm-256color")
        contains(lines["graphics auto"], "block characters, or better ones where the terminal answers")
        contains(lines["hyperlinks auto"], "no, unless the terminal answers")
        lacks(lines, "NO_COLOR=1")
        lines = doctor(home, TERM="linux")
        equal((lines["graphics auto"], lines["hyperlinks auto"]), ("block characters", "no"))
        lines = doctor(home, TERM="xterm-256color", TERM_PROGRAM="WezTerm\x1b[31m")
        equal((lines["graphics auto"], lines["hyperlinks auto"]), ("iTerm2's pictures", "yes"))
        contains(lines["TERM_PROGRAM=WezTerm[31m"], "links")
        lines = doctor(home, TERM="xterm-256color", TERM_PROGRAM="WezTerm", NO_COLOR="1")
        equal(lines["graphics auto"], "block characters")
        home.write("config/config", "set hyperlinks no\nset graphics braille\n")
        lines = doctor(home, TERM="xterm-256color", TERM_PROGRAM="WezTerm")
        equal((lines["graphics braille"], lines["hyperlinks no"]), ("dots", "no"))


main()
