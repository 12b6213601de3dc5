#!/bin/sh
# Counts against an independent count over real articles: 100 phrases, 50 pairs
# of words, 50 ranges of dates. None may disagree.
. "$TESTS/lib.sh"
truth=$TESTS/../../shared/eval/grep_truth.py
[ -e "$truth" ] || skip 'no ../shared/eval here'
command -v python3 >/dev/null || skip 'python3 is not here'
unset GAZETTE_INDEX # it makes its own

python3 "$truth" --gazette "$BUILD/gazette" --gazetted "$BUILD/gazetted" \
	--phrases 100 --pairs 50 --ranges 50 --seed "${SEED:-11}" >out 2>truth.log
is 'disagreements' '{"disagreements": 0, "asked": 200}' "$(tail -n 1 out)"
[ $failed -eq 0 ] || cat out truth.log
