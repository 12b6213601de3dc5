/* compat.c - from a request of another API to one of ours. See compat.h. */
#include "compat.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gz/utf8.h"

void compat_set(struct compat *t, const char *ours, const char *value)
{
	struct api_request *q = &t->ours;

	q->param = gz_realloc(q->param,
			      (q->param_count + 1) * sizeof(*q->param));
	q->param[q->param_count++] = (struct api_pair){
		.name = gz_strdup(ours),
		.value = gz_strdup(value),
	};
}

void compat_fault(struct compat *t, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	if (t->fault.len)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	gz_utf8_repair(text, strlen(text), &t->fault); /* it may be cut */
}

/* ---- what rows put ------------------------------------------------------- */

void compat_same(struct compat *t, const struct compat_param *p,
		 const char *value)
{
	compat_set(t, p->ours, value);
}

void compat_refuse(struct compat *t, const struct compat_param *p,
		   const char *value)
{
	(void)value;
	compat_fault(t, "%s cannot be honoured here; leave it out.", p->name);
}

/* An operator at *at, which is stepped over; NULL: none. */
static const char *operator_at(const char **at, bool begins)
{
	const char *c = *at;

	if (*c == '|') {
		*at += strspn(c, "|");
		return " OR ";
	}
	if (strncmp(c, "&&", 2) == 0) {
		*at += 2;
		return " AND ";
	}
	if (*c == '!' && begins) {
		*at += 1;
		return "NOT ";
	}
	return NULL;
}

/* Append text with its operators in our words, and every bracket and quote
 * closed, so that more can stand behind it. */
static void balance(struct gz_buf *out, const char *text)
{
	size_t depth = 0, begin = out->len;
	bool quoted = false;

	while (*text) {
		bool begins = out->len == begin ||
			      strchr(" (", out->data[out->len - 1]);
		const char *op = quoted ? NULL : operator_at(&text, begins);

		if (op) {
			gz_buf_puts(out, op);
			continue;
		}
		quoted ^= *text == '"';
		depth += !quoted && *text == '(';
		if (quoted || *text != ')')
			gz_buf_putc(out, *text);
		else if (depth && depth--)
			gz_buf_putc(out, ')');
		text++;
	}
	gz_buf_puts(out, quoted ? "\"" : "");
	for (; depth; depth--)
		gz_buf_putc(out, ')');
}

static void add_part(struct gz_buf *to, const char *query)
{
	gz_buf_puts(to, to->len ? " AND (" : "(");
	balance(to, query);
	gz_buf_putc(to, ')');
}

void compat_query(struct compat *t, const struct compat_param *p,
		  const char *value)
{
	(void)p;
	add_part(&t->query, value);
}

void compat_narrow(struct compat *t, const char *query)
{
	add_part(&t->filter, query);
}

void compat_term(struct gz_buf *out, const char *field, bool exact,
		 const char *text, size_t len)
{
	gz_buf_printf(out, "%s:%s\"", field, exact ? "=" : "");
	for (size_t i = 0; i < len; i++)
		if (text[i] != '"' && text[i] != '\\')
			gz_buf_putc(out, text[i]);
	gz_buf_putc(out, '"');
}

/* ---- a request ----------------------------------------------------------- */

static void read_params(struct compat *t, const struct compat_api *api,
			const struct api_request *theirs)
{
	for (size_t i = 0; i < theirs->param_count; i++) {
		const struct api_pair *pair = &theirs->param[i];
		const struct compat_param *p = api->params;

		while (p->name && strcmp(p->name, pair->name) != 0)
			p++;
		if (p->name && *pair->value)
			p->put(t, p, pair->value);
	}
}

/* The query, as one; a search that found nothing says so, as theirs does. */
static void finish(struct compat *t)
{
	if (t->query.len && t->filter.len)
		gz_buf_puts(&t->query, " AND ");
	if (t->filter.len)
		gz_buf_puts(&t->query, t->filter.data);
	compat_set(t, "q", t->query.len ? t->query.data : "");
	compat_set(t, "match", "all");
}

static void release(struct compat *t)
{
	for (size_t i = 0; i < t->ours.param_count; i++) {
		free(t->ours.param[i].name);
		free(t->ours.param[i].value);
	}
	free(t->ours.param);
	gz_buf_free(&t->query);
	gz_buf_free(&t->filter);
	gz_buf_free(&t->fault);
}

void compat_answer(struct call *c, const struct compat_api *api)
{
	const struct api_request *theirs = c->request;
	struct compat t = { .ours = *theirs };

	t.ours.param = NULL;
	t.ours.param_count = 0;
	c->compat = api;
	if (api->begin)
		api->begin(&t, theirs);
	read_params(&t, api, theirs);
	finish(&t);
	c->request = &t.ours;
	if (t.fault.len)
		api_fail_for(c, "bad-parameter", t.fault.data);
	else
		api_run(c, SIZE_MAX, api->show);
	c->request = theirs;
	release(&t);
}

const char *compat_name(const struct compat_api *api, const char *ours)
{
	for (const struct compat_param *p = api->params; p->name; p++)
		if (p->ours && strcmp(p->ours, ours) == 0)
			return p->name;
	return ours;
}
