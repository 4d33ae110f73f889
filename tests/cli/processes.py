#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Several processes on one archive: two reloads, a reader beside a reload, kill -9 at any moment."""
import os
import random
import signal
import subprocess
import time

from command import Home, Server, equal, main, test, wait_until

SERVER = Server(items=40)
SEED = 20260131
ROUNDS = 15


def feeds(prefix, n):
    return "".join(SERVER.url("/feed/%s%d.xml\n" % (prefix, i)) for i in range(n))


def assert_whole(home):
    """The archive is healthy, and a feed is there with all its articles or without any."""
    home.run("doctor")
    counts = [feed["total"] for feed in home.run("feeds", "--json").json()]
    assert set(counts) <= {0, 40}, counts
    return counts


@test
def two_reloads_at_once_agree():
    with Home(feeds("t", 20)) as home:
        both = [home.start("reload") for _ in range(2)]
        for process in both:
            out, err = process.communicate(timeout=60)
            equal((process.returncode, err), (0, b""))
            assert out.startswith(b"20 feeds fetched"), out
        equal(assert_whole(home), [40] * 20)
        equal(len(home.run("list").lines()), 800)


@test
def a_reader_beside_a_reload_sees_whole_feeds():
    with Home(feeds("r", 40)) as home:
        home.run("feeds")
        process = home.start("reload")
        seen = []
        while process.poll() is None:
            items = home.run("list", "--json").json()
            by_feed = {}
            for item in items:
                by_feed[item["feed"]["id"]] = by_feed.get(item["feed"]["id"], 0) + 1
            assert set(by_feed.values()) <= {40}, by_feed
            seen.append(len(items))
        process.communicate()
        equal(process.returncode, 0)
        equal(seen, sorted(seen))
        equal(len(home.run("list").lines()), 1600)


@test
def marks_made_during_a_reload_stay():
    with Home(feeds("m", 30)) as home:
        home.run("reload", "1")
        SERVER.get("/bump")
        process = home.start("reload")
        home.run("mark", "--read", "feed-id:1")
        out, err = process.communicate(timeout=60)
        equal((process.returncode, err), (0, b""))
        equal(home.run("list", "unread", "feed-id:1").out, "")
        assert_whole(home)


@test
def killed_at_any_moment_the_archive_is_whole():
    chance = random.Random(SEED)
    with Home(feeds("k", 30)) as home:
        began = time.monotonic()
        home.run("reload")
        length = time.monotonic() - began
    with Home(feeds("k", 30)) as home:
        before = [0] * 30
        for _ in range(ROUNDS):
            SERVER.get("/bump")
            process = home.start("reload")
            try:
                process.wait(timeout=chance.uniform(0, length))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            process.communicate()
            if not os.path.exists(home.archive):
                continue
            counts = assert_whole(home)
            assert all(now >= old for now, old in zip(counts, before)), "a completed feed is gone"
            before = counts
        home.run("reload")
        equal(assert_whole(home), [40] * 30)
        equal(len(home.run("list").lines()), 1200)
        equal(len(home.run("search", "--json", "version").json()), 1200)


@test
def a_mark_that_was_reported_survives_a_kill():
    with Home(feeds("d", 1)) as home:
        home.run("reload")
        process = home.start("mark", "--read", "id:1 or id:2 or id:3")
        line = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.communicate()
        equal(line, b"3 of 3 articles marked read\n")
        equal(len(home.run("list", "read").lines()), 3)


@test
def an_interrupted_reload_ends():
    with Home(SERVER.url("/silent") + "\n" + feeds("i", 2)) as home:
        process = home.start("reload")
        wait_until(lambda: SERVER.asked("/silent"))
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        assert process.returncode != 0
        home.run("doctor")




main()
