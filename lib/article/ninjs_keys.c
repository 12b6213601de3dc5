/* ninjs_keys.c - telling ninjs from other JSON by the keys of its first object,
 * which may be all there is of it yet. See ninjs.c. */
#include <string.h>
#include <strings.h>

#include "reader.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool is_one(const char *key, size_t len, const char *const *names,
		   size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(names[i]) == len &&
		    strncasecmp(names[i], key, len) == 0)
			return true;
	return false;
}

/* Behind the string that begins at at. */
static const char *skip_string(const char *at, const char *end)
{
	for (at++; at < end && *at != '"'; at++)
		at += *at == '\\' && end - at > 1;
	return at < end ? at + 1 : end;
}

/* Whether the string that ends before at is a key. */
static bool is_key(const char *at, const char *end)
{
	while (at < end && strchr(" \t\r\n", *at) && *at)
		at++;
	return at < end && *at == ':';
}

struct keys {
	bool uri, guid; /* which name it has */
	bool ninjs;	/* has one that no other JSON has */
	bool plain;	/* has one that ninjs has not */
};

static void look_at(struct keys *k, const char *key, size_t len)
{
	static const char *const uri[] = { "uri" }, *const guid[] = { "guid" };
	static const char *const ninjs[] = {
		"$standard",	   "standard",	     "headlines",
		"bodies",	   "body_text",	     "body_html",
		"body_xhtml",	   "body_main",	     "body_richtext",
		"headline_main",   "versioncreated", "firstcreated",
		"contentcreated",  "pubstatus",	     "representationtype",
		"copyrightholder",
	};
	static const char *const plain[] = { "id",   "url",	"link",
					     "body", "content", "text" };

	k->uri |= is_one(key, len, uri, 1);
	k->guid |= is_one(key, len, guid, 1);
	k->ninjs |= is_one(key, len, ninjs, COUNT(ninjs));
	k->plain |= is_one(key, len, plain, COUNT(plain));
}

/* The keys of the first object in head, as far as it goes. */
static struct keys first_keys(const char *head, size_t len)
{
	const char *at = memchr(head, '{', len), *end = head + len, *behind;
	struct keys k = { 0 };
	unsigned depth = 0;

	while (at && at < end) {
		if (*at == '"') {
			behind = skip_string(at, end);
			if (depth == 1 && is_key(behind, end))
				look_at(&k, at + 1, (size_t)(behind - at) - 2);
			at = behind;
			continue;
		}
		depth += *at == '{' || *at == '[';
		depth -= *at == '}' || *at == ']';
		if (!depth)
			break;
		at++;
	}
	return k;
}

/* uri is all that an item must have, and few other objects have one. */
bool ninjs_recognise(const char *head, size_t len)
{
	struct keys k;

	if (!json_recognise(head, len) && !jsonl_recognise(head, len))
		return false;
	k = first_keys(head, len);
	return ((k.uri || k.guid) && k.ninjs) || (k.uri && !k.plain);
}
