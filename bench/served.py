"""The daemon over HTTP, asked by the wrk program (from the Debian package
wrk): what it adds to a search, how many requests it answers, who works."""

import contextlib
import json
import os
import pathlib
import re
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

import proc

CONNECTIONS = (1, 8, 64)

# A thread begins at a place of its own and goes round all paths.
SCRIPT = """\
local paths = {
%s
}
local requests, at, threads = {}, 0, 0
function setup(thread)
	thread:set("number", threads)
	threads = threads + 1
end
function init()
	for i, path in ipairs(paths) do
		requests[i] = wrk.format("GET", path)
	end
	at = number * 7919 %% #paths
end
function request()
	at = at %% #paths + 1
	return requests[at]
end
function done(summary, latency)
	local e = summary.errors
	io.write(string.format("SUM %%d %%d %%.0f %%.0f %%d\\n",
		summary.requests, summary.duration, latency:percentile(50),
		latency:percentile(99),
		e.connect + e.read + e.write + e.status + e.timeout))
end
"""


def wrk(url, paths, connections, seconds):
    """Requests a second; median and 99th percentile in microseconds; how
    many requests there were and how many failed."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % ",\n".join(json.dumps(p) for p in paths))
        script.flush()
        threads = min(connections, os.cpu_count() or 1, 4)
        done = subprocess.run(
            ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s",
             "-s", script.name, url], capture_output=True, text=True)
    told = re.search(r"^SUM (\d+) (\d+) (\d+) (\d+) (\d+)$", done.stdout,
                     re.M)
    if not told:
        raise RuntimeError(f"wrk: {done.stdout}{done.stderr}")
    requests, us, p50, p99, failed = map(int, told.groups())
    return {"connections": connections, "per_second": requests / us * 1e6,
            "p50": p50, "p99": p99, "requests": requests, "failed": failed}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def served(port, command):
    """A server that lives as long as the with block; gives its process."""
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            time.sleep(.05)
        yield process
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def ceiling(build, size):
    port = free_port()
    with served(port, [pathlib.Path(build) / "bench_ceiling", str(port),
                       str(size)]):
        yield f"http://127.0.0.1:{port}"


class Daemon:
    """gazetted on a free port."""

    def __init__(self, url, process):
        self.url, self.root = url, process.pid

    def get(self, path):
        with urllib.request.urlopen(self.url + path) as reply:
            return reply.read()

    def answered(self):
        """How many requests so far."""
        return sum(int(float(line.split()[-1])) for line in
                   self.get("/metrics").decode().splitlines()
                   if line.startswith("gazetted_requests_total{"))

    def workers(self):
        return proc.family(self.root)[1:]

    def cpu(self):
        """Seconds of processor time: the front's, the workers'."""
        return proc.cpu(self.root), sum(map(proc.cpu, self.workers()))

    def memory(self):
        """Megabytes: the front, its workers, and how many they are."""
        workers = self.workers()
        return {"front_mb": proc.memory([self.root]),
                "workers_mb": proc.memory(workers),
                "workers_rss_mb": proc.memory(workers, "Rss"),
                "processes": len(workers)}


@contextlib.contextmanager
def daemon(build, index, *options):
    port = free_port()
    with served(port, [
            pathlib.Path(build) / "gazetted", "--config", "/dev/null",
            "--index", index, "--listen", f"127.0.0.1:{port}",
            "--access-log", "off", "--keepalive-requests", "100000000",
            *options]) as process:
        yield Daemon(f"http://127.0.0.1:{port}", process)


# ---- what is asked

def text_of(name, words):
    """The query of a class in the language of the daemon."""
    if name.startswith("phrase"):
        return f'"{words}"'
    return (" AND " if name.startswith("and") else " OR ").join(words.split())


def paths_of(queries):
    """The paths to ask for, by class."""
    found = {}
    for line in queries.read_text().splitlines():
        name, words = line.split("\t")[:2]
        query = urllib.parse.quote_plus(text_of(name, words))
        found.setdefault(name, []).append(
            f"/v1/search?match=all&q={query}")
    return found


def mixed(by_class):
    """All paths, the classes in turn."""
    longest = max(map(len, by_class.values()))
    return [paths[i] for i in range(longest)
            for paths in by_class.values() if i < len(paths)]


# ---- what is measured

def added(d, stems, index, queries, seconds):
    """By class: times over HTTP on one connection, and of the same searches
    with the same ten articles and snippets in one process."""
    inside = {row[3]: float(row[6])
              for row in stems.run(index, queries, "page")}
    found = {}
    for name, paths in paths_of(queries).items():
        wrk(d.url, paths, 1, 1)  # totals are counted once
        row = wrk(d.url, paths, 1, seconds)
        found[name] = {"p50": row["p50"], "p99": row["p99"],
                       "inside": inside[name],
                       "added": row["p50"] - inside[name]}
    return found


def loaded(d, paths, seconds):
    """A row for each number of connections, with the part of the processor
    time that workers had."""
    rows = []
    for connections in CONNECTIONS:
        front, workers = d.cpu()
        row = wrk(d.url, paths, connections, seconds)
        spent = [now - was for now, was in zip(d.cpu(), (front, workers))]
        row["in_workers"] = spent[1] / (sum(spent) or 1)
        rows.append(row)
    return rows


def fixed(build, size, seconds):
    with ceiling(build, size) as url:
        return [wrk(url, ["/"], c, seconds) for c in CONNECTIONS]


def measure(build, index, queries, stems, seconds):
    """All of it for one index."""
    paths = mixed(paths_of(queries))
    found, memory = {}, []

    def note(d, answers, requests):
        memory.append({"answers": answers, "requests": requests,
                       **d.memory()})

    with daemon(build, index, "--cache", "0") as d:
        sizes = [len(d.get(p)) for p in paths]
        note(d, "uncached", len(paths))
        found["added"] = added(d, stems, index, queries, max(1, seconds // 2))
        found["uncached"] = loaded(d, paths, seconds)
        note(d, "uncached", d.answered())
    with daemon(build, index) as d:
        wrk(d.url, paths, 8, 2)  # fills the cache
        note(d, "cached", d.answered())
        found["cached"] = loaded(d, paths, seconds)
        note(d, "cached", d.answered())
    found["bytes"] = int(statistics.mean(sizes))
    found["fixed"] = fixed(build, found["bytes"], seconds)
    return {**found, "memory": memory}
