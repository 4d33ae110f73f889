#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Pages through "newsdeck render": our own beside their lines, and the collection of article cases."""
import os

import runner

tap = runner.Tap()
folder = os.path.join(runner.TOP, "tests", "cases", "articles")
for name in sorted(os.listdir(folder)):
    if name.endswith(".html"):
        runner.own_case(tap, "articles/" + name, os.path.join(folder, name),
                        ["render", "--base", "http://base.example/a/", "--width", "40", "--color=never"],
                        os.path.join(folder, name + ".expected.txt"))
pages = os.path.join(folder, "pages")
for name in sorted(os.listdir(pages)):
    for width in ("40", "72", "120") if name.endswith(".html") else ():
        runner.own_case(tap, "articles/pages/%s, %s columns" % (name, width), os.path.join(pages, name),
                        ["render", "--base", "http://base.example/a/", "--width", width, "--color=never"],
                        os.path.join(pages, "%s.%s.txt" % (name, width)))
runner.collection(tap, "collection of articles, rendered", os.path.join("articles", "check_articles.py"),
                  ["--newsdeck", runner.NEWSDECK, "--what", "render-cases,renders"], 338)
runner.collection(tap, "collection of articles, extracted", os.path.join("articles", "check_articles.py"),
                  ["--newsdeck", runner.NEWSDECK, "--what", "extract-cases,extract-pages", "--page-f1", "0.99"], 114)
runner.collection(tap, "collection of articles, what pages say of themselves", os.path.join("articles", "check_articles.py"),
                  ["--newsdeck", runner.NEWSDECK, "--what", "extract-pages", "--min-meta", "0.99", "--min-f1", "0.999"], 2)
tap.finish()
