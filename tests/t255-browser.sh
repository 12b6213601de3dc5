#!/bin/sh
# The web page in a real browser: Debian's chromium, with and without its
# script, in both colour schemes, from 320 to 2560 pixels. See tests/browser/.
. "$TESTS/lib.sh"
browser=$TESTS/browser
attack=$TESTS/../../shared/corpora/attack/attack.tar.zst
case ${BUILD##*/} in
*-*) skip 'one build is enough for a browser: the plain one' ;;
esac
command -v node >/dev/null || skip 'no node here; ./bootstrap check installs it'
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] ||
	skip 'no chromium here; ./bootstrap check installs it'
[ -d "$browser/node_modules/playwright-core" ] ||
	skip 'tests/browser has no node_modules; ./bootstrap check installs them'

count() { # count FILE: add what a script counted to what was counted here
	grep -v ' passed, ' "$1"
	set -- $(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$1") 0 1
	passed=$((passed + $1)) failed=$((failed + $2))
}

# ---- every state ------------------------------------------------------------

gazette add "$TESTS/../samples" >/dev/null 2>err
for version in 'The budget was cut by ten.' 'The budget was raised by twelve.'; do
	article versioned 2017-03-02 "$version" \
		"$version A budget is a plan.\n\nIt passed." \
		'"url":"https://ledger.example/b","source":"Potomac Ledger","author":"Ann Lee"' |
		gazette add - >/dev/null
done
article rtl 2017-03-03 'عنوان x' 'نص المقال x (١٢٣)' '"source":"جريدة"' |
	gazette add - >/dev/null
serve
shots=$BUILD/screenshots
mkdir -p "$shots"
timeout 300 node "$browser/pages.mjs" "$url" "$shots" >pages 2>&1
count pages
stop

# ---- 0 foreign nodes --------------------------------------------------------

lists=$browser/attacks.txt
if [ -e "$attack" ]; then
	mkdir attack
	tar --zstd -xf "$attack" attack/wfuzz-lists attack/own/query attack/own/xml \
		attack/utf8-stress
	lists="$lists $(find attack -name '*.txt' ! -name 'GPL*' -o -name '*.json' -o -name 'cdata*')"
fi
# shellcheck disable=SC2086 # the lists are words
node "$browser/attack.mjs" $lists >attacks.jsonl
rm -r index
gazette add attacks.jsonl >/dev/null 2>err
serve
# shellcheck disable=SC2086
timeout 300 node "$browser/attack.mjs" --url "$url" $lists >attacks 2>&1
count attacks
hasnt 'every page is written whole' 'output error' "$(cat "$log")"
