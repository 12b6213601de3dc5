# gazette.bash - completion of gazette and gazetted for bash. Installed as
# .../bash-completion/completions/gazette, with a link named gazetted; or
# source it. Flags are asked of the program itself, so they are never stale.

_gazette()
{
	local program=${COMP_WORDS[0]} cur=${COMP_WORDS[COMP_CWORD]}
	local prev=${COMP_WORDS[COMP_CWORD-1]} words i

	case $prev in
	--format)
		words='auto jsonl json ninjs jsonfeed rss atom nitf newsml reuters html text warc mbox'
		;;
	--index | --www | --spool)
		mapfile -t COMPREPLY < <(compgen -d -- "$cur")
		return
		;;
	--config | --recurring | --access-log | --feeds | --keys-file)
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		return
		;;
	--quiet | --log-query) ;;
	--*)
		return
		;;
	esac
	if [[ -z $words && $cur == -* ]]; then
		words=$("$program" --help 2>/dev/null |
			sed -n 's/^  \(--[a-z-]*\).*/\1/p')
	elif [[ -z $words && ${program##*/} == gazette ]]; then
		words='add watch parse recurring remove compact backup status check'
		for ((i = 1; i < COMP_CWORD; i++)); do
			[[ " $words " == *" ${COMP_WORDS[i]} "* ]] && words= && break
		done
	fi
	if [[ -n $words ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
	elif [[ ${program##*/} == gazette ]]; then
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
	fi
}
complete -o filenames -F _gazette gazette gazetted
