#!/usr/bin/env python3
"""formats_wire.py [GAZETTE] - how the wire formats of ../shared/corpora read.

A table, format by format: files, articles read, refused with a reason, wrong.
ninjs: what should_pass must read where it has text; what should_fail may be
read where it is JSON, since a story with a wrong urgency is a story. Reuters
SGML: titles, dates and bodies must be those of reuters21578.jsonl. NewsML-G2
and NITF: what has text must be read, with the words of its headline and
paragraphs; the rest must be refused. Exits 1 where anything is wrong, 0 and
says so where there is no corpus.
"""
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

HERE = os.path.dirname(os.path.abspath(__file__))
GAZETTE = sys.argv[1] if len(sys.argv) > 1 else HERE + '/../build/gazette'
CORPORA = os.environ.get('CORPORA', HERE + '/../../shared/corpora')
wrong = 0
MEDIA = {'picture', 'graphic', 'audio', 'video', 'event', 'planning',
         'component'}


def parse(path):
    """The articles of a file, and the reasons why others are none."""
    run = subprocess.run([GAZETTE, 'parse', path], capture_output=True)
    reasons = [l for l in run.stderr.decode().splitlines()
               if l and not l.startswith('parsed')]
    if run.returncode not in (0, 1) or (not run.stdout and not reasons):
        reasons.append('WRONG: exit %d' % run.returncode)
    return [json.loads(l) for l in run.stdout.splitlines()], reasons


def words(text):
    """All that matters of a text but its white space; some have been through
    a wrong encoding, which left control characters."""
    return ' '.join(re.sub('[\x80-\x9f\ufffd]', '', text or '').split())


def difference(got, want):
    at = len(os.path.commonprefix([got, want]))
    return '%r, not %r' % (got[at:at + 40], want[at:at + 40])


def no_doubles(pairs):
    """A key twice is refused (hardening.md, section 4)."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError('a key twice')
    return dict(pairs)


class Row:
    def __init__(self, name):
        self.name, self.files, self.read, self.refused = name, 0, 0, 0
        self.wrong = []

    def file(self, path, want, check=None):
        """want: True must be read, False must be refused, None either."""
        articles, reasons = parse(path)
        self.files += 1
        self.read += len(articles)
        self.refused += len(reasons)
        fault = None
        if any('WRONG' in r or len(r) < 20 for r in reasons):
            fault = reasons[0]
        elif want is not None and want != bool(articles):
            fault = 'read' if articles else '; '.join(reasons)
        elif articles and check:
            fault = check(articles)
        if fault:
            self.wrong.append('%s: %s' % (os.path.basename(path), fault))

    def show(self):
        global wrong
        wrong += len(self.wrong)
        print('%-28s %6d %6d %8d %6d' % (self.name, self.files, self.read,
                                         self.refused, len(self.wrong)))
        for line in self.wrong:
            print('    ' + line)


# --- ninjs -------------------------------------------------------------------

def lower(v):
    if isinstance(v, dict):
        return {k.lower(): lower(x) for k, x in v.items()}
    return [lower(x) for x in v] if isinstance(v, list) else v


def values(item, one, many):
    found = [v for k, v in item.items() if k == one or k.startswith(one + '_')]
    parts = item.get(many)
    found += [p.get('value') for p in parts if isinstance(p, dict)] \
        if isinstance(parts, list) else []
    return [v for v in found if isinstance(v, str) and v.strip()]


def ninjs_wants(path):
    """Whether the item has text that makes it an article, and the item;
    None and None where it is no JSON."""
    try:
        with open(path, encoding='utf-8-sig') as f:
            item = lower(json.load(f, object_pairs_hook=no_doubles))
    except ValueError:
        return None, None
    if not isinstance(item, dict) or 'uri' not in item:
        return False, item
    bodies = values(item, 'body', 'bodies')
    titles = values(item, 'headline', 'headlines')
    if isinstance(item.get('title'), str):
        titles.append(item['title'])
    if item.get('type') in MEDIA:
        return bool(bodies), item
    return bool(bodies or titles), item


def bare(markup):
    return re.sub(r'\W+', '', re.sub(r'<[^>]*>|&\w+;', ' ', markup))


def ninjs_check(item):
    """What is wrong with the one article made of the item."""
    def check(articles):
        a = articles[0]
        titles = values(item, 'headline', 'headlines') + [item.get('title')]
        if a['format'] != 'ninjs':
            return 'taken for ' + a['format']
        if a['title'] and not any(words(t).startswith(words(a['title']))
                                  for t in titles if t):
            return 'title: ' + a['title']
        bodies = values(item, 'body', 'bodies')
        if bodies and not any(bare(a['body']) in bare(b) for b in bodies):
            return 'body: ' + a['body'][:80]
        if bodies and len(bare(a['body'])) < min(len(bare(b)) for b in bodies):
            return 'body is short: ' + a['body'][:80]
        name = item['uri']
        if name not in (a['url'], a['id']):
            return 'uri lost'
        date = item.get('versioncreated') or item.get('firstcreated') or \
            item.get('contentcreated')
        if isinstance(date, str) and date.replace('+00:00', 'Z') != \
                a['published']:
            return 'published: %s' % a['published']
        return None
    return check


def ninjs(root):
    rows = {n: Row('ninjs ' + n) for n in
            ('examples', 'should_pass', 'should_fail', 'schemas')}
    for folder, _, names in sorted(os.walk(root + '/ninjs')):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if not name.endswith('.json'):
                continue
            row = rows['should_pass' if 'should_pass' in folder else
                       'should_fail' if 'should_fail' in folder else
                       'schemas' if 'specification' in folder or
                       'schema' in name else 'examples']
            want, item = ninjs_wants(path)
            if item is None or row.name == 'ninjs schemas':
                want = False
            elif isinstance(item, list) or row.name == 'ninjs should_fail':
                want = None
            row.file(path, want,
                     ninjs_check(item) if isinstance(item, dict) else None)
    for row in rows.values():
        row.show()


# --- Reuters -----------------------------------------------------------------

def reuters(root):
    row = Row('reuters SGML')
    path = root + '/reuters-sgml/reut2-021.sgm'
    with gzip.open(CORPORA + '/news/reuters21578.jsonl.gz', 'rt') as f:
        stories = {s['id']: s for s in map(json.loads, f)}
    row.files = 1
    articles, reasons = parse(path)
    row.read, row.refused = len(articles), len(reasons)
    with open(path, 'rb') as f:
        count = f.read().count(b'<REUTERS ')
    if len(articles) != count:
        row.wrong.append('%d of %d stories' % (len(articles), count))
    for a in articles:
        s = stories[a['id']]
        for key in ('title', 'published', 'body'):
            # The mark of an indented line is white space, and that list
            # leaves out the sign-off where it is in capitals.
            got = words(a[key]).removesuffix('REUTER').strip()
            want = words((s.get(key) or '').replace('&\\t', ' '))
            want = want.removesuffix('REUTER').strip()
            if got != want:
                row.wrong.append('%s: %s: %s' % (
                    a['id'], key, difference(got, want)))
        if bool(a['byline']) != bool(s.get('author')):
            row.wrong.append('%s: byline' % a['id'])
    row.show()


# --- NewsML and NITF ---------------------------------------------------------

NO_TEXT = {'picture', 'graphic', 'audio', 'video'}


def local(node):
    return node.tag.split('}')[-1]


def all_of(top, name):
    return [n for n in top.iter() if local(n) == name]


def text_of(node):
    return words(''.join(node.itertext()))


def newsml_items(path):
    """What must be read: of each item with text its headline and paragraphs."""
    try:
        root = xml.parse(path).getroot()
    except xml.ParseError:
        return None
    found = []
    for item in [root] + list(root.iter()):
        if local(item) in ('newsItem', 'NewsItem') or \
                (item is root and local(item) == 'contentSet'):
            head = [text_of(n) for name in ('headline', 'HeadLine', 'hl1')
                    for n in all_of(item, name) if text_of(n)]
            content = [n for name in ('inlineXML', 'inlineData', 'DataContent')
                       for n in all_of(item, name)]
            lines = [[text_of(p) for p in all_of(c, 'p') if text_of(p)
                      and p not in [q for a in all_of(c, 'abstract')
                                    for q in all_of(a, 'p')]]
                     for c in content]
            lines = max(lines, key=lambda l: len(' '.join(l)), default=[])
            classes = [n.get('qcode', n.get('uri', ''))
                       for n in all_of(item, 'itemClass')]
            media = any(re.split('[:/]', c)[-1] in NO_TEXT for c in classes)
            if lines or (head and not media):
                found.append((head, lines))
    return found[1:] if len(found) > 1 and found[0] == found[1] else found


def newsml_check(items):
    def check(articles):
        if len(articles) != len(items):
            return '%d of %d items' % (len(articles), len(items))
        for a, (head, lines) in zip(articles, items):
            if head and a['title'] not in head:
                return 'title: %s' % a['title']
            body = words(a['body'])
            for line in lines:
                if line not in body:
                    return 'body lacks ' + line[:60]
        return None
    return check


def newsml(root):
    rows = [Row('newsml-g2'), Row('newsml 1')]
    for row, folder in zip(rows, ('newsml-g2/examples',
                                  'ninjs/examples/NewsML')):
        for name in sorted(os.listdir(os.path.join(root, folder))):
            path = os.path.join(root, folder, name)
            items = newsml_items(path)
            row.file(path, bool(items), newsml_check(items or []))
        row.show()


def nitf(root):
    """The NITF that is in NewsML, as a document of its own."""
    row = Row('nitf')
    folder = os.path.join(root, 'newsml-g2/examples')
    path = os.path.join(root, 'nitf.xml')
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding='utf-8') as f:
            found = re.search('<nitf.*</nitf>', f.read(), re.S)
        if not found:
            continue
        with open(path, 'w', encoding='utf-8') as f:
            f.write(found.group())
        tree = xml.parse(path)
        head = [text_of(n) for n in all_of(tree.getroot(), 'hl1')]
        lines = [text_of(n) for c in all_of(tree.getroot(), 'body.content')
                 for n in all_of(c, 'p')]
        row.file(path, True, newsml_check([(head, lines)]))
    row.show()


def main():
    if not os.path.isdir(CORPORA + '/formats'):
        print('skipped: no ' + CORPORA)
        return 0
    print('%-28s %6s %6s %8s %6s' % ('format', 'files', 'read', 'refused',
                                     'wrong'))
    with tempfile.TemporaryDirectory() as root:
        for name in ('ninjs', 'newsml-g2', 'reuters-sgml'):
            subprocess.run(['tar', '--zstd', '-xf', '%s/formats/%s.tar.zst' %
                            (CORPORA, name), '-C', root], check=True)
        ninjs(root)
        reuters(root)
        newsml(root)
        nitf(root)
    return wrong > 0


sys.exit(main())
