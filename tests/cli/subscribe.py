#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""add, remove, rename edit the feeds file in place; check tells file, line and column."""
import os
import sqlite3

from command import Home, contains, equal, lacks, main, test

FEEDS = ("# my feeds\r\n"
         "\n"
         "https://a.example/feed   news  \"~A title\"   # the best\n"
         "\t https://b.example/feed tech\n"
         "\"query:Unread:unread\"\n"
         "https://c.example/feed !\n"
         "   # no newline at the end")


@test
def add_appends_a_line():
    with Home(FEEDS) as home:
        contains(home.run("add", "--as-is", "https://d.example/x", "news/world", "two words", "~My title").out, "https://d.example/x")
        text = home.read("config/feeds")
        assert text.startswith(FEEDS), text
        added = text[len(FEEDS):]
        equal(added.strip("\r\n"), "https://d.example/x news/world \"two words\" \"~My title\"")
        feed = home.run("feeds", "--json").json()[-1]
        equal((feed["title"], sorted(feed["tags"])), ("My title", ["news/world", "two words"]))
        contains(home.run("add", "--as-is", "https://d.example/x", status=1).err, "already")
        equal(home.read("config/feeds"), text)


@test
def add_makes_the_file():
    with Home() as home:
        home.run("add", "--as-is", "https://d.example/x")
        equal(home.read("config/feeds"), "https://d.example/x\n")
        equal(len(home.run("feeds", "--json").json()), 1)


@test
def add_refuses_what_is_no_address():
    with Home(FEEDS) as home:
        home.run("add", "not an address", status=1)
        home.run("add", status=2)
        home.run("add", "https://x.example/\nhttps://y.example/", status=1)
        equal(home.read("config/feeds"), FEEDS)


@test
def remove_takes_the_line_and_nothing_else():
    with Home(FEEDS) as home:
        home.run("remove", "https://b.example/feed")
        equal(home.read("config/feeds"), FEEDS.replace("\t https://b.example/feed tech\n", ""))
        equal([feed["url"] for feed in home.run("feeds", "--json").json()], ["https://a.example/feed", "https://c.example/feed"])
        contains(home.run("remove", "https://b.example/feed", status=1).err, "b.example")
        home.run("remove", "A title")
        lacks(home.read("config/feeds"), "a.example")
        home.run("undo")
        home.run("undo")
        equal(home.read("config/feeds"), FEEDS)
        equal(len(home.run("feeds", "--json").json()), 3)


@test
def rename_changes_the_title_only():
    with Home(FEEDS) as home:
        home.run("rename", "https://a.example/feed", "Another \"title\"")
        text = home.read("config/feeds")
        before, after = FEEDS.splitlines(True), text.splitlines(True)
        equal(before[:2] + before[3:], after[:2] + after[3:])
        assert after[2].startswith("https://a.example/feed   news  ") and after[2].endswith("   # the best\n"), after[2]
        equal(home.run("feeds", "--json").json()[0]["title"], "Another \"title\"")
        home.run("undo")
        equal(home.read("config/feeds"), FEEDS)
        equal(home.run("feeds", "--json").json()[0]["title"], "A title")


@test
def undo_leaves_a_file_edited_since_alone():
    with Home(FEEDS) as home:
        home.run("remove", "https://b.example/feed")
        mine = home.read("config/feeds") + "\nhttps://mine.example/\n"
        home.write("config/feeds", mine)
        contains(home.run("undo", status=1).err, "edited since")
        equal(home.read("config/feeds"), mine)
        contains(home.run("undo", status=1).err, "nothing to undo")


@test
def a_link_stays_a_link_and_modes_stay():
    with Home() as home:
        target = home.write("elsewhere/feeds", FEEDS)
        os.chmod(target, 0o640)
        os.symlink(target, home.feeds)
        home.run("add", "--as-is", "https://d.example/x")
        assert os.path.islink(home.feeds)
        equal(os.stat(target).st_mode & 0o777, 0o640)
        contains(home.read("elsewhere/feeds"), "d.example")


@test
def check_tells_where():
    with Home(FEEDS + "\nhttps://d.example/ refesh=3h\n", "set refresh 1h\n\nset layuot two\nbind all <Entre> open\ncolor\n") as home:
        result = home.run("check", status=1)
        for part in ("config:3:5: ", "layout", "config:4:", "<Enter>", "config:5:", "feeds:8:", "refresh"):
            contains(result.out, part)
        contains(home.run("list").err, "config:3:5")  # the rest still counts
    with Home(FEEDS, "set refresh 1h\nbind all <C-x> star\nbind headlines <A-Up> star\nbind all x\n") as home:
        contains(home.run("check").out, "fine")


@test
def an_unreadable_feeds_file_unsubscribes_nothing():
    with Home(FEEDS) as home:
        equal(len(home.run("feeds", "--json").json()), 3)
        os.remove(home.feeds)
        os.mkdir(home.feeds)
        home.run("feeds", "--json", status=None)
        os.rmdir(home.feeds)
        home.write("config/feeds", FEEDS)
        equal(len(home.run("feeds", "--json").json()), 3)
        equal([feed["id"] for feed in home.run("feeds", "--json").json()], [1, 2, 3])


@test
def a_locked_archive_leaves_the_feeds_file_alone():
    with Home(FEEDS) as home:
        home.run("feeds", "--json")
        other = sqlite3.connect(os.path.join(home.path, "data", "archive.db"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        contains(home.run("add", "--as-is", "https://d.example/x", status=1).err, "locked")
        equal(home.read("config/feeds"), FEEDS)
        home.write("config/feeds", FEEDS + "\nhttps://e.example/y\n")
        ran = home.run("feeds", "--json")  # what differs is said, the rest is as it was
        contains(ran.err, "locked")
        equal([feed["id"] for feed in ran.json()], [1, 2, 3])
        other.execute("ROLLBACK")
        other.close()
        equal(len(home.run("feeds", "--json").json()), 4)


main()
