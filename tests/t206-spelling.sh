#!/bin/sh
# Did you mean: a suggestion beside what was found, never instead of it.
. "$TESTS/lib.sh"
{
	many 60 mueller Mueller
	many 60 hearing hearing
	article both 2017-07-26 'Hearing' 'Mueller came to the hearing.'
} >news.jsonl
gazette add news.jsonl >/dev/null
serve

suggestion() { ask "$@" | jq -r .query.suggestion; }

is 'a name is guessed' Mueller "$(suggestion /v1/search q=Meuller)"
is 'for counts too' Mueller "$(suggestion /v1/count q=Meuller)"
is 'nothing is found by it' 0 "$(total Meuller)"
is 'the rest of the query stays' '"the hearing" (Mueller OR x) -y' \
	"$(suggestion /v1/search 'q="the hearing" (Meuller OR x) -y')"
is 'what was understood is what was typed' '(meuller) AND (hearing)' \
	"$(ask /v1/search 'q=meuller hearing' | jq -r .query.understood)"
is 'where words were left out, it is what has them all' 'Mueller hearing' \
	"$(suggestion /v1/search 'q=Meuller hearing')"
for query in Mueller mueller '"Meuller"' =Meuller 'Meull*' source:Meuller \
	-Meuller Meuller7 zzzzzz '*' ''; do
	is "no suggestion for $query" null "$(suggestion /v1/search "q=$query")"
done
is 'it is one answer of the cache' Mueller \
	"$(suggestion /v1/search q=Meuller)"
gazette add - <<'EOT' >/dev/null
{"id":"new","title":"A name","body":"Meuller is a name, says Meuller."}
{"id":"new2","title":"A name","body":"Meuller is mine, says Meuller."}
EOT
until_so 10 [ "$(total mine)" = 1 ]
is 'a name that articles have is no slip' null \
	"$(suggestion /v1/search q=Meuller)"
