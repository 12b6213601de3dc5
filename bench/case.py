"""What is measured and where it lies: settings, corpora, results."""

import datetime
import json
import os
import pathlib
import subprocess
import sys

import corpus
import engines
import proc
import queries
from engines import say

DEFAULTS = {"SIZES": "10000 100000", "CORPUS": "synthetic news",
            "PEERS": "../shared/bench", "ENGINES": "", "QUERIES": "50", "ROUNDS": "3",
            "PARTS": "engines strays http writing", "SECONDS": "5",
            "RATE": "20", "BUILD": "build", "DOCS": "docs"}
SETTINGS = {name: os.environ.get(name, value)
            for name, value in DEFAULTS.items()}
BUILD = pathlib.Path(SETTINGS["BUILD"])
DATA = BUILD / "bench"
NEWS = pathlib.Path("../shared/corpora/news")
HERE = pathlib.Path(__file__).parent


def number(name):
    return int(SETTINGS[name])


def newer(path, *sources):
    """Is it there, and no older than any of these?"""
    return path.exists() and all(path.stat().st_mtime >= s.stat().st_mtime
                                 for s in sources if s.exists())


# ---- corpora

def generated(*arguments):
    """The lines of the generator."""
    with subprocess.Popen([BUILD / "bench_generate", *map(str, arguments)],
                          stdout=subprocess.PIPE) as p:
        yield from p.stdout


def real_news():
    for path in sorted(NEWS.glob("*.jsonl*")):
        yield from corpus.lines_of(path)


class Case:
    """One corpus of one size: its files and its results."""

    def __init__(self, kind, size):
        self.kind, self.size = kind, size
        self.folder = DATA / (kind if kind == "news" else f"{kind}-{size}")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.articles = self.folder / "articles.jsonl"
        self.queries = self.folder / f"queries-{number('QUERIES')}.tsv"
        self.file = self.folder / "result.json"
        self.result = json.loads(self.file.read_text()) \
            if self.file.exists() else {}

    def lines(self):
        return real_news() if self.kind == "news" else generated(self.size)

    def prepare(self):
        sums = self.folder / "corpus.json"
        if not newer(sums, HERE / "generate.c", HERE / "corpus.py"):
            say(f"{self.folder.name}: making the corpus")
            sums.write_text(json.dumps(corpus.write(self.lines(),
                                                    self.articles)))
        if not newer(self.queries, sums, HERE / "queries.py"):
            queries.write(self.articles, self.queries, number("QUERIES"))
        self.result.update(json.loads(sums.read_text()), kind=self.kind)

    def command(self):
        size = f'SIZES="{self.size}" ' if self.size else ""
        changed = [f'{k}="{SETTINGS[k]}" ' for k in (
            "QUERIES", "ROUNDS", "SECONDS", "RATE")
            if SETTINGS[k] != DEFAULTS[k]]
        return f'CORPUS="{self.kind}" {size}{"".join(changed)}make bench'

    def index(self, engine):
        return self.folder / f"{engine.index}.index"

    def keep(self, part, what):
        """Results that outlast a run, with what they were measured under."""
        self.result[part] = what
        self.result.setdefault("when", {})[part] = {
            "date": datetime.date.today().isoformat(),
            "load": f"{os.getloadavg()[0]:.1f}",
            "commit": proc.commit(), "command": self.command()}
        self.file.write_text(json.dumps(self.result, indent=1))


def cases():
    for kind in SETTINGS["CORPUS"].split():
        if kind == "synthetic":
            yield from (Case(kind, int(size))
                        for size in SETTINGS["SIZES"].split())
        elif not list(NEWS.glob("*.jsonl*")):
            say(f"news: skipped, there is nothing in {NEWS}")
        elif engines.have("zstd", "zstd", "news"):
            yield Case(kind, None)


def check_settings():
    for name in ("CORPUS", "PARTS"):
        unknown = set(SETTINGS[name].split()) - set(DEFAULTS[name].split())
        if unknown:
            sys.exit(f"run: {name} is of these: {DEFAULTS[name]}; there is "
                     f"no {' or '.join(sorted(unknown))}")
