# lib.sh - the kit for plays: sourced by every t*.sh, which runs in an empty
# folder of its own with BUILD (the programs) and TESTS (this folder) set.
# Needs curl, jq and flock(1); some plays need python3 as well, to send bytes
# that curl will not send.
export GAZETTE_CONFIG=/dev/null GAZETTE_INDEX="$PWD/index" GAZETTE_QUIET=yes
export GAZETTE_MIN_FREE=1M GAZETTE_SEARCH_TIME=20s TZ=UTC LC_ALL=C.UTF-8
case ${BUILD##*/} in *small*) small=yes ;; *) small= ;; esac # make SMALL=1
passed=0 failed=0 server= servers=0 url= log=

# ---- saying what should be --------------------------------------------------

pass() { passed=$((passed + 1)); }

fail() { # fail WHAT [LINE]...
	failed=$((failed + 1))
	printf 'not ok: %s\n' "$1"
	shift
	[ $# -eq 0 ] || printf '  %s\n' "$@"
}

is() { # is WHAT WANT GOT
	if [ "$2" = "$3" ]; then
		pass
	else
		fail "$1" "want: $2" "got:  $3"
	fi
}

has() { # has WHAT PART GOT
	case $3 in
	*"$2"*) pass ;;
	*) fail "$1" "want in it: $2" "got: $3" ;;
	esac
}

hasnt() { # hasnt WHAT PART GOT
	case $3 in
	*"$2"*) fail "$1" "want not in it: $2" "got: $3" ;;
	*) pass ;;
	esac
}

until_so() { # until_so SECONDS COMMAND...: try it until it succeeds
	tries=$(($1 * 20))
	shift
	until "$@" >/dev/null 2>&1; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || return 1
		sleep 0.05
	done
}

now_ms() { echo $(($(date +%s%N) / 1000000)); }

nap() { # nap MS: sleep for a random part of it
	sleep "$(awk -v s="$(date +%N)" -v ms="$1" \
		'BEGIN { srand(s); print rand() * ms / 1000 }')"
}

skip() { # skip WHY: the play cannot be given here
	echo "skipped: $1"
	exit 0
}

# ---- the programs -----------------------------------------------------------

gazette() { "$BUILD/gazette" "$@"; }

article() { # article ID DAY TITLE BODY [MEMBERS]: a line of JSON
	printf '{"id":"%s",%s"title":"%s","body":"%s"%s}\n' "$1" \
		"${2:+\"published\":\"$2\",}" "$3" "$4" "${5:+,$5}"
}

many() { # many COUNT ID WORD: lines of JSON, ids ID1, ID2, ...
	seq "$1" | sed "s/.*/{\"id\":\"$2&\",\"published\":\"2018-04-01\",\
\"title\":\"Number &\",\"body\":\"There was a $3 here.\"}/"
}

serve() { # serve [OPTION...]: start gazetted and wait until it answers
	servers=$((servers + 1)) log=server$servers.log
	"$BUILD/gazetted" --listen 127.0.0.1:0 --access-log access.log "$@" \
		2>$log &
	server=$!
	until_so 20 grep -q serving $log ||
		fail 'gazetted starts' "$(cat $log)"
	url=$(sed -n 's/.*serving .* on \(http.*\)\/$/\1/p' $log)
}

stop() { # stop gazetted; true if it left in peace
	kill "$server" && wait "$server"
	gone=$?
	server=
	return $gone
}

watch() { # gazette watch, of the folder spool
	"$BUILD/gazette" watch spool 2>>err &
	watcher=$!
}

nothing_waits() { # in the folder spool
	[ -z "$(ls spool/new)" ]
}

children() { # children PID: the processes that PID started
	sed -n "s/^\([0-9]*\) (.*) [A-Z] $1 .*/\1/p" /proc/[0-9]*/stat 2>/dev/null
}

workers() { # workers PID: its worker processes; a spawner stands between
	for spawner in $(children "$1"); do
		children "$spawner"
	done
}

# ---- asking -----------------------------------------------------------------

# What gazetted is asked is kept with its answer where CONTRACT_LOG says, for
# contract.sh to look at.
curl() {
	case $CONTRACT_LOG,$url,$* in
	?*,?*,*"$url/"*)
		set -- --trace "$(mktemp "$CONTRACT_LOG/XXXXXXXX")" "$@" ;;
	esac
	command curl "$@"
}

get() { # get PATH [CURL OPTION...]
	at=$url$1
	shift
	curl -gsS -m 30 "$@" "$at"
}

ask() { # ask PATH [NAME=VALUE...]: the body of the answer
	path=$1
	shift
	for pair; do
		set -- "$@" --data-urlencode "$pair"
		shift
	done
	get "$path" -G "$@"
}

status() { # status PATH [CURL OPTION...]
	get "$@" -o /dev/null -w '%{http_code}'
}

header() { # header NAME PATH [CURL OPTION...]: its value, of a GET
	name=$1
	shift
	get "$@" -o /dev/null -D - |
		sed -n "s/^$name: \(.*\)$(printf '\r')$/\1/Ip"
}

total() { # total QUERY [NAME=VALUE...]: how many articles, or the refusal
	query=$1
	shift
	ask /v1/count "q=$query" "$@" | jq -r '.total // .detail'
}

ids() { # ids QUERY [NAME=VALUE...]: of a page, in order
	query=$1
	shift
	ask /v1/search "q=$query" "$@" |
		jq -r 'if .results then [.results[].id] | join(" ") else .detail end'
}

which_ones() { # which_ones QUERY [NAME=VALUE...]: ids in order of name
	query=$1
	shift
	ask /v1/search "q=$query" "$@" page-size=200 hl=off | jq -r \
		'if .results then [.results[].id] | sort | join(" ") else .detail end'
}

every_id() { # every_id QUERY: of all pages; for serve --offset-max 1000000
	page=0
	while page=$((page + 1)); do
		ask /v1/search "q=$1" order-by=oldest page-size=200 hl=off \
			page=$page | jq -r '.results[].id' >one-page
		[ -s one-page ] || break
		cat one-page
	done
}

# ---- the end ----------------------------------------------------------------

finish() {
	[ -z "$server" ] || { stop; is 'gazetted leaves in peace' 0 $?; }
	! grep -Esh 'Sanitizer|runtime error' server*.log err ||
		fail 'no sanitizer complains'
	echo "$passed passed, $failed failed"
	[ $failed -eq 0 ]
	exit
}
trap finish EXIT
