#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The cases of html5lib for trees and tokens, whole, where they are found beside the project.

Our reader leaves out on purpose what is never shown: comments, doctypes, scripts, styles, templates, event handlers and data
attributes. These are taken out of what is expected, too, before it is compared. All other differences stand in html5lib.txt,
in groups that have a reason each; a case that differs and is not listed fails the test, and so does a case that is listed and
does not differ. UPDATE=1 writes the list anew: new differences go to its end, under no reason yet.
"""
import glob
import json
import os
import re
import subprocess

import runner

HERE = os.path.dirname(os.path.abspath(__file__))
LIST = os.path.join(HERE, "html5lib.txt")
PRINT = os.path.join(os.environ.get("top_builddir", "."), "tests", "cases", "html5lib-print")
DROPPED = {"script", "style", "template", "noembed", "noframes"}
PICTURES = {"img", "picture", "figure", "source", "iframe", "video", "embed", "object"}
UNCLEAN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff]|"
                     "[" + "".join("%c%c" % (p << 16 | 0xfffe, p << 16 | 0xffff) for p in range(1, 17)) + "]")
LEAST = {"trees": 1500, "tokens": 5000}  # fewer cases mean that the files were not understood
# The states in which a case begins that an element puts the tokenizer into, and that element.
STATES = {"Data state": "", "RCDATA state": "title", "RAWTEXT state": "xmp", "Script data state": "script",
          "PLAINTEXT state": "plaintext"}


def read_dat(path):
    """The sections of each case of a file: {"data": …, "document": …, …}."""
    with open(path, encoding="utf-8", newline="\n") as file:
        text = "\n" + file.read()
    for case in text.split("\n#data\n")[1:]:
        parts = re.split(r"\n#(errors|new-errors|document-fragment|script-off|script-on|document)(?=\n|$)", "\n" + case)
        yield {name: text[1:] for name, text in zip(["data"] + parts[1::2], parts[::2])}


class Node:
    def __init__(self, line):
        self.line, self.children, self.attributes = line, [], []

    def name(self):
        found = re.match(r"<(?:svg |math )?([^>]*)>$", self.line)
        return found[1] if found else ""


def read_tree(text):
    """The nodes of "| <html>" and so on, as children of a nameless one."""
    root = Node("")
    stack = [root]
    lines = []
    for line in text.rstrip("\n").split("\n"):
        if line.startswith("| ") or not lines:
            lines.append(line)
        else:
            lines[-1] += "\n" + line
    for line in lines:
        content = line[2:].lstrip(" ") if line.startswith("| ") else ""
        depth = (len(line) - 2 - len(content)) // 2 if line.startswith("| ") else 0
        del stack[depth + 1:]
        if not content:
            continue
        node = Node(content)
        if re.match(r"[^<\"][^\n]*=\"", content):
            stack[-1].attributes.append(content)
            continue
        stack[-1].children.append(node)
        stack.append(node)
    return root


def is_kept(node, attribute):
    name = attribute.split("=")[0]
    return not (name.startswith("on") and len(name) > 2) and (not name.startswith("data-") or node.name() in PICTURES)


def lines_of(node, depth):
    """The tree below node without what our reader leaves out, neighbouring texts made one."""
    texts = []

    def flush():
        joined = "".join(texts)
        texts.clear()
        return ['%s"%s"' % ("  " * depth, joined)] if joined else []

    found = []
    for child in node.children:
        if child.line.startswith('"'):
            texts.append(child.line[1:-1])
        elif not child.line.startswith("<!") and child.name() not in DROPPED:
            found += flush() + ["%s<%s>" % ("  " * depth, child.name())]
            # an attribute of svg or math has its prefix apart: "xlink href" is xlink:href for us
            kept = [re.sub("^(xlink|xml|xmlns) ", r"\1:", a) for a in child.attributes if is_kept(child, a)]
            found += ["  " * (depth + 1) + a for a in sorted(kept)] + lines_of(child, depth + 1)
    return found + flush()


def normal(text):
    return "\n".join(lines_of(read_tree(text), 0)).lower()


def print_all(documents, what="trees"):
    """What the program prints for each."""
    encoded = [document.encode("utf-8", "surrogatepass") for document in documents]
    sent = b"".join(b"%d\n%s" % (len(d), d) for d in encoded)
    done = subprocess.run([PRINT, what], input=sent, stdout=subprocess.PIPE, check=True)
    answers, out = [], done.stdout
    while out:
        head, out = out.split(b"\n", 1)
        answers.append(out[:int(head)].decode("utf-8", "replace"))
        out = out[int(head):]
    return answers


# ---- trees


def tree_cases(folder):
    """Yields name, document, wanted tree."""
    for path in sorted(glob.glob(os.path.join(folder, "tree-construction", "*.dat"))):
        for number, case in enumerate(read_dat(path), 1):
            if "document-fragment" not in case and "script-on" not in case and "document" in case:
                yield "%s:%d" % (os.path.basename(path)[:-4], number), case["data"], normal(case["document"])


def read_our_tree(text):
    return normal(text)


# ---- tokens


def wanted_tokens(output, start):
    """The tokens of a case without comments and doctypes, behind the start tag that leads into its state."""
    tokens = [["S", start]] if start else []
    for token in output:
        if token[0] == "Character":
            if tokens and tokens[-1][0] == "T":
                tokens[-1][1] += token[1]
            else:
                tokens.append(["T", token[1]])
        elif token[0] == "StartTag":
            tokens.append(["S", token[1]] + [x for pair in sorted(token[2].items()) for x in pair])
        elif token[0] == "EndTag":
            tokens.append(["E", token[1]])
    return tokens


def read_our_tokens(text):
    tokens = []
    for record in text.split("\x1e")[:-1]:
        kind, fields = record[0], record[1:].split("\x1f")[:-1]
        if kind == "T":
            if fields[0] and tokens and tokens[-1][0] == "T":
                tokens[-1][1] += fields[0]
            elif fields[0]:
                tokens.append([kind, fields[0]])
            continue
        pairs = {}
        for name, value in zip(fields[1::2], fields[2::2]):
            pairs.setdefault(lower(name), value)
        tokens.append([kind, lower(fields[0])] + [x for pair in sorted(pairs.items()) for x in pair])
    return tokens


def lower(name):
    return "".join(c.lower() if c < "\x80" else c for c in name)


def unescape(value):
    """A value of a case whose texts are escaped twice."""
    if isinstance(value, str):
        return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), value)
    if isinstance(value, list):
        return [unescape(v) for v in value]
    return {unescape(k): unescape(v) for k, v in value.items()} if isinstance(value, dict) else value


def token_cases(folder):
    """Yields name, document, wanted tokens. CDATA sections have cases of trees; documents are cleaned of control and other
    characters that are not for text before they are read, so those are of no use here."""
    for path in sorted(glob.glob(os.path.join(folder, "tokenizer", "*.test"))):
        with open(path, encoding="utf-8") as file:
            cases = json.load(file).get("tests", [])
        for number, case in enumerate(cases, 1):
            text, output = case["input"], case["output"]
            if case.get("doubleEscaped"):
                text, output = unescape(text), unescape(output)
            for state in case.get("initialStates", ["Data state"]):
                start = case.get("lastStartTag") or STATES.get(state) if state != "Data state" else ""
                if (state, start) == ("RCDATA state", "xmp"):
                    continue  # an element that leads into another state
                if state in STATES and not UNCLEAN.search(text):
                    yield ("%s:%d%s" % (os.path.basename(path)[:-5], number, state[0] if state != "Data state" else ""),
                           ("<%s>" % start if start else "") + text, wanted_tokens(output, start))


# ---- both


def read_list():
    """The listed names in order, and the text of the list."""
    with open(LIST, encoding="utf-8") as file:
        text = file.read()
    return [name for line in text.splitlines() if not line.startswith("#") for name in line.split()], text


def compare(what, cases, read):
    """What is to be said of each case that differs, by its name."""
    differing = {}
    answers = print_all([document for _, document, _ in cases], what)
    for (name, document, wanted), answer in zip(cases, answers):
        ours = read(answer)
        if ours != wanted:
            differing[name] = "%s\n%s\n---- wanted\n%s\n---- ours\n%s" % (name, document, wanted, ours)
    return differing


def judge(tap, folder):
    listed, text = read_list()
    differing = {}
    for what, cases, read in (("trees", list(tree_cases(folder)), read_our_tree),
                              ("tokens", list(token_cases(folder)), read_our_tokens)):
        found = compare(what, cases, read)
        new = [found[name] for name in found if name not in listed]
        tap.result(not new, "html5lib/%s-are-as-wanted: %d of %d" % (what, len(cases) - len(found), len(cases)), "\n".join(new))
        tap.result(len(cases) >= LEAST[what], "html5lib/%s-are-understood: %d" % (what, len(cases)))
        differing.update(found)
    new = [name for name in differing if name not in listed]
    gone = [name for name in listed if name not in differing]
    if os.environ.get("UPDATE") == "1":
        for name in gone:
            text = re.sub(r"(?m)(^| )%s(?= |$)" % re.escape(name), "", text)
        with open(LIST, "w", encoding="utf-8") as file:
            file.write(re.sub(r"(?m)^ +", "", text) + ("\n# No reason yet.\n" + " ".join(new) + "\n" if new else ""))
    tap.result(not gone, "html5lib/what-is-listed-differs: %d" % len(listed), "no difference: " + " ".join(gone) if gone else "")


def main():
    tap = runner.Tap()
    folder = os.path.join(runner.COLLECTIONS, "html5lib")
    if os.path.isdir(folder):
        judge(tap, folder)
    else:
        tap.skip("html5lib", "no collection at " + runner.COLLECTIONS)
    tap.finish()


if __name__ == "__main__":
    main()
