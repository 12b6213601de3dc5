/* page_chips.c - what narrows a search, to be taken out, and its orders. See
 * page.h. */
#include "page.h"

#include <stdlib.h>
#include <string.h>

#include "link.h"
#include "param.h"

static const struct chip {
	const char *name;  /* of the parameter */
	const char *label; /* before its value */
	bool list;	   /* a chip for each value */
} chip[] = {
	{ "source", "Source: ", true },
	{ "section", "Section: ", true },
	{ "byline", "Author: ", true },
	{ "from-date", "From ", false },
	{ "to-date", "Until ", false },
	{ "date", "Published ", false },
	{ "timespan", "In the last ", false },
	{ "tz", "Time zone: ", false },
	{ "query-fields", "Words in: ", true },
	{ "match", "Words wanted: ", false },
	{ "case", "Capitals: ", false },
	{ "synonyms", "Other names: ", false },
};

static const struct chip *chip_of(const struct api_pair *pair)
{
	const struct param *row = param_find(pair->name);

	for (size_t i = 0; row && i < sizeof(chip) / sizeof(chip[0]); i++)
		if (strcmp(chip[i].name, row->name) == 0)
			return &chip[i];
	return NULL;
}

/* href is taken over. */
static void show(struct page *p, struct gz_buf *href, const struct chip *c,
		 const char *value)
{
	bool without = c->list && *value == '-';

	page_open(p, "li", NULL);
	page_open(p, "a", "href", href->data, NULL);
	page_unseen(p, "Remove ");
	page_text(p, c->label);
	if (without)
		page_text(p, "not ");
	value += without;
	page_element(p, "bdi", NULL, value + (c->list && *value == '='));
	page_close(p);
	page_close(p);
	gz_buf_free(href);
}

static void show_items(struct page *p, const struct api_request *r,
		       const struct chip *c, const char *list)
{
	struct link_item i;

	while (link_next_item(&list, &i)) {
		char *item = gz_strndup(i.text, i.len);
		struct gz_buf href = { 0 };

		link_list(&href, "/search", r, "", c->name, item, false);
		show(p, &href, c, item);
		free(item);
	}
}

static void show_chip(struct page *p, const struct api_request *r,
		      const struct chip *c, const char *value)
{
	struct gz_buf href = { 0 };

	if (c->list) {
		show_items(p, r, c, value);
		return;
	}
	link_search(&href, "/search", r, c->name, NULL);
	show(p, &href, c, value);
}

static void show_clear(struct page *p, const struct api_request *r)
{
	struct gz_buf names = { 0 }, href = { 0 };

	for (size_t i = 0; i < sizeof(chip) / sizeof(chip[0]); i++)
		gz_buf_printf(&names, "%s ", chip[i].name);
	link_search(&href, "/search", r, names.data, NULL);
	page_open(p, "li", "class", "clear", NULL);
	page_link(p, &href, NULL, "Remove all");
	page_close(p);
	gz_buf_free(&names);
}

void page_chips(struct page *p, const struct api_request *r)
{
	size_t count = 0;

	for (size_t i = 0; i < r->param_count; i++) {
		const struct chip *c = chip_of(&r->param[i]);

		if (!c || !*r->param[i].value)
			continue;
		if (!count++)
			page_open(p, "ul", "class", "chips", "aria-label",
				  "What narrows this search", NULL);
		show_chip(p, r, c, r->param[i].value);
	}
	if (count > 1)
		show_clear(p, r);
	if (count)
		page_close(p);
}

/* ---- orders -------------------------------------------------------------- */

void page_sorts(struct page *p, const struct found *f)
{
	static const struct {
		enum gz_order order;
		const char *value, *text;
	} sort[] = {
		{ GZ_BY_RELEVANCE, NULL, "Best first" },
		{ GZ_BY_NEWEST, "newest", "Newest" },
		{ GZ_BY_OLDEST, "oldest", "Oldest" },
	};

	page_open(p, "nav", "class", "sorts", "aria-label", "Order", NULL);
	for (size_t i = 0; i < sizeof(sort) / sizeof(sort[0]); i++) {
		struct gz_buf href = { 0 };
		bool here = f->ask->order == sort[i].order;

		link_search(&href, "/search", f->request, "order-by",
			    sort[i].value);
		page_open(p, "a", "href", href.data, "aria-current",
			  here ? "true" : NULL, NULL);
		page_text(p, sort[i].text);
		page_close(p);
		gz_buf_free(&href);
	}
	page_close(p);
}
