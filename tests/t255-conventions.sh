#!/bin/sh
# What browsers and crawlers look for: /opensearch.xml, /robots.txt, and types
# that are not there.
. "$TESTS/lib.sh"
article one 2018-04-01 One 'A dotterel.' | gazette add - >/dev/null
serve --title 'The <Morgue> of all newspapers'

get /opensearch.xml >description
is 'its type' application/opensearchdescription+xml \
	"$(header Content-Type /opensearch.xml)"
template() { # template TYPE: its address, of the description
	sed 's/<Url /\n&/g' description | grep "type=\"$1\"" |
		sed 's/.* template="\([^"]*\)".*/\1/; s/&amp;/\&/g'
}
is 'pages' "$url/search?q={searchTerms}&page={startPage?}" "$(template text/html)"
is 'suggestions' "$url/v1/suggest?q={searchTerms}" \
	"$(template application/x-suggestions+json)"
has 'feeds' '&format=atom' "$(template application/atom+xml)"
is 'itself' "$url/opensearch.xml" \
	"$(template application/opensearchdescription+xml)"
has 'a name of 16 characters' '<ShortName>The &lt;Morgue&gt; of </ShortName>' \
	"$(cat description)"
page=$(template text/html | sed 's/{searchTerms}/dotterel/; s/{startPage?}/1/')
has 'the page that a browser then asks for' 'href="/articles/one?q=dotterel"' \
	"$(curl -s "$page")"
has 'pages name it' 'type="application/opensearchdescription+xml"' "$(get /)"
tag=$(header ETag /opensearch.xml)
is 'it can be kept' 304 "$(status /opensearch.xml -H "If-None-Match: $tag")"
is 'HEAD' 200 "$(status /opensearch.xml -I)"
if command -v xmllint >/dev/null; then
	is 'it is well formed' '' "$(xmllint --noout description 2>&1)"
fi

# A crawler of RFC 9309: the longest rule that fits counts.
crawled() { # crawled PATH
	get /robots.txt | awk -v path="$1" '
		/^(Allow|Disallow): / {
			rule = $2; whole = sub(/\$$/, "", rule)
			fits = whole ? path == rule : index(path, rule) == 1
			if (fits && length($2) > most) { most = length($2); verdict = $1 }
		}
		END { print verdict == "Disallow:" ? "no" : "yes" }'
}
for path in / /articles/one /style.css; do
	is "crawlers may see $path" yes "$(crawled "$path")"
done
for path in /search?q=a /v1/search?q=a /v1/articles/one /compat/guardian/search; do
	is "crawlers may not see $path" no "$(crawled "$path")"
done

for path in / /search?q=dotterel /articles/one; do
	is "$path for who takes no pages" '406 application/problem+json' \
		"$(get "$path" -H 'Accept: application/json' -o /dev/null \
			-w '%{http_code} %{content_type}')"
done
is 'where the description is' '</openapi.json>; rel="service-desc"' \
	"$(header Link /v1/status)"
is 'it is there' 3.1.0 "$(get /openapi.json | jq -r .openapi)"
stop

serve --public-url https://news.example/
get /opensearch.xml >description
is 'addresses of the public' https://news.example/opensearch.xml \
	"$(template application/opensearchdescription+xml)"
stop
server=
"$BUILD/gazetted" --listen 127.0.0.1:0 --public-url news.example 2>err
is 'an address that is none: exit status' 2 $?
has 'and why' 'public-url: news.example is no address' "$(cat err)"
