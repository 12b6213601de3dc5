#!/bin/sh
# Articles by POST where there is no room for them: nothing that was promised
# is lost, nothing else is promised, and it goes on when there is room again.
[ -n "$apart" ] || ! unshare -m true 2>/dev/null || # its mounts end with it
	exec unshare -m env apart=yes "$0"
. "$TESTS/lib.sh"
key=0123456789-desk-key
umask 077
echo $key >keys
article first 2018-05-01 First 'One whimbrel.' | gazette add - >/dev/null
many 20 n dunlin >lines
many 20000 n dunlin >bulk # 1.6 MB

post() { # post FILE [CURL OPTION...]: the status
	file=$1
	shift
	get /v1/articles -H "Authorization: Bearer $key" --data-binary "@$file" \
		-H 'Content-Type: application/x-ndjson' "$@" -o body -w '%{http_code}'
}
refused() { # refused WHAT PART FILE [CURL OPTION...]: 507, naming PART
	what=$1 part=$2
	shift 2
	is "$what" '507 not-stored' "$(post "$@") $(jq -r .code body)"
	has "$what: says why" "$part" "$(jq -r .detail body)"
	is "$what: nothing is left of it" '' "$(ls "$spool/tmp")"
}

spool=spool
serve --spool spool --keys-file keys --spool-files 2 --spool-size 2M
is 'one' 202 "$(post lines)"
is 'two' 202 "$(post lines)"
refused 'a third file' '2 entries wait' lines
is 'DELETE is refused, too' 507 "$(get /v1/articles/n1 -X DELETE \
	-H "Authorization: Bearer $key" -o /dev/null -w '%{http_code}')"
is 'searches go on' 1 "$(total whimbrel)"
rm "$spool"/new/*
room() { [ "$(post bulk)" = 202 ]; }
until_so 5 room && pass || fail 'with room again it goes on'
refused 'more than the spool may hold' 'MB wait' bulk
is 'a small one still fits' 202 "$(post lines)"
stop
serve --spool spool --keys-file keys --min-free 1024G
[ "$(df -Pk . | awk 'NR == 2 { print $4 }')" -ge $((1 << 30)) ] ||
	refused 'the disk has to keep some free' min-free lines
stop

# ---- memory ----
peak() { sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$server/status"; }
rm "$spool"/new/*
for i in $(seq 40); do cat bulk; done | head -c 61000000 >huge
serve --spool spool --keys-file keys
is 'a small one' 202 "$(post lines)"
before=$(peak)
is '61 MB' 202 "$(post huge)"
cmp -s huge "spool/new/$(jq -r .receipt body)" && pass || fail '61 MB arrive whole'
is 'are never in memory' yes "$([ $(($(peak) - before)) -lt 16384 ] ||
	echo "$before kB before, $(peak) kB then")yes"
stop
rm -r huge spool

# ---- a full disk ----
server=
mkdir disk
[ -n "$apart" ] && mount -t tmpfs -o size=1m tmpfs disk 2>/dev/null ||
	skip 'mounting, for a full disk, takes root'
spool=disk/spool
serve --spool disk/spool --keys-file keys --min-free 0
is 'there is room for one' 202 "$(post lines)"
name=$(jq -r .receipt body)
refused 'but not for much' 'MB free' bulk
full='No space left' place=disk/spool/tmp/
[ -z "$small" ] || full='MB free' place= # room is looked for at every step
refused 'even if it does not say how much' "$full" bulk -H 'Transfer-Encoding: chunked'
has 'the log names the place' "$place" "$(cat $log)"
cmp -s lines "disk/spool/new/$name" && pass || fail 'the one is as it was'
is 'searches go on' 1 "$(total whimbrel)"
mount -o remount,size=8m disk
is 'with room again it goes on' 202 "$(post bulk)"
cmp -s bulk "disk/spool/new/$(jq -r .receipt body)" && pass || fail 'and arrives whole'
