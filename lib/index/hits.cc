/* hits.cc - rows become hits with their articles. See gz/index.h. */
#include <cstdlib>

#include "search.hh"

static gz_hits *new_hits(size_t count)
{
	return (gz_hits *)gz_alloc(sizeof(gz_hits) + count * sizeof(gz_hit));
}

static bool fill(const gz_index *ix, const rows &found, gz_hits *hits,
		 gz_err *err)
{
	for (const gz_best &r : found) {
		gz_hit *h = &hits->hit[hits->count];

		h->place = place_of(ix, r);
		if (!read_article(ix, h->place.docid, &h->article, &h->words,
				  err))
			return false;
		hits->count++;
	}
	return true;
}

gz_hits *read_hits(const gz_index *ix, const rows &found, gz_err *err)
{
	std::unique_ptr<gz_hits, void (*)(gz_hits *)> hits(
		new_hits(found.size()), gz_hits_free);

	hits->revision = ix->revision;
	hits->total = found.size();
	return fill(ix, found, hits.get(), err) ? hits.release() : nullptr;
}

gz_hits *gz_search(gz_index *ix, const struct gz_search *s, gz_err *err)
{
	return guard_read(ix, err, [&]() -> gz_hits * {
		summary sum;
		rows found = find_rows(ix, s, &sum);
		gz_hits *hits = read_hits(ix, found, err);

		if (!hits)
			return nullptr;
		hits->total = sum.total;
		hits->relaxed = sum.relaxed;
		hits->wanted = sum.wanted;
		return hits;
	});
}

bool gz_search_rows(gz_index *ix, const struct gz_search *s, gz_rows *out,
		    gz_err *err)
{
	*out = {};
	return guard_read(ix, err, [&] {
		summary sum;
		rows found = find_rows(ix, s, &sum);

		out->revision = ix->revision;
		out->total = sum.total;
		out->counted = sum.counted;
		out->count = found.size();
		out->row = (gz_place *)gz_alloc(found.size() *
						sizeof(gz_place));
		for (size_t i = 0; i < found.size(); i++)
			out->row[i] = place_of(ix, found[i]);
		return true;
	});
}

bool gz_index_hit(gz_index *ix, const gz_place *row, gz_hit *hit, gz_err *err)
{
	*hit = {};
	hit->place = *row;
	return guard_read(ix, err, [&] {
		return read_article(ix, row->docid, &hit->article, &hit->words,
				    err);
	});
}

void gz_rows_free(gz_rows *r)
{
	free(r->row);
	*r = {};
}

void gz_hits_free(gz_hits *hits)
{
	if (!hits)
		return;
	for (size_t i = 0; i < hits->count; i++)
		gz_article_clear(&hits->hit[i].article);
	free(hits);
}
