#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What is printed of feeds and articles, for people and for programs; marks; credentials; control characters."""
import re

from command import Home, Server, contains, equal, lacks, main, rss, test

SERVER = Server()
FEED = rss("Ducks & geese".replace("&", "&amp;"), [
    ("g1", "Swimming", "<p>The <b>quick</b> duck swims. 日本語の新聞</p>",
     "<pubDate>Wed, 31 Dec 2025 10:00:00 GMT</pubDate><link>https://site.example/1</link><dc:creator>Ann</dc:creator>"
     "<category>birds</category><enclosure url='https://site.example/a.mp3' type='audio/mpeg' length='5'/>"),
    ("g2", "Flying", "<p>A goose flies.</p>", "<pubDate>Tue, 30 Dec 2025 10:00:00 GMT</pubDate>"),
    ("g3", "Resting", "<p>Nobody does a thing.</p>", "<pubDate>Mon, 29 Dec 2025 10:00:00 GMT</pubDate>"),
])
ITEM_KEYS = ["id", "feed", "guid", "title", "url", "author", "date_published", "date_modified", "read", "starred", "tags"]
FEED_KEYS = ["id", "url", "title", "site_url", "tags", "total", "unread", "last_success", "next_fetch", "error", "next_reason"]
TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")


def filled(document=FEED, line="file://%s news/birds \"quick ones\"\n"):
    home = Home()
    path = home.write("feed.xml", document)
    home.write("config/feeds", line % path)
    home.run("reload")
    return home


@test
def list_json_has_its_shape():
    with filled() as home:
        items = home.run("list", "--json").json()
        equal([item["title"] for item in items], ["Swimming", "Flying", "Resting"])
        for item in items:
            equal(list(item), ITEM_KEYS)
            equal(list(item["feed"]), ["id", "title", "url"])
            assert TIME.match(item["date_published"])
        first = items[0]
        equal((first["guid"], first["url"], first["author"]), ("g1", "https://site.example/1", "Ann"))
        equal((first["read"], first["starred"], first["tags"]), (False, False, ["birds"]))
        equal((first["date_published"], first["date_modified"]), ("2025-12-31T10:00:00Z", None))
        equal((first["feed"]["title"], first["feed"]["id"]), ("Ducks & geese", 1))
        equal((items[1]["url"], items[1]["author"], items[1]["tags"]), (None, None, []))


@test
def feeds_json_has_its_shape():
    with filled() as home:
        feeds = home.run("feeds", "--json").json()
        equal(len(feeds), 1)
        feed = feeds[0]
        equal(list(feed), FEED_KEYS)
        equal((feed["total"], feed["unread"], feed["error"]), (3, 3, None))
        equal(sorted(feed["tags"]), ["news/birds", "quick ones"])
        assert TIME.match(feed["last_success"]) and TIME.match(feed["next_fetch"])
        equal(feed["site_url"], "http://site.example/")


@test
def show_prints_the_article():
    with filled() as home:
        number = home.run("list", "--json").json()[0]["id"]
        text = home.run("show", str(number)).out
        for part in ("Swimming", "Ducks & geese", "Ann", "https://site.example/1", "https://site.example/a.mp3",
                     "The quick duck swims."):
            contains(text, part)
        lacks(text, "<b>")
        item = home.run("show", "--json", str(number)).json()[0]
        equal(list(item)[:len(ITEM_KEYS)], ITEM_KEYS)
        contains(item["content_html"], "<b>quick</b>")
        contains(item["content_text"], "The quick duck swims.")
        equal(item["attachments"], [{"url": "https://site.example/a.mp3", "mime_type": "audio/mpeg"}])
        equal(home.run("list", "--json", "id:%d" % number).json()[0]["read"], False)
        contains(home.run("show", "9999", status=1).err, "9999")
        home.run("show", status=2)


@test
def show_diff_prints_the_words_that_changed():
    with filled() as home:
        number = str(home.run("list", "--json", "title:Flying").json()[0]["id"])
        contains(home.run("show", "--diff", number, status=1).err, "article %s has no earlier text" % number)
        equal(home.run("show", "--json", number).json()[0]["revisions"], [])
        for text in (FEED.replace("A goose flies", "<i>A goose</i> flies"), FEED.replace("A goose flies", "A goose flies <b>south</b>"),
                     FEED.replace("A goose flies", "Two geese fly south").replace("Flying", "Flying away")):
            home.write("feed.xml", text)
            home.run("reload")
        shown = home.run("show", "--diff", number).out
        contains(shown, "Flying {+away+}")
        contains(shown, "[-A goose flies-] {+Two geese fly+} south.")
        first = home.run("show", "--diff", "--revision", "1", number).out
        equal(first.split("\n")[0], "Flying")
        contains(first, "A goose [-flies.-] {+flies south.+}")
        revisions = home.run("show", "--json", number).json()[0]["revisions"]
        equal([(one["number"], one["title"]) for one in revisions], [(1, "Flying"), (2, "Flying")])
        assert TIME.match(revisions[0]["until"])
        contains(home.run("show", "--diff", "--revision", "7", number, status=1).err, "number 7")
        home.run("show", "--revision", "1", number, status=2)
        equal([item["title"] for item in home.run("list", "--json", "changed").json()], ["Flying away"])


@test
def search_finds_a_word_of_a_body():
    with filled() as home:
        equal(len(home.run("search", "goose").lines()), 2)
        contains(home.run("search", "goose").out, "A goose flies.")
        equal(home.run("search", "nothingofthekind").out, "")
        found = home.run("search", "--json", "duck").json()
        equal([item["title"] for item in found], ["Swimming"])
        contains(found[0]["snippet"], "quick duck")
        equal(len(home.run("search", "--json", "新聞").json()), 1)
        home.run("search", status=1)


@test
def queries_are_checked():
    with filled() as home:
        result = home.run("list", "titel:x", status=1)
        contains(result.err, "column 1")
        equal(result.out, "")
        equal(len(home.run("list", "--limit", "2").lines()), 2)
        equal(len(home.run("list", "-n", "1", "unread").lines()), 1)
        equal(len(home.run("list", "unread", "tag:news").lines()), 3)
        equal(len(home.run("list", "--", "unread", "-title:flying").lines()), 2)
        equal(len(home.run("list", "--", "-title:flying").lines()), 2)
        equal(len(home.run("list", 'unread = "yes" and title =~ "ing"').lines()), 3)


@test
def marks_are_on_disk_and_taken_back():
    with filled() as home:
        number = str(home.run("list", "--json").json()[0]["id"])
        contains(home.run("mark", "--read", number).out, "1 of 1 article marked read")
        contains(home.run("mark", "--read", number).out, "0 of 1 article")
        equal(len(home.run("list", "unread").lines()), 2)
        contains(home.run("star", number).out, "1 of 1")
        equal(home.run("list", "--json", "starred").json()[0]["id"], int(number))
        contains(home.run("mark", "--read", "unread").out, "2 of 2 articles")
        equal(home.run("list", "unread").out, "")
        contains(home.run("undo").out, "taken back")
        equal(len(home.run("list", "unread").lines()), 2)
        home.run("undo")
        equal(home.run("list", "starred").out, "")
        home.run("undo")
        equal(len(home.run("list", "unread").lines()), 3)
        contains(home.run("undo", status=1).err, "nothing to undo")
        home.run("doctor")


@test
def marks_of_nothing_change_nothing():
    with filled() as home:
        contains(home.run("mark", "--read", "title:none").out, "0 of 0")
        equal(len(home.run("list", "unread").lines()), 3)
        contains(home.run("mark", "--read", "4711", status=1).err, "4711")
        home.run("mark", "--read", status=2)
        home.run("mark", "1", status=2)
        home.run("mark", "--read", "--unread", "1", status=2)
        home.run("mark", "--read", "titel:x", status=1)
        home.run("star", status=2)
        equal(len(home.run("list", "unread").lines()), 3)
        home.run("undo", status=1)


@test
def wrong_commands_are_told():
    with Home() as home:
        contains(home.run("relaod", status=2).err, "reload")
        contains(home.run("--nonsense", status=2).err, "--nonsense")
        home.run("list", "--nonsense", status=2)
        contains(home.run("--version").out, "newsdeck")
        contains(home.run("--help").out, "reload")
        contains(home.run("list", "--help").out, "--json")


@test
def credentials_are_never_printed():
    address = SERVER.url("/404", user="reader:sEcReT")
    other = SERVER.url("/moved/404", user="reader:sEcReT")
    with Home("%s\n%s\n\"filter:cat:%s\"\n" % (address, other, address)) as home:
        texts = []
        for arguments in (["reload"], ["feeds"], ["feeds", "--json"], ["check"], ["doctor"], ["reload", address],
                          ["reload", address + "x"], ["add", address], ["add", address + "2"], ["undo"],
                          ["rename", address, "New"], ["undo"], ["remove", address], ["undo"], ["remove", address + "9"]):
            result = home.run(*arguments, status=None)
            texts.append((arguments[0], result.out + result.err))
        for command, text in texts:
            assert "sEcReT" not in text, "%s: %s" % (command, text)
        contains(texts[2][1], "***")


@test
def control_characters_stay_out():
    evil = "red\x1b[31m bell\x07 back\x08 csi\x9b31m rtl\u202e nul"
    document = rss("Feed &#x9b;31m &#x202e;", [("1", evil, "<p>%s</p><p>&#27;[2J&#x9b;2J</p>" % evil)])
    with filled(document.replace("\x1b", "&#27;"), "file://%s \"~mine \x1b[1m\"\n") as home:
        home.write("feed2.xml", rss("Two", [("1", evil, "<p>%s</p>" % evil)]))
        with open(home.feeds, "a", encoding="utf-8") as file:
            file.write("\"exec:printf '\\033[31moops\\007' >&2; false\"\nfile://%s/feed2.xml\nfile:///\x1b[5m/x\n" % home.path)
        texts = []
        for arguments in (["reload"], ["list"], ["feeds"], ["search", "bell"], ["show", "1"], ["check"], ["show", "1", "2"],
                          ["list", "\x1b[31m:x"], ["reload", "\x1b[31m"], ["\x1b[31m"], ["mark", "--read", "\x1b[31m"], ["undo"]):
            result = home.run(*arguments, status=None)
            texts.append((arguments[0], result.out + result.err))
        for command, text in texts:
            for line in text.splitlines():
                bad = [c for c in line if ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u202d"]
                assert not bad, "%s: %r" % (command, line)


@test
def json_is_one_object_a_line():
    with filled(rss("T", [("1", "new\nline \u2028 \"quoted\" \\ ü", "<p>a\nb</p>")])) as home:
        equal(len(home.run("list", "--json").out.split("\n")), 2)
        equal(len(home.run("show", "--json", "1").out.split("\n")), 2)
        contains(home.run("list", "--json").json()[0]["title"], "\"quoted\" \\ ü")


main()
