/* test_spool.c - entries are handed over and taken in. */
#include "gz/spool.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	CHECK(f && fputs(text, f) >= 0 && fclose(f) == 0);
}

static bool hand_over(struct gz_spool *s, const char *suffix, const char *text,
		      char name[GZ_SPOOL_NAME])
{
	struct gz_spool_entry e;
	struct gz_err err;

	CHECK(gz_spool_begin(s, suffix, &e, &err));
	strcpy(name, e.name);
	CHECK(write(e.fd, text, strlen(text)) == (ssize_t)strlen(text));
	return gz_spool_commit(s, &e, &err);
}

static size_t count(const char *folder)
{
	DIR *d = opendir(folder);
	size_t n = 0;

	for (struct dirent *e; d && (e = readdir(d));)
		n += *e->d_name != '.';
	closedir(d);
	return n;
}

/* The names in new/, in order, each with its kind, a space behind each. */
static char *waiting(struct gz_spool *s, size_t most)
{
	struct gz_spool_list list;
	struct gz_buf out = { 0 };

	CHECK(gz_spool_list(s, most, &list, NULL));
	for (size_t i = 0; i < list.count; i++)
		gz_buf_printf(&out, "%s:%d ", list.item[i].name,
			      list.item[i].kind);
	gz_spool_list_free(&list);
	return gz_buf_take(&out);
}

static void an_entry_is_handed_over(void)
{
	struct gz_err err;
	struct gz_spool *s = gz_spool_open("handed", &err);
	struct gz_spool_entry e = { 0 };
	char name[GZ_SPOOL_NAME], path[GZ_SPOOL_NAME + 16];
	struct stat st;

	CHECK(s);
	CHECK(stat("handed/new", &st) == 0 && (st.st_mode & 0777) == 0700);
	gz_spool_abort(s, &e);
	CHECK(gz_spool_begin(s, "", &e, &err));
	CHECK(count("handed/tmp") == 1 && count("handed/new") == 0);
	gz_spool_abort(s, &e);
	gz_spool_abort(s, &e);
	CHECK(count("handed/tmp") == 0);
	CHECK(hand_over(s, GZ_SPOOL_REMOVE, "{\"remove\":\"a\"}\n", name));
	CHECK(count("handed/tmp") == 0 && count("handed/new") == 1);
	CHECK(strcmp(name + strlen(name) - 7, ".remove") == 0);
	snprintf(path, sizeof(path), "handed/new/%s", name);
	CHECK(stat(path, &st) == 0 && st.st_size == 15);
	CHECK((st.st_mode & 0777) == 0600);
	CHECK(gz_spool_verdict(s, name, NULL, NULL) == GZ_SPOOL_WAITING);
	gz_spool_close(s);
	put("file", "");
	CHECK(!gz_spool_open("file", &err) && err.code == GZ_SYSTEM);
	CHECK(!gz_spool_open("no/such/parent", &err));
	gz_spool_close(NULL);
}

static void *hand_over_many(void *arg)
{
	char name[GZ_SPOOL_NAME];

	for (int i = 0; i < 50; i++)
		CHECK(hand_over(arg, "", "x", name));
	return NULL;
}

static void names_differ_between_threads(void)
{
	struct gz_spool *s = gz_spool_open("many", NULL);
	pthread_t thread[4];

	for (int i = 0; i < 4; i++)
		pthread_create(&thread[i], NULL, hand_over_many, s);
	for (int i = 0; i < 4; i++)
		pthread_join(thread[i], NULL);
	CHECK(count("many/new") == 200);
	gz_spool_close(s);
}

static void a_full_spool_says_so(void)
{
	struct gz_spool *s = gz_spool_open("full", NULL);
	struct gz_spool_limits limits = { .files = 2, .bytes = 100 };
	char name[GZ_SPOOL_NAME];
	struct gz_err err;

	CHECK(gz_spool_has_room(s, &limits, 100, &err));
	CHECK(!gz_spool_has_room(s, &limits, 101, &err));
	CHECK(err.code == GZ_BUSY);
	CHECK(hand_over(s, "", "0123456789", name));
	CHECK(gz_spool_has_room(s, &limits, 90, &err));
	CHECK(!gz_spool_has_room(s, &limits, 91, &err));
	CHECK(hand_over(s, "", "0123456789", name));
	CHECK(!gz_spool_has_room(s, &limits, 1, &err));
	CHECK(strstr(err.text, "2 entries wait"));
	limits.files = 10;
	CHECK(gz_spool_has_room(s, &limits, 1, &err));
	limits.min_free = UINT64_MAX;
	CHECK(!gz_spool_has_room(s, &limits, 1, &err));
	CHECK(strstr(err.text, "free on this disk"));
	limits = (struct gz_spool_limits){ .files = 2, .bytes = 100 };
	CHECK(system("rm full/new/*") == 0); /* who takes in does that */
	nanosleep(&(struct timespec){ 1, 300000000 }, NULL);
	CHECK(gz_spool_has_room(s, &limits, 100, &err));
	gz_spool_close(s);
}

static void what_waits_is_listed_by_arrival(void)
{
	struct gz_spool *s = gz_spool_open("list", NULL);
	char *text;

	put("list/tmp/z", "first");
	CHECK(rename("list/tmp/z", "list/new/z") == 0);
	nanosleep(&(struct timespec){ 0, 20000000 }, NULL);
	put("list/new/a", "second");
	nanosleep(&(struct timespec){ 0, 20000000 }, NULL);
	CHECK(mkdir("list/new/folder", 0700) == 0);
	CHECK(mkfifo("list/new/pipe", 0600) == 0);
	CHECK(symlink("/etc/passwd", "list/new/symlink") == 0);
	put("list/new/.hidden", "");
	put("elsewhere", "");
	CHECK(link("elsewhere", "list/new/hard") == 0);
	text = waiting(s, 2);
	CHECK_STR(text, "z:0 a:0 ");
	free(text);
	text = waiting(s, 100);
	CHECK(strstr(text, "z:0 a:0 ") == text && strstr(text, "folder:2 "));
	CHECK(strstr(text, "pipe:2 ") && strstr(text, "symlink:2 "));
	CHECK(strstr(text, "hard:1 ") && !strstr(text, "hidden"));
	free(text);
	gz_spool_close(s);
}

static void of_many_the_first_are_listed(void)
{
	struct gz_spool *s = gz_spool_open("crowd", NULL);
	struct gz_spool_list list;
	char path[64];

	for (int i = 0; i < 700; i++) {
		snprintf(path, sizeof(path), "crowd/new/%03d", (i * 37) % 700);
		put(path, "");
	}
	CHECK(gz_spool_list(s, 50, &list, NULL));
	CHECK(list.count == 50 && list.left == 650);
	for (size_t i = 1; i < list.count; i++)
		CHECK(list.item[i - 1].arrived <= list.item[i].arrived);
	gz_spool_list_free(&list);
	gz_spool_close(s);
}

static void odd_names_are_changed_when_listed(void)
{
	struct gz_spool *s = gz_spool_open("odd", NULL);
	char *text;

	put("odd/new/two\nlines", "");
	put("odd/new/two_lines", "");
	text = waiting(s, 9);
	CHECK(strstr(text, "two_lines:0 ") && !strchr(text, '\n'));
	free(text);
	text = waiting(s, 9);
	CHECK(strstr(text, "two_lines:0 ") && strstr(text, "two_lines."));
	free(text);
	CHECK(count("odd/new") == 2);
	gz_spool_close(s);
}

static void names_are_made_fit(void)
{
	struct gz_spool *s = gz_spool_open("names", NULL);
	char out[GZ_SPOOL_NAME], longest[GZ_SPOOL_NAME];

	gz_spool_name_for(s, GZ_SPOOL_CUR, "caf\xc3\xa9.jsonl", out);
	CHECK_STR(out, "caf\xc3\xa9.jsonl");
	gz_spool_name_for(s, GZ_SPOOL_CUR, "a\nb\xff\x1b[2J", out);
	CHECK_STR(out, "a_b__[2J");
	gz_spool_name_for(s, GZ_SPOOL_CUR, "a.result", out);
	CHECK_STR(out, "a.result_");
	gz_spool_name_for(s, GZ_SPOOL_CUR, "a.why", out);
	CHECK_STR(out, "a.why_");
	memset(longest, 'x', 255);
	longest[255] = '\0';
	put("names/cur/taken", "");
	gz_spool_name_for(s, GZ_SPOOL_CUR, longest, out);
	CHECK(strlen(out) < 248);
	gz_spool_name_for(s, GZ_SPOOL_CUR, "taken", out);
	CHECK(strncmp(out, "taken.", 6) == 0 && strlen(out) > 20);
	gz_spool_name_for(s, GZ_SPOOL_FAILED, "taken", out);
	CHECK_STR(out, "taken");
	gz_spool_close(s);
}

/* Move the one item of new/ after the shell did something to it. */
static bool move_after(struct gz_spool *s, const char *command)
{
	struct gz_spool_list list;
	bool moved;

	CHECK(gz_spool_list(s, 10, &list, NULL) && list.count == 1);
	CHECK(system(command) == 0);
	CHECK(gz_spool_move(s, &list.item[0], GZ_SPOOL_CUR, "moved", &moved,
			    NULL));
	gz_spool_list_free(&list);
	return moved;
}

static void what_changed_stays(void)
{
	struct gz_spool *s = gz_spool_open("move", NULL);

	put("move/new/x", "old");
	CHECK(!move_after(s, "echo more >>move/new/x"));
	CHECK(count("move/new") == 1 && count("move/cur") == 0);
	CHECK(!move_after(s, "echo new >y && mv y move/new/x"));
	CHECK(count("move/new") == 1 && count("move/cur") == 0);
	CHECK(move_after(s, ":"));
	CHECK(count("move/new") == 0 && count("move/cur") == 1);
	CHECK(gz_spool_sync(s, GZ_SPOOL_CUR, NULL));
	put("move/new/x", "");
	CHECK(!move_after(s, "rm move/new/x"));
	CHECK(mkdir("move/new/folder", 0700) == 0);
	CHECK(system("rm move/cur/moved") == 0 && move_after(s, ":"));
	gz_spool_close(s);
}

static void verdicts_are_found(void)
{
	struct gz_spool *s = gz_spool_open("verdict", NULL);
	struct gz_spool_entry e;
	struct gz_buf result = { 0 }, why = { 0 };
	struct gz_err err;

	CHECK(gz_spool_begin(s, "", &e, &err));
	CHECK(write(e.fd, "{}\n", 3) == 3);
	CHECK(gz_spool_place(s, &e, GZ_SPOOL_CUR, "done.result", false, &err));
	CHECK(gz_spool_sync_all(s, &err));
	put("verdict/failed/bad.why", "It is bad.\n");
	put("verdict/failed/bad.result", "{\"failed\":1}\n");
	CHECK(gz_spool_verdict(s, "done", &result, &why) == GZ_SPOOL_DONE);
	CHECK_STR(result.data, "{}\n");
	CHECK(!why.len);
	gz_buf_clear(&result);
	CHECK(gz_spool_verdict(s, "bad", &result, &why) == GZ_SPOOL_REFUSED);
	CHECK_STR(result.data, "{\"failed\":1}\n");
	CHECK_STR(why.data, "It is bad.\n");
	CHECK(gz_spool_verdict(s, "none", NULL, NULL) == GZ_SPOOL_GONE);
	CHECK(gz_spool_verdict(s, "", NULL, NULL) == GZ_SPOOL_GONE);
	CHECK(gz_spool_verdict(s, "..", NULL, NULL) == GZ_SPOOL_GONE);
	put("verdict/x.why", "");
	CHECK(gz_spool_verdict(s, "../x", NULL, NULL) == GZ_SPOOL_GONE);
	gz_buf_free(&result);
	gz_buf_free(&why);
	gz_spool_close(s);
}

static void what_is_old_is_cleaned_away(void)
{
	struct gz_spool *s = gz_spool_open("clean", NULL);

	put("clean/cur/a", "");
	put("clean/failed/a", "");
	put("clean/tmp/a", "");
	gz_spool_clean(s, 3600);
	CHECK(count("clean/cur") == 1);
	gz_spool_clean(s, -1);
	CHECK(count("clean/cur") == 0 && count("clean/failed") == 1);
	CHECK(count("clean/tmp") == 1);
	gz_spool_close(s);
}

int main(void)
{
	an_entry_is_handed_over();
	names_differ_between_threads();
	a_full_spool_says_so();
	what_waits_is_listed_by_arrival();
	of_many_the_first_are_listed();
	odd_names_are_changed_when_listed();
	names_are_made_fit();
	what_changed_stays();
	verdicts_are_found();
	what_is_old_is_cleaned_away();
	return check_done();
}
