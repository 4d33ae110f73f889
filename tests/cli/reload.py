#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""newsdeck reload against a server that behaves, and one that doesn't."""
import time

from command import Home, Server, contains, equal, lacks, main, rss, test

SERVER = Server()


def url(path, host=1, user=""):
    return SERVER.url(path, host, user)


def feed_of(home):
    return home.run("feeds", "--json").json()[0]


@test
def summary_is_one_line():
    with Home("%s\n%s\n" % (url("/feed/s1.xml"), url("/feed/s2.xml"))) as home:
        result = home.run("reload")
        equal(result.out, "2 feeds fetched, 10 new articles\n")
        equal(result.err, "")
        equal(home.run("reload").out, "2 feeds fetched, 0 new articles\n")
        equal(home.run("reload", "1").out, "1 feed fetched, 0 new articles\n")
        equal(len(home.run("list").lines()), 10)


@test
def failure_names_feed_and_cause():
    with Home("%s\n%s \"~Lost one\"\n" % (url("/feed/f1.xml"), url("/404"))) as home:
        result = home.run("reload", status=1)
        equal(result.out, "2 feeds fetched, 5 new articles, 1 failed\n")
        contains(result.err, "Lost one")
        contains(result.err, "404")
        equal(len(result.err.splitlines()), 1)
        error = [feed["error"] for feed in home.run("feeds", "--json").json()]
        equal(error[0], None)
        contains(error[1], "404")


@test
def not_modified_is_asked_with_validators():
    with Home(url("/feed/etag.xml")) as home:
        for _ in range(3):
            home.run("reload")
        asked = SERVER.asked("/feed/etag.xml")
        equal(len(asked), 3)
        lacks(asked[0], "if-none-match")
        for headers in asked[1:]:
            contains(headers, "if-none-match")
            contains(headers, "if-modified-since")
        contains(asked[0]["user-agent"], "newsdeck")
        assert feed_of(home)["last_success"]


@test
def three_permanent_redirects_move_a_feed():
    with Home(url("/moved/feed/m.xml")) as home:
        for count in range(3):
            equal(feed_of(home)["url"], url("/moved/feed/m.xml"))
            home.run("reload")
            del count
        equal(feed_of(home)["url"], url("/feed/m.xml"))
        before = len(SERVER.asked("/moved/feed/m.xml"))
        home.run("reload")
        equal(len(SERVER.asked("/moved/feed/m.xml")), before)
        feed = feed_of(home)
        equal((feed["id"], feed["total"]), (1, 5))
        equal(home.read("config/feeds"), url("/moved/feed/m.xml"))


@test
def a_feed_that_is_gone_says_so():
    with Home(url("/410")) as home:
        result = home.run("reload", status=1)
        contains(result.err, "410")
        contains(feed_of(home)["error"], "gone")


@test
def a_host_that_wants_to_be_left_alone_is():
    with Home("%s\n%s\n%s\n" % (url("/429?after=3600", 2), url("/feed/h.xml", 2), url("/feed/i.xml", 3))) as home:
        home.write("config/config", "set connections 1\n")
        home.run("reload", status=1)
        asked = len(SERVER.asked("/429"))
        result = home.run("reload", status=1)  # a new process has to know
        equal(len(SERVER.asked("/429")), asked)
        contains(result.err, "127.0.0.2")
        equal(feed_of(home)["total"], 0)
        equal(home.run("feeds", "--json").json()[2]["total"], 5)  # another host is not held
        began = time.monotonic()
        for _ in range(20):  # what is refused at once keeps nobody waiting
            home.run("reload", status=1)
        assert time.monotonic() - began < 25


@test
def hostile_answers_fail_by_themselves():
    cases = {
        "/bomb": "max-body=1M", "/huge": "max-body=1M", "/slow": "timeout=1s", "/silent": "timeout=1s", "/cut": "", "/empty": "",
        "/reset": "", "/nonsense": "", "/badgzip": "", "/loop": "", "/tofile": "", "/cut-chunked": "", "/control": "",
        "/500": "", "/ok": "", "/moved/large?100": "",
    }
    lines = ["%s %s \"~case %s\"\n" % (url(path, 4), options, path) for path, options in cases.items()]
    with Home("".join(lines) + url("/feed/good.xml", 4) + "\n", "set connections-per-host 50\n") as home:
        result = home.run("reload", status=1)
        contains(result.out, "%d feeds fetched, 5 new articles, %d failed" % (len(cases) + 1, len(cases)))
        for path in cases:
            contains(result.err, "case " + path)
        equal(len(result.err.splitlines()), len(cases))
        assert result.err.isprintable() or all(line.isprintable() for line in result.err.splitlines())
        home.run("doctor")


@test
def only_what_is_due_is_fetched():
    with Home("%s\n%s\n%s refresh=0\n" % (url("/feed/a.xml"), url("/feed/b.xml"), url("/feed/c.xml"))) as home:
        equal(home.run("reload", "--due", status=None).out, "2 feeds fetched, 10 new articles\n")  # c only when asked
        equal(home.run("reload", "--due").out, "0 feeds fetched, 0 new articles\n")
        home.run("reload", "--due", "1", status=2)
        reasons = [feed["next_reason"] for feed in home.run("feeds", "--json").json()]
        equal(reasons[2], None)
        assert reasons[0] in ("rhythm", "unknown"), reasons


PAGE = "<title>News</title>" + "".join(
    "<div class=n><h3><a href=%d.html>Piece %d</a></h3><time>2024-01-0%d</time></div>" % (i, i, i) for i in range(1, 4))


@test
def a_page_without_a_feed_is_scraped():
    with Home() as home:
        path = home.write("page.html", PAGE)
        home.write("config/feeds", 'scrape:file://%s item="div.n"\n' % path)
        equal(home.run("reload").out, "1 feed fetched, 3 new articles\n")
        articles = home.run("list", "--json").json()
        equal([a["title"] for a in articles], ["Piece 3", "Piece 2", "Piece 1"])
        equal(articles[0]["date_published"], "2024-01-03T00:00:00Z")
        home.write("config/feeds", 'scrape:file://%s item="div.nix"\n' % path)  # the page is the same, the wish is not
        contains(home.run("reload", status=1).err, "has nothing that is an item")
        home.write("config/feeds", 'scrape:file://%s item="div.n" title=time\n' % path)
        equal(home.run("reload").out, "1 feed fetched, 0 new articles\n")
        equal(home.run("list", "--json").json()[0]["title"], "2024-01-03")
        tried = home.run("parse", "--scrape", "item=.n", "--base", "https://h/", path).json()[0]
        equal(tried["items"][0]["url"], "https://h/1.html")
        contains(home.run("parse", "--scrape", "item=.n[", path, status=1).err, "character 4")


@test
def a_page_is_not_a_feed():
    with Home() as home:
        path = home.write("page.html", "<!DOCTYPE html><html><head><title>Page</title></head><body><p>hello</p></body></html>")
        home.write("config/feeds", "file://%s\n" % path)
        contains(home.run("reload", status=1).err, "HTML")


@test
def what_fails_keeps_what_was_there():
    with Home() as home:
        path = home.write("feed.xml", rss("T", [("1", "one", "x")]))
        home.write("config/feeds", "file://%s\n" % path)
        home.run("reload")
        home.write("feed.xml", "nonsense")
        home.run("reload", status=1)
        equal(feed_of(home)["total"], 1)
        home.write("feed.xml", rss("T", [("1", "one", "x"), ("2", "two", "x")]))
        home.run("reload")
        equal((feed_of(home)["total"], feed_of(home)["error"]), (2, None))


@test
def commands_and_files_are_feeds():
    with Home() as home:
        document = home.write("feed.xml", rss("Here", [("1", "one", "x")]))
        script = home.write("make.sh", "cat '%s' | sed s/Here/Made/\n" % document)
        filtering = home.write("filter.sh", "sed 's/Item/Filtered/; s/>Feed k</>Sieved</'\n")
        home.write("config/feeds", "\"exec:sh %s\"\nfile://%s\n\"filter:sh %s:%s\"\n"
                   % (script, document, filtering, url("/feed/k.xml")))
        equal(home.run("reload").out, "3 feeds fetched, 7 new articles\n")
        equal([feed["title"] for feed in home.run("feeds", "--json").json()], ["Made", "Here", "Sieved"])
        contains(home.run("list").out, "Filtered")


@test
def a_command_that_fails_says_why():
    with Home("\"exec:echo broken pipe dream >&2; exit 3\"\n\"exec:sleep 100\" command-timeout=1s\n") as home:
        result = home.run("reload", status=1)
        contains(result.err, "3")
        contains(result.out, "2 failed")


@test
def one_feed_is_reloaded_by_number_address_or_title():
    with Home("%s\n%s\n" % (url("/feed/one.xml"), url("/feed/two.xml"))) as home:
        for word in ("1", url("/feed/one.xml")):
            contains(home.run("reload", word).out, "1 feed fetched")
        contains(home.run("reload", "feed one").out, "1 feed fetched")
        contains(home.run("reload", "nowhere", status=1).err, "nowhere")
        equal(len(SERVER.asked("/feed/two.xml")), 0)


@test
def without_feeds_the_guide_says_how_to_begin():
    with Home() as home:
        result = home.run("reload", status=1)
        contains(result.err, home.feeds)
        assert home.run("list").lines(), "the guide has articles"
        home.run("doctor")


@test
def changed_articles_are_found_by_their_new_words():
    with Home() as home:
        path = home.write("feed.xml", rss("T", [("1", "one", "apple")]))
        home.write("config/feeds", "file://%s\n" % path)
        home.run("reload")
        equal(len(home.run("search", "apple").lines()), 2)
        home.write("feed.xml", rss("T", [("1", "one", "pear")]))
        home.run("reload")
        equal(home.run("search", "apple").out, "")
        equal(len(home.run("search", "pear").lines()), 2)


main()
