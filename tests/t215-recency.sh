#!/bin/sh
# "latest" in a query: of articles that are alike the newer comes first even
# where the older one has a little more of the words. Not without it, nor under
# NOT or "=".
. "$TESTS/lib.sh"
fill=$(seq -f 'word%g' 60 | tr '\n' ' ')
{
	article old 2015-03-02 'One' "The latest budget was voted, a budget of cuts. $fill"
	article new 2017-03-02 'Two' "The latest budget was voted, and there it ends. $fill"
	article far 2010-01-01 'Three' "Nothing of the kind, but a zebra. $fill"
	article odd 2010-01-02 'Four' "Nothing of the kind, but a zebra. $fill"
} >news.jsonl
gazette add news.jsonl >/dev/null
serve

is 'the better first' 'old new' "$(ids budget)"
is 'the newer first where it is asked for' 'new old' "$(ids 'latest budget')"
is 'not as "=latest"' 'old new' "$(ids '=latest budget')"
is 'nor what is not wanted' 'old new' "$(ids 'budget -today')"
is 'nor as a part of a word' 'old new' "$(ids 'treaty-latest budget' match=any)"
is 'the total is the same' 2 "$(total 'latest budget')"
