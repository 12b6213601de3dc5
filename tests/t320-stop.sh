#!/bin/sh
# The daemon is stopped and told to look again: nobody is cut off.
. "$TESTS/lib.sh"
many 20 n pipit >news.jsonl
gazette add news.jsonl >/dev/null

# SIGTERM: what is under way is answered, then it ends with 0.
serve --workers 1
kill -STOP $(workers $server)
ask /v1/search q=pipit >answer & reader=$!
busy() { [ "$(get /metrics | sed -n 's/^gazetted_worker_jobs_total //p')" = 1 ]; }
until_so 10 busy
kill -TERM $server
refused() { ! get /healthz; }
until_so 5 refused 2>/dev/null
is 'no new connection is taken' 0 $?
kill -CONT $(workers $server)
wait $reader
is 'the search under way is answered' 20 "$(jq .total answer)"
wait $server
is 'and the exit status is 0' 0 $?
server=

# What does not end in time is refused, not waited for.
serve --workers 1 --drain-time 300ms
kill -STOP $(workers $server)
ask /v1/search q=pipit >answer & reader=$!
until_so 10 busy
began=$(now_ms)
stop
is 'a search that does not end: exit status' 0 $?
took=$(($(now_ms) - began))
[ $took -lt 5000 ] && pass || fail 'it does not hold the end up' "$took ms"
wait $reader
is 'and is told' stopping "$(jq -r .code answer)"
is 'no worker is left' '' "$(grep -l gazetted-search /proc/[0-9]*/comm 2>/dev/null |
	while read -r comm; do
		tr '\0' '\n' 2>/dev/null <"${comm%comm}environ" |
			grep -x "GAZETTE_INDEX=$GAZETTE_INDEX"
	done)"

# SIGINT as well; a second one at once.
serve
kill -INT $server
wait $server
is 'SIGINT: exit status' 0 $?
server=

# SIGHUP: files and workers are fresh, no request is lost.
mkdir www
echo 'body{}' >www/style.css
serve --www www --workers 2
before=$(workers $server | sort | paste -sd ' ')
echo 'main{}' >www/style.css
is 'files are kept in memory' 'body{}' "$(get /style.css)"
(for i in $(seq 30); do ask /v1/count q=pipit "x=$i"; done >answers) & reader=$!
kill -HUP $server
renewed() { [ "$(workers $server | sort | paste -sd ' ')" != "$before" ]; }
until_so 5 renewed
is 'workers are renewed' 0 $?
wait $reader
is 'no answer is lost' 30 "$(grep -c '"total":20' answers)"
is 'files are read again' 'main{}' "$(get /style.css)"
rm -r www
kill -HUP $server
until_so 5 grep -q 'cannot read the web page' $log
is 'where they are gone the old ones stay' 'main{}' "$(get /style.css)"
