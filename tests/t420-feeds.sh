#!/bin/sh
# gazette watch --feeds: feeds of a server that behaves, and of one that does
# not, are fetched as often as is polite, and what they bring is found.
. "$TESTS/lib.sh"
command -v python3 >/dev/null || skip 'python3 is not there'

python3 "$TESTS/feed_server.py" >port 2>server.err &
feeds=$!
trap 'kill $feeds; finish' EXIT
until_so 10 test -s port
at=http://127.0.0.1:$(cat port)

opml() { # opml PATH...
	echo '<?xml version="1.0"?><opml version="2.0"><body><outline text="All">'
	for path; do
		echo "<outline type=\"rss\" xmlUrl=\"$path\"/>"
	done
	echo '</outline></body></opml>'
}

watch() { # watch [OPTION...]
	GAZETTE_QUIET=no "$BUILD/gazette" watch --feeds feeds.opml \
		--feed-interval 1s --contact https://news.example/bot \
		"$@" spool 2>err &
	watcher=$!
	until_so 20 grep -q watching err || { fail 'it starts' "$(cat err)"; exit; }
}

asked() { # asked PATH [STATUS]: how often
	grep -c "^/$1 ${2:-}" requests
}

asked_often() { [ "$(asked "$1" "$2")" -ge "$3" ]; }

is 'without a list there is nothing' 4 \
	"$(gazette watch --feeds none.opml spool 2>out; echo $?)"
has 'and it says so' 'none.opml: No such file' "$(cat out)"
echo '<rss/>' >feeds.opml
is 'a list of another kind is refused' 4 \
	"$(gazette watch --feeds feeds.opml spool 2>out; echo $?)"
has 'and it says so' 'not an OPML list' "$(cat out)"

opml "$at/etag" "$at/etag" "$at/dated" "$at/gzip" "$at/moved" "$at/loop" \
	"$at/file" "$at/busy" "$at/gone" "$at/broken" "$at/page" "$at/large" \
	"$at/bomb" "$at/slow" "$at/slow-too" ftp://news.example/feed \
	http://127.0.0.1:1/ >feeds.opml
watch
until_so 60 asked_often etag 304 2
until_so 30 asked_often dated 304 1
until_so 30 asked_often slow-too 200 1
until_so 30 asked_often gone 410 1
until_so 30 asked_often page 200 2
until_so 30 test -z "$(ls spool/new)"
serve
for word in etag dated gzipped moved slow; do
	until_so 20 sh -c "[ \"\$(curl -s '$url/v1/count?q=$word' | jq .total)\" = 3 ]"
	is "what is in $word is found" 3 "$(total $word)"
done
is 'an unchanged feed is fetched once' 1 "$(asked etag 200)"
is 'also by date' 1 "$(asked dated 200)"
is 'with its ETag' '"one"' "$(grep '^/etag 304' requests | cut -d' ' -f4 | head -n 1)"
is 'one that is twice in the list is one' 1 "$(asked etag 200)"
is 'max-age is kept to' 1 "$(asked gzip)"
is 'so is Retry-After' 1 "$(asked busy)"
is 'what is gone is gone' 1 "$(asked gone)"
is 'redirects end at five' 0 $(($(asked loop) % 6))
is 'no file is read' '' "$(ls spool/failed; grep -l root: spool/cur/*)"
is 'what comes with an error is no feed' 0 "$(total broken)"
for said in '/loop: Maximum (5) redirects' '/broken: answered 500' \
	'/page: a web page, and no feed' '/large: over 8 MB' '/bomb: over 8 MB' \
	'/gone: gone for good' '/busy: answered 429; tried again in 600 s' \
	'127.0.0.1:1/: ' '/file: ' '1 feeds left out'; do
	has 'it is told' "$said" "$(cat err)"
done
is 'it says who it is' \
	"gazetted/$("$BUILD/gazette" --version | cut -d' ' -f2) (+https://news.example/bot)" \
	"$(sort -u agents)"
is 'one request at a time' 1 "$(curl -s "$at/most")"
# A pause doubles with each failure: of two pages the third is later.
set -- $(grep '^/page' requests | cut -d' ' -f3)
is 'it stays away longer each time' yes \
	"$(echo "$1 ${2:-0}" | awk '{ print($2 - $1 >= 1.5 ? "yes" : $0) }')"

# What it knows outlives a kill, and of the process that fetches as well.
kill -9 $watcher
wait $watcher 2>/dev/null
etags=$(asked etag 200) busy=$(asked busy)
watch
until_so 30 asked_often etag 304 $(($(asked etag 304) + 1))
is 'an ETag outlives a kill' "$etags" "$(asked etag 200)"
is 'and a pause' "$busy" "$(asked busy)"
for pid in $(children $watcher); do
	[ "$(cat /proc/"$pid"/comm)" != gazette-feeds ] || kill -9 "$pid"
done
until_so 20 grep -q 'fetches feeds has died' err
until_so 30 asked_often etag 304 $(($(asked etag 304) + 1))
is 'it is started again' "$etags" "$(asked etag 200)"

# The list may change meanwhile.
opml "$at/target" >new.opml
mv new.opml feeds.opml
sleep 2
count=$(asked etag)
until_so 30 asked_often target 200 4
is 'a feed that is listed no more is left alone' "$count" "$(asked etag)"
is 'and forgotten' '' "$(cut -f1 spool/feeds.state | grep -v target)"
kill $watcher
wait $watcher
is 'SIGTERM ends it well' 0 $?
sleep 0.2
is 'and nothing is left running' '' \
	"$(grep -l gazette-feeds /proc/[0-9]*/comm 2>/dev/null | while read -r f; do
		p=${f#/proc/}; grep -q "^PPid:.$watcher$" "/proc/${p%/comm}/status" && echo "$p"
	done)"
