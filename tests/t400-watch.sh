#!/bin/sh
# gazette watch: what arrives in a spool goes in, each entry has its verdict,
# and whatever else lies in new/ is survived (hardening.md, R20).
. "$TESTS/lib.sh"
watch() { # watch [OPTION...]: start it and wait until it watches
	GAZETTE_QUIET=no "$BUILD/gazette" watch "$@" spool 2>err &
	watcher=$!
	until_so 20 grep -q watching err || { fail 'it starts' "$(cat err)"; exit; }
}

unwatch() { # unwatch [SIGNAL]: its status
	kill -"${1:-TERM}" $watcher
	wait $watcher
}

deliver() { # deliver NAME: standard input, as maildir has it
	cat >spool/tmp/"$1"
	mv spool/tmp/"$1" spool/new/"$1"
}

verdict() { # verdict NAME: what NAME.result says, without the last line
	jq -r 'select(.status) | "\(.line // "-") \(.status) \(.id // "-")"' \
		"spool/$1.result" | paste -sd,
}

# Nothing has gone in yet, and what comes first cannot.
watch
: | deliver first
until_so 10 test -e spool/failed/first.why
is 'what fails in an empty index has failed' 0 \
	"$(tail -n 1 spool/failed/first.result | jq .revision)"
unwatch
is 'and no more' 0 $?
rm -r spool index

# What was there before it came, also under a name that is no name.
mkdir -p spool/new spool/tmp
many 3 early puffin | deliver early.jsonl
many 2 odd puffin | deliver "$(printf 'two\nlines\377')"
long=$(head -c 255 /dev/zero | tr '\0' x)
many 1 long puffin | deliver "$long"
watch
is 'it is the owner'"'"'s alone' '700' "$(stat -c %a spool/cur)"
until_so 20 nothing_waits || fail 'what was there goes in' "$(ls spool/new; cat err)"
is 'early ones have a verdict' \
	'1 added early1,2 added early2,3 added early3' "$(verdict cur/early.jsonl)"
is 'and totals' '3 0 true' "$(tail -n 1 spool/cur/early.jsonl.result |
	jq -r '"\(.added) \(.failed) \(.revision > 0 and (.time | endswith("Z")))"')"
is 'an odd name is changed' '1 added odd1,2 added odd2' \
	"$(verdict cur/two_lines_)"
is 'so is one too long' '1 added long1' \
	"$(verdict "cur/$(printf %.160s "$long")")"
serve
is 'all are found' 6 "$(total puffin)"

# Arrivals, with a bad record among them.
{
	article good 2018-05-01 One 'A puffin.'
	echo '{"title":'
	article again 2018-05-02 Two 'A puffin.'
} | deliver three.jsonl
until_so 10 nothing_waits
is 'good ones go in around a bad one' \
	'1 added good,2 failed -,3 added again' "$(verdict cur/three.jsonl)"
is 'and are found' 8 "$(total puffin)"
{
	article good 2018-05-01 One 'A puffin.'
	article again 2018-05-02 Two 'Another puffin.'
} | gzip | deliver three.jsonl
until_so 10 nothing_waits
is 'of the same name another time' 2 "$(ls spool/cur | grep -c '^three.*result$')"
is 'one is unchanged, one replaced' '1 unchanged good,2 replaced again' \
	"$(verdict "cur/$(cd spool/cur && ls three.jsonl.[0-9]*result |
		sed 's/.result$//')")"

# Removals.
{
	echo '{"remove":"good"}'
	echo
	echo '{"remove":"nobody"}'
	echo 'good'
} | deliver some.remove
until_so 10 nothing_waits
is 'an article is removed' \
	'1 removed good,3 unchanged nobody,4 failed -' "$(verdict cur/some.remove)"
is 'and not found' 7 "$(total puffin)"
kill -STOP $watcher # so that these three go in together
article brief 2018-05-01 One 'A puffin.' | deliver 1.jsonl
until_so 2 test -e spool/new/1.jsonl
sleep 0.1
echo '{"remove":"brief"}' | deliver 2.remove
sleep 0.1
echo '{"remove":"again"}' | deliver 3.remove
sleep 0.1
article again 2018-05-02 Two 'The third puffin.' | deliver 4.jsonl
kill -CONT $watcher
until_so 10 nothing_waits
is 'what came and went' '1 removed brief' "$(verdict cur/2.remove)"
is 'what went and came' '1 replaced again' "$(verdict cur/4.jsonl)"
is 'the last word counts' 7 "$(total puffin)"

# What cannot be read, and what is not to be opened.
echo '{"title":' | deliver bad.jsonl
: | deliver empty
head -c 3000 /dev/urandom | deliver noise
echo 'puffin' >secret
ln -s ../../secret spool/new/symlink
ln secret spool/new/hardlink
ln -s /dev/zero spool/new/zero
mkfifo spool/new/pipe
mkdir spool/new/folder
echo 'not for you' >spool/new/.hidden
echo 'half' >spool/new/folder/inside
chmod 0 spool/new/folder
until_so 20 nothing_waits
for name in bad.jsonl empty noise symlink hardlink zero pipe folder; do
	if [ -s spool/failed/$name.why ] &&
		[ -e spool/failed/$name -o -L spool/failed/$name ]; then
		pass
	else
		fail "$name has failed, and why" "$(ls spool/failed)"
	fi
done
has 'a record says why' 'JSON ends' "$(cat spool/failed/bad.jsonl.why)"
hasnt 'nobody has to know where' spool "$(cat spool/failed/*.why)"
is 'hidden files are left alone' .hidden "$(ls -A spool/new)"
is 'nothing of it went in' 7 "$(total puffin)"

# A crowd, and a file put over another.
for i in $(seq 300); do
	article crowd$i 2018-05-01 One "A razorbill." >spool/tmp/crowd$i
done
mv spool/tmp/crowd* spool/new
until_so 30 nothing_waits
is 'a crowd goes in' 300 "$(total razorbill)"
kill -STOP $watcher
many 5 over auk | deliver over.jsonl
many 7 over auk | deliver over.jsonl
kill -CONT $watcher
until_so 10 test -e spool/cur/over.jsonl
is 'the one put over the other is in' 7 "$(total auk)"

# One at a time, and the end.
is 'another may not write' 3 \
	"$(timeout 20 "$BUILD/gazette" watch other >out 2>&1; echo $?)"
has 'and hears why' 'index' "$(cat out)"
is 'nor watch the same spool' 3 \
	"$(timeout 20 "$BUILD/gazette" watch --index another spool >out 2>&1; echo $?)"
has 'and hears why' 'another gazette watch' "$(cat out)"
many 2000 last gannet | deliver last.jsonl
unwatch
is 'SIGTERM ends it well' 0 $?
[ -e spool/new/last.jsonl ] || [ "$(total gannet)" = 2000 ] ||
	fail 'what was not finished waits' "$(ls spool/new)"
watch
until_so 20 test -e spool/cur/last.jsonl.result
is 'the next one goes on' 2000 "$(total gannet)"
unwatch INT
is 'SIGINT ends it well' 0 $?

# Old verdicts go, failures stay.
watch --spool-keep 0
sleep 1.5
unwatch
watch --spool-keep 0
unwatch
is 'cur/ is cleaned' '' "$(ls spool/cur)"
[ -e spool/failed/bad.jsonl.why ]
is 'failed/ is not' 0 $?

# Of a large entry and what came behind it, the last word counts.
watch --commit-articles 100
kill -STOP $watcher
many 4000 large tern | deliver large.jsonl
sleep 0.1
article large3999 2018-05-01 One 'A noddy.' | deliver small.jsonl
sleep 0.1
echo '{"remove":"large4000"}' | deliver small.remove
kill -CONT $watcher
until_so 60 nothing_waits
is 'small ones go first' '1 added large3999' "$(verdict cur/small.jsonl)"
is 'and are not undone' '3998 1' "$(total tern) $(total noddy)"
is 'nor is a removal' 404 "$(status /v1/articles/large4000)"
unwatch

# No room: said once, and nothing is lost.
many 2 room shearwater | deliver room.jsonl
watch --min-free 1024G
sleep 3
is 'a full disk is told of once' 1 "$(grep -c 'nothing is taken in' err)"
is 'what came waits' room.jsonl "$(ls spool/new)"
unwatch
watch
until_so 10 test -e spool/cur/room.jsonl
is 'and goes in when there is room' 2 "$(total shearwater)"
unwatch
is 'the index is whole' "$GAZETTE_INDEX: no faults" "$(gazette check 2>&1)"
is 'nothing is left in tmp/' '' "$(ls -A spool/tmp)"
is 'it takes one spool' 2 "$(gazette watch a b 2>/dev/null; echo $?)"
