#!/bin/sh
# Clients of the Guardian's and the New York Times' search APIs work here when
# their host is changed.
. "$TESTS/lib.sh"
in_paper() { # in_paper ID DAY SOURCE SECTION AUTHORS BODY
	article "$1" "$2" "Report $1" "$6" \
		"\"source\":\"$3\",\"section\":\"$4\",\"author\":\"$5\",\"url\":\"https://papers.example/$1\""
}
{
	in_paper a 2017-03-30T21:05:00-04:00 'The Ledger' 'UK news' 'Ann Lee' 'A dipper and a wren.\n\nMore of it.'
	in_paper b 2017-03-31 'The Ledger' Opinion 'Ann Lee and Bo Diaz' 'A dipper.'
	in_paper c 2017-06-01 Axios Politics 'Bo Diaz, Cy Moss and Di Ray' 'A dipper, a budget: wren.'
	in_paper d 2018-01-01 'Axios Local' Politics 'Cy Moss' 'A budget.'
	article e '' 'Report e' 'A dunlin.'
} >news.jsonl
gazette add news.jsonl >/dev/null
serve --title Morgue --public-url https://news.example

# ---- the Guardian's ----
guardian() { ask /compat/guardian/search api-key=test "$@"; }
found() { # found WHAT WANT [NAME=VALUE...]: ids in order of name
	what=$1 want=$2
	shift 2
	is "guardian: $what" "$want" "$(guardian "$@" |
		jq -r '.response | if .status == "ok" then [.results[].id] | sort | join(" ") else .message end')"
}
found 'all' 'a b c d e'
found 'words' 'a c' q='dipper wren'
found 'AND, OR, NOT, brackets' c q='dipper AND (budget OR nothing) NOT opinion'
found '| and !' 'a d' 'q=(budget|wren) AND !(dipper AND budget)'
found 'a phrase' a 'q="dipper and a wren"'
found 'open brackets and quotes' a 'q=(wren) AND ((more))) "of it' section=uk-news
found 'a section' a section=uk-news
found 'either' 'a c d' 'section=uk-news|politics'
found 'not' 'a b' 'section=-politics' q=dipper
found 'both at once is none' '' section=uk-news,politics
found 'both, one of them not' 'c d' 'section=politics,!opinion'
found 'dates, both included' 'a b' from-date=2017-03-30 to-date=2017-03-31
found 'in the headline' d q='"report d"' query-fields=headline
found 'what narrows and is not there' 'tag cannot be honoured here; leave it out.' tag=politics/brexit
found 'a day that is none' 'from-date: 2017-02-30: February 2017 has 28 days' from-date=2017-02-30
found 'a page too far' 'requested page is beyond the number of available pages' page=2
found 'another format' 'format can be json only.' format=xml
is 'guardian: true status' 400 "$(status '/compat/guardian/search?tag=x')"
is 'guardian: pages' '{"status":"ok","userTier":"developer","total":5,"startIndex":3,"pageSize":2,"currentPage":2,"pages":3,"orderBy":"newest"}' \
	"$(guardian page=2 page-size=2 | jq -c '.response | del(.results)')"
is 'guardian: by relevance with a query' relevance \
	"$(guardian q=wren | jq -r .response.orderBy)"
is 'guardian: a result' '{"id":"a","type":"article","sectionId":"uk-news","sectionName":"UK news","webPublicationDate":"2017-03-31T01:05:00Z","webTitle":"Report a","webUrl":"https://papers.example/a","apiUrl":"https://news.example/v1/articles/a","isHosted":false}' \
	"$(guardian section=uk-news | jq -c '.response.results[0]')"
is 'guardian: its fields' '{"headline":"Report a","byline":"Ann Lee","wordcount":"10"}' \
	"$(guardian section=uk-news show-fields=headline,byline,wordcount,thumbnail |
		jq -c '.response.results[0].fields')"
is 'guardian: all of them' '["bodyText","byline","headline","publication","wordcount"]' \
	"$(guardian section=uk-news show-fields=all | jq -c '.response.results[0].fields | keys')"
is 'guardian: a page of ours, where there is no address' '[null,"https://news.example/articles/e"]' \
	"$(guardian q=dunlin | jq -c '.response.results[0] | [.webPublicationDate, .webUrl]')"

# ---- the New York Times' ----
nyt() { ask /compat/nyt/svc/search/v2/articlesearch.json api-key=test "$@"; }
docs() { # docs WHAT WANT [NAME=VALUE...]
	what=$1 want=$2
	shift 2
	is "nyt: $what" "$want" "$(nyt "$@" | jq -r 'if .status == "OK"
		then [.response.docs[]._id] | sort | join(" ") else .errors[0] end')"
}
docs 'all' 'a b c d e'
docs 'words' 'a c' q='dipper wren'
docs 'dates, both included' 'a b c' begin_date=20170331 end_date=20170601 'fq=source:("Axios" "The Ledger")'
docs 'a source' c 'fq=source:("Axios")'
docs 'that contains' 'c d' 'fq=source.contains:("Axios")'
docs 'either' 'a b c' 'fq=source:("Axios" "The Ledger")'
docs 'with OR' 'a b c' 'fq=source:("Axios" OR "The Ledger")'
docs 'and a section' c 'fq=source:("Axios") AND section_name:("Politics")'
docs 'not a section' 'a b' 'fq=NOT section_name:(Politics) AND source.contains:Ledger'
docs 'brackets' 'a c' 'fq=(section_name:"UK news" OR source:"Axios") AND body:wren'
docs 'a byline' 'c d' 'fq=byline:("Cy Moss")'
docs 'a headline' b 'fq=headline:("report b")'
docs 'with a query' a 'q=wren' 'fq=byline:(Lee)'
docs 'a field that is not there' 'fq: there is no field glocations here; there are source, section_name, headline, byline and body.' 'fq=glocations:("Ohio")'
docs 'nothing but words' 'fq: ohio: write FIELD:("value"), with AND or OR between them.' fq=ohio
docs 'nothing between' 'fq: byline:x: write FIELD:("value"), with AND or OR between them.' 'fq=source:("A") byline:x'
docs 'no value' 'fq: source has no value.' 'fq=source:()'
docs 'a day that is none' 'begin_date: 20170230: February 2017 has 28 days' begin_date=20170230
docs 'a page that is none' 'page: a whole number from 0.' page=x
is 'nyt: true status' 400 "$(status '/compat/nyt/svc/search/v2/articlesearch.json?fq=x')"
is 'nyt: members' '["copyright","response","status"]' "$(nyt | jq -c keys)"
is 'nyt: the site' Morgue "$(nyt | jq -r .copyright)"
is 'nyt: pages from 0' '[5,10,0]' "$(nyt page=1 |
	jq -c '[.response.meta.hits, .response.meta.offset, (.response.docs | length)]')"
is 'nyt: in order' 'b a c d' "$(nyt sort=oldest begin_date=2017 |
	jq -r '[.response.docs[]._id] | join(" ")')"
is 'nyt: a doc' '["a","https://papers.example/a","The Ledger","Report a","2017-03-31T01:05:00+0000","By Ann Lee","UK news",10,"A dipper and a wren."]' \
	"$(nyt 'fq=source:("The Ledger")' q=wren | jq -c '.response.docs[0] |
		[._id,.web_url,.source,.headline.main,.pub_date,.byline.original,.section_name,.word_count,.lead_paragraph]')"
is 'nyt: three authors' 'By Bo Diaz, Cy Moss and Di Ray' \
	"$(nyt q=budget begin_date=2017 end_date=2017 | jq -r '.response.docs[0].byline.original')"
has 'nyt: the passage that matched' 'wren' "$(nyt q=wren | jq -r '.response.docs[0].snippet')"
is 'it has a tag' 20 "$(header ETag /compat/guardian/search | wc -L)"

mv index elsewhere
is 'without an index' '503 error' "$(status /compat/guardian/search) $(guardian | jq -r .response.status)"
is 'there too' ERROR "$(nyt | jq -r .status)"
is 'when to ask again' 1 "$(header Retry-After /compat/guardian/search)"
