#!/usr/bin/env python3
"""feeds.py - feedparser's own tests as an oracle for how gazette reads feeds.

    bench/feeds.py [-v] FOLDER [build/gazette]

FOLDER is feedparser's tests/ folder. Each file says in a comment what
feedparser makes of it ("Expect: entries[0]['title'] == 'x'"). What the
expectations say of an article's title, link, author, date, text, section and
language, and of the feed's title, is compared with what "gazette parse" prints;
we print text where feedparser prints HTML, so both are compared without markup
and white space. A feed without item gets one and an item without
title gets one, lest nothing be printed. Prints a table: files; read; without any item;
refused with a reason; expectations compared; not met as we mean to differ
(EXCUSED says where and why); wrong. With -v each that is not met.
"""
import ast
import calendar
import datetime
import html
import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile

ITEM = {'channel': '<{p}item><{p}title>added</{p}title></{p}item>',
        'feed': '<{p}entry><{p}title>added</{p}title></{p}entry>'}
END = re.compile(r'</([\w]+:)?(channel|feed)\s*>')
# Where feedparser keeps what our field has; the index is that of the article.
FIELDS = {
    'title': 'title', 'title_detail.value': 'title',
    'link': 'url', 'links.0.href': 'url',
    'author': 'byline', 'author_detail.name': 'byline',
    'authors.0.name': 'byline', 'publisher': None,
    'published_parsed': 'published', 'updated_parsed': 'published',
    'created_parsed': 'published', 'issued_parsed': 'published',
    'modified_parsed': 'published',
    'published': 'published', 'updated': 'published',
    'content.0.value': 'text', 'summary': 'text', 'description': 'text',
    'summary_detail.value': 'text',
    'tags.0.term': 'section', 'category': 'section',
    'language': 'language', 'source.title': 'source',
}
# Where we are meant to differ: files, and why.
EXCUSED = [
    (r'(author|creator)', 'byline', 'a role ("editor") is no name'),
    (r'base/http_|http_entry', None, 'needs HTTP headers'),
    (r'category_term', 'section', "a category's label comes before its term"),
    (r'madeup_tags', 'section', 'the first category counts'),
    (r'_multiple_values', 'published', 'published comes before created'),
    (r'link_rel_license', 'url', 'a licence is not the article'),
    (r'mathml|svg', 'text', 'drawings and formulas are no text'),
    (r'media_', None, 'media: is left out'),
    (r'cdf/', None, 'CDF is no format of ours'),
    (r'description_and_summary|summary_and_description', 'text',
     'of several summaries one counts'),
    (r'malicious_comment|declaration_unexp|not_a_doctype', None,
     'a comment or declaration that is not closed, as browsers take it'),
    (r'linenoise', None, 'bytes of no encoding'),
]
HEADS = ['files', 'read', 'empty', 'refused', 'compared', 'meant', 'wrong']


class Text(html.parser.HTMLParser):
    """The text of HTML, without scripts."""

    def __init__(self, markup):
        super().__init__(convert_charrefs=True)
        self.text = ''
        self.feed(markup)
        self.close()

    def handle_data(self, data):
        self.text += data


def bare(text):
    return re.sub(r'[\s\u200b]+', '', text)


def path_of(node):
    """entries[0]['title_detail']['value'] -> entries.0.title_detail.value"""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return path_of(node.value) + '.' + node.attr
    if isinstance(node, ast.Subscript):
        key = node.slice
        key = key.value if type(key).__name__ == 'Index' else key
        return path_of(node.value) + '.' + str(ast.literal_eval(key))
    raise ValueError


def expectations(source):
    """(path, value) of each "path == value" that must hold."""
    try:
        tree = ast.parse(source.strip(), mode='eval').body
    except (SyntaxError, ValueError):
        return
    parts = tree.values if isinstance(tree, ast.BoolOp) else [tree]
    for part in parts:
        if isinstance(part, ast.Compare) and isinstance(part.ops[0], ast.Eq):
            try:
                yield path_of(part.left), ast.literal_eval(part.comparators[0])
            except ValueError:
                pass


def decoded(raw):
    for mark, name in ((b'\xff\xfe\0\0', 'utf-32'), (b'\0\0\xfe\xff', 'utf-32'),
                       (b'\xff\xfe', 'utf-16'), (b'\xfe\xff', 'utf-16'),
                       (b'<\0\0\0', 'utf-32-le'), (b'\0\0\0<', 'utf-32-be'),
                       (b'<\0', 'utf-16-le'), (b'\0<', 'utf-16-be')):
        if raw.startswith(mark):
            return raw.decode(name, 'replace'), name
    return raw.decode('latin-1'), 'latin-1'


def with_item(text):
    first = re.search(r'<((?:\w+:)?(?:item|entry))[\s>].*?(?=</\1\s*>)', text,
                      re.S)
    if first:
        prefix = first.group(1).rpartition(':')
        title = '<%stitle>added</%stitle>' % (('%s%s' % prefix[:2],) * 2)
        inside = re.sub(r'<source.*?</source>', '', first.group(0), flags=re.S)
        if 'title>' in inside or '<title ' in inside:
            return text
        return text[:first.end()] + title + text[first.end():]
    end = list(END.finditer(text))
    if not end:
        return text
    at = end[-1]
    item = ITEM[at.group(2)].format(p=at.group(1) or '')
    return text[:at.start()] + item + text[at.start():]


def same_date(value, got):
    if not isinstance(value, tuple) or not got:
        return isinstance(value, str)  # as written: parsed ones are compared
    if len(got) == 10:
        return got == '%04d-%02d-%02d' % value[:3]
    stamp = datetime.datetime.fromisoformat(got.replace('Z', '+00:00'))
    return calendar.timegm(stamp.utctimetuple()) == calendar.timegm(value)


def same(field, value, article):
    if field == 'published':
        return same_date(value, article.get('published'))
    if field == 'byline':
        name = re.sub(r'\s*[(<]?\S+@\S+[)>]?\s*', '', value)
        names = article['byline'] or ['']
        return bare(name) in ('', bare(''.join(names)), bare(names[0]))
    if not isinstance(value, str):
        return True
    if field == 'text':
        got = [article['body'], article['standfirst'] or '']
    else:
        got = [article[field] or '']
    want = {bare(Text(value).text), bare(value), bare(html.unescape(value)),
            bare(Text(html.unescape(value)).text)}
    return any(bare(g) in want for g in got)


def excuse(path, field):
    for pattern, of, why in EXCUSED:
        if re.search(pattern, path) and of in (None, field):
            return why
    return None


def field_of(path):
    if path == 'feed.title':
        return 'source'
    if path.startswith('entries.0.'):
        return FIELDS.get(path[len('entries.0.'):])
    return None


def parse(gazette, folder):
    """What comes of each file: articles, and reasons."""
    run = subprocess.run([gazette, 'parse', '--quiet', folder],
                         capture_output=True, check=False)
    articles, reasons = {}, {}
    for line in run.stdout.decode().splitlines():
        a = json.loads(line)
        articles.setdefault(a['file'], []).append(a)
    for line in run.stderr.decode('utf-8', 'replace').splitlines():
        name, _, reason = line.partition(': ')
        reasons[re.sub(r':\d+$', '', name)] = reason
    return articles, reasons


def prepare(source, folder):
    """Copies into folder; file -> (group, expectations)."""
    tests = {}
    for base, _, names in sorted(os.walk(source)):
        for name in sorted(names):
            path = os.path.join(base, name)
            with open(path, 'rb') as f:
                raw = f.read()
            text, encoding = decoded(raw)
            expect = re.search(r'Expect:(.*)', text)
            if not expect:
                continue
            wanted = expect.group(1)
            if encoding == 'latin-1':
                wanted = wanted.encode('latin-1').decode('utf-8', 'replace')
            relative = os.path.relpath(path, source)
            copy = os.path.join(folder, relative)
            os.makedirs(os.path.dirname(copy), exist_ok=True)
            with open(copy, 'wb') as f:
                f.write(with_item(text).encode(encoding))
            tests[copy] = (relative.split(os.sep)[-2],
                           list(expectations(wanted)))
    return tests


def main():
    args = [a for a in sys.argv[1:] if a != '-v']
    verbose = '-v' in sys.argv
    if not args:
        sys.exit(__doc__)
    gazette = args[1] if len(args) > 1 else 'build/gazette'
    table = {}
    with tempfile.TemporaryDirectory() as folder:
        tests = prepare(args[0], folder)
        articles, reasons = parse(gazette, folder)
        for path, (group, wanted) in tests.items():
            row = table.setdefault(group, dict.fromkeys(
                HEADS, 0))
            row['files'] += 1
            have = articles.get(path)
            row['read' if have else
                'refused' if path in reasons else 'empty'] += 1
            if not have:
                if verbose:
                    print(path[len(folder) + 1:], 'refused:',
                          reasons.get(path, 'nothing in it'))
                continue
            for where, value in wanted:
                field = field_of(where)
                if not field or (field == 'text' and not value):
                    continue
                row['compared'] += 1
                if same(field, value, have[0]):
                    continue
                why = excuse(path, field)
                row['meant' if why else 'wrong'] += 1
                if verbose:
                    got = {k: have[0][k] for k in
                           (['body', 'standfirst'] if field == 'text'
                            else [field])}
                    print('%s: %s == %r, not %r%s' % (
                        path[len(folder) + 1:], where, value, got,
                        ' (%s)' % why if why else ''))
    print('%-16s' % 'folder' + ''.join('%10s' % h for h in HEADS))
    for group, row in sorted(table.items()):
        print('%-16s' % group + ''.join('%10d' % row[h] for h in HEADS))
    print('%-16s' % 'all' + ''.join(
        '%10d' % sum(r[h] for r in table.values()) for h in HEADS))


if __name__ == '__main__':
    main()
