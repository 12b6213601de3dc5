/* param_read.c - names and values of parameters. See param.h. */
#include "param.h"

#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "gz/utf8.h"

/* ---- names --------------------------------------------------------------- */

/* pageSize, page_size and page-size are one name. */
static void kebab(const char *sent, char out[64])
{
	size_t n = 0;

	for (; *sent && n < 62; sent++) {
		bool upper = *sent >= 'A' && *sent <= 'Z';

		if (upper)
			out[n++] = '-';
		out[n++] = *sent == '_' ? '-' : upper ? *sent | 32 : *sent;
	}
	out[n] = '\0';
}

long param_word(const char *words, const char *word)
{
	size_t len = strlen(word);

	for (long i = 0; *words; i++) {
		size_t n = strcspn(words, " ");

		if (n == len && memcmp(words, word, n) == 0)
			return i;
		words += n + (words[n] == ' ');
	}
	return -1;
}

const struct param *param_find(const char *sent)
{
	char name[64];

	kebab(sent, name);
	for (const struct param *p = param_table; p->name; p++)
		if (strcmp(p->name, name) == 0 ||
		    param_word(p->aliases, name) >= 0)
			return p;
	return NULL;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Edits that make a of b (Levenshtein), both under 64 bytes. */
static unsigned distance(const char *a, const char *b)
{
	unsigned row[64];
	size_t n = strlen(b);

	for (size_t j = 0; j <= n; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; a[i - 1]; i++) {
		unsigned corner = row[0];

		row[0] = (unsigned)i;
		for (size_t j = 1; j <= n; j++) {
			unsigned edit = corner + (a[i - 1] != b[j - 1]);

			corner = row[j];
			row[j] = least(edit, least(row[j], row[j - 1]) + 1);
		}
	}
	return row[n];
}

/* The nearest name to one that is in no row, NULL if none is near. */
static const char *nearest(const char *sent)
{
	char name[64];
	const char *best = NULL;
	unsigned nearest_yet = 3;

	kebab(sent, name);
	for (const struct param *p = param_table; p->name; p++) {
		unsigned d = distance(name, p->name);

		if (d < nearest_yet && d < strlen(name)) {
			nearest_yet = d;
			best = p->name;
		}
	}
	return best;
}

/* ---- values -------------------------------------------------------------- */

static void read_number(struct ask *a, const struct param *p, const char *text)
{
	size_t digits = strspn(text, "0123456789");
	long most = p->greatest ? p->greatest : (long)a->limits.page_size;
	long n = digits <= 9 ? strtol(text, NULL, 10) : most + 1;

	if (!digits || text[digits] || n < p->least || n > most)
		ask_fault(a, p->name, 0, "bad-number", NULL,
			  "%s is %.40s; it must be a whole number from %ld "
			  "to %ld.",
			  p->name, text, p->least, most);
	else
		p->put(a, p, text, 0, n);
}

static void read_word(struct ask *a, const struct param *p, const char *text,
		      long offset)
{
	long n = p->words ? param_word(p->words, text) : 0;

	if (n < 0)
		ask_fault(a, p->name, offset, "bad-choice", NULL,
			  "%s cannot be %.40s; it can be: %s.", p->name, text,
			  p->words);
	else
		p->put(a, p, text, offset, n);
}

static void read_flag(struct ask *a, const struct param *p, const char *text)
{
	long n = param_word("0 1 off on false true no yes", text);

	if (n < 0)
		ask_fault(a, p->name, 0, "bad-choice", "on",
			  "%s cannot be %.40s; it can be on or off.", p->name,
			  text);
	else
		p->put(a, p, text, 0, n & 1);
}

/* Cut text[0..len) clean of blanks and hand it over. */
static void read_item(struct ask *a, const struct param *p, const char *text,
		      size_t len, long offset)
{
	char *item;

	for (; len && *text == ' '; len--)
		text++, offset++;
	while (len && text[len - 1] == ' ')
		len--;
	if (!len || (len == 1 && *text == '-'))
		return;
	item = gz_strndup(text, len);
	read_word(a, p, item, offset);
	free(item);
}

static void read_list(struct ask *a, const struct param *p, const char *text)
{
	const char *begin = text;
	size_t len;

	for (;; text += len + 1) {
		len = strcspn(text, ",");
		read_item(a, p, text, len,
			  (long)gz_utf8_count(begin, (size_t)(text - begin)));
		if (!text[len])
			return;
	}
}

static void read_value(struct ask *a, const struct param *p, const char *text)
{
	switch (p->type) {
	case PARAM_TEXT:
		p->put(a, p, text, 0, 0);
		break;
	case PARAM_FLAG:
		read_flag(a, p, text);
		break;
	case PARAM_NUMBER:
		read_number(a, p, text);
		break;
	case PARAM_CHOICE:
		read_word(a, p, text, 0);
		break;
	case PARAM_LIST:
		read_list(a, p, text);
		break;
	}
}

/* A form sends what was left empty too: that is not said. */
static void read_row(struct ask *a, const struct api_request *r,
		     const struct param *p)
{
	const char *before = NULL;

	for (size_t i = 0; i < r->param_count; i++) {
		const char *value = r->param[i].value;

		if (!*value || param_find(r->param[i].name) != p)
			continue;
		if (before && !p->repeats && strcmp(before, value) != 0)
			ask_fault(a, p->name, 0, "given-twice", NULL,
				  "%s is given twice, as %.60s and as %.60s.",
				  p->name, before, value);
		else
			read_value(a, p, value);
		before = value;
	}
}

static void note_unknown(struct ask *a, const char *sent)
{
	const char *near = nearest(sent);

	ask_warn(a, sent, 0, "unknown-parameter", near,
		 "There is no parameter %.60s%s%s; it was ignored.", sent,
		 near ? ". Perhaps you mean " : "", near ? near : "");
}

void param_read(struct ask *a, const struct api_request *r)
{
	for (const struct param *p = param_table; p->name; p++)
		read_row(a, r, p);
	for (size_t i = 0; i < r->param_count; i++)
		if (!param_find(r->param[i].name))
			note_unknown(a, r->param[i].name);
}
