/* removals.c - which articles are to leave the index. See gz/article.h. */
#include <string.h>

#include "json_flat.h"
#include "reader.h"

#define LINE_MAX_BYTES ((size_t)4 << 10)

/* The id that a line names, to be freed, or NULL. */
static char *id_of(struct flat *f)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct flat_member *m = &f->member[i];

		if (m->key_len == 6 && !memcmp(m->key, "remove", 6) &&
		    m->kind == FLAT_STRING && m->value_len &&
		    m->value_len <= LIMIT_ID)
			return gz_strndup(m->value, m->value_len);
	}
	return NULL;
}

static bool removal(struct gz_reader *r, const char *text, size_t len,
		    unsigned long number)
{
	struct gz_article a = { 0 };
	struct flat f;
	bool more;

	if (flat_read(text, len, &f))
		a.id = id_of(&f);
	flat_free(&f);
	if (a.id)
		more = r->sink->article(r->sink->arg, &a, number);
	else
		more = reader_failed(r, number,
				     "not a removal, {\"remove\":\"ID\"} with "
				     "an id of at most %d bytes",
				     LIMIT_ID);
	gz_article_clear(&a);
	return more;
}

static bool is_blank(const char *line, size_t len)
{
	while (len && strchr(" \t\r", line[len - 1]))
		len--;
	return !len;
}

bool gz_removals_read(const char *path, const struct gz_read_options *options,
		      unsigned long skip, const struct gz_sink *sink,
		      struct gz_err *err)
{
	struct gz_reader r = { .path = path, .sink = sink, .skip = skip };
	unsigned long number = 0;
	enum input_line kind;
	const char *line;
	size_t len;
	bool more = true,
	     ok = input_open(&r.in, path, options && options->plain, err);

	while (ok && more &&
	       (kind = input_line(&r.in, LINE_MAX_BYTES, &line, &len))) {
		number++;
		if (kind == INPUT_LONG)
			len = 0, line = "?";
		else if (is_blank(line, len))
			continue;
		if (!reader_skip(&r))
			more = removal(&r, line, len, number);
	}
	input_close(&r.in);
	return ok;
}
