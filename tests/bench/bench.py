#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures newsdeck beside the bare libraries and beside newsboat, in one run.

  bench.py --newsdeck PATH [--bare FOLDER] [--work FOLDER] [--runs N] [--only reload,parse,extract,render,start,list,article] [--sizes 10000,100000]

--bare has the programs bare_*, extract_pages and parse_feeds of this folder (make tests/bench/… builds them). "extract" needs
the collection of pages (NEWSDECK_CASES, default ../shared/cases beside the sources). Every figure is the median of the
runs; the last table gives the ratios. newsboat is measured if it is there."""
import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time

import articles
from measure import Terminal, measure, median

HERE = os.path.dirname(os.path.abspath(__file__))


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = options.work
        self.rows = []
        os.makedirs(self.work, exist_ok=True)
        self.corpus = os.path.join(self.work, "corpus")
        if not os.path.exists(os.path.join(self.corpus, "feed-500.xml")):
            subprocess.run([sys.executable, os.path.join(HERE, "corpus.py"), self.corpus], check=True)

    def add(self, name, result):
        self.rows.append((name, result))
        text = "  ".join(f"{key} {value:.4f}" if key != "kb" else f"peak {value / 1024:.1f} MiB"
                         for key, value in result.items())
        print(f"{name:44} {text}", flush=True)
        return result

    def env(self, name, feeds=None):
        home = os.path.join(self.work, name)
        config = os.path.join(home, "config")
        os.makedirs(config, exist_ok=True)
        if feeds is not None:
            with open(os.path.join(config, "feeds"), "w", encoding="utf-8") as file:
                file.write("\n".join(feeds) + "\n")
        env = {"HOME": home, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "xterm-256color",
               "NEWSDECK_CONFIG_DIR": config, "NEWSDECK_DATA_DIR": os.path.join(home, "data")}
        return env

    def fresh(self, env):
        shutil.rmtree(env["NEWSDECK_DATA_DIR"], ignore_errors=True)
        return env

    def serve(self):
        server = subprocess.Popen([sys.executable, os.path.join(HERE, "../http/server.py"), "--folder", self.corpus,
                                   "--hosts", "100"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        port = server.stdout.readline().split()[0]
        return server, [f"http://127.0.0.{n % 100 + 1}:{port}/files/feed-{n}.xml" for n in range(1, 501)]

    def bare(self, name):
        return os.path.join(self.options.bare, "bare_" + name)

    def runs(self, function):
        return median([function() for _ in range(self.options.runs)])

    # ---- what is measured

    def reload(self):
        server, urls = self.serve()
        lists = os.path.join(self.work, "urls.txt")
        with open(lists, "w", encoding="utf-8") as file:
            file.write("\n".join(urls) + "\n")
        try:
            self.reload_from(urls, lists)
        finally:
            server.stdin.close()
            server.wait()

    def reload_from(self, urls, lists):
        newsdeck = self.options.newsdeck
        env = self.env("reload", urls)
        first = subprocess.run(["curl", "-sI", urls[0]], capture_output=True, text=True, check=True).stdout
        etag = re.search(r"(?i)etag: (\S+)", first).group(1)
        download = self.add("libcurl alone, 500 feeds", self.runs(lambda: measure([self.bare("download")], stdin=open(lists))))
        not_modified = self.add("libcurl alone, the same with If-None-Match", self.runs(
            lambda: measure([self.bare("download"), f"If-None-Match: {etag}"], stdin=open(lists))))
        files = os.path.join(self.work, "files.txt")
        with open(files, "w", encoding="utf-8") as file:
            file.write("\n".join(os.path.join(self.corpus, f"feed-{n}.xml") for n in range(1, 501)) + "\n")
        parse = self.add("SAX2 alone", self.runs(lambda: measure([self.bare("parse")], stdin=open(files))))
        database = os.path.join(self.work, "bare.db")

        def insert():
            for suffix in ("", "-wal", "-shm"):
                if os.path.exists(database + suffix):
                    os.remove(database + suffix)
            return measure([self.bare("insert"), database, "10000"])

        stored = self.add("SQLite insert alone, 10,000", self.runs(insert))
        cold = self.add("newsdeck reload, cold", self.runs(lambda: measure([newsdeck, "reload"], self.fresh(env))))
        warm = self.add("newsdeck reload, nothing new", self.runs(lambda: measure([newsdeck, "reload"], env)))
        limit = download["cpu"] + parse["cpu"] + stored["cpu"]
        print(f"\n  cold CPU / (libcurl + SAX2 + insert): {cold['cpu'] / limit:.2f}  (at most 1.5)")
        print(f"  nothing new CPU / libcurl:            {warm['cpu'] / not_modified['cpu']:.2f}  (at most 1.5)")
        print(f"  nothing new wall / libcurl:           {warm['wall'] / not_modified['wall']:.2f}")
        self.newsboat(urls, cold)

    def parse(self):
        """Documents to the model beside SAX2 alone, and a document to JSON beside the HTML parser alone."""
        headlines = os.path.join(self.work, "headlines")
        if not os.path.exists(os.path.join(headlines, "feed-500.xml")):
            subprocess.run([sys.executable, os.path.join(HERE, "corpus.py"), headlines, "500", "50", "0"], check=True)
        ratios = []
        for name, folder in (("articles", self.corpus), ("headlines", headlines)):
            files = os.path.join(self.work, "files.txt")
            with open(files, "w", encoding="utf-8") as file:
                file.write("".join(os.path.join(folder, f"feed-{n}.xml\n") for n in range(1, 501)) * 4)
            bare = self.add(f"SAX2 alone, 2000 feeds of {name}", self.runs(lambda: measure([self.bare("parse")], stdin=open(files))))
            ours = self.add(f"to the model, 2000 feeds of {name}", self.runs(
                lambda: measure([os.path.join(self.options.bare, "parse_feeds")], stdin=open(files))))
            ratios.append((f"{name} to the model / SAX2", ours["cpu"] / bare["cpu"], 2.5))
        bodies, joined = os.path.join(self.work, "bodies"), os.path.join(self.work, "joined.xml")
        self.join(bodies, joined)
        bare = self.add("HTML parser alone, 10,000 bodies", self.runs(lambda: measure([self.bare("html"), bodies])))
        ours = self.add("newsdeck parse, the same in one document", self.runs(lambda: measure([self.options.newsdeck, "parse", joined])))
        ratios.append(("newsdeck parse / HTML parser", ours["cpu"] / bare["cpu"], 4))
        for name, ratio, limit in ratios:
            print(f"  {name + ':':38} {ratio:.2f}  (at most {limit})")

    def extract(self):
        """Articles out of pages beside libxml2's HTML parser alone on the same pages."""
        folder = articles.find_pages()
        if not folder:
            return
        pages = os.path.join(self.work, "pages")
        with open(pages, "wb") as joined:
            for name in sorted(os.listdir(folder)) * 10:
                with open(os.path.join(folder, name, "source.html"), "rb") as file:
                    joined.write(file.read().replace(b"\0", b"") + b"\0")
        n = len(os.listdir(folder)) * 10
        bare = self.add(f"HTML parser alone, {n} pages", self.runs(lambda: measure([self.bare("html"), pages])))
        ours = self.add("articles out of the same pages", self.runs(
            lambda: measure([os.path.join(self.options.bare, "extract_pages"), pages])))
        print(f"  articles / HTML parser:                {ours['cpu'] / bare['cpu']:.2f}  (at most 3)")

    def render(self):
        articles.bench_render(self)

    def article(self):
        articles.bench_open(self)

    def join(self, bodies, joined):
        """The corpus as one document, and its bodies, each ended by a NUL."""
        with open(bodies, "wb") as texts, open(joined, "wb") as document:
            document.write(b'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>All</title>')
            for n in range(1, 501):
                with open(os.path.join(self.corpus, f"feed-{n}.xml"), "rb") as file:
                    feed = file.read()
                document.write(feed[feed.index(b"<item>"):feed.rindex(b"</channel>")])
                for body in re.findall(rb"<!\[CDATA\[(.*?)\]\]>", feed, re.S):
                    texts.write(body + b"\0")
            document.write(b"</channel></rss>")

    def newsboat(self, urls, cold):
        if not shutil.which("newsboat"):
            print("  newsboat is not there")
            return
        folder = os.path.join(self.work, "newsboat")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        with open(os.path.join(folder, "urls"), "w", encoding="utf-8") as file:
            file.write("\n".join(urls) + "\n")
        with open(os.path.join(folder, "config"), "w", encoding="utf-8") as file:
            file.write("reload-threads 8\n")
        command = ["newsboat", "-u", folder + "/urls", "-c", folder + "/cache.db", "-C", folder + "/config", "-x", "reload"]
        env = dict(os.environ, HOME=folder, LC_ALL="C.UTF-8")
        theirs = self.add("newsboat -x reload, cold", measure(command, env))
        print(f"  cold wall / newsboat's: {cold['wall'] / theirs['wall']:.3f}  (below 0.11)\n")

    def archive(self, size):
        """An archive of so many short articles, fetched from files by newsdeck itself."""
        folder = os.path.join(self.work, f"corpus-{size}")
        n_items = size // 500
        if not os.path.exists(os.path.join(folder, "feed-500.xml")):
            subprocess.run([sys.executable, os.path.join(HERE, "corpus.py"), folder, "500", str(n_items), "50"], check=True)
        env = self.env(f"archive-{size}", [f"file://{folder}/feed-{n}.xml folder{n % 10}" for n in range(1, 501)])
        if not os.path.exists(env["NEWSDECK_DATA_DIR"]):
            subprocess.run([self.options.newsdeck, "reload"], env=env, check=True, stdout=subprocess.DEVNULL)
            subprocess.run([self.options.newsdeck, "search", "-n", "1", "the"], env=env, check=True, stdout=subprocess.DEVNULL)
        return env

    def start(self):
        newsdeck = self.options.newsdeck

        def bare():
            terminal = Terminal([self.bare("draw")], self.env("draw"))
            wall = terminal.read_until(rb"ready")
            terminal.end()
            return {"wall": wall}

        def ours(env):
            terminal = Terminal([newsdeck], env)
            wall = terminal.read_until(rb"help.*unread")
            kb = terminal.peak_kb()
            terminal.end()
            return {"wall": wall, "kb": kb}

        limit = self.add("bare ncurses to a full screen", median([bare() for _ in range(self.options.runs * 4)]))
        for size in self.options.sizes:
            env = self.archive(size)
            result = self.add(f"newsdeck to its first screen, {size}", median([ours(env) for _ in range(self.options.runs * 4)]))
            print(f"  first screen / bare ncurses, {size}: {result['wall'] / limit['wall']:.2f}  (at most 2.5)")

    def list(self):
        for size in self.options.sizes:
            env = self.archive(size)
            keys = (("open", b"\r"), ("page", b"\x06"), ("end", b"G"), ("page up", b"\x02"), ("home", b"g"))
            times = {name: [] for name, _ in keys}
            for _ in range(self.options.runs):
                terminal = Terminal([self.options.newsdeck], env)
                terminal.settle()
                for name, key in keys:
                    terminal.key(key)
                    times[name].append(terminal.settle())
                kb = terminal.peak_kb()
                terminal.end()
            self.add(f"one list of {size}, key to settled screen",
                     {name: statistics.median(values) for name, values in times.items()} | {"kb": kb})
            if size >= 100000:
                self.list_while_reloading(size, env)

    def list_while_reloading(self, size, env):
        """The same keys while 500 new feeds are fetched and stored: the time until the other end of the list is on screen."""
        server, urls = self.serve()
        try:
            feeds = os.path.join(env["NEWSDECK_CONFIG_DIR"], "feeds")
            with open(feeds, encoding="utf-8") as file:
                before = file.read()
            data = env["NEWSDECK_DATA_DIR"]
            shutil.copytree(data, data + "-busy", dirs_exist_ok=True)
            busy = dict(env, NEWSDECK_DATA_DIR=data + "-busy")
            with open(feeds, "w", encoding="utf-8") as file:
                file.write(before + "\n".join(urls) + "\n")
            oldest = str(2026 - min(9, (size // 500 - 1) // 28)).encode()
            terminal = Terminal([self.options.newsdeck], busy)
            terminal.settle()
            terminal.key(b"\r")
            terminal.settle()
            terminal.key(b"R")
            times = []
            for turn in range(12):
                # the oldest articles show a year, the newest a day and month
                terminal.key(b"G" if turn % 2 == 0 else b"g")
                times.append(terminal.read_until(oldest if turn % 2 == 0 else rb"Jan", 5))
                time.sleep(0.02)
            terminal.end()
            self.add(f"one list of {size} during a reload, key to answer",
                     {"median": statistics.median(times), "worst": max(times)})
        finally:
            with open(feeds, "w", encoding="utf-8") as file:
                file.write(before)
            shutil.rmtree(data + "-busy", ignore_errors=True)
            server.stdin.close()
            server.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--newsdeck", required=True, type=os.path.abspath)
    parser.add_argument("--bare", default=os.path.join(os.getcwd(), "tests/bench"), type=os.path.abspath)
    parser.add_argument("--work", default="/tmp/newsdeck-bench", type=os.path.abspath)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="reload,parse,extract,render,start,list,article")
    parser.add_argument("--sizes", default="10000,100000")
    options = parser.parse_args()
    options.sizes = [int(size) for size in options.sizes.split(",")]
    bench = Bench(options)
    for name in options.only.split(","):
        print(f"== {name}")
        getattr(bench, name)()


main()
