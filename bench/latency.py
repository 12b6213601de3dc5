#!/usr/bin/env python3
"""latency.py URL [ROUNDS] - how long searches take over HTTP, one at a time.

For each class the median and the 99th percentile in milliseconds over ROUNDS
(20) rounds of its queries, as a client sees them. Every request has a
parameter of its own, so that none is answered from the daemon's cache of
answers; totals are remembered from the first, untimed round, as they are in
use. Measured are the search, ten articles with their snippets, JSON and HTTP.
"""
import http.client
import statistics
import sys
import time
import urllib.parse

WORDS = ["trump", "senate", "president", "government", "health", "tax",
         "election", "military", "oil", "immigration"]
PAIRS = ["trump congress", "health reform", "tax cuts", "oil prices",
         "supreme court", "white house", "foreign policy", "energy bill"]
PHRASES = ['"attorney general"', '"supreme court"', '"of the united states"',
           '"white house"', '"health care"', '"prime minister"',
           '"in the senate"', '"oil prices"']
MONTH = "&from-date=2006-03&to-date=2006-03"
NEWEST = "&order-by=newest"
CLASSES = [("common word", WORDS), ("two words", PAIRS), ("phrase", PHRASES)]
VARIANTS = [("", ""), ("one month", MONTH), ("newest first", NEWEST),
            ("one month, newest first", MONTH + NEWEST)]


def ask(connection, query, variant, serial):
    path = "/v1/search?q=" + urllib.parse.quote_plus(query) + variant
    began = time.perf_counter()
    connection.request("GET", f"{path}&unmatched-{serial}=1")
    reply = connection.getresponse()
    reply.read()
    if reply.status != 200:
        sys.exit(f"{path}: {reply.status}")
    return (time.perf_counter() - began) * 1e3


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__.split("\n")[0])
    address = urllib.parse.urlsplit(sys.argv[1]).netloc
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    connection = http.client.HTTPConnection(address)
    serial = 0
    print("| queries | | median ms | 99th percentile ms |\n|---|---|---|---|")
    for name, queries in CLASSES:
        for label, variant in VARIANTS:
            times = []
            for r in range(rounds + 1):
                for query in queries:
                    serial += 1
                    if serial % 900 == 0:  # the daemon ends it at 1,000
                        connection.close()
                    t = ask(connection, query, variant, serial)
                    if r:  # the first round warms
                        times.append(t)
            times.sort()
            print(f"| {name} | {label} | {statistics.median(times):.1f} | "
                  f"{times[int(len(times) * .99)]:.1f} |")


if __name__ == "__main__":
    main()
