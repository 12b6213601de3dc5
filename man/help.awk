# help.awk - gazette-query(7) as rows for server/page_help.c, which writes the
# page /help of them: { 'o', "p" } opens an element, 'c' closes it, 't' is text,
# 'k' code and 'q' a query, which becomes a link. Knows the macros of mdoc(7)
# that the manual has, and stops at any other.

function row(kind, text) {
	gsub(/[\\"]/, "\\\\&", text)
	printf "{ '%s', \"%s\" },\n", kind, text
}

function plain(text) { # escapes of roff
	gsub(/\\\(dq/, "\"", text)
	gsub(/e\\\('e|\\\('e/, "é", text)
	gsub(/\\&/, "", text)
	return text
}

# Text goes on where there was some before it, after a blank.
function say(text) {
	if (!open)
		begin("p")
	row("t", (fresh ? "" : " ") text)
	fresh = 0
}

function begin(element) {
	end()
	row("o", element)
	open = fresh = 1
}

function end() {
	if (open)
		row("c", "")
	open = 0
}

function heading(level, text) {
	end()
	row("o", level)
	row("t", text)
	row("c", "")
}

function is_query(text) {
	if (section ~ /^(Limits|Diagnostics)$/)
		return 0
	if (term)
		return section != "Fields"
	return text ~ /^[a-z]+:[^ \/]/ || text ~ /^"|^#[A-Z]| (OR|AND|NOT) |[A-Z]\/[0-9]| -[a-z]/
}

# A literal: what stands before punctuation that is an argument of its own.
function literal(words, n, i, kind,    text, mark) {
	for (; i <= n; i++) {
		if (words[i] ~ /^[,.;:]$/) {
			flush_literal(text)
			row("t", words[i])
			text = ""
			continue
		}
		text = text (text == "" ? "" : " ") words[i]
	}
	flush_literal(text)
}

function flush_literal(text) {
	if (text == "")
		return
	if (!open)
		begin("p")
	if (!fresh)
		row("t", " ")
	row(is_query(text) ? "q" : "k", text)
	fresh = 0
}

# The rest of a line: text in brackets of some kind.
function enclosed(words, n, i, left, right,    text, tail) {
	if (words[n] ~ /^[,.;:]$/)
		tail = words[n--]
	if (words[i] == "Dq") {
		left = left "“"
		right = "”" right
		i++
	}
	for (; i <= n; i++)
		text = text (text == "" ? "" : " ") words[i]
	say(left text right tail)
}

function macro(words, n, i) {
	if (words[i] == "Li" || words[i] == "Cm" || words[i] == "Pa")
		literal(words, n, i + 1)
	else if (words[i] == "Dq")
		enclosed(words, n, i + 1, "“", "”")
	else if (words[i] == "Sq")
		enclosed(words, n, i + 1, "‘", "’")
	else if (words[i] == "Pq")
		enclosed(words, n, i + 1, "(", ")")
	else if (words[i] == "Xr")
		say(words[i + 1] "(" words[i + 2] ")" words[i + 3])
	else {
		print "help.awk: " FILENAME ":" FNR ": unknown macro " \
			words[i] >"/dev/stderr"
		failed = 1
		exit 1
	}
}

function item(words, n) {
	end()
	if (items++)
		row("c", "")
	row("o", "div")
	term = 1
	begin("dt")
	if (words[2] == "Li")
		literal(words, n, 3)
	else
		say(substr($0, 5))
	end()
	term = 0
	begin("dd")
}

# A line of an example: a query, and what it does after more blanks.
function example(line,    at) {
	row("o", "li")
	at = match(line, /   */)
	row("q", at ? substr(line, 1, at - 1) : line)
	if (at)
		row("t", " " substr(line, at + RLENGTH))
	row("c", "")
}

{ $0 = plain($0) }
sub(/ *\\$/, "") { held = held $0 " "; next }
held != "" { $0 = held $0; held = "" }
/^\.Sh/ {
	section = substr($0, 5, 1) tolower(substr($0, 6))
	shown = section !~ /^(Name|See also)$/
	if (shown && section != "Description")
		heading("h2", section)
	next
}
!shown || /^\.(Dd|Dt|Os)/ { next }
/^\.Ss/ { section = substr($0, 5); heading("h2", section); next }
/^\.Pp/ { end(); next }
/^\.Bd/ { end(); row("o", "ul"); literally = 1; next }
/^\.Ed/ { row("c", ""); literally = 0; next }
literally { if ($0 != "") example($0); next }
/^\.Bl/ { end(); row("o", "dl"); items = 0; next }
/^\.El/ { end(); if (items) row("c", ""); row("c", ""); next }
/^\.It/ { n = split($0, words, " "); item(words, n); next }
/^\./ { n = split(substr($0, 2), words, " "); macro(words, n, 1); next }
{ say($0) }
END { if (!failed) end() }
