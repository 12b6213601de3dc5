#!/bin/sh
# A copy of the index, made while others search and write.
. "$TESTS/lib.sh"
many 300 a dipper | gazette add - >/dev/null
gazette remove a7 >/dev/null

revision=$(gazette status | sed -n 's/^revision *//p')
is 'says what there is' "299 articles, revision $revision" \
	"$(gazette backup one | cut -d , -f 1-2)"
is 'whole' 'one: no faults' "$(gazette check --index one)"
is 'all of it' 299 "$(gazette status --index one | sed -n 's/^articles *//p')"
gazette backup one 2>err
is 'not over another' 2 $?
has 'which is left alone' 'one: is not empty' "$(cat err)"
is 'and is' 299 "$(gazette status --index one | sed -n 's/^articles *//p')"
gazette backup "$GAZETTE_INDEX/sub" 2>err
is 'not into the index itself' 2 $?
is 'nor a trace of it' no "$([ -e "$GAZETTE_INDEX/sub" ] && echo yes || echo no)"
gazette backup 2>err
is 'needs a folder' 2 $?
gazette backup --index nowhere two 2>err
is 'and an index' 4 $?
is 'or makes nothing' no "$([ -e two ] && echo yes || echo no)"
gazette backup /dev/full/x 2>err
is 'a place where nothing can be made' 4 $?

# While articles come in, each commit a state of its own: a backup holds an
# article and all that came before it, or neither.
{
	for i in $(seq 40); do
		many 5 "b$i-" wren
		sleep 0.05
	done
} | GAZETTE_COMMIT_ARTICLES=5 gazette add - >/dev/null 2>&1 &
writer=$!
copies=0
for i in 1 2 3 4; do
	gazette backup "copy$i" >/dev/null 2>err &&
		gazette check --index "copy$i" >/dev/null 2>err || break
	copies=$i
done
wait $writer
is 'copies can be made while it is written' 4 "$copies"
for i in $(seq 40); do seq 5 | sed "s/^/b$i-/"; done >order
for i in $(seq $copies); do
	GAZETTE_INDEX=$PWD/copy$i serve
	ask /v1/export q=wren | jq -r .id | sort >got
	head -n "$(wc -l <got)" order | sort >want
	is "copy $i has what came first, and all of that" '' "$(diff want got)"
	is 'beside what there was' 299 "$(total dipper)"
	stop
done

# A copy serves, and takes articles.
export GAZETTE_INDEX="$PWD/copy4"
many 1 c ouzel | gazette add - >/dev/null
serve
is 'a copy is an index like any other' 1 "$(total ouzel)"
is 'with what it had' 299 "$(total dipper)"
is 'and what was removed' 410 "$(status /v1/articles/a7)"
