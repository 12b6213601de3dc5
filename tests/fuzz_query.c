/* fuzz_query.c - any bytes as a query, what follows a newline as a text: what
 * is parsed reads back as the same tree; what is not, has a sentence; marks
 * are in order and whole. */
#include <stdlib.h>
#include <string.h>

#include "gz/query.h"
#include "gz/utf8.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void demand(bool holds)
{
	if (!holds)
		abort();
}

static void sentence(const struct gz_query_note *n, const char *query)
{
	demand(*n->code && *n->detail);
	demand(gz_utf8_valid(n->detail, strlen(n->detail)));
	demand(gz_utf8_valid(n->suggestion, strlen(n->suggestion)));
	demand(n->offset <= gz_utf8_count(query, strlen(query)));
}

static void read_back(const struct gz_query *q,
		      const struct gz_parse_options *options)
{
	struct gz_buf text = { 0 };
	struct gz_parsed again;

	gz_query_write(q, &text);
	demand(gz_utf8_valid(text.data, text.len));
	demand(gz_query_parse(text.data, options, &again));
	demand(gz_query_equal(q, again.root));
	gz_parsed_free(&again);
	gz_buf_free(&text);
}

static void mark(const struct gz_query *q, const char *text)
{
	static struct gz_stemmer *stemmer;
	struct gz_spans s = { 0 };
	size_t at = 0, start, end, len = strlen(text);

	if (!stemmer)
		stemmer = gz_stemmer_open();
	gz_query_spans(q, GZ_F_BODY, text, stemmer, &s);
	for (size_t i = 0; i < s.count; i++) {
		demand(s.span[i].start >= at && s.span[i].start < len);
		demand(s.span[i].end > s.span[i].start);
		at = s.span[i].end;
	}
	demand(at <= len);
	gz_passage(text, &s, len % 64, &start, &end);
	demand(start <= end && end <= len);
	gz_spans_free(&s);
}

static void try(const char *query, const char *text,
		const struct gz_parse_options *options)
{
	struct gz_parsed p;

	demand(gz_query_parse(query, options, &p) == (p.root != NULL));
	for (size_t i = 0; i < p.warning_count; i++)
		sentence(&p.warning[i], query);
	if (p.root) {
		read_back(p.root, options);
		mark(p.root, text);
	} else {
		sentence(&p.error, query);
	}
	demand(!options->strict || !p.warning_count);
	gz_parsed_free(&p);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	const struct gz_clock clock = { 1501077909, { "UTC", true, 0 } };
	struct gz_parse_options options = { .clock = &clock };
	char *query, *text;

	if (size == 0)
		return 0;
	/* The first byte chooses the options. */
	options.any = *data & 1;
	options.strict = *data & 2;
	options.synonyms = *data & 64;
	options.fields = *data >> 1 & 0xe;
	query = gz_strndup((const char *)data + 1, size - 1);
	text = query + strcspn(query, "\n");
	if (*text)
		*text++ = '\0';
	try(query, text, &options);
	free(query);
	return 0;
}
