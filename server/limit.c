/* limit.c - connections, rates and deadlines. See limit.h. */
#include "limit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "gz/clock.h"

#define BUCKETS 1024
#define REAP_MS 200 /* a deadline is kept to within this */

/* An address with connections, or with a rate to remember. */
struct peer {
	struct peer *next;
	unsigned char key[16];
	unsigned connections;
	double tokens; /* searches it may make now */
	long long at;  /* ms, when tokens was right */
};

struct conn {
	struct conn *next, *prev;
	struct peer *peer; /* NULL: this machine */
	int fd;
	bool over, dead;
	unsigned requests;
	long long due; /* ms; 0: none */
	char text[INET6_ADDRSTRLEN];
};

struct limits {
	struct limit_spec spec;
	struct metrics *metrics;
	pthread_mutex_t lock;
	pthread_cond_t stop;
	pthread_t reaper;
	bool stopping;
	unsigned connections;
	struct conn *first;
	struct peer *bucket[BUCKETS];
};

/* ---- addresses ---------------------------------------------------------- */

/* The key of an address; false: one that is not limited. */
static bool peer_key(const struct sockaddr *sa, unsigned char key[16])
{
	const struct in6_addr *in6;

	memset(key, 0, 16);
	if (sa->sa_family == AF_INET) {
		const struct sockaddr_in *in = (const void *)sa;

		memcpy(key + 12, &in->sin_addr, 4);
		return in->sin_addr.s_addr != htonl(INADDR_LOOPBACK);
	}
	if (sa->sa_family != AF_INET6)
		return false;
	in6 = &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr;
	if (IN6_IS_ADDR_V4MAPPED(in6))
		memcpy(key + 12, in6->s6_addr + 12, 4);
	else
		memcpy(key, in6->s6_addr, 8);
	return !IN6_IS_ADDR_LOOPBACK(in6);
}

static void peer_text(const struct sockaddr *sa, char out[INET6_ADDRSTRLEN])
{
	const void *at =
		sa->sa_family == AF_INET6
			? (const void *)&(
				  (const struct sockaddr_in6 *)(const void *)sa)
				  ->sin6_addr
			: (const void *)&(
				  (const struct sockaddr_in *)(const void *)sa)
				  ->sin_addr;

	if (!inet_ntop(sa->sa_family, at, out, INET6_ADDRSTRLEN))
		strcpy(out, "?");
}

/* Bring the peer's tokens up to date. */
static void refill(const struct limits *l, struct peer *p, long long now)
{
	p->tokens += (double)(now - p->at) / 1000.0 * l->spec.rate;
	if (p->tokens > l->spec.burst)
		p->tokens = l->spec.burst;
	p->at = now;
}

static struct peer *peer_get(struct limits *l, const unsigned char key[16])
{
	unsigned hash = 2166136261u;
	struct peer *p;

	for (int i = 0; i < 16; i++)
		hash = (hash ^ key[i]) * 16777619u;
	p = l->bucket[hash % BUCKETS];
	while (p && memcmp(p->key, key, 16) != 0)
		p = p->next;
	if (p)
		return p;
	p = gz_alloc(sizeof(*p));
	memcpy(p->key, key, 16);
	p->tokens = l->spec.burst;
	p->at = gz_clock_ms();
	p->next = l->bucket[hash % BUCKETS];
	l->bucket[hash % BUCKETS] = p;
	return p;
}

/* Forget who has no connection and has not used its rate lately. */
static void forget(struct limits *l, long long now)
{
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct peer **at = &l->bucket[i]; *at;) {
			struct peer *p = *at;

			refill(l, p, now);
			if (p->connections ||
			    (l->spec.rate && p->tokens < l->spec.burst)) {
				at = &p->next;
				continue;
			}
			*at = p->next;
			free(p);
		}
}

/* ---- deadlines ---------------------------------------------------------- */

static void reap(struct limits *l, long long now)
{
	for (struct conn *c = l->first; c; c = c->next)
		if (c->due && now >= c->due && !c->dead) {
			c->dead = true;
			shutdown(c->fd, SHUT_RDWR);
			metrics_add(l->metrics, METRIC_DEADLINES, 1);
		}
}

static void *reaper(void *arg)
{
	struct limits *l = arg;
	struct timespec until;

	pthread_mutex_lock(&l->lock);
	while (!l->stopping) {
		long long now = gz_clock_ms();

		reap(l, now);
		forget(l, now);
		now += REAP_MS;
		until.tv_sec = now / 1000;
		until.tv_nsec = now % 1000 * 1000000;
		pthread_cond_timedwait(&l->stop, &l->lock, &until);
	}
	pthread_mutex_unlock(&l->lock);
	return NULL;
}

struct limits *limit_open(const struct limit_spec *spec,
			  struct metrics *metrics, struct gz_err *err)
{
	struct limits *l = gz_alloc(sizeof(*l));
	pthread_condattr_t attr;
	int rc;

	l->spec = *spec;
	l->metrics = metrics;
	pthread_mutex_init(&l->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&l->stop, &attr);
	pthread_condattr_destroy(&attr);
	rc = pthread_create(&l->reaper, NULL, reaper, l);
	if (rc == 0)
		return l;
	gz_fail(err, GZ_SYSTEM, "cannot start a thread: %s", strerror(rc));
	free(l);
	return NULL;
}

void limit_close(struct limits *l)
{
	if (!l)
		return;
	pthread_mutex_lock(&l->lock);
	l->stopping = true;
	pthread_cond_signal(&l->stop);
	pthread_mutex_unlock(&l->lock);
	pthread_join(l->reaper, NULL);
	for (size_t i = 0; i < BUCKETS; i++)
		while (l->bucket[i]) {
			struct peer *next = l->bucket[i]->next;

			free(l->bucket[i]);
			l->bucket[i] = next;
		}
	pthread_cond_destroy(&l->stop);
	pthread_mutex_destroy(&l->lock);
	free(l);
}

/* ---- connections -------------------------------------------------------- */

struct conn *limit_connect(struct limits *l, int fd,
			   const struct sockaddr *peer, unsigned first_ms)
{
	struct conn *c = gz_alloc(sizeof(*c));
	unsigned char key[16];

	c->fd = fd;
	c->due = gz_clock_ms() + first_ms;
	peer_text(peer, c->text);
	pthread_mutex_lock(&l->lock);
	c->over = l->connections++ >= l->spec.connections;
	if (peer_key(peer, key)) {
		c->peer = peer_get(l, key);
		c->over |= c->peer->connections++ >= l->spec.per_ip;
	}
	c->next = l->first;
	if (l->first)
		l->first->prev = c;
	l->first = c;
	pthread_mutex_unlock(&l->lock);
	metrics_add(l->metrics, METRIC_CONNECTIONS, 1);
	metrics_add(l->metrics, METRIC_ACCEPTED, 1);
	metrics_add(l->metrics, METRIC_CONNECTIONS_REFUSED, c->over);
	return c;
}

void limit_disconnect(struct limits *l, struct conn *c)
{
	pthread_mutex_lock(&l->lock);
	l->connections--;
	if (c->peer)
		c->peer->connections--;
	*(c->prev ? &c->prev->next : &l->first) = c->next;
	if (c->next)
		c->next->prev = c->prev;
	pthread_mutex_unlock(&l->lock);
	metrics_add(l->metrics, METRIC_CONNECTIONS, -1);
	free(c);
}

void limit_due(struct limits *l, struct conn *c, unsigned ms)
{
	pthread_mutex_lock(&l->lock);
	c->due = ms ? gz_clock_ms() + ms : 0;
	pthread_mutex_unlock(&l->lock);
}

const char *limit_peer(const struct conn *c)
{
	return c->text;
}

bool limit_over(const struct conn *c)
{
	return c->over;
}

bool limit_request(struct limits *l, struct conn *c)
{
	return ++c->requests < l->spec.keepalive;
}

bool limit_search(struct limits *l, struct conn *c)
{
	bool allowed = true;

	if (!l->spec.rate || !c->peer)
		return true;
	pthread_mutex_lock(&l->lock);
	refill(l, c->peer, gz_clock_ms());
	allowed = c->peer->tokens >= 1;
	c->peer->tokens -= allowed;
	pthread_mutex_unlock(&l->lock);
	metrics_add(l->metrics, METRIC_RATE_REFUSED, !allowed);
	return allowed;
}
