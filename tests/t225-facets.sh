#!/bin/sh
# Facets, timelines and lists of values: counted over all matches.
. "$TESTS/lib.sh"
in_paper() { # in_paper ID DAY SOURCE SECTION AUTHORS
	article "$1" "$2" "Report $1" 'A dipper, and a budget.' \
		"\"source\":\"$3\",\"section\":\"$4\",\"author\":\"$5\""
}
{
	in_paper a 2017-03-30 'The Ledger' Politics 'Ann Lee'
	in_paper b 2017-03-31 'The Ledger' Opinion 'Ann Lee and Bo Diaz'
	in_paper c 2017-06-01 Axios Politics 'Bo Diaz'
	in_paper d 2018-01-01T02:00:00Z 'THE LEDGER' Business 'Cy Moss'
	article e '' 'Report e' 'A dipper without a day.' '"source":"Axios"'
	article f 2017-05-01 'Report f' 'No bird at all.' '"source":"Wren"'
} >news.jsonl
gazette add news.jsonl >/dev/null
serve

counted() { # counted WHAT WANT PATH JQ [NAME=VALUE...]
	what=$1 want=$2 path=$3 filter=$4
	shift 4
	is "$what" "$want" "$(ask "$path" "$@" | jq -rc "$filter")"
}
facet() { # facet WHAT FIELD WANT [NAME=VALUE...]: "value count, ..."
	what=$1 field=$2 want=$3
	shift 3
	counted "$what" "$want" /v1/search \
		"[.facets.$field[] | \"\(.value) \(.count)\"] | join(\", \")" \
		q=dipper facet-fields="$field" "$@"
}
facet 'sources, most first, spellings as one' source 'The Ledger 3, Axios 2'
facet 'sections, in order of name' section 'Politics 2, Business 1, Opinion 1'
facet 'an article counts for each author' byline \
	'Ann Lee 2, Bo Diaz 2, Cy Moss 1'
facet 'months' month '2017-03 2, 2017-06 1, 2018-01 1'
facet 'months of a zone' month '2017-03 2, 2017-05 1, 2017-12 1' \
	tz=America/New_York
facet 'a chosen source hides no other' source 'The Ledger 3, Axios 2' \
	source=Axios
facet 'but narrows other fields' section 'Politics 1' source=Axios
facet 'two choices, each without its own' source 'Axios 1, The Ledger 1' \
	source=Axios section=politics
facet 'what is left out too' source 'The Ledger 3, Axios 2' source=-Axios
facet 'dates narrow' source 'The Ledger 2' date=2017-03
counted 'so do sources of the query' '["Axios"]' /v1/search \
	'[.facets.source[].value]' 'q=dipper source:axios' facet-fields=source
facet 'no more than asked for' byline 'Ann Lee 2' facet-size=1
counted 'what is not shown is told' '[5,1,3,3]' /v1/search \
	'.facet_totals.byline | [.matches, .none, .distinct, .other]' \
	q=dipper facet-fields=byline facet-size=1
counted 'several fields, and results' '["byline","source"] 5 5' /v1/search \
	'"\(.facets | keys) \(.total) \(.results | length)"' \
	q=dipper facet-fields=source,byline
counted 'none unless asked' '[false,false]' /v1/search \
	'[has("facets"), has("timeline")]' q=dipper
counted 'with a count' 2 /v1/count '.facets.source | length' \
	q=dipper facet-fields=source

line() { # line WHAT WANT [NAME=VALUE...]: "date count/of ..."
	what=$1 want=$2
	shift 2
	counted "$what" "$want" /v1/timeline '[.timeline.buckets[] |
		"\(.date) \(.count)/\(.of)"] | join(" ")' q=dipper "$@"
}
line 'quarters without gaps' \
	'2017-Q1 2/2 2017-Q2 1/2 2017-Q3 0/0 2017-Q4 0/0 2018-Q1 1/1' \
	interval=quarter
line 'years' '2017 3/4 2018 1/1' interval=year
line 'weeks begin on Monday' '2017-W13 2/2' interval=week date=2017-03
line 'both ends included' '2017-03 1/1 2017-04 0/0 2017-05 0/1 2017-06 1/1' \
	interval=month date=2017-03-31..2017-06-01
line 'in a zone' '2017 4/5' interval=year tz=America/New_York
line 'as many as fit' '2017-03-30 1/1 2017-03-31 1/1' date=2017-03
counted 'the interval is said' '["week",2]' /v1/timeline \
	'.timeline | [.interval, .undated + .undated_of]' q=dipper
counted 'beside results' '[5,"month",11]' /v1/search \
	'[.total, .timeline.interval, (.timeline.buckets | length)]' \
	q=dipper interval=month
for interval in day week month quarter year; do
	dates=$(ask /v1/timeline q=dipper interval=$interval |
		jq -r '.timeline.buckets[] | select(.count > 0) | "\(.date) \(.count)"' |
		while read -r date count; do
			[ "$(total dipper date="$date")" = "$count" ] ||
				echo "$date"
		done)
	is "a bucket of a $interval can be asked for as date" '' "$dates"
done

# The values of a field, and the sources.
counted 'values by pages' '["Bo Diaz"] 3' /v1/facets/byline \
	'"\([.values[].value]) \(.distinct)"' page-size=1 page=2
next=$(ask /v1/facets/byline page-size=1 q=dipper | jq -r .links.next)
is 'a link to the next' Bo\ Diaz "$(get "$next" | jq -r '.values[0].value')"
is 'and none after the last' null \
	"$(ask /v1/facets/byline page-size=2 page=2 | jq -r .links.next)"
counted 'those that begin so' '["Bo Diaz"]' /v1/facets/byline \
	'[.values[].value]' prefix=DI
counted 'months of a year' '["2018-01"]' /v1/facets/month '[.values[].value]' \
	prefix=2018
counted 'sources with their days' \
	'[["The Ledger",3,"2017-03-30","2018-01-01"],["Axios",2,"2017-06-01","2017-06-01"],["Wren",1,"2017-05-01","2017-05-01"]]' \
	/v1/sources '[.sources[] | [.value, .count, .first, .last]]'
counted 'of a search' '["Axios"]' /v1/sources '[.sources[].value]' \
	section=politics date=2017-06

# What cannot be.
for wrong in facet-fields=person facet-fields=x facet-size=1001 interval=hour; do
	is "$wrong is refused, by its name" "bad-parameter ${wrong%%=*}" \
		"$(ask /v1/search q=dipper "$wrong" |
			jq -r '"\(.code) \(.errors[0].parameter)"')"
done
has 'what there is, is said' 'source section byline month' \
	"$(ask /v1/facets/person | jq -r .detail)"
is 'with its status' 400 "$(status /v1/facets/person)"
is 'no field' 404 "$(status /v1/facets/)"
counted 'prefix elsewhere is warned of' '["not-here"]' /v1/search \
	'[.query.warnings[].code]' q=dipper prefix=a

# A timeline too long, and what a commit changes.
article g 1492-10-12 'Report g' 'A dipper ashore.' '"source":"Wren"' >old.jsonl
gazette add old.jsonl >/dev/null
is 'too many buckets are refused' '400 interval' \
	"$(ask /v1/timeline q=dipper interval=day |
		jq -r '"\(.status) \(.errors[0].parameter)"')"
counted 'all of them in years' 527 /v1/timeline '.timeline.buckets | length' \
	q=dipper interval=year
facet 'a new source' source 'The Ledger 3, Axios 2, Wren 1'
gazette remove g c >/dev/null
facet 'and one gone' source 'The Ledger 3, Axios 1'
line 'the timeline too' '2017 2/3 2018 1/1' interval=year
