/* ninjs.c - news items as JSON: IPTC ninjs 1.0 to 3.1
 * (https://iptc.org/standards/ninjs/). Lists, names in capitals and "main"
 * came and went with the versions, so what stands for one thing in any of
 * them is looked for, whichever version an item says it is. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fields.h"
#include "html_fragment.h"
#include "json_tree.h"
#include "reader.h"
#include "wire.h"
#include "xml.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* versionCreated is versioncreated up to 2.2. */
static const json_t *member(const json_t *object, const char *name)
{
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)object, key, v)
	{
		if (strcasecmp(key, name) == 0)
			return v;
	}
	return NULL;
}

static const char *text(const json_t *object, const char *name)
{
	return json_string_value(member(object, name));
}

/* --- headlines, descriptions, bodies ---------------------------------------
 *
 * In 1.x "headline", "headline_main", "body_xhtml"; from 2.0 on "headlines":
 * [{"role": "main", "contenttype": "text/plain", "value": ...}]. */

struct part {
	const char *role, *type, *value; /* "" for what is not given */
};

/* How good a part is for its purpose; 0: no good. */
typedef int part_rank(const struct part *p);

static void prefer(struct part *best, struct part p, part_rank *rank)
{
	if (!p.value || !*p.value)
		return;
	p.role = p.role ? p.role : "";
	p.type = p.type ? p.type : "";
	if (rank(&p) > (best->value ? rank(best) : 0))
		*best = p;
}

static struct part best_part(const json_t *item, const char *one,
			     const char *many, part_rank *rank)
{
	const json_t *list = member(item, many), *v;
	size_t len = strlen(one), i;
	struct part best = { 0 };
	const char *key;

	json_object_foreach((json_t *)item, key, v)
	{
		if (strncmp(key, one, len) == 0 &&
		    (key[len] == '_' || !key[len]))
			prefer(&best,
			       (struct part){ key + len + (key[len] == '_'),
					      NULL, json_string_value(v) },
			       rank);
	}
	json_array_foreach(list, i, v)
	{
		prefer(&best,
		       (struct part){ text(v, "role"), text(v, "contenttype"),
				      text(v, "value") },
		       rank);
	}
	return best;
}

static int rank_headline(const struct part *p)
{
	return !*p->role || strcmp(p->role, "main") == 0 ? 2 : 1;
}

/* What stands below a picture or beside a text is no summary of it. */
static int rank_description(const struct part *p)
{
	static const char *const others[] = { "caption", "credit", "writer",
					      "note", "keyword" };
	static const char *const leads[] = { "lead", "summary", "abstract",
					     "text" };

	for (size_t i = 0; i < COUNT(others); i++)
		if (strcasestr(p->role, others[i]))
			return 0;
	for (size_t i = 0; i < COUNT(leads); i++)
		if (strcasecmp(p->role, leads[i]) == 0)
			return 3;
	return *p->role ? 1 : 2;
}

enum markup {
	PLAIN = 1, /* last, since it often has lost its paragraphs */
	NITF,
	HTML
};

static enum markup markup_of(const struct part *p)
{
	const char *begin = p->value + strspn(p->value, " \t\r\n");

	if (*begin != '<')
		return strcasestr(p->type, "html") ||
				       strcasestr(p->role, "html")
			       ? HTML
			       : PLAIN;
	return strcasestr(begin, "<nitf") || strcasestr(p->role, "nitf") ? NITF
									 : HTML;
}

static int rank_body(const struct part *p)
{
	return (int)markup_of(p);
}

/* What NITF says besides goes into a. */
static char *nitf_text(const char *value, struct gz_article *a,
		       struct gz_err *err)
{
	xmlDoc *doc = xml_parse(value, strlen(value), NULL, NULL, err);
	char *text = NULL;

	if (!doc)
		return NULL;
	nitf_fill(a, xmlDocGetRootElement(doc));
	text = a->body;
	a->body = NULL;
	xmlFreeDoc(doc);
	return text ? text : gz_strdup("");
}

/* The text of a part, to be freed; NULL with a sentence where it is none. */
static char *part_text(const struct part *p, struct gz_article *a,
		       struct gz_err *err)
{
	char *text = NULL;

	if (markup_of(p) == PLAIN)
		return wire_body(p->value, strlen(p->value), false);
	if (markup_of(p) == NITF)
		return nitf_text(p->value, a, err);
	if (!fragment_read(p->value, &text, err))
		return NULL;
	return text ? text : gz_strdup("");
}

static bool set_line(struct gz_article *a, char **field, const struct part *p,
		     struct gz_err *err)
{
	char *line = p->value ? part_text(p, a, err) : NULL;

	field_fill(field, line);
	free(line);
	return line || !p->value;
}

/* --- the item --------------------------------------------------------------- */

/* The name of the first in a list whose rel or role is none of an outsider:
 * what an item is "about" is no section, who was asked is no source. */
static const char *first_name(const json_t *list)
{
	const json_t *v;
	size_t i;

	json_array_foreach(list, i, v)
	{
		const char *rel = text(v, "rel"), *role = text(v, "role");

		if (!role && (!rel || strcmp(rel, "classifies") == 0 ||
			      strcmp(rel, "partOf") == 0))
			return text(v, "name");
	}
	return NULL;
}

/* versioncreated first: it is when this text was given out. What was first
 * created may have been another one, long before it was; contentcreated is
 * when it was written, or its picture taken. */
static void set_date(struct gz_article *a, const json_t *item)
{
	static const char *const names[] = { "versioncreated", "firstcreated",
					     "contentcreated" };

	for (size_t i = 0; i < COUNT(names); i++)
		wire_date(a, names[i], text(item, names[i]));
}

static bool set_lines(struct gz_article *a, const json_t *item,
		      struct gz_err *err)
{
	struct part headline = best_part(item, "headline", "headlines",
					 rank_headline);
	struct part description = best_part(item, "description", "descriptions",
					    rank_description);

	if (!set_line(a, &a->title, &headline, err) ||
	    !set_line(a, &a->standfirst, &description, err))
		return false;
	field_fill(&a->title, text(item, "title"));
	return true;
}

static void set_fields(struct gz_article *a, const json_t *item)
{
	const char *by = text(item, "by");

	wire_name(a, text(item, "uri"));
	wire_name(a, text(item, "guid"));
	by = by ? by : text(item, "byline");
	if (by)
		byline_add(a, by, true);
	field_fill(&a->source, text(item, "source"));
	field_fill(&a->source, text(item, "copyrightholder"));
	field_fill(&a->source, first_name(member(item, "infosources")));
	field_fill(&a->source, first_name(member(item, "infosource")));
	field_fill(&a->section, first_name(member(item, "service")));
	field_fill(&a->section, first_name(member(item, "subjects")));
	field_fill(&a->section, first_name(member(item, "subject")));
	field_fill(&a->language, text(item, "language"));
	set_date(a, item);
}

static bool fill(struct gz_article *a, const json_t *item, struct gz_err *err)
{
	const char *withdrawn = wire_withdrawn(text(item, "pubstatus"));
	const char *other = wire_other(text(item, "type"));
	struct part body = best_part(item, "body", "bodies", rank_body);

	if (withdrawn)
		return gz_fail(err, GZ_DATA, "not for publication: %s",
			       withdrawn);
	if (other && !body.value)
		return gz_fail(err, GZ_DATA, "%s without text, not an article",
			       other);
	set_fields(a, item);
	if (!set_lines(a, item, err))
		return false;
	if (body.value && !(a->body = part_text(&body, a, err)))
		return false;
	wire_untitle(a);
	return true;
}

static bool ninjs_article(const char *record, size_t len, struct gz_article *a,
			  struct gz_err *err)
{
	json_t *item = json_tree(record, len, err);
	bool ok;

	*a = (struct gz_article){ 0 };
	ok = item && fill(a, item, err);
	json_decref(item);
	if (!ok)
		gz_article_clear(a);
	return ok;
}

bool ninjs_read(struct gz_reader *r, struct gz_err *err)
{
	size_t len = input_fill(&r->in, 1);

	r->from_json = ninjs_article;
	return json_recognise(input_data(&r->in), len) ? json_read(r, err)
						       : jsonl_read(r, err);
}
