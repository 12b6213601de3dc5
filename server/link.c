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

void link_search(struct gz_buf *out, const char *path,
		 const struct api_request *r, const char *names,
		 const char *value)
{
	bool any = false;

	gz_buf_puts(out, path);
	for (size_t i = 0; i < r->param_count; i++) {
		const struct param *p = param_find(r->param[i].name);

		if (p && *r->param[i].value && stays(p, names))
			add(out, &any, p->name, r->param[i].value);
	}
	if (names && value) {
		char *first = gz_strndup(names, strcspn(names, " "));

		add(out, &any, first, value);
		free(first);
	}
}

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
