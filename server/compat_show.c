/* compat_show.c - members that answers of several APIs have. See compat.h. */
#include "compat.h"

#include "link.h"

static void url_member(struct gz_json *j, const char *key, const char *base,
		       const char *path, const char *id)
{
	struct gz_buf url = { 0 };

	gz_buf_printf(&url, "%s%s", base, path);
	link_encode(&url, id);
	gz_json_member(j, key, url.data);
	gz_buf_free(&url);
}

void compat_web_url(struct gz_json *j, const char *key, const struct found *f,
		    const struct gz_article *a)
{
	if (link_is_web(a->url))
		gz_json_member(j, key, a->url);
	else
		url_member(j, key, f->request->base, "/articles/", a->id);
}

void compat_api_url(struct gz_json *j, const char *key, const struct found *f,
		    const struct gz_article *a)
{
	url_member(j, key, f->request->base, "/v1/articles/", a->id);
}

void compat_time(struct gz_json *j, const char *key, const struct gz_article *a,
		 const char *suffix)
{
	const struct gz_date date = { .at = a->published.at,
				      .precision = GZ_SECOND };
	struct gz_buf text = { 0 };
	char utc[32];

	if (!a->dated) {
		gz_json_member(j, key, NULL);
		return;
	}
	gz_date_write(&date, utc);
	gz_buf_printf(&text, "%s%s", utc, suffix);
	gz_json_member(j, key, text.data);
	gz_buf_free(&text);
}

void compat_authors(struct gz_json *j, const char *key, const char *before,
		    const struct gz_article *a)
{
	struct gz_buf text = { 0 };

	for (size_t i = 0; i < a->byline_count; i++)
		gz_buf_printf(&text, "%s%s",
			      i == 0			 ? before
			      : i + 1 == a->byline_count ? " and "
							 : ", ",
			      a->byline[i]);
	gz_json_member(j, key, text.data);
	gz_buf_free(&text);
}
