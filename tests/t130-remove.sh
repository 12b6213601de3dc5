#!/bin/sh
# Articles are taken out by id and by URL.
. "$TESTS/lib.sh"

{
	article one 2017-01-01 One 'A gannet.'
	article two 2017-01-02 Two 'A gannet.' \
		'"url":"https://www.ledger.example/two?utm_source=x"'
	article three 2017-01-03 Three 'A gannet.'
	article four 2017-01-04 Four 'A gannet.'
} >news.jsonl
gazette add news.jsonl >out
serve
is 'four gannets' 'four one three two' "$(which_ones gannet)"

is 'by id' 'removed 1, not found 0' "$(gazette remove one)"
is 'it is gone' 'four three two' "$(which_ones gannet)"
is 'and not at its address either' 410 "$(status /v1/articles/one)"
is 'by URL, in another spelling' 'removed 1, not found 0' \
	"$(gazette remove http://ledger.example/two/)"
is 'it is gone as well' 'four three' "$(which_ones gannet)"

gazette remove four five four >out 2>err
is 'one that is not there: exit status' 1 $?
is 'one that is not there' 'five: no article with this id or URL' "$(cat err)"
is 'the others go, once each' 'removed 1, not found 1' "$(cat out)"
is 'one is left' three "$(which_ones gannet)"
is 'check finds no faults' "$GAZETTE_INDEX: no faults" "$(gazette check)"

is 'what was removed can come back' \
	'added 3, replaced 0, unchanged 1, failed 0' "$(gazette add news.jsonl)"
is 'all are there' 'four one three two' "$(which_ones gannet)"
gazette remove one two three four >out
is 'an index can be empty' 0 "$(total '*')"
is 'its status too' 'articles   0' "$(gazette status | grep articles)"
is 'a search of it is an answer' 200 "$(status '/v1/search?q=gannet')"
is 'check finds no faults in it' "$GAZETTE_INDEX: no faults" "$(gazette check)"
