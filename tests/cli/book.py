#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Articles written as a book: a package that readers open, whose parts are well-formed whatever the feed says."""
import hashlib
import os
import xml.etree.ElementTree as xml
import zipfile

from command import Home, Skip, contains, equal, lacks, main, rss, test
from pictures import bmp, png

PICTURE = "http://site.example/duck.png"
WILD = ("<h1>Wild</h1><p>one & two<br>three <img src='%s' alt='A duck'><img src='/none.png' alt='Not &lt;here>'><ul><li>a<li>b</ul>"
        "<script>no()</script><a href='javascript:x' onclick='y()'>bad</a> <a href='/rel'>good</a> <b>un<i>closed</b>"
        "<table><tr><td colspan=2x>x<td rowspan=2>y</table><custom-thing>\x07words</custom-thing>&nbsp;&copy;&bogus;<p title='\"<'>t"
        % PICTURE)
FEED = rss("Ducks", [("g1", "Tom &amp; &lt;Jerry>", WILD, "<link>http://site.example/1</link><author>Ann</author>"
                      "<pubDate>Wed, 31 Dec 2025 10:00:00 GMT</pubDate>"),
                     ("g2", "Second", "<p>Short.</p>", "<pubDate>Tue, 30 Dec 2025 10:00:00 GMT</pubDate>")])
OPF, DC = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"


def filled():
    home = Home()
    path = home.write("feed.xml", FEED)
    home.write("config/feeds", "file://%s\n" % path)
    home.run("reload")
    return home


def write_book(home, *query):
    target = os.path.join(home.path, "book.epub")
    result = home.run("show", "--format", "epub", "-o", target, *query, status=None)
    if "without libzip" in result.err:
        raise Skip("built without libzip")
    equal((result.status, result.err), (0, ""))
    return zipfile.ZipFile(target)


def cache(home, url, content):
    folder = os.path.join(home.environment()["HOME"], ".cache", "newsdeck", "pictures")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, hashlib.sha256(url.encode()).hexdigest()), "wb") as file:
        file.write(content)


@test
def a_book_is_a_package():
    with filled() as home, write_book(home, "unread") as book:
        first = book.infolist()[0]
        equal((first.filename, first.compress_type, first.extra), ("mimetype", zipfile.ZIP_STORED, b""))
        equal(book.read("mimetype"), b"application/epub+zip")
        container = xml.fromstring(book.read("META-INF/container.xml"))
        package = container[0][0].get("full-path")
        root = xml.fromstring(book.read(package))
        equal(root.find("%smetadata/%stitle" % (OPF, DC)).text.split(",")[0], "Ducks")
        items = {item.get("id"): item for item in root.iter(OPF + "item")}
        for item in items.values():
            contains(book.namelist(), "EPUB/" + item.get("href"))
        equal(len(book.namelist()), len(items) + 3)
        chapters = [items[ref.get("idref")].get("href") for ref in root.iter(OPF + "itemref")]
        titles = [xml.fromstring(book.read("EPUB/" + name)).find(".//{*}h1").text for name in chapters]
        equal(titles[1:], ["Tom & <Jerry>", "Second"])
        contains(book.read("EPUB/toc.ncx").decode(), "Tom &amp; &lt;Jerry&gt;")
        contains(book.read("EPUB/nav.xhtml").decode(), "Tom &amp; &lt;Jerry&gt;")


@test
def chapters_are_well_formed_and_harmless():
    with filled() as home, write_book(home, "title:jerry") as book:
        for name in book.namelist():
            if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
                xml.fromstring(book.read(name))
        text = book.read("EPUB/c1.xhtml").decode()
        for part in ("no()", "javascript", "onclick", "\x07", "2x", "custom"):
            lacks(text, part)
        contains(text, '<a href="http://site.example/rel">good</a>')
        contains(text, "[Not &lt;here&gt;]")
        cover = book.read("EPUB/c0.xhtml").decode()
        for part in ("Ducks", "Ann", "31 December 2025", "http://site.example/1"):
            contains(cover, part)


@test
def pictures_on_disk_are_in_it():
    with filled() as home:
        cache(home, PICTURE, png(8, 4))
        with write_book(home, "title:jerry") as book:
            equal(book.read("EPUB/p1.png"), png(8, 4))
            contains(book.read("EPUB/c1.xhtml").decode(), '<img src="p1.png" alt="A duck"/>')


@test
def a_picture_that_books_cannot_have_is_named():
    with filled() as home:
        cache(home, PICTURE, bmp(8, 4))
        with write_book(home, "title:jerry") as book:
            contains(book.read("EPUB/c1.xhtml").decode(), "[A duck]")


@test
def a_file_that_is_there_stays():
    with filled() as home:
        write_book(home, "title:jerry").close()
        target = os.path.join(home.path, "book.epub")
        contains(home.run("show", "--format", "epub", "-o", target, "1", status=1).err, "there is such a file already")
        contains(home.run("show", "--format", "epub", "-o", target + "2", "title:nothing", status=1).err, "no article to write")
        contains(home.run("show", "--format", "epub", "1", status=2).err, "-o FILE")


main()
