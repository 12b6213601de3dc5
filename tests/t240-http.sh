#!/bin/sh
# HTTP as such: methods, caching, encodings, headers, refusals.
. "$TESTS/lib.sh"
many 30 n rail >news.jsonl
gazette add news.jsonl >/dev/null
serve

# ---- every answer, also a refusal, has these ----
security='Content-Security-Policy Referrer-Policy X-Content-Type-Options X-Request-Id Vary Cache-Control Date Content-Length'
for path in / /search?q=rail /articles/n1?q=rail /style.css /v1/search?q=rail \
	/v1/count /v1/parse?q=rail /v1/articles/n1 /v1/status /metrics /healthz \
	/readyz /nothing '/v1/search?q=w*' /v1/articles/none /problems/no-index; do
	get "$path" -o /dev/null -D headers
	for name in $security; do
		grep -qi "^$name: ." headers || fail "$path has $name" "$(cat headers)"
	done
	! grep -qi '^Server:' headers || fail "$path names no server"
	pass
done
is 'scripts come from here alone' \
	"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'" \
	"$(header Content-Security-Policy /)"
is 'types are not guessed' nosniff "$(header X-Content-Type-Options /v1/status)"

# ---- health ----
is 'alive' '{"status":"alive"}' "$(get /healthz)"
is 'ready' '{"ready":true}' "$(get /readyz)"
is 'status' '[30,"2018-04-01","2018-04-01",30,0]' "$(get /v1/status |
	jq -c '[.articles,.oldest,.newest,.dated,.sources]')"

# ---- HEAD ----
length=$(get '/v1/search?q=rail&page-size=0' | wc -c)
get '/v1/search?q=rail&page-size=0' -I >headers
has 'HEAD: status' '200 OK' "$(head -n 1 headers)"
tag() { header ETag "$@"; }
is 'HEAD: the tag of GET' "$(tag '/v1/search?q=rail&page-size=0')" \
	"$(tag '/v1/search?q=rail&page-size=0' -I)"
is 'HEAD: no body' 0 "$(get /v1/status --head -o /dev/null -w '%{size_download}')"
near=$(sed -n 's/^Content-Length: \([0-9]*\).*/\1/p' headers)
[ $((near - length)) -le 4 ] && [ $((length - near)) -le 4 ] && pass ||
	fail 'HEAD: the length of GET, but for took_ms' "$near and $length"

# ---- ETag ----
old=$(tag '/v1/count?q=rail')
is 'the same question, the same tag' "$old" "$(tag '/v1/count?q=rail')"
is 'parameters in another order too' "$(tag '/v1/count?q=rail&date=2018')" \
	"$(tag '/v1/count?date=2018&q=rail')"
[ "$old" != "$(tag '/v1/count?q=number')" ] && pass || fail 'another has another'
is 'not modified' 304 "$(status '/v1/count?q=rail' -H "If-None-Match: $old")"
is 'one of several' 304 \
	"$(status '/v1/count?q=rail' -H "If-None-Match: \"x\", $old")"
is 'no body with it' 0 "$(get '/v1/count?q=rail' -H "If-None-Match: $old" |
	wc -c)"
is 'another tag' 200 "$(status '/v1/count?q=rail' -H 'If-None-Match: "x"')"
is 'what depends on the clock has none' '' "$(tag '/v1/count?date=today')"
article more 2018-04-02 More 'A rail.' | gazette add - >/dev/null
is 'after a commit it is modified' 200 \
	"$(status '/v1/count?q=rail' -H "If-None-Match: $old")"
[ "$old" != "$(tag '/v1/count?q=rail')" ] && pass || fail 'and has a new tag'
is 'and the new answer' 31 "$(total rail)"
css=$(tag /style.css)
is 'files have tags too' 304 "$(status /style.css -H "If-None-Match: $css")"

# ---- gzip ----
get '/v1/search?q=rail' -H 'Accept-Encoding: gzip' -D headers -o packed
has 'gzip when wanted' 'Content-Encoding: gzip' "$(cat headers)"
is 'it unpacks to the same' "$(get '/v1/search?q=rail' | jq -cS 'del(.took_ms)')" \
	"$(gzip -dc packed | jq -cS 'del(.took_ms)')"
get '/v1/search?q=rail' -H 'Accept-Encoding: gzip, br' -D headers -o packed
has 'brotli, where it is as welcome' 'Content-Encoding: br' "$(cat headers)"
is 'the tag is that of the plain answer' "$(tag '/v1/search?q=rail')" \
	"$(sed -n "s/^ETag: \(.*\)$(printf '\r')$/\1/p" headers)"
is 'it depends on what was accepted' 'Accept, Accept-Encoding' \
	"$(header Vary '/v1/search?q=rail')"
is 'gzip, where it is more so' gzip \
	"$(header Content-Encoding '/v1/search?q=rail' -H 'Accept-Encoding: br;q=0.5, gzip')"
is 'not when refused' '' \
	"$(header Content-Encoding '/v1/search?q=rail' -H 'Accept-Encoding: gzip;q=0')"
is 'nor unasked' '' "$(header Content-Encoding '/v1/search?q=rail')"

# ---- other origins ----
is 'pages elsewhere may read' '*' "$(header Access-Control-Allow-Origin /v1/status)"
is 'and are told so beforehand' 'GET, HEAD, OPTIONS' \
	"$(header Access-Control-Allow-Methods /v1/search -X OPTIONS)"
is 'OPTIONS' 204 "$(status /v1/search -X OPTIONS)"
is 'but not the web page' '' "$(header Access-Control-Allow-Origin /)"

# ---- refusals ----
problem() { # problem STATUS CODE PATH [CURL OPTION...]
	want="$1 application/problem+json $2"
	shift 2
	what="$*"
	got=$(get "$@" -o body -w '%{http_code} %{content_type}')
	is "$what" "$want" "$got $(jq -r .code body)"
	is "$what: its members" \
		'["code","detail","request_id","status","title","type"]' \
		"$(jq -c 'del(.errors) | keys' body)"
	is "$what: its status within" "${want%% *}" "$(jq .status body)"
}
problem 404 not-found /nothing
problem 404 not-found /v1/nothing
problem 404 not-found /v1/search/
problem 404 article-not-found /v1/articles/none
problem 405 method-not-allowed /v1/search -X POST
problem 405 method-not-allowed /v1/search -d q=rail
problem 405 method-not-allowed /v1/articles/n1 -X PUT
problem 405 method-not-allowed /v1/articles
problem 501 no-spool /v1/articles/n1 -X DELETE
problem 501 no-spool /v1/articles -d '{}'
problem 501 method-unknown /v1/search -X BREW
problem 406 not-acceptable /v1/count -H 'Accept: text/csv'
problem 400 body-not-allowed /v1/search -X GET -d q=rail
problem 414 target-too-long "/v1/search?q=$(head -c 9000 /dev/zero | tr '\0' x)"
problem 431 headers-too-large / -H "X-Long: $(head -c 17000 /dev/zero | tr '\0' x)"
problem 400 bad-target '/v1/search?q=%ff'
problem 400 bad-target '/v1/search?q=%00'
problem 400 bad-target '/v1/search?q=%zz'
problem 400 bad-target '/%2e%2e/etc/passwd' --path-as-is
problem 400 bad-target '/../etc/passwd' --path-as-is
problem 400 too-many-parameters "/v1/search?$(seq 65 | sed 's/.*/a&=1/' | paste -sd '&')"
problem 400 bad-query '/v1/search?q=w*'
problem 400 bad-parameter '/v1/search?from-date=2017-02-30'
is 'Allow lists what would do' 'GET, HEAD, OPTIONS' "$(header Allow /v1/search -X POST)"
is 'the type of a problem can be read' 200 \
	"$(status "$(get /nothing | jq -r .type)")"
is 'a browser gets a page instead' text/html \
	"$(get /nothing -H 'Accept: text/html' -o /dev/null -w '%{content_type}' | cut -d';' -f1)"
is 'but not from the API' application/problem+json \
	"$(get /v1/nothing -H 'Accept: text/html' -o /dev/null -w '%{content_type}')"
is '*/* is acceptable' 200 "$(status /v1/search -H 'Accept: text/csv;q=0.5, */*;q=0.1')"

# ---- request ids ----
is 'an id sent comes back' desk-7 "$(header X-Request-Id / -H 'X-Request-Id: desk-7')"
is 'in a problem as well' desk-8 \
	"$(get /nothing -H 'X-Request-Id: desk-8' | jq -r .request_id)"
mad=$(header X-Request-Id / -H 'X-Request-Id: <script>')
hasnt 'a mad one does not' script "$mad"
[ -n "$mad" ] && pass || fail 'but gets one'
