#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Files of one folder have floors: no more than three of them may call each other in a circle. The calls are read off the
objects in the build folder, which say which names each file defines and which ones it lacks."""
import os
import re
import shutil
import subprocess

import lint

MAX_CIRCLE = 3
BUILD = os.environ.get("top_builddir") or lint.TOP
# Larger circles that are allowed: folder, files, reason. A circle may be smaller than its row; a row without a circle goes.
ALLOWED = [
    ("text",
     "extract/extract extract/extract_beside extract/extract_choose extract/extract_clean "
    "extract/extract_comments extract/extract_condition extract/extract_consent "
     "extract/extract_image extract/extract_json extract/extract_meta extract/extract_microdata "
     "extract/extract_next extract/extract_prepare extract/extract_score extract/extract_site "
     "extract/extract_table extract/extract_title extract/extract_version extract/extract_word",
     "they share one job: the article of a web page, each part asked again by the others"),
    ("text",
     "embed picture_flow table typeset wrap",
     "they share one job: blocks within blocks, set as lines; tables and pictures hold blocks again"),
]


def circles(graph):
    """The strongly connected components of more than one node of {node: the nodes it leads to}, largest first (Tarjan)."""
    index, low, stack, found = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in index:
                visit(other)
            if other in stack:
                low[node] = min(low[node], low[other])
        if low[node] == index[node]:
            at = stack.index(node)
            found.append(sorted(stack[at:]))
            del stack[at:]

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return sorted((circle for circle in found if len(circle) > 1), key=lambda circle: (-len(circle), circle))


def objects():
    """{folder: {file without its ending: path of its object}} of the sources that are there."""
    found = {}
    for source in lint.files("src/**/*.c"):
        _, folder, *rest = source[:-2].split("/")
        place = os.path.join(BUILD, os.path.dirname(source))
        name = os.path.basename(source)[:-2]
        for entry in sorted(os.listdir(place)) if os.path.isdir(place) else []:
            if re.fullmatch(r"(?:\w+-)?%s\.(?:o|obj)" % re.escape(name), entry):
                found.setdefault(folder, {})["/".join(rest)] = os.path.join(place, entry)
    return found


def symbols(paths):
    """{path: (names it defines, names it lacks)} as "nm -P" prints them."""
    out = subprocess.run([os.environ.get("NM") or "nm", "-P", "-g", *paths], stdout=subprocess.PIPE, check=True, text=True).stdout
    found, path = {paths[0]: (set(), set())}, paths[0]
    for line in out.splitlines():
        words = line.split()
        if len(words) == 1 and line.endswith(":"):
            path = line[:-1]
            found[path] = set(), set()
        elif len(words) >= 2:
            found[path][words[1] in "Uwv"].add(words[0])
    return found


def graph_of(files):
    """{file: the files of the folder whose names it uses}."""
    known = symbols(list(files.values()))
    owner = {name: file for file, path in files.items() for name in known[path][0]}
    return {file: {owner[name] for name in known[path][1] if name in owner} - {file} for file, path in files.items()}


def judge(folder, graph, allowed):
    """Complaints about the circles of a folder and about rows that nothing needs any more."""
    large = [circle for circle in circles(graph) if len(circle) > MAX_CIRCLE]
    rows = [set(files.split()) for row, files, _ in allowed if row == folder]
    for circle in large:
        if not any(set(circle) <= row for row in rows):
            yield "a circle of %d files: %s" % (len(circle), " ".join(circle))
            for file in circle:
                yield "    %s calls %s" % (file, " ".join(sorted(graph[file] & set(circle))))
    for row in rows:
        if not any(set(circle) <= row for circle in large):
            yield "no circle needs the row of ALLOWED with %s" % " ".join(sorted(row))


tap = lint.Tap()
probe = {"loop": {"frame"}, "frame": {"view"}, "view": {"pane"}, "pane": {"loop", "cell"}, "a": {"b"}, "b": {"a"}, "cell": set()}
found = circles(probe)
tap.result("circles/a-made-up-circle-is-found",
           [] if found == [["frame", "loop", "pane", "view"], ["a", "b"]] else [str(found)])
said = list(judge("x", probe, []))
tap.result("circles/a-circle-of-four-is-refused", [] if len(said) == 5 else said or ["nothing said"])
said = list(judge("x", probe, [("x", "frame loop pane view more", ""), ("y", "p q r s", "")]))
tap.result("circles/a-circle-with-a-row-is-allowed", said)
said = list(judge("x", {"a": {"b"}, "b": set()}, [("x", "a b c d", "")]))
tap.result("circles/a-row-without-a-circle-is-refused", [] if len(said) == 1 else said or ["nothing said"])
built = objects()
if not built or not shutil.which(os.environ.get("NM") or "nm"):
    tap.skip("circles/floors", "no objects in the build folder, or no nm")
for folder in sorted(built):
    tap.result("circles/%s-has-floors" % folder, list(judge(folder, graph_of(built[folder]), ALLOWED)))
tap.finish()
