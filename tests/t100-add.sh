#!/bin/sh
# A folder of news of every kind goes in, again, changed, and is looked over.
. "$TESTS/lib.sh"
cp -R "$TESTS/../samples" news

is 'every article of every format goes in' \
	'added 78, replaced 0, unchanged 0, failed 0' "$(gazette add news)"
revision=$(gazette status | grep '^revision')
is 'a second time nothing does' \
	'added 0, replaced 0, unchanged 78, failed 0' "$(gazette add news)"
is 'nor file by file' 'added 0, replaced 0, unchanged 22, failed 0' \
	"$(gazette add news/courts.jsonl.gz news/world.jsonl.zst \
		news/elections.jsonl.xz news/economy.json news/speaker.json \
		news/speaker.json)"

status=$(gazette status)
has 'status counts articles' 'articles   78' "$status"
has 'status knows the oldest day' 'oldest     2016-03-16' "$status"
has 'status knows the newest day' 'newest     2019-12-19' "$status"
has 'adding the same again was no commit' "$revision" "$status"
is 'check finds no faults' "$GAZETTE_INDEX: no faults" "$(gazette check)"

article clinic 2018-03-01 'Clinic opens' 'The walrus was there.' >one.jsonl
article hidden 2018-03-01 'Never read' 'In a hidden file.' >news/.hidden.jsonl
mkdir news/sub && mv one.jsonl news/sub
is 'a folder in the folder is walked, a hidden file is not' \
	'added 1, replaced 0, unchanged 78, failed 0' "$(gazette add news)"

serve
is 'the new article is found' clinic "$(ids walrus)"
article clinic 2018-03-01 'Clinic opens' 'The ocelot was there.' >one.jsonl
is 'a changed article replaces the old one' \
	'added 0, replaced 1, unchanged 0, failed 0' "$(gazette add one.jsonl)"
is 'its old words are gone' 0 "$(total walrus)"
is 'its new words are found' clinic "$(ids ocelot)"
is 'there are as many articles as before' 79 "$(total '*')"

article twice 2018-03-02 'First reading' 'A badger.' >two.jsonl
article twice 2018-03-02 'Second reading' 'A stoat.' >>two.jsonl
article once 2018-03-02 'Another bill' 'A heron.' >>two.jsonl
is 'of an id twice in a run' 'added 2, replaced 1, unchanged 0, failed 0' \
	"$(gazette add two.jsonl)"
is 'the last one counts' 'once twice' "$(which_ones 'stoat OR badger OR heron')"
is 'and only the last one' 0 "$(total badger)"

article nodate '' 'No day at all' 'The plover is not dated.' >undated.jsonl
printf '{"title":"Kestrel","body":"A kestrel without an id."}\n' >>undated.jsonl
gazette add undated.jsonl >/dev/null
is 'an undated article is found' nodate "$(ids plover)"
is 'but in no year' 0 "$(total plover 'date=0001/9999')"
has 'an id is made of source, day and title' 't-' "$(ids kestrel)"
gazette add --published 2018-05-05 --source 'The Heron' undated.jsonl >/dev/null
is 'the feeder can say the day' nodate "$(ids plover date=2018-05-05)"
is 'and the source' nodate "$(ids plover source=heron)"

article tagged 2016-03-01 'A hashtag' 'They shout #LongLongRoad all day.' >tag.jsonl
gazette add tag.jsonl >/dev/null
is 'a hashtag may have a word twice' tagged "$(ids longlongroad)"

is 'check finds no faults at the end' "$GAZETTE_INDEX: no faults" \
	"$(gazette check)"
