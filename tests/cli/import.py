#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""import takes over what other readers keep, once, whole or not at all; export is read back without loss."""
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import xml.dom.minidom

import command
from command import Home, Skip, contains, equal, lacks, main, rss, test

NOW = "1795500000"  # what state depends on the time of day is compared at one time

URLS = ("# my feeds\n"
        "https://a.example/feed news/world \"~A title\" # the best\n"
        "\n"
        "https://b.example/feed tech !\n"
        "\"exec:touch ran\" made\n"
        "\"filter:touch ran:https://d.example/feed\" a=b\n"
        "\"query:New:unread = \\\"yes\\\"\"\n")

NEWSBOAT_TABLES = """
CREATE TABLE rss_feed(rssurl VARCHAR PRIMARY KEY, url, title, lastmodified INTEGER DEFAULT 0, is_rtl INTEGER DEFAULT 0, etag DEFAULT "");
CREATE TABLE rss_item(id INTEGER PRIMARY KEY AUTOINCREMENT, guid, title, author, url, feedurl, pubDate INTEGER, content, unread INTEGER,
 enclosure_url, enclosure_type, enqueued INTEGER DEFAULT 0, flags, deleted INTEGER DEFAULT 0, base DEFAULT "", content_mime_type DEFAULT "");
"""


def newsboat_cache(path, items):
    """items: (feed, guid, unread, flags, deleted); each feed gets its row."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    base = sqlite3.connect(path)
    base.executescript(NEWSBOAT_TABLES)
    for feed in sorted({item[0] for item in items}):
        base.execute("INSERT INTO rss_feed(rssurl, url, title) VALUES(?,?,?)", (feed, feed.replace("feed", ""), "Title of " + feed[8:9]))
    for number, (feed, guid, unread, flags, deleted) in enumerate(items):
        base.execute("INSERT INTO rss_item(guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted, base, enclosure_url)"
                     " VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
                     (guid, "Article " + guid, "Ann", feed + "/" + guid, feed, 1700000000 + number * 60, "<p>Words of %s</p>" % guid, unread, flags,
                      deleted, feed, "https://files.example/%s.ogg" % guid))
    base.commit()
    base.close()


A, B, GONE = "https://a.example/feed", "https://b.example/feed", "https://gone.example/feed"
ITEMS = [(A, "a1", 1, "", 0), (A, "a2", 0, "bs", 0), (A, "a3", 0, "s", 0), (A, "a4", 1, "", 1), (B, "b1", 1, None, 0), (GONE, "g1", 1, "", 0),
         ("Unread of a server", "s1", 1, "", 0)]


def newsboat(home, urls=URLS, config=None):
    folder = os.path.join(home.path, ".newsboat")
    home.write(".newsboat/urls", urls)
    if config:
        home.write(".newsboat/config", config)
    newsboat_cache(os.path.join(folder, "cache.db"), ITEMS)
    return folder


def imported(home, *arguments, **more):
    return home.run("import", "--json", *arguments, **more).json()[0]


def snapshot(home):
    """All that an import may change."""
    files = {}
    for name in ("feeds", "config"):
        path = os.path.join(home.config, name)
        files[name] = open(path, "rb").read() if os.path.exists(path) else None
    return files, home.run("list", "--json", "sort:id").out, home.run("feeds", "--json").out


# ---- newsboat

@test
def newsboat_comes_along_with_its_articles_and_marks():
    with Home() as home:
        summary = imported(home, newsboat(home))
        equal([summary[key] for key in ("from", "feeds_new", "queries_new", "articles_new", "unread", "starred", "deleted")],
              ["newsboat", 4, 1, 5, 2, 2, 1])
        equal(home.read("config/feeds"), URLS.replace("\"exec:touch ran\"", "\"exec:touch ran\" allow=no")
              .replace("d.example/feed\" a=b", "d.example/feed\" allow=no a-b"))
        articles = {item["guid"]: item for item in home.run("list", "--json").json()}
        equal(sorted(articles), ["a1", "a2", "a3", "b1"])
        equal([(articles[key]["read"], articles[key]["starred"], articles[key]["tags"]) for key in ("a1", "a2", "a3")],
              [(False, False, []), (True, True, ["flag-b", "flag-s"]), (True, True, ["flag-s"])])
        feeds = home.run("feeds", "--json").json()
        equal([(feed["url"], feed["title"], feed["total"]) for feed in feeds[:2]], [(A, "A title", 3), (B, "Title of b", 1)])
        whole = home.run("show", "--json", str(articles["a2"]["id"])).json()[0]
        contains(whole["content_html"], "Words of a2")
        equal(whole["attachments"][0]["url"], "https://files.example/a2.ogg")


@test
def only_the_letters_of_star_are_stars():
    with Home() as home:
        equal(imported(home, "--star=b", newsboat(home))["starred"], 1)
        equal([item["guid"] for item in home.run("list", "--json", "starred").json()], ["a2"])


@test
def importing_twice_changes_nothing():
    with Home() as home:
        folder = newsboat(home, config="reload-time 30\nbind-key x star\nmacro k open-in-browser ; next-unread\n")
        home.run("import", folder)
        before = snapshot(home)
        summary = imported(home, folder)
        equal([summary[key] for key in ("feeds_new", "feeds_known", "articles_new", "articles_known", "articles_marked", "settings")], [0, 4, 0, 5, 0, []])
        equal(snapshot(home), before)


@test
def a_mark_made_here_is_not_taken_away():
    with Home() as home:
        folder = newsboat(home)
        home.run("import", folder)
        number = [item["id"] for item in home.run("list", "--json").json() if item["guid"] == "a1"][0]
        home.run("mark", "--read", str(number))
        base = sqlite3.connect(os.path.join(folder, "cache.db"))
        base.execute("UPDATE rss_item SET unread=0, flags='x' WHERE guid='b1'")
        base.execute("UPDATE rss_item SET deleted=0 WHERE guid='a4'")
        base.commit()
        base.close()
        equal(imported(home, folder)["articles_marked"], 1)
        articles = {item["guid"]: item for item in home.run("list", "--json").json()}
        equal((articles["a1"]["read"], articles["b1"]["read"], articles["b1"]["starred"]), (True, True, True))
        lacks(articles, "a4")


@test
def what_is_not_taken_over_is_listed_with_its_line():
    config = ("# mine\nreload-time 30\n\nhighlight all \"x\" red\nbind-key ^N next-unread articlelist\nbind-key y nonsense\n"
              "color listfocus white blue bold\ncolor listnormal purple red\nbrowser \"`cat secret`\"\n"
              "reset-unread-on-update \"https://b.example/feed\"\ndefine-filter \"Good ones\" \"flags =~ \\\"s\\\"\"\n"
              "macro k open-in-browser ; next-unread -- \"open and go on\"\nignore-article \"*\" \\\n \"title =~ \\\"x\\\"\"\nmax-items 20\n"
              "use-proxy yes\nproxy localhost:9050\nproxy-type socks5h\nunbind-key Q\n")
    with Home() as home:
        home.write("config/config", "set refresh 2h\n")
        summary = imported(home, newsboat(home, URLS + "---\nhttps://a.example/feed more\n\"query:Bad:(unread\"\n", config))
        listed = "\n".join(summary["not_taken_over"])
        for part in ("config:2: set refresh 30m: your config has \"set refresh 2h\"", "config:4: highlight all", "config:6: bind-key y",
                     "config:8: color listnormal", "config:9: browser: it runs a command", "config:13: ignore-article", "urls:8: \"---\"",
                     "urls:10: query \"Bad\"", "cache.db: 2 articles of feeds that are not subscribed to"):
            contains(listed, part)
        lines = home.read("config/config").splitlines()
        equal(lines[0], "set refresh 2h")
        equal(lines[3:], ["bind headlines <C-n> next-unread", "color cursor white blue bold", "bind all <A-k> open-in-browser ; next-unread",
                          "set max-items 20", "bind all Q", "set proxy socks5h://localhost:9050"])
        feeds = home.read("config/feeds")
        contains(feeds, "https://a.example/feed news/world \"~A title\" more # the best\n")
        contains(feeds, "https://b.example/feed tech ! unread-on-change=yes\n")
        contains(feeds, "\"query:Good ones:flags =~ \\\"s\\\"\"\n")
        contains(home.run("check").out, "fine")


@test
def the_cache_lies_where_xdg_or_the_config_says():
    with Home() as home:
        home.write(".config/newsboat/urls", A + "\n")
        newsboat_cache(os.path.join(home.path, ".local/share/newsboat/cache.db"), ITEMS)
        equal(imported(home, os.path.join(home.path, ".config/newsboat"))["articles_new"], 4)
        contains(home.run("import").out, "newsdeck import --dry-run %s/.config/newsboat" % home.path)
    with Home() as home:
        folder = newsboat(home, config="cache-file ~/elsewhere.db\n")
        os.rename(folder + "/cache.db", home.path + "/elsewhere.db")
        equal(imported(home, folder)["articles_new"], 5)


@test
def each_file_comes_along_by_itself():
    with Home() as home:
        folder = newsboat(home)
        equal(imported(home, folder + "/cache.db")["feeds_new"], 3)  # that of the server has no address
        home.write("x/config", "bind-key x star\n")
        equal(imported(home, home.path + "/x/config")["settings"], ["bind all x star"])
        home.write("x/urls", "https://z.example/\n")
        equal(imported(home, home.path + "/x/urls")["feeds_new"], 1)
        contains(home.read("config/feeds"), "https://z.example/\n")


@test
def a_feeds_file_of_newsdeck_keeps_its_options():
    with Home() as home:
        home.write("newsdeck/feeds", "https://x.example/ news refresh=15m like=this\n")
        home.run("import", home.path + "/newsdeck/feeds")
        equal(home.read("config/feeds"), "https://x.example/ news refresh=15m like-this\n")
        contains(home.run("import", home.path + "/newsdeck", status=1).err, "nothing in this folder")


@test
def a_reader_that_runs_is_told_of():
    with Home() as home:
        folder = newsboat(home)
        home.write(".newsboat/cache.db.lock", str(os.getpid()))
        contains("\n".join(imported(home, folder)["notes"]), "in use by process %d" % os.getpid())
        path = home.path + "/newsraft.sqlite3"
        base = sqlite3.connect(path, isolation_level=None)
        base.execute("CREATE TABLE feeds(feed_url, title, link)")
        base.execute("PRAGMA locking_mode=EXCLUSIVE")
        base.execute("BEGIN EXCLUSIVE")
        contains(home.run("import", path, status=1).err, "is running")
        base.close()


@test
def nothing_imported_runs_before_it_is_allowed():
    with Home() as home:
        url = "exec:echo ran > %s/ran" % home.path
        home.write("urls", "\"%s\" allow=yes\n" % url)
        summary = imported(home, home.path + "/urls")
        equal(summary["commands"], [url])
        home.run("reload", status=None)
        assert not os.path.exists(home.path + "/ran")
        home.run("allow", url)
        home.run("reload", status=None)
        assert os.path.exists(home.path + "/ran")
        equal(imported(home, home.path + "/urls")["commands"], [])  # it is known and allowed
    for line in ("<outline text='x' xmlUrl='|echo ran > RAN'/>", "<outline text='x' xmlUrl='exec:echo ran > RAN'/>",
                 "<outline text='x' xmlUrl='file://FEED' filtercmd='echo ran > RAN'/>"):
        with Home() as home:
            feed = home.write("feed.xml", rss("F", [("1", "One", "x")]))
            text = line.replace("RAN", home.path + "/ran").replace("FEED", feed).replace("> ", "&gt; ")
            home.write("x.opml", "<opml><body>%s</body></opml>" % text)
            equal(len(imported(home, home.path + "/x.opml")["commands"]), 1)
            home.run("reload", status=None)
            assert not os.path.exists(home.path + "/ran")


@test
def a_dry_run_says_all_and_writes_nothing():
    with Home() as home:
        folder = newsboat(home, config="reload-time 30\n")
        before = snapshot(home)
        result = home.run("import", "--dry-run", folder)
        contains(result.out, "4 new, 0 known")
        contains(result.out, "set refresh 30m")
        contains(result.out, "exec:touch ran")
        equal(snapshot(home), before)
        equal(imported(home, "--dry-run", folder)["articles_new"], 5)
        equal(imported(home, folder)["articles_new"], 5)


@test
def undo_takes_the_feeds_back():
    with Home("https://mine.example/\n") as home:
        home.run("import", newsboat(home))
        contains(home.read("config/feeds"), A)
        lacks(home.read("config/feeds"), "# my feeds")  # comments are for a new file
        contains(home.run("undo").out, "import 4 feeds from newsboat")
        equal(home.read("config/feeds"), "https://mine.example/\n")


@test
def a_real_newsboat_has_the_same_counts():
    program = shutil.which("newsboat")
    if not program:
        raise Skip("newsboat is not installed")
    with Home() as home:
        paths = []
        for number in range(4):
            items = [("g%d-%d" % (number, i), "Article %d" % i, "Words %d" % i, "<link>http://s.example/%d/%d</link>" % (number, i)) for i in range(9)]
            paths.append("file://" + home.write("feed%d.xml" % number, rss("Feed %d" % number, items)))
        home.write(".newsboat/urls", "".join("%s tag%d\n" % (path, i) for i, path in enumerate(paths)))
        command_line = [program, "-u", home.path + "/.newsboat/urls", "-c", home.path + "/.newsboat/cache.db"]
        subprocess.run([*command_line, "-x", "reload"], env=home.environment(), check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        base = sqlite3.connect(home.path + "/.newsboat/cache.db")
        base.execute("UPDATE rss_item SET unread=0 WHERE id%3=0")
        base.execute("UPDATE rss_item SET flags='a' WHERE id%7=0")
        base.execute("UPDATE rss_item SET deleted=1 WHERE id=5")
        base.commit()
        total, unread, flagged = base.execute("SELECT count(*), sum(unread), sum(flags='a') FROM rss_item WHERE deleted=0").fetchone()
        told = subprocess.run([*command_line, "-x", "print-unread"], env=home.environment(), check=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE).stdout.decode()
        base.close()
        home.run("import", home.path + "/.newsboat")
        feeds = home.run("feeds", "--json").json()
        equal((len(feeds), sum(feed["total"] for feed in feeds), sum(feed["unread"] for feed in feeds)), (4, total, unread))
        equal(int(told.split()[0]), unread)
        equal(len(home.run("list", "--json", "starred").json()), flagged)
        contains(home.run("reload").out, " 0 new")  # the articles are those that the feeds have
        equal(len(home.run("list", "--json").json()), total)


SETTINGS = [  # a line of newsboat's config, what it becomes, or why it becomes nothing
    ("auto-reload yes", "by itself", None),
    ("auto-reload no", "set refresh 0", None),
    ("reload-time 15", "set refresh 15m", None),
    ("refresh-on-startup yes", "set refresh-on-start yes", None),
    ("article-sort-order date-asc", "set sort oldest", None),
    ("article-sort-order title", "set sort title", None),
    ("article-sort-order date", "default", None),
    ("article-sort-order guid-desc", None, "nothing like this value"),
    ("feed-sort-order title", "set feed-order title", None),
    ("feed-sort-order unreadarticlecount-desc", "set feed-order unread", None),
    ("feed-sort-order lastupdated", None, "nothing like this value"),
    ("browser \"lynx %u\"", "set browser \"lynx %u\"", None),
    ("player mpv", "set player mpv", None),
    ("notify-program notify-send", None, "notify"),
    ("macro p pipe-to \"xclip -sel clip\" ; next-unread", "bind all <A-p> pipe-to \"xclip -sel clip\" ; next-unread", None),
    ("macro q pipe-to xclip", "bind all <A-q> pipe-to xclip", None),
    ("macro r bookmark", None, "bookmark"),
    ("bind-key j down", "its key", None),
    ("bind-key x star", "bind all x star", None),
    ("goto-next-feed no", "next feed", None),
    ("no-such-thing 3", None, "nothing like it"),
    ("proxy-auth \"u:secret\"", "proxy", None),
]


@test
def each_setting_of_newsboat_says_what_it_became():
    for line, became, reason in SETTINGS:
        with Home() as home:
            home.write("newsboat/urls", A + "\n")
            home.write("newsboat/config", line + "\n")
            summary = imported(home, home.path + "/newsboat")
            lines, other = (summary["became"], summary["not_taken_over"]) if became else (summary["not_taken_over"], summary["became"])
            assert (len(lines), len(other)) == (1, 0), "%s: %s %s" % (line, lines, other)
            contains(lines[0], "config:1: ")
            contains(lines[0], became or reason)
            lacks(lines[0], "secret")
            contains(home.run("check").out, "fine")


@test
def the_last_line_for_a_setting_counts():
    with Home() as home:
        home.write("newsboat/urls", A + "\n")
        home.write("newsboat/config", "article-sort-order date-asc\nreload-time 5\nreload-time 15\narticle-sort-order date\n")
        equal(imported(home, home.path + "/newsboat")["settings"], ["set refresh 15m"])


@test
def dry_run_leaves_nothing_behind():
    with Home() as home:
        folder = newsboat(home, config="reload-time 30\n")
        os.rmdir(home.config)
        before = sorted(os.walk(home.path))
        contains(home.run("import", "--dry-run", folder, TMPDIR=home.path).out, "nothing was written")
        equal(sorted(os.walk(home.path)), before)


# ---- other readers

@test
def newsraft_comes_along():
    unit = "\x1f"
    with Home() as home:
        home.write("newsraft/feeds", "# c\nhttps://g.example/feed/ \"Gee\"\n@ News < reload-period 15; item-limit 50; bind x mark-read\n"
                   "https://n.example/a/ \"En\" < user-agent \"me\"; pager-width 80\n$(touch ran) \"Made\"\n@ Global\nhttps://h.example/\n")
        base = sqlite3.connect(home.path + "/newsraft/newsraft.sqlite3")
        base.executescript("CREATE TABLE feeds(feed_url TEXT NOT NULL UNIQUE, title, link, content);"
                           "CREATE TABLE items(feed_url TEXT NOT NULL, guid TEXT NOT NULL, title, link, content, attachments, persons, extras,"
                           " download_date, publication_date, update_date, unread, important, user_data)")
        base.execute("INSERT INTO feeds VALUES('https://n.example/a', 'Own title', 'https://n.example/', NULL)")
        content = unit + "type=text/plain" + unit + "text=plain words, long" + unit + "^" + unit + "type=text/html" + unit + "text=<p>rich</p>"
        files = unit + "url=https://f.example/x.ogg" + unit + "type=audio/ogg" + unit + "size=12"
        for guid, unread, important in (("1", 1, 0), ("2", 0, 1)):
            base.execute("INSERT INTO items VALUES('https://n.example/a', ?, ?, ?, ?, ?, ?, ?, 0, 1700000000, 0, ?, ?, '{}')",
                         (guid, "T" + guid, "https://n.example/" + guid, content, files, unit + "type=author" + unit + "name=Ann",
                          unit + "category=x" + unit + "category=y", unread, important))
        base.commit()
        base.close()
        summary = imported(home, home.path + "/newsraft")
        equal([summary[key] for key in ("from", "feeds_new", "articles_new", "unread", "starred", "commands")],
              ["newsraft", 4, 2, 1, 1, ["exec:touch ran"]])
        equal(home.read("config/feeds"), "# c\nhttps://g.example/feed/ ~Gee\n"
              "https://n.example/a/ News ~En refresh=15m max-items=50 user-agent=me\n"
              "\"exec:touch ran\" News ~Made allow=no refresh=15m max-items=50\nhttps://h.example/\n")
        contains("\n".join(summary["not_taken_over"]), "feeds:4: pager-width 80")
        item = home.run("show", "--json", "starred").json()[0]
        equal((item["title"], item["author"], item["tags"], item["attachments"][0]["url"]), ("T2", "Ann", ["x", "y"], "https://f.example/x.ogg"))
        contains(item["content_html"], "rich")


@test
def snownews_comes_along():
    with Home() as home:
        home.write(".config/snownews/urls.opml", "<opml xmlns:snow='http://snownews'><body><outline text='A' xmlUrl='https://a.example/feed.rss'"
                   " category='x,y'/><outline text='F' xmlUrl='https://f.example/' snow:filter='touch ran'/></body></opml>")
        items = "".join("<item><title>T%d</title><link>https://a.example/%d</link><snow:readstatus>%d</snow:readstatus></item>" % (i, i, i % 2)
                        for i in range(5))
        home.write(".local/share/snownews/https:__a.example_feed.rss",
                   "<?xml version='1.0'?><rdf:RDF xmlns='http://purl.org/rss/1.0/' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
                   " xmlns:snow='http://snownews.kcore.de/ns/1.0/'><channel><title>A</title></channel>%s</rdf:RDF>" % items)
        summary = imported(home, home.path + "/.config/snownews")
        equal([summary[key] for key in ("from", "feeds_new", "articles_new", "unread", "commands")],
              ["snownews", 2, 5, 3, ["filter:touch ran:https://f.example/"]])
        home.write("old", "https://o.example/|Old|a,b|\n")
        equal(imported(home, "--from=snownews", home.path + "/old")["feeds_new"], 1)
        contains(home.read("config/feeds"), "https://o.example/ a b ~Old\n")


@test
def liferea_comes_along_without_its_search_folders():
    with Home() as home:
        home.write("liferea/feedlist.opml", "<opml version='1.0'><body><outline title='News' text='News' type='folder'>\n"
                   "<outline title='A' text='A' type='rss' xmlUrl='https://a.example/' htmlUrl='https://a.example/x'/></outline>\n"
                   "<outline title='Unread' text='Unread' type='vfolder'/></body></opml>")
        summary = imported(home, home.path + "/liferea")
        equal((summary["from"], summary["feeds_new"]), ("liferea", 1))
        contains(summary["not_taken_over"][0], "feedlist.opml:3: search folder \"Unread\"")
        equal(home.read("config/feeds"), "https://a.example/ News\n")
        equal(home.run("feeds", "--json").json()[0]["title"], "A")


# ---- there and back

def stocked(home):
    """Articles of several kinds, with marks; the number of articles."""
    feeds = []
    for number in range(3):
        items = [("g%d" % i, "Article <%d> \"ä\" \U0001f600" % i, "<p>Words &amp; more %d</p>" % i,
                  "<category>c%d</category><link>http://s.example/%d/%d</link><enclosure url='http://s.example/x.ogg' type='audio/ogg' length='3'/>"
                  % (i % 3, number, i)) for i in range(12)]
        feeds.append("file://" + home.write("feed%d.xml" % number, rss("Feed & %d" % number, items)))
    home.write("config/feeds", "# mine\n%s news/world \"~My own\"\n%s tech a,b refresh=15m !\n%s\n\"query:New:unread\"\n" % tuple(feeds))
    home.write("config/config", "set measure 60\nbind all x star\n")
    home.run("reload")
    home.write("feed0.xml", rss("Feed & 0", [("g1", "Article one, again", "<p>Other words</p>")]))
    home.run("reload")
    numbers = [item["id"] for item in home.run("list", "--json").json()]
    home.run("mark", "--read", *map(str, numbers[3:9]))
    home.run("star", *map(str, numbers[5:7]))
    return len(numbers)


@test
def state_goes_out_and_comes_back_as_it_was():
    for feeds in (None, ""):
        compare_after_state(feeds)


def compare_after_state(feeds):
    """From a full home to one whose feeds file is not there or empty."""
    with Home() as home, Home(feeds) as other:
        stocked(home)
        base = sqlite3.connect(home.archive)
        base.execute("UPDATE item SET is_deleted=1 WHERE id=2")
        base.execute("INSERT INTO item_tag(item_id, tag, is_own) VALUES(4, 'my tag', 1)")
        base.execute("INSERT INTO state VALUES('folded:news', '1')")
        base.commit()
        base.close()
        state = home.path + "/state"
        home.run("export", "--state", "-o", state, NEWSDECK_NOW=NOW)
        other.run("list")  # the guide was there first
        other.run("import", state, NEWSDECK_NOW=NOW)
        for arguments in (("list", "--json"), ("feeds", "--json"), ("show", "--json", "")):
            equal(other.run(*arguments, NEWSDECK_NOW=NOW).out, home.run(*arguments, NEWSDECK_NOW=NOW).out)
        for name in ("feeds", "config"):
            equal(other.read("config/" + name), home.read("config/" + name))
        equal(other.run("export", "--state", NEWSDECK_NOW=NOW).out, home.run("export", "--state", NEWSDECK_NOW=NOW).out)
        contains(other.run("search", "Other words").out, "Article one, again")
        equal(imported(other, state)["articles_new"], 0)


@test
def state_comes_into_a_full_archive_beside_what_is_there():
    with Home() as home, Home("https://mine.example/ ~Mine\n") as other:
        total = stocked(home)
        home.run("export", "--state", "-o", home.path + "/state")
        mine = other.write("mine.xml", rss("Mine", [("m%d" % i, "My article", "x") for i in range(5)]))
        other.run("add", "file://" + mine)
        other.run("reload", status=None)
        summary = imported(other, home.path + "/state")
        equal((summary["feeds_new"], summary["articles_new"], summary["settings"]), (3, total, ["set measure 60", "bind all x star"]))
        equal(len(other.run("list", "--json").json()), total + 5)
        contains(other.read("config/feeds"), "https://mine.example/ ~Mine\n")
        equal(imported(other, home.path + "/state")["articles_new"], 0)


@test
def opml_goes_out_and_comes_back():
    with Home() as home, Home() as other:
        stocked(home)
        result = home.run("export", "-o", home.path + "/x.opml")
        contains(result.err, "1 lines were left out")
        xml.dom.minidom.parse(home.path + "/x.opml")
        equal(home.run("export", "--opml", NEWSDECK_NOW=NOW).out, home.run("export", NEWSDECK_NOW=NOW).out)
        other.run("import", home.path + "/x.opml")

        def subscriptions(where):
            return sorted((feed["url"], feed["title"], [tag.replace(",", "_") for tag in feed["tags"]]) for feed in where.run("feeds", "--json").json())
        equal(subscriptions(other), subscriptions(home))


# ---- what goes wrong

@test
def a_source_that_breaks_halfway_changes_nothing():
    with Home("https://mine.example/\n", "set measure 50\n") as home:
        folder = newsboat(home, config="max-items 20\n")
        before = snapshot(home)
        with open(folder + "/cache.db", "r+b") as file:
            pages = os.path.getsize(folder + "/cache.db") // 4096
            file.seek(4096 * (pages - 3))
            file.write(b"\xff" * 4096 * 3)
        contains(home.run("import", folder, status=1).err, "nothing was changed")
        equal(snapshot(home), before)
        state = home.write("state", '{"newsdeck_state":1}\n{"feeds_file":"https://x.example/\\n"}\n{"feed":{"id":7,"url":"https://x.example/"}}\n'
                           '{"item":{"id":9,"feed":7,"title":3}}\n{"end":true}\n')
        contains(home.run("import", state, status=1).err, "state:4: item: \"title\"")
        equal(snapshot(home), before)


@test
def a_state_file_that_is_wrong_is_told_with_its_line():
    wrong = (('{"newsdeck_state":2}\n{"end":true}\n', "state:1: written by a later newsdeck"),
             ('{"newsdeck_state":1}\n{"feed":{"id":1,"url":"https://x/"}}\n', "the file ends in the middle"),
             ('{"newsdeck_state":1}\n{"feed":{"id":1}}\n{"end":true}\n', "state:2: feed: \"url\""),
             ('{"newsdeck_state":1}\nnonsense\n{"end":true}\n', "state:2: no object in JSON"),
             ('{"newsdeck_state":1}\n{"item":{"feed":5}}\n' + "[" * 5000 + '\n{"end":true}\n', "state:3: no object"))
    for text, message in wrong:
        with Home() as home:
            contains(home.run("import", home.write("state", text), status=1).err, message)


@test
def what_cannot_be_told_is_not_guessed():
    with Home() as home:
        contains(home.run("import", home.write("x", "hello\n"), status=1).err, "--from")
        contains(home.run("import", home.path + "/none", status=1).err, "none")
        contains(home.run("import", "--from=rss", home.write("y", "x"), status=1).err, "opml")
        os.mkdir(home.path + "/empty")
        contains(home.run("import", home.path + "/empty", status=1).err, "nothing in this folder")
        contains(home.run("import").out, "nothing to import")
        home.run("import", "a", "b", status=2)


@test
def a_view_in_a_foreign_archive_is_not_run():
    with Home() as home:
        path = home.path + "/cache.db"
        base = sqlite3.connect(path)
        base.executescript("CREATE TABLE rss_feed(rssurl, url, title); CREATE VIEW rss_item AS WITH RECURSIVE n(x) AS"
                           " (SELECT 1 UNION ALL SELECT x+1 FROM n) SELECT 'f' AS feedurl, x AS guid, 1 AS unread FROM n;")
        base.close()
        contains(home.run("import", path, status=1).err, "neither newsboat's nor newsraft's")


@test
def control_characters_stay_outside():
    with Home() as home:
        newsboat_cache(home.path + "/c/cache.db", [(A, "a\x1b[31m1", 1, "", 0)])
        home.run("import", home.path + "/c/cache.db")
        lacks(home.run("list", "--json").out + home.run("export", "--state").out, "\\u001b")
        state = home.write("state", '{"newsdeck_state":1}\n{"feeds_file":"https://x/ \\"~a\\u001b[1m\\"\\n"}\n{"feed":{"id":1,"url":"https://x/"}}\n'
                           '{"item":{"id":1,"feed":1,"title":"a\\u001b]0;b","content":"\\u0000c"}}\n{"end":true}\n')
        home.run("import", state, status=None)
        lacks(home.run("list").out + home.run("feeds").out, "\x1b")


@test
def a_killed_import_leaves_everything_as_it_was():
    with Home("https://mine.example/\n", "set measure 50\n") as home:
        folder = os.path.join(home.path, ".newsboat")
        home.write(".newsboat/urls", A + "\n")
        newsboat_cache(folder + "/cache.db", [(A, "a%d" % i, 1, "", 0) for i in range(30000)])
        before = snapshot(home)
        process = home.start("import", folder)
        command.wait_until(lambda: process.poll() is not None or
                           (os.path.exists(home.archive + "-wal") and os.path.getsize(home.archive + "-wal") > 4 << 20))
        assert process.poll() is None, "it was over before it could be killed"
        process.send_signal(signal.SIGKILL)
        process.communicate()
        equal(snapshot(home), before)
        equal(imported(home, folder)["articles_new"], 30000)


def limit_files():
    """No file may grow beyond 2 MiB."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, 2 << 20))


@test
def a_full_disk_leaves_everything_as_it_was():
    with Home("https://mine.example/\n", "set measure 50\n") as home:
        folder = os.path.join(home.path, ".newsboat")
        home.write(".newsboat/urls", A + "\n")
        newsboat_cache(folder + "/cache.db", [(A, "a%d" % i, 1, "", 0) for i in range(20000)])
        before = snapshot(home)
        process = subprocess.Popen([command.NEWSDECK, "import", folder], env=home.environment(), preexec_fn=limit_files, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        contains(process.communicate(timeout=command.DEADLINE_S)[1].decode(), "nothing was changed")
        equal(process.returncode, 1)
        equal(snapshot(home), before)


@test
def files_that_cannot_be_written_take_the_articles_back():
    with Home("https://mine.example/\n") as home:
        folder = newsboat(home, config="max-items 20\n")
        before = snapshot(home)
        os.mkdir(home.config + "/config")  # a folder in the place of the file
        contains(home.run("import", folder, status=1).err, "nothing was changed")
        os.rmdir(home.config + "/config")
        equal(snapshot(home), before)


@test
def feeds_are_put_back_where_the_config_cannot_be_written():
    with Home("https://mine.example/\n", "# a long comment\n" * 200000) as home:
        folder = newsboat(home, config="max-items 20\n")
        before = snapshot(home)
        process = subprocess.Popen([command.NEWSDECK, "import", folder], env=home.environment(), preexec_fn=limit_files, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        contains(process.communicate(timeout=command.DEADLINE_S)[1].decode(), "config/config")
        equal(snapshot(home), before)


@test
def an_export_that_fails_leaves_the_old_file():
    with Home("https://mine.example/\n") as home:
        home.write("x.opml", "old")
        home.run("export", "-o", home.path + "/none/x.opml", status=1)
        home.run("export", "-o", home.path + "/x.opml")
        contains(home.read("x.opml"), "https://mine.example/")
        equal(sorted(name for name in os.listdir(home.path) if name.startswith("x.opml")), ["x.opml"])


main()
