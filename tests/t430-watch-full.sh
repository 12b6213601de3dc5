#!/bin/sh
# gazette watch runs into a full disk: it says so once, goes on when there is
# room, and all that was handed over is found, once.
. "$TESTS/lib.sh"
mkdir disk
mount -t tmpfs -o size=2m none disk 2>/dev/null ||
	skip 'no small disk can be mounted here'
trap 'umount -l disk; finish' EXIT
export GAZETTE_INDEX="$PWD/disk/index" GAZETTE_MIN_FREE=0
# Xapian's own merging leaks when it fails.
export ASAN_OPTIONS="detect_leaks=0:$ASAN_OPTIONS"
many 1 first auk | gazette add - >/dev/null

GAZETTE_QUIET=no "$BUILD/gazette" watch disk/spool 2>err &
watcher=$!
until_so 20 grep -q watching err || { fail 'it starts' "$(cat err)"; exit; }
delivered=0
for n in $(seq 40); do
	many 900 "$n-" puffin | sed "s/here/$n &/" 2>/dev/null >disk/spool/tmp/$n &&
		[ "$(wc -l <disk/spool/tmp/$n)" = 900 ] || break
	mv disk/spool/tmp/$n disk/spool/new/$n
	delivered=$((delivered + 900))
	sleep 0.2
done
rm -f disk/spool/tmp/$n
until_so 20 grep -q 'tried again' err || fail 'the disk is full' "$(cat err)"
sleep 3
is 'it is said once' 1 "$(grep -c 'tried again' err)"
has 'and what waits is safe' 'stays there' "$(cat err)"
serve
held=$(total puffin)
[ "$held" -le $delivered ] && [ -n "$(ls disk/spool/new)" ]
is 'not all went in' 0 $?
mount -o remount,size=64m disk
settled() { [ -z "$(ls disk/spool/new)" ]; }
until_so 60 settled || fail 'the rest goes in' "$(ls disk/spool/new; cat err)"
is 'all is found' $delivered "$(total puffin)"
kill $watcher
wait $watcher
is 'it ends well' 0 $?
is 'the index is whole' "$GAZETTE_INDEX: no faults" "$(gazette check 2>&1)"
stop
server=
