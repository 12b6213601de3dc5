/* page_refusal.c - a search that cannot run, and why. See page.h. */
#include "page.h"

#include <string.h>

static const struct ask_note *query_fault(const struct ask *ask)
{
	for (size_t i = 0; i < ask->faults.count; i++)
		if (strcmp(ask->faults.note[i].parameter, "q") == 0)
			return &ask->faults.note[i];
	return NULL;
}

/* Bytes of text before its code point n, or all. */
static size_t bytes_before(const char *text, long n)
{
	size_t at = 0;

	for (; n > 0 && text[at]; n--)
		do
			at++;
		while ((text[at] & 0xC0) == 0x80);
	return at;
}

/* The query with the place where it goes wrong: a word, or everything behind
 * what was opened and not closed. */
static void where(struct page *p, const struct ask *ask)
{
	const struct ask_note *fault = query_fault(ask);
	size_t at, len;

	if (!fault || !*ask->q)
		return;
	at = bytes_before(ask->q, fault->offset);
	len = strcspn(ask->q + at, strchr("\"(", ask->q[at]) ? "" : " ");
	page_open(p, "p", "class", "where", NULL);
	page_textn(p, ask->q, at);
	page_open(p, "mark", NULL);
	page_textn(p, ask->q + at, len);
	page_close(p);
	page_text(p, ask->q + at + len);
	page_close(p);
}

void page_refusal(const char *site, const struct api_request *r,
		  const struct ask *ask, struct gz_buf *out)
{
	const struct page_head head = {
		.site = site,
		.title = "This search cannot run",
		.kind = "refusal",
		.request = r,
		.ask = ask,
	};
	struct page p;

	page_begin(&p, &head);
	page_element(&p, "h1", NULL, "This search cannot run");
	where(&p, ask);
	page_notes(&p, &ask->faults, r, true, "faults");
	page_notes(&p, &ask->warnings, r, false, "notes");
	page_end(&p, out);
}
