/* feeds.c - feeds into the spool, as they are due. See feeds.h. */
#include "feeds.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "feed_state.h"
#include "fetch.h"
#include "gz/opml.h"

#define AT_ONCE 8	     /* fetches, each from another host */
#define DAY (24 * 3600LL)    /* seconds */
#define RETRY_MOST (7 * DAY) /* that a server can ask us to stay away */
#define TURN_MS 500

struct feeds {
	const struct gz_options *options;
	struct timespec list_time; /* of the list as it was read last */
	struct gz_spool *spool;
	struct fetcher *fetcher;
	struct feed_state state;
	struct gz_buf agent;
	size_t under_way;
	bool changed; /* what state has, since it was written */
	bool full;    /* the spool, as was said */
};

/* ---- the list ---- */

/* Read the list again when it has changed. One that cannot be read leaves all
 * as it is. */
static void read_list(struct feeds *f)
{
	const char *path = gz_option_str(f->options, "feeds");
	struct gz_opml list;
	struct gz_err err;
	struct stat st;

	if (stat(path, &st) < 0 ||
	    memcmp(&st.st_mtim, &f->list_time, sizeof(st.st_mtim)) == 0)
		return;
	f->list_time = st.st_mtim;
	if (!gz_opml_read(path, &list, &err)) {
		fprintf(stderr, "gazette: %s; the feeds stay as they were\n",
			err.text);
		return;
	}
	for (size_t i = 0; i < f->state.count; i++)
		f->state.feed[i].listed = false;
	for (size_t i = 0; i < list.count; i++)
		feed_state_find(&f->state, list.url[i])->listed = true;
	if (list.left_out)
		fprintf(stderr,
			"gazette: %s: %zu feeds left out, whose xmlUrl is no "
			"http or https URL\n",
			path, list.left_out);
	f->changed = true;
	gz_opml_free(&list);
}

/* ---- when ---- */

/* Up to a tenth more or less, so that feeds do not march in step. */
static int64_t about(long long seconds)
{
	uint32_t chance = 0;

	if (getrandom(&chance, sizeof(chance), 0) < 0 || seconds < 10)
		return seconds;
	return seconds - seconds / 10 + chance % (seconds / 5 + 1);
}

static long long least(long long a, long long b)
{
	return a < b ? a : b;
}

static long long most(long long a, long long b)
{
	return a > b ? a : b;
}

static long long interval(const struct feeds *f)
{
	return most(gz_option_num(f->options, "feed-interval") / 1000, 1);
}

/* After n failures in a row: twice as long each time, up to a day. */
static long long back_off(const struct feeds *f, unsigned n)
{
	long long wait = interval(f);

	while (n-- && wait < DAY)
		wait *= 2;
	return least(wait, most(DAY, interval(f)));
}

/* ---- answers ---- */

static void failed(struct feeds *f, struct feed *feed,
		   const struct fetch_answer *a, const char *why)
{
	long long wait = about(back_off(f, ++feed->failures));

	wait = most(wait, least(a->retry_after, RETRY_MOST));
	feed->due = time(NULL) + wait;
	fprintf(stderr, "gazette: %s: %s; tried again in %lld s\n", feed->url,
		why, wait);
}

static void went_well(struct feeds *f, struct feed *feed,
		      const struct fetch_answer *a)
{
	long long wait = most(about(interval(f)), least(a->max_age, DAY));

	feed->failures = 0;
	feed->due = time(NULL) + wait;
	if (*a->etag || a->status == 200)
		strcpy(feed->etag, a->etag);
	if (*a->modified || a->status == 200)
		strcpy(feed->modified, a->modified);
}

/* A page, such as one that says that the name is for sale. */
static bool is_page(const struct fetch_answer *a)
{
	static const char *const begins[] = { "<!doctype html", "<html" };
	const char *at = a->head;

	at += strncmp(at, "\xef\xbb\xbf", 3) ? 0 : 3;
	at += strspn(at, " \t\r\n");
	for (size_t i = 0; i < sizeof(begins) / sizeof(*begins); i++)
		if (!strncasecmp(at, begins[i], strlen(begins[i])))
			return true;
	return false;
}

/* What came is safe in the spool before its ETag is kept. */
static void take(struct feeds *f, struct feed *feed, struct fetch_answer *a)
{
	struct gz_err err;

	if (!a->bytes)
		failed(f, feed, a, "an empty answer");
	else if (is_page(a))
		failed(f, feed, a, "a web page, and no feed");
	else if (!gz_spool_commit(f->spool, &a->body, &err))
		failed(f, feed, a, err.text);
	else
		went_well(f, feed, a);
}

static void on_answer(void *owner, void *arg, struct fetch_answer *a)
{
	struct feeds *f = owner;
	struct feed *feed = &f->state.feed[(size_t)arg];
	char text[40];

	feed->under_way = false;
	f->under_way--;
	f->changed = true;
	snprintf(text, sizeof(text), "answered %ld", a->status);
	if (*a->error) {
		failed(f, feed, a, a->error);
	} else if (a->status == 200) {
		take(f, feed, a);
	} else if (a->status == 304) {
		went_well(f, feed, a);
	} else if (a->status == 410) {
		feed->due = FEED_NEVER;
		fprintf(stderr, "gazette: %s: gone for good (410)\n",
			feed->url);
	} else {
		failed(f, feed, a, text);
	}
}

/* ---- the loop ---- */

static bool host_is_busy(const struct feeds *f, const char *host)
{
	for (size_t i = 0; i < f->state.count; i++)
		if (f->state.feed[i].under_way &&
		    !strcasecmp(f->state.feed[i].host, host))
			return true;
	return false;
}

static bool has_room(struct feeds *f)
{
	const struct gz_spool_limits limits = {
		.files = GZ_SPOOL_FILES,
		.bytes = GZ_SPOOL_BYTES,
		.min_free = (uint64_t)gz_option_num(f->options, "min-free")
	};
	struct gz_err err;
	bool room = gz_spool_has_room(f->spool, &limits, 0, &err);

	if (!room && !f->full)
		fprintf(stderr,
			"gazette: %s; no feeds are fetched until then\n",
			err.text);
	f->full = !room;
	return room;
}

static void begin(struct feeds *f, size_t i)
{
	struct feed *feed = &f->state.feed[i];
	const struct fetch_request request = { .url = feed->url,
					       .agent = f->agent.data,
					       .etag = feed->etag,
					       .modified = feed->modified };

	feed->under_way = true;
	f->under_way++;
	fetch_begin(f->fetcher, &request, (void *)i);
}

static void begin_due(struct feeds *f)
{
	int64_t now = time(NULL);

	for (size_t i = 0; i < f->state.count && f->under_way < AT_ONCE; i++) {
		struct feed *feed = &f->state.feed[i];

		if (feed->due != FEED_NEVER &&
		    feed->due > now + RETRY_MOST + DAY)
			feed->due = now; /* the clock was wrong */
		if (feed->listed && !feed->under_way && feed->due <= now &&
		    !host_is_busy(f, feed->host) && has_room(f))
			begin(f, i);
	}
}

static void save(struct feeds *f)
{
	struct gz_err err;

	if (f->changed && !feed_state_write(&f->state, &err))
		fprintf(stderr, "gazette: %s\n", err.text);
	f->changed = false;
}

static void run(const struct gz_options *options, const char *spool)
{
	const char *contact = gz_option_str(options, "contact");
	struct feeds f = { .options = options };
	struct gz_err err;
	char path[PATH_MAX];

	gz_buf_puts(&f.agent, "gazetted/" GZ_VERSION);
	if (contact)
		gz_buf_printf(&f.agent, " (+%s)", contact);
	snprintf(path, sizeof(path), "%s/feeds.state", spool);
	f.spool = gz_spool_open(spool, &err);
	f.fetcher = f.spool ? fetcher_open(f.spool, &err) : NULL;
	if (!f.fetcher) {
		fprintf(stderr, "gazette: %s\n", err.text);
		return;
	}
	feed_state_read(&f.state, path);
	for (;;) {
		read_list(&f);
		begin_due(&f);
		fetch_run(f.fetcher, TURN_MS, on_answer, &f);
		save(&f);
	}
}

/* ---- the process ---- */

pid_t feeds_start(const struct gz_options *options, const char *spool,
		  struct gz_err *err)
{
	struct gz_opml list;
	pid_t parent = getpid(), pid;

	if (!gz_opml_read(gz_option_str(options, "feeds"), &list, err))
		return -1;
	gz_opml_free(&list);
	pid = fork();
	if (pid < 0)
		gz_fail(err, GZ_SYSTEM, "fork: %s", strerror(errno));
	if (pid != 0)
		return pid;
	signal(SIGTERM, SIG_DFL);
	signal(SIGINT, SIG_IGN); /* the parent ends us in its time */
	prctl(PR_SET_NAME, "gazette-feeds");
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() == parent)
		run(options, spool);
	_exit(1);
}

void feeds_stop(pid_t pid)
{
	if (pid <= 0)
		return;
	kill(pid, SIGTERM);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}

bool feeds_died(pid_t pid)
{
	return pid > 0 && waitpid(pid, NULL, WNOHANG) == pid;
}
