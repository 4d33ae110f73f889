# SPDX-License-Identifier: MIT
"""What has a name is shown and copied by it, and what is deleted is gone."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from reader import reader  # noqa: E402
from said import command  # noqa: E402
from terminal import item, main  # noqa: E402

LINKS = '<p><a href="http://one.example/a">first</a> and <a href="http://two.example/b">second</a></p>'
FEEDS = [("Example Daily", "news", [item(i, html=LINKS if i == 0 else None) for i in range(5)])]


def test_links_are_copied():
    """copies the selected link in the list of links, and the address of a feed among the feeds"""
    with reader(feeds=FEEDS) as t:
        t.keys("G", "y")
        t.wait_text(r"(copied|clipboard|copy).*")
        t.wait_text(r"\.xml")
        t.keys("g", "Enter", "Enter")
        t.wait_text("first")
        t.keys("L")
        t.wait_text("Links")
        t.keys("2", "y")
        t.wait_text("cop.* http://two.example/b|http://two.example/b.*cop")


def test_deleted_articles_are_gone():
    """leaves nothing of an article that is deleted in a found list"""
    with reader(feeds=FEEDS) as t:
        t.keys("F")
        t.text("article")
        t.keys("Enter")
        t.wait_text("Found: article +1/5")
        t.keys("j", "D")
        t.wait_text(r"Found: article +2/4")
        t.wait_gone("1970")
        assert "(deleted)" not in t.screen()
        t.keys("u")
        t.wait_text(r"/5")


def test_deleting_the_open_article_opens_the_next():
    """goes on to the next article, and from the last one to the list"""
    with reader(feeds=FEEDS) as t:
        t.keys("Enter")
        t.wait_text("1/5")
        t.keys("G")
        t.wait_text("5/5")
        t.keys("k", "Enter")
        t.wait_text("text of article 3")
        t.keys("D")
        t.wait_text("text of article 4")
        t.keys("D")
        t.wait_gone("text of article")
        t.wait_text(r"\d/3")


def test_untitled_feeds_end_differently():
    """shows feeds without a title by the ends of their addresses"""
    with reader(feeds=FEEDS, wait="Feeds") as t:
        home = t.home
        home.write("feeds", "".join("http://127.0.0.1:9/a/rather/long/way/to/feed/%d\n" % i for i in range(3)))
        command(t, "source")
        for i in range(3):
            t.wait_text(r"…[^ ]*/feed/%d" % i)
        assert "http://127" not in t.screen().split("│")[1]


if __name__ == "__main__":
    sys.exit(main([test for name, test in list(globals().items()) if name.startswith("test_")]))
