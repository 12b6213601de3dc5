/* test_spelling.c - what a mistyped query may have meant: slips, which words
 * are let alone, and what the other words of the query say. */
#include "index_kit.h"

static unsigned slips(const char *meant, const char *typed, unsigned most)
{
	return gz_slip_cost(meant, strlen(meant), typed, strlen(typed), NULL,
			    most);
}

static void counts_slips(void)
{
	CHECK(slips("mueller", "mueller", 2) == 0);
	CHECK(slips("mueller", "meuller", 2) == 1); /* swapped */
	CHECK(slips("scaramucci", "scaramuci", 2) == 1);
	CHECK(slips("hillary", "hillery", 2) == 1);
	CHECK(slips("hillary", "hilllary", 2) == 1);
	CHECK(slips("mueller", "melluer", 2) == 2);
	CHECK(slips("ab", "cdefgh", 2) == 3); /* more */
	CHECK(slips("abcdef", "fedcba", 3) == 4);
	CHECK(slips("", "abc", 5) == 3);
	CHECK(slips("öl", "ol", 2) == 1); /* letters, not bytes */
}

static void weighs_slips(void)
{
	const struct gz_slips slip = {
		.left_out = 2, .put_in = 3, .mistaken = 5, .swapped = 7
	};

	CHECK(gz_slip_cost("abc", 3, "ac", 2, &slip, 99) == 2);
	CHECK(gz_slip_cost("ac", 2, "abc", 3, &slip, 99) == 3);
	CHECK(gz_slip_cost("abc", 3, "axc", 3, &slip, 99) == 5);
	/* Cheaper than to swap: left out, and put in behind. */
	CHECK(gz_slip_cost("abc", 3, "acb", 3, &slip, 99) == 5);
	CHECK(gz_slip_cost("abc", 3, "axc", 3, &slip, 4) == 5);
}

enum {
	MOST = 500
};
static struct note note[MOST];
static size_t notes;

/* So many articles of this text. */
static void have(size_t times, const char *text)
{
	for (; times; times--) {
		struct note *n = &note[notes++];

		CHECK(notes <= MOST);
		snprintf(n->id, sizeof(n->id), "n%zu", notes);
		snprintf(n->title, sizeof(n->title), "%.31s", text);
		snprintf(n->body, sizeof(n->body), "%s", text);
		n->at = GZ_TIME_NONE;
	}
}

static void write_index(const char *path)
{
	struct gz_writer *w = writer(path);
	struct note *all[MOST];
	struct gz_err err = { 0 };

	have(60, "We heard Scaramucci at noon.");
	have(60, "The report of Mueller is out.");
	have(55, "He sat in the house, a white house.");
	have(60, "It was during the week.");
	have(3, "Here is Durbin again.");
	have(4, "Judge Brett was there.");
	have(2, "Britt was there too.");
	have(2, "It is a mooch of a lizzard.");
	have(70, "It is much of a muchness.");
	have(55, "His counterintelligence interrogations.");
	have(60, "Every lizard likes the sun.");
	have(9, "The senators of Paris voted.");
	have(5, "Alan Parish sang.");
	for (size_t i = 0; i < notes; i++)
		all[i] = &note[i];
	/* In two files, so that both are looked into. */
	CHECK(put(w, all, notes / 2, MOST, NULL, 0, &err));
	CHECK(put(w, all + notes / 2, notes - notes / 2, MOST, NULL, 0, &err));
	gz_writer_close(w);
}

/* The suggestion for text must be want; NULL: none. */
static void suggests(struct gz_index *ix, const char *text, const char *want)
{
	const struct gz_clock clock = { .zone = gz_utc };
	const struct gz_parse_options options = { .clock = &clock,
						  .synonyms = true };
	struct gz_err err = { .code = GZ_DATA };
	struct gz_parsed parsed;
	char *got;

	CHECK(gz_query_parse(text, &options, &parsed));
	got = gz_index_spelling(ix, text, parsed.root, &err);
	if (!want ? got != NULL : !got || strcmp(got, want) != 0)
		printf("%s: %s, not %s\n", text, got ? got : "(none)",
		       want ? want : "(none)");
	CHECK(want ? got && strcmp(got, want) == 0 : !got && err.code == GZ_OK);
	free(got);
	gz_parsed_free(&parsed);
}

static void corrects(struct gz_index *ix)
{
	suggests(ix, "scaramuci", "scaramucci");
	suggests(ix, "Scaramuci", "Scaramucci");
	suggests(ix, "SCARAMUCI", "SCARAMUCCI");
	suggests(ix, "scarramuci", "scaramucci");
	suggests(ix, "caramucci", "scaramucci");
	suggests(ix, "csaramucci", "scaramucci");
	suggests(ix, "zcaramucci", "scaramucci");
	suggests(ix, "sscaramucci", "scaramucci");
	suggests(ix, "Meuller", "Mueller");
	suggests(ix, "Meuller's report", "Mueller's report");
	suggests(ix, "headline:Meuller", "headline:Mueller");
	suggests(ix, "(Meuller OR scaramuci) noon",
		 "(Mueller OR scaramucci) noon");
	suggests(ix, "meuller NEAR/3 report", "mueller NEAR/3 report");
	suggests(ix, "\"the report\" meuller", "\"the report\" mueller");
	suggests(ix, "é OR meuller", "é OR mueller"); /* bytes, code points */
}

static void lets_alone(struct gz_index *ix)
{
	suggests(ix, "scaramucci", NULL);
	suggests(ix, "zzzzzzzz", NULL);
	suggests(ix, "=scaramuci", NULL);
	suggests(ix, "\"scaramuci\"", NULL);
	suggests(ix, "\"scaramuci noon\"", NULL);
	suggests(ix, "\"scaramuci noon\"~3", NULL);
	suggests(ix, "scaramuci*", NULL);
	suggests(ix, "source:scaramuci", NULL);
	suggests(ix, "byline:scaramuci", NULL);
	suggests(ix, "-scaramuci", NULL);
	suggests(ix, "scaramuci1", NULL);
	suggests(ix, "muc", NULL); /* too short */
	suggests(ix, "*", NULL);
	suggests(ix, "senator", NULL); /* found as it is */
}

static void chooses(struct gz_index *ix)
{
	/* A name that few have before a word that many have. */
	suggests(ix, "durin", "durbin");
	/* A name that is known is not another; what is not common is no slip
	 * for a word that is, but where very many more have that. */
	suggests(ix, "Britt", NULL);
	suggests(ix, "mooch", NULL);
	/* With other words, what articles have together with them. */
	suggests(ix, "parih voted", "paris voted");
	suggests(ix, "parih sang", "parish sang");
	suggests(ix, "scaramuci voted", NULL);
	/* Words that ran into each other. */
	suggests(ix, "whitehouse", "white house");
	suggests(ix, "heardscaramucci", "heard scaramucci");
	suggests(ix, "housewhite", NULL);
	suggests(ix, "counterintelligenceinterrogations",
		 "counterintelligence interrogations");
}

int main(void)
{
	struct gz_index *ix;

	counts_slips();
	weighs_slips();
	write_index("index");
	ix = reader("index");
	corrects(ix);
	lets_alone(ix);
	chooses(ix);
	gz_index_close(ix);
	return check_done();
}
