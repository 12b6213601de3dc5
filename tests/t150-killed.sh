#!/bin/sh
# gazette add is killed at any moment, ten times in a large load and ten times
# in small commits: the index stays whole, and the next run completes it.
. "$TESTS/lib.sh"
sound() { # sound WHEN
	is "check finds no faults $1" "$GAZETTE_INDEX: no faults" \
		"$(gazette check 2>&1)"
}

kill_midway() { # kill_midway MS COMMAND...: with its children, which must end
	ms=$1
	shift
	"$BUILD/gazette" "$@" >out 2>err &
	writer=$!
	nap "$ms"
	kill -9 $writer 2>/dev/null
	wait $writer 2>/dev/null
}

all_or_nothing() { # unless the programs were built to load in small parts
	[ "$now" -eq $held ] || [ "$now" -eq $((held + load)) ] ||
		[ "$small" -a "$now" -ge $held -a "$now" -le $((held + load)) ]
}

load=${small:+60} load=${load:-1200}
many 30 first puffin >first.jsonl
gazette add first.jsonl >/dev/null
many $load load0- puffin >load.jsonl
began=$(now_ms)
gazette add load.jsonl >/dev/null
took=$(($(now_ms) - began))
serve

held=$((30 + load))
for round in 1 2 3 4 5 6 7 8 9 10; do
	many $load load$round- puffin >load.jsonl
	kill_midway $took add load.jsonl
	now=$(total puffin)
	if all_or_nothing; then
		pass
	else
		fail "round $round: a load is all or nothing" "$held, now $now"
	fi
	[ $((round % 3)) -ne 0 ] || sound "after load $round"
	gazette add load.jsonl >out 2>err
	is "round $round: the next run is well" 0 $?
	held=$((held + load))
	is "round $round: and completes it" $held "$(total puffin)"
done
sound 'after ten loads'
is 'nothing unfinished is left lying' '' \
	"$(ls index | grep -vE '^(lock|current|gen-[0-9]+)$')"
is 'of all generations one' 1 "$(ls index | grep -c gen-)"

many 120 drop puffin >drops.jsonl
began=$(now_ms)
gazette add --index spare --commit-articles 6 - <drops.jsonl >/dev/null
took=$(($(now_ms) - began))
for round in 1 2 3 4 5 6 7 8 9 10; do
	many 120 drop$round- puffin >drops.jsonl
	kill_midway $took add --commit-articles 6 - <drops.jsonl
	now=$(total puffin)
	if [ "$now" -ge $held ] && [ "$now" -le $((held + 120)) ]; then
		pass
	else
		fail "round $round: nothing lost, nothing twice" \
			"$held and up to 120 more, now $now"
	fi
	[ $((round % 3)) -ne 0 ] || sound "after drops $round"
	gazette add - <drops.jsonl >out 2>err
	is "round $round: the next run of drops is well" 0 $?
	held=$((held + 120))
	is "round $round: and completes them" $held "$(total puffin)"
done
sound 'after ten rounds of drops'
