#!/bin/sh
# No index, a foreign one, one that vanishes and comes back.
. "$TESTS/lib.sh"

refuses() { # refuses WHAT EXIT SENTENCE [OPTION...]
	what=$1 exit=$2 sentence=$3
	shift 3
	timeout 20 "$BUILD/gazetted" --listen 127.0.0.1:0 "$@" 2>err
	is "$what: exit status" "$exit" $?
	is "$what" "$sentence" "$(cat err)"
}
refuses 'no index at all' 2 \
	"gazetted: $GAZETTE_INDEX: no index there; make one with: gazette add --index $GAZETTE_INDEX FILE..."
many 20 n scoter >news.jsonl
gazette add news.jsonl >/dev/null
refuses 'no such page folder' 2 \
	'gazetted: nowhere: cannot read the web page'\''s files: No such file or directory; name their folder with --www' \
	--www nowhere
refuses 'no address' 2 \
	'gazetted: listen: nowhere is no address; write 127.0.0.1:8080 or [::1]:8080' \
	--listen nowhere
refuses 'an unknown option' 2 \
	'gazetted: unknown option --lisen; did you mean --listen?' --lisen x
refuses 'an operand' 2 \
	'gazetted: news.jsonl: gazetted takes options only; see gazetted --help' \
	news.jsonl

serve
is 'it searches' 20 "$(total scoter)"
refuses 'a port that is taken' 4 \
	"gazetted: cannot listen on ${url#http://}: Address already in use; is another gazetted running? Choose another port with --listen" \
	--listen "${url#http://}"

mv index elsewhere
is 'without its index: a search' '503 no-index' \
	"$(ask /v1/search q=scoter | jq -r '"\(.status) \(.code)"')"
is 'it is not ready' 503 "$(status /readyz)"
is 'but alive' 200 "$(status /healthz)"
is 'the page says so, too' 503 "$(status /search?q=scoter -H 'Accept: text/html')"
is 'when to try again is told' 1 "$(header Retry-After /v1/search?q=scoter)"
is 'the query is still read' scoter "$(ask /v1/parse q=scoter | jq -r .understood)"
mv elsewhere index
is 'it comes back' 20 "$(total scoter)"
is 'and is ready' 200 "$(status /readyz)"

# Another index in its place.
mv index old
many 7 m scoter >other.jsonl
gazette add other.jsonl >/dev/null
is 'another index in its place' 7 "$(total scoter)"
is 'with its articles' '' "$(which_ones scoter | grep n1)"

# Not an index any more: a reason, and no crash.
rm -r index && mkdir index && echo junk >index/current
is 'a damaged index' 503 "$(status /v1/search?q=scoter)"
rm -r index
mv old index
printf 'junk that is no table' >"$(readlink -f index/current)/postlist.glass"
is 'a table that is none' '503 index-fault' \
	"$(ask /v1/search q=scoter | jq -r '"\(.status) \(.code)"')"
has 'the log says why' 'gazetted: index: ' "$(cat $log)"
gazette check >out 2>err
is 'check finds it: exit status' 4 $?
[ -s err ] && pass || fail 'and says so'
is 'no worker died of it' 0 \
	"$(get /metrics | sed -n 's/^gazetted_worker_crashes_total //p')"
