# SPDX-License-Identifier: MIT
"""newsdeck check reads config and feeds as the reader does, and says where each mistake is."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from command import Home, contains, equal, main, test  # noqa: E402

FEEDS = [  # a line, the column of its mistake or None, words of the message
    ('"query:Age:newer:xyz"', 12, "is not an age"),
    ('"query:Field:titel:x"', 14, 'no field "titel"'),
    ("query:Regex:title~/(/", 13, "not a regular expression"),
    ('"query:Late:title:\\"two words\\" titel:x"', 33, 'no field "titel"'),
    ('"query:Wide ä世:unread titel:x"', 23, 'no field "titel"'),
    ('"query:Open:(unread"', None, "parenthesis"),
    ('"query:Sort:sort:foo"', 13, "sort by"),
    ('"query:Theirs:unread = \\"yes\\" andd age < 3"', None, "andd"),
    ('"query:Unknown:unred = \\"yes\\""', 16, '"unred"'),
    ('"query:Pattern:title =~ \\"(\\""', None, "not a regular expression"),
    ('scrape:http://127.0.0.1/1 item="..x["', 33, "..x["),
    ("scrape:http://127.0.0.1/2 item=div date=.//time[", 41, ".//time["),
    ('scrape:http://127.0.0.1/3 item=div title="h2 >"', 43, "h2 >"),
    ('http://127.0.0.1/4 "news and more', 20, "closing quote"),
    ('"http://127.0.0.1/5', 1, "closing quote"),
    ('http://127.0.0.1/6 news "~A title', 25, "closing quote"),
]
CONFIG = [
    ("bind headline x star", 6, 'did you mean "headlines"'),
    ("bind nowhere x star", 6, "all, feeds, headlines, article, text, search, mark"),
    ("bind all <Entre> star", None, "<Enter>"),
    ("bind all x play two", None, '"two"'),
    ('set article-header "{bogus} {author}"', 20, "{bogus}"),
    ("set article-header {autor}", 20, "{author}"),
    ("set article-header={autor}", 5, "{author}"),
    ('set article-header "{title"', 20, "{title"),
    ('set measure "80', 13, "quote"),
    ("extract a.example body=..x[", 19, 'body: "..x["'),
    ("extract a.example strip=..x[", 19, 'strip: "..x["'),
]
RIGHT = '''"query:Good:title:\\"two words\\" unread newer:2d"
"query:Theirs:unread = \\"yes\\" and (tags # \\"linux\\" or title =~ \\"gtk\\")"
query:Words:words>800
scrape:http://127.0.0.1/1 item=article title=h2 link=a@href date=".//time/@datetime" text=.
http://127.0.0.1/2 news "~A title" "a \\"quoted\\" tag" # it's "fine
'''


def expect(home, name, rows):
    """Each row of a file has its diagnostic, and there are no others."""
    said = home.run("check", status=1).out.splitlines()
    assert len(said) == len(rows), "\n".join(said)
    for number, (text, column, words) in enumerate(rows, 1):
        found = [line for line in said if "/%s:%d:" % (name, number) in line]
        assert len(found) == 1, "%s: %s" % (text, "\n".join(said))
        contains(found[0], words)
        if column:
            contains(found[0], "/%s:%d:%d: error: " % (name, number, column))


@test
def mistakes_in_feeds_have_their_places():
    with Home() as home:
        home.write("config/feeds", "".join(row[0] + "\n" for row in FEEDS))
        expect(home, "feeds", FEEDS)


@test
def mistakes_in_the_config_have_their_places():
    with Home() as home:
        home.write("config/config", "".join(row[0] + "\n" for row in CONFIG))
        expect(home, "config", CONFIG)


@test
def what_is_right_is_fine():
    with Home() as home:
        home.write("config/feeds", RIGHT)
        home.write("config/config", 'set article-header "{feed}; {date} | {tags} {comments}"\nbind mark x copy-text\n')
        contains(home.run("check").out, "are fine")


@test
def files_in_other_encodings_have_the_place():
    for text, place in ((b"http://127.0.0.1/1\nhttp://127.0.0.1/\xe4 ok\n", "feeds:2:18: error: is not UTF-8"),
                        ("# ä世\n".encode() + b"\xff", "feeds:2:1: error: is not UTF-8"),
                        (b"# a\xffb", "feeds:1:4: error: is not UTF-8")):
        with Home() as home:
            home.write("config/feeds", text)
            contains(home.run("check", status=1).out, place)


@test
def extra_words_are_refused():
    with Home() as home:
        for command in ("check", "undo", "doctor", "feeds"):
            contains(home.run(command, "extra", status=2).err, 'takes no words: "extra"')


if __name__ == "__main__":
    main()
