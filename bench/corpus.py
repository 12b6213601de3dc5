"""Articles as every engine of the benchmark gets them: reduced to words.

Tokenisers differ about apostrophes, hyphens, abbreviations, accents and where
a phrase may not go on. So title and body become words between blanks: runs of
ASCII letters and digits, in lower case, accents taken off, 40 bytes at most.
The body begins with SEAM, a word of its own, so that no phrase goes from the
title into the body, whether an engine keeps them apart or not. What is left
for the engines to differ about is how they work."""

import collections
import datetime
import gzip
import json
import re
import subprocess
import unicodedata

WORD = re.compile("[0-9a-z]+")
SEAM = "xseamx"


def words(text):
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    return [w for w in WORD.findall(text.lower()) if len(w) <= 40]


def seconds(published):
    """Since 1970, UTC; None where there is no date."""
    try:
        when = datetime.datetime.fromisoformat(
            (published or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    if not when.tzinfo:
        when = when.replace(tzinfo=datetime.timezone.utc)
    return int(when.timestamp())


def lines_of(path):
    """The lines of a file, packed or not."""
    if str(path).endswith(".zst"):
        with subprocess.Popen(["zstd", "-dcq", path],
                              stdout=subprocess.PIPE) as zstd:
            yield from zstd.stdout
    else:
        with (gzip.open if str(path).endswith(".gz") else open)(path) as f:
            yield from f


def reduced(number, article):
    found = {"id": f"a{number}", "source": article.get("source") or ""}
    at = seconds(article.get("published"))
    if at is not None:
        found["published"] = datetime.datetime.fromtimestamp(
            at, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    found["title"] = " ".join(words(article.get("title") or ""))
    found["body"] = " ".join([SEAM, *words(article.get("body") or "")])
    return found


def write(lines, path):
    """Reduce JSON lines to the file path. Returns how many articles, words
    and bytes of text there are, in the reduced form and in the original."""
    sums = collections.Counter()
    with open(path, "w", encoding="ascii") as out:
        for line in lines:
            article = json.loads(line)
            if not (article.get("title") or article.get("body")):
                continue
            sums["articles"] += 1
            found = reduced(sums["articles"], article)
            out.write(json.dumps(found) + "\n")
            for key in ("title", "body"):
                sums["words"] += found[key].count(" ") + bool(found[key])
                sums["bytes"] += len(found[key])
    return dict(sums)


def read(path, most):
    """The first articles of a reduced file."""
    with open(path, encoding="ascii") as lines:
        for _, line in zip(range(most), lines):
            yield json.loads(line)
