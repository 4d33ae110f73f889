#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whole articles: newsdeck offline, reload --full-text, full-text=yes; pages of every kind, also hostile ones."""
import json
import os
import sqlite3
import time

from command import Home, Server, Skip, contains, equal, lacks, main, rss, test
from pictures import png

FILLER = "This sentence is long enough, with a comma or two, to be taken for a part of an article. " * 4


def paragraphs(word, n=6):
    return "".join("<p>%s %d. %s</p>" % (word, i, FILLER) for i in range(n))


def page(word, more="", n=6):
    return ("<!DOCTYPE html><html><head><title>%s</title></head><body><nav><a href='/'>Furniture</a></nav>"
            "<article><h1>%s</h1>%s</article>%s</body></html>" % (word, word, paragraphs(word, n), more))


class Site:
    """A server with pages, and a home with a feed whose articles link to paths."""

    def __init__(self, paths, options="", config="", pages=None, text="Only the beginning …"):
        self.home = Home(config=config)
        for name, body in (pages or {}).items():
            self.home.write("files/site/" + name, body)
        self.server = Server(self.home)
        items = [("g%d" % i, "Article %d" % i, text,
                  "<link>%s</link>" % (path if "://" in path else self.server.url(path)).replace("&", "&amp;"))
                 for i, path in enumerate(paths)]
        self.home.write("files/feed.xml", rss("Teasers", items))
        self.home.write("config/feeds", self.server.url("/files/feed.xml") + " " + options + "\n")

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.home.__exit__()

    def run(self, *arguments, **more):
        return self.home.run(*arguments, **more)

    def kept(self):
        """What is kept of each article's page: title to (error, words)."""
        archive = sqlite3.connect(self.home.archive)
        rows = archive.execute("SELECT title, error, item_page.n_words FROM item JOIN item_page ON item_id=item.id").fetchall()
        archive.close()
        return {title: (error, words) for title, error, words in rows}


@test
def offline_fetches_what_is_unread_or_starred():
    with Site(["/a.html", "/b.html", "/c.html"], pages={"%s.html" % c: page(w) for c, w in
                                                       (("a", "Apricot"), ("b", "Banana"), ("c", "Cherry"))}) as site:
        site.run("reload")
        site.run("mark", "--read", "title:1")
        site.run("mark", "--read", "title:2")
        site.run("star", "title:2")
        out = site.run("offline").out
        contains(out, "2 whole articles fetched, ")
        lacks(out, "failed")
        equal(len(site.server.asked("/b.html")), 0)
        equal([line.split()[-1] for line in site.run("list", "apricot").lines()], ["0"])
        equal(site.run("list", "banana").lines(), [])
        equal(len(site.run("list", "furniture").lines()), 0)
        contains(site.run("offline").out, "nothing to fetch")
        contains(site.run("offline", "title:1").out, "1 whole article fetched, ")
        equal(len(site.run("list", "banana").lines()), 1)
        equal(len(site.server.asked("/a.html")), 1)
        contains(site.run("doctor").out, "healthy")


@test
def failures_are_counted_and_not_asked_again_within_a_day():
    with Site(["/404", "/a.html"], pages={"a.html": page("Apricot")}) as site:
        site.run("reload", NEWSDECK_NOW="1700000000")
        contains(site.run("offline", NEWSDECK_NOW="1700000000").out, "1 whole article fetched, ")
        equal(site.kept()["Article 0"], ("HTTP 404", 0))
        site.run("offline", NEWSDECK_NOW="1700086399")
        equal(len(site.server.asked("/404")), 1)
        out = site.run("offline", NEWSDECK_NOW="1700086402", status=1).out
        contains(out, "0 whole articles fetched, ")
        contains(out, "1 failed")
        equal(len(site.server.asked("/404")), 2)


@test
def hostile_pages_leave_a_reason():
    wall = ("<html><head><title>Log in</title></head><body><form action='/login'><input type='password' name='p'>"
            "<p>Log in to read this article.</p></form></body></html>")
    pages = {"wall.html": wall, "binary.html": b"\x89PNG\r\n\x1a\n" + bytes(5000), "empty.html": "",
             "big.html": "<p>%s</p>" % ("words and words, " * 1310720), "script.html": "<script>%s</script>" % ("x " * 9000),
             "deep.html": "<div>" * 60000 + "deep"}
    paths = ["/wall.html", "/binary.html", "/empty.html", "/script.html", "/tofile", "/404", "/cut", "/reset", "/bomb",
             "/large?22000000", "/loop", "/nonsense", "/deep.html", "/silent"]
    with Site(paths, options="timeout=5s", pages=pages) as site:
        site.run("reload")
        site.run("offline", status=None)
        kept = site.kept()
        equal(len(kept), len(paths))
        for i, path in enumerate(paths):
            if path != "/deep.html":  # may be taken for a text
                assert kept["Article %d" % i][0], (path, kept)
            error = kept["Article %d" % i][0] or ""
            assert error.isprintable() and "\x1b" not in error, error
        contains(kept["Article 0"][0], "wall")
        contains(kept["Article 1"][0], "not text")
        contains(kept["Article 5"][0], "404")
        contains(kept["Article 9"][0], "20 MiB")
        for shown in site.run("list", "--json").json():
            contains(json.dumps(shown), "Article")
        contains(site.run("doctor").out, "healthy")


@test
def show_prints_the_text_that_the_reader_shows():
    for option, is_whole in (("no", False), ("yes", True), ("auto", True)):
        with Site(["/a.html"], options="full-text=" + option, pages={"a.html": page("Apricot")}) as site:
            site.run("reload", "--full-text")
            shown = site.run("show", "--json", "1").json()[0]
            equal("Apricot" in shown["content_text"], is_whole)
            equal(shown["full_text_url"], site.server.url("/a.html") if is_whole else None)
            (contains if is_whole else lacks)(site.run("show", "1").out, "Apricot")


@test
def an_export_takes_whole_articles_along():
    with Site(["/a.html", "/404"], pages={"a.html": page("Apricot")}) as site, Home() as other:
        site.run("reload")
        site.run("offline")
        state = site.run("export", "--state").out
        path = other.write("state.jsonl", state)
        other.run("import", path)
        contains(other.run("list", "apricot").out, "Article 0")
        contains(other.run("list", "full-text").out, "Article 0")
        equal(len(other.run("list", "full-text").lines()), 1)
        equal(other.run("export", "--state").out.count('"error":"HTTP 404"'), 1)


@test
def a_page_of_megabytes_is_read():
    with Site(["/big.html"], pages={"big.html": page("Apricot", n=9000)}) as site:
        site.run("reload")
        contains(site.run("offline").out, "1 whole article")
        assert site.kept()["Article 0"][1] > 500000
        equal(len(site.run("list", "words>100000").lines()), 1)


@test
def next_pages_are_joined_on_the_same_site_without_loops():
    def part(number, word, following):
        link = "<p class='pagination'><a rel='next' href='%s'>Next page</a></p>" % following if following else ""
        head = "<link rel='next' href='%s'>" % following if following else ""
        return page(word, link).replace("</head>", head + "</head>")
    pages = {"story/1.html": part(1, "Apricot", "/story/2.html"), "story/2.html": part(2, "Banana", "/story/3.html"),
             "story/3.html": part(3, "Cherry", "/story/1.html"),
             "other/1.html": part(1, "Damson", "http://127.0.0.9:1/other/2.html")}
    pages.update({"long/%d.html" % i: part(i, "Word%d" % i, "/long/%d.html" % (i + 1)) for i in range(1, 16)})
    with Site(["/story/1.html", "/other/1.html", "/long/1.html"], pages=pages) as site:
        site.run("reload")
        contains(site.run("offline").out, "3 whole articles")
        for word in ("apricot", "banana", "cherry"):
            contains(site.run("list", word).out, "Article 0")
        for i in range(1, 4):
            equal(len(site.server.asked("/story/%d.html" % i)), 1)
        contains(site.run("list", "damson").out, "Article 1")
        contains(site.run("list", "word10").out, "Article 2")
        equal(site.run("list", "word11").out, "")


@test
def hosts_are_asked_for_one_page_at_a_time():
    with Site([], pages={"p/%d.html" % i: page("Word%d" % i) for i in range(8)}) as site:
        items = [("g%d" % i, "Article %d" % i, "…", "<link>%s</link>" % site.server.url("/p/%d.html" % i, 2 + i % 2))
                 for i in range(8)]
        site.home.write("files/feed.xml", rss("Two hosts", items))
        site.run("reload")
        contains(site.run("offline").out, "8 whole articles")
        most = json.loads(site.server.get("/_most"))
        for host in ("127.0.0.2", "127.0.0.3"):
            assert all(count <= 1 for name, count in most.items() if host in name), most


BARE = "<!DOCTYPE html><html><head><title>x</title>%s</head><body><div id=app></div>%s</body></html>"


@test
def another_version_is_read_where_the_page_gives_nothing():
    pages = {"a.html": BARE % ("<link rel=amphtml href=/amp/a.html>", ""), "amp/a.html": page("Apricot"),
             "b.html": BARE % ("", "<a href='/print.html'>Print this article</a>"), "print.html": page("Banana"),
             "c.html": page("Cherry", "<link rel=amphtml href=/amp/c.html>")}
    with Site(["/a.html", "/b.html", "/c.html"], pages=pages) as site:
        site.run("reload")
        contains(site.run("offline").out, "3 whole articles fetched, ")
        for word in ("apricot", "banana", "cherry"):
            equal(len(site.run("list", word).lines()), 1)
        equal([len(site.server.asked(path)) for path in ("/a.html", "/amp/a.html", "/print.html", "/amp/c.html")], [1, 1, 1, 0])


@test
def the_better_of_two_versions_is_kept():
    promise = ('<script type="application/ld+json">{"@context":"https://schema.org","@type":"Article","wordCount":5000}</script>'
               "<link rel=amphtml href=%s>")
    pages = {"a.html": page("Apricot", promise % "/amp.html", n=2), "amp.html": page("Longer", n=9),
             "b.html": page("Banana", promise % "/none.html"), "c.html": page("Cherry", promise % "/short.html", n=5),
             "short.html": page("Shorter", n=2)}
    with Site(["/a.html", "/b.html", "/c.html"], pages=pages) as site:
        site.run("reload")
        contains(site.run("offline").out, "3 whole articles fetched, ")
        equal([len(site.run("list", word).lines()) for word in ("apricot", "longer", "banana", "cherry", "shorter")],
              [0, 1, 1, 1, 0])


@test
def a_print_link_to_another_site_is_not_followed():
    elsewhere = Server(Home())
    pages = {"a.html": BARE % ("", "<a href='%s'>Print</a><a href='file:///etc/passwd'>Print</a>"
                               % elsewhere.url("/p.html").replace("127.0.0.1", "localhost"))}
    with Site(["/a.html"], pages=pages) as site:
        site.run("reload")
        site.run("offline", status=None)
        equal(elsewhere.asked("/p.html"), [])


@test
def a_rule_says_which_version_is_read():
    pages = {"a.html": page("Apricot", "<link rel=amphtml href=/amp.html><link rel=alternate media=print href=/print.html>"),
             "amp.html": page("Fast"), "print.html": page("Paper", n=3)}
    with Site(["/a.html"], pages=pages, config="extract 127.0.0.1 version=print\n") as site:
        site.run("reload")
        contains(site.run("offline").out, "1 whole article fetched, ")
        equal([len(site.run("list", word).lines()) for word in ("apricot", "fast", "paper")], [0, 0, 1])
    with Site(["/a.html"], config="extract 127.0.0.1 version=fast\n") as site:
        contains(site.run("check", status=1).out, "amp, print or page")


def picture_site(images, options="", config=""):
    """One article with pictures on its page."""
    tags = "".join("<p><img src='%s' width=400 height=300 alt='A fruit'></p>" % image for image in images)
    site = Site(["/a.html"], options, config, {"a.html": page("Apricot").replace("</article>", tags + "</article>")})
    for name, side in (("one.png", 60), ("two.png", 70)):
        with open(site.home.path + "/files/site/" + name, "wb") as file:
            file.write(png(side, side))
    site.run("reload")
    return site


def cached(site):
    folder = site.home.path + "/.cache/newsdeck/pictures"
    return [os.path.join(folder, name) for name in os.listdir(folder)] if os.path.isdir(folder) else []


@test
def offline_fetches_pictures_but_no_trackers():
    with picture_site(["/one.png", "/two.png", "/one.png", "http://pixel.wp.com/t.png"]) as site:
        out = site.run("offline").out
        if "picture" not in out:
            raise Skip("built without pictures")
        contains(out, "1 whole article fetched, 2 pictures, ")
        lacks(out, "failed")
        equal(len(cached(site)), 2)
        contains(site.run("offline").out, "nothing to fetch")
        equal(len(site.server.asked("/one.png")), 1)
        os.remove(cached(site)[0])
        contains(site.run("offline").out, "0 whole articles fetched, 1 picture, ")


@test
def pictures_of_offline_stay_beside_the_cache():
    with picture_site(["/one.png"]) as site:
        if "picture" not in site.run("offline").out:
            raise Skip("built without pictures")
        assert all(os.stat(path).st_mtime > time.time() + 86400 for path in cached(site)), "they may go at once"


@test
def offline_leaves_pictures_where_they_are_never_wanted():
    with picture_site(["/one.png"], options="pictures=never") as site:
        contains(site.run("offline").out, "1 whole article fetched, ")
        equal((cached(site), site.server.asked("/one.png")), ([], []))


@test
def a_picture_that_is_missing_is_told():
    with picture_site(["/none.png"]) as site:
        out = site.run("offline").out
        if "picture" not in out:
            raise Skip("built without pictures")
        contains(out, "1 whole article fetched, 0 pictures, ")
        contains(out, "1 picture failed")


@test
def offline_ends_with_its_budget_the_newest_first():
    pages = {"p/%d.html" % i: page("Word%d" % i, n=150) for i in range(6)}
    with Site([], config="set offline-size 64K\n", pages=pages) as site:
        items = [("g%d" % i, "Article %d" % i, "…", "<link>%s</link>" % site.server.url("/p/%d.html" % i),
                  "<pubDate>0%d Jan 2024 00:00:00 GMT</pubDate>" % (i + 1)) for i in range(6)]
        site.home.write("files/feed.xml", rss("Dates", items))
        site.run("reload")
        contains(site.run("offline").out, "left out")
        kept = sorted(site.kept())
        assert 1 <= len(kept) < 6, kept
        equal(kept, ["Article %d" % i for i in range(6 - len(kept), 6)])


@test
def reload_fetches_whole_articles_of_feeds_that_want_them():
    pages = {"a.html": page("Apricot"), "b.html": page("Banana")}
    with Site(["/a.html", "/b.html"], options="full-text=yes", pages=pages) as site:
        out = site.run("reload").lines()
        equal(out[0], "1 feed fetched, 2 new articles")
        contains(out[1], "2 whole articles fetched, ")
        contains(site.run("list", "banana").out, "Article 1")
        equal(site.run("reload").lines(), ["1 feed fetched, 0 new articles"])
    for option, n in (("full-text=no", 0), ("full-text=auto", 0), ("", 0)):
        with Site(["/a.html"], options=option, pages=pages) as site:
            site.run("reload")
            equal(len(site.server.asked("/a.html")), n)
            contains(site.run("reload", "--full-text").lines()[-1], "1 whole article fetched, ")


@test
def a_header_for_the_feeds_site_goes_to_no_other():
    with Site([], pages={"own.html": page("Own"), "other.html": page("Other")}) as site:
        items = [("g1", "Own", "…", "<link>%s</link>" % site.server.url("/own.html")),
                 ("g2", "Other", "…", "<link>%s</link>" % site.server.url("/other.html", 2))]
        site.home.write("files/feed.xml", rss("Keys", items))
        site.home.write("config/feeds", '%s "header=X-Key: secret"\n' % site.server.url("/files/feed.xml"))
        site.run("reload", "--full-text")
        equal(site.server.asked("/own.html")[0].get("x-key"), "secret")
        lacks(site.server.asked("/other.html")[0], "x-key")


@test
def rules_of_a_site_say_what_the_article_is():
    pages = {"a.html": "<html><body><div id='lead'>%s<aside class='ad'><p>Buy plums. %s</p></aside></div>"
                       "<article>%s</article></body></html>" % (paragraphs("Apricot"), FILLER, paragraphs("Banana", 20))}
    config = "extract 127.0.0.1 body=\"div#lead, #none\" strip=\"//aside[@class='ad']\"\n"
    with Site(["/a.html"], config=config, pages=pages) as site:
        equal(site.run("check").err, "")
        site.run("reload", "--full-text")
        contains(site.run("list", "apricot").out, "Article 0")
        equal(site.run("list", "plums").out, "")
        equal(site.run("list", "banana").out, "")


@test
def rules_that_are_wrong_name_their_place():
    config = ("extract example.org body=\"p[\"\nextract example.org strip=div..x\nextract\nextract a/b body=p\n"
              "extract example.org text=p\nextract example.org body=\"//p[\"\n")
    with Home("file:///dev/null\n", config) as home:
        result = home.run("check", status=None)
        lines = (result.out + result.err).splitlines()
        for place in ("config:1:21: ", "config:2:21: ", "config:3:1: ", "config:4:9: ", "config:5:21: ", "config:6:21: "):
            assert any(place in line for line in lines), (place, lines)


main()
