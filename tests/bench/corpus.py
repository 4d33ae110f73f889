#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the corpus of the benchmarks: corpus.py FOLDER [FEEDS] [ITEMS] [WORDS]; the same bytes each time.

FOLDER gets feed-N.xml, RSS 2.0 of some 60 kB with items of 3 kB (400 words), words by their rank as in a language."""
import os
import random
import sys


def words(random_, count, vocabulary, weights):
    return random_.choices(vocabulary, weights, k=count)


def main():
    folder = sys.argv[1]
    n_feeds = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    n_items = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    n_words = int(sys.argv[4]) if len(sys.argv) > 4 else 400
    random_ = random.Random(7)
    vocabulary = ["".join(random_.choices("abcdefghijklmnopqrstuvwxyz", k=random_.randint(2, 10))) for _ in range(20000)]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    os.makedirs(folder, exist_ok=True)
    for feed in range(1, n_feeds + 1):
        items = []
        for item in range(n_items):
            body = words(random_, n_words, vocabulary, weights)
            paragraphs = "".join(
                "<p>" + " ".join(body[at:at + 50]) + f' <a href="https://site{feed}.example/{item}/{at}">' + body[at] + "</a></p>\n"
                for at in range(0, n_words, 50))
            day, minute, year = 1 + (item + feed) % 28, (item * 7 + feed) % 60, 2026 - item // 28 % 10
            items.append(
                f"<item><title>{' '.join(words(random_, 8, vocabulary, weights))}</title>"
                f"<link>https://site{feed}.example/{item}</link><guid>https://site{feed}.example/{item}</guid>"
                f"<pubDate>{['Mon','Tue','Wed'][item % 3]}, {day:02} Jan {year} 10:{minute:02}:00 GMT</pubDate>"
                f"<dc:creator>Author {item % 5}</dc:creator><category>tag{item % 7}</category>"
                f"<description><![CDATA[{paragraphs}]]></description></item>\n")
        with open(os.path.join(folder, f"feed-{feed}.xml"), "w", encoding="utf-8") as file:
            file.write(
                '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
                f"<channel><title>Feed {feed}</title><link>https://site{feed}.example/</link>"
                f"<description>Bench feed {feed}</description>\n{''.join(items)}</channel></rss>\n")


main()
