/* note.c - what is wrong with a query, in sentences. See parser.h. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "gz/utf8.h"
#include "parser.h"

__attribute__((format(printf, 5, 0))) static void fill(
	struct gz_query_note *n, uint32_t at, const char *code,
	const char *suggestion, const char *fmt, va_list args)
{
	n->offset = at;
	snprintf(n->code, sizeof(n->code), "%s", code);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): the caller's */
	vsnprintf(n->detail, sizeof(n->detail), fmt, args);
	n->detail[gz_utf8_cut(n->detail, strlen(n->detail))] = '\0';
	snprintf(n->suggestion, sizeof(n->suggestion), "%s", suggestion);
}

__attribute__((format(printf, 5, 0))) static void refuse(
	struct parser *p, uint32_t at, const char *code, const char *suggestion,
	const char *fmt, va_list args)
{
	if (!p->failed)
		fill(&p->out->error, at, code, suggestion, fmt, args);
	p->failed = true;
}

void note_fail(struct parser *p, uint32_t at, const char *code,
	       const char *suggestion, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	refuse(p, at, code, suggestion, fmt, args);
	va_end(args);
}

__attribute__((format(printf, 5, 0))) static void mend(
	struct parser *p, uint32_t at, const char *code, const char *suggestion,
	const char *fmt, va_list args)
{
	size_t size = sizeof(p->out->warning) / sizeof(*p->out->warning);

	if (p->options->strict)
		refuse(p, at, code, suggestion, fmt, args);
	else if (p->out->warning_count < size)
		fill(&p->out->warning[p->out->warning_count++], at, code,
		     suggestion, fmt, args);
}

void note_warn(struct parser *p, uint32_t at, const char *code,
	       const char *suggestion, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	mend(p, at, code, suggestion, fmt, args);
	va_end(args);
}

void note_limit(struct parser *p, uint32_t at, const char *code,
		const char *suggestion, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	if (p->options->any)
		mend(p, at, code, suggestion, fmt, args);
	else
		refuse(p, at, code, suggestion, fmt, args);
	va_end(args);
}

const char *note_replace(struct parser *p, uint32_t start, uint32_t end,
			 const char *by)
{
	size_t head = p->byte[start], tail = p->byte[p->count] - p->byte[end];
	size_t len = strlen(by), size;
	char *text;

	if (head + len + tail >= sizeof(p->out->error.suggestion))
		return "";
	size = head + len + tail + 1;
	text = tree_alloc(p, size);
	snprintf(text, size, "%.*s%s%s", (int)head, p->text, by,
		 p->text + p->byte[end]);
	return text;
}
