#!/bin/sh
# Sources, sections, bylines and fields: any of them, and not.
. "$TESTS/lib.sh"
in_paper() { # in_paper ID SOURCE SECTION AUTHORS
	article "$1" 2018-01-01 "Report $1" 'A dipper, and a budget.' \
		"\"source\":\"$2\",\"section\":\"$3\",\"author\":\"$4\""
}
{
	in_paper a 'The Ledger' Politics 'Ann Lee'
	in_paper b 'The Ledger' Opinion 'Ann Lee and Bo Diaz'
	in_paper c 'Axios' Politics 'Bo Diaz'
	in_paper d 'Axios Local' Business 'Cy Ann'
	in_paper e 'Times, Sunday' Politics 'Lee Ann Moss'
	article f 2018-01-01 'Report f by Lee' 'A dipper. No paper.'
} >news.jsonl
gazette add news.jsonl >/dev/null
serve

narrowed() { # narrowed IDS NAME=VALUE...
	want=$1
	shift
	is "$*" "$want" "$(which_ones dipper "$@")"
}
narrowed 'a b c d e f'
narrowed 'a b' 'source=The Ledger'
narrowed 'a b' 'source=the LEDGER'
narrowed 'a b' source=Ledger
narrowed 'c d' source=Axios
narrowed 'd' 'source=Axios Local'
narrowed 'a b c d' source=Ledger,Axios
narrowed 'a b c d' source=Ledger source=Axios
narrowed 'c d e f' source=-Ledger
narrowed 'c' source=Axios 'source=-Axios Local'
narrowed '' source=Gazetteer
narrowed 'a c e' section=politics
narrowed 'a b c e' section=politics,opinion
narrowed 'b d f' section=-politics
narrowed a section=politics source=ledger
narrowed 'a b' 'byline=Ann Lee'
narrowed 'a b e' byline=Lee
narrowed 'a b c' 'byline=Ann Lee,Bo Diaz'
narrowed b 'byline=Ann Lee' 'byline=Bo Diaz'
narrowed 'c d e f' 'byline=-Ann Lee'
narrowed 'a b' 'author=ann lee'
narrowed c section=politics byline=diaz source=axios

# In the query.
is 'source: in a query' 'c d' "$(which_ones 'dipper source:axios')"
is 'source: with another' 'a b c d' \
	"$(which_ones 'source:axios OR source:"the ledger"')"
is 'section: and byline:' a "$(which_ones 'section:politics byline:"ann lee"')"
is 'not a source' 'e f' "$(which_ones 'dipper -source:axios -source:ledger')"

# Where words are sought.
is 'headline and body without more' 'f' "$(which_ones lee)"
is 'the byline when asked' 'a b e' "$(which_ones lee query-fields=byline)"
is 'all of them' 'a b e f' "$(which_ones lee query-fields=headline,body,byline)"
is 'the headline alone' '' "$(which_ones dipper query-fields=headline)"
is 'by its other name' 'a b c d e f' "$(which_ones report query-fields=title)"
is 'the body alone' '' "$(which_ones report query-fields=body)"
is 'phrases too' 'a b' "$(which_ones '"ann lee"' query-fields=byline)"

# What does not exist is warned of, or refused with strict.
warning() { ask /v1/search q=dipper "$@" | jq -c '.query.warnings | map([.code, .parameter, .suggestion])'; }
is 'an unknown parameter' '[["unknown-parameter","sorce","source"]]' \
	"$(warning sorce=Axios)"
is 'is only warned of' 6 "$(total dipper sorce=Axios)"
is 'unless strict' '400 unknown-parameter' \
	"$(ask /v1/count q=dipper sorce=Axios strict=1 | jq -r '"\(.status) \(.code)"')"
is 'one that comes later is warned of' '[["not-yet","person",null]]' \
	"$(warning person=x)"
for wrong in page-size=201 page-size=-1 page=0 page=x order-by=best \
	query-fields=foot hl=perhaps match=some show-fields=nothing \
	page=1001 cursor=abc case=match format=xml; do
	is "$wrong is refused, by its name" "400 bad-parameter ${wrong%%=*}" \
		"$(ask /v1/search q=dipper "$wrong" |
			jq -r '"\(.status) \(.code) \(.errors[0].parameter)"')"
done
is 'a parameter twice' 400 "$(status '/v1/count?q=dipper&q=budget')"
is 'the same twice' 200 "$(status '/v1/count?q=dipper&q=dipper')"
is 'several faults are told together' 3 \
	"$(ask /v1/search q='w*' page=0 date=never | jq '.errors | length')"
