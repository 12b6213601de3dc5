#!/bin/sh
# GOP finds the Republican Party, and says so; "=" and quotes switch it off.
. "$TESTS/lib.sh"
{
	article typed 2017-03-02 'Leaders meet' 'The GOP met on Thursday.'
	article named 2017-03-03 'Leaders speak' 'The Republican Party met on Friday.'
	article other 2017-03-04 'A party' 'One republican gave a party for the house.'
	article ice 2017-03-05 'Cold' 'There was ice on the river.'
	article raid 2017-03-06 'Raids' \
		'Immigration and Customs Enforcement raided a farm.'
} >news.jsonl
gazette add news.jsonl >/dev/null
serve

finds() { is "$*" "$expect" "$(which_ones "$@")"; }
understood() { ask /v1/search "$@" | jq -r .query.understood; }

expect='named typed'
finds GOP
finds gop
finds 'GOP NEAR/3 thursday OR GOP NEAR/3 friday'
finds '("republican party") OR (GOP)' synonyms=off
expect=typed
finds =GOP
finds '"GOP"'
finds GOP synonyms=off
expect='ice raid'
finds 'ICE'
expect='ice'
finds 'ice'

is 'it is shown' '(GOP) OR ("republican party")' "$(understood q=GOP)"
is 'or not there' GOP "$(understood q=GOP synonyms=off)"
is 'counted as it is shown' 2 "$(total GOP)"
is 'as typed comes first' 'typed named' "$(ids GOP)"
is 'the tree tells' true "$(ask /v1/parse q=GOP | jq '.tree.kids[1].synonym')"
is 'what is found is marked' 1 "$(ask /v1/search q=gop |
	jq -r '.results[] | select(.id == "named") | .highlights | tostring' |
	grep -c 'Republican Party')"
