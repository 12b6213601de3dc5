#!/bin/sh
# Every search of docs/curl.md does what it says: it is run, leaves in peace,
# and prints what its comment gives.
. "$TESTS/lib.sh"
gazette add "$TESTS/../samples" >/dev/null
serve
URL=$url

# One article is corrected, so that something has changed.
id=$(ids headline:shutdown page-size=1)
get "/v1/articles/$id" | jq -c '.body += "\n\nA correction was added."' |
	gazette add - >/dev/null

awk '/^```sh$/ { n++; code = 1; next }
	/^```$/ { code = 0 }
	code { print >n ".block" }
	/^<!-- gives: / { sub(/^<!-- gives: /, ""); sub(/ -->$/, ""); print >n ".gives" }' \
	"$TESTS/../docs/curl.md"

is 'there are twenty' 20 "$(ls *.block | wc -l)"
is 'each says what it gives' 20 "$(ls *.gives | wc -l)"
for block in $(ls *.block | sort -n); do
	n=${block%.block}
	(. "./$block") >out 2>err
	is "search $n: exit status" 0 $?
	is "search $n: complaints" '' "$(cat err)"
	grep -qP "$(cat "$n.gives")" out && pass ||
		fail "search $n gives $(cat "$n.gives")" "$(head -n 20 out)"
done
