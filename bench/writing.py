"""Searching while somebody writes: at full speed, in a trickle, compacting.
All of it on a copy of the index."""

import http.client
import json
import os
import pathlib
import shutil
import subprocess
import threading
import time
import urllib.parse

import served

CONFIG = ["--config", "/dev/null", "--quiet"]


def gazette(build, command, index, *operands, **how):
    return subprocess.Popen(
        [pathlib.Path(build) / "gazette", command, *CONFIG, "--index", index,
         *operands], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        **how)


class Timed(threading.Thread):
    """How many seconds a process takes, from now."""

    def __init__(self, process):
        super().__init__()
        self.process, self.began, self.seconds = process, time.monotonic(), 0
        self.start()

    def run(self):
        self.process.wait()
        self.seconds = time.monotonic() - self.began


def copy_of(index, place):
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(index, place, symlinks=True)
    return place


def size_of(folder):
    return sum(f.lstat().st_size for f in folder.rglob("*")
               if f.is_file()) / 1e6


def ratio(during, idle):
    return {"idle": idle, "during": during,
            "p50_ratio": during["p50"] / idle["p50"],
            "p99_ratio": during["p99"] / idle["p99"]}


# ---- bulk load

def while_adding(build, d, index, articles, paths, seconds):
    """One client, first with no writer, then while articles go in at full
    speed; and how long they took."""
    served.wrk(d.url, paths, 1, 2)
    idle = served.wrk(d.url, paths, 1, seconds)
    writer = Timed(gazette(build, "add", index, articles))
    during = served.wrk(d.url, paths, 1, seconds)
    lasted = writer.is_alive()
    writer.join()
    return {**ratio(during, idle), "lasted": lasted,
            "seconds": writer.seconds}


# ---- a trickle

class Watch(threading.Thread):
    """Asks for articles in the order in which they are written, and notes
    when each is there."""

    def __init__(self, url, ids, until):
        super().__init__()
        self.address = urllib.parse.urlsplit(url).netloc
        self.ids, self.until, self.seen = ids, until, {}

    def run(self):
        connection = http.client.HTTPConnection(self.address)
        for name in self.ids:
            while time.monotonic() < self.until:
                connection.request("GET", f"/v1/articles/{name}")
                reply = connection.getresponse()
                reply.read()
                if reply.status == 200:
                    self.seen[name] = time.monotonic()
                    break
                time.sleep(.01)
        connection.close()


def trickle(build, d, index, rate, seconds):
    """Articles handed to one "gazette add -" at a steady rate: after how many
    seconds they were found, and the share that was within two."""
    ids = [f"trickle-{os.getpid()}-{i}" for i in range(rate * seconds)]
    watch = Watch(d.url, ids, time.monotonic() + seconds + 20)
    watch.start()
    handed, began = {}, time.monotonic()
    with gazette(build, "add", index, "--commit-seconds", "1", "-",
                 stdin=subprocess.PIPE, bufsize=0) as writer:
        for i, name in enumerate(ids):
            time.sleep(max(0, began + i / rate - time.monotonic()))
            article = {"id": name, "title": f"trickle {i}",
                       "published": time.strftime("%Y-%m-%d"),
                       "body": "ba be bi bo bu " * 60}
            handed[name] = time.monotonic()
            writer.stdin.write(json.dumps(article).encode() + b"\n")
    watch.join()
    took = sorted(watch.seen.get(n, float("inf")) - t
                  for n, t in handed.items())
    return {"articles": len(took), "rate": rate,
            "p50": took[len(took) // 2], "p95": took[len(took) * 95 // 100],
            "within_2s": sum(t <= 2 for t in took) / len(took)}


# ---- compact

def knows(build, command):
    told = subprocess.run([pathlib.Path(build) / "gazette", "--help"],
                          capture_output=True, text=True).stdout
    return f"\n  {command} " in told


def while_compacting(build, d, index, paths, seconds):
    """One client again. None: this program cannot compact."""
    if not knows(build, "compact"):
        return None
    idle = served.wrk(d.url, paths, 1, seconds)
    before, rows = size_of(index), []
    writer = Timed(gazette(build, "compact", index))
    while writer.is_alive() or not rows:
        rows.append(served.wrk(d.url, paths, 1, 1))
    worst = {**max(rows, key=lambda r: r["p99"]),
             "failed": sum(r["failed"] for r in rows),
             "requests": sum(r["requests"] for r in rows)}
    return {**ratio(worst, idle), "status": writer.process.returncode,
            "seconds": writer.seconds, "before_mb": before, "after_mb": size_of(index)}


def measure(build, index, articles, queries, place, seconds, rate):
    """articles is what goes in in bulk; place is where the copy may be."""
    copy = copy_of(index, place)
    paths = served.mixed(served.paths_of(queries))
    try:
        with served.daemon(build, copy, "--cache", "0") as d:
            return {
                "adding": while_adding(build, d, copy, articles, paths,
                                       seconds),
                "trickle": trickle(build, d, copy, rate, 2 * seconds),
                "compacting": while_compacting(build, d, copy, paths,
                                               seconds),
                "memory": d.memory()}
    finally:
        shutil.rmtree(copy, ignore_errors=True)
