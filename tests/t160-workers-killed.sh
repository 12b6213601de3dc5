#!/bin/sh
# The processes that parse and build are killed while a large file goes in:
# add ends properly, says what it left out, and the next run brings it in.
. "$TESTS/lib.sh"
all=${small:+300} all=${all:-6000}
many $all n bittern >big.jsonl

"$BUILD/gazette" add big.jsonl >out 2>err &
writer=$!
kills=0
while kill -0 $writer 2>/dev/null; do
	nap 200
	victim=$(workers $writer | shuf -n 1)
	[ -n "$victim" ] && kill -9 $victim 2>/dev/null && kills=$((kills + 1))
	[ $kills -lt 12 ] || break
done
wait $writer
status=$?
[ $kills -gt 0 ] && pass || fail 'some were killed'

left_out=$(grep -c '^big.jsonl:[0-9]*: .* took too long or too much memory, or crashed' err)
is 'nothing else is on stderr' "$left_out" "$(wc -l <err)"
is 'what is not left out is in' \
	"added $((all - left_out)), replaced 0, unchanged 0, failed $left_out" \
	"$(cat out)"
is 'the exit status says it' $((left_out > 0)) $status
serve
is 'and found' $((all - left_out)) "$(total bittern)"
gazette add big.jsonl >out
is 'the next run completes it' \
	"added $left_out, replaced 0, unchanged $((all - left_out)), failed 0" \
	"$(cat out)"
is 'all of it' $all "$(total bittern)"
is 'check finds no faults' "$GAZETTE_INDEX: no faults" "$(gazette check)"

# Articles that are hard to take do not take others with them.
word=$(head -c 300000 /dev/zero | tr '\0' x)
words=$(seq 60000 | sed 's/$/ /' | tr -d '\n')
deep=$(head -c 200000 /dev/zero | tr '\0' '[')
{
	article before 2019-01-01 Before 'An avocet.'
	article word 2019-01-01 'One long word' "An avocet. $word"
	article words 2019-01-01 'Many words' "An avocet. $words"
	article title 2019-01-01 "$words" 'An avocet.'
	article url 2019-01-01 'A long URL' 'An avocet.' \
		"\"url\":\"https://a.example/$word\""
	article source 2019-01-01 'A long source' 'An avocet.' \
		"\"source\":\"$word\",\"section\":\"$words\""
	article id"$(printf '%0190d' 7)" 2019-01-01 'A long id' 'An avocet.'
	article nul 2019-01-01 'NUL' 'An avocet.\u0000An avocet.'
	article lone 2019-01-01 'Half a pair' 'An avocet. \ud800'
	printf '{"id":"deep","title":"Deep","body":"An avocet.","x":%s\n' "$deep"
	article after 2019-01-01 After 'An avocet.'
} >hard.jsonl
gazette add hard.jsonl >out 2>err
is 'hard articles: exit status' 1 $?
refused=$(wc -l <err)
is 'each refusal names its line' "$refused" "$(grep -c '^hard.jsonl:[0-9]*: ' err)"
is 'the others are in' "$((11 - refused))" "$(total avocet)"
has 'those before them' before "$(which_ones avocet)"
has 'and those after' after "$(which_ones avocet)"
is 'check finds no faults in them' "$GAZETTE_INDEX: no faults" "$(gazette check)"

# A pipe cannot be read again: what was behind the killed one is lost, and said.
mkfifo feed
"$BUILD/gazette" add --commit-seconds 1 - <feed >out 2>err &
writer=$!
exec 3>feed
article drop1 2019-02-01 'First drop' 'A dunlin.' >&3
found() { [ "$(total dunlin)" = 1 ]; }
until_so 10 found
kill -9 $(workers $writer)
article drop2 2019-02-01 'Second drop' 'A dunlin.' 2>/dev/null >&3
exec 3>&-
wait $writer
is 'a killed reader of a pipe: exit status' 1 $?
is 'what it had said is in' 'added 1, replaced 0, unchanged 0, failed 1' \
	"$(cat out)"
is 'that the rest is not, is said' \
	'-:2: reading one article took too long or too much memory, or crashed; it and all behind it are left out' \
	"$(cat err)"
