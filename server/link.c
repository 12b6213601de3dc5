/* link.c - addresses on this server. See link.h. */
#include "link.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "param.h"

void link_encode(struct gz_buf *out, const char *text)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~";

	for (; *text; text++) {
		if (strchr(plain, *text))
			gz_buf_putc(out, *text);
		else
			gz_buf_printf(out, "%%%02X", (unsigned char)*text);
	}
}

static void add(struct gz_buf *out, bool *any, const char *name,
		const char *value)
{
	gz_buf_putc(out, *any ? '&' : '?');
	gz_buf_puts(out, name);
	gz_buf_putc(out, '=');
	link_encode(out, value);
	*any = true;
}

/* Whether a parameter stays while others change. */
static bool stays(const struct param *p, const char *names)
{
	return !names ||
	       (param_word(names, p->name) < 0 && strcmp(p->name, "page") != 0);
}

void link_change(struct gz_buf *out, const char *path,
		 const struct api_request *r, const char *drop,
		 const struct link_add *added)
{
	bool any = false;

	gz_buf_puts(out, path);
	for (size_t i = 0; i < r->param_count; i++) {
		const struct param *p = param_find(r->param[i].name);

		if (p && *r->param[i].value && stays(p, drop))
			add(out, &any, p->name, r->param[i].value);
	}
	for (; added->name; added++)
		add(out, &any, added->name, added->value);
}

void link_search(struct gz_buf *out, const char *path,
		 const struct api_request *r, const char *names,
		 const char *value)
{
	char *first = names && value ? gz_strndup(names, strcspn(names, " "))
				     : NULL;
	const struct link_add added[] = { { first, value }, { NULL, NULL } };

	link_change(out, path, r, names, added);
	free(first);
}

/* ---- lists --------------------------------------------------------------- */

bool link_next_item(const char **list, struct link_item *item)
{
	size_t len;

	*list += strspn(*list, " ,");
	len = strcspn(*list, ",");
	*item = (struct link_item){ *list, len };
	*list += len;
	while (item->len && item->text[item->len - 1] == ' ')
		item->len--;
	return len;
}

static bool is_item(const struct link_item *i, const char *text)
{
	return strlen(text) == i->len &&
	       strncasecmp(i->text, text, i->len) == 0;
}

/* The next that r has of a parameter from *at on, NULL: no more. */
static const struct api_pair *next_pair(const struct api_request *r,
					const char *name, size_t *at)
{
	while (*at < r->param_count) {
		const struct api_pair *pair = &r->param[(*at)++];
		const struct param *p = param_find(pair->name);

		if (p && strcmp(p->name, name) == 0)
			return pair;
	}
	return NULL;
}

bool link_has_item(const struct api_request *r, const char *name,
		   const char *item)
{
	const struct api_pair *pair;
	struct link_item i;
	size_t at = 0;

	while ((pair = next_pair(r, name, &at)))
		for (const char *list = pair->value; link_next_item(&list, &i);)
			if (is_item(&i, item))
				return true;
	return false;
}

/* The list without the item. */
static void without(const char *list, const char *item, struct gz_buf *out)
{
	struct link_item i;

	while (link_next_item(&list, &i)) {
		if (is_item(&i, item))
			continue;
		if (out->len)
			gz_buf_putc(out, ',');
		gz_buf_add(out, i.text, i.len);
	}
}

#define LISTS 8 /* of one parameter; those beyond are left out */

void link_list(struct gz_buf *out, const char *path,
	       const struct api_request *r, const char *drop, const char *name,
	       const char *item, bool in)
{
	struct link_add added[LISTS + 1] = { { NULL, NULL } };
	struct gz_buf value[LISTS + 1] = { 0 }, names = { 0 };
	const struct api_pair *pair;
	size_t n = 0, at = 0;

	while (n < LISTS && (pair = next_pair(r, name, &at))) {
		without(pair->value, item, &value[n]);
		n += value[n].len > 0;
	}
	if (in) { /* into the last, since commas mean "any" */
		struct gz_buf *last = &value[n ? n - 1 : n++];

		gz_buf_printf(last, "%s%s", last->len ? "," : "", item);
	}
	for (size_t i = 0; i < n; i++)
		added[i] = (struct link_add){ name, value[i].data };
	gz_buf_printf(&names, "%s %s", drop, name);
	added[n] = (struct link_add){ NULL, NULL };
	link_change(out, path, r, names.data, added);
	for (size_t i = 0; i <= LISTS; i++)
		gz_buf_free(&value[i]);
	gz_buf_free(&names);
}

/* ---- others -------------------------------------------------------------- */

void link_article(struct gz_buf *out, const char *id, const char *q)
{
	gz_buf_puts(out, "/articles/");
	link_encode(out, id);
	if (*q) {
		gz_buf_puts(out, "?q=");
		link_encode(out, q);
	}
}

bool link_is_web(const char *url)
{
	return url && (strncasecmp(url, "https://", 8) == 0 ||
		       strncasecmp(url, "http://", 7) == 0);
}
