#!/bin/sh
# What news agencies send, as it is in real files: none of it may be read wrong.
. "$TESTS/lib.sh"
[ -e "$TESTS/../../shared/corpora/formats" ] ||
	skip 'no ../shared/corpora/formats here'
command -v python3 >/dev/null || skip 'python3 is not here'
command -v zstd >/dev/null || skip 'zstd is not here'

python3 "$TESTS/formats_wire.py" "$BUILD/gazette" >table
is 'nothing is read wrong' 0 $?
is 'every format is there' 8 "$(grep -c '^[a-z].* [0-9]*$' table)"
is 'every story of the SGML' '1 578 0 0' \
	"$(awk '/^reuters/ { print $3, $4, $5, $6 }' table)"
[ $failed -eq 0 ] || cat table
