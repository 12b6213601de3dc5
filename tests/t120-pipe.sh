#!/bin/sh
# Articles come through a pipe: at once, packed, and drop by drop.
. "$TESTS/lib.sh"

article a 2017-01-01 Alpha 'Through a pipe.' | gazette add - >out
is 'standard input is a file' 'added 1, replaced 0, unchanged 0, failed 0' \
	"$(cat out)"
article b 2017-01-02 Beta 'Packed, through a pipe.' | gzip | gazette add - >out
is 'packed or not' 'added 1, replaced 0, unchanged 0, failed 0' "$(cat out)"
{
	article c 2017-01-03 Gamma 'Before the fault.'
	echo '{"id":'
	article d 2017-01-04 Delta 'After the fault.'
} | gazette add - >out 2>err
is 'a fault in it is told by its line' '-:2: JSON ends inside an object or a list at byte 6' \
	"$(cat err)"
is 'and the rest goes in' 'added 2, replaced 0, unchanged 0, failed 1' \
	"$(cat out)"

# A feed that is slow: what came is searchable long before the feed ends.
serve
mkfifo feed
gazette add --commit-seconds 1 - <feed >out & feeder=$!
exec 3>feed
article slow1 2017-02-01 'First drop' 'The cormorant landed.' >&3
found() { [ "$(total "$1")" = "$2" ]; }
until_so 7 found cormorant 1
is 'what came is found while the pipe is open' 0 $?
is 'and the feeder still listens' 0 "$(kill -0 $feeder; echo $?)"
article slow2 2017-02-02 'Second drop' 'Another cormorant landed.' >&3
until_so 7 found cormorant 2
is 'and what came after it' 0 $?
exec 3>&-
wait $feeder
is 'the feeder ends in peace' 0 $?
is 'and tells what it did' 'added 2, replaced 0, unchanged 0, failed 0' \
	"$(cat out)"

# Many through a pipe are committed by number, too.
seq 60 | sed 's/.*/{"id":"n&","title":"Number &","body":"A curlew."}/' |
	gazette add --commit-articles 7 - >out
is 'none is lost at the seams' 'added 60, replaced 0, unchanged 0, failed 0' \
	"$(cat out)"
is 'all are found' 60 "$(total curlew)"
is 'check finds no faults' "$GAZETTE_INDEX: no faults" "$(gazette check)"

# parse writes what add would take in.
gazette parse - <<-END >parsed
	$(article p 2017-03-03 'A title' 'One.\n\nTwo.' '"author":"By Ann Lee"')
END
is 'parse prints the article' \
	'["p","A title",["Ann Lee"],"2017-03-03","One.\n\nTwo.","jsonl"]' \
	"$(jq -c '[.id,.title,.byline,.published,.body,.format]' parsed)"
is 'parsing what was printed prints it again' \
	"$(jq -c '[.title,.byline,.published,.body]' parsed)" \
	"$(gazette parse parsed | jq -c '[.title,.byline,.published,.body]')"
