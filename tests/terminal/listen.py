#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Enclosures in a real terminal: played by a player that speaks mpv's IPC, downloaded from a server that breaks off."""
import contextlib
import json
import os
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from terminal import Home, Terminal, is_running, main, site  # noqa: E402

# Notes its arguments, listens where --input-ipc-server says (once the pipe "gate" beside its notes, if there is one, has
# been opened), tells a position and what it was told.
PLAYER = """#!%(python)s
import json, os, socket, sys
log = open("%(log)s", "a")
def note(value):
    log.write(json.dumps(value) + "\\n")
    log.flush()
note({"pid": os.getpid(), "arguments": sys.argv[1:]})
path = [word.partition("=")[2] for word in sys.argv if word.startswith("--input-ipc-server=")][0]
if os.path.exists(log.name + ".gate"):
    open(log.name + ".gate").close()
server = socket.socket(socket.AF_UNIX)
server.bind(path)
server.listen(1)
client = server.accept()[0]
paused = False
def tell(name, data):
    client.sendall((json.dumps({"event": "property-change", "id": 1, "name": name, "data": data}) + "\\n").encode())
for line in client.makefile():
    command = json.loads(line)["command"]
    note(command)
    if command[0] == "observe_property":
        tell(command[2], {"time-pos": %(position)s, "duration": 3600.0, "pause": False, "vo-configured": False,
                          "chapter-list": %(chapters)s, "chapter": 1}[command[2]])
    elif command == ["cycle", "pause"]:
        paused = not paused
        tell("pause", paused)
    elif command == ["quit"]:
        break
os.unlink(path)
"""
FEED = ("<rss version='2.0' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' "
        "xmlns:podcast='https://podcastindex.org/namespace/1.0'><channel><title>Casts</title>%s</channel>"
        "</rss>")
ITEM = ("<item><guid>g%(n)d</guid><title>%(title)s</title><description>Words.</description>"
        "<pubDate>0%(day)d Jan 2024 00:00:00 GMT</pubDate>%(files)s</item>")


def enclosure(url, kind="audio/mpeg", size=0):
    return "<enclosure url='%s' type='%s' length='%d'/>" % (url.replace("&", "&amp;"), kind, size)


@contextlib.contextmanager
def reader(make_items, position="760.4", config="", chapters="[]", chapters_file=None, more="", cols=120, rows=24):
    """A reader whose feed has items (title, addresses); make_items gets the address of the server."""
    home = Home([])
    player = os.path.join(home.path, "mpv")
    home.log = os.path.join(home.path, "player.log")
    home.files = os.path.join(home.path, "files")
    with open(player, "w", encoding="utf-8") as file:
        file.write(PLAYER % {"python": sys.executable, "log": home.log, "position": position, "chapters": chapters})
    os.chmod(player, 0o755)
    home.write("config", 'set full-text no\nset player "%s"\nset download-dir "%s"\n%s' % (player, home.files, config))
    with site() as address:
        parts = [ITEM % {"n": n, "title": title, "day": 9 - n, "files": "".join(enclosure(url) for url in urls)}
                 for n, (title, urls) in enumerate(make_items(address))]
        if chapters_file:
            parts[0] = parts[0].replace("<enclosure", "<podcast:chapters url='%s' type='application/json+chapters'/><enclosure"
                                        % (address + chapters_file), 1)
        parts[0] = parts[0].replace("</item>", more + "</item>")
        with open(os.path.join(home.path, "feed.xml"), "w", encoding="utf-8") as file:
            file.write(FEED % "".join(parts))
        home.write("feeds", "file://%s/feed.xml\n" % home.path)
        home.run("reload")
        terminal = Terminal(home, cols=cols, rows=rows)
        try:
            terminal.wait_text("Feeds")
            terminal.keys("Enter")
            terminal.wait_text("read/unread|Enter read")
            yield terminal
        finally:
            terminal.close()
            home.remove()


def restart(terminal):
    terminal.keys("Q")
    terminal.wait_dead()
    terminal.tmux("respawn-pane", "-k", "exec " + os.environ.get("NEWSDECK", "newsdeck"))
    terminal.wait_text("Feeds")
    terminal.keys("Enter")


def notes(terminal):
    with contextlib.suppress(FileNotFoundError), open(terminal.home.log, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.endswith("\n")]
    return []


def starts(terminal):
    return [note for note in notes(terminal) if isinstance(note, dict)]


def wait_bytes(terminal, name, size):
    """Waits for a file that has what the server's /part sends."""
    path = os.path.join(terminal.home.files, name)
    terminal.wait(name, lambda: os.path.exists(path) and os.path.getsize(path) == size)
    with open(path, "rb") as file:
        assert file.read() == bytes(i * 7 % 251 for i in range(size)), name


def test_play():
    """P plays from where it was left, P again pauses; the player ends with newsdeck, its position is kept"""
    with reader(lambda address: [("One", [address + "/part/one.mp3?1000"])]) as t:
        t.keys("P")
        t.wait_text('playing "One"')
        t.wait("four questions", lambda: len(notes(t)) >= 5)
        arguments = starts(t)[0]["arguments"]
        assert arguments[1:2] == ["--start=0"] and arguments[2].endswith("/part/one.mp3?1000"), arguments
        t.keys("P")
        t.wait_text("paused; P goes on")
        t.wait("a pause", lambda: ["cycle", "pause"] in notes(t))
        restart(t)
        t.wait("the player's end", lambda: not is_running(starts(t)[0]["pid"]))
        assert ["quit"] in notes(t), notes(t)
        t.keys("P")
        t.wait_text('playing "One" from 12:40')
        t.wait("the second start", lambda: len(starts(t)) == 2)
        assert starts(t)[1]["arguments"][1] == "--start=760", notes(t)


def test_play_end():
    """what was heard to its end begins anew"""
    with reader(lambda address: [("One", [address + "/part/one.mp3?1000"])], position="3590.0") as t:
        t.keys("P")
        t.wait("four questions", lambda: len(notes(t)) >= 5)
        restart(t)
        t.keys("P")
        t.wait("the second start", lambda: len(starts(t)) == 2)
        assert starts(t)[1]["arguments"][1] == "--start=0", notes(t)


def test_choice():
    """several enclosures are a list; what is played before ends; addresses that are none of the web are not offered"""
    items = lambda address: [("Two", [address + "/part/a.mp3?10", "file:///etc/passwd", address + "/part/b.ogg?10"]),  # noqa: E731
                             ("None", [])]
    with reader(items) as t:
        t.keys("P")
        t.wait_text("Enter plays, d downloads")
        t.wait_text("1/2")
        t.wait_gone("passwd")
        t.keys("Enter")
        t.wait("four questions", lambda: len(notes(t)) >= 5)
        t.keys("j", "Enter")
        t.wait("the other one", lambda: len(starts(t)) == 2)
        assert starts(t)[1]["arguments"][2].endswith("/part/b.ogg?10"), notes(t)
        t.wait("the first one's end", lambda: not is_running(starts(t)[0]["pid"]))
        t.keys("q", "j", "P")
        t.wait_text("this article has no enclosure to play or download")


def test_chapters():
    """chapters that a file names are listed with their times; Enter plays from there, ) goes on to the next"""
    with reader(lambda address: [("One", [address + "/part/one.mp3?1000"])], chapters_file="/chapters.json") as t:
        t.text(":enclosures\n")
        t.wait_text("1/3")
        t.wait_text(r"12:30  Ducks$")
        t.keys("j", "j", "Enter")
        t.wait_text('playing "One" from 12:30')
        t.wait("the start", lambda: len(starts(t)) == 1)
        assert starts(t)[0]["arguments"][1] == "--start=750", notes(t)
        t.keys("k")
        t.wait_text("Playing One · 2. Ducks")
        t.keys("Enter")
        t.wait("a seek", lambda: ["seek", 0, "absolute"] in notes(t))
        t.keys("(")
        t.wait("the one before", lambda: notes(t).count(["seek", 0, "absolute"]) == 2)


def test_chapters_of_the_feed():
    """chapters that the feed itself has are listed, in the order of their times, what is none left out"""
    more = ("<psc:chapters xmlns:psc='http://podlove.org/simple-chapters' version='1.2'><psc:chapter start='01:01:30.5' title='Ü &amp; W'/>"
            "<psc:chapter start='soon' title='Never'/><psc:chapter start='00:00:00' title='Hello' href='http://x.example/'/></psc:chapters>")
    with reader(lambda address: [("One", [address + "/part/one.mp3?1000"])], more=more) as t:
        t.text(":enclosures\n")
        t.wait_text("1/3")
        t.wait_text("0:00  Hello")
        t.wait_text("1:01:30  Ü & W$")
        t.wait_gone("Never|data:")
        t.keys("j", "j", "Enter")
        t.wait_text('playing "One" from 1:01:30')


def test_chapters_of_the_player():
    """chapters that only the player knows are listed while it plays"""
    chapters = "[{'title': 'Hello', 'time': 0.0}, {'title': 'Geese', 'time': 65.2}]"
    with reader(lambda address: [("One", [address + "/part/one.mp3?1000"])], chapters=chapters) as t:
        t.keys(")")
        t.wait_text("nothing is being played")
        t.keys("P")
        t.wait("its questions", lambda: len(notes(t)) >= 7)
        t.text(":enclosures\n")
        t.wait_text(r"1:05  Geese")
        t.wait_text("Playing One · 2. Geese")
        t.keys(")")
        t.wait("the next", lambda: ["add", "chapter", 1] in notes(t))


def test_early_orders():
    """what is asked of a player that does not listen yet is done when it does"""
    with reader(lambda address: [("One", [address + "/part/one.mp3?1000"])]) as t:
        os.mkfifo(t.home.log + ".gate")
        t.keys("P")
        t.wait("the start", lambda: len(starts(t)) == 1)
        t.keys("P", "?")
        t.wait_text("Help")
        with open(t.home.log + ".gate", "w", encoding="utf-8"):
            pass
        t.wait("the pause", lambda: ["cycle", "pause"] in notes(t))


def check_line(cols, rows, playing, paused, chapter):
    """The last line while it plays; once the player has gone it has the keys again."""
    chapters = "[{'title': 'Hello', 'time': 0.0}, {'title': '%s', 'time': 65.2}]" % chapter
    items = lambda address: [("One", [address + "/part/one.mp3?1000"])]  # noqa: E731
    with reader(items, chapters=chapters, cols=cols, rows=rows) as t:
        last = lambda: t.screen().splitlines()[-1]  # noqa: E731
        t.keys("P")
        t.wait("its questions", lambda: len(notes(t)) >= 7)
        t.keys("g")
        t.wait(playing, lambda: last().startswith(playing))
        assert last().endswith(" 1 unread"), last()
        t.keys("P", "g")
        t.wait(paused, lambda: last().startswith(paused))
        os.kill(starts(t)[0]["pid"], signal.SIGTERM)
        t.wait_text("Enter read   . help")


def test_line():
    """the last line says what plays and where it is, on 80 columns and on 40; nothing once the player has ended"""
    check_line(80, 24, " playing 12:40 of 1:00:00  One · 2. Geese    ", " paused 12:40 of 1:00:00  One · 2. Geese    ", "Geese")
    check_line(40, 12, " playing 12:40  One · 2. Gee…  ", " paused 12:40  One · 2. Gees…  ", "Geese that are many")


def test_download():
    """d downloads under a name made of the feed; a file of that name stays; P plays the file"""
    with reader(lambda address: [("One/../x", [address + "/part/one.mp3?300000"])]) as t:
        os.makedirs(os.path.join(t.home.files, "Casts"))
        taken = os.path.join(t.home.files, "Casts", "2024-01-09 One-..-x.mp3")
        with open(taken, "w", encoding="utf-8") as file:
            file.write("mine")
        t.keys("d")
        t.wait_text("downloaded .*One-..-x \\(2\\).mp3")
        wait_bytes(t, "Casts/2024-01-09 One-..-x (2).mp3", 300000)
        assert os.path.getsize(taken) == 4
        assert sorted(os.listdir(os.path.dirname(taken))) == ["2024-01-09 One-..-x (2).mp3", "2024-01-09 One-..-x.mp3"]
        t.keys("d")
        t.wait_text("it was downloaded already")
        t.keys("P")
        t.wait_text("from its file")
        t.wait("the start", lambda: len(starts(t)) == 1)
        assert starts(t)[0]["arguments"][2].endswith("x (2).mp3"), notes(t)


def test_endings():
    """an address without the ending of a medium: the answer says what the file is, and is not believed everything"""
    with reader(lambda address: [("One", [address + "/part/ep1?3000"]), ("Two", [address + "/part/get.php?3000&name=a.m4a"]),
                                 ("Three", [address + "/part/three.exe?3000&name=evil.sh"])]) as t:
        for name in ("2024-01-09 One.mp3", "2024-01-08 Two.m4a", "2024-01-07 Three.mp3"):
            t.keys("d")
            t.wait_text("downloaded .*" + name)
            wait_bytes(t, "Casts/" + name, 3000)
            t.keys("j")


def test_resume():
    """what broke off goes on from there, when it is tried again"""
    with reader(lambda address: [("One", [address + "/part/one.mp3?300000&cut=100000"]),
                                 ("Two", [address + "/404"])]) as t:
        t.keys("d")
        t.wait_text('"One" was not downloaded: the connection was cut off')
        t.text(":downloads\n")
        t.wait_text(r"▓▓▓░░░░░░░ +failed, 100\.0.kB of 300\.0.kB")
        t.keys("Enter")
        t.wait_text(r"▓▓▓▓▓▓▓▓▓▓ +done, 300\.0.kB")
        wait_bytes(t, "Casts/2024-01-09 One.mp3", 300000)
        t.keys("q", "j", "d")
        t.wait_text('"Two" was not downloaded: HTTP 404')
        assert not [name for name in os.listdir(t.home.files + "/Casts") if name.endswith(".part") and "One" in name]


def test_restart():
    """a download that was under way goes on after a restart; x stops it, x again takes it off the list"""
    with reader(lambda address: [("One", [address + "/part/one.mp3?300000&slow"])]) as t:
        part = os.path.join(t.home.files, "Casts", "2024-01-09 One.mp3.part")
        t.keys("d")
        t.wait_text('downloading "One"')
        t.keys("g")
        t.wait_text("downloading 1: [0-9]+ %")
        t.wait("bytes", lambda: os.path.exists(part) and os.path.getsize(part) > 3000)
        restart(t)
        size = os.path.getsize(part)
        t.text(":downloads\n")
        t.wait_text(r"[0-9.]+.kB of 300\.0.kB, .*/s")
        t.wait("more bytes", lambda: os.path.getsize(part) > size)
        t.keys("x")
        t.wait_text("stopped, ")
        t.keys("x")
        t.wait_text("nothing has been downloaded yet")
        t.wait("the end of the file", lambda: not os.path.exists(part))


if __name__ == "__main__":
    sys.exit(main([test_play, test_play_end, test_choice, test_chapters, test_chapters_of_the_feed, test_chapters_of_the_player, test_early_orders, test_line, test_download,
                   test_endings, test_resume, test_restart]))
