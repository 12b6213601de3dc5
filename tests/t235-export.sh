#!/bin/sh
# Everything taken out: exports, cursors, samples, other forms than JSON.
. "$TESTS/lib.sh"
{
	# parts end after 256 hits: there must be two
	many 300 x dipper
	article odd '' '=cmd|x, a title' 'A dipper, \"quoted\", and\nlines.' \
		'"author":"Ann Lee and Bo Diaz","source":"-Ledger"'
	article late 2019-01-01 'Late' 'A dipper at last.'
} >news.jsonl
gazette add news.jsonl >/dev/null
serve

# ---- exports

ask /v1/export q=dipper >all.ndjson
is 'every hit, once' '302 302' \
	"$(wc -l <all.ndjson) $(jq -r .id all.ndjson | sort -u | wc -l)"
is 'newest first, undated last' 'late odd' \
	"$(jq -rs '"\(.[0].id) \(.[-1].id)"' all.ndjson)"
is 'bodies and all' 'A dipper at last.' "$(head -n 1 all.ndjson | jq -r .body)"
is 'the total beforehand' 302 "$(header X-Total-Count '/v1/export?q=dipper')"
is 'no hit, no line' 0 "$(ask /v1/export q=nothingofthekind | wc -c)"
is 'HEAD' 200 "$(status '/v1/export?q=dipper' -I)"
is 'oldest first' late "$(ask /v1/export q=dipper order-by=oldest |
	sed -n '301p' | jq -r .id)"
is 'not by scores, which change' 400 \
	"$(status '/v1/export?q=dipper&order-by=relevance')"
is 'a page says nothing' 302 "$(ask /v1/export q=dipper page=2 | wc -l)"
get '/v1/export?q=dipper' --compressed >packed.ndjson
is 'compressed on the way' same "$(cmp all.ndjson packed.ndjson && echo same)"
is 'and it was' gzip "$(header Content-Encoding '/v1/export?q=dipper' \
	-H 'Accept-Encoding: gzip')"
is 'fewer fields' 'id,url,title,byline,source,section,published,words,language,cursor' \
	"$(ask /v1/export format=csv show-fields=language | head -n 1 | tr -d '\r')"

ask /v1/export q=dipper format=csv >all.csv
python3 - <<'END' || fail 'CSV has what NDJSON has'
import csv, json
rows = list(csv.DictReader(open("all.csv", newline="", encoding="utf-8")))
want = [json.loads(line) for line in open("all.ndjson", encoding="utf-8")]
assert len(rows) == len(want) == 302
for row, article in zip(rows, want):
    for name, cell in row.items():
        value = article[name]
        if name == "byline":
            value = "; ".join(value)
        if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r"):
            cell = cell[1:]  # a formula, defused
        assert cell == ("" if value is None else str(value)), (name, cell)
END
pass
has 'a formula is defused' "'=cmd" "$(tail -n 1 all.csv)$(grep '=cmd' all.csv)"

# resumed where it broke off: the same lines
sed -n '200p' all.ndjson | jq -r .cursor >cursor
ask /v1/export q=dipper cursor="$(cat cursor)" >rest.ndjson
is 'resumed' same "$(tail -n +201 all.ndjson | cmp - rest.ndjson && echo same)"
ask /v1/export q=dipper format=csv cursor="$(cat cursor)" >rest.csv
is 'a CSV without another head' 102 "$(python3 -c '
import csv
print(len(list(csv.reader(open("rest.csv", newline="")))))')"

# slow readers hold no worker
for i in 1 2 3 4 5 6; do
	get '/v1/export' --limit-rate 50k >/dev/null 2>&1 &
	echo $! >>slow
done
sleep 0.3
began=$(now_ms)
is 'while many read slowly' 302 "$(total dipper source=)"
[ $(($(now_ms) - began)) -lt 10000 ] || fail 'a search waits for slow readers'
while read -r pid; do kill "$pid" 2>/dev/null; done <slow

# ---- cursors

walk() { # walk [NAME=VALUE...]: ids of all pages by links.next
	ask /v1/search 'cursor=*' page-size=100 "$@" >page.json
	while jq -r '.results[].id' page.json &&
		next=$(jq -re .links.next page.json); do
		get "$next" >page.json
	done
}
for order in newest oldest relevance; do
	walk q=dipper order-by=$order >walked
	is "pages by $order" '302 302' \
		"$(sort -u walked | wc -l) $(wc -l <walked)"
done
is 'where numbers end, cursors go on' true "$(ask /v1/search q=dipper \
	page=100 page-size=100 | jq '.links.next == null or (.links.next |
	contains("cursor"))')"
ask /v1/search q=dipper 'cursor=*' order-by=newest page-size=5 >page.json
next=$(jq -r .links.next page.json)
article newer 2020-01-01 'Newer' 'A dipper came meanwhile.' | gazette add - \
	>/dev/null
is 'what comes meanwhile shifts nothing' "$(jq -rs '[.[5:10][].id] | join(" ")' \
	all.ndjson)" "$(get "$next" | jq -r '[.results[].id] | join(" ")')"
is 'nor hides from the total' 303 "$(get "$next" | jq .total)"
ask /v1/search q=dipper 'cursor=*' page-size=5 >page.json
next=$(jq -r .links.next page.json)
article more 2020-01-02 'More' 'A dipper once more.' | gazette add - >/dev/null
is 'scores of another revision' index-changed \
	"$(get "$next" | jq -r '.query.warnings[0].code')"
refused() { # refused WHAT CODE [NAME=VALUE...]
	what=$1 code=$2
	shift 2
	is "$what" "400 $code" "$(ask /v1/search "$@" |
		jq -r '"\(.status) \(.errors[0].detail)"' | grep -o "^400 $code")"
}
refused 'no cursor' 'This is no cursor' q=dipper cursor=00ff
refused 'of another search' 'This cursor belongs to another' q=wren \
	cursor="$(cat cursor)"
refused 'of another order' 'This cursor belongs to another' q=dipper \
	order-by=oldest cursor="$(cat cursor)"
refused 'beside a page' 'A cursor says where' q=dipper page=2 'cursor=*'

# ---- samples

draw() { # draw [NAME=VALUE...]: ids, in order of the draw
	ask /v1/sample q=dipper "$@" | jq -r '[.results[].id] | join(" ")'
}
first=$(draw n=5 seed=1)
is 'as many as asked for' 5 "$(echo "$first" | wc -w)"
is 'the same again' "$first" "$(draw n=5 seed=1)"
is 'a larger sample begins with it' "$first" \
	"$(draw n=9 seed=1 | cut -d ' ' -f 1-5)"
[ "$first" != "$(draw n=5 seed=2)" ] && pass || fail 'another seed draws others'
is 'the total too' 304 "$(ask /v1/sample q=dipper n=5 | jq .total)"
is 'as CSV' 6 "$(ask /v1/sample q=number n=5 format=csv | wc -l)"
is 'too many' '400' "$(status '/v1/sample?n=1001')"
for wrong in page=2 'cursor=*' order-by=oldest; do
	is "a sample has no $wrong" "$first 1 not-here ${wrong%%=*}" \
		"$(ask /v1/sample q=dipper n=5 seed=1 "$wrong" | jq -r '"\([.results[].id] |
		join(" ")) \(.page) \(.query.warnings[0] | "\(.code) \(.parameter)")"')"
	is "strictly $wrong" 400 "$(status "/v1/sample?strict=1&$wrong")"
done
shuf news.jsonl >other.jsonl
GAZETTE_INDEX=$PWD/other gazette add other.jsonl >/dev/null
ask /v1/sample q=dipper n=300 seed=1 | jq -r '.results[].id' |
	grep -vx -e newer -e more | head -n 5 | paste -sd ' ' >drawn
stop
GAZETTE_INDEX=$PWD/other serve
is 'the same of the same articles, however they came' "$(cat drawn)" \
	"$(draw n=5 seed=1)"

# ---- forms

type_of() { header Content-Type "$@"; }
is 'NDJSON' application/x-ndjson "$(type_of '/v1/search?format=ndjson')"
is 'by Accept' 'text/csv; charset=utf-8' \
	"$(type_of /v1/search -H 'Accept: text/csv')"
is 'format wins' application/json \
	"$(type_of '/v1/search?format=json' -H 'Accept: text/csv')"
is 'what cannot be had' 406 "$(status /v1/search -H 'Accept: image/png')"
is 'nor here' 400 "$(status '/v1/count?format=atom')"
is 'a page of lines' 3 "$(ask /v1/search q=dipper format=ndjson page-size=3 |
	jq -r .id | wc -l)"
is 'a timeline as CSV' '2018,300,300' "$(ask /v1/timeline q=dipper \
	interval=year format=csv | tr -d '\r' | sed -n 2p)"
is 'sources as CSV' "'-Ledger,1,," \
	"$(ask /v1/sources format=csv | tr -d '\r"' | sed -n 2p)"
ask /v1/search q=dipper format=atom page-size=20 >feed.xml
python3 - <<'END' || fail 'the feed is one'
import re, xml.etree.ElementTree as xml
ATOM = "{http://www.w3.org/2005/Atom}"
feed = xml.parse("feed.xml").getroot()
assert feed.tag == ATOM + "feed"
WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
def one(of, name):
    found = of.findall(ATOM + name)
    assert len(found) == 1, name
    return found[0].text
ids = set()
for of in [feed] + feed.findall(ATOM + "entry"):
    assert re.match(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
                    one(of, "id"))
    assert WHEN.match(one(of, "updated")) and one(of, "title")
    ids.add(one(of, "id"))
assert len(ids) == 21
rels = [link.get("rel") for link in feed.findall(ATOM + "link")]
assert sorted(rels) == ["alternate", "next", "self"]
END
pass
is 'newest first' Late "$(grep -o '<title>Late' feed.xml | cut -c 8-)"
is 'its id stays' 1 "$(for size in 1 5; do
	ask /v1/search q=dipper format=atom page-size=$size |
		grep -o '<id>urn[^<]*' | head -n 1
done | sort -u | wc -l)"

# ---- an export that fails half-way says so to whoever reads it
stop
export GAZETTE_INDEX="$PWD/long"
long=$(printf 'and so on, line by line %.0s' $(seq 900)) # sockets hold 4 MB
many 300 l "wren, $long" | gazette add - >/dev/null
serve
ask /v1/export q=wren >long.ndjson
cat >reader.py <<'END'
import http.client, os, sys, time, urllib.parse
url = urllib.parse.urlsplit(sys.argv[1])
c = http.client.HTTPConnection(url.netloc)
c.request("GET", url.path + "?" + url.query)
r = c.getresponse()
out = open("broken", "wb")
out.write(r.read(100000))
open("begun", "w").close()
while not os.path.exists("stopped"):
    time.sleep(.05)
try:
    while part := r.read1(65536):
        out.write(part)
except (http.client.IncompleteRead, ConnectionError):
    sys.exit(18)
END
python3 reader.py "$url/v1/export?q=wren" &
reader=$!
until_so 20 test -e begun || fail 'an export begins'
for pid in $(workers "$server"); do kill -STOP "$pid"; done
touch stopped
sleep 2 # what was on its way is read, the next part asked for
for pid in $(workers "$server"); do kill -KILL "$pid"; done
wait $reader
is 'a reader sees that the end is missing' 18 $?
is 'searches go on' 300 "$(total wren)"
is 'so do exports' 300 "$(ask /v1/export q=wren | wc -l)"
tail -n 1 broken | jq -e . >/dev/null 2>&1 || sed -i '$d' broken
ask /v1/export q=wren cursor="$(tail -n 1 broken | jq -r .cursor)" >>broken
is 'and this one goes on where it broke' same \
	"$(cmp long.ndjson broken && echo same)"
