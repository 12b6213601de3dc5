#!/bin/sh
# The web page: searched, read, and safe whatever the articles hold.
. "$TESTS/lib.sh"
{
	article plain 2017-03-02 'Sessions steps aside' \
		'Jeff Sessions recused himself.\n\nThe second paragraph.' \
		'"url":"https://ledger.example/plain","source":"The Ledger","author":"Ann Lee"'
	article evil 2017-03-03 '<script>alert(1)</script> Sessions' \
		'Sessions <img src=x onerror=alert(2)> said \"ho\" & left <mark>unasked</mark>.' \
		'"url":"javascript:alert(3)","source":"<b>Paper</b>","author":"<i>Ann</i>"'
} >news.jsonl
many 40 n twite >>news.jsonl
gazette add news.jsonl >/dev/null
serve --title 'The <Morgue>'

safe() { # safe WHAT PAGE: nothing of an article has become markup
	for wrong in '<script>' '<img' 'onerror=' '<b>' '<i>Ann' 'javascript:alert' \
		'<mark>unasked' '<Morgue>' 'style=' 'onclick='; do
		case $wrong in onerror=|javascript:*) part="\"$wrong" ;; *) part=$wrong ;; esac
		hasnt "$1" "$part" "$2"
	done
}

start=$(get /)
has 'the start is a page' '<!DOCTYPE html>' "$(echo "$start" | sed 's/<!doctype/<!DOCTYPE/')"
has 'with a box to search' 'name="q"' "$start"
has 'that works without a script' 'action="/search"' "$start"
safe 'the start' "$start"
scripts=$(echo "$start" | grep -o '<script[^>]*>' | grep -v ' src="/')
is 'scripts are files of ours' '' "$scripts"
for file in $(echo "$start" | grep -oE '(src|href)="/[a-z.]+\.(css|js|svg)"' |
	cut -d'"' -f2 | sort -u); do
	is "$file is there" 200 "$(status "$file")"
done
is 'nothing is asked of others' '' \
	"$(echo "$start" | grep -oE '(src|href|action)="(https?:)?//[^"]*')"
is 'an empty search begins again' 200 "$(status '/?q=')"

found=$(ask /search q=Sessions)
has 'the results say how many' '2 articles' "$(echo "$found" | sed 's/<[^>]*>//g')"
has 'matches are marked' '<mark>Sessions</mark>' "$found"
has 'the query as understood' '<code>' "$found"
has 'a result leads to its article' 'href="/articles/plain?q=Sessions"' "$found"
has 'foreign markup is text' '&lt;script&gt;alert(1)&lt;/script&gt;' "$found"
safe 'the results' "$found"
has 'the box keeps the query' 'value="Sessions"' "$found"
echoed=$(ask /search 'q="><script>alert(4)</script>' 'source="><b>')
safe 'a query that is markup' "$echoed"

has 'pages follow each other' 'href="/search?q=twite&amp;page=2"' \
	"$(ask /search q=twite)"
is 'and the second shows others' 10 \
	"$(ask /search q=twite page=2 | grep -o 'href="/articles/n[0-9]*?' | sort -u | wc -l)"
has 'nothing found says what may help' 'Check the spelling' "$(ask /search q=xyzzy)"

get '/search?q=w*' -o page -w '%{http_code} %{content_type}' >got
is 'a refusal is a page' '400 text/html; charset=utf-8' "$(cat got)"
has 'that says why' 'needs 3 letters' "$(cat page)"
has 'and where' '<mark>w*</mark>' "$(cat page)"

# ---- what stands beside the results
{
	article a1 2017-01-02 'One wren' 'A wren.' '"source":"Axios","section":"birds","author":"Ann Lee"'
	article a2 2017-02-02 'Two wren' 'A wren.' '"source":"Axios Local","author":"Ann Lee"'
	article a3 2017-02-03 'Three wren' 'A wren.' '"source":"Axios, \"the\" paper"'
	article a5 2017-04-04 'A linnet' '' '"source":"Wire"'
	article a4 2017-04-04 'Four wren' 'A wren.' '"source":"Post, Daily"'
} | gazette add - >/dev/null
until_so 10 eval '[ "$(total wren)" = 4 ]'
found=$(ask /search q=wren interval=month)
plain=$(ask /search q=wren)
text() { sed 's/<[^>]*>//g'; }
links() { grep -oE "href=\"[^\"]*$1[^\"]*\"" | cut -d'"' -f2 | sed 's/&amp;/\&/g'; }
has 'bars lead to their time' '?q=wren&amp;from-date=2017-01&amp;to-date=2017-01' "$found"
has 'and say their share' 'February 2017: 2 of 2, 100 %' "$found"
has 'the same stands in a table' '<td>2</td>' "$found"
has 'sources are counted' 'Axios Local' "$found"
ask /search q=wren | links 'source(=|%3A)' | while read -r link; do
	get "$link" | grep -o '<h1[^>]*>[^<]*' | text
done >counts
is 'a link of a source finds that source alone' '1 article 1 article 1 article' \
	"$(tr '\n' ' ' <counts | sed 's/ $//')"
has 'one with a comma by the query' 'q=%28wren%29%20source%3A%3D%22Post%2C%20Daily%22' "$plain"
chosen=$(ask /search q=wren source==Axios,Ledger from-date=2017)
has 'what is chosen can be taken out' \
	'href="/search?q=wren&amp;from-date=2017&amp;source=Ledger"' "$chosen"
has 'or all of it' 'href="/search?q=wren">Remove all' "$chosen"
has 'the others still say their number' 'Axios Local</bdi></a> <span>1' "$chosen"
has 'a list of all values' 'href="/facets/source' "$(ask /search q=*)"
has 'that can be searched' 'Axios Local' "$(ask /facets/source q=wren prefix=loc)"
hasnt 'by their words' '<bdi>Axios</bdi>' "$(ask /facets/source q=wren prefix=loc)"
is 'of a field there is' 400 "$(status /facets/colour)"
sources=$(ask /sources q=wren)
has 'sources have a first day' '<time datetime="2017-02-02">' "$sources"
is 'and a drawing each' 4 "$(echo "$sources" | grep -o 'class="spark"' | wc -l)"
for part in '/v1/search?q=wren&amp;format=atom' '/v1/export?q=wren&amp;format=csv' \
	'/v1/search?q=wren&amp;format=json' 'type="application/opensearchdescription+xml"'; do
	has 'the search in another dress' "$part" "$plain"
done

is 'the form leads to its search' \
	"303 $url/search?q=tax%20%28cut%20OR%20rise%29&source=Post&from-date=2017" \
	"$(get '/advanced?all=tax&any=cut+rise&within=10&source=Post&from=2017' \
		-o /dev/null -w '%{http_code} %{redirect_url}')"
has 'nothing filled in is the form' 'name="near"' "$(ask /advanced all= within=10)"
is 'every example of the help can be asked' '' "$(get /help | links '/search.q=' |
	while read -r link; do [ "$(status "$link")" = 200 ] || echo "$link"; done)"

article a1 2017-01-02 'One wren' 'A robin. <b>' '"source":"Axios"' | gazette add - >/dev/null
until_so 10 eval 'get /articles/a1 | grep -q robin'
has 'an article has its versions' 'href="/articles/a1/versions/2?diff=1"' "$(get /articles/a1)"
has 'what changed is shown' '<del>wren.</del>' "$(get '/articles/a1/versions/2?diff=1')"
has 'what came too, as text' '<ins>robin. &lt;b&gt;</ins>' "$(get '/articles/a1/versions/2?diff=1')"
has 'an earlier one says that it is one' 'This is version 1' "$(get /articles/a1/versions/1)"
is 'no such version' 404 "$(status /articles/a1/versions/9)"
is 'no such number' 400 "$(status '/articles/a1/versions/2?diff=x')"
has 'how to cite it' 'Ann Lee' "$(get /articles/plain | grep -o 'class="citation".*')"

read=$(ask /articles/plain q=recused)
has 'an article is read' '<h1' "$read"
has 'its hits are marked' '<mark id="hit-1">recused</mark>' "$read"
has 'in paragraphs' 'The second paragraph.</p>' "$read"
has 'with its source' 'The Ledger' "$read"
has 'and the original' 'href="https://ledger.example/plain"' "$read"
safe 'an article full of markup' "$(ask /articles/evil q=Sessions)"
is 'no such article is a page, too' '404 text/html; charset=utf-8' \
	"$(get /articles/none -H 'Accept: text/html' -o /dev/null -w '%{http_code} %{content_type}')"
is 'no page is over 50 kB, with its style and script' '' "$(for page in / /search?q=twite /articles/plain /sources /facets/byline /advanced /help; do
	[ $(($(get $page | wc -c) + $(cat "$TESTS"/../www/*.css "$TESTS"/../www/*.js | wc -c))) \
		-lt 50000 ] || echo $page
done)"
if command -v python3 >/dev/null; then # well formed, nothing unknown
	for page in '/' '/sources' '/facets/source' '/advanced' '/help' \
		'/articles/a1/versions/2?diff=1' '/search?q=wren' '/search?q=Sessions' '/articles/evil?q=Sessions' '/search?q=w*'; do
		get "$page" | python3 -c '
import html.parser, sys
void = "br hr img input link meta".split()
class Check(html.parser.HTMLParser):
    open, faults = [], []
    def handle_starttag(self, tag, attributes):
        if tag not in void: self.open.append(tag)
        self.faults += [f"{tag} {n}" for n, v in attributes if n.startswith("on") or n == "style"]
    def handle_endtag(self, tag):
        if tag not in void and (not self.open or self.open.pop() != tag): self.faults.append(f"/{tag}")
check = Check()
check.feed(sys.stdin.read())
print(*check.faults, *check.open)' >faults
		is "$page: every element closed, no handlers" '' "$(cat faults)"
	done
fi
