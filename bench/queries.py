"""Queries drawn from articles, the same for the same articles and seed.

A line a query, columns separated by tabs: class, words, then from and to of a
week, a month and a year around the time of the article that the words came
from, in seconds since 1970, both ends included.

    common         one word in 10-40 % of the articles
    medium         one word in 0.5-5 %
    rare           one word in at most 0.1 %, but two articles
    and2           two words of one article, both wanted, one in 5-40 %
    or2            the same, either will do
    or35           three to five words in 0.2-40 %, any will do
    phrase2        two words as they stand in a text, in turn without and with
    phrase3        a word of more than 40 %, a stop word; three
    phrase-common  four in a row, each in more than 5 %
"""

import collections
import random

import corpus

SAMPLE = 50000  # articles that are read for this
DAY = 86400
TRIES = 20000


class Draw:
    def __init__(self, path, seed):
        self.random = random.Random(seed)
        self.sample = []
        df = collections.Counter()
        count = 0
        for count, article in enumerate(corpus.read(path, SAMPLE), 1):
            at = corpus.seconds(article.get("published"))
            body = article["body"].split()[1:]  # without the seam
            df.update(set(body) | set(article["title"].split()))
            if at is not None and body:
                self.sample.append((at, body))
        self.share = {w: n / count for w, n in df.items()}
        self.two = 2 / max(1, count)

    def words(self, count, *ranges):
        """That many words of one article, the first in the first range of
        shares, the others in the last."""
        for _ in range(TRIES):
            at, body = self.random.choice(self.sample)
            found = []
            for word in self.random.choices(body, k=60):
                least, most = ranges[min(len(found), len(ranges) - 1)]
                if least <= self.share[word] <= most \
                        and word not in found and not word.isdigit():
                    found.append(word)
                if len(found) == count:
                    return at, found
        return None

    def row(self, count, accept):
        """Words in a row, none of them twice, whose shares are accepted."""
        for _ in range(TRIES * 10):
            at, body = self.random.choice(self.sample)
            i = self.random.randrange(len(body))
            found = body[i:i + count]
            if len(set(found)) == count \
                    and accept([self.share[w] for w in found]):
                return at, found
        return None

    def phrase(self, count, turn):
        if turn % 2:
            return self.row(count, lambda shares: max(shares) > .4)
        return self.row(count, lambda shares: max(shares) <= .4)

    def windows(self, at):
        for days in (7, 30, 365):
            first = at - self.random.randrange(days * DAY)
            yield from (first, first + days * DAY - 1)


CLASSES = {
    "common": lambda d, i: d.words(1, (.10, .40)),
    "medium": lambda d, i: d.words(1, (.005, .05)),
    "rare": lambda d, i: d.words(1, (d.two, max(.001, d.two))),
    "and2": lambda d, i: d.words(2, (.05, .40), (.002, .40)),
    "or2": lambda d, i: d.words(2, (.05, .40), (.002, .40)),
    "or35": lambda d, i: d.words(3 + i % 3, (.002, .40)),
    "phrase2": lambda d, i: d.phrase(2, i),
    "phrase3": lambda d, i: d.phrase(3, i),
    "phrase-common": lambda d, i: d.row(4, lambda shares: min(shares) > .05),
}


def write(articles, path, count, seed=1):
    """count queries a class, classes in turn. A query that these articles
    cannot give is left out."""
    draw = Draw(articles, seed)
    with open(path, "w", encoding="ascii") as out:
        for i in range(count if draw.sample else 0):
            for name, pick in CLASSES.items():
                picked = pick(draw, i)
                if picked:
                    at, words = picked
                    print(name, " ".join(words), *draw.windows(at), sep="\t",
                          file=out)
