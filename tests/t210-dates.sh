#!/bin/sh
# Dates: days, months, years; both ends belong; what is no date is refused.
. "$TESTS/lib.sh"
{
	article eve 2016-12-31 Eve 'A siskin.'
	article newyear 2017-01-01 'New year' 'A siskin.'
	article feb 2017-02-28 February 'A siskin.'
	article morning 2017-03-01T00:30:00-05:00 Morning 'A siskin.'
	article night 2017-03-31T23:59:59Z Night 'A siskin.'
	article april 2017-04-01T00:00:00Z April 'A siskin.'
	article month 2018-05 'A month' 'A siskin.'
	article undated '' Undated 'A siskin.'
} >news.jsonl
gazette add news.jsonl >/dev/null
serve

within() { # within IDS NAME=VALUE...
	want=$1
	shift
	is "$*" "$want" "$(which_ones siskin "$@")"
}
all='april eve feb month morning newyear night'

within 'feb morning newyear night' from-date=2017-01-01 to-date=2017-03-31
within 'april feb morning newyear night' from-date=2017 to-date=2017
within 'feb morning night' from-date=2017-02 to-date=2017-03
within 'morning night' from-date=2017-03 to-date=2017-03
within newyear from-date=2017-01-01 to-date=2017-01-01
within "$all" from-date=2016
within 'eve newyear' to-date=2017-01-01
within 'april feb morning newyear night' date=2017
within 'morning night' date=2017-03
within eve date=2016-12-31
within eve date=../2016
within month date=2018/..
within 'eve newyear' date=2016-12-31..2017-01-01
within april date=20170401
within 'feb morning' from-date=2017-02-28T00:00:00Z to-date=2017-03-01T05:30:00Z
within feb from-date=2017-02-28T00:00:00Z to-date=2017-03-01T05:29:59Z
within newyear begin_date=20170101 end_date=20170101
within newyear from=2017-01-01 to=2017-01-01
within 'april' date=2017-W13 from-date=2017-04
within "$all" date=1000/today
within '' timespan=3d
within '' date=2015

# The zone of a day is UTC unless told.
within 'eve newyear' from-date=2016-12-31 to-date=2017-01-01
within 'eve' from-date=2016-12-31 to-date=2016-12-31 tz=UTC
within 'april night' date=2017-03-31 tz=America/New_York
within 'april night' from-date=2017-04-01 to-date=2017-04-01 tz=Europe/London

refused() { # refused PARAMETER SENTENCE NAME=VALUE...
	parameter=$1 want=$2
	shift 2
	is "$*: $want" "[400,\"$parameter\",\"$want\"]" \
		"$(ask /v1/search q=siskin "$@" |
			jq -c '[.status, .errors[0].parameter, .errors[0].detail]')"
}
refused from-date '2017-02-30: February 2017 has 28 days' from-date=2017-02-30
refused to-date '2017-02-29: February 2017 has 28 days' to-date=2017-02-29
refused to-date '2017-02-01 is before from-date: the period ends before it begins.' \
	from-date=2017-03-01 to-date=2017-02-01
refused date '2018..2017 ends before it begins' date=2018..2017
within '' from-date=2012-02-29 to-date=2012-02-29
for wrong in from-date=soon to-date=2017-13-01 date=31.12.2016 from-date=2017..2018 \
	timespan=3x tz=Mars date=2017/2016; do
	is "$wrong is refused, by its name" "400 ${wrong%%=*}" \
		"$(ask /v1/count q=siskin "$wrong" |
			jq -r '"\(.status) \(.errors[0].parameter)"')"
done

# In a query, too.
is 'date: in a query' 'morning night' "$(which_ones 'siskin date:2017-03')"
is 'with both ends' 'feb newyear' "$(which_ones 'date:2017-01-01..2017-02-28')"
is 'after: and before:' 'feb' "$(which_ones 'after:2017-01-01 before:2017-03')"
is 'together with parameters' morning \
	"$(which_ones 'date:2017-03' to-date=2017-03-15)"

is 'dates are shown as they were written' \
	'2016-12-31 2017-01-01 2017-02-28 2017-03-01T00:30:00-05:00 2017-03-31T23:59:59Z 2017-04-01T00:00:00Z 2018-05 null' \
	"$(ask /v1/search q=siskin order-by=oldest | jq -r '[.results[].published | tostring] | join(" ")')"
is 'oldest first' 'eve newyear feb morning night april month undated' \
	"$(ids siskin order-by=oldest)"
is 'newest first' 'month april night morning feb newyear eve undated' \
	"$(ids siskin order-by=newest)"
