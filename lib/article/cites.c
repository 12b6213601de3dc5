/* cites.c - the outlets of a "Sources:" line. See cites_add() in fields.h. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fields.h"
#include "reader.h"

#define CITES_MAX 64

/* Where the part at text ends: at ", ", "; " or " / ", outside brackets. */
static size_t part_length(const char *text)
{
	size_t n = 0;

	for (int inside = 0; text[n]; n++) {
		inside += text[n] == '(';
		inside -= text[n] == ')';
		if (inside <= 0 && text[n + 1] == ' ' && strchr(",;", text[n]))
			break;
		if (inside <= 0 && strncmp(text + n, " / ", 3) == 0)
			break;
	}
	return n;
}

static void add_cite(struct gz_article *a, const char *name, size_t len)
{
	if (!len || len > LIMIT_ID || a->cite_count == CITES_MAX ||
	    !isalnum((unsigned char)*name))
		return;
	for (size_t i = 0; i < a->cite_count; i++)
		if (strlen(a->cites[i]) == len &&
		    strncasecmp(a->cites[i], name, len) == 0)
			return;
	a->cites = gz_realloc(a->cites,
			      (a->cite_count + 1) * sizeof(*a->cites));
	a->cites[a->cite_count++] = gz_strndup(name, len);
}

/* "Author/Outlet (2)" is the outlet; "AxiosThe Post" lost a comma. */
static void add_part(struct gz_article *a, const char *text, size_t len)
{
	const char *slash = memrchr(text, '/', len);
	const char *bracket = memchr(text, '(', len);

	if (bracket)
		len = (size_t)(bracket - text);
	if (slash && slash < text + len) {
		len -= (size_t)(slash + 1 - text);
		text = slash + 1;
	}
	while (len && strchr(" .,", text[len - 1]))
		len--;
	for (size_t i = 1; i + 4 < len; i++) {
		if (!islower((unsigned char)text[i - 1]) ||
		    strncmp(text + i, "The ", 4) != 0)
			continue;
		add_cite(a, text, i);
		text += i;
		len -= i;
		break;
	}
	add_cite(a, text, len);
}

void cites_add(struct gz_article *a, const char *line)
{
	static const char *const leads[] = { "sources:", "source:" };
	size_t n = 0;

	for (size_t i = 0; !n && i < sizeof(leads) / sizeof(*leads); i++)
		if (strncasecmp(line, leads[i], strlen(leads[i])) == 0)
			n = strlen(leads[i]);
	while (n) {
		line += n;
		line += strspn(line, " ,;");
		n = part_length(line);
		add_part(a, line, n);
		if (!line[n] || line[n] == ' ') /* the end, or " / " */
			return;
	}
}
