#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Hostile documents through "newsdeck parse": doubling one doubles the time at most.

NEWSDECK_HOSTILE_MIB=20 prints time and peak memory of each at that size instead, which takes minutes."""
import os
import subprocess
import sys
import tempfile

import runner

RSS = '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title>'
ITEM = RSS + "<item><title>t</title>"
HTML = ITEM + "<description>"
JSON = '{"version":"https://jsonfeed.org/version/1.1","title":"T","items":['
ALLOWED = 3.5  # a doubling takes 2 times as long, and the machine may have other work
SMALL_BYTES = 512 * 1024
NOISE_S = 0.06  # below it nothing is told
SANITIZED_BYTES = 32 * 1024  # where memory is watched, and time tells nothing


def repeat(piece, head=RSS, tail="", glue=None):
    """A document of the size that is asked for, from pieces; %d in a piece is its number."""
    def make(size):
        count = size // (len(piece) + 4 * piece.count("%d")) + 1
        pieces = (piece % ((n,) * piece.count("%d")) for n in range(count)) if "%d" in piece else (piece for _ in range(count))
        return head + (glue or "").join(pieces) + tail
    return make


def nested(begin, end, head=RSS, tail=""):
    def make(size):
        count = size // (len(begin) + len(end))
        return head + begin * count + "x" + end * count + tail
    return make


def entities(size):
    """As many declarations as fit into half of it, each used."""
    count = size // 40
    declared = "".join('<!ENTITY e%d "v%d">' % (n, n) for n in range(count))
    return "<!DOCTYPE rss [" + declared + "]>" + RSS + "<description>" + "".join("&e%d;" % n for n in range(count))


def entity_chain(size):
    count = size // 24
    declared = '<!ENTITY e0 "ha">' + "".join('<!ENTITY e%d "&e%d;&e%d;">' % (n, n - 1, n - 1) for n in range(1, 40))
    return "<!DOCTYPE rss [" + declared + "]>" + RSS + "<description>" + "&e39;" * count


def wide(make, encoding):
    return lambda size: make(size // (4 if "32" in encoding else 2)).encode(encoding)


DOCUMENTS = {
    "xml-names": repeat("<a%d/>"),
    "xml-depth": nested("<a>", "</a>"),
    "xml-depth-unclosed": repeat("<a>"),
    "xml-depth-with-bases": nested('<a xml:base="b/" xml:lang="x">', "</a>"),
    "xml-depth-of-namespaces": repeat('<a%d xmlns="urn:%d">'),
    "xml-depth-of-prefixes": repeat('<a%d:b xmlns:a%d="urn:%d">'),
    "xml-depth-of-old-prefixes": lambda size: RSS + "".join('<p0:b xmlns:p%d="urn:%d">' % (n, n) for n in range(size // 35)),
    "xml-depth-in-text": nested("<b>", "</b>", HTML, "</description></item></channel></rss>"),
    "attributes": repeat(' a%d="b"', RSS + "<a", "/>"),
    "attributes-of-the-same-name": repeat(' a="b"', RSS + "<a", "/>"),
    "attributes-without-values": repeat(" a%d", RSS + "<item", "/>"),
    "attributes-in-text": repeat(' a%d="b"', HTML + "<p", "/>"),
    "namespaces": repeat(' xmlns:a%d="urn:%d"', RSS + "<a", "/>"),
    "namespaces-on-elements": repeat('<a%d:b xmlns:a%d="urn:%d"/>'),
    "attribute-of-full-size": repeat("x", RSS + '<a b="', '"/>'),
    "attribute-of-references": repeat("&amp;", ITEM + '<enclosure url="', '"/>'),
    "attribute-of-less-than": repeat("<", RSS + '<a b="', '"/>'),
    "entities-declared": entities,
    "entities-nested": entity_chain,
    "entities-undeclared": repeat("&nothing;", HTML),
    "entities-of-html": repeat("&eacute;", HTML),
    "references": repeat("&#226;", HTML),
    "doctype-unclosed": repeat("<!ENTITY a ", "<!DOCTYPE rss ["),
    "cdata": repeat("<![CDATA[x]]>", HTML),
    "cdata-unclosed": repeat("<![CDATA[", HTML),
    "cdata-ends": repeat("]]>", HTML),
    "brackets": repeat("]", HTML),
    "less-than": repeat("<", HTML),
    "ampersands": repeat("&", HTML),
    "comments": repeat("<!--x-->"),
    "comments-unclosed": repeat("<!--"),
    "comments-with-hyphens": repeat("<!-- -- "),
    "comments-before-the-root": repeat("<!-- ", "", RSS),
    "scripts-before-the-root": repeat("<script>", "", RSS),
    "tags-before-the-root": repeat("<b>", "", RSS),
    "quotes-before-the-root": repeat('<b c="', "", RSS),
    "instructions": repeat("<?x y?>"),
    "end-tags": repeat("</a>"),
    "end-tags-that-skip": repeat("<a><b></a>"),
    "end-tags-that-match-nothing": lambda size: RSS + "<a>" * (size // 14) + "</zz></yy>" * (size // 14),
    "items": repeat("<item/>"),
    "items-with-titles": repeat("<item><title>x</title></item>"),
    "items-unclosed": repeat("<item>"),
    "items-left-open": repeat("<item><title>x<link>"),
    "categories": repeat("<category>c%d</category>", ITEM),
    "authors": repeat("<dc:creator>a%d</dc:creator>", ITEM),
    "enclosures": repeat('<enclosure url="http://h/%d"/>', ITEM),
    "keywords": repeat("k%d,", ITEM + "<media:keywords>"),
    "titles": repeat("<title>t</title>", ITEM),
    "descriptions": repeat("<description>d</description>", ITEM),
    "title-of-full-size": repeat("word ", ITEM + "<title>"),
    "title-with-markup": repeat("&lt;b>x&lt;/b> ", ITEM + "<title>"),
    "title-with-less-than": repeat("&lt;", ITEM + "<title>"),
    "title-with-tags": repeat("<b>", ITEM + "<title>"),
    "title-hidden": repeat("&lt;p hidden>", ITEM + "<title>"),
    "title-of-scripts": repeat("&lt;script>", ITEM + "<title>"),
    "title-of-comments": repeat("&lt;!--", ITEM + "<title>"),
    "title-of-quotes": repeat("&lt;a b=\"", ITEM + "<title>"),
    "date": repeat("1 ", ITEM + "<pubDate>"),
    "date-of-words": repeat("jan ", ITEM + "<pubDate>"),
    "date-of-digits": repeat("1", ITEM + "<pubDate>"),
    "date-of-brackets": repeat("(", ITEM + "<pubDate>"),
    "link": repeat("../", ITEM + "<link>http://h/"),
    "link-of-names": repeat("a/", ITEM + "<link>"),
    "person": repeat("(", ITEM + "<author>"),
    "guid": repeat("g ", ITEM + "<guid>"),
    "html-names": repeat("&lt;a%d>&lt;/a%d>", HTML),
    "html-depth": nested("&lt;div>", "&lt;/div>", HTML),
    "html-depth-unclosed": repeat("&lt;div>", HTML),
    "html-formatting": repeat("&lt;b>&lt;i>", HTML),
    "html-links-in-links": repeat("&lt;a href=x>", HTML),
    "html-tables": repeat("&lt;table>&lt;tr>&lt;td>", HTML),
    "html-list-items": repeat("&lt;li>", HTML),
    "html-paragraphs": repeat("&lt;p>", HTML),
    "html-attributes": repeat(" a%d=b", HTML + "&lt;p", "&gt;"),
    "html-attributes-of-the-same-name": repeat(" href=b", HTML + "&lt;a", "&gt;"),
    "html-less-than": repeat("&lt;", HTML),
    "html-ampersands": repeat("&amp;", HTML),
    "html-comments": repeat("&lt;!--", HTML),
    "html-scripts": repeat("&lt;script>", HTML),
    "html-end-tags": repeat("&lt;/p>", HTML),
    "html-end-tags-that-match-nothing": lambda size: HTML + "&lt;b>" * (size // 14) + "&lt;/i>" * (size // 14),
    "html-end-tags-of-paragraphs": lambda size: HTML + "&lt;b>" * (size // 14) + "&lt;/p>" * (size // 14),
    "html-end-tags-of-unknown-names": lambda size: HTML + "&lt;u1>" * (size // 14) + "&lt;/u2>" * (size // 14),
    "html-attributes-in-many-tags": repeat("&lt;p a b c d e f g h i j k l m n o p q r s t u v w x y z aa bb cc dd ee ff gg>", HTML),
    "html-attributes-behind-a-bracket": repeat(" a%d=b", HTML + '&lt;p a=">"', "&gt;"),
    "html-attributes-unclosed": repeat(' a%d="', HTML + "&lt;p"),
    "html-textareas": repeat("&lt;textarea>&lt;title>", HTML),
    "html-bases": repeat("&lt;base href=a/>", HTML),
    "html-one-address": repeat("a/../", HTML + "&lt;a href='", "'>"),
    "html-frames": repeat("&lt;frameset>&lt;select>&lt;option>", HTML),
    "atom-types": repeat("<b>x", '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">'),
    "atom-base64": repeat("QUJD", '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content mode="base64">'),
    "atom-people": repeat("<author><name>n%d</name></author>", '<feed xmlns="http://www.w3.org/2005/Atom"><entry>'),
    "json-depth": repeat("[", JSON),
    "json-depth-of-objects": repeat('{"a":', JSON),
    "json-keys": repeat('"k%d":1,', JSON + "{", '"id":"1"}]}'),
    "json-items": repeat("{}", JSON, "]}", ","),
    "json-items-with-ids": repeat('{"id":"i%d"}', JSON, "]}", ","),
    "json-number": repeat("1", JSON + '{"id":', "}]}"),
    "json-numbers": repeat("123456789012345678901", JSON + '{"tags":[', "]}]}", ","),
    "json-escapes": repeat("\\u00e9", JSON + '{"id":"', '"}]}'),
    "json-surrogates": repeat("\\ud800", JSON + '{"id":"', '"}]}'),
    "json-backslashes": repeat("\\", JSON + '{"id":"', '"}]}'),
    "json-quotes": repeat('"', JSON),
    "json-tags": repeat('"t%d"', JSON + '{"id":1,"tags":[', "]}]}", ","),
    "json-authors": repeat('{"name":"n%d"}', JSON + '{"id":1,"authors":[', "]}]}", ","),
    "json-attachments": repeat('{"url":"http://h/%d"}', JSON + '{"id":1,"attachments":[', "]}]}", ","),
    "white-space": repeat(" ", ""),
    "zeros": lambda size: b"\0" * size,
    "bytes-that-are-no-utf-8": lambda size: HTML.encode() + b"\xff\xfe\x80" * (size // 3),
    "bytes-of-a-cut-character": lambda size: b'<?xml version="1.0" encoding="utf-16"?>' + HTML.encode() + b"\xe2\x82" * (size // 2),
    "bytes-of-an-escape": lambda size: b'<?xml version="1.0" encoding="iso-2022-jp"?>' + HTML.encode() + b"\x1b$B!" * (size // 4),
    "bytes-of-shift-jis": lambda size: b'<?xml version="1.0" encoding="shift_jis"?>' + HTML.encode() + b"\x81\xff" * (size // 2),
    "isolates": repeat("\u2066\n", HTML),
    "marks": repeat("e\u0301", HTML),
}
for name in ("xml-depth-in-text", "attributes", "less-than", "items", "html-depth", "title-with-markup"):
    DOCUMENTS[name + "-in-utf-16"] = wide(DOCUMENTS[name], "utf-16-le")
DOCUMENTS["json-escapes-in-utf-32"] = wide(DOCUMENTS["json-escapes"], "utf-32-be")


def write(name, size, path):
    document = DOCUMENTS[name](size)
    with open(path, "wb") as file:
        file.write(document.encode("utf-8", "surrogatepass") if isinstance(document, str) else document)


def measure(name, size, folder):
    """CPU seconds, peak MiB and exit status for the document at size bytes."""
    path = os.path.join(folder, "document")
    writer = os.fork()  # a process starts with its parent's peak: the document is made in another
    if writer == 0:
        write(name, size, path)
        os._exit(0)
    os.waitpid(writer, 0)
    process = subprocess.Popen([runner.NEWSDECK, "parse", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode


def check(name, folder):
    """What is wrong, or an empty text. A run that seems too long is repeated: the machine may have other work."""
    for _ in range(3):
        small, _, first = measure(name, SMALL_BYTES, folder)
        large, _, second = measure(name, 2 * SMALL_BYTES, folder)
        if first not in (0, 1) or second not in (0, 1):
            return "exit status %d, then %d" % (first, second)
        if large < NOISE_S or large <= ALLOWED * small:
            return ""
    return "%d bytes take %.3f s, twice as many %.3f s" % (SMALL_BYTES, small, large)


def check_memory(name, folder):
    """The same under a sanitizer."""
    _, _, status = measure(name, SANITIZED_BYTES, folder)
    return "" if status in (0, 1) else "exit status %d" % status


def main():
    judge = check_memory if os.environ.get("NEWSDECK_CASES") == "none" else check
    mib = int(os.environ.get("NEWSDECK_HOSTILE_MIB", "0"))
    tap = runner.Tap()
    with tempfile.TemporaryDirectory() as folder:
        for name in DOCUMENTS:
            if mib:
                seconds, peak, status = measure(name, mib << 20, folder)
                tap.result(status in (0, 1) and seconds <= 2 and peak <= 200, "%-40s %6.2f s %6.0f MiB" % (name, seconds, peak))
                sys.stdout.flush()
            else:
                notes = judge(name, folder)
                tap.result(not notes, "hostile/doubling-at-most-doubles-time-when-" + name, notes)
    tap.finish()


if __name__ == "__main__":
    main()
