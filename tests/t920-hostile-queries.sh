#!/bin/sh
# Queries made to hurt: each is answered or refused in time, and the next
# honest one is answered as before.
. "$TESTS/lib.sh"
attack=$TESTS/../../shared/corpora/attack/attack.tar.zst
[ -e "$attack" ] || skip 'no ../shared/corpora/attack here'
command -v zstd >/dev/null || skip 'zstd is not here'
zstd -dc "$attack" | tar -xf - attack/own/query/hostile-queries.json

# Words in plenty, so that there is something to burn.
awk 'BEGIN {
	srand(4)
	for (i = 1; i <= 1500; i++) {
		body = ""
		for (w = 0; w < 60; w++)
			body = body sprintf("%c%c%c%d ", 97 + rand() * 26, 97 + rand() * 26,
				97 + rand() * 26, rand() * 40)
		printf "{\"id\":\"n%d\",\"title\":\"Number %d\",\"body\":\"%s a crake.\"}\n", i, i, body
	}
}' >news.jsonl
gazette add news.jsonl >/dev/null
unset GAZETTE_SEARCH_TIME
serve
queries=attack/own/query/hostile-queries.json
count=$(jq length $queries)
n=0
while [ $n -lt "$count" ]; do
	jq -j ".[$n]" $queries >query
	got=$(get /v1/search -G --data-urlencode q@query -o answer \
		-w '%{http_code} %{time_total}')
	what="query $n ($(head -c 40 query | tr -c ' -~' '?'))"
	case ${got% *} in
	200 | 400 | 414) pass ;;
	*) fail "$what is answered or refused" "$got $(cat answer)" ;;
	esac
	[ "$(echo "${got#* }" | cut -d. -f1)" -lt 3 ] && pass ||
		fail "$what in time" "$got"
	is "$what: the next one" 1500 "$(total crake)"
	n=$((n + 1))
done
is 'no worker died' '0 0' "$(get /metrics |
	sed -n 's/^gazetted_worker_\(crashes\|timeouts\)_total //p' | paste -sd ' ')"
