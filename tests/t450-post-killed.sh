#!/bin/sh
# gazetted and gazette watch are killed at any moment while articles are sent:
# each one that was answered with 202 is found in the end, and once. KILLS says
# how often.
. "$TESTS/lib.sh"
kills=${KILLS:-6}
umask 077
echo 0123456789-desk-key >keys

send_on() { # requests of 1 to 5 articles; what was accepted goes to the ledger
	n=0
	while [ -e go ]; do
		n=$((n + 1))
		many $((n % 5 + 1)) "e$n-" puffin >sent
		[ $((n % 7)) -ne 0 ] || many 3 "e$((n - 3))-" puffin >>sent
		[ "$(curl -sS -m 10 "$(cat at)/v1/articles" --data-binary @sent \
			-H "Authorization: Bearer $(cat keys)" \
			-H 'Content-Type: application/x-ndjson' \
			-o answer -w '%{http_code}' 2>/dev/null)" = 202 ] || continue
		jq -r .id sent >>ledger
		jq -r .receipt answer >>receipts
	done
}
up() { serve --spool spool --keys-file keys --post-rate 0 --offset-max 1000000; echo "$url" >at; }
grown() { [ "$(wc -l <receipts)" -gt $((before + 2)) ]; }

: >receipts
many 1 first puffin | gazette add - >/dev/null
echo first1 >ledger
: >go
up
watch
send_on &
sender=$!
while [ "$kills" -gt 0 ]; do
	kills=$((kills - 1))
	before=$(wc -l <receipts)
	until_so 20 grown
	nap 500
	if [ $((kills % 2)) = 0 ]; then
		kill -9 $server
		wait $server 2>/dev/null
		up
	else
		kill -9 $watcher
		wait $watcher 2>/dev/null
		watch
	fi
done
rm go
wait $sender
until_so 120 nothing_waits || fail 'all goes in' "$(ls spool/new)"
sort -u ledger >acknowledged
every_id puffin | sort >in-index
is 'what was acknowledged is found' '' "$(comm -23 acknowledged in-index)"
is 'each once' '' "$(uniq -d in-index)"
unlike=$(while read -r name; do
	get "/v1/receipts/$name" | jq -r '.status, .failed' | paste -sd' '
done <receipts | grep -vc '^done 0$')
is 'each receipt says so' 0 "$unlike"
[ "$(wc -l <receipts)" -gt 5 ] && pass || fail 'there were some' "$(wc -l <receipts)"
echo "$(wc -l <receipts) requests, $(wc -l <acknowledged) articles acknowledged"
kill $watcher
wait $watcher
