#!/bin/sh
# A large load, then small ones with strays from the past and the future:
# newest and oldest first are exact, whatever the order of arrival.
. "$TESTS/lib.sh"

# news FIRST LAST SEED: a line "id day word" for each article, days scattered
# over ten years, one in nineteen undated
news() {
	awk -v from="$1" -v to="$2" -v seed="$3" 'BEGIN {
		srand(seed)
		for (i = from; i <= to; i++) {
			day = sprintf("%04d-%02d-%02d", 2010 + rand() * 10,
				1 + rand() * 12, 1 + rand() * 28)
			if (rand() < 1 / 19)
				day = "-"
			word = rand() < 0.3 ? "magpie" : "linnet"
			printf "n%05d %s %s\n", i, day, word
		}
	}'
}

lines() { # "id day word" to JSON
	sed -e 's/^\(.*\) - \(.*\)/{"id":"\1","title":"\1","body":"A \2."}/' \
	    -e 's/^\([^{]*\) \(.*\) \(.*\)/{"id":"\1","published":"\2","title":"\1","body":"A \3."}/'
}

put() { # put: lines into the index, remembered in all
	cat >>all
	tail -n "$1" all | lines | gazette add - | tee out
}

news 1 100 1 | put 100 >/dev/null
news 101 1300 2 >large
cat large >>all
lines <large >large.jsonl
is 'a large load beside what is there' \
	'added 1200, replaced 0, unchanged 0, failed 0' \
	"$(gazette add large.jsonl)"
for round in 1 2 3 4; do
	news $((1300 + round * 10)) $((1305 + round * 10)) $round | put 6 >/dev/null
	echo "s$round 190$round-01-01 magpie" | put 1 >/dev/null
	echo "f$round 203$round-12-31 magpie" | put 1 >/dev/null
done
sed 's/ magpie$/ linnet/' all | awk 'NR % 97 == 5' >changed
sed -n 's/^\([^ ]*\) .*/\1/p' changed >ids
is 'some change their words' 0 "$(lines <changed | gazette add - >out; echo $?)"
grep -vFwf ids all >rest
cat rest changed >all
serve

everything() { # everything QUERY ORDER SIZE: ids of all pages, one a line
	page=1
	while :; do
		ask /v1/search "q=$1" "order-by=$2" page-size=$3 page=$page |
			jq -r '.results[].id' >page
		[ -s page ] || break
		cat page
		page=$((page + 1))
	done
}

# The reference: sort(1). Of one day the order is the index's own but fixed,
# so days are compared, and that every id comes once.
days() { awk 'NR == FNR { day[$1] = $2; next } { print day[$1] }' all -; }
for query in magpie linnet '*'; do
	[ "$query" = magpie ] && size=37 || size=200
	grep -e "${query#\*}" all >wanted
	is "$query: total" "$(wc -l <wanted)" "$(total "$query")"
	everything "$query" newest $size >found
	is "$query, newest first: every one once" \
		"$(cut -d' ' -f1 wanted | sort | cksum)" "$(sort found | cksum)"
	{
		grep -v ' - ' wanted | cut -d' ' -f2 | sort -r
		grep ' - ' wanted | cut -d' ' -f2
	} >order
	is "$query, newest first: in order" "$(cksum <order)" \
		"$(days <found | cksum)"
	everything "$query" oldest $size >found
	is "$query, oldest first: every one once" \
		"$(cut -d' ' -f1 wanted | sort | cksum)" "$(sort found | cksum)"
	{
		grep -v ' - ' wanted | cut -d' ' -f2 | sort
		grep ' - ' wanted | cut -d' ' -f2
	} >order
	is "$query, oldest first: in order" "$(cksum <order)" \
		"$(days <found | cksum)"
done
for span in 2012 2013-05 2019-12-01..2019-12-31 ..1905 2025.. 2011..2014-06; do
	a=${span%..*} b=${span#*..} # a prefix of a day stands before all of it
	want=$(awk -v a="$a" -v b="${b:-9999}~" \
		'$2 != "-" && $2 >= a && $2 <= b' all | wc -l)
	is "total of $span" "$want" "$(total '*' "date=$span")"
done
is 'check finds no faults' "$GAZETTE_INDEX: no faults" "$(gazette check)"
