#!/bin/sh
# What cannot go in is told in a sentence each; the rest goes in.
. "$TESTS/lib.sh"

refused() { # refused WHAT EXIT SENTENCE COMMAND...
	what=$1 exit=$2 sentence=$3
	shift 3
	"$@" >out 2>err
	is "$what: exit status" "$exit" $?
	is "$what" "$sentence" "$(cat err)"
}

formats=$(gazette parse --format docx news 2>&1 | sed 's/.*there are auto, //')
reads="gazette reads $formats"
printf '%%PDF-1.4\n%%\342\343\317\323\n1 0 obj\n' >report.pdf
: >empty
seq 9999 | gzip | tail -c 9000 | head -c 3000 >noise
{
	article one 2017-01-01 One 'The first heron.'
	printf '{"id":"two","title":"Tw\n'
	article three 2017-01-03 Three 'The third heron.'
	printf '{"id":"four","title":"Four","body":"caf\351"}\n'
	printf '{"id":"five","published":"2017-01-05"}\n'
	printf '[1,2]\n'
	printf '{"id":"a\\u0000b","title":"Six","body":"A NUL in its id."}\n'
	printf '{"title":"Seven","body":"A long id.","id":"%0201d"}\n' 7
	printf '{"id":"eight","id":"nine","title":"Eight","body":"Two ids."}\n'
} >news.jsonl

refused 'a PDF' 1 "report.pdf: a PDF document, not an article; $reads" \
	gazette add report.pdf
refused 'an empty file' 1 "empty: an empty file, not an article; $reads" \
	gazette add empty
refused 'noise' 1 "noise: binary data, not an article; $reads" \
	gazette add noise
refused 'a missing file' 1 'nowhere.txt: No such file or directory' \
	gazette add nowhere.txt
is 'nothing came of them' 'added 0, replaced 0, unchanged 0, failed 1' \
	"$(cat out)"

gazette add report.pdf news.jsonl nowhere.txt >out 2>err
is 'among good articles: exit status' 1 $?
is 'the good ones go in' 'added 2, replaced 0, unchanged 0, failed 9' \
	"$(cat out)"
line() { sed -n "s/^news.jsonl:$1: //p" err; }
is 'half a line of JSON' 'JSON ends inside a string at byte 23' "$(line 2)"
is 'invalid UTF-8' 'not valid UTF-8 at byte 40' "$(line 4)"
is 'an article of nothing' 'neither a title nor a body: not an article' \
	"$(line 5)"
is 'JSON that is no article' 'a list, where an article is an object' \
	"$(line 6)"
is 'a NUL in an id' 'a NUL character at byte 16 is not allowed' "$(line 7)"
is 'an id too long' 'the id has 201 bytes; 200 are allowed' "$(line 8)"
is 'a key twice' 'JSON has a key twice, at byte 18' "$(line 9)"
serve
is 'and what went in is found' 'one three' "$(which_ones heron)"

# ---- usage: 2 ----
refused 'no path' 2 'gazette: add: give at least one PATH...' gazette add
refused 'an unknown option' 2 \
	'gazette: unknown option --sorce; did you mean --source?' \
	gazette add --sorce x news.jsonl
refused 'an unknown command' 2 \
	'gazette: ad: no such command; there are add, watch, parse, recurring, remove, compact, backup, status and check (gazette --help)' \
	gazette ad news.jsonl
refused 'an operand that would be ignored' 2 \
	'gazette: check: takes no operand; name the index with --index' \
	gazette check elsewhere
refused 'an unknown format' 2 \
	"gazette: --format docx: no such format; there are auto, $formats" \
	gazette add --format docx news.jsonl
is 'the formats are told' yes "$(case " $formats," in *' jsonl,'*' text,') echo yes ;; esac)"
refused 'an impossible day' 2 'gazette: 2017-02-30: February 2017 has 28 days' \
	gazette add --published 2017-02-30 news.jsonl

# ---- locked: 3 ----
flock index/lock sleep 60 & holder=$!
until_so 5 sh -c '! flock -n index/lock true'
busy="gazette: $GAZETTE_INDEX: another gazette is writing to this index; try again when it has finished"
refused 'add while another writes' 3 "$busy" gazette add news.jsonl
refused 'remove while another writes' 3 "$busy" gazette remove one
is 'readers do not mind' 2 "$(total heron)"
kill $holder $(children $holder)
wait $holder 2>/dev/null
is 'the lock goes with its holder' \
	'added 0, replaced 0, unchanged 2, failed 7' \
	"$(gazette add news.jsonl 2>/dev/null)"

# ---- disk or index: 4 ----
mkdir foreign && touch foreign/letter
refused 'a foreign folder' 4 \
	'gazette: foreign: holds other files and is not an index; give a new folder' \
	gazette add --index foreign news.jsonl
refused 'a file for an index' 4 \
	'gazette: empty: a file, not an index folder' \
	gazette add --index empty news.jsonl
refused 'status of nothing' 4 \
	'gazette: none: no index here; make one with gazette add' \
	gazette status --index none
refused 'check of nothing' 4 \
	'gazette: none: no index here; make one with gazette add' \
	gazette check --index none
refused 'remove from nothing' 4 'gazette: none: no index here' \
	gazette remove --index none one
article late 2017-01-09 Late 'A late heron.' >late.jsonl
gazette add --min-free 1024G late.jsonl >out 2>err
is 'a disk that is nearly full: exit status' 4 $?
has 'a disk that is nearly full' 'MB are to be left; make room' "$(cat err)"
is 'takes nothing more' 2 "$(total heron)"
