/* post_head.c - what can be refused by the head of a request. See
 * post_parts.h. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "post_parts.h"

#define REALM "Bearer realm=\"gazetted\""

void post_refuse(struct posts *p, struct request *r, const char *code,
		 const char *detail)
{
	metrics_add(p->metrics, METRIC_POSTS_REFUSED, 1);
	front_refuse(r->front, r, code, detail);
}

static void add(struct request *r, const char *name, const char *value)
{
	api_reply_header(&r->answer->reply, name, value);
}

/* ---- who ---------------------------------------------------------------- */

/* A key is only ever in a header, which no page can make a browser send to
 * another site unasked; still, no other site's page has business here. */
static bool from_here(const struct posts *p, const struct request *r)
{
	const char *at = r->origin ? strstr(r->origin, "://") : NULL;

	if (!r->origin || strcmp(r->origin, p->cors) == 0)
		return true;
	return at && r->host && strcasecmp(at + 3, r->host) == 0;
}

static bool no_key(struct posts *p, struct request *r)
{
	char detail[400];

	if (p->keys_file)
		snprintf(detail, sizeof(detail),
			 "The server's keys-file has no key in it. Add one, "
			 "and send gazetted a SIGHUP.");
	else
		snprintf(detail, sizeof(detail),
			 "The server has no keys. Set keys-file in "
			 "gazette.conf to a file with a key a line, such as "
			 "openssl rand -hex 32 makes, and restart gazetted.");
	post_refuse(p, r, "forbidden", detail);
	return false;
}

static bool need_key(struct posts *p, struct request *r, bool sent)
{
	post_refuse(p, r, "unauthorized",
		    sent ? "There is no such key." : NULL);
	add(r, "WWW-Authenticate",
	    sent ? REALM ", error=\"invalid_token\"" : REALM);
	return false;
}

static bool has_key(struct posts *p, struct request *r)
{
	switch (keys_spend(p->keys, r->authorization, &r->wait_s)) {
	case KEY_GOOD:
		return true;
	case KEY_NONE:
		return no_key(p, r);
	case KEY_MISSING:
		return need_key(p, r, false);
	case KEY_WRONG:
		return need_key(p, r, true);
	case KEY_USED_UP:
		break;
	}
	post_refuse(p, r, "too-many-requests",
		    "This key is used more often than it may be; wait for "
		    "Retry-After seconds, or send more articles at once.");
	return false;
}

bool post_allowed(struct posts *p, struct request *r)
{
	if (!p->spool) {
		post_refuse(p, r, "no-spool", NULL);
		return false;
	}
	if (!from_here(p, r)) {
		post_refuse(p, r, "forbidden",
			    "Pages of other sites may not change what is "
			    "here.");
		return false;
	}
	return has_key(p, r);
}

/* ---- what --------------------------------------------------------------- */

/* Whether the first len bytes of text are word, in any case. */
static bool same(const char *text, size_t len, const char *word)
{
	return len == strlen(word) && strncasecmp(text, word, len) == 0;
}

/* Only UTF-8, which JSON is in, if a charset is named at all. */
static bool charset_sound(const char *parameters)
{
	const char *at = strcasestr(parameters, "charset=");

	if (!at)
		return true;
	at += strlen("charset=");
	at += *at == '"';
	return strncasecmp(at, "utf-8", 5) == 0;
}

static bool media_sound(const char *type, bool *lines)
{
	static const struct {
		const char *name;
		bool lines;
	} known[] = {
		{ "application/json", false },
		{ "application/x-ndjson", true },
		{ "application/ndjson", true },
		{ "application/jsonl", true },
	};
	size_t len = type ? strcspn(type, "; \t") : 0;

	*lines = false;
	if (!type || !charset_sound(type + len))
		return false;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (same(type, len, known[i].name)) {
			*lines = known[i].lines;
			return true;
		}
	return len > 5 && same(type, 12, "application/") &&
	       same(type + len - 5, 5, "+json");
}

static bool coding_sound(const char *coding, bool *gzip)
{
	size_t len = coding ? strcspn(coding, " \t") : 0;

	*gzip = same(coding, len, "gzip") || same(coding, len, "x-gzip");
	return *gzip || len == 0 || same(coding, len, "identity");
}

bool post_readable(struct posts *p, struct request *r, struct post_kind *kind)
{
	char detail[100];

	if (!media_sound(r->content_type, &kind->lines)) {
		post_refuse(p, r, "unsupported-media-type",
			    "Articles come as application/json or "
			    "application/x-ndjson in UTF-8; Content-Type has "
			    "to say so.");
		add(r, "Accept", "application/json, application/x-ndjson");
		return false;
	}
	if (!coding_sound(r->content_encoding, &kind->gzip)) {
		post_refuse(p, r, "unsupported-media-type",
			    "The only Content-Encoding is gzip.");
		add(r, "Accept-Encoding", "gzip, identity");
		return false;
	}
	if (r->length <= p->most)
		return true;
	snprintf(detail, sizeof(detail),
		 "A request brings %zu bytes at most; send the rest in "
		 "another one.",
		 p->most);
	post_refuse(p, r, "body-too-large", detail);
	return false;
}
