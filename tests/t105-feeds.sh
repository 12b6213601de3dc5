#!/bin/sh
# A feed is fetched again and again; its articles stay the same ones.
. "$TESTS/lib.sh"

# feed TITLE: a feed of two items, the first with that title
feed() {
	cat <<-END
	<?xml version="1.0"?>
	<rss version="2.0"><channel><title>The Heron</title>
	<item><title>$1</title><link>https://heron.example/1?utm_source=rss</link>
	<description>&lt;p&gt;A walrus was seen.&lt;/p&gt;</description>
	<pubDate>Wed, 26 Jul 2017 10:05:00 EDT</pubDate></item>
	<item><title>Stork & eel</title><guid>https://heron.example/2</guid></item>
	<item><link>https://heron.example/3</link></item>
	</channel></rss>
	END
}

feed 'Walrus seen' >feed.xml
is 'the items go in, the empty one does not' \
	'added 2, replaced 0, unchanged 0, failed 1' \
	"$(gazette add feed.xml 2>why)"
is 'which is said with its line' \
	'feed.xml:7: neither a title nor a body: not an article' "$(cat why)"
gzip feed.xml
is 'compressed they are the same' \
	'added 0, replaced 0, unchanged 2, failed 1' \
	"$(gazette add feed.xml.gz 2>/dev/null)"
feed 'Walrus seen twice' >feed.xml
is 'a new headline replaces' 'added 0, replaced 1, unchanged 1, failed 1' \
	"$(gazette add feed.xml 2>/dev/null)"
is 'whatever counts the clicks' 'added 0, replaced 0, unchanged 2, failed 0' \
	"$(feed 'Walrus seen twice' | sed '/heron.example.3/d' | gazette add -)"

serve
is 'the article is found once' 1 "$(total 'walrus twice')"
is 'by its source' 2 "$(total '*' source=heron)"
is 'by its day' 1 "$(total '*' date=2017-07-26)"
