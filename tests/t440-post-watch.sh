#!/bin/sh
# Articles by POST all the way: sent, taken in, found, and what the receipt says
# of each.
. "$TESTS/lib.sh"
key=0123456789-desk-key
umask 077
echo $key >keys
article first 2018-05-01 First 'One whimbrel.' | gazette add - >/dev/null
serve --spool spool --keys-file keys
GAZETTE_QUIET=no "$BUILD/gazette" watch spool 2>err & watcher=$!
until_so 20 grep -q watching err || fail 'gazette watch starts' "$(cat err)"

send() { # send PATH [CURL OPTION...]: and wait for the verdict, in receipt
	got=$(get "$@" -H "Authorization: Bearer $key" -o body -w '%{http_code}')
	is "$*: accepted" 202 "$got"
	until_so 20 settled || fail "$*: is settled" "$(cat receipt)"
}
settled() {
	get "$(jq -r .links.self body)" >receipt
	jq -e '.status != "waiting"' receipt
}
post() { send /v1/articles -H "Content-Type: application/$1" --data-binary "$2"; }
counts() { jq -r '[.status,.added,.replaced,.unchanged,.removed,.failed] | join(" ")' receipt; }
lines() { jq -r '.lines[] | "\(.line) \(.status) \(.id // "-")"' receipt | paste -sd,; }

post json '{"id":"a","title":"A whimbrel"}'
is 'one article: the counts' 'done 1 0 0 0 0' "$(counts)"
is 'its line' '1 added a' "$(lines)"
is 'when' yes "$(jq -r '.time[:10]' receipt | grep -q "$(date -u +%Y-%m-%d)" && echo yes)"
is 'at which revision it is found' "$(get /v1/status | jq .revision)" \
	"$(jq .revision receipt)"
is 'and it is found' 2 "$(total whimbrel)"
post json '{"id":"a","title":"A whimbrel"}'
is 'the same again' 'done 0 0 1 0 0' "$(counts)"
post json '{"id":"a","title":"A whimbrel, again"}'
is 'changed' 'done 0 1 0 0 0' "$(counts)"

{
	article b 2018-05-01 B 'A whimbrel.'
	echo '{"title":'
	article c 2018-05-01 C 'A whimbrel.'
} >three
post x-ndjson @three
is 'lines, one broken' 'done 2 0 0 0 1' "$(counts)"
is 'line by line' '1 added b,2 failed -,3 added c' "$(lines)"
has 'with a reason' JSON "$(jq -r '.lines[1].reason' receipt)"
is 'good ones are found' 4 "$(total whimbrel)"
printf '[{"id":"d","title":"D whimbrel"},\n{"id":"e"},\n{"id":"f","title":"F whimbrel"}]' >list
post json @list
is 'a list, one without all' 'done 2 0 0 0 1' "$(counts)"
printf '{"title":\n"x"' >broken
post json @broken
is 'nothing can be read' failed "$(jq -r .status receipt)"
is 'says why' yes "$(jq -e '(.reason // .lines[0].reason) | length > 0' receipt >/dev/null && echo yes)"
many 3000 m avocet | gzip >many.gz
send /v1/articles -H 'Content-Type: application/x-ndjson' -H 'Content-Encoding: gzip' --data-binary @many.gz
is 'many by gzip' 'done 3000 0 0 0 0' "$(counts)"
is 'each has its line' 3000 "$(jq '[.lines[].id] | unique | length' receipt)"
is 'and is found' 3000 "$(total avocet)"

send /v1/articles/m7 -X DELETE
is 'removed' 'done 0 0 0 1 0' "$(counts)"
is 'is not found' 2999 "$(total avocet)"
send /v1/articles/none -X DELETE
is 'one that is not there' 'done 0 0 1 0 0' "$(counts)"
is 'all is done' '' "$(ls spool/new spool/tmp | grep -v :)"
kill $watcher
wait $watcher
is 'gazette watch leaves in peace' 0 $?
