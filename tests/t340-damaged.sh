#!/bin/sh
# Bytes of the index are damaged, one at a time: check never crashes, searches
# are answered or refused, and the daemon lives on.
. "$TESTS/lib.sh"
export ASAN_OPTIONS="$ASAN_OPTIONS:handle_segv=0" # Xapian's crashes are no finding here
gazette add "$TESTS/../samples" >/dev/null
mv index whole
mkdir index
cp -R whole/. index
serve
seed=${SEED:-$(date +%s)}

draw() { # draw BELOW: the next number by chance
	seed=$(awk -v s="$seed" 'BEGIN { srand(s); print int(rand() * 2^31) }')
	echo $((seed % $1))
}

noticed=0
for round in $(seq 30); do
	rm -rf index
	cp -R whole index
	seed=$((seed + 1))
	file=index/current/$(ls index/current/ | sed -n "$(($(draw 5) + 1))p" |
		sed 's/flintlock/iamglass/')
	size=$(wc -c <"$file")
	seed=$((seed + 1))
	at=$(draw "$size")
	printf '\377\000\252' | dd of="$file" bs=1 seek="$at" conv=notrunc 2>/dev/null
	what="${file##*/} damaged at byte $at"
	gazette check >out 2>err
	case $? in
	0) ;;
	4) noticed=$((noticed + 1)) ;;
	*) fail "$what: check" "$? $(cat err)" ;;
	esac
	for path in '/v1/search?q=sessions' '/v1/count?q=%22attorney+general%22' \
		'/v1/search?q=senate&order-by=newest'; do
		got=$(status "$path")
		case $got in
		200 | 503) pass ;;
		*) fail "$what: $path" "$got" ;;
		esac
	done
done
[ $noticed -gt 5 ] && pass || fail 'check notices damage' "$noticed of 30, seed $seed"

for file in postlist.glass termlist.glass words-000001; do
	rm -rf index
	cp -R whole index
	: >index/current/$file
	gazette check >out 2>err
	is "an empty $file: check" 4 $?
	is "an empty $file: exit status of status" 0 \
		"$(gazette status >/dev/null 2>err; s=$?; [ $s -eq 0 ] || [ $s -eq 4 ]; echo $?)"
done
rm -rf index
mv whole index
is 'whole again, all is found' 33 "$(total sessions)"
