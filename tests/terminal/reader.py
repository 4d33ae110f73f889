# SPDX-License-Identifier: MIT
"""The flows of a reader's day in a real terminal: open, move, read, mark, take back, search, resize, suspend, leave."""
import contextlib
import os
import re
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from terminal import Home, Terminal, item, main, site  # noqa: E402

LONG = "".join("<p>Paragraph %d has words enough to fill a line or two of any terminal that people use.</p>" % i
               for i in range(1, 41))
FEEDS = [
    ("Example Daily", "news/world", [item(i, html=LONG if i == 0 else None) for i in range(30)]),
    ("Zweite Zeitung", "news", [item(1, "日本語 headline"), item(2, "Another headline")]),
    ("Tech Notes", "tech", [item(7, "A compiler release")]),
]


@contextlib.contextmanager
def reader(config="", feeds=None, command=None, wait="Feeds", **options):
    home = Home(FEEDS if feeds is None else feeds, config)
    done = home.run("reload")
    assert done.returncode == 0, done.stderr
    terminal = Terminal(home, command, **options)
    try:
        terminal.wait_text(wait)
        yield terminal
    finally:
        terminal.close()
        home.remove()


def test_open_and_read():
    """opens a feed and an article, reads on, and goes back"""
    with reader() as t:
        t.wait_text(r"Unread +33")
        t.keys("Enter")
        t.wait_text(r"All articles +1/33")
        t.keys("Enter")
        t.wait_text("Paragraph 1 has")
        t.wait_text("32 unread")
        t.keys("Space")
        t.wait_gone("Paragraph 1 has")
        t.keys("q")
        t.wait_text("1/33")
        t.keys("q", "q")
        t.wait_dead()


def test_keys_move():
    """moves by line, page, to the ends, and keeps the list where it was"""
    with reader() as t:
        t.keys("Enter", "j", "j", "k")
        t.wait_text("2/33")
        t.keys("NPage")
        t.wait_gone(" 2/33")
        t.keys("G")
        t.wait_text("33/33")
        t.keys("g")
        t.wait_text(" 1/33")


def test_mark_and_undo():
    """marks a feed read and takes it back"""
    with reader() as t:
        t.keys("Enter", "A")
        t.wait_gone(r"Unread +33")
        t.wait_gone("●  Article")
        t.keys("u")
        t.wait_text(r"Unread +33")
        t.wait_text("●  Article number 0")


def test_changes():
    """marks an article that changed, and shows the words"""
    before = [("Daily", "", [item(1, "The mayor", "<p>There was no plan to close the bridge.</p>"), item(2)])]
    with reader(feeds=before) as t:
        t.keys("Enter", "Enter")
        t.wait_text("no plan")
        t.wait_text("1 unread")
        t.keys("q")
        t.home.write_feeds([("Daily", "", [item(1, "The mayor", "<p>There was a plan to close the bridge.</p>"), item(2)])])
        t.keys("R")
        t.wait_text("±  The mayor")
        t.keys("Enter")
        t.wait_text("There was a plan")
        t.wait_text("= shows what")
        t.keys("=")
        t.wait_text(r"There was no a plan")
        t.wait_text("1 of 1")
        t.keys("=")
        t.wait_text("There was a plan")


def test_save_copy_pipe():
    """saves the article, gives its text to a command, copies its address"""
    with reader() as t:
        t.keys("Enter", "Enter")
        t.wait_text("Paragraph 1 has")
        target = os.path.join(t.home.path, "saved.md")
        t.keys("S")
        t.wait_text(":save")
        t.text(target)
        t.keys("Enter")
        t.wait_text("saved /")
        with open(target, encoding="utf-8") as file:
            assert file.read().startswith("# Article number 0")
        piped = os.path.join(t.home.path, "piped")
        t.keys("|")
        t.wait_text(":pipe-to")
        t.text("cat > %s" % piped)
        t.keys("Enter")
        t.wait_text("has read the article")
        with open(piped, encoding="utf-8") as file:
            assert "Paragraph 40 has" in file.read()
        t.keys("y")
        t.wait_text("copied https?://")
        t.keys("c")
        t.wait_text("no comments page")


def test_mark_and_copy():
    """marks text by keys and by the mouse, and copies it as its author wrote it"""
    words = "Ducks are birds, and they swim on lakes, rivers and the sea; they are found nearly everywhere."
    html = "<p>%s</p><blockquote><p>All of them quack.</p></blockquote>" % words.replace("birds", "<a href='http://b.example/'>birds</a>")
    with reader(feeds=[("Daily", "", [item(1, "On ducks", html)])]) as t:
        t.tmux("set", "-s", "set-clipboard", "on")

        def copied():
            return t.tmux("show-buffer", check=False)
        t.keys("Enter", "Enter")
        t.wait_text("Ducks are")
        t.keys("v")
        t.wait_text("y copy")
        t.keys("n", "y")
        t.wait_text("copied 17 words")
        t.wait("the paragraph", lambda: copied() == words)
        t.keys("v", "G", "Y")
        t.wait_text("copied 21 words as Markdown")
        t.wait("the quotation", lambda: copied() == "> %s\n>\n> All of them quack.\n\n[On ducks](<https://feed0.example/a1>)\n" % words)
        row, line = next((i, line) for i, line in enumerate(t.screen().splitlines()) if "Ducks are" in line)
        col = line.index("Ducks are")
        t.drag((row, col + 7), (row, col + 9), (row, col + 26))
        t.wait_text("copied 4 words")
        t.wait("what was dragged over", lambda: copied() == "are birds, and they")
        t.mouse(row, col + 1)
        t.mouse(row, col + 1)
        t.wait("the word", lambda: copied() == "Ducks")
        t.mouse(row, col + 1)
        t.wait("the paragraph again", lambda: copied() == words)
        t.keys("v")
        t.wait_text("y copy")
        t.keys("Escape")
        t.wait_gone("y copy")


def test_notes():
    """jumps to a note and back, within the article"""
    notes = ("<p>A claim<sup id='r1'><a href='#n1'>1</a></sup> stands here, see <a href='#part'>the other part</a>.</p>%s"
             "<h2 id='part'>The other part</h2>%s<p id='n1'>The note says more. <a href='#r1'>↩</a></p>%s" % (LONG, LONG, LONG))
    with reader(feeds=[("Daily", "", [item(1, "Notes", notes)])], extra={"BROWSER": "false"}) as t:
        t.keys("Enter", "Enter")
        t.wait_text("A claim")
        t.keys("f", "a")
        t.wait_text("The note says more")
        t.wait_text("^ Backspace goes back")
        t.wait_gone("A claim")
        t.keys("BSpace")
        t.wait_text("A claim")
        t.keys("1", "o")
        t.wait_text("The other part$")
        t.wait_gone("A claim")
        t.keys("C-o")
        t.wait_text("A claim")
        t.keys("BSpace")
        t.wait_text("means nothing here")


def test_open_links():
    """opens a link by the letters over it, or by its number"""
    links = "<p>See <a href='http://one.example/'>one</a> and <a href='http://two.example/?utm_source=feed&amp;id=7'>two</a>.</p>"
    with reader(feeds=[("Daily", "", [item(1, "Links", links)])]) as t:
        t.keys("Enter", "Enter")
        t.wait_text("See one")
        t.keys("f")
        t.wait_text("open link:")
        t.keys("s")
        t.wait_text(r"opening http://two.example/\?id=7")
        t.keys("f")
        t.wait_text("open link:")
        t.keys("z")
        t.wait_text("no link has these letters")
        t.keys("1")
        t.wait_text("open link: 1")
        t.keys("o")
        t.wait_text("opening http://one.example/")
        t.keys("L")
        t.wait_text("1 tracking parameter taken out")


def test_save_query():
    """writes all that a query finds as one book, from whatever pane, and says so"""
    with reader(feeds=[("Daily", "", [item(n) for n in range(1, 4)])]) as t:
        path = os.path.join(t.home.path, "all.epub")
        t.text(":save %s title:\"number 2\" or title:3\n" % path)
        t.wait_text("saved 2 articles in |without libzip")
        if "without libzip" not in t.screen():
            assert os.path.getsize(path) > 100
            t.text(":save %s unread\n" % path)
            t.wait_text("there is such a file already")
        t.text(":save %s.md unread\n" % path)
        t.wait_text("saved as a book, as FILE.epub, not as")


def test_click_in_head():
    """a click on the address above an article opens it, also where the article has no text"""
    with reader(feeds=[("Daily", "", [dict(item(1, "Bare"), html="")])]) as t:
        t.wait("the mouse", lambda: t.status("mouse_any_flag") == "1")
        t.keys("Enter", "Enter")
        t.wait_text("https://feed0.example/a1")
        lines = t.screen().splitlines()
        row = next(i for i, line in enumerate(lines) if "https://feed0" in line)
        t.mouse(row, lines[row].index("https://feed0") + 8)
        t.wait_text("opening https://feed0.example/a1")


def test_article_header():
    """shows the fields of the template, and not those that are empty"""
    with reader(config='set article-header "by {author}; {feed}; {words} words | nothing {comments} | {link}"\n') as t:
        t.keys("Enter", "Enter")
        t.wait_text("Paragraph 1 has")
        screen = t.screen()
        assert re.search(r"Example Daily · \d+ words", screen), screen
        assert "by " not in screen and "nothing" not in screen, screen


def test_star():
    """stars an article and finds it under Starred"""
    with reader() as t:
        t.keys("Enter", "j", "s")
        t.wait_text("★ ")
        t.keys("q", "j", "j")
        t.wait_text(r"Starred +1/1")


def test_search():
    """marks what is searched while it is typed, goes on, and forgets it on Escape"""
    with reader() as t:
        t.keys("Enter", "/")
        t.text("number 2")
        t.keys("Enter")
        t.wait_text(r" 5/33| 6/33| 4/33")
        first = re.search(r"(\d+)/33", t.screen()).group(1)
        t.keys(">")
        t.wait("another match", lambda: re.search(r"(\d+)/33", t.screen()).group(1) != first)
        t.keys("<")
        t.wait_text(" %s/33" % first)


def test_search_in_article():
    """goes from match to match with n and N, and forgets them on Escape"""
    with reader() as t:
        t.keys("Enter", "Enter")
        t.wait_text("Paragraph 1 has")
        t.keys("/")
        t.text("Paragraph 3")
        t.keys("Enter")
        t.wait_text("n next match")
        t.keys("n")
        t.wait_text("Paragraph 30 has")
        t.keys("N")
        t.wait_text("Paragraph 3 has")
        t.keys("Escape")
        t.wait_text("n next unread")
        t.wait_text("Paragraph 3 has")


def test_find():
    """searches the whole archive and goes back to the list it came from"""
    with reader() as t:
        t.keys("F")
        t.wait_text(":find")
        t.text("compiler")
        t.keys("Enter")
        t.wait_text("Found: compiler")
        t.wait_text("A compiler release")
        t.keys("q")
        t.wait_text("All articles")


def test_help():
    """shows help of the tables, searches in it, and leaves"""
    with reader() as t:
        t.keys("?")
        t.wait_text("Keys everywhere|Keys in the list of feeds")
        t.keys("/")
        t.text("measure")
        t.keys("Enter")
        t.wait_text("^ measure")
        t.keys("q")
        t.wait_text("All articles")


def test_prompt_completes():
    """completes commands, options and values"""
    with reader() as t:
        t.keys(":")
        t.text("se")
        t.keys("Tab", "Tab")
        t.wait_text("search +search-next|set")
        t.keys("C-u")
        t.text("set layo")
        t.keys("Tab")
        t.wait_text("^:set layout")
        t.text(" on")
        t.keys("Tab", "Enter")
        t.wait_gone("│")


def test_escape_leaves_the_prompt():
    """leaves the prompt on Escape without leaving the program"""
    with reader() as t:
        t.keys(":")
        t.text("quit")
        t.wait_text("^:quit")
        t.keys("Escape")
        t.wait_gone("^:quit")
        t.keys("Enter")
        t.wait_text("1/33")


def test_resize_keeps_the_place():
    """keeps the paragraph on top when the terminal changes its size"""
    with reader(cols=120, rows=40) as t:
        t.keys("Enter", "Enter")
        t.wait_text("Paragraph 1 has")
        t.keys("NPage", "NPage")
        t.wait_gone("Paragraph 1 has")
        top = int(re.search(r"Paragraph (\d+) has", t.screen()).group(1))
        for cols, rows in ((60, 20), (30, 8), (200, 50), (1, 1), (80, 24)):
            t.resize(cols, rows)
            t.wait("the new size", lambda c=cols: t.status("pane_width") == str(c))
        t.wait_text("unread")
        t.wait_text("Paragraph (%d|%d|%d) has" % (top - 1, top, top + 1))


def test_resize_keeps_the_cursor():
    """keeps the selected headline when the terminal changes its size"""
    with reader() as t:
        t.keys("Enter", "G", "k", "k")
        t.wait_text("31/33")
        t.resize(50, 10)
        t.wait_text("31/33")
        t.resize(130, 40)
        t.wait_text("31/33")
        t.wait_text("Feeds")


def test_suspend():
    """stops on ^Z with a sane terminal and goes on where it was"""
    program = os.environ.get("NEWSDECK", "newsdeck")
    with reader(command="env PS1='shell> ' sh -i", wait="shell>") as t:
        t.text(program)
        t.keys("Enter")
        t.wait_text("Feeds")
        t.keys("Enter", "j")
        t.wait_text("2/33")
        t.keys("C-z")
        t.wait("the shell's screen", lambda: t.status("alternate_on") == "0")
        t.wait_text("Stopped|Suspended")
        t.text("stty -a")
        t.keys("Enter")
        t.wait_text(r"[^-]icanon")
        t.text("fg")
        t.keys("Enter")
        t.wait_text("2/33")
        t.keys("j")
        t.wait_text("3/33")
        t.keys("Q")
        t.wait("the shell's screen", lambda: t.status("alternate_on") == "0")


def test_mouse():
    """selects by click, opens by a second click, scrolls by wheel"""
    with reader() as t:
        t.wait("the mouse", lambda: t.status("mouse_any_flag") == "1")
        t.mouse(3, 40)
        t.wait_text("3/33")
        t.mouse(3, 40, button=65)
        t.wait_gone("●  Article number 0")
        t.mouse(3, 40, button=64)
        t.wait_text("●  Article number 0")
        t.mouse(1, 40)
        t.mouse(1, 40)
        t.wait_text("Paragraph 1 has|text of article")


def test_mouse_release():
    """shows what happens behind the screen after a button was let go"""
    with reader() as t:
        t.wait("the mouse", lambda: t.status("mouse_any_flag") == "1")
        t.text("\033[<0;41;4M" if t.status("mouse_sgr_flag") == "1" else "\033[M %c%c" % (33 + 40, 33 + 3))
        t.wait_text("3/33")
        t.text("\033[<0;41;4m" if t.status("mouse_sgr_flag") == "1" else "\033[M#%c%c" % (33 + 40, 33 + 3))
        t.home.run("mark", "--read", "1")
        t.wait_text("32 unread")


def test_mouse_off():
    """leaves the mouse to the terminal when the option says so"""
    with reader(config="set mouse no\n") as t:
        t.wait_text("33 unread")
        assert t.status("mouse_any_flag") == "0"


def test_no_colour():
    """uses attributes only where NO_COLOR is set"""
    with reader(extra={"NO_COLOR": "1"}) as t:
        t.wait_text("33 unread")
        shown = t.screen(True)
        assert not re.search("\033\\[[0-9;]*[34][0-7]", shown), repr(shown)
        assert re.search("\033\\[[0-9;]*7", shown), "nothing is reversed: %r" % shown


def test_colours():
    """uses colours where the terminal has them"""
    with reader() as t:
        t.wait_attributes("\033\\[[0-9;]*34m")


def crash(number):
    with reader(command="sh -c '$NEWSDECK; echo \"left with $?\"; stty -a; exec cat'",
                extra={"NEWSDECK": os.environ.get("NEWSDECK", "newsdeck")}) as t:
        assert t.status("alternate_on") == "1"
        child = int(t.children(t.pid())[0])
        os.kill(child, number)
        t.wait("the first screen", lambda: t.status("alternate_on") == "0")
        t.wait_text("left with %d" % (128 + number))
        t.wait_text(r"[^-]icanon")
        t.wait_text(r"[^-]echo ")
        assert t.status("cursor_flag") == "1"
        assert t.status("mouse_any_flag") == "0"


def test_crash_restores():
    """gives the terminal back when it is killed by SIGSEGV"""
    crash(signal.SIGSEGV)


def test_abort_restores():
    """gives the terminal back when it aborts"""
    crash(signal.SIGABRT)


def test_terminate():
    """leaves in order when it is asked to end"""
    with reader(command="sh -c '$NEWSDECK; echo \"left with $?\"; stty -a; exec cat'",
                extra={"NEWSDECK": os.environ.get("NEWSDECK", "newsdeck")}) as t:
        os.kill(int(t.children(t.pid())[0]), signal.SIGTERM)
        t.wait_text("left with 0")
        t.wait_text(r"[^-]icanon")


def test_dumb_terminal():
    """says what is wrong if the terminal can't place its cursor"""
    with reader(command="sh -c 'TERM=dumb $NEWSDECK; TERM=nonsense $NEWSDECK; exec cat'", wait="nonsense",
                extra={"NEWSDECK": os.environ.get("NEWSDECK", "newsdeck")}) as t:
        t.wait_text('terminal "dumb" can')
        t.wait_text('the terminal "nonsense" is not known')


def test_paste():
    """keeps pasted text from being taken for keys"""
    with reader() as t:
        t.wait_text("33 unread")
        t.text("\033[200~QQ\nA\033[201~")
        t.wait_text("text was pasted")
        t.keys(":")
        t.wait_text("^:")
        t.text("\033[200~find a\nb\033[201~")
        t.wait_text("^:find a b")


def test_reload_while_reading():
    """stays where it is while feeds are fetched"""
    with reader() as t:
        t.keys("Enter", "j", "j", "j")
        t.wait_text("4/33")
        t.keys("R")
        t.wait_gone("fetching")
        t.wait_text("4/33")


def test_add_finds_feeds():
    """finds the feeds of a site, lets people choose, and fetches what they chose"""
    with site() as address, reader() as t:
        t.text(":add %s/ local" % address)
        t.keys("Enter")
        t.wait_text("Feeds of " + address)
        t.wait_text(r"^ +Example Daily: all articles +rss-2.0 ")
        t.wait_text("5 articles, .*, full text")
        t.keys("Space")
        t.wait_text("✓ Example Daily: all")
        t.keys("Space", "Enter")
        t.wait_gone("Feeds of")
        t.wait_text("▾ local +6")
        t.wait_text("Example Daily: all.* 5 ")
        t.wait_text("Example Daily: all articles +1/5")
        with open(os.path.join(t.home.config, "feeds"), encoding="utf-8") as file:
            added = file.read().splitlines()[-2:]
        assert added == [address + "/main.xml local", address + "/japanese.json local"], added


def test_add_can_be_stopped():
    """stops looking for feeds when Escape is pressed"""
    with site() as address, reader() as t:
        t.text(":add %s/silent" % address)
        t.keys("Enter")
        t.wait_text("looking for feeds at " + address)
        t.keys("j", "k", "Escape")
        t.wait_text("no longer looking for feeds at " + address)
        t.keys("j")
        t.wait_text("33 unread")
        t.text(":add --as-is %s/silent" % address)
        t.keys("Enter")
        t.wait_text("subscribed to \"" + address)


def test_narrow():
    """shows one pane at a time on a narrow terminal, with the same keys"""
    with reader(cols=40, rows=12) as t:
        t.wait_text("Feeds")
        t.keys("Enter")
        t.wait_text("All articles")
        t.wait_gone("Feeds")
        t.keys("Enter")
        t.wait_text("Paragraph 1")
        t.keys("Escape", "Escape")
        t.wait_text("Feeds")


if __name__ == "__main__":
    sys.exit(main([test for name, test in sorted(globals().items(), key=lambda pair: getattr(
        getattr(pair[1], "__code__", None), "co_firstlineno", 0)) if name.startswith("test_")]))
