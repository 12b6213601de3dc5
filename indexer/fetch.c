/* fetch.c - feeds over HTTP. See fetch.h. */
#include "fetch.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECT_SECONDS 10L
#define TOTAL_SECONDS 60L
#define REDIRECTS 5L
#define MOST_BYTES ((size_t)8 << 20)

struct fetcher {
	CURLM *multi;
	struct gz_spool *spool;
};

struct fetch {
	struct fetcher *of;
	CURL *easy;
	struct curl_slist *headers;
	void *arg;
	struct fetch_answer answer;
	char curl_error[CURL_ERROR_SIZE];
	bool connected, from_inside; /* the first address was one of ours */
};

/* ---- addresses ---- */

static bool is_inside4(uint32_t a)
{
	return a >> 24 == 127 || a >> 24 == 10 || a >> 24 == 0 ||
	       a >> 20 == 0xAC1 /* 172.16/12 */ ||
	       a >> 16 == 0xC0A8 /* 192.168/16 */ ||
	       a >> 16 == 0xA9FE /* 169.254/16 */;
}

static bool is_inside6(const struct in6_addr *a)
{
	uint32_t v4;

	if (IN6_IS_ADDR_V4MAPPED(a)) {
		memcpy(&v4, &a->s6_addr[12], sizeof(v4));
		return is_inside4(ntohl(v4));
	}
	return IN6_IS_ADDR_LOOPBACK(a) || IN6_IS_ADDR_LINKLOCAL(a) ||
	       IN6_IS_ADDR_UNSPECIFIED(a) || (a->s6_addr[0] & 0xFE) == 0xFC;
}

static bool is_inside(const struct sockaddr *sa)
{
	if (sa->sa_family == AF_INET) {
		const struct sockaddr_in *in = (const void *)sa;

		return is_inside4(ntohl(in->sin_addr.s_addr));
	}
	if (sa->sa_family == AF_INET6) {
		const struct sockaddr_in6 *in = (const void *)sa;

		return is_inside6(&in->sin6_addr);
	}
	return true;
}

/* Where the list itself leads is the administrator's choice; from outside no
 * redirect leads inside. */
static curl_socket_t open_socket(void *arg, curlsocktype purpose,
				 struct curl_sockaddr *to)
{
	struct fetch *f = arg;
	bool inside = is_inside(&to->addr);

	(void)purpose;
	if (!f->connected) {
		f->connected = true;
		f->from_inside = inside;
	}
	if (inside && !f->from_inside) {
		snprintf(f->answer.error, sizeof(f->answer.error),
			 "it leads to an address of a private network");
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* ---- the answer ---- */

static bool refuse(struct fetch *f, const char *why)
{
	snprintf(f->answer.error, sizeof(f->answer.error), "%s", why);
	return false;
}

static bool keep(struct fetch *f, const char *bytes, size_t len)
{
	struct fetch_answer *a = &f->answer;
	struct gz_err err;

	if (a->bytes + len > MOST_BYTES)
		return refuse(f, "over 8 MB, which is too much for a feed");
	if (!*a->body.name &&
	    !gz_spool_begin(f->of->spool, ".xml", &a->body, &err))
		return refuse(f, err.text);
	if (!a->bytes)
		snprintf(a->head, sizeof(a->head), "%.*s", (int)len, bytes);
	while (len) {
		ssize_t n = write(a->body.fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return refuse(f, strerror(errno));
		bytes += n;
		len -= (size_t)n;
		a->bytes += (size_t)n;
	}
	return true;
}

/* Only what comes with 200 is kept; pages about errors are passed over. */
static size_t on_body(char *bytes, size_t one, size_t len, void *arg)
{
	struct fetch *f = arg;
	long status = 0;

	(void)one;
	curl_easy_getinfo(f->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status != 200)
		return len;
	return keep(f, bytes, len) ? len : 0;
}

/* A value that can be sent back: printable and not cut. */
static void copy_value(char *out, size_t size, const char *value, size_t len)
{
	*out = '\0';
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)value[i] < ' ' || value[i] == 0x7f)
			return;
	if (len < size) {
		memcpy(out, value, len);
		out[len] = '\0';
	}
}

/* max-age of Cache-Control (RFC 9111, 5.2.2.1). */
static long long max_age(const char *value, size_t len)
{
	static const char name[] = "max-age=";
	size_t n = sizeof(name) - 1;
	long long age = 0;

	for (size_t i = 0; i + n < len; i++) {
		if (strncasecmp(value + i, name, n) != 0)
			continue;
		for (i += n + (value[i + n] == '"');
		     i < len && isdigit((unsigned char)value[i]) &&
		     age < 1000000000;
		     i++)
			age = age * 10 + value[i] - '0';
		break;
	}
	return age;
}

static void header(struct fetch_answer *a, const char *name, size_t name_len,
		   const char *value, size_t len)
{
	if (name_len == 4 && !strncasecmp(name, "etag", 4))
		copy_value(a->etag, sizeof(a->etag), value, len);
	else if (name_len == 13 && !strncasecmp(name, "last-modified", 13))
		copy_value(a->modified, sizeof(a->modified), value, len);
	else if (name_len == 13 && !strncasecmp(name, "cache-control", 13))
		a->max_age = max_age(value, len);
}

static size_t on_header(char *line, size_t one, size_t len, void *arg)
{
	struct fetch_answer *a = &((struct fetch *)arg)->answer;
	const char *end = line + len, *colon = memchr(line, ':', len), *value;

	(void)one;
	if (len > 5 && !strncmp(line, "HTTP/", 5)) { /* one of a redirect */
		*a->etag = *a->modified = '\0';
		a->max_age = 0;
	}
	if (!colon)
		return len;
	for (value = colon + 1; value < end && *value == ' ';)
		value++;
	while (end > value && isspace((unsigned char)end[-1]))
		end--;
	header(a, line, (size_t)(colon - line), value, (size_t)(end - value));
	return len;
}

/* ---- fetching ---- */

struct fetcher *fetcher_open(struct gz_spool *spool, struct gz_err *err)
{
	struct fetcher *f = gz_alloc(sizeof(*f));

	f->spool = spool;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
		f->multi = curl_multi_init();
	if (f->multi)
		return f;
	gz_fail(err, GZ_SYSTEM, "libcurl does not start");
	free(f);
	return NULL;
}

static void add_header(struct fetch *f, const char *name, const char *value)
{
	char line[512];

	if (!value || !*value)
		return;
	snprintf(line, sizeof(line), "%s: %s", name, value);
	f->headers = curl_slist_append(f->headers, line);
}

static void set_limits(CURL *e)
{
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(e, CURLOPT_MAXREDIRS, REDIRECTS);
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
	curl_easy_setopt(e, CURLOPT_TIMEOUT, TOTAL_SECONDS);
	curl_easy_setopt(e, CURLOPT_MAXFILESIZE, (long)MOST_BYTES);
	curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "");
}

void fetch_begin(struct fetcher *of, const struct fetch_request *r, void *arg)
{
	struct fetch *f = gz_alloc(sizeof(*f));
	CURL *e = f->easy = curl_easy_init();

	if (!e)
		abort(); /* as when memory is out */
	f->of = of;
	f->arg = arg;
	set_limits(e);
	curl_easy_setopt(e, CURLOPT_URL, r->url);
	curl_easy_setopt(e, CURLOPT_USERAGENT, r->agent);
	add_header(f, "If-None-Match", r->etag);
	add_header(f, "If-Modified-Since", r->modified);
	add_header(f, "Accept",
		   "application/atom+xml, application/rss+xml, "
		   "application/xml;q=0.9, */*;q=0.5");
	curl_easy_setopt(e, CURLOPT_HTTPHEADER, f->headers);
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, f);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, f);
	curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, f);
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, f->curl_error);
	curl_easy_setopt(e, CURLOPT_PRIVATE, f);
	curl_multi_add_handle(of->multi, e);
}

static void finish(struct fetch *f, CURLcode code)
{
	struct fetch_answer *a = &f->answer;
	curl_off_t wait = 0;

	curl_easy_getinfo(f->easy, CURLINFO_RESPONSE_CODE, &a->status);
	curl_easy_getinfo(f->easy, CURLINFO_RETRY_AFTER, &wait);
	a->retry_after = wait;
	if (code == CURLE_FILESIZE_EXCEEDED)
		refuse(f, "over 8 MB, which is too much for a feed");
	else if (code != CURLE_OK && !*a->error)
		refuse(f, *f->curl_error ? f->curl_error
					 : curl_easy_strerror(code));
}

static void release(struct fetch *f)
{
	curl_multi_remove_handle(f->of->multi, f->easy);
	curl_easy_cleanup(f->easy);
	curl_slist_free_all(f->headers);
	free(f);
}

void fetch_run(struct fetcher *f, int timeout_ms, fetch_fn *fn, void *owner)
{
	int running, left;
	CURLMsg *message;

	curl_multi_perform(f->multi, &running);
	curl_multi_poll(f->multi, NULL, 0, timeout_ms, NULL);
	curl_multi_perform(f->multi, &running);
	while ((message = curl_multi_info_read(f->multi, &left))) {
		struct fetch *done;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE,
				  (char **)&done);
		finish(done, message->data.result);
		fn(owner, done->arg, &done->answer);
		gz_spool_abort(f->spool, &done->answer.body);
		release(done);
	}
}
