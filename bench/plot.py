"""docs/growth.svg: figures at several sizes of the synthetic corpus, small
multiples with logarithmic axes. Only the standard library."""

import math
from html import escape

import engines
from report import LUCENE, Times

SERIES = {engines.OURS: "a", engines.STEMS: "b", LUCENE: "c"}
NAMES = {engines.OURS: "gazetted, words as written",
         engines.STEMS: "gazetted, with inflections",
         LUCENE: "Lucene 8, index sorted by date"}
WIDTH, HEIGHT = 200, 130  # of one plot
LEFT, TOP, RIGHT, BOTTOM = 58, 34, 14, 40  # around each
COLUMNS, HEAD = 4, 62

STYLE = """\
svg { --ink: #222; --dim: #666; --grid: #ddd; --paper: #fff;
      --a: #b8341b; --b: #d98a1f; --c: #2b63a8 }
@media (prefers-color-scheme: dark) {
  svg { --ink: #e8e8e8; --dim: #a0a0a0; --grid: #3a3a3a; --paper: #16181b;
        --a: #ff8066; --b: #f2b84b; --c: #7db2f0 } }
text { font: 11px system-ui, sans-serif; fill: var(--dim) }
.title { font-size: 12px; font-weight: 600; fill: var(--ink) }
.paper { fill: var(--paper) }
.grid { stroke: var(--grid); stroke-width: 1 }
.line { fill: none; stroke-width: 2; stroke-linejoin: round }
.a { stroke: var(--a) } .b { stroke: var(--b); stroke-dasharray: 5 3 }
.c { stroke: var(--c) }
.dot { stroke-dasharray: none; fill: var(--paper); stroke-width: 2 }
"""


# ---- what is plotted: a title, a unit, and by engine (size, value) pairs

KINDS = {"common": "common word", "medium": "medium word",
         "rare": "rare word", "and2": "two words, both",
         "or2": "two words, either", "or35": "3 to 5 words, any",
         "phrase2": "phrase of two", "phrase3": "phrase of three",
         "phrase-common": "four common words"}
ALONE = [("newest", "common"), ("newest", "phrase2"), ("count", "common")]


def _times(results):
    found = [(r["articles"], Times(r.get("times", []))) for r in results]
    wanted = [("rank", name) for name in KINDS] + ALONE
    panels = {}
    for size, times in found:
        for mode, name in wanted:
            panel = panels.setdefault(f"{mode}: {KINDS[name]}", {})
            for engine in SERIES:
                got = times.get(mode, "-", name, engine)
                if got and got[0]:
                    panel.setdefault(engine, []).append((size, got[0]))
    return [(title, "µs", panel) for title, panel in panels.items()]


def _builds(results, title, unit, pick):
    panel = {}
    for r in results:
        for engine in (engines.OURS, LUCENE):
            build = r.get("builds", {}).get(engine)
            if build:
                panel.setdefault(engine, []).append(
                    (r["articles"], pick(build)))
    return (title, unit, panel)


def _memory(results):
    points = [(r["articles"], r["http"]["memory"][-1]["front_mb"] +
               r["http"]["memory"][-1]["workers_mb"])
              for r in results if "http" in r]
    return ("daemon with workers", "MB", {engines.OURS: points})


def panels(results):
    found = _times(results) + [
        _builds(results, "build", "seconds", lambda b: b["seconds"]),
        _builds(results, "index on disk", "MB", lambda b: b["mb"]),
        _builds(results, "build: peak memory", "MB",
                lambda b: b["peak_mb"]), _memory(results)]
    return [(t, u, p) for t, u, p in found if any(p.values())]


# ---- how

def power(n):
    """10 to that power, as a label."""
    names = {0: "1", 1: "10", 2: "100", 3: "1,000"}
    raised = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(d)] for d in str(abs(n)))
    return names.get(n, f"10{'⁻' if n < 0 else ''}{raised}")


class Axis:
    """From values to points between at and at + length, by powers of ten."""

    def __init__(self, values, at, length):
        self.low = math.floor(min(map(math.log10, values)) + 1e-9)
        self.high = max(self.low + 1,
                        math.ceil(max(map(math.log10, values)) - 1e-9))
        self.at, self.length = at, length

    def __call__(self, value):
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.at + share * self.length

    def ticks(self):
        return range(self.low, self.high + 1)


def _grid(x, y):
    left, right = x.at, x.at + WIDTH
    bottom, top = y.at, y.at - HEIGHT
    for n in y.ticks():
        at = y(10 ** n)
        yield (f'<line class="grid" x1="{left}" x2="{right}" y1="{at:.1f}" '
               f'y2="{at:.1f}"/><text x="{left - 6}" y="{at + 4:.1f}" '
               f'text-anchor="end">{power(n)}</text>')
    for n in x.ticks():
        at = x(10 ** n)
        yield (f'<line class="grid" y1="{bottom}" y2="{top}" x1="{at:.1f}" '
               f'x2="{at:.1f}"/><text x="{at:.1f}" y="{bottom + 16}" '
               f'text-anchor="middle">{power(n)}</text>')
    yield (f'<text x="{(left + right) / 2}" y="{bottom + 31}" '
           'text-anchor="middle">articles</text>')


def _series(engine, points, x, y):
    style = SERIES[engine]
    at = [(x(a), y(b)) for a, b in sorted(points)]
    path = " ".join(f"{a:.1f},{b:.1f}" for a, b in at)
    yield f'<polyline class="line {style}" points="{path}"/>'
    for (a, b), (size, value) in zip(at, sorted(points)):
        yield (f'<circle class="dot {style}" cx="{a:.1f}" cy="{b:.1f}" r="3">'
               f'<title>{escape(NAMES[engine])}, {size:,} articles: '
               f'{value:,.4g}</title></circle>')


def _panel(number, title, unit, panel, sizes):
    left = LEFT + number % COLUMNS * (LEFT + WIDTH + RIGHT)
    top = HEAD + TOP + number // COLUMNS * (TOP + HEIGHT + BOTTOM)
    x = Axis(sizes, left, WIDTH)
    y = Axis([max(v, 1e-3) for p in panel.values() for _, v in p],
             top + HEIGHT, -HEIGHT)
    yield (f'<text class="title" x="{left}" y="{top - 10}">{escape(title)}'
           f'</text><text x="{left + WIDTH}" y="{top - 10}" '
           f'text-anchor="end">{unit}</text>')
    yield from _grid(x, y)
    for engine, points in panel.items():
        yield from _series(engine, [(s, max(v, 1e-3)) for s, v in points],
                           x, y)


def _legend():
    for i, (engine, style) in enumerate(SERIES.items()):
        at = LEFT + i * 260
        yield (f'<line class="line {style}" x1="{at}" x2="{at + 28}" y1="46" '
               f'y2="46"/><text x="{at + 36}" y="50">'
               f'{escape(NAMES[engine])}</text>')


def write(path, results):
    """Nothing is written before there are results of the synthetic corpus."""
    results = [r for r in results if r["kind"] == "synthetic"]
    found = panels(results)
    if not found:
        return
    sizes = [r["articles"] for r in results]
    width = LEFT + COLUMNS * (LEFT + WIDTH + RIGHT) - LEFT
    rows = -(-len(found) // COLUMNS)
    height = HEAD + rows * (TOP + HEIGHT + BOTTOM)
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" '
             f'viewBox="0 0 {width} {height}" role="img" '
             'aria-label="What grows how with the number of articles">',
             f"<style>\n{STYLE}</style>",
             f'<rect class="paper" width="{width}" height="{height}"/>',
             f'<text class="title" x="{LEFT}" y="26">What grows how: medians of '
             'searches, builds, memory; both axes logarithmic</text>',
             *_legend()]
    for i, (title, unit, panel) in enumerate(found):
        lines += _panel(i, title, unit, panel, sizes)
    path.write_text("\n".join([*lines, "</svg>"]) + "\n", encoding="utf-8")
