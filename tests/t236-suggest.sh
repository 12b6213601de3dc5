#!/bin/sh
# What is being typed gone on with, as browsers ask for it.
. "$TESTS/lib.sh"
{
	many 9 sess sessions
	many 5 sect sector
	article one 2017-07-26 'Senate hears Sessions' \
		'Jeff Sessions spoke to the senate.' \
		'"source":"Sessile Review","byline":["Séverin Sessler"]'
	article two 2017-07-27 'Café Sedan \"opens\"' 'It has two sessions.' \
		'"source":"The Potomac Ledger","byline":["Ann Sedgwick"]'
	article 'a/b' 2017-07-28 'Sessions is heard' 'Jeff spoke.' \
		'"source":"The Potomac Ledger"'
} >news.jsonl
gazette add news.jsonl >/dev/null
serve

suggest() { ask /v1/suggest "$@"; }
texts() { suggest "$@" | jq -c '.[1]'; }

is 'an array of four' '["string","array","array","array"]' \
	"$(suggest q=sess | jq -c 'map(type)')"
is 'of equal length' 1 "$(suggest q=se | jq '.[1:] | map(length) | unique | length')"
is 'words, sources, authors, titles' \
	'["sessions","sessile","Sessile Review","Séverin Sessler","Sessions is heard","Senate hears Sessions"]' \
	"$(texts q=sess | sed 's/"sessile",//; s/"sessions",/&"sessile",/')"
is 'what is said about them' \
	'["12 articles","Source, 1 article","Author, 1 article","The Potomac Ledger, 2017-07-28","Sessile Review, 2017-07-26"]' \
	"$(suggest q=sess | jq -c '.[2]')"
is 'and where they are' \
	'["/search?q=sessions","/search?source=Sessile%20Review","/search?byline=S%C3%A9verin%20Sessler","/articles/a%2Fb","/articles/one"]' \
	"$(suggest q=sess | jq -c '.[3]')"
is 'an address leads there' 200 "$(status "$(suggest q=sess | jq -r '.[3][3]')")"
is 'first what was typed' '"Sess"' "$(suggest q=Sess | jq -c '.[0]')"
is 'letters stay as they were typed' '"Sessions"' "$(texts q=Sess | jq -c '.[0]')"
is 'the last of several words' '"jeff sessions"' "$(texts 'q=jeff s' | jq -c '.[0]')"
is 'it must stand with those before' '[]' "$(texts 'q=jeff sect')"
is 'accents make no odds' '["Café Sedan \"opens\""]' "$(texts 'q=cafe sed')"
is 'a name with a space behind' '["The Potomac Ledger"]' "$(texts 'q=potomac ')"
is 'two words of a name' '["Ann Sedgwick"]' "$(texts 'q=ann sedg')"
is 'so many' 2 "$(texts q=se page-size=2 | jq length)"
is 'none' '["se",[],[],[]]' "$(suggest q=se page-size=0 | jq -c .)"
for q in '' ' ' '!?' zzz; do
	is "nothing for '$q'" '[[],[],[]]' "$(suggest "q=$q" | jq -c '.[1:]')"
done
is 'operators are letters' '[]' "$(texts 'q=source:"(')"
is 'a page too large' 400 "$(status '/v1/suggest?q=se&page-size=201')"
is 'its type' application/x-suggestions+json "$(header Content-Type '/v1/suggest?q=se')"
for type in application/x-suggestions+json application/json '*/*'; do
	is "for $type" 200 "$(status '/v1/suggest?q=se' -H "Accept: $type")"
done
is 'not for HTML' 406 "$(status '/v1/suggest?q=se' -H 'Accept: text/html')"
is 'it has an ETag' 304 "$(status '/v1/suggest?q=se' -H \
	"If-None-Match: $(header ETag '/v1/suggest?q=se')")"
gazette remove one two a%2Fb a/b 2>/dev/null >/dev/null
until_so 10 [ "$(status /v1/articles/one)" = 410 ]
hasnt 'what is gone is not suggested' Sedgwick "$(suggest q=se)"
