#!/bin/sh
# Four readers search while a writer commits: every answer is an answer, of one
# commit, and each commit is seen within a second.
. "$TESTS/lib.sh"
many 50 first teal >news.jsonl
gazette add news.jsonl >/dev/null
serve --workers 3
first=$((50 - $(get /v1/status | jq .revision))) # a commit an article from here

for r in 1 2 3 4; do
	(for i in $(seq 50); do
		ask /v1/search q=teal page-size=3 order-by=newest "x$r=$i"
	done >answers$r) &
	readers="$readers $!"
done
mkfifo feed
gazette add --commit-seconds 1 --commit-articles 1 - <feed >out &
writer=$!
exec 3>feed
late=0
for i in $(seq 20); do
	article "late$i" 2019-01-01 "Late $i" 'A teal came late.' >&3
	began=$(now_ms)
	seen() { [ "$(total "=late headline:$i")" = 1 ]; }
	until_so 20 seen || fail "commit $i is seen"
	took=$(($(now_ms) - began))
	[ $took -le $late ] || late=$took
done
exec 3>&-
wait $writer
is 'the writer is well' 'added 20, replaced 0, unchanged 0, failed 0' "$(cat out)"
wait $readers
is 'as many answers as questions' 200 "$(cat answers? | wc -l)"
is 'none of them an error' 0 "$(cat answers? | jq -c 'select(.total == null)' | wc -l)"
is 'each has its three results' 0 \
	"$(cat answers? | jq -c 'select((.results | length) != 3)' | wc -l)"
is 'totals belong to their revision' 0 \
	"$(cat answers? | jq -c "select(.total != $first + .index_revision)" | wc -l)"
for r in 1 2 3 4; do
	is "reader $r never goes back" "$(jq .total answers$r)" \
		"$(jq .total answers$r | sort -n)"
done
# From the pipe to the answer: a second to commit, a second to be seen, and
# room for a machine that is busy.
[ $late -lt 6000 ] && pass || fail 'each commit is seen soon' "$late ms"
article last 2019-01-02 Last 'The last teal.' | gazette add - >/dev/null
sleep 1
is 'what add has said is seen within a second' last "$(ids '"last teal"')"

# A large load swaps the whole index below the readers.
for r in 1 2 3 4; do
	(for i in $(seq 25); do ask /v1/search q=teal "x$r=$i"; done >answers$r) &
	swappers="$swappers $!"
done
many 1200 load teal >load.jsonl
gazette add load.jsonl >/dev/null
wait $swappers
is 'none of them an error then, too' '' \
	"$(cat answers? | jq -r 'select(.total == null) | .detail' | sort -u)"
[ "$small" ] || is 'before or after' '' \
	"$(cat answers? | jq .total | sort -u | grep -vE '^(71|1271)$')"
is 'all are found' 1271 "$(total teal)"
