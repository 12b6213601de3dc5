#!/bin/sh
# Each path and each refusal is asked for once. What is looked at here is the
# status alone; contract.sh looks at all of it (www/openapi.json).
. "$TESTS/lib.sh"
umask 077
key=0123456789-desk-key
echo $key >keys
gazette add "$TESTS/../samples" >/dev/null
gazette add - >/dev/null <<END
{"id":"a/b c","url":"https://ledger.example/1","title":"Vote","body":"One smew."}
{"id":"gone","title":"Gone","body":"A smew."}
END
echo '{"id":"a/b c","title":"Vote","body":"Two smews.","standfirst":"S","author":"Ann Lee"}' |
	gazette add - >/dev/null
gazette remove gone >/dev/null
serve --spool spool --keys-file keys --post-size 4K --article-size 2K

gives() { # gives STATUS... -- PATH [CURL OPTION...]
	want=" "
	while [ "$1" != -- ]; do want="$want$1 "; shift; done
	shift
	has "$*" " $(status "$@") " "$want"
}

# ---- what there is ----
for path in / /search /v1/search /v1/count /v1/timeline /v1/sources \
	/v1/facets/source /v1/facets/month /v1/parse /v1/sample /v1/suggest; do
	for query in '' q=senate 'q=%22attorney+general%22&source=-Axios' \
		'q=(tax+OR+immigra*)+NEAR/9+bill&order-by=newest&page-size=3' \
		'q=NOT+trump&page=2&facet-fields=source,section,byline,month' \
		'q=US+GOP+-senate+%3Dsessions+smew+xyzzy&interval=auto&show-fields=all' \
		'q=after:2017+headline:may+source:axios+id:x&hl=off&tz=Europe/London' \
		'date=today&sort=oldest&pageSize=1&nonsense=1&interval=year' \
		'q=(a+b&case=ignore&match=any&query-fields=headline,byline&person=x'; do
		gives 200 -- "$path?$query"
	done
	gives 200 -- "$path?q=vote" -I
	gives 204 -- "$path" -X OPTIONS
	gives 405 -- "$path" -X POST
done
for path in /compat/guardian/search \
	/compat/nyt/svc/search/v2/articlesearch.json; do
	for query in '' q=senate 'q=vote&page=1' 'q=a+OR+(b&show-fields=all&order-by=oldest' \
		'sort=oldest&fq=source:(%22Wire+Desk%22)&section=-uk'; do
		gives 200 -- "$path?$query"
	done
	gives 400 -- "$path?q=w*"
	gives 400 -- "$path?tag=x&fq=x"
	gives 200 -- "$path" -I
	gives 204 -- "$path" -X OPTIONS
done
article=/v1/articles/a%2Fb%20c
for path in $article $article/versions $article/versions/1 \
	$article/versions/2?diff=1 $article/versions/1?diff=2 $article/similar \
	/articles/a%2Fb%20c?q=smews /v1/status /healthz /readyz /metrics \
	/v1/changes?since=0 /v1/export?q=vote /problems/no-index /openapi.json \
	/robots.txt /opensearch.xml /style.css /search.js /icon.svg; do
	gives 200 -- "$path"
	gives 200 -- "$path" -I -H 'Accept-Encoding: gzip'
	gives 200 -- "$path" -H 'Accept: text/html, */*;q=0.1'
	gives 204 -- "$path" -X OPTIONS
	tag=$(header ETag "$path")
	[ -z "$tag" ] || gives 304 -- "$path" -H "If-None-Match: $tag"
done
for type in text/csv application/x-ndjson application/atom+xml; do
	gives 200 -- /v1/search?q=vote -H "Accept: $type"
done
for format in csv ndjson atom json; do
	gives 200 -- "/v1/search?q=vote&format=$format"
done

# ---- what is wrong ----
for wrong in q=w* 'q="&strict=1' nonsense=1\&strict=1 from-date=2017-02-30 \
	from-date=2018\&to-date=2017 page=0 page-size=9999 page=1001 order-by=x \
	tz=Mars/Base facet-fields=x interval=hour show-fields=x cursor=x hl=maybe \
	source=a\&page=1\&page=2 'q=%22%C3%A9+(' case=match; do
	for path in /v1/search /v1/count /v1/timeline /v1/sources /v1/facets/source \
		/search /; do
		gives 200 400 -- "$path?$wrong"
	done
done
for path in /v1/facets/x /v1/facets/ /v1/nothing /nothing /a/b/c /style.css/x \
	/v1/articles/none /v1/articles/none/versions /v1/articles/none/similar \
	/articles/none /v1/articles/gone /v1/articles/gone/versions/1 \
	/articles/gone /v1/articles/gone/versions $article/versions/9 \
	$article/versions/x $article/versions/1?diff=x /v1/receipts/none \
	/problems/none /v1/articles; do
	gives 400 404 405 410 -- "$path"
	gives 400 404 405 406 410 -- "$path" -H 'Accept: text/html'
done
long=$(head -c 9000 /dev/zero | tr '\0' x)
for path in / /v1/search /v1/count /v1/articles/x /style.css /nothing /healthz \
	/v1/status /v1/receipts/x; do
	gives 400 -- "$path?q=%ff"
	gives 400 -- "$path?$(seq 65 | sed 's/.*/a&=1/' | paste -sd '&')"
	gives 400 -- "$path" -H 'Host: a b'
	gives 400 -- "$path" -X GET -d q=1
	gives 400 -- "$path" -H 'Transfer-Encoding: gzip'
	gives 413 -- "$path" -X GET -H 'Content-Length: 999999999' -H 'Expect: 100-continue' -d x
	gives 414 -- "$path?q=$long"
	gives 431 -- "$path" -H "X-Long: $long$long"
	gives 405 404 -- "$path" -X PATCH
	gives 501 -- "$path" -X BREW
done
for path in / /search /articles/x /v1/status /v1/search; do
	gives 406 -- $path -H 'Accept: image/png'
done

# ---- articles in ----
json='Content-Type: application/json' auth="Authorization: Bearer $key"
gives 401 -- /v1/articles -H "$json" -d '{}'
gives 403 -- /v1/articles -H "$json" -H "$auth" -H 'Origin: https://x.example' -d '{}'
gives 415 -- /v1/articles -H "$auth" -d '{}'
gives 400 -- /v1/articles -H "$json" -H "$auth" -d 'x'
gives 413 -- /v1/articles -H "$json" -H "$auth" -d "{\"title\":\"$long\"}"
gives 202 -- /v1/articles -H "$json" -H "$auth" -d '{"id":"new","title":"New"}'
gives 202 -- /v1/articles -H "$json" -H "$auth" -d '[{"body":7},{"title":"Ok"}]'
gives 202 -- /v1/articles -H "$json" -H "$auth" -d '{"title":7}'
gives 202 -- /v1/articles/new -X DELETE -H "$auth"
gives 401 -- /v1/articles/new -X DELETE
gives 404 -- /v1/articles/a/b -X DELETE -H "$auth"
waiting=$(ls spool/new)
for name in $waiting; do gives 200 -- "/v1/receipts/$name"; done
watch
until_so 20 nothing_waits
kill "$watcher"
wait "$watcher"
for name in $waiting; do gives 200 -- "/v1/receipts/$name"; done
stop

# ---- when it cannot ----
serve
gives 501 -- /v1/articles -H "$json" -H "$auth" -d '{}'
gives 501 -- /v1/articles/x -X DELETE -H "$auth"
mv index elsewhere
for path in / /search?q=a /articles/x /v1/search /v1/count /v1/timeline \
	/v1/sources /v1/facets/source /v1/articles/x /v1/articles/x/versions \
	/v1/articles/x/versions/1 /v1/status /readyz; do
	gives 503 -- "$path"
done
