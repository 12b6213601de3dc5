#!/bin/sh
# Articles by POST: who may, what is taken, what is refused, and that what was
# promised is on disk.
. "$TESTS/lib.sh"
key=0123456789-desk-key other=0123456789-wire-key
umask 077
printf '# the desk\n%s\n%s\n' $key $other >keys
article first 2018-05-01 First 'One whimbrel.' | gazette add - >/dev/null
serve --spool spool --keys-file keys --post-size 100K --article-size 10K

post() { # post PATH [CURL OPTION...]: as the desk, as JSON unless told otherwise
	path=$1
	shift
	case $* in *Content-Type*) ;; *) set -- -H 'Content-Type: application/json' "$@" ;; esac
	case $* in *uthorization:*) ;; *) set -- -H "Authorization: Bearer $key" "$@" ;; esac
	get "$path" "$@"
}
problem() { # problem STATUS CODE WHAT PATH [CURL OPTION...]
	want="$1 application/problem+json $2" what=$3
	shift 3
	got=$(post "$@" -o body -D headers -w '%{http_code} %{content_type}')
	is "$what" "$want" "$got $(jq -r .code body)"
	is "$what: nothing is left of it" '' "$(ls spool/tmp)"
}
told() { sed -n "s/^$1: \(.*\)$(printf '\r')$/\1/Ip" headers; }
waiting() { ls spool/new | wc -l; }
taken() { # taken WHAT FILE [CURL OPTION...]: FILE arrives byte by byte
	what=$1 file=$2
	shift 2
	got=$(post /v1/articles "$@" -o body -D headers -w '%{http_code}')
	is "$what" 202 "$got"
	cmp -s "$file" "spool/new/$(jq -r .receipt body)" && pass ||
		fail "$what: lies in the spool" "$(cat body)"
}
text() { head -c "$1" /dev/zero | tr '\0' x; }
counted() { get /metrics | sed -n "s/^gazetted_$1 //p"; }

# ---- what is taken ----
many 50 n dunlin >lines
article one 2018-05-02 One 'A dunlin.' >one
jq -s . lines >list
gzip -k lines
json='Content-Type: application/json' nd='Content-Type: application/x-ndjson'
taken 'one article' one --data-binary @one
taken 'a list' list --data-binary @list
taken 'lines' lines --data-binary @lines -H "$nd"
taken 'lines said to be JSON' lines --data-binary @lines
taken 'lines by gzip' lines --data-binary @lines.gz -H "$nd" -H 'Content-Encoding: gzip'
taken 'in chunks' lines -X POST -T - -H "$nd" <lines
taken 'gzip in chunks' lines -X POST -T - -H "$nd" -H 'Content-Encoding: gzip' <lines.gz
taken 'after 100 Continue' lines --data-binary @lines -H "$nd" -H 'Expect: 100-continue'
taken 'of its own type' one --data-binary @one -H 'Content-Type: application/ld+json; charset=UTF-8'
taken 'by the other key' one --data-binary @one -H "authorization: bearer $other"
taken 'from a page of this site' one --data-binary @one -H "Origin: $url"
taken 'the same again' one --data-binary @one
is 'a receipt: its members' '["links","receipt","status"]' "$(jq -c keys body)"
is 'it waits' waiting "$(jq -r .status body)"
is 'Location is its address' "$(told Location)" "$(jq -r .links.self body)"
get "$(told Location)" >receipt
is 'which tells as much' "$(jq -c '[.receipt,.status,.links]' body)" \
	"$(jq -c '[.receipt,.status,.links]' receipt)"
is 'and when it came' "$(date -u +%Y-%m-%d)" "$(jq -r .received receipt | cut -c-10)"
is 'HEAD of it' 200 "$(status "$(told Location)" -I)"
is 'all of them wait' 12 "$(waiting)"
is 'and are counted' 12 "$(counted posts_accepted_total)"
measured() { [ "$(counted spool_entries)" = 12 ]; }
until_so 5 measured && pass || fail 'as is what waits' "$(counted spool_entries)"

# ---- removals ----
is 'DELETE' 202 "$(post /v1/articles/a%2fb%22 -X DELETE -o body -D headers -w '%{http_code}')"
is 'lies in the spool too' '{"remove":"a/b\""}' "$(cat spool/new/*.remove)"
is 'it has a receipt' 200 "$(status "$(told Location)")"
problem 401 unauthorized 'DELETE without a key' /v1/articles/one -X DELETE -H 'Authorization:'
problem 405 method-not-allowed 'DELETE of all' /v1/articles -X DELETE
problem 404 not-found 'of what is no id' /v1/articles/a/b -X DELETE
problem 400 body-not-allowed 'with a body' /v1/articles/one -X DELETE --data-binary @one

# ---- who ----
problem 401 unauthorized 'no key' /v1/articles --data-binary @one -H 'Authorization:'
is 'says what is wanted' 'Bearer realm="gazetted"' "$(told WWW-Authenticate)"
for wrong in "Bearer ${key}x" "Bearer ${key%?}" "Bearer $key $key" 'Bearer # the desk' \
	"Basic $key" "$key"; do
	problem 401 unauthorized "the key $wrong" /v1/articles --data-binary @one -H "Authorization: $wrong"
done
for origin in https://elsewhere.example null "$url.elsewhere.example" "${url%?}"; do
	problem 403 forbidden "from a page of $origin" /v1/articles --data-binary @one -H "Origin: $origin"
done
problem 401 unauthorized 'a large one without a key, unasked' /v1/articles \
	-H 'Authorization:' -H Expect: --data-binary "$(text 90000)"

# ---- what ----
problem 415 unsupported-media-type 'no type' /v1/articles --data-binary @one -H 'Content-Type:'
is 'says which would do' 'application/json, application/x-ndjson' "$(told Accept)"
for type in text/plain application/x-www-form-urlencoded multipart/form-data application/xml \
	text/json application/jsonx 'application/json; charset=latin1'; do
	problem 415 unsupported-media-type "$type" /v1/articles --data-binary @one -H "Content-Type: $type"
done
for coding in br zstd 'gzip, gzip' deflate; do
	problem 415 unsupported-media-type "$coding" /v1/articles --data-binary @one -H "Content-Encoding: $coding"
	is "$coding: what would do" 'gzip, identity' "$(told Accept-Encoding)"
done
problem 400 bad-body 'no JSON' /v1/articles -d 'title=One'
problem 400 bad-body 'no JSON, in chunks' /v1/articles -X POST -T - <keys
problem 400 bad-body 'nothing' /v1/articles -X POST
problem 400 bad-body 'nothing but blanks' /v1/articles -d '   '
problem 400 bad-body 'no gzip' /v1/articles --data-binary @one -H 'Content-Encoding: gzip'
head -c 100 lines.gz >cut.gz
problem 400 bad-body 'half a gzip' /v1/articles --data-binary @cut.gz -H 'Content-Encoding: gzip'

# ---- how much ----
sized() { printf '{"title":"%s"}' "$(text $(($1 - 12)))"; }
sized 10240 >most
taken 'the largest article' most --data-binary @most
sized 10241 >more
problem 413 body-too-large 'a byte more' /v1/articles --data-binary @more
has 'names the limit' 10240 "$(jq -r .detail body)"
(cat one; cat more) >second
problem 413 body-too-large 'as a second line' /v1/articles --data-binary @second -H "$nd"
for i in 1 2 3 4 5 6 7 8 9 10; do sized 10239; echo; done >bulk
is 'the largest bulk has' 102400 "$(wc -c <bulk)"
taken 'the largest bulk' bulk --data-binary @bulk -H "$nd"
taken 'in chunks' bulk -X POST -T - -H "$nd" <bulk
echo >>bulk
problem 413 body-too-large 'a byte more' /v1/articles --data-binary @bulk -H "$nd"
problem 413 body-too-large 'in chunks' /v1/articles -X POST -T - -H "$nd" <bulk
problem 413 body-too-large 'before it is sent' /v1/articles --data-binary @bulk -H "$nd" -H 'Expect: 100-continue'
hasnt 'and it is not asked for' '100 Continue' "$(cat headers)"
gzip -f bulk
problem 413 body-too-large 'unpacked' /v1/articles --data-binary @bulk.gz -H "$nd" -H 'Content-Encoding: gzip'

# ---- other methods ----
problem 405 method-not-allowed 'GET' /v1/articles
is 'Allow' 'POST, OPTIONS' "$(told Allow)"
is 'OPTIONS says so too' 'POST, OPTIONS' "$(header Allow /v1/articles -X OPTIONS)"
is 'and of an article' 'GET, HEAD, DELETE, OPTIONS' "$(header Allow /v1/articles/first -X OPTIONS)"
is 'an article is read as before' First "$(get /v1/articles/first | jq -r .title)"
problem 405 method-not-allowed 'POST of a receipt' /v1/receipts/x -d '{}'
for name in none 1.M1P1Q1R0123456789abcdef ..%2fkeys %2e%2e keys; do
	is "no receipt: $name" 404 "$(status "/v1/receipts/$name" --path-as-is |
		sed s/400/404/)"
done
touch spool/new/by-hand
is 'nor of what is not ours' 404 "$(status /v1/receipts/by-hand)"
rm spool/new/by-hand

# ---- one who leaves ----
(cat lines; sleep 3) | timeout 1 curl -sS -X POST -T - -H "$nd" \
	-H "Authorization: Bearer $key" "$url/v1/articles" >/dev/null 2>&1
empty() { [ -z "$(ls spool/tmp)" ]; }
until_so 5 empty && pass || fail 'a client that leaves leaves nothing' "$(ls spool/tmp)"
is 'the rest waits as before' 16 "$(waiting)"
secret=$(cat access.log server*.log | grep -cE "$key|$other")
is 'no key is in a log' 0 "$secret"
is 'what was refused is counted' yes \
	"$([ "$(counted posts_refused_total)" -gt 30 ] && echo yes)"

# ---- killed ----
taken 'before the end' lines --data-binary @lines -H "$nd"
kill -KILL $server
wait $server 2>/dev/null
is 'what was promised is there after kill -9' 17 "$(waiting)"
cmp -s lines "spool/new/$(jq -r .receipt body)" && pass || fail 'and whole'
before=$(jq -r .links.self body)

# ---- slow ones; rates; new keys ----
serve --spool spool --keys-file keys --body-time 1s --post-rate 1 --post-burst 2
is 'its receipt too' waiting "$(get "$before" | jq -r .status)"
began=$(now_ms)
while echo '{}' && sleep 0.2; do :; done 2>/dev/null | post /v1/articles -X POST -T - -H "$nd" >/dev/null 2>&1
is 'too slow a body is cut off' yes "$([ $(($(now_ms) - began)) -lt 5000 ] && echo yes)"
is 'and nothing of it stays' 17 "$(waiting)"
until_so 5 empty && pass || fail 'nor in tmp' "$(ls spool/tmp)"
taken 'within the burst' one --data-binary @one
for i in 1 2 3; do post /v1/articles -o /dev/null --data-binary @one; done
problem 429 too-many-requests 'over it' /v1/articles --data-binary @one
is 'Retry-After' 1 "$(told Retry-After)"
taken 'the other key has its own' one --data-binary @one -H "Authorization: Bearer $other"
sleep 1.1
taken 'after that' one --data-binary @one
echo 0123456789-new-key-of-all >keys
kill -HUP $server
renewed() { [ "$(post /v1/articles --data-binary @one -o /dev/null -w '%{http_code}')" = 401 ]; }
until_so 5 renewed && pass || fail 'SIGHUP: the old key is none'
key=0123456789-new-key-of-all
taken 'but the new one is' one --data-binary @one
rm keys
kill -HUP $server
until_so 5 grep -q 'keys-file: keys:' $log && pass || fail 'no file: it says so'
taken 'and keeps the keys' one --data-binary @one
stop

# ---- no key, no spool, wrong files ----
echo '# none' >keys
serve --spool spool --keys-file keys
problem 403 forbidden 'no key in the file' /v1/articles --data-binary @one
stop
serve --spool spool
problem 403 forbidden 'no file of keys' /v1/articles --data-binary @one
has 'says how there would be' keys-file "$(jq -r .detail body)"
stop
serve
problem 501 no-spool 'no spool' /v1/articles --data-binary @one
has 'says how there would be' 'spool' "$(jq -r .detail body)"
stop
server=
refuses() { # refuses WHAT PART OPTION...
	what=$1 part=$2
	shift 2
	timeout 20 "$BUILD/gazetted" --listen 127.0.0.1:0 "$@" >out 2>err
	is "$what: exit status" "$status" $?
	has "$what: says why" "$part" "$(cat err)"
}
status=2
echo 0123456789-desk-key >keys
chmod 644 keys
refuses 'keys for all to read' 'chmod o= it' --spool spool --keys-file keys
chmod 600 keys
echo short >>keys
refuses 'too short a key' 'keys:2: ' --spool spool --keys-file keys
hasnt 'but not the key' short "$(cat err)"
refuses 'no such file' 'no-keys: ' --spool spool --keys-file no-keys
status=4
refuses 'no spool can be there' 'keys/spool' --spool keys/spool
