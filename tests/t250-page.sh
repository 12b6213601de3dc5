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

read=$(ask /articles/plain q=recused)
has 'an article is read' '<h1' "$read"
has 'its hits are marked' '<mark id="hit-1">recused</mark>' "$read"
has 'in paragraphs' 'The second paragraph.</p>' "$read"
has 'with its source' 'The Ledger' "$read"
has 'and the original' 'href="https://ledger.example/plain"' "$read"
safe 'an article full of markup' "$(ask /articles/evil q=Sessions)"
is 'no such article is a page, too' '404 text/html; charset=utf-8' \
	"$(get /articles/none -H 'Accept: text/html' -o /dev/null -w '%{http_code} %{content_type}')"
is 'no page is over 50 kB' '' "$(for page in / /search?q=twite /articles/plain; do
	[ "$(get $page | wc -c)" -lt 50000 ] || echo $page
done)"
if command -v python3 >/dev/null; then # well formed, nothing unknown
	for page in '/' '/search?q=Sessions' '/articles/evil?q=Sessions' '/search?q=w*'; do
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
