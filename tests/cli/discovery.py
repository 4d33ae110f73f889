#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""add takes a site's address: its feeds are looked for, looked at, and one of them is subscribed to."""
import contextlib
import json
import os
import pty
import subprocess

from command import DEADLINE_S, NEWSDECK, Home, Server, contains, equal, lacks, main, rss, test

LINK = "<link rel='alternate' type='application/rss+xml' title='%s' href='%s'>"


def write_feed(home, name, title, n=3, words=5):
    items = [("%s-%d" % (name, i), "Item %d" % i, "<p>%s</p>" % ("word " * words),
              "<link>http://site.example/%s/%d</link><pubDate>Wed, 01 Jan 2025 0%d:00:00 GMT</pubDate>" % (name, i, i)) for i in range(n)]
    home.write("files/site/" + name, rss(title, items))


def write_page(home, name, head="", body=""):
    home.write("files/site/" + name, "<!doctype html><html><head>%s</head><body>%s</body></html>" % (head, body))


def found(result):
    return [(feed["title"], feed["source"]) for feed in result.json()]


@test
def a_feed_is_subscribed_to_at_once():
    with Home() as home:
        server = Server(home)
        write_feed(home, "news.xml", "The news", 4)
        out = home.run("add", server.url("/news.xml"), "local", "~Mine").out
        contains(out, "\"The news\" (4 articles)")
        equal(home.read("config/feeds"), server.url("/news.xml") + " local ~Mine\n")
        equal(len(server.asked("/news.xml")), 1)
        contains(home.run("add", server.url("/news.xml"), status=1).err, "already")
        equal(len(server.asked("/news.xml")), 1)
        equal(found(home.run("add", "--list", "--json", server.url("/news.xml"))), [("The news", "feed")])


@test
def the_only_feed_of_a_page_is_subscribed_to():
    with Home() as home:
        server = Server(home)
        write_page(home, "index.html", LINK % ("Feed of the page", "blog/all.xml"))
        write_feed(home, "blog/all.xml", "The blog", 2)
        contains(home.run("add", server.url("/")).out, "\"The blog\" (2 articles)")
        equal(home.read("config/feeds"), server.url("/blog/all.xml") + "\n")


@test
def a_scheme_may_be_missing():
    with Home() as home:
        server = Server(home)
        write_feed(home, "news.xml", "The news")
        home.run("add", server.url("/news.xml")[len("http://"):])
        equal(home.read("config/feeds"), server.url("/news.xml") + "\n")
        home.run("add", "feed:" + server.url("/news.xml"), status=1)


@test
def several_feeds_are_listed_and_none_is_taken():
    with Home() as home:
        server = Server(home)
        write_page(home, "index.html", LINK % ("Comments", "c.xml") + LINK % ("Main", "m.xml"))
        write_feed(home, "m.xml", "Main", 3, 400)
        write_feed(home, "c.xml", "Comments on everything", 1)
        result = home.run("add", server.url("/"), status=1)
        contains(result.err, "--first takes the first")
        assert result.err.index("Main") < result.err.index("Comments on"), result.err
        equal(result.out, "")
        assert not os.path.exists(home.feeds)
        lines = home.run("add", "--list", server.url("/")).lines()
        equal(len(lines), 2)
        contains(lines[0], server.url("/m.xml"))
        feeds = home.run("add", "--list", "--json", server.url("/")).json()
        equal(feeds[0], {"url": server.url("/m.xml"), "title": "Main", "format": "rss-2.0", "items": 3,
                         "newest": "2025-01-01T02:00:00Z", "full_text": True, "source": "link"})
        equal((feeds[1]["title"], feeds[1]["full_text"]), ("Comments on everything", False))
        contains(home.run("add", "--first", server.url("/"), "tag").out, "Main")
        equal(home.read("config/feeds"), server.url("/m.xml") + " tag\n")


def answer(home, text, *arguments):
    """Runs the program on a terminal, types text at its question; its status and all that was shown."""
    master, slave = pty.openpty()
    process = subprocess.Popen([NEWSDECK, *arguments], env=home.environment(), stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    shown = b""
    with contextlib.suppress(OSError):  # the terminal is closed when the program has ended
        while True:
            shown += os.read(master, 4096)
            if text and b"which one?" in shown:
                os.write(master, text.encode())
                text = ""
    os.close(master)
    return process.wait(DEADLINE_S), shown.decode()


@test
def a_terminal_is_asked_which():
    with Home() as home:
        server = Server(home)
        write_page(home, "index.html", "".join(LINK % (name, name + ".xml") for name in "abc"))
        for n, name in enumerate("abc", 1):
            write_feed(home, name + ".xml", "Feed " + name, n)
        status, shown = answer(home, "9\n", "add", server.url("/"))
        equal(status, 1)
        contains(shown, "looking for feeds")
        contains(shown, "2  Feed b")
        contains(shown, "nothing was subscribed")
        equal(answer(home, "3 2\n", "add", server.url("/"))[0], 0)
        equal(home.read("config/feeds"), server.url("/c.xml") + "\n" + server.url("/b.xml") + "\n")
        equal(answer(home, "\n", "add", server.url("/"))[0], 0)
        contains(home.read("config/feeds"), "/a.xml")


@test
def headers_anchors_and_usual_places_are_looked_at():
    with Home() as home:
        server = Server(home)
        write_feed(home, "h.xml", "By header", 1)
        write_feed(home, "a/list.xml", "By anchor", 2)
        write_feed(home, "atom.xml", "By place", 3)
        write_page(home, "header.html")
        write_page(home, "anchor.html", body="<a href='/a/list.xml'>Follow us by <b>RSS</b></a><a href='/x'>grass</a>")
        write_page(home, "indirect.html", body="<a href='/anchor.html'>RSS</a>")
        write_page(home, "plain/page.html")
        link = "/header.html?link=%3C/h.xml%3E;rel=alternate;type=%22application/rss%2Bxml%22".replace(";", "%3B")
        for path, title, source in ((link, "By header", "header"), ("/anchor.html", "By anchor", "anchor"),
                                    ("/indirect.html", "By anchor", "anchor"), ("/plain/page.html", "By place", "well-known"),
                                    ("/no/such/page", "By place", "well-known")):
            equal((path, found(home.run("add", "--json", server.url(path)))), (path, [(title, source)]))


@test
def services_are_known_by_address():
    with Home(config="") as home:
        server = Server(home)
        home.write("config/config", "set proxy " + server.url("/") + "\n")
        write_feed(home, "r/linux/.rss", "A subreddit")
        feeds = home.run("add", "--json", "http://old.reddit.com/r/linux/").json()
        equal([(feed["url"], feed["source"]) for feed in feeds], [("http://old.reddit.com/r/linux/.rss", "address")])
        equal(len(server.asked("/r/linux/")), 1)
        home.write("files/site/lookup.json", json.dumps({"results": [{"feedUrl": "http://pod.example/r/linux/.rss"}]}))
        equal([feed["url"] for feed in home.run("add", "--json", "http://x.example/lookup.json").json()],
              ["http://pod.example/r/linux/.rss"])


@test
def the_same_feed_is_shown_once():
    with Home() as home:
        server = Server(home)
        write_page(home, "index.html", "".join(LINK % (name, name + ".xml") for name in "abc") + LINK % ("m", "/moved/a.xml"))
        for name in "ab":
            write_feed(home, name + ".xml", "Twice")
        home.write("files/site/b.xml", home.read("files/site/a.xml").replace("Twice", "Twice again"))
        write_feed(home, "c.xml", "Another")
        equal([feed["title"] for feed in home.run("add", "--json", server.url("/")).json()], ["Twice", "Another"])


@test
def a_feed_that_has_moved_is_taken_where_it_is():
    with Home() as home:
        server = Server(home)
        write_feed(home, "new.xml", "Moved")
        home.run("add", server.url("/moved/new.xml"))
        equal(home.read("config/feeds"), server.url("/new.xml") + "\n")


@test
def what_cannot_be_reached_is_said():
    with Home() as home:
        server = Server(home)
        write_page(home, "index.html", LINK % ("gone", "/gone.xml"))
        for path, reason in (("/", "no feed was found"), ("/nothing", "HTTP 404"), ("/loop", "redirects"), ("/tofile", "file"),
                             ("/reset", "")):
            result = home.run("add", server.url(path), status=1)
            contains(result.err, reason)
            contains(result.err, "--as-is")
            contains(result.err, server.url(path))
        home.run("add", "http://127.0.0.1:1/", status=1)
        contains(home.run("add", "--as-is", "http://127.0.0.1:1/").out, "subscribed")
        home.run("add", "file:///nonexistent/feed.xml")
        home.run("add", "exec:true")
        equal(home.read("config/feeds"), "http://127.0.0.1:1/\nfile:///nonexistent/feed.xml\nexec:true\n")
        contains(home.run("add", "word", status=1).err, "word")


@test
def passwords_stay_with_their_host():
    with Home() as home:
        server = Server(home)
        user = "reader:pass%2Fword"
        write_page(home, "private/index.html", LINK % ("here", "here.xml") + LINK % ("there", server.url("/private/there.xml", host=2)) +
                   LINK % ("away", "/tootherhost"))
        write_feed(home, "private/here.xml", "Here", 1)
        write_feed(home, "private/there.xml", "There", 2)
        result = home.run("add", "--json", server.url("/private/", user=user))
        equal(found(result), [("Here", "link")])
        lacks(result.out, "pass")
        for path, has_password in (("/private/", True), ("/private/here.xml", True), ("/private/there.xml", False), ("/echo", False)):
            asked = ["authorization" in headers for headers in server.asked(path)]
            assert asked and any(asked) == has_password, (path, asked)
        lacks(home.run("add", server.url("/private/", user=user)).out, "pass")
        equal(home.read("config/feeds"), server.url("/private/here.xml", user=user) + "\n")


@test
def hostile_pages_cost_little():
    with Home() as home:
        server = Server(home)
        many = "".join(LINK % ("t%d" % i, "/n%d.xml" % i) for i in range(12000))
        assert len(many) > 1 << 20 - 1
        write_page(home, "many.html", many)
        home.run("add", server.url("/many.html"), status=1)
        entries = [json.loads(line) for line in server.get("/_log").splitlines()]
        assert len(entries) <= 21, len(entries)
        write_page(home, "odd.html", LINK % ("f", "file:///etc/passwd") + LINK % ("j", "javascript:alert(1)") +
                   LINK % ("&#27;[31mred\n&#x202e;", "/n.xml") + "<base href='ftp://x/'>" + LINK % ("l", "/loop"))
        home.write("files/site/n.xml", rss("\x1b]0;t\x07Title\u202e", [("1", "t", "h")]).replace("\x1b", "&#27;").replace("\x07", "&#7;"))
        result = home.run("add", "--list", server.url("/odd.html"))
        equal(len(result.lines()), 1)
        for bad in ("\x1b", "\x07", "\u202e"):
            lacks(result.out, bad)


main()
