/* page_form.c - the search form, filled in with what was asked. See page.h. */
#include "page.h"

#include <string.h>

#include "param.h"

/* The value of a parameter under any of its names, NULL if not given. */
static const char *value_of(const struct api_request *r, const char *name)
{
	for (size_t i = 0; r && i < r->param_count; i++) {
		const struct param *p = param_find(r->param[i].name);

		if (p && strcmp(p->name, name) == 0 && *r->param[i].value)
			return r->param[i].value;
	}
	return NULL;
}

static bool is_faulty(const struct ask *ask, const char *name)
{
	for (size_t i = 0; ask && i < ask->faults.count; i++)
		if (strcmp(ask->faults.note[i].parameter, name) == 0)
			return true;
	return false;
}

struct box {
	const char *label, *name, *placeholder, *hint;
};

static const struct box box[] = {
	{ "From", "from-date", "2017", "dates-hint" },
	{ "To", "to-date", "2018-06-30", "dates-hint" },
};

const char *page_label(const char *parameter)
{
	for (size_t i = 0; i < sizeof(box) / sizeof(box[0]); i++)
		if (strcmp(box[i].name, parameter) == 0)
			return box[i].label;
	return strcmp(parameter, "q") == 0 ? "Query" : parameter;
}

static void text_box(struct page *p, const struct box *b,
		     const struct api_request *r, const struct ask *ask)
{
	page_open(p, "div", "class", b->name, NULL);
	page_open(p, "label", "for", b->name, NULL);
	page_text(p, b->label);
	page_close(p);
	page_void(p, "input", "type", "text", "id", b->name, "name", b->name,
		  "value", value_of(r, b->name), "placeholder", b->placeholder,
		  "aria-describedby", b->hint, "aria-invalid",
		  is_faulty(ask, b->name) ? "true" : NULL, "autocomplete",
		  "off", NULL);
	page_close(p);
}

void page_hidden(struct page *p, const struct api_request *r,
		 const char *without)
{
	for (size_t i = 0; r && i < r->param_count; i++) {
		const struct param *row = param_find(r->param[i].name);

		if (row && param_word(without, row->name) < 0 &&
		    *r->param[i].value)
			page_void(p, "input", "type", "hidden", "name",
				  row->name, "value", r->param[i].value, NULL);
	}
}

static void query_box(struct page *p, const struct api_request *r,
		      const struct ask *ask)
{
	page_open(p, "div", "class", "query", NULL);
	page_open(p, "label", "for", "q", NULL);
	page_text(p, "Search the articles");
	page_close(p);
	page_void(p, "input", "type", "search", "id", "q", "name", "q", "value",
		  value_of(r, "q"), "placeholder", "words or \"a phrase\"",
		  "aria-invalid", is_faulty(ask, "q") ? "true" : NULL, "dir",
		  "auto", "autocomplete", "off", "autocapitalize", "none",
		  "spellcheck", "false", "enterkeyhint", "search", NULL);
	page_open(p, "button", "type", "submit", NULL);
	page_text(p, "Search");
	page_close(p);
	page_close(p);
}

void page_form(struct page *p, const struct api_request *r,
	       const struct ask *ask)
{
	page_open(p, "form", "role", "search", "action", "/search", "method",
		  "get", NULL);
	query_box(p, r, ask);
	page_open(p, "div", "class", "dates", NULL);
	for (size_t i = 0; i < sizeof(box) / sizeof(box[0]); i++)
		text_box(p, &box[i], r, ask);
	page_close(p);
	page_open(p, "p", "class", "hint", "id", "dates-hint", NULL);
	page_text(p, "Dates are a day, a month or a year: 2017-07-25, "
		     "2017-07, 2017. Both ends are included.");
	page_close(p);
	/* what was asked beyond the boxes stays asked */
	page_hidden(p, r, "q from-date to-date page page-size prefix");
	page_close(p);
}
