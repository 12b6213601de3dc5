#!/usr/bin/env python3
"""typos.py URL [SHARED] - how well a running gazetted guesses what was meant.

Misspelt names go in, query.suggestion comes out. Of the names of people
(SHARED/corpora/people; ../shared if not given) that the index has, 500 are
misspelt, one slip each: a letter left out, put in, mistaken or swapped with
the next, at any place. Right is a suggestion that is the name again. Once
these are whole names, once surnames alone, of which there is less to go by.
Queries with nothing wrong with them, which must get no suggestion, are the
names themselves and the headlines of the newest articles. SEED=N tries others.
"""
import http.client
import json
import os
import random
import statistics
import sys
import time
import urllib.parse

from corpus import lines_of

COUNT = 500
LETTERS = "abcdefghijklmnopqrstuvwxyz"
chance = random.Random(int(os.environ.get("SEED", "1")))


class Daemon:
    def __init__(self, url):
        self.address = urllib.parse.urlsplit(url).netloc
        self.asked, self.times = 0, []

    def get(self, path, **parameters):
        if self.asked % 900 == 0:  # the daemon ends a connection at 1,000
            self.connection = http.client.HTTPConnection(self.address)
        self.asked += 1
        began = time.perf_counter()
        self.connection.request(
            "GET", path + "?" + urllib.parse.urlencode(parameters))
        reply = self.connection.getresponse()
        answer = json.loads(reply.read())
        self.times.append((time.perf_counter() - began) * 1e3)
        if reply.status != 200:
            sys.exit(f"{path} {parameters}: {answer}")
        return answer

    def total(self, query):
        return self.get("/v1/count", q=query)["total"]

    def suggestion(self, query):
        return self.get("/v1/count", q=query)["query"]["suggestion"]


def slip(word):
    """The word with one slip, and of which kind."""
    while True:
        kind = chance.choice(["left out", "put in", "mistaken", "swapped"])
        at = chance.randrange(len(word) - (kind == "swapped"))
        new = chance.choice(LETTERS)
        head, tail = word[:at], word[at:]
        wrong = {"left out": head + tail[1:],
                 "put in": head + new + tail,
                 "mistaken": head + new + tail[1:],
                 "swapped": head + tail[1:2] + tail[:1] + tail[2:]}[kind]
        if wrong.lower() != word.lower():
            return wrong.capitalize(), kind, at


def people(shared):
    """Surnames, and whole names."""
    single, whole = set(), set()
    for line in lines_of(f"{shared}/corpora/people/congress-people.jsonl.gz"):
        name = json.loads(line)["name"]
        last = name["last"]
        if len(last) >= 4 and last.isascii() and last.isalpha():
            single.add(last.capitalize())
            first = name.get("nickname") or name["first"]
            if first.isascii() and first.isalpha():
                whole.add(f"{first} {last}")
    return sorted(single), sorted(whole)


def headlines(daemon, count):
    found = []
    for page in range(1, count // 100 + 1):
        answer = daemon.get("/v1/search", q="*", **{
            "page": page, "page-size": 100, "order-by": "newest", "hl": "off"})
        found += [r["title"] for r in answer["results"] if r["title"]]
    return found


def as_query(text):
    """The words alone: a headline may hold operators."""
    words = "".join(c if c.isalnum() or c in "'’.-" else " "
                    for c in text).split()
    return " ".join(w for w in words[:12]
                    if w.strip(".-") and not w.startswith("-")
                    and w not in ("AND", "OR", "NOT", "NEAR"))


def quantile(times, of):
    return sorted(times)[min(len(times) - 1, int(len(times) * of))]


def is_name(got, name):
    """Whatever the capitals: McCain may come back as Mccain."""
    return (got or "").lower() == name.lower()


def misspell(name):
    """One of the words of the name gets a slip, the longer the likelier."""
    words = name.split()
    i = chance.choices(range(len(words)), [len(w) for w in words])[0]
    wrong, kind, at = slip(words[i])
    label = "8 letters or more" if len(words[i]) >= 8 else \
        f"{len(words[i])} letters"
    return " ".join(words[:i] + [wrong] + words[i + 1:]), [
        kind, label, "first letter" if at == 0 else "other letters", "all"]


def score_slips(daemon, what, names):
    daemon.times = []
    tried, right, wrong = {}, {}, []
    for _ in range(COUNT):
        name = chance.choice(names)
        typo, labels = misspell(name)
        got = daemon.suggestion(typo)
        for label in labels:
            tried[label] = tried.get(label, 0) + 1
            right[label] = right.get(label, 0) + is_name(got, name)
        if not is_name(got, name):
            wrong.append((typo, name, got))
    print(f"| {what} | misspelt | right first |\n|---|---|---|")
    for label in sorted(tried, key=lambda t: (t == "all", t)):
        print(f"| {label} | {tried[label]} | "
              f"{100 * right[label] / tried[label]:.1f} % |")
    print(f"\nMedian {statistics.median(daemon.times):.1f} ms, 99th "
          f"percentile {quantile(daemon.times, .99):.1f} ms.\n")
    return wrong


def score_good(daemon, label, queries):
    daemon.times = []
    false = [(q, got) for q in queries if (got := daemon.suggestion(q))]
    print(f"| {label} | {len(queries)} | {len(false)} "
          f"({100 * len(false) / len(queries):.1f} %) |")
    return false


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__.split("\n")[0])
    daemon = Daemon(sys.argv[1])
    single, whole = people(sys.argv[2] if len(sys.argv) > 2 else "../shared")
    surnames = [n for n in single if daemon.total("=" + n) >= 2]
    names = [n for n in whole if daemon.total(f'"{n}"') >= 2]
    wrong = score_slips(daemon, f"whole names, {len(names)} different", names)
    wrong += score_slips(daemon, f"surnames, {len(surnames)} different",
                         surnames)
    print("| good queries | number | corrected all the same |\n|---|---|---|")
    false = score_good(daemon, "whole names", names)
    false += score_good(daemon, "surnames", surnames)
    false += score_good(daemon, "surnames in lower case",
                        [n.lower() for n in surnames])
    false += score_good(daemon, "headlines", [
        as_query(t) for t in headlines(daemon, 1000)])
    if os.environ.get("VERBOSE"):
        for what in wrong + false:
            print(*what, sep="\t")


if __name__ == "__main__":
    main()
