#!/bin/sh
# One article has one id and a history: it comes by other addresses, is
# corrected, taken down, and comes back.
. "$TESTS/lib.sh"

story() { # story URL BODY: a line of JSON, without an id
	printf '{"url":"%s","title":"Vote","source":"The Ledger","body":"%s"}\n' \
		"$1" "$2"
}

# ---- identity ---------------------------------------------------------------

story https://ledger.example/2017/vote 'A gannet voted.' >news.jsonl
gazette add news.jsonl >out
serve
id=$(ids gannet)
revision=$(gazette status | grep '^revision')
for spelling in http://www.ledger.example/2017/vote/ \
	https://m.ledger.example/2017/vote?utm_source=x \
	https://amp.ledger.example/2017/vote \
	https://ledger.example/amp/2017/vote#top \
	https://ledger.example/2017/vote?outputType=amp \
	https://ledger.example/2017/vote/index.html \
	https://cdn.ampproject.org/c/s/ledger.example/2017/vote.amp \
	https://ledger.example/2017/%76ote; do
	story "$spelling" 'A gannet voted.' >same.jsonl
	is "$spelling is the same" 'added 0, replaced 0, unchanged 1, failed 0' \
		"$(gazette add same.jsonl)"
done
is 'and cost no write' "$revision" "$(gazette status | grep '^revision')"
first=$(get "/v1/articles/$id" | jq -r .first_seen)
has 'when it was first seen' "$(date -u +%Y-)" "$first"
is 'it was updated then' "$first" \
	"$(get "/v1/articles/$id" | jq -r .updated)"

# ---- versions ---------------------------------------------------------------

story https://m.ledger.example/2017/vote/amp 'A heron voted.' >second.jsonl
is 'changed, by another address, it replaces' \
	'added 0, replaced 1, unchanged 0, failed 0' "$(gazette add second.jsonl)"
is 'there is one' "$id" "$(ids voted)"
is 'found as it is' 1 "$(total heron)"
is 'not as it was' 0 "$(total gannet)"
is 'first_seen stays' "$first" \
	"$(get "/v1/articles/$id" | jq -r .first_seen)"
is 'updated does not' true "$(get "/v1/articles/$id" |
	jq '.updated > .first_seen')"
at=/v1/articles/$id/versions
is 'its versions, newest first' '[2,1]' \
	"$(get "$at" | jq -c '[.versions[].version]')"
is 'one is current' '[true,false]' \
	"$(get "$at" | jq -c '[.versions[].current]')"
is 'the first came first' "$first" "$(get "$at" | jq -r '.versions[1].seen')"
is 'two hashes of 32 digits' '[32,32]' \
	"$(get "$at" | jq -c '[.versions[].hash] | unique | map(length)')"
is 'the first, whole' 'A gannet voted.' "$(get "$at/1" | jq -r .body)"
is 'the second, whole' 'A heron voted.' "$(get "$at/2" | jq -r .body)"
diff=$(get "$at" | jq -r '.versions[0].links.diff')
is 'what changed' '[["equal","A "],["delete","gannet"],["insert","heron"],["equal"," voted."]]' \
	"$(get "$diff" | jq -c '[.body[] | [.op, .text]]')"
is 'how much of it' '[1,2,1,1,false]' "$(get "$diff" |
	jq -c '[.from, .to, .words_deleted, .words_inserted, .coarse]')"
is 'and besides' '["url"]' "$(get "$diff" | jq -c '[.fields[].field]')"
is 'and back' '[2,1,"insert"]' "$(get "$at/1?diff=2" |
	jq -c '[.from, .to, .body[2].op]')"
is 'the answer has an ETag' 20 "$(header ETag "$diff" | wc -L)"
is 'status counts it' 'versions   1' "$(gazette status | grep ^versions)"
is 'the server too' 1 "$(get /v1/status | jq .versions)"
is 'check finds no faults' "$GAZETTE_INDEX: no faults" "$(gazette check)"

# ---- what is not there ------------------------------------------------------

for path in "$at/3" "$at/0" "$at/x" "$at/99999999999" "$at/1?diff=9"; do
	is "$path" 404 "$(status "$path")"
	is "$path: its code" version-not-found "$(get "$path" | jq -r .code)"
done
is 'a diff with nothing' 400 "$(status "$at/1?diff=x")"
is 'the versions of nothing' article-not-found \
	"$(get /v1/articles/nothing/versions | jq -r .code)"
is 'nothing below a version' not-found "$(get "$at/1/x" | jq -r .code)"
article 'a/versions' 2017-01-01 Odd 'A plover.' >odd.jsonl
article a 2017-01-01 Even 'A stilt.' >>odd.jsonl
gazette add odd.jsonl >out
is 'an id that looks like it' Odd \
	"$(get /v1/articles/a%2Fversions | jq -r .title)"
is 'is not taken for it' Even \
	"$(get /v1/articles/a/versions | jq -r '.versions[0].title')"
is 'nor it for the id' a%2Fversions/versions/1 \
	"$(get /v1/articles/a%2Fversions/versions |
		jq -r '.versions[0].links.self' | sed 's|/v1/articles/||')"

# ---- compacted, damaged -----------------------------------------------------

gazette compact >out
is 'a compacted index keeps them' '[2,1]' \
	"$(get "$at" | jq -c '[.versions[].version]')"
is 'first_seen too' "$first" "$(get "/v1/articles/$id" | jq -r .first_seen)"
cp -R index copy
is 'a copy has them' 'versions   1' \
	"$(gazette status --index copy | grep ^versions)"
table=copy/current/postlist.glass
for place in $(grep -abo earlier "$table" | cut -d : -f 1); do
	printf '\377\252\377' | dd of="$table" bs=1 seek=$((place + 90)) \
		conv=notrunc 2>/dev/null
done
gazette check --index copy >out 2>err
is 'a damaged version is noticed' 4 $?
has 'and named' 'earlier version 1' "$(cat err)"

# ---- removed ----------------------------------------------------------------

gazette remove "$id" >out
is 'removed, it is gone' 410 "$(status "/v1/articles/$id")"
is 'with a code' article-removed "$(get "/v1/articles/$id" | jq -r .code)"
has 'and a sentence' 'was removed on 20' \
	"$(get "/v1/articles/$id" | jq -r .detail)"
is 'its page too' 410 "$(status "/articles/$id")"
is 'its versions too' 410 "$(status "$at")"
is 'each of them' 410 "$(status "$at/1")"
is 'none is kept' 'versions   0' "$(gazette status | grep ^versions)"
is 'check finds no faults then' "$GAZETTE_INDEX: no faults" "$(gazette check)"
gazette compact >out
is 'compacted, it is still gone' 410 "$(status "/v1/articles/$id")"
is 'and nothing of it is in the files' '' \
	"$(grep -rl gannet index/current/)"
is 'it can come back' 'added 1, replaced 0, unchanged 0, failed 0' \
	"$(gazette add news.jsonl)"
is 'as new' '[1,true]' "$(get "/v1/articles/$id" |
	jq -c --arg first "$first" '[.version, .first_seen > $first]')"

# ---- one commit -------------------------------------------------------------

# Killed at any time, an article is what it was with its past, or what it is.
[ "$small" ] && rounds=3 || rounds=8
for round in $(seq $rounds); do
	story https://ledger.example/2017/vote "Round $round of it." >next.jsonl
	gazette add next.jsonl >/dev/null 2>&1 &
	adding=$!
	nap 60
	kill -9 $adding 2>/dev/null
	wait $adding 2>/dev/null
	is "round $round: check" "$GAZETTE_INDEX: no faults" \
		"$(gazette check 2>&1)"
	is "round $round: numbers without a gap" true "$(get "$at" | jq -c \
		'[.versions[].version] as $v | $v == [range($v[0]; 0; -1)]
		 or ($v | length) == 4')"
done
