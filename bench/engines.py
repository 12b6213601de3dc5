"""The engines: our driver, and those of ../shared/bench where present. All
are programs with the same arguments and output (see driver.c)."""

import glob
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import proc

OURS, STEMS = "gazetted", "gazetted, stems"
SLOW = ("fts5", "xapian")  # fewer passes where there are many articles
MANY = 50000


class Failed(Exception):
    pass


class Engine:
    def __init__(self, name, command, env=None, index=None):
        self.name, self.command, self.env = name, command, env or {}
        self.index = index or name  # the name of its index

    def _environment(self, extra):
        return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **self.env,
                **extra}

    @staticmethod
    def _watch(process):
        """Until it ends: the most memory of all its processes together."""
        peak, pause = 0, .05
        while process.poll() is None:
            peak = max(peak, proc.memory(proc.session(process.pid)))
            time.sleep(pause)
            pause = min(1, pause * 1.1)  # looking costs time as well
        return peak

    def build(self, articles, index, stdin=None, **env):
        """The seconds, megabytes and articles that it tells, and the most
        memory that its processes had together."""
        if index.exists():
            shutil.rmtree(index) if index.is_dir() else index.unlink()
        with tempfile.TemporaryFile("w+") as err:
            p = subprocess.Popen(
                [*self.command, "build", articles, index], stdin=stdin,
                stdout=subprocess.PIPE, stderr=err, text=True,
                start_new_session=True, env=self._environment(env))
            try:
                peak = self._watch(p)
                out = p.communicate()[0]
            finally:
                if p.poll() is None:
                    os.killpg(p.pid, signal.SIGTERM)
            err.seek(0)
            if p.returncode:
                raise Failed(f"{self.name}: build: {err.read()[-500:]}")
        told = dict(c.split("=") for c in out.split("\t")[2:])
        return {"seconds": float(told["seconds"]), "mb": float(told["MB"]),
                "articles": int(told["articles"]), "peak_mb": peak}

    def run(self, index, queries, mode, window="-", **env):
        """The lines of a run, each a list of columns."""
        windows = [] if window == "-" else [window]
        done = subprocess.run(
            [*self.command, "run", index, queries, mode, *windows],
            capture_output=True, text=True, env=self._environment(env))
        if done.returncode:
            raise Failed(f"{self.name}: {mode} {window}: "
                         f"{done.stderr.strip()[-500:]}")
        return [line.split("\t") for line in done.stdout.splitlines()]


def passes(engine, articles):
    """Settings for so many articles: enough timed searches, not hours."""
    if engine.name in SLOW and articles > MANY:
        return {"BENCH_WARM": "1", "BENCH_PASSES": "1"}
    return {}


def have(program, package, what):
    if shutil.which(program):
        return True
    say(f"{what}: skipped, there is no {program}; apt-get install {package}")
    return False


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


# ---- the peers

def _library(name, package, what):
    """Its compiler flags, or None."""
    if not have("pkg-config", "pkg-config", what):
        return None
    if subprocess.call(["pkg-config", "--exists", name]):
        say(f"{what}: skipped, there is no {name}; apt-get install {package}")
        return None
    return subprocess.check_output(
        ["pkg-config", "--cflags", "--libs", name, "jansson"],
        text=True).split()


def _compiled(name, source, library, package, compiler, peers, out):
    flags = _library(library, package, name)
    if flags is None:
        return []
    kit, program = out / "bench.o", out / name
    subprocess.run(["cc", "-std=c11", "-O2", "-c", peers / "bench.c", "-o",
                    kit], check=True)
    subprocess.run([*compiler, "-O2", peers / source, kit, "-o", program,
                    *flags], check=True)
    return [Engine(name, [program])]


def _lucene(peers, out):
    if not have("javac", "default-jdk-headless", "lucene"):
        return []
    if not glob.glob("/usr/share/java/lucene-core-8.*.jar"):
        say("lucene: skipped, there is no Lucene 8; apt-get install "
            "liblucene8-java")
        return []
    script, classes = peers / "lucene" / "lucene.sh", out / "lucene-classes"
    subprocess.run([script, "compile", classes], check=True)
    return [Engine("lucene-sorted", [script, classes, "sorted"])]


def _sphinx(peers):
    if not have("searchd", "sphinxsearch", "sphinx"):
        return []
    return [Engine("sphinx", [sys.executable, peers / "sphinx" / "sphinx.py"])]


def find(build, peers, out, wanted):
    """All that can be measured here, or those wanted, by name; what drivers
    need is compiled into the folder out. What is missing is said."""
    found = _find(build, peers, out)
    return [e for e in found if not wanted or e.index in wanted]


def _find(build, peers, out):
    out.mkdir(parents=True, exist_ok=True)
    driver = [pathlib.Path(build).resolve() / "bench_driver"]
    ours = [Engine(OURS, driver),
            Engine(STEMS, driver, {"BENCH_WORDS": "stems"}, OURS)]
    if not peers.is_dir():
        say(f"the peers: skipped, there is no {peers}")
        return ours
    return [*ours, *_lucene(peers, out),
            *_compiled("fts5", "fts5.c", "sqlite3", "libsqlite3-dev",
                       ["cc", "-std=c11"], peers, out),
            *_sphinx(peers),
            *_compiled("xapian", "xapian_plain.cc", "xapian-core",
                       "libxapian-dev", ["c++", "-std=c++17"], peers, out)]
