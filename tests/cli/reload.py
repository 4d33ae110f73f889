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
        result = home.run("reload", status=1)
        equal(result.out, "2 feeds fetched, 5 new articles, 1 failed, 1 waits for the limit of its host\n")
        equal(len(result.err.splitlines()), 1)
        asked = len(SERVER.asked("/429"))
        result = home.run("reload")  # a new process has to know
        equal(len(SERVER.asked("/429")), asked)
        equal((result.out, result.err), ("1 feed fetched, 0 new articles, 2 wait for the limit of their hosts\n", ""))
        refused, held, other = home.run("feeds", "--json").json()
        contains(refused["error"], "429")  # its own error stays
        equal((held["total"], held["error"], held["next_reason"]), (0, None, "host"))
        equal(other["total"], 5)  # another host is not held
        contains(home.run("feeds").out, "waiting for its host")
        named = home.run("reload", "2")
        equal(named.out, "0 feeds fetched, 0 new articles, 1 waits for the limit of its host\n")
        contains(named.err, "127.0.0.2 allows no request before")
        contains(named.err, "--force")
        equal(home.run("reload", "--due").out, "0 feeds fetched, 0 new articles\n")
        began = time.monotonic()
        for _ in range(20):  # what is refused at once keeps nobody waiting
            home.run("reload")
        assert time.monotonic() - began < 25
        contains(home.run("reload", "--force", "2").out, "1 feed fetched, 5 new articles")
        equal(len(SERVER.asked("/429")), asked)


@test
def a_limit_that_a_host_announces_is_kept():
    fields = "?x-ratelimit-remaining=0.0&x-ratelimit-reset=100"
    feeds = "".join("%s\n" % url("/limited/l%d%s" % (i, fields), 5) for i in range(4))
    with Home(feeds, "set connections-per-host 1\n") as home:
        start = 1800000000
        served = []
        for minute in range(12):
            now = str(start + 60 * minute)
            home.run("reload", "--due", NEWSDECK_NOW=now)
            served.append(sum(feed["total"] > 0 for feed in home.run("feeds", "--json", NEWSDECK_NOW=now).json()))
        equal(served[:4], [1, 1, 2, 2])
        equal(served[-1], 4)  # each has had its turn
        equal([feed["error"] for feed in home.run("feeds", "--json").json()], [None] * 4)


@test
def waits_that_say_nothing_are_a_minute():
    for after in ("0", "-5", "soon", "Wed,%2001%20Jan%202020%2000:00:00%20GMT"):
        with Home("%s\n%s\n" % (url("/429?after=" + after, 6), url("/feed/w.xml", 6)), "set connections 1\n") as home:
            now = 1800000000
            home.run("reload", status=1, NEWSDECK_NOW=str(now))
            contains(home.run("reload", NEWSDECK_NOW=str(now + 59)).out, "2 wait")
            contains(home.run("reload", "2", NEWSDECK_NOW=str(now + 60)).out, "1 feed fetched, 5 new")


@test
def a_server_that_never_has_anything_new_is_asked_for_the_whole():
    cases = {  # validators that lie in the future are not sent at all
        "/stale/a?at=Sat,%2016%20Nov%202041%2019:11:00%20GMT": (0, True),
        "/stale/b?at=Sat,%2016%20Nov%202041%2019:11:00%20GMT&etag": (0, True),
        # the others not for longer than a week
        "/stale/c?at=Wed,%2001%20Jan%202025%2000:00:00%20GMT": (6 * 86400, False),
        "/stale/d?at=Wed,%2001%20Jan%202025%2000:00:00%20GMT": (8 * 86400, True),
        "/stale/e?at=v1&etag": (6 * 86400, False),
        "/stale/f?at=v1&etag": (8 * 86400, True),
    }
    for path, (later, is_seen) in cases.items():
        with Home(url(path)) as home:
            home.run("reload", NEWSDECK_NOW="1800000000")
            contains(home.run("reload", NEWSDECK_NOW=str(1800000010 + later)).out, "%d new article" % is_seen)
            if not is_seen:
                contains(home.run("reload", "--force", NEWSDECK_NOW=str(1800000020 + later)).out, "1 new article")


@test
def a_whole_document_in_a_longer_answer_is_read():
    for by in ("length", "chunks"):
        with Home(url("/longer/x?by=" + by)) as home:
            equal(home.run("reload").out, "1 feed fetched, 5 new articles\n")
            equal(feed_of(home)["error"], None)
        with Home(url("/longer/x?less=3&by=" + by)) as home:
            contains(home.run("reload", status=1).err, "cut off")
    with Home(url("/longer/x?by=wait"), "set timeout 2s\n") as home:
        equal(home.run("reload").out, "1 feed fetched, 5 new articles\n")
    with Home(url("/longer/x?by=length")) as home:
        home.run("add", url("/longer/y?by=length"))


@test
def passwords_are_sent_and_never_shown():
    server_user = "reader:pass%2Fword"  # what the server wants: pass/word
    for user in (server_user, "reader:pass/word"):
        with Home('"%s"\n' % url("/auth", 1, user)) as home:
            err = home.run("reload", status=1).err  # it has let us in, and sent no feed
            lacks(err, "HTTP 401")
            lacks(err, "word@")
            for command in (("feeds",), ("feeds", "--json"), ("check",), ("doctor",), ("export",)):
                result = home.run(*command, status=None)
                if command[0] != "export":
                    lacks(result.out + result.err, "word@")
    for user, sent in (("anna@mail.example:secret", "anna@mail.example:secret"), ("anna:a#secret", "anna:a#secret"),
                       ("anna:1#secret", "anna:1#secret")):
        with Home() as home:
            result = home.run("add", url("/auth", 1, user), status=None)
            lacks(result.out + result.err, "secret")
            home.write("config/feeds", '"%s"\n' % url("/auth", 1, user))
            result = home.run("reload", status=1)
            contains(result.err, "401")
            lacks(result.err, "secret")
            lacks(home.run("feeds").out, "secret")


@test
def schemes_of_feeds_are_known_everywhere():
    plain = url("/feed/kin.xml")
    for address in (plain.replace("http:", "feed:"), "feed:" + plain, "feed://" + plain, plain.replace("http:", "itpc:"),
                    plain.replace("http:", "pcast:"), plain.replace("http:", "rss:"), plain.replace("http:", "podcast:")):
        with Home(address + "\n") as home:
            equal(home.run("reload").out, "1 feed fetched, 5 new articles\n")
            equal(home.run("check").err, "")
            contains(home.run("add", "--as-is", plain, status=None).out + home.run("feeds", "--json").out, plain)
            equal(len(home.run("feeds").lines()), 2)
        with Home() as home:
            home.run("add", address)
            equal(home.run("reload").out, "1 feed fetched, 5 new articles\n")
        with Home() as home:
            opml = home.write("x.opml", "<opml version='2.0'><body><outline text='K' xmlUrl='%s'/></body></opml>" % address)
            home.run("import", opml)
            equal(home.run("reload").out, "1 feed fetched, 5 new articles\n")


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
