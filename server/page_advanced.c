/* page_advanced.c - the form for those who know no operators. See page.h. */
#include "page.h"

#include <stdio.h>

#include "advanced.h"

static void field(struct page *p, const char *name, const char *label,
		  const char *hint)
{
	char id[32];

	snprintf(id, sizeof(id), "%s-hint", name);
	page_open(p, "p", NULL);
	page_open(p, "label", "for", name, NULL);
	page_text(p, label);
	page_close(p);
	if (hint) {
		page_open(p, "span", "class", "hint", "id", id, NULL);
		page_text(p, hint);
		page_close(p);
	}
	page_void(p, "input", "type", "text", "id", name, "name", name,
		  "aria-describedby", hint ? id : NULL, "dir", "auto",
		  "autocomplete", "off", NULL);
	page_close(p);
}

static void within(struct page *p)
{
	static const char *const words[] = { "1", "3", "5", "10", "15", "20" };

	page_open(p, "p", NULL);
	page_open(p, "label", "for", "within", NULL);
	page_text(p, "with at most this many words from one to the next");
	page_close(p);
	page_open(p, "select", "id", "within", "name", "within", NULL);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		page_open(p, "option", "selected", i == 3 ? "selected" : NULL,
			  NULL);
		page_text(p, words[i]);
		page_close(p);
	}
	page_close(p);
	page_close(p);
}

static void group(struct page *p, const char *legend)
{
	page_open(p, "fieldset", NULL);
	page_element(p, "legend", NULL, legend);
}

static void form(struct page *p)
{
	page_open(p, "form", "class", "advanced", "action", "/advanced",
		  "method", "get", NULL);
	group(p, "Articles that have");
	for (const struct advanced_field *f = advanced_fields; f->name; f++)
		field(p, f->name, f->label, f->hint);
	within(p);
	page_close(p);
	group(p, "Published");
	field(p, "source", "By this source", "Part of its name will do.");
	field(p, "from", "On this day or later",
	      "A day, a month or a year: 2017-07-25, 2017-07, 2017.");
	field(p, "to", "On this day or earlier", NULL);
	page_close(p);
	page_open(p, "button", "type", "submit", NULL);
	page_text(p, "Search");
	page_close(p);
	page_close(p);
}

void page_advanced(const char *site, struct gz_buf *out)
{
	const struct page_head head = { .site = site,
					.title = "Advanced search",
					.kind = "asking" };
	struct page p;

	page_begin(&p, &head);
	page_element(&p, "h1", NULL, "Advanced search");
	page_element(&p, "p", "lead",
		     "Fill in what you know; the rest may stay empty. The "
		     "search box will show the query that comes of it.");
	form(&p);
	page_end(&p, out);
}
