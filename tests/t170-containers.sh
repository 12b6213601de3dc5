#!/bin/sh
# Articles in archives, crawls and mailboxes go in, and what is beside them is
# told once.
. "$TESTS/lib.sh"
page() { # page TITLE WORD
	printf '<html><title>%s</title><body><p>The %s was there.</p></body></html>' \
		"$1" "$2"
}
record() { # record URL FILE: a WARC record of a page
	size=$(($(wc -c <"$2") + 44))
	printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\n' "$1"
	printf 'Content-Length: %s\r\n\r\nHTTP/1.1 200 OK\r\n' "$size"
	printf 'Content-Type: text/html\r\n\r\n'
	cat "$2"
	printf '\r\n\r\n'
}

mkdir -p news/sub
page One walrus >news/one.html
page Two ocelot | gzip >news/sub/two.html.gz
article three 2018-03-01 'Three' 'The heron was there.' >news/three.jsonl
echo '{"no": "article"}' >>news/three.jsonl
printf '\211PNG\r\n\032\n' >news/picture.png
: >news/empty
tar -czf news.tar.gz news
is 'every file of an archive goes in' \
	'added 3, replaced 0, unchanged 0, failed 1' \
	"$(gazette add news.tar.gz 2>told)"
has 'what is no article is told with its place' \
	'news.tar.gz/news/three.jsonl:2: ' "$(cat told)"
has 'and what holds none in one line' 'news.tar.gz: passed over: ' "$(cat told)"
is 'two lines in all' 2 "$(wc -l <told)"
rm news/three.jsonl
tar -cf some.tar news
gazette add some.tar 2>told >added
is 'what is passed over is no failure' 0 $?
is 'nor is it added' 'added 0, replaced 0, unchanged 2, failed 0' "$(cat added)"

page Four plover >four.html
page Five badger >five.html
{
	record http://a.example/4 four.html | gzip
	record http://a.example/x four.html | gzip | head -c 100
	record http://a.example/5 five.html | gzip
} >crawl.warc.gz
is 'a damaged record costs itself' \
	'added 2, replaced 0, unchanged 0, failed 1' \
	"$(gazette add crawl.warc.gz 2>told)"
has 'and is told with its number' 'crawl.warc.gz:2: record at byte ' \
	"$(cat told)"

cat >box <<END
From ann@a.example Tue Jul 25 10:05:00 2017
From: Ann Bell <ann@a.example>
Date: Tue, 25 Jul 2017 10:05:00 -0400
Subject: Six
Message-ID: <six@a.example>

The stoat was there.
END
gazette add box >/dev/null

serve
is 'what was packed is found' 1 "$(total ocelot)"
is 'a page of a crawl is found behind the damage' 1 "$(total badger)"
is 'a message is found by its day' six@a.example \
	"$(ids stoat date=2017-07-25)"
