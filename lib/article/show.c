/* show.c - an article as the JSON of gazette parse. See gz/article.h. */
#include "gz/article.h"

#include "gz/json.h"

static const char *const precision_names[] = { "year", "month", "day", "minute",
					       "second" };

static void instant_member(struct gz_json *j, const char *key, int64_t ms)
{
	char text[32];

	gz_instant_write(ms, text);
	gz_json_member(j, key, text);
}

void gz_article_json(const struct gz_article *a, struct gz_buf *out)
{
	struct gz_json j = { .out = out };
	char date[32];
	const char *precision = NULL;

	if (a->dated) {
		gz_date_write(&a->published, date);
		precision = precision_names[a->published.precision];
	}
	gz_json_open(&j, '{');
	gz_json_member(&j, "id", a->id);
	gz_json_member(&j, "file", a->file);
	gz_json_member(&j, "url", a->url);
	gz_json_member(&j, "title", a->title);
	gz_json_member(&j, "standfirst", a->standfirst);
	if (a->byline_count)
		gz_json_list(&j, "byline", a->byline, a->byline_count);
	else
		gz_json_member(&j, "byline", NULL);
	gz_json_member(&j, "source", a->source);
	gz_json_member(&j, "section", a->section);
	gz_json_member(&j, "language", a->language);
	gz_json_member(&j, "published", a->dated ? date : NULL);
	gz_json_member(&j, "published_precision", precision);
	gz_json_member(&j, "body", a->body ? a->body : "");
	gz_json_list(&j, "cites", a->cites, a->cite_count);
	gz_json_member(&j, "format", a->format);
	gz_json_list(&j, "warnings", a->warnings, a->warning_count);
	if (a->version) {
		instant_member(&j, "first_seen", a->first_seen);
		instant_member(&j, "updated", a->updated);
		gz_json_int_member(&j, "version", a->version);
	}
	gz_json_close(&j, '}');
}
