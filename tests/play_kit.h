/* play_kit.h - a search with hits made by hand. */
#ifndef PLAY_KIT_H
#define PLAY_KIT_H

#include <stdlib.h>

#include "../server/page.h"
#include "check.h"

/* 2017-07-26 12:00 UTC */
#define NOW (gz_days_from_civil(2017, 7, 26) * 86400 + 43200)

static const struct ask_limits limits = { .page_size = 200, .offset = 10000 };
static struct gz_stemmer *stemmer;

/* A search for q (and another parameter) with what it found. */
struct play {
	struct api_pair pair[2];
	struct api_request request;
	struct ask ask;
	struct gz_hits *hits;
	struct found found;
};

static void play_open(struct play *p, const char *q, const char *name,
		      const char *value, size_t count, size_t total)
{
	*p = (struct play){
		.pair = { { "q", (char *)q }, { (char *)name, (char *)value } },
		.request = { .route = (char *)(uintptr_t) "/v1/search",
			     .param = p->pair,
			     .param_count = name ? 2 : 1 },
		.hits = gz_alloc(sizeof(*p->hits) +
				 count * sizeof(struct gz_hit)),
		.found = { .request = &p->request,
			   .ask = &p->ask,
			   .took_ms = 3.14159,
			   .stemmer = stemmer },
	};
	CHECK(ask_read(&p->ask, &p->request, &limits, NOW));
	p->hits->count = count;
	p->hits->total = total;
	p->hits->revision = 412;
	p->found.hits = p->hits;
}

static void play_close(struct play *p)
{
	ask_close(&p->ask);
	free(p->hits);
}

static char *jane[] = { "Jane Doe", "Ann Roe" };

static struct gz_hit one_hit(void)
{
	return (struct gz_hit){
		.place = { .docid = 7, .score = 17.43219F },
		.words = 512,
		.article = {
			.id = "a/1",
			.url = "https://example.org/1",
			.title = "Caf\xC3\xA9 talk: tax reform & more",
			.byline = jane,
			.byline_count = 2,
			.source = "Example Times",
			.dated = true,
			.published = { .at = 1501063500,
				       .precision = GZ_MINUTE,
				       .has_offset = true,
				       .offset = -240 },
			.body = "Caf\xC3\xA9 <b>owners</b> met.\n\nThey said tax "
				"reform, in the end, is \"reform\".",
		},
	};
}

#endif
