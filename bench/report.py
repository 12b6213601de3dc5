"""docs/benchmarks.md, from the results of all corpora."""

import engines
import proc
import queries

LUCENE, FLOOR = "lucene-sorted", "(client)"
ORDER = [engines.OURS, engines.STEMS, LUCENE, "fts5", "sphinx", "xapian"]
PACKAGES = ["libxapian30", "liblucene8-java", "openjdk-17-jre-headless",
            "libsqlite3-0", "sphinxsearch", "libmicrohttpd12", "wrk", "gcc"]
TITLES = {"rank": "Ranked, the ten best", "newest": "The ten newest",
          "count": "The exact number"}


# ---- small things of tables

def number(x):
    if x == 0:
        return "0"
    return f"{x:,.0f}" if abs(x) >= 20 else f"{x:.3g}"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |",
             "|---|" + "--:|" * (len(header) - 1)]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join(lines) + "\n"


class Times:
    """Medians and 99th percentiles by mode, window, class and engine, less
    what client and connection cost."""

    def __init__(self, rows):
        self.found = {(r[1], r[2], r[3], r[0]): r[4:] for r in rows}
        keys = list(self.found)
        self.modes = list(dict.fromkeys(k[:2] for k in keys))
        self.classes = list(dict.fromkeys(k[2] for k in keys
                                          if k[2] != FLOOR))
        self.engines = [e for e in ORDER if e in {k[3] for k in keys}]

    def get(self, mode, window, name, engine):
        """Median and 99th percentile, or None."""
        row = self.found.get((mode, window, name, engine))
        floor = self.found.get((mode, window, FLOOR, engine), [0])[0]
        return row and [max(0.0, x - floor) for x in row[:2]]

    def ratio(self, mode, window, name, engine):
        """Of the medians, to Lucene's; None without one of them."""
        mine = self.get(mode, window, name, engine)
        peer = self.get(mode, window, name, LUCENE)
        return mine[0] / peer[0] if mine and peer and peer[0] else None

    def ratio_99(self, mode, window, name, engine):
        mine = self.get(mode, window, name, engine)
        peer = self.get(mode, window, name, LUCENE)
        return mine[1] / peer[1] if mine and peer and peer[1] else None

    def cost_of_total(self, name, engine):
        """To count all matches, to finding the best ten."""
        total = self.get("count", "-", name, engine)
        best = self.get("rank", "-", name, engine)
        return total[0] / best[0] if total and best and best[0] else None


def heading(mode, window):
    return TITLES[mode] + (f", within a {window}" if window != "-" else "")


# ---- sections: each returns its text, or "" where nothing was measured

def glance(times):
    """Our medians to Lucene's, in one table."""
    def cell(ratio, *of):
        both = [ratio(*of, e) for e in (engines.OURS, engines.STEMS)]
        return " / ".join("–" if r is None else f"{r:.2f}" for r in both)

    def row(name):
        return [name, *(cell(times.ratio, m, w, name)
                        for m, w in times.modes),
                cell(times.ratio_99, "rank", "-", name),
                cell(times.cost_of_total, name)]

    if LUCENE not in times.engines:
        return ""
    header = ["class", *(m + (f", {w}" if w != "-" else "")
                         for m, w in times.modes),
              "rank, 99th percentile", "our count ÷ our rank"]
    return ("#### Our median ÷ Lucene's\n\nUnder 1 is faster. Words as "
            "written / words with their inflections, which Lucene is not "
            "asked for.\n\n" + table(header, map(row, times.classes)))


def one_mode(times, mode, window):
    def cell(name, engine):
        found = times.get(mode, window, name, engine)
        if not found:
            return "–"
        ratio = times.ratio(mode, window, name, engine)
        text = f"{number(found[0])} / {number(found[1])}"
        if not ratio or engine == LUCENE:
            return text
        return f"{text} · {ratio:.2f}"

    return (f"#### {heading(mode, window)}\n\n" +
            table(["class"] + times.engines,
                  [[c] + [cell(c, e) for e in times.engines]
                   for c in times.classes]))


def side_by_side(result):
    times = Times(result.get("times", []))
    if not times.engines:
        return ""
    parts = [one_mode(times, *m) for m in times.modes]
    return (glance(times) + "\nBelow: median / 99th percentile in "
            "microseconds · median ÷ Lucene's.\n\n" + "\n".join(parts))


def counts(result):
    told = result.get("counts")
    if not told:
        return ""
    lines = [f"#### Matches\n\n{told['queries']} queries, with and without a "
             f"month; {told['right']} is taken as right.\n"]
    for engine, wrong in told["different"].items():
        lines.append(f"- {engine}: " + (f"{len(wrong)} differ" if wrong
                                        else "all the same"))
        lines += [f"  - {w['class']} `{w['words']}` ({w['window']}): "
                  f"{w['matches']}, not {w['should']}" for w in wrong[:5]]
    return "\n".join(lines) + "\n"


def builds(result):
    def row(name, b):
        text = result["bytes"] / 1e6
        return [name, number(b["seconds"]),
                number(b["articles"] / b["seconds"]),
                number(result["words"] / b["seconds"]),
                number(text / b["seconds"]), number(b["mb"]),
                f"{b['mb'] / text:.2f}", number(b["peak_mb"])]

    found = result.get("builds")
    if not found:
        return ""
    return ("#### Build\n\nFrom JSON lines to a durable index with bodies and "
            "positions. gazetted uses all processors and indexes stems too; "
            "the peers have one indexing thread and no stems.\n\n" +
            table(["engine", "seconds", "articles/s", "words/s", "MB/s",
                   "index MB", "index ÷ text", "peak memory MB"],
                  [row(e, found[e]) for e in ORDER if e in found]))


def strays(result):
    found = result.get("strays")
    if not found:
        return ""
    times = {tuple(r[:4]): r[4] for r in found["times"]}
    modes, classes, orders = (list(dict.fromkeys(k[part] for k in times))
                              for part in (slice(0, 2), 2, 3))

    def cell(mode, name):
        us = [times[*mode, name, order] for order in orders]
        return " / ".join(map(number, us)) + f" · {us[-1] / us[-2]:.2f}"

    same = "the same" if found["same"] else "NOT the same"
    return ("#### Articles out of order\n\nMedians in microseconds: loaded at "
            "once / come in order of time, in a hundred commits / the same "
            "with 10 % of them at random other moments · the last ÷ the one "
            f"before. The ten newest of every query are {same} in all three."
            "\n\n" + table(["class", *(heading(*m) for m in modes)],
                           [[c, *(cell(m, c) for m in modes)]
                            for c in classes]))


def http(result):
    h = result.get("http")
    if not h:
        return ""
    added = [[name, *(number(a[k]) for k in ("p50", "p99", "inside",
                                             "added"))]
             for name, a in h["added"].items()]
    idle = sorted(a["p50"] for a in h["added"].values())
    loads = []
    for name in ("fixed", "cached", "uncached"):
        for row, top in zip(h[name], h["fixed"]):
            share = row.get("in_workers")
            loads.append([
                name, row["connections"], number(row["per_second"]),
                f"{row['per_second'] / top['per_second']:.2f}",
                number(row["p50"]), number(row["p99"]),
                f"{row['p99'] / h[name][0]['p50']:.1f}",
                f"{share:.0%}" if name == "uncached" else "",
                row["failed"]])
    return ("#### Over HTTP\n\nOne connection, kept alive, answers not from "
            "the cache, microseconds. Inside: the same searches with the same "
            "ten articles, snippets and totals in one process; added: front, "
            "hand-over to a worker, JSON, HTTP and the client. A fixed reply "
            f"of libmicrohttpd takes {h['fixed'][0]['p50']}.\n\n" +
            table(["class", "median", "99th percentile", "inside", "added"],
                  added) +
            f"\nThe median of the medians is {number(idle[len(idle) // 2])}."
            f"\n\nUnder load, answers of {h['bytes']:,} bytes on average. "
            "Fixed: libmicrohttpd with one reply of that size, the "
            "ceiling.\n\n" +
            table(["answers", "connections", "requests/s", "÷ fixed",
                   "median µs", "99th percentile µs", "÷ median of one",
                   "processor time in workers", "failed"], loads) +
            "\n" + memory(h["memory"]))


def memory(rows):
    return ("Memory of the daemon, MB; shared pages in equal parts, and in "
            "brackets with each.\n\n" +
            table(["answers", "so far", "front", "workers and their spawner"],
                  [[r["answers"], f"{r['requests']:,}", number(r["front_mb"]),
                    f"{number(r['workers_mb'])} "
                    f"({number(r['workers_rss_mb'])})"] for r in rows]))


def writing(result):
    w = result.get("writing")
    if not w:
        return ""
    rows = []
    for name, r in (("articles go in at full speed", w["adding"]),
                    ("compact", w["compacting"])):
        if r:
            during, idle = r["during"], r["idle"]
            if not r.get("lasted", True):
                name += " (for a part of the time)"
            rows.append([name, number(idle["p50"]), number(during["p50"]),
                         f"{r['p50_ratio']:.2f}", f"{r['p99_ratio']:.2f}",
                         number(r["seconds"]), during["failed"]])
    t, c = w["trickle"], w["compacting"]
    shrunk = "`gazette compact` is not there yet: skipped." if not c else \
        f"compact: {c['before_mb']:,.0f} MB became {c['after_mb']:,.0f}."
    return ("#### While others write\n\nOne client, answers not from the "
            "cache, microseconds.\n\n" +
            table(["meanwhile", "idle median", "median", "÷ idle",
                   "99th percentile ÷ idle", "it took, s", "failed"], rows) +
            f"\n{shrunk}\n\nA trickle of {t['rate']} articles a second "
            "through a pipe, `--commit-seconds 1`: half were found within "
            f"{t['p50']:.2f} s, 95 % within {t['p95']:.2f} s, "
            f"{t['within_2s']:.1%} within 2 s.\n")


def case(result):
    # Parts that were measured under the same conditions are told together.
    when = {}
    for part, w in result.get("when", {}).items():
        when.setdefault((w["command"], w["date"], w["commit"]), []).append(
            f"{part} (load {w['load']})")
    measured = "; ".join(f"`{command}` on {date}, commit {commit}: " +
                         ", ".join(parts)
                         for (command, date, commit), parts in when.items())
    name = "Real news" if result["kind"] == "news" else "Synthetic"
    sections = [f(result) for f in (side_by_side, counts, builds, strays,
                                    http, writing)]
    return (f"## {name}, {result['articles']:,} articles\n\n"
            f"{result['words']:,} words, {result['bytes'] / 1e6:,.0f} MB of "
            f"text. {measured}.\n\n" + "\n".join(filter(None, sections)))


def write(path, results):
    classes = "\n".join(queries.__doc__.split("\n\n")[2].splitlines())
    path.write_text(
        "# Benchmarks\n\nMade by `make bench`; [bench/README.md]"
        "(../bench/README.md) says how it is measured and what is fair about "
        "it. [growth.svg](growth.svg) shows what grows how.\n\n"
        f"Machine: {proc.machine()}.\n\nVersions: "
        f"{proc.versions(PACKAGES)}.\n\nLoad is how many processes ran or "
        "waited in the last minute, this benchmark among them. Absolute times "
        "belong to this machine and hour; ratios are what lasts.\n\n"
        f"Classes of queries:\n\n{classes}\n\n" +
        "\n".join(map(case, results)))
