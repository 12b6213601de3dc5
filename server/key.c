/* key.c - keys: their file, hashes and rates. See key.h. */
#include "key.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include <nettle/memops.h>
#include <nettle/sha2.h>

#include "gz/clock.h"
#include "gz/buf.h"

#define LEAST 16 /* characters: 80 bits, if they are random */
#define MOST 256
#define BLANKS " \t\r\n"

struct key {
	unsigned char hash[SHA256_DIGEST_SIZE];
	double tokens; /* uses that it has now */
	long long at;  /* ms, when tokens was right */
};

struct keyring {
	struct key *key;
	size_t count;
};

struct keys {
	struct key_spec spec;
	pthread_mutex_t lock; /* guards ring */
	struct keyring ring;
};

static void hash_of(const char *text, size_t len,
		    unsigned char out[SHA256_DIGEST_SIZE])
{
	struct sha256_ctx sha;

	sha256_init(&sha);
	sha256_update(&sha, len, (const unsigned char *)text);
	sha256_digest(&sha, SHA256_DIGEST_SIZE, out);
}

/* ---- the file ----------------------------------------------------------- */

/* RFC 6750 section 2.1: b64token */
static bool is_key(const char *text, size_t len)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789-._~+/=";

	return len >= LEAST && len <= MOST && strspn(text, allowed) >= len;
}

static void add(struct keys *k, struct keyring *ring, const char *text,
		size_t len)
{
	struct key *key;

	ring->key = gz_realloc(ring->key,
			       (ring->count + 1) * sizeof(*ring->key));
	key = &ring->key[ring->count++];
	hash_of(text, len, key->hash);
	key->tokens = k->spec.burst;
	key->at = gz_clock_ms();
}

static bool read_line(struct keys *k, struct keyring *ring, const char *line,
		      unsigned number, struct gz_err *err)
{
	const char *text = line + strspn(line, BLANKS);
	size_t len = strcspn(text, BLANKS);

	if (!len || *text == '#')
		return true;
	if (!is_key(text, len) || text[len + strspn(text + len, BLANKS)])
		return gz_fail(err, GZ_USAGE,
			       "%s:%u: not a key; write one key a line, of %d "
			       "to %d letters, digits and -._~+/=",
			       k->spec.file, number, LEAST, MOST);
	add(k, ring, text, len);
	return true;
}

static bool secret(const struct keys *k, FILE *in, struct gz_err *err)
{
	struct stat st;

	if (fstat(fileno(in), &st) == 0 && !(st.st_mode & S_IRWXO))
		return true;
	return gz_fail(err, GZ_USAGE,
		       "%s: everyone on this machine may use this file of "
		       "keys; chmod o= it",
		       k->spec.file);
}

static bool read_lines(struct keys *k, struct keyring *ring, FILE *in,
		       struct gz_err *err)
{
	char line[MOST + 256];
	bool sound = secret(k, in, err);

	for (unsigned n = 1; sound && fgets(line, sizeof(line), in); n++)
		sound = read_line(k, ring, line, n, err);
	explicit_bzero(line, sizeof(line));
	return sound && (!ferror(in) || gz_fail(err, GZ_USAGE, "%s: %s",
						k->spec.file, strerror(errno)));
}

static bool read_file(struct keys *k, struct keyring *ring, struct gz_err *err)
{
	FILE *in;
	bool sound;

	if (!k->spec.file)
		return true;
	in = fopen(k->spec.file, "re");
	if (!in)
		return gz_fail(err, GZ_USAGE, "keys-file: %s: %s", k->spec.file,
			       strerror(errno));
	setvbuf(in, NULL, _IONBF, 0); /* no copy of a key in a buffer */
	sound = read_lines(k, ring, in, err);
	fclose(in);
	return sound;
}

bool keys_reload(struct keys *k, struct gz_err *err)
{
	struct keyring fresh = { 0 }, old = fresh;
	bool sound = read_file(k, &fresh, err);

	if (sound) {
		pthread_mutex_lock(&k->lock);
		old = k->ring;
		k->ring = fresh;
		pthread_mutex_unlock(&k->lock);
	}
	free(sound ? old.key : fresh.key);
	return sound;
}

struct keys *keys_open(const struct key_spec *spec, struct gz_err *err)
{
	struct keys *k = gz_alloc(sizeof(*k));

	k->spec = *spec;
	pthread_mutex_init(&k->lock, NULL);
	if (keys_reload(k, err))
		return k;
	keys_close(k);
	return NULL;
}

void keys_close(struct keys *k)
{
	if (!k)
		return;
	pthread_mutex_destroy(&k->lock);
	free(k->ring.key);
	free(k);
}

/* ---- what a request may ------------------------------------------------- */

/* The part behind "Bearer", NULL: there is none. */
static const char *token(const char *authorization)
{
	const char *at = authorization;

	if (!at || strncasecmp(at, "Bearer", 6) != 0 || at[6] != ' ')
		return NULL;
	at += 6;
	return at + strspn(at, " ");
}

/* All are compared, so that time tells nothing of which, or how much of it,
 * was right. */
static struct key *find(const struct keyring *ring, const char *sent)
{
	unsigned char hash[SHA256_DIGEST_SIZE];
	size_t len = strcspn(sent, BLANKS);
	struct key *found = NULL;

	if (sent[len + strspn(sent + len, BLANKS)])
		return NULL;
	hash_of(sent, len, hash);
	for (size_t i = 0; i < ring->count; i++)
		if (memeql_sec(ring->key[i].hash, hash, sizeof(hash)))
			found = &ring->key[i];
	return found;
}

/* A token bucket. */
static bool spend(const struct key_spec *spec, struct key *key,
		  unsigned *wait_s)
{
	long long now = gz_clock_ms();

	if (!spec->rate)
		return true;
	key->tokens += (double)(now - key->at) / 1000.0 * spec->rate;
	if (key->tokens > spec->burst)
		key->tokens = spec->burst;
	key->at = now;
	if (key->tokens < 1) {
		*wait_s = (unsigned)ceil((1 - key->tokens) / spec->rate);
		return false;
	}
	key->tokens -= 1;
	return true;
}

enum key_verdict keys_spend(struct keys *k, const char *authorization,
			    unsigned *wait_s)
{
	const char *sent = token(authorization);
	enum key_verdict verdict;
	struct key *key;

	pthread_mutex_lock(&k->lock);
	key = sent ? find(&k->ring, sent) : NULL;
	if (!k->ring.count)
		verdict = KEY_NONE;
	else if (!key)
		verdict = sent ? KEY_WRONG : KEY_MISSING;
	else
		verdict = spend(&k->spec, key, wait_s) ? KEY_GOOD : KEY_USED_UP;
	pthread_mutex_unlock(&k->lock);
	return verdict;
}
