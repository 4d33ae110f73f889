# SPDX-License-Identifier: MIT
"""The article: real pages rendered beside other programs, and the time from a key to the article on screen."""
import os
import random
import shutil
import statistics
import subprocess

from measure import Terminal, measure, median

HERE = os.path.dirname(os.path.abspath(__file__))
MARK = "qqsettled"  # the word that each long article begins with


def find_pages():
    """The folder of real pages; None where it is not there."""
    cases = os.environ.get("NEWSDECK_CASES") or os.path.join(HERE, "..", "..", "..", "shared", "cases")
    folder = os.path.join(cases, "articles", "pages")
    if os.path.isdir(folder):
        return folder
    print(f"  no pages at {folder}")
    return None


def bench_render(bench):
    """CPU of a page rendered, process and all, beside w3m and lynx."""
    folder = find_pages()
    if not folder:
        return
    pages = [os.path.join(folder, name, "source.html") for name in sorted(os.listdir(folder))]
    commands = {"newsdeck": [bench.options.newsdeck, "render", "--width", "80"],
                "w3m": ["w3m", "-dump", "-cols", "80", "-T", "text/html"],
                "lynx": ["lynx", "-dump", "-width=80", "-force_html"]}
    cpu = {}
    for name, command in commands.items():
        if not shutil.which(command[0]):
            print(f"  {name} is not there")
            continue
        runs = [sum(measure(command + [page])["cpu"] for page in pages) / len(pages) for _ in range(bench.options.runs)]
        cpu[name] = bench.add(f"{name}, CPU a page of {len(pages)}", {"cpu": statistics.median(runs)})["cpu"]
    for name in ("w3m", "lynx"):
        if name in cpu:
            print(f"  newsdeck / {name}: {cpu['newsdeck'] / cpu[name]:.2f}  (below 1)")


def make_articles():
    """Name, HTML and the milliseconds within which the article is to be on screen."""
    random_ = random.Random(3)

    def prose(alphabet, n_words):
        return [MARK] + ["".join(random_.choices(alphabet, k=random_.randint(2, 10))) for _ in range(n_words)]

    def paragraphs(words):
        return "".join(f"<p>{' '.join(words[at:at + 60])} <a href='/{at}'>more</a></p>\n" for at in range(0, len(words), 60))

    latin, hebrew = "abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשת"
    return [("5,000 words", paragraphs(prose(latin, 5000)), 16),
            ("5 MB in paragraphs", paragraphs(prose(latin, 720000)), 200),
            ("5 MB on one line", "<p>" + " ".join(prose(latin, 720000)) + "</p>", 200),
            ("5 MB of Hebrew", paragraphs(prose(hebrew, 385000)), 200)]


def add_articles(env, folder):
    """Subscribes to a feed with the articles and fetches it; answers them."""
    articles = make_articles()
    os.makedirs(folder, exist_ok=True)
    items = "".join(f"<item><guid>{name}</guid><title>{name}</title><description><![CDATA[{html}]]></description></item>"
                    for name, html, _ in articles)
    path = os.path.join(folder, "long.xml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"<rss version='2.0'><channel><title>Long</title>{items}</channel></rss>")
    with open(os.path.join(env["NEWSDECK_CONFIG_DIR"], "feeds"), "a", encoding="utf-8") as file:
        file.write(f"file://{path} full-text=no\n")
    return articles


def bench_open(bench):
    """From Enter to the settled screen, and from a new window size to it, in archives of each size."""
    newsdeck = bench.options.newsdeck
    for size in bench.options.sizes:
        env = bench.archive(size)
        feeds = os.path.join(env["NEWSDECK_CONFIG_DIR"], "feeds")
        with open(feeds, encoding="utf-8") as file:
            before = file.read()
        try:
            articles = add_articles(env, os.path.join(bench.work, "long"))
            subprocess.run([newsdeck, "reload"], env=env, check=True, stdout=subprocess.DEVNULL)
            for name, _, limit in articles:
                opened, resized = [], []
                for _ in range(bench.options.runs):
                    terminal = Terminal([newsdeck], env, 40, 100)
                    terminal.settle()
                    terminal.key(b"\r")
                    terminal.settle()
                    terminal.key(f"Ftitle:\"{name}\"\r".encode())
                    terminal.settle(0.5)
                    terminal.key(b"\r")
                    shown = terminal.read_until(MARK.encode())
                    opened.append(max(shown, terminal.settle()))
                    terminal.resize(40, 70)
                    resized.append(terminal.settle(1))
                    terminal.end()
                result = bench.add(f"{name} in {size}, key to settled screen",
                                   {"open": statistics.median(opened), "resize": statistics.median(resized)})
                print(f"  {name}: {result['open'] * 1000:.0f} ms  (at most {limit})")
        finally:
            with open(feeds, "w", encoding="utf-8") as file:
                file.write(before)
