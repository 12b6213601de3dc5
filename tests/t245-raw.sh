#!/bin/sh
# Bytes that no honest client sends: refused, and nothing behind them is read.
. "$TESTS/lib.sh"
command -v python3 >/dev/null || skip 'python3, which sends the bytes, is not here'
many 3 n smew >news.jsonl
gazette add news.jsonl >/dev/null
serve --header-time 1s

# What | the statuses that come back, and whether the connection is closed
# within four seconds (an idle one is at five) | the bytes. NEXT is a request
# behind the first.
sed -e 's|NEXT|GET /healthz HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n|' \
    -e 's|HOST|Host: a\\r\\n|g' -e 's|END|\\r\\n|' >cases <<'TABLE'
one request | 200 open | GET /v1/count?q=smew HTTP/1.1\r\nHOSTEND
two behind each other | 200 200 open | GET /v1/count?q=smew HTTP/1.1\r\nHOSTENDNEXT
in pieces | 200 open | GET /v1/count?q=sm ~ ew HTTP/1.1\r\nHo ~ st: a\r\n\r ~ \n
HTTP/1.0 | 200 closed | GET /healthz HTTP/1.0\r\nEND
Connection: close | 200 closed | GET /healthz HTTP/1.1\r\nHOSTConnection: close\r\nENDNEXT
two Host headers | 400 closed | GET / HTTP/1.1\r\nHOSTHOSTENDNEXT
no Host header | 400 closed | GET / HTTP/1.1\r\nENDNEXT
a bare LF | 400 closed | GET / HTTP/1.1\nHost: a\n\nNEXT
a folded header | 400 closed | GET / HTTP/1.1\r\nHOSTX: b\r\n c\r\nENDNEXT
a NUL in a header | 400 closed | GET / HTTP/1.1\r\nHOSTX: b\x00c\r\nENDNEXT
a bare CR in a header | 400 closed | GET / HTTP/1.1\r\nHOSTX: b\rc\r\nENDNEXT
a blank before a colon | 400 closed | GET / HTTP/1.1\r\nHOSTX : b\r\nENDNEXT
two lengths | 400 closed | GET / HTTP/1.1\r\nHOSTContent-Length: 0\r\nContent-Length: 44\r\nENDNEXT
a length and chunks | 400 closed | POST / HTTP/1.1\r\nHOSTContent-Length: 5\r\nTransfer-Encoding: chunked\r\nEND0\r\n\r\nNEXT
an unknown coding | 400 closed | POST / HTTP/1.1\r\nHOSTTransfer-Encoding: xchunked\r\nEND0\r\n\r\nNEXT
a target that is no path | 400 closed | GET http://b/ HTTP/1.1\r\nHOSTENDNEXT
a body ends the connection | 405 closed | POST /v1/search HTTP/1.1\r\nHOSTContent-Length: 5\r\nENDq=abcNEXT
no HTTP at all, in time | closed | \x16\x03\x01\x02\x00
headers that never end, in time | closed | GET / HTTP/1.1\r\nHOSTX: b
TABLE
python3 "$TESTS/raw.py" "${url##*:}" <cases >answers
while IFS='|' read -r what want got; do
	is "$what" "$(echo $want)" "$(echo $got)"
done <answers
is 'every case was played' "$(wc -l <cases)" "$(wc -l <answers)"

is 'the others are served as before' 3 "$(total smew)"
counted() { get /metrics | sed -n "s/^gazetted_$1 //p"; }
is 'what was malformed is counted' 11 "$(counted malformed_total)"
is 'as is what was too slow' 2 "$(counted deadlines_total)"
