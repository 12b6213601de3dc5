#!/bin/sh
# More like this: what shares the telling words, without the article itself.
. "$TESTS/lib.sh"
{
	many 40 other sparrow
	article dam 2017-03-01 'Dam on the Ockerbeck' \
		'The dam holds. Engineers of Ockerbeck looked at the spillway.'
	article spill 2017-03-02 'Spillway repaired' \
		'At Ockerbeck engineers repaired the spillway of the dam.' \
		'"source":"The Potomac Ledger"'
	article copy 2017-03-03 'Dam on the Ockerbeck' \
		'The dam holds. Engineers of Ockerbeck looked at the spillway.'
	article far 2018-05-01 'An engineer' 'One engineer had seen a dam.'
	article 'a/b' 2018-05-01 'Ockerbeck' 'The dam is long.'
} >news.jsonl
gazette add news.jsonl >/dev/null
serve

like() { id=$1; shift; ask "/v1/articles/$id/similar" "$@" | jq -r '[.results[].id] | join(" ")'; }

is 'the copy first, itself never, no stranger' 'copy spill a/b far' "$(like dam)"
is 'an id with a slash' 'copy dam spill far' "$(like a%2Fb | sed 's/dam copy/copy dam/')"
is 'so many' copy "$(like dam page-size=1)"
is 'of a day' 'a/b far' "$(like dam from-date=2018)"
is 'of a source' spill "$(like dam source='The Potomac Ledger')"
is 'with a word' spill "$(like dam q=repaired)"
is 'with a word, of a day' '' "$(like dam q=repaired from-date=2018)"
is 'the same members as a search' \
	"$(ask /v1/search q=ockerbeck | jq -c '.results[0] | keys')" \
	"$(ask /v1/articles/dam/similar | jq -c '.results[0] | keys')"
is 'the answer has' '["index_revision","results"]' \
	"$(ask /v1/articles/dam/similar | jq -c keys)"
is 'scores descend' true "$(ask /v1/articles/dam/similar order-by=newest |
	jq '[.results[].score] | . == (sort | reverse) and .[0] > 0')"
has 'a snippet marks what q asks' '<mark>repaired</mark>' \
	"$(ask /v1/articles/dam/similar q=repaired | jq -r '.results[0].snippet')"
is 'it has an ETag' 304 "$(status /v1/articles/dam/similar -H \
	"If-None-Match: $(header ETag /v1/articles/dam/similar)")"
is 'of no article' 404 "$(status /v1/articles/none/similar)"
is 'with a date that is none' 400 "$(status /v1/articles/dam/similar?date=soon)"
gazette remove copy >/dev/null
until_so 10 [ "$(status /v1/articles/copy)" = 410 ]
is 'of one removed' 410 "$(status /v1/articles/copy/similar)"
is 'nor is it like another' 'spill a/b far' "$(like dam)"
