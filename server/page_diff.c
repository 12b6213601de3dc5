/* page_diff.c - what changed from one version of an article to another. See
 * page.h. */
#include "page.h"

#include <stdlib.h>
#include <string.h>

#include "gz/diff.h"
#include "link.h"

static const char *const element[] = { [GZ_DIFF_SAME] = NULL,
				       [GZ_DIFF_DELETED] = "del",
				       [GZ_DIFF_INSERTED] = "ins" };

static void piece(struct page *p, enum gz_diff_op op, const char *text,
		  size_t len)
{
	if (!len)
		return;
	if (element[op])
		page_open(p, element[op], NULL);
	page_textn(p, text, len);
	if (element[op])
		page_close(p);
}

/* A run may end and begin in the middle of a paragraph. */
static void run(struct page *p, const struct gz_diff_run *r)
{
	const char *at = r->text, *end = r->text + r->len, *stop;

	while ((stop = memmem(at, (size_t)(end - at), "\n\n", 2))) {
		piece(p, r->op, at, (size_t)(stop - at));
		page_close(p);
		page_open(p, "p", "dir", "auto", NULL);
		at = stop + 2;
	}
	piece(p, r->op, at, (size_t)(end - at));
}

static void bodies(struct page *p, const char *from, const char *to)
{
	struct gz_diff d;

	gz_diff(from, to, &d);
	page_open(p, "div", "class", "body", NULL);
	page_open(p, "p", "dir", "auto", NULL);
	for (size_t i = 0; i < d.count; i++)
		run(p, &d.run[i]);
	page_close(p);
	page_close(p);
	gz_diff_free(&d);
}

/* ---- what else changed --------------------------------------------------- */

static void text_of(const char *text, struct gz_buf *out)
{
	gz_buf_puts(out, text ? text : "");
}

static void day_of(const struct gz_article *a, struct gz_buf *out)
{
	char day[32] = "";

	if (a->dated)
		gz_date_write(&a->published, day);
	gz_buf_puts(out, day);
}

static void names_of(const struct gz_article *a, struct gz_buf *out)
{
	gz_buf_puts(out, "");
	for (size_t i = 0; i < a->byline_count; i++)
		gz_buf_printf(out, "%s%s", i ? ", " : "", a->byline[i]);
}

/* Both are freed. */
static void field(struct page *p, const char *name, struct gz_buf *from,
		  struct gz_buf *to)
{
	if (strcmp(from->data, to->data) != 0) {
		page_element(p, "dt", NULL, name);
		page_open(p, "dd", "dir", "auto", NULL);
		piece(p, GZ_DIFF_DELETED, from->data, from->len);
		page_text(p, " ");
		piece(p, GZ_DIFF_INSERTED, to->data, to->len);
		page_close(p);
	}
	gz_buf_free(from);
	gz_buf_free(to);
}

static void fields(struct page *p, const struct gz_article *from,
		   const struct gz_article *to)
{
	const struct {
		const char *name, *from, *to;
	} text[] = {
		{ "Title", from->title, to->title },
		{ "Standfirst", from->standfirst, to->standfirst },
		{ "Source", from->source, to->source },
		{ "Section", from->section, to->section },
		{ "Address", from->url, to->url },
	};
	struct gz_buf a = { 0 }, b = { 0 };

	page_open(p, "dl", "class", "changes", NULL);
	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++) {
		text_of(text[i].from, &a);
		text_of(text[i].to, &b);
		field(p, text[i].name, &a, &b);
	}
	names_of(from, &a);
	names_of(to, &b);
	field(p, "Authors", &a, &b);
	day_of(from, &a);
	day_of(to, &b);
	field(p, "Published", &a, &b);
	page_close(p);
}

static void lead(struct page *p, const struct gz_article *from,
		 const struct gz_article *to)
{
	page_open(p, "p", "class", "lead", NULL);
	page_textf(p, "What changed from version %u to version %u: ",
		   from->version, to->version);
	piece(p, GZ_DIFF_DELETED, "taken out", sizeof("taken out") - 1);
	page_text(p, " and ");
	piece(p, GZ_DIFF_INSERTED, "put in", sizeof("put in") - 1);
	page_text(p, ".");
	page_close(p);
}

void page_diff(const char *site, const struct gz_article *from,
	       const struct gz_article *to, struct gz_buf *out)
{
	const char *title = to->title ? to->title : "Untitled";
	const struct page_head head = { .site = site,
					.title = title,
					.kind = "reading" };
	struct gz_buf back = { 0 };
	struct page p;

	page_begin(&p, &head);
	link_article(&back, to->id, "");
	page_open(&p, "p", "class", "back", NULL);
	page_link(&p, &back, NULL, "\xE2\x86\x90 The article");
	page_close(&p);
	page_open(&p, "article", NULL);
	page_open(&p, "h1", "dir", "auto", NULL);
	page_text(&p, title);
	page_close(&p);
	lead(&p, from, to);
	fields(&p, from, to);
	bodies(&p, from->body, to->body);
	page_close(&p);
	page_end(&p, out);
}
