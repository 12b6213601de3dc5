#!/bin/sh
# A worker dies of a search: that search gets a 503, and nobody else notices.
. "$TESTS/lib.sh"
many 20 n knot >news.jsonl
gazette add news.jsonl >/dev/null
serve --workers 2 --cache 0
is 'two workers' 2 "$(workers $server | wc -l)"

# Stopped, a worker keeps the search it is given; then it is killed.
before=$(workers $server | sort)
for worker in $before; do
	kill -STOP $worker
done
ask /v1/search q=knot >first & a=$!
ask /v1/search q=knot >second & b=$!
held() { [ "$(get /metrics | sed -n 's/^gazetted_worker_jobs_total //p')" = 2 ]; }
until_so 10 held
first=$(echo "$before" | head -n 1) second=$(echo "$before" | tail -n 1)
kill -9 $first
until_so 10 grep -lq . first second
kill -CONT $second
wait $a $b
is 'one search is lost, the other is not' '[20,null] [null,"search-crashed"]' \
	"$(cat first second | jq -c '[.total,.code]' | sort | paste -sd ' ')"
is 'the lost one is told to try again' 503 "$(cat first second | jq '.status // empty')"
is 'the next search is answered' 20 "$(total knot)"
is 'there are two workers again' 2 "$(workers $server | wc -l)"
is 'the crash is counted' 1 \
	"$(get /metrics | sed -n 's/^gazetted_worker_crashes_total //p')"

# All killed at once, idle or not, again and again.
for i in 1 2 3; do
	kill -9 $(workers $server)
	is "round $i: alive without workers" '{"status":"alive"}' "$(get /healthz)"
	found() { [ "$(total knot)" = 20 ]; }
	until_so 10 found
	is "round $i: and searching again" 0 $?
done
stop
is 'and it leaves in peace' 0 $?

# A search that takes too long is stopped at its deadline.
serve --workers 1 --search-time 300ms
kill -STOP $(workers $server)
began=$(now_ms)
is 'too long a search' 'search-timeout 503' \
	"$(ask /v1/search q=knot | jq -r '"\(.code) \(.status)"')"
took=$(($(now_ms) - began))
[ $took -lt 5000 ] && pass || fail 'is stopped in time' "$took ms"
is 'and the next one is answered' 20 "$(total knot)"

# More than there is room for are turned away, not kept.
stop
serve --workers 1 --queue 2 --queue-time 500ms --cache 0
worker=$(workers $server)
kill -STOP $worker
for i in 1 2 3 4 5 6 7 8; do
	ask /v1/count q=knot >answer$i & asked="$asked $!"
done
sleep 1
kill -CONT $worker
wait $asked
refused=$(cat answer? | grep -c overloaded)
is 'each is answered or refused' 8 "$(cat answer? | grep -cE '"total":20|overloaded')"
[ "$refused" -ge 5 ] && pass || fail 'most are refused' "$refused of 8"
has 'with the time to wait' 1 "$(grep -l overloaded answer? | wc -l)1"
is 'and then all is well' 20 "$(total knot)"
