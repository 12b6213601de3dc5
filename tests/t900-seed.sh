#!/bin/sh
# The article the project was conceived on: those fields that gazette parse
# reads by now, by the scorer that knows what must be in them.
. "$TESTS/lib.sh"
shared=$TESTS/../../shared
seed=$shared/corpora/seed/000_dcbcab15871bce19.txt
[ -e "$seed" ] || skip 'no ../shared/corpora here'
command -v python3 >/dev/null || skip 'python3 is not here'

python3 "$shared/eval/seed.py" --gazette "$BUILD/gazette" "$seed" >checks 2>err
for field in title 'published is the feeder' 'published is null without' \
	'first words of the body' 'last words of the body' '17 paragraphs'; do
	is "$field" ok "$(sed -n "s/^\(ok\|NOT\) *$field.*/\1/p" checks)"
done
is 'nothing in the body that is not the story' 'ok ok ok ok ok ok' \
	"$(sed -n "s/^\(ok\|NOT\) *no '.*' in the body.*/\1/p" checks | paste -sd ' ')"
facts='del(.id, .published, .published_precision)'
is 'it is recognised without being told' \
	"$(gazette parse --format text --published 2017-07-26 "$seed" | jq -cS "$facts")" \
	"$(gazette parse "$seed" | jq -cS "$facts")"
