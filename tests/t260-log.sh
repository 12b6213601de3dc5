#!/bin/sh
# What is written down: one line of JSON a request, and numbers.
. "$TESTS/lib.sh"
many 3 n ruff >news.jsonl
gazette add news.jsonl >/dev/null
serve
ask /v1/search 'q=ruff secret' >/dev/null
ask /v1/search 'q=ruff secret' >/dev/null
get /nothing -H 'X-Request-Id: desk-1' >/dev/null
get /v1/articles/n1 --head >/dev/null
get '/v1/%22%0a%7b' >/dev/null
stop

is 'a line a request' 5 "$(wc -l <access.log)"
is 'each of them JSON' 5 "$(jq -c . access.log | wc -l)"
is 'with these members' \
	'["bytes","cache","method","ms","path","remote","request_id","status","time"]' \
	"$(head -n 1 access.log | jq -c keys)"
is 'what was asked' \
	'["GET","/v1/search",200,"miss"] ["GET","/v1/search",200,"hit"] ["GET","/nothing",404,null] ["HEAD","/v1/articles/n1",200,"miss"] ["GET","/v1/%22%0a%7b",400,null]' \
	"$(jq -c '[.method,.path,.status,.cache]' access.log | paste -sd ' ')"
is 'by whom' '127.0.0.1' "$(jq -r .remote access.log | sort -u)"
is 'with its id' desk-1 "$(sed -n 3p access.log | jq -r .request_id)"
hasnt 'but not what was searched for' secret "$(cat access.log)"

rm access.log
serve --log-query
ask /v1/search 'q=ruff secret' >/dev/null
has 'unless that is wanted' secret "$(cat access.log)"

metric() { get /metrics | sed -n "s/^gazetted_$1 //p"; }
is 'requests are counted by route and status' 1 \
	"$(metric 'requests_total{route="\/v1\/search",status="2xx"}')"
before=$(metric cache_hits_total)
ask /v1/search 'q=ruff secret' >/dev/null
is 'hits of the cache are counted' $((before + 1)) "$(metric cache_hits_total)"
is 'no worker has crashed' 0 "$(metric worker_crashes_total)"
is 'every figure is one' '' "$(get /metrics | grep -v '^#' |
	grep -vE '^gazetted_[a-z_]+({[^}]*})? [0-9.]+$')"
is 'and named once' '' "$(get /metrics | grep -v '^#' | cut -d' ' -f1 | sort | uniq -d)"

# A log that was moved away is begun anew at SIGHUP.
mv access.log old.log
kill -HUP $server
until_so 5 test -e access.log
get /healthz >/dev/null
is 'after SIGHUP the log is a new file' /healthz "$(jq -r .path access.log)"
