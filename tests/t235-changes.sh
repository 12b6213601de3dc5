#!/bin/sh
# A mirror that follows /v1/changes has what the index has.
. "$TESTS/lib.sh"
gazette add - <<'EOT' >/dev/null
{"id":"a","published":"2017-07-24","title":"A","body":"one"}
{"id":"b","published":"2017-07-25","title":"B","body":"one"}
{"id":"c/ü","published":"2017-07-26","title":"C","body":"one"}
EOT
serve

changes() { ask /v1/changes "$@" | jq -c '[.changes[] | [.id, .type, .revision]]'; }
refusal() { ask /v1/changes "$@" | jq -c '[.status, .errors[0].parameter, .detail]'; }
revision() { ask /v1/status | jq .revision; }

is 'all from the beginning, newest first' \
	'[["c/ü","added",1],["b","added",1],["a","added",1]]' "$(changes)"
is 'since 0 is the same' "$(changes)" "$(changes since=0)"
is 'nothing since now' '[]' "$(changes since=1)"
is 'its members' '["changes","index_revision","links","since"]' \
	"$(ask /v1/changes | jq -c keys)"
is 'of a change' '["at","id","revision","type"]' \
	"$(ask /v1/changes | jq -c '.changes[0] | keys')"
has 'when, to now' "$(date -u +%Y-%m-%dT)" "$(ask /v1/changes | jq -r '.changes[0].at')"
is 'the end has no next' null "$(ask /v1/changes | jq .links.next)"

gazette add - <<'EOT' >/dev/null
{"id":"b","published":"2017-07-25","title":"B","body":"two"}
{"id":"d","published":"2017-07-27","title":"D","body":"one"}
EOT
gazette remove a >/dev/null
until_so 10 [ "$(revision)" = 3 ]
is 'each at its last change' \
	'[["c/ü","added",1],["d","added",2],["b","updated",2],["a","removed",3]]' \
	"$(changes)"
is 'after a revision' '[["a","removed",3]]' "$(changes since=2)"
is 'since and the revision are told' '[2,3]' \
	"$(ask /v1/changes since=2 | jq -c '[.since, .index_revision]')"

# One at a time, by the links.
at='/v1/changes?page-size=1' walked=
while [ "$at" != null ]; do
	get "$at" >page
	walked="$walked $(jq -r '.changes[].id' page)"
	is 'itself' "$(jq -c .changes page)" \
		"$(get "$(jq -r .links.self page)" | jq -c .changes)"
	at=$(jq -r .links.next page)
done
is 'page by page' ' c/ü d b a' "$walked"

# What came back is not gone, not even after compacting.
gazette add - <<'EOT' >/dev/null
{"id":"a","published":"2017-07-24","title":"A","body":"three"}
EOT
until_so 10 [ "$(revision)" = 4 ]
is 'it is back' '[["c/ü","added",1],["d","added",2],["b","updated",2],["a","added",4]]' \
	"$(changes)"
gazette remove d >/dev/null
before=$(changes)
is 'and the index is sound' '' "$(gazette check 2>&1 >/dev/null)"
gazette compact >/dev/null
until_so 10 [ "$(revision)" = 6 ]
is 'compacting changes nothing' "$before" "$(changes)"
is 'nor since' '[]' "$(changes since=5)"
is 'the compacted index is sound' '' "$(gazette check 2>&1 >/dev/null)"

is 'a revision to come' '[400,"since","since: revision 7 is yet to come; the index is at 6."]' \
	"$(refusal since=7)"
is 'no revision' '[400,"since","since is x; it must be a revision, such as index_revision of an answer before."]' \
	"$(refusal since=x)"
is 'no negative one' 400 "$(status '/v1/changes?since=-1')"
is 'a page too large' '[400,"page-size","page-size is 201; it must be a whole number from 1 to 200."]' \
	"$(refusal page-size=201)"
is 'a page of none' 400 "$(status '/v1/changes?page-size=0')"
for cursor in x 1 1- 1-x 1-2-3 1-4294967295 -1-2; do
	is "no cursor: $cursor" 400 "$(status "/v1/changes?cursor=$cursor")"
done
is 'a name mistyped' '[400,"sine","There is no parameter sine here; there are since, page-size and cursor."]' \
	"$(refusal sine=3)"
is 'it has an ETag' 304 "$(status /v1/changes -H \
	"If-None-Match: $(header ETag /v1/changes)")"

# A mirror, while others write.
for i in 1 2 3 4 5 6; do
	many 20 "m$i-" "word$i"
	[ $i -lt 3 ] || many 9 "m$((i - 2))-" "again$i"
	echo
done >writing
(
	for i in 1 2 3 4 5 6; do
		sed -n "/word$i/p; /again$i/p" writing |
			gazette add - >/dev/null
		[ $i -lt 4 ] || gazette remove "m$((i - 3))-20" >/dev/null
	done
) &
writer=$!
: >mirror
since=0
follow() {
	at="/v1/changes?since=$since&page-size=7"
	while [ "$at" != null ]; do
		get "$at" >page
		jq -r '.changes[] | [.type, .id, "\(.revision)"] | @tsv' page >>mirror
		at=$(jq -r .links.next page)
	done
	since=$(jq .index_revision page)
}
while kill -0 $writer 2>/dev/null; do
	follow
done
wait $writer
written=$(gazette status | sed -n 's/^revision *//p')
until_so 10 [ "$(revision)" = "$written" ]
follow
is 'no change comes twice' '' "$(sort mirror | uniq -d)"
is 'revisions never go back' '' "$(cut -f3 mirror | sort -nc 2>&1)"
awk -F'\t' '{ has[$2] = $1 != "removed" } END { for (i in has) if (has[i]) print i }' \
	mirror | sort >mirrored
serve_ids() { # every id, by pages
	page=1
	while ask /v1/search order-by=newest page-size=200 hl=off page=$page |
		jq -er '.results[].id'; do
		page=$((page + 1))
	done | sort
}
serve_ids >held
is 'the mirror has what the index has' '' "$(diff mirrored held)"
