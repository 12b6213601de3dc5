#!/bin/sh
# Paragraphs that recur in a source are listed, and left out with the list.
. "$TESTS/lib.sh"
pitch='The Harbor Gazette is read by those who sail. Come aboard for a dollar a week.'
story() { # story HOST N PARAGRAPH...: a page of it, N telling it from others
	host=$1 n=$2
	shift 2
	printf '<html><title>Story %s</title><link rel=canonical href="%s">' \
		"$n" "https://$host/$n"
	for i in 1 2 3; do
		printf '<p>The %s council of town number %s met on the %s day, ' \
			"$host" "$n" "$i"
		printf 'in a hall that was too small, with its doors wide open, '
		printf 'and heard the owners of boats, who had come to ask for '
		printf 'more light, less noise, and a crane of their own.</p>'
	done
	for p; do printf '<p>%s</p>' "$p"; done
	printf '</html>\n'
}
for n in 1 2 3 4 5 6; do
	story gazette.example $n "$pitch" >g$n.html
	story planet.example $n "A tide of $n feet is due, the harbor said." \
		>p$n.html
done
# four copies of one wire story, and the story: a short paragraph of it is text
said='He would not say more, and went back to his boat, the owner said.'
for n in 1 2 3 4 5; do
	story planet.example 9 "$said" | sed "s/Story 9/Copy $n/
		s|planet.example/9|planet.example/c$n|" >c$n.html
done
# a pitch that another source has only once
story planet.example 7 "$pitch" >p7.html

gazette parse ./*.html >articles.jsonl
gazette recurring articles.jsonl >recurring.tsv
is 'what stands in six stories of a source is listed, and nothing else' \
	"gazette.example	6	6	$pitch" "$(grep -v '^#' recurring.tsv)"
sort -r articles.jsonl | gazette recurring - >other.tsv
is 'in whatever order they come' "$(cat recurring.tsv)" "$(cat other.tsv)"

bodies() { jq -r .body | grep -c "$1"; }
is 'without the list it is text' 7 \
	"$(gazette parse ./*.html | bodies 'Come aboard')"
is 'with it, only where it does not recur' 1 \
	"$(gazette parse --recurring recurring.tsv ./*.html | bodies 'Come aboard')"
is 'what copies have in common stays' 5 \
	"$(gazette parse --recurring recurring.tsv ./*.html | bodies 'would not say')"
is 'by any number of workers alike' \
	"$(gazette parse --recurring recurring.tsv --jobs 1 ./*.html | cksum)" \
	"$(gazette parse --recurring recurring.tsv --jobs 3 ./*.html | cksum)"
gazette add --recurring recurring.tsv ./*.html >/dev/null
is 'nor does it reach the index' \
	'added 0, replaced 0, unchanged 18, failed 0' \
	"$(GAZETTE_RECURRING=recurring.tsv gazette add ./*.html)"
gazette parse g1.html | jq -c --arg p "$pitch" '.body = $p' >only.jsonl
is 'an article of nothing else keeps it' "$pitch" \
	"$(gazette parse --recurring recurring.tsv only.jsonl | jq -r .body)"

mkdir spool && gazette watch --recurring recurring.tsv spool &
watch=$!
until_so 20 test -d spool/new
cp g2.html spool/tmp/a && mv spool/tmp/a spool/new/a
until_so 20 test -e spool/cur/a
kill $watch
wait $watch
has 'watch leaves it out as well' 'unchanged' "$(cat spool/cur/a.result)"

printf 'gazette.example\tno columns\n' >bad.tsv
gazette add --recurring bad.tsv g1.html 2>told
is 'another file is refused' 2 $?
has 'with the place' 'bad.tsv:1: not source, stories, of, paragraph' "$(cat told)"
gazette parse --recurring none.tsv g1.html 2>told
is 'so is none' 2 $?
has 'by name' 'none.tsv: ' "$(cat told)"
