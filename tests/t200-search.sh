#!/bin/sh
# Words, phrases, neighbours, wildcards: what is found, and what is not.
. "$TESTS/lib.sh"
{
	article general 2017-03-02 'Attorney General steps aside' \
		'Jeff Sessions recused himself on Thursday. The attorney general said so.'
	article senate 2017-03-03 'Senate in session' \
		'The general attorney of the Senate held two sessions. Nobody recused anybody.'
	article border 2018-06-20 'Border families' \
		'Immigration judges and immigrants. Immigrant families were kept apart, attorney fees rose.'
	article tax 2017-12-20 'Tax reform at last' \
		'The U.S. tax reform of 2017 passed; it helps us, said Sessions later in the day.'
	article cafe 2019-01-09 'Caf\u00e9 talks' \
		'They met in a café. Not one word about the F.B.I. was said. The end was near.'
	article apart 2019-02-01 'Parted words' 'It was a tax.\n\nReform came later.'
} >news.jsonl
gazette add news.jsonl >/dev/null
serve

finds() { is "$1" "$2" "$(which_ones "$1")"; } # finds QUERY IDS

finds sessions 'general senate tax'
finds session 'general senate tax'
finds '=session' senate
finds '=sessions' 'general senate tax'
finds 'SESSIONS' 'general senate tax'
finds 'sessions recused' 'general senate'
finds 'sessions AND recused' 'general senate'
finds 'border OR café' 'border cafe'
finds 'sessions -recused' tax
finds 'sessions NOT recused' tax
finds 'NOT sessions' 'apart border cafe'
finds '(border OR tax) NOT reform' border
finds '*' 'apart border cafe general senate tax'
finds '' 'apart border cafe general senate tax'

# A phrase is word for word.
finds '"attorney general"' general
finds '"general attorney"' senate
finds '"attorney generals"' ''
finds '"recused himself on thursday the attorney"' general
finds '"tax reform"' tax
finds '"not one word about the"' cafe
finds '"in the day"' tax
finds '"himself thursday"' ''

# Neighbours.
finds 'tax NEAR/2 reform' 'apart tax'
finds 'passed NEAR/5 reform' tax
finds 'passed NEAR/2 reform' ''
finds 'reform PRE/5 passed' tax
finds 'passed PRE/5 reform' ''
finds '"tax passed"~5' tax
finds '"jeff sessions" NEAR/9 "attorney general"' general
finds '(jeff OR held) NEAR/3 sessions' 'general senate'

# Wildcards.
finds 'immigra*' border
finds 'sess*' 'general senate tax'
finds 'xyzzy*' ''

# Accents, acronyms.
finds cafe cafe
finds 'Café' cafe
finds 'U.S.' tax
finds us tax
finds FBI cafe
finds 'F.B.I.' cafe

# Fields.
finds 'headline:sessions' senate
finds 'headline:"tax reform"' tax
finds 'headline:(tax OR border)' 'border tax'
finds 'id:general' general
finds 'date:2017-03' 'general senate'
finds 'sessions date:2017-12..2018' tax
finds 'after:2018-12-31' 'apart cafe'
finds 'before:2017-03-03' general

# What cannot be asked is refused in a sentence, at its place.
is 'a wildcard too wide' 'q: A "*" needs 3 letters before it' "$(total 'w*')"
seq -f 'quux%g' 1100 | paste -sd ' ' >words
article words 2019-03-01 'Many words' "$(cat words)" | gazette add - >/dev/null
is 'a wildcard over too many words' \
	'quux*: more than 1,000 words begin so; write more letters' \
	"$(total 'quux*')"
is 'with more letters' words "$(ids 'quux110*')"
refused=$(ask /v1/search 'q=tax w*' | jq -c '.errors[0] | [.parameter, .offset, .suggestion]')
is 'with its place and what would do' '["q",4,"tax w"]' "$refused"
is 'reversed dates' 400 "$(status '/v1/count?q=date:2018..2017')"
long=$(printf '%060d ' $(seq 20))
has 'a long query' '1024 bytes' "$(total "$long")"
has 'many words' '32' "$(total "$(seq 33 | tr '\n' ' ')")"

# A typist's slips give results and a warning; strict makes them errors.
warned() { ask /v1/search "q=$1" | jq -r '[.query.warnings[].code] | join(" ")'; }
is 'an open quote' unclosed-quote "$(warned '"attorney general')"
is 'is closed' general "$(which_ones '"attorney general')"
is 'and an error with strict' 400 "$(status '/v1/search?q=%22attorney&strict=1')"
is 'what is understood' '("attorney general") AND (sessions)' \
	"$(ask /v1/parse 'q="attorney general" sessions' | jq -r .understood)"
again=$(ask /v1/parse 'q=a OR b (c -d)' | jq -r .understood)
is 'what is understood is understood again' "$again" \
	"$(ask /v1/parse "q=$again" | jq -r .understood)"
has 'parse tells what is wrong' wildcard \
	"$(ask /v1/parse 'q=w*' | jq -r '.errors[0].code')"

# match: where no article has all words, those with most of them.
is 'auto relaxes' general "$(ids 'attorney recused fees himself')"
is 'and says so' relaxed "$(warned 'attorney recused fees himself')"
is 'all does not' '' "$(ids 'attorney recused fees himself' match=all)"
is 'any wants one of them' 'border general senate' \
	"$(which_ones 'recused fees himself' match=any)"
is 'strict does not relax' '' "$(ids 'attorney recused fees himself' strict=1)"
is 'no word at all is no result' 0 "$(total 'xyzzy plugh')"
