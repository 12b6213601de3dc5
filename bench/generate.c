/* generate.c - synthetic news for the benchmark, as JSON lines.
 *
 *   generate [--seed N] [--order newest|arrival] [--strays PERCENT] ARTICLES
 *
 * Words follow Zipf's law and are inflected as in English: a stem of invented
 * syllables, which Porter's stemmer gives back, and -s, -ed, -ing. An article
 * mixes the general vocabulary with two topics; topics have days of great
 * interest, which fades. Some words draw a fixed follower after them, so that
 * phrases recur. There are numbers, names that hardly recur, paragraphs, 200
 * sources of unequal size, ten years with quieter weekends.
 *
 * Article N is the same whatever else is asked for. Without --order articles
 * come by number, which is no order of time. "arrival" is the order of time,
 * in which --strays PERCENT of them come at some other, random moment. */
#include <getopt.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	STEMS = 100000,
	PLAIN_STEMS = 100, /* the commonest: short and never inflected */
	TOPICS = 240,
	TOPIC_STEMS = 500,
	SOURCES = 200,
	DAYS = 3653,
};

#define FIRST_SECOND INT64_C(1451606400) /* 2016-01-01 */
#define COUNT(array) (uint32_t)(sizeof(array) / sizeof(*(array)))

static char stem[STEMS][16];
static uint32_t topic_stem[TOPICS][TOPIC_STEMS];
static double interest[DAYS][TOPICS];
/* Decks of cards: a number is on as many cards as it weighs. */
static uint32_t any_stem[1 << 20], topic_rank[1 << 14], source[1 << 14];
static uint32_t some_day[1 << 16], topic_of[DAYS][256];

static uint64_t mix(uint64_t z)
{
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* splitmix64 */
static uint32_t below(uint64_t *chance, uint32_t n)
{
	uint64_t draw = mix(*chance += UINT64_C(0x9e3779b97f4a7c15));

	return (uint32_t)((draw >> 32) * n >> 32);
}

/* About normal: four draws are enough for that. */
static double normal(uint64_t *chance)
{
	uint32_t sum = 0;

	for (int i = 0; i < 4; i++)
		sum += below(chance, 1000);
	return (sum - 2000.) / 577;
}

#define DRAW(deck, chance) (deck)[below((chance), COUNT(deck))]

static void deal(uint32_t *card, uint32_t count, const double *weight,
		 uint32_t n)
{
	double sum = 0, to = 0;
	uint32_t at = 0;

	for (uint32_t i = 0; i < n; i++)
		sum += weight[i];
	for (uint32_t i = 0; i < n; i++) {
		to += weight[i] / sum * count;
		while (at < count && (at + .5 < to || i == n - 1))
			card[at++] = i;
	}
}

/* The i-th of n weighs 1 / (i + shift). */
static void deal_zipf(uint32_t *card, uint32_t count, uint32_t n, double shift)
{
	static double weight[STEMS];

	for (uint32_t i = 0; i < n; i++)
		weight[i] = 1 / (i + shift);
	deal(card, count, weight, n);
}

/* Another word for every number. The first PLAIN_STEMS are a syllable; no
 * other ends as an inflection or a suffix of English does. Returns its end. */
static char *spell(char *out, uint32_t number)
{
	static const char begins[][3] = { "b", "br", "d", "f",	"g", "gr", "h",
					  "k", "l",  "m", "n",	"p", "r",  "sh",
					  "t", "st", "v", "tr", "w", "z" };
	static const char ends[][3] = { "ct", "ft", "lf", "lk", "lt",
					"mp", "nd", "nk", "rk", "st" };
	bool plain = number < PLAIN_STEMS;
	uint32_t left = plain ? number : (number - PLAIN_STEMS) / 10;

	do {
		out = stpcpy(out, begins[left % 20]);
		*out++ = "aeiou"[left / 20 % 5];
		left /= 100;
	} while (left);
	return stpcpy(out, plain ? "" : ends[number % 10]);
}

/* How interesting each topic is, day by day: some as usual, some on fire. */
static void make_topics(uint64_t *chance)
{
	double usual[TOPICS];

	for (int t = 0; t < TOPICS; t++) {
		usual[t] = exp(normal(chance));
		for (int i = 0; i < TOPIC_STEMS; i++)
			topic_stem[t][i] = PLAIN_STEMS +
					   below(chance, STEMS / 3);
	}
	for (int d = 0; d < DAYS; d++)
		memcpy(interest[d], usual, sizeof(usual));
	for (int b = 0; b < 6 * TOPICS; b++) {
		uint32_t t = below(chance, TOPICS), first = below(chance, DAYS);
		double height = usual[t] * (9 + below(chance, 80));
		double fade = 3 + below(chance, 25);

		for (uint32_t d = first; d < DAYS && d < first + 200; d++)
			interest[d][t] += height *
					  exp((first - (double)d) / fade);
	}
	for (int d = 0; d < DAYS; d++)
		deal(topic_of[d], COUNT(topic_of[d]), interest[d], TOPICS);
}

static void make_world(uint64_t chance)
{
	double busy[DAYS];

	for (uint32_t i = 0; i < STEMS; i++)
		spell(stem[i], i);
	deal_zipf(any_stem, COUNT(any_stem), STEMS, 2.7);
	deal_zipf(topic_rank, COUNT(topic_rank), TOPIC_STEMS, 10);
	deal_zipf(source, COUNT(source), SOURCES, 2);
	for (int d = 0; d < DAYS; d++) /* more each year; weekends */
		busy[d] = (1 + 1. * d / DAYS) * ((d + 5) % 7 % 6 ? 1 : .5);
	deal(some_day, COUNT(some_day), busy, DAYS);
	make_topics(&chance);
}

struct writer {
	uint64_t chance;
	uint32_t topic[2];
	uint32_t last; /* the stem written before */
	char *at;
};

/* Seconds since FIRST_SECOND. */
static uint32_t draw_moment(uint64_t *chance)
{
	uint32_t day = DRAW(some_day, chance);

	return day * 86400 + below(chance, 43200) + below(chance, 43200);
}

static uint32_t pick_stem(struct writer *w)
{
	uint32_t dice = below(&w->chance, 1000);
	uint32_t topic = w->topic[dice < 750];

	if (dice < 150) /* one of two that like to follow the last one */
		return any_stem[mix(w->last * 2 + dice % 2) % COUNT(any_stem)];
	if (dice < 650)
		return DRAW(any_stem, &w->chance);
	return topic_stem[topic][DRAW(topic_rank, &w->chance)];
}

static void put_word(struct writer *w, bool capital)
{
	static const char endings[][4] = { "",	"",  "",   "",	 "",
					   "s", "s", "ed", "ed", "ing" };
	uint32_t dice = below(&w->chance, 1000);
	char *start = w->at;

	if (dice < 12) {
		w->at += sprintf(w->at, "%u", 1 + below(&w->chance, 2100));
	} else if (dice < 15) { /* a name */
		w->at = spell(w->at, STEMS + below(&w->chance, 5000000));
	} else {
		w->last = pick_stem(w);
		w->at = stpcpy(w->at, stem[w->last]);
		if (w->last >= PLAIN_STEMS)
			w->at = stpcpy(w->at, DRAW(endings, &w->chance));
	}
	if ((capital || dice < 15) && *start >= 'a')
		*start -= 'a' - 'A';
}

static void put_text(struct writer *w, int words, bool title)
{
	for (uint32_t left = 0; words; words--) {
		bool first = !left;

		left = first ? 7 + below(&w->chance, 25) : left - 1;
		put_word(w, title || first);
		if (words > 1)
			w->at = stpcpy(w->at, title || left ? " "
					      : below(&w->chance, 4)
						      ? ". "
						      : ".\\n\\n");
	}
}

static uint64_t chance_of(uint64_t seed, uint32_t number)
{
	return mix(mix(seed) + number);
}

static void write_article(uint64_t seed, uint32_t number)
{
	static char line[1 << 17];
	struct writer w = { .chance = chance_of(seed, number), .at = line };
	uint32_t moment = draw_moment(&w.chance);
	time_t published = FIRST_SECOND + moment;
	struct tm tm;

	for (int i = 0; i < 2; i++)
		w.topic[i] = DRAW(topic_of[moment / 86400], &w.chance);
	w.at += sprintf(w.at, "{\"id\":\"g%u\",\"published\":\"", number);
	w.at += strftime(w.at, 32, "%FT%TZ", gmtime_r(&published, &tm));
	w.at = stpcpy(w.at, "\",\"source\":\"The ");
	w.at = spell(w.at, STEMS + DRAW(source, &w.chance));
	w.at = stpcpy(w.at, " Post\",\"title\":\"");
	put_text(&w, 6 + (int)below(&w.chance, 7), true);
	w.at = stpcpy(w.at, "\",\"body\":\"");
	put_text(&w, (int)(270 * exp(.6 * normal(&w.chance))), false);
	w.at = stpcpy(w.at, ".\"}\n");
	fwrite(line, 1, (size_t)(w.at - line), stdout);
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* What to sort by, the time of arrival, above the number. */
static uint64_t place_of(uint64_t seed, uint32_t number, char order,
			 uint32_t strays)
{
	uint64_t chance = chance_of(seed, number), other = ~chance;
	bool strayed = below(&other, 100) < strays;
	uint64_t moment = draw_moment(strayed ? &other : &chance);

	if (!order)
		return number;
	return (order == 'n' ? UINT32_MAX - moment : moment) << 32 | number;
}

static void write_all(uint64_t seed, uint32_t count, char order,
		      uint32_t strays)
{
	uint64_t *place = calloc(count + 1, sizeof(*place));

	if (!place)
		exit(1);
	for (uint32_t i = 0; i < count; i++)
		place[i] = place_of(seed, i, order, strays);
	qsort(place, count, sizeof(*place), compare);
	for (uint32_t i = 0; i < count; i++)
		write_article(seed, (uint32_t)place[i]);
	free(place);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "seed", required_argument, NULL, 's' },
		{ "order", required_argument, NULL, 'o' },
		{ "strays", required_argument, NULL, 'p' },
		{ 0 },
	};
	const char *value[128] = { ['s'] = "1", ['o'] = "", ['p'] = "0" };

	for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;)
		value[c] = optarg ? optarg : "";
	if (optind + 1 != argc || value['?'])
		return 2;
	make_world(mix(strtoull(value['s'], NULL, 10)));
	write_all(strtoull(value['s'], NULL, 10), (uint32_t)atol(argv[optind]),
		  *value['o'], (uint32_t)atol(value['p']));
	return fflush(stdout) || ferror(stdout);
}
