#!/bin/sh
# gazette watch is killed at any moment while articles are delivered: each one
# that was handed over is in the index in the end, and once. KILLS=200 is the
# run that docs/figures.md tells of.
. "$TESTS/lib.sh"
kills=${KILLS:-10}

deliver_on() { # entries of 1 to 5 articles, some that are there already
	n=0
	while [ -e go ]; do
		n=$((n + 1))
		many $((n % 5 + 1)) "e$n-" puffin >spool/tmp/$n
		[ $((n % 7)) -ne 0 ] || many 5 "e$((n - 3))-" puffin >>spool/tmp/$n
		cp spool/tmp/$n sent
		mv spool/tmp/$n spool/new/$n.jsonl # from here on it is safe
		jq -r .id sent >>ledger
	done
}

mkdir -p spool/new spool/tmp
many 1 first puffin >spool/new/0
gazette add --index "$GAZETTE_INDEX" spool/new/0 >/dev/null
echo first1 >ledger
: >go
deliver_on &
writer=$!
while [ "$kills" -gt 0 ]; do
	kills=$((kills - 1))
	watch
	nap 1500
	kill -9 $watcher
	wait $watcher 2>/dev/null
	[ $((kills % 10)) -ne 5 ] ||
		is 'the index is whole' "$GAZETTE_INDEX: no faults" \
			"$(gazette check 2>&1)"
done
rm go
wait $writer
watch
until_so 120 nothing_waits || fail "all goes in" "$(ls spool/new)"
kill $watcher
wait $watcher
is 'it ends well' 0 $?
is 'all that was delivered has a verdict' \
	"$(ls spool/cur | grep -c 'jsonl$')" \
	"$(ls spool/cur | grep -c 'jsonl.result$')"
is 'nothing failed' '' "$(ls spool/failed)"
serve --offset-max 1000000
sort -u ledger >acknowledged
every_id puffin | sort >in-index
is 'each is found exactly once' '' "$(diff acknowledged in-index)"
echo "$(wc -l <acknowledged) articles acknowledged, $(wc -l <in-index) found"
is 'the index is whole' "$GAZETTE_INDEX: no faults" "$(gazette check 2>&1)"
