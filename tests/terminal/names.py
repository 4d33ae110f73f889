# SPDX-License-Identifier: MIT
"""What has a name is shown and copied by it, and what is deleted is gone."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from reader import reader  # noqa: E402
from said import command  # noqa: E402
from terminal import Terminal, item, main  # noqa: E402

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


def test_prompt_remembers_over_restarts():
    """keeps what was typed at the prompt over a restart, but no password"""
    with reader(feeds=FEEDS) as t:
        command(t, "find number 3")
        t.wait_text("Found: number 3")
        command(t, "opn http://me:secret@127.0.0.1:9/x")
        t.wait_text("there is no command")
        command(t, "q")
        t.wait_gone("Found")
        t.keys("Q")
        t.wait_dead()
        again = Terminal(t.home)
        try:
            again.wait_text("Feeds")
            again.keys(":", "Up", "Up")
            again.wait_text("^:find number 3")
            assert "secret" not in again.screen()
            with open(os.path.join(t.home.path, "data", "archive.db"), "rb") as file:
                assert b"secret@" not in file.read()
        finally:
            again.close()


def test_hands_of_vi():
    """takes :q, :w and :q! for what they are elsewhere"""
    with reader(feeds=FEEDS) as t:
        command(t, "w")
        t.wait_text("on disk already")
        t.keys("Enter")
        t.wait_text("1/5")
        command(t, "q!")
        t.wait_dead()


def test_space_reads_on_from_the_feeds():
    """opens the first unread article with the first blank"""
    with reader(feeds=FEEDS) as t:
        t.keys("Space")
        t.wait_text("https?://feed0.example/a4|text of article|first")


def test_details_are_of_the_headline():
    """shows the feed of the selected headline with e"""
    with reader(feeds=FEEDS) as t:
        t.keys("Enter")
        t.wait_text("1/5")
        t.keys("e")
        t.wait_text("About this feed")
        t.wait_text("Address +exec:")
        t.keys("q", "Enter")
        t.wait_text("feed0.example")
        t.keys("e")
        t.wait_text("About this feed")


def test_hidden_and_sorted_lists_say_so():
    """says what H did, and marks lists that hide something or have another order"""
    with reader(feeds=FEEDS) as t:
        t.keys("H")
        t.wait_text("feeds without unread articles are hidden")
        t.wait_text("Feeds · unread only")
        t.keys("H")
        t.wait_text("are shown")
        t.keys("Enter", "H")
        t.wait_text("read articles are hidden")
        command(t, "set sort oldest")
        t.wait_text("· unread only · oldest")


def test_what_a_command_writes_can_be_read():
    """waits for a key where pipe-to has written something, and only there"""
    with reader(feeds=FEEDS) as t:
        t.keys("Enter")
        t.wait_text("1/5")
        for line, shown in (("wc -w", r"^ *\d+$"), ("printf abc", "^abc"), ("seq 100", "^100$"), ("echo two >&2", "^two")):
            command(t, "pipe-to " + line)
            t.wait_text(shown)
            t.wait_text("any key goes back")
            t.keys("Up")
            t.wait_text("1/5")
            t.wait_text("has read the article|failed")
        command(t, "pipe-to cat > %s/out" % t.home.path)
        t.wait_text("has read the article")
        with open(os.path.join(t.home.path, "out"), encoding="utf-8") as file:
            assert "Article number" in file.read()


def test_save_offers_a_name():
    """offers a name made of the title where none was given"""
    feeds = [("Example", "news", [item(1, "Covered   Code: again")])]
    with reader(feeds=feeds) as t:
        t.keys("Enter")
        t.wait_text("1/1")
        t.keys("S")
        t.wait_text("^:save$")
        t.keys("Enter")
        t.wait_text('^:save "Covered Code again.txt"')
        t.keys("C-u")
        t.text("save %s/none/x" % t.home.path)
        t.keys("Enter")
        t.wait_text("none/x: there is no such file or folder")
        assert "Failed to" not in t.screen()


def test_commands_take_titles():
    """ends the subscription of a feed that is named by its title or a part of it"""
    feeds = [("Alpha Daily", "", [item(1)]), ("Beta Daily", "", [item(2)])]
    with reader(feeds=feeds) as t:
        command(t, "remove daily")
        t.wait_text("titles of 2 feeds")
        command(t, 'remove "beta"')
        t.wait_text("the subscription to")
        t.wait_gone("^ +Beta Daily")
        t.wait_text("Alpha Daily")


if __name__ == "__main__":
    sys.exit(main([test for name, test in list(globals().items()) if name.startswith("test_")]))
