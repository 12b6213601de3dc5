/* Keys: their file, what is one, how often it may be used. */
#include "check.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../server/key.h"

#define FILE_NAME "keys"
#define KEY "Aa0-._~+/=567890"

static void write_file(const char *text)
{
	FILE *out = fopen(FILE_NAME, "w");

	fputs(text, out);
	fclose(out);
	chmod(FILE_NAME, 0600);
}

static struct keys *open_with(const char *text, unsigned rate, unsigned burst)
{
	const struct key_spec spec = { .file = FILE_NAME,
				       .rate = rate,
				       .burst = burst };
	struct gz_err err = { 0 };
	struct keys *k;

	write_file(text);
	k = keys_open(&spec, &err);
	if (!k)
		printf("%s\n", err.text);
	return k;
}

static enum key_verdict verdict(struct keys *k, const char *sent)
{
	unsigned wait_s;

	return keys_spend(k, sent, &wait_s);
}

static void test_compare(void)
{
	struct keys *k = open_with("# desk\n" KEY "\n\n"
				   "  fedcba9876543210  \r\n",
				   0, 1);

	CHECK(verdict(k, "Bearer " KEY) == KEY_GOOD);
	CHECK(verdict(k, "bearer   " KEY "  ") == KEY_GOOD);
	CHECK(verdict(k, "Bearer fedcba9876543210") == KEY_GOOD);
	CHECK(verdict(k, NULL) == KEY_MISSING);
	CHECK(verdict(k, "") == KEY_MISSING);
	CHECK(verdict(k, KEY) == KEY_MISSING);
	CHECK(verdict(k, "Basic " KEY) == KEY_MISSING);
	CHECK(verdict(k, "Bearer" KEY) == KEY_MISSING);
	CHECK(verdict(k, "Bearer ") == KEY_WRONG);
	CHECK(verdict(k, "Bearer fedcba987654321") == KEY_WRONG);
	CHECK(verdict(k, "Bearer fedcba98765432100") == KEY_WRONG);
	CHECK(verdict(k, "Bearer fedcba9876543211") == KEY_WRONG);
	CHECK(verdict(k, "Bearer Fedcba9876543210") == KEY_WRONG);
	CHECK(verdict(k, "Bearer # desk") == KEY_WRONG);
	CHECK(verdict(k, "Bearer " KEY " " KEY) == KEY_WRONG);
	keys_close(k);
}

static void test_none(void)
{
	const struct key_spec spec = { .file = NULL };
	struct keys *k = keys_open(&spec, NULL);

	CHECK(verdict(k, "Bearer " KEY) == KEY_NONE);
	CHECK(verdict(k, NULL) == KEY_NONE);
	keys_close(k);
	k = open_with("# none yet\n", 0, 1);
	CHECK(verdict(k, "Bearer # none yet") == KEY_NONE);
	keys_close(k);
}

/* The sentence names the place, and never the key. */
static void refused(const char *text, const char *place)
{
	const struct key_spec spec = { .file = FILE_NAME };
	struct gz_err err = { 0 };

	write_file(text);
	CHECK(!keys_open(&spec, &err));
	CHECK(err.code == GZ_USAGE && strstr(err.text, place));
	CHECK(!strstr(err.text, "secret"));
}

static void test_files(void)
{
	const struct key_spec spec = { .file = FILE_NAME },
			      away = { .file = "no-such-file" };
	struct gz_err err = { 0 };
	char longest[300];

	refused("secret\n", "keys:1: ");
	refused(KEY "\nsecret-secret secret\n", "keys:2: ");
	refused("secret-secret-\xc3\xa9\xc3\xa9\n", "keys:1: ");
	memset(longest, 's', sizeof(longest) - 1);
	longest[257] = '\0';
	refused(longest, "keys:1: ");
	longest[256] = '\0';
	keys_close(open_with(longest, 0, 1));
	write_file(KEY "\n");
	chmod(FILE_NAME, 0604);
	CHECK(!keys_open(&spec, &err));
	CHECK(err.code == GZ_USAGE && strstr(err.text, "chmod"));
	CHECK(!keys_open(&away, &err));
	CHECK(err.code == GZ_USAGE && strstr(err.text, "no-such-file"));
}

static void test_reload(void)
{
	struct keys *k = open_with(KEY "\n", 0, 1);
	struct gz_err err;

	write_file("fedcba9876543210\n");
	CHECK(keys_reload(k, &err));
	CHECK(verdict(k, "Bearer " KEY) == KEY_WRONG);
	CHECK(verdict(k, "Bearer fedcba9876543210") == KEY_GOOD);
	write_file("x\n");
	CHECK(!keys_reload(k, &err));
	CHECK(verdict(k, "Bearer fedcba9876543210") == KEY_GOOD);
	keys_close(k);
}

static void test_rate(void)
{
	struct keys *k = open_with(KEY "\nfedcba9876543210\n", 1, 3);
	unsigned wait_s = 0;

	for (int i = 0; i < 3; i++)
		CHECK(verdict(k, "Bearer " KEY) == KEY_GOOD);
	CHECK(keys_spend(k, "Bearer " KEY, &wait_s) == KEY_USED_UP);
	CHECK(wait_s == 1);
	/* the other has its own, and a wrong one costs none */
	CHECK(verdict(k, "Bearer wrong") == KEY_WRONG);
	CHECK(verdict(k, "Bearer fedcba9876543210") == KEY_GOOD);
	usleep(1100000);
	CHECK(verdict(k, "Bearer " KEY) == KEY_GOOD);
	CHECK(verdict(k, "Bearer " KEY) == KEY_USED_UP);
	keys_close(k);
}

int main(void)
{
	test_compare();
	test_none();
	test_files();
	test_reload();
	test_rate();
	return check_done();
}
