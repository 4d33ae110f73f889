#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Feed documents through "newsdeck parse": our own beside their JSON, and the collection of feed cases."""
import os
import shlex

import runner

tap = runner.Tap()
folder = os.path.join(runner.TOP, "tests", "cases", "feeds")
for name in sorted(os.listdir(folder)):
    if not name.endswith(".expected.json"):
        runner.own_case(tap, "feeds/" + name, os.path.join(folder, name), ["parse", "--base", "http://base.example/feeds/"],
                        os.path.join(folder, name + ".expected.json"))
runner.collection(tap, "collection of feeds", os.path.join("feeds", "check_feeds.py"),
                  ["--cmd", shlex.quote(runner.NEWSDECK) + " parse", "-f"], 1033)
tap.finish()
