#!/bin/sh
# What an answer looks like: fields, snippets, pages and links.
. "$TESTS/lib.sh"
{
	article recuse 2017-03-02 'Sessions steps aside' \
		'Jeff Sessions recused himself on Thursday.\n\nHe said \"no\" & left <b>early</b>.' \
		'"url":"https://ledger.example/recuse","source":"The Ledger","section":"politics","author":"Ann Lee and Bo Diaz","language":"en"'
	article other 2017-03-03T10:05:00-05:00 'Caf\u00e9 \ud83d\ude00 talks' \
		'Many words stand before it so that the passage is not the beginning of the text at all. And many more stand here to fill the room of a snippet, with nothing in them that anybody would look for, on and on, until at last the attorney general is named. Then it goes on.'
	article null '' 'Bare' ''
} >news.jsonl
gazette add news.jsonl >/dev/null
serve

first() { # first FILTER QUERY [NAME=VALUE...]: of the first result
	filter=$1
	shift
	q=$1
	shift
	ask /v1/search "q=$q" "$@" | jq -c ".results[0] | $filter"
}

ask /v1/search 'q=Sessions recused' >answer
is 'an answer has these members' \
	'["index_revision","links","order_by","page","page_size","query","results","took_ms","total","total_relation"]' \
	"$(jq -c keys answer)"
is 'with these values' '[1,"exact",1,10,"relevance",1,"(sessions) AND (recused)"]' \
	"$(sed 's/(Sessions)/(sessions)/' answer | jq -c '[.total,.total_relation,.page,.page_size,.order_by,.index_revision,.query.understood]')"
is 'a result has these members' \
	'["byline","highlights","id","published","score","section","snippet","source","title","url","words"]' \
	"$(jq -c '.results[0] | keys' answer)"
is 'with these values' \
	'["recuse","https://ledger.example/recuse","Sessions steps aside",["Ann Lee","Bo Diaz"],"The Ledger","politics","2017-03-02",16]' \
	"$(jq -c '.results[0] | [.id,.url,.title,.byline,.source,.section,.published,.words]' answer)"
is 'the score is positive' true "$(jq '.results[0].score > 0' answer)"
is 'but null by date' null "$(first .score sessions order-by=newest)"
is 'what is not known is null' '[null,null,null,null,[]]' \
	"$(first '[.url,.source,.section,.published,.byline]' bare)"

# Snippets are HTML, highlights are text with offsets in code points.
is 'a snippet is escaped but for its marks' \
	'"Jeff <mark>Sessions</mark> <mark>recused</mark> himself on Thursday. He said &quot;no&quot; &amp; left &lt;b&gt;early&lt;/b&gt;."' \
	"$(jq '.results[0].snippet' answer | sed 's/\\"//g')"
is 'offsets count code points' '["title",[[0,4]]]' \
	"$(first '.highlights[0] | [.field, .spans]' cafe)"
is 'and fit the text' '["Sessions","recused"]' "$(jq -c '.results[0].highlights[] |
	select(.field == "body") | .text as $t | [.spans[] as [$a, $b] | $t[$a:$b]]' answer)"
snippet=$(first .snippet '"attorney general"')
has 'a phrase is marked whole' '<mark>attorney general</mark>' "$snippet"
hasnt 'the passage is where the match is' 'Many words' "$snippet"
is 'hl=off marks nothing' '["Jeff Sessions recused himself",[]]' \
	"$(first '[.snippet[:29], .highlights]' sessions hl=off)"
is 'what is not asked is not marked' '[]' "$(first .highlights '*')"

# show-fields adds.
is 'show-fields=body' true "$(first 'has("body") and (has("file") | not)' sessions show-fields=body)"
is 'several' '["en","jsonl","news.jsonl",null]' \
	"$(first '[.language,.format,.file,.standfirst]' sessions show-fields=language,format,file,standfirst)"
is 'all, by its other name' true "$(first 'has("body") and has("warnings")' sessions fl=all)"

# One article, whole.
ask /v1/articles/recuse >article
is 'an article' '["recuse",["Ann Lee","Bo Diaz"],"2017-03-02",16]' \
	"$(jq -c '[.id,.byline,.published,.words]' article)"
is 'its body as it came' 'Jeff Sessions recused himself on Thursday.

He said "no" & left <b>early</b>.' "$(jq -r .body article)"
is 'the same as gazette parse prints' \
	"$(gazette parse news.jsonl | head -n 1 | jq -cS .)" \
	"$(jq -cS 'del(.words, .first_seen, .updated, .version)' article)"
article a/b:c? 2017-04-01 'Odd id' 'A curious id.' >odd.jsonl
gazette add odd.jsonl >/dev/null
is 'an id with a slash is percent-encoded' '"a/b:c?"' \
	"$(ask /v1/articles/a%2Fb%3Ac%3F | jq .id)"
is 'and one segment only' 404 "$(status /v1/articles/a/b:c)"
is 'no such article' article-not-found "$(ask /v1/articles/nobody | jq -r .code)"

# ---- pages ----
gazette remove 'a/b:c?' >/dev/null
many 47 n wren | sed 's/"2018-04-01"/"2018-04-0\n/' |
	awk '/^"?,/ || NR % 2 == 0 { print prev (NR % 7 + 1) "\"" $0; next }
		{ prev = $0 }' >many.jsonl
gazette add many.jsonl >out
is 'forty-seven more' 'added 47, replaced 0, unchanged 0, failed 0' "$(cat out)"
for order in relevance newest oldest; do
	: >seen
	for page in 1 2 3 4 5 6 7; do
		ids wren order-by=$order page-size=10 page=$page >page
		tr ' ' '\n' <page | sed '/^$/d' >>seen
	done
	is "$order: every article on a page" 47 "$(wc -l <seen)"
	is "$order: and on one page only" 47 "$(sort -u seen | wc -l)"
	is "$order: the same on pages of another size" "$(paste -sd ' ' seen)" \
		"$(ids wren order-by=$order page-size=47)"
done
is 'a page behind the last is empty' '[47,0]' \
	"$(ask /v1/search q=wren page=6 | jq -c '[.total, (.results | length)]')"
is 'page-size=0 counts only' '[47,0,0]' "$(ask /v1/search q=wren page-size=0 |
	jq -c '[.total, .page_size, (.results | length)]')"
is 'pageSize is page-size' 3 "$(ask /v1/search q=wren pageSize=3 | jq '.results | length')"
is 'count is as exact' '[47,"exact"]' \
	"$(ask /v1/count q=wren | jq -c '[.total, .total_relation]')"
is 'too deep is refused' 400 "$(status '/v1/search?q=wren&page=1001')"

links() { ask /v1/search q=wren page-size=20 "$@" | jq -c '.links | [.previous, .self, .next]'; }
base=/v1/search?q=wren\&page-size=20
is 'links of the first page' "[null,\"$base\",\"$base&page=2\"]" "$(links)"
is 'of the middle' "[\"$base\",\"$base&page=2\",\"$base&page=3\"]" "$(links page=2)"
is 'of the last' "[\"$base&page=2\",\"$base&page=3\",null]" "$(links page=3)"
is 'a link leads where it says' "$(ids wren page-size=20 page=2)" \
	"$(get "$(links | jq -r '.[2]')" | jq -r '[.results[].id] | join(" ")')"
has 'the Link header says so too' \
	"<$base&page=2>; rel=\"self\", <$base>; rel=\"prev\", <$base&page=3>; rel=\"next\"" \
	"$(header Link "$base&page=2")"
