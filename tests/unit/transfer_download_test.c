/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A download against fetching children that do everything wrong, one by one. The children are real processes that
 * speak the protocol; the parent's code is the one that runs on a unit. */
#include <jansson.h>
#include <openssl/evp.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "generation/integrity.h"
#include "transfer/download.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

enum { OBJECT_BYTES = 300000, CHUNK = 10000, HALF = 150000 };

enum behaviour {
	GOOD,
	DIES_HALFWAY,  /* the first time; the next child is good */
	CUT_HALFWAY,   /* reports a cut connection, the first time */
	IGNORES_RANGE, /* answers 200 to a range */
	FLIPS_A_BYTE,
	TOO_MUCH,
	TOO_SHORT,
	GARBAGE,
	WRONG_PLACE, /* a 206 that starts elsewhere */
	WRONG_ID,
	NO_READY,
	HANGS,
	SAYS_MISSING,
	LOGIN_PAGE,
	REFUSES_RANGE, /* 416 to any range, good otherwise */
	NO_ETAG,       /* cannot be resumed, and cuts halfway the first time */
};

static struct fixture {
	char dir[64];
	struct store store;
	struct link *link;
	char sha256[65];
	unsigned char object[OBJECT_BYTES];
	enum behaviour behaviour;
	int spawned;
} f;

/* ---- the child ------------------------------------------------------------------------------------------- */

static void say(int fd, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void say(int fd, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	(void)vdprintf(fd, fmt, args);
	va_end(args);
}

static void say_done(int fd, long long id, int status, const char *etag, bool ok, const char *trouble)
{
	say(fd,
			"{\"id\":%lld,\"event\":\"done\",\"status\":%d,\"received\":0,\"retry_after\":-1,"
			"\"redirected\":false,"
			"\"etag\":\"%s\",\"type\":\"\",\"ok\":%s,\"trouble\":\"%s\",\"text\":\"as the test wants\"}\n",
			id, status, etag, ok ? "true" : "false", trouble);
}

static void say_head(int fd, long long id, size_t start, const char *etag, const char *type)
{
	say(fd,
			"{\"id\":%lld,\"event\":\"head\",\"status\":%d,\"received\":0,\"retry_after\":-1,"
			"\"redirected\":false,"
			"\"etag\":\"%s\",\"type\":\"%s\",\"start\":%zu}\n",
			id, start ? 206 : 200, etag, type, start);
}

static void say_bytes(int fd, long long id, size_t from, size_t to)
{
	for (size_t at = from; at < to; at += CHUNK) {
		size_t len = to - at < CHUNK ? to - at : CHUNK;
		say(fd, "{\"id\":%lld,\"event\":\"data\",\"len\":%zu}\n", id, len);
		struct err e;
		if (!fs_write_all(fd, f.object + at, len, &e)) {
			_exit(0);
		}
	}
}

static void answer(int fd, long long id, size_t from, bool first)
{
	const char *etag = f.behaviour == NO_ETAG ? "" : "\\\"v1\\\"";
	size_t start = f.behaviour == IGNORES_RANGE ? 0 : from;
	switch (f.behaviour) {
	case SAYS_MISSING:
		say_done(fd, id, 404, "", true, "none");
		return;
	case REFUSES_RANGE:
		if (from > 0) {
			say_done(fd, id, 416, "", true, "none");
			return;
		}
		break;
	case GARBAGE:
		say(fd, "%s", "\x01\x02{{{{ not json\n");
		return;
	case HANGS:
		(void)pause();
		return;
	case WRONG_ID:
		id += 1;
		break;
	case WRONG_PLACE:
		start = from + 1;
		break;
	case FLIPS_A_BYTE:
		f.object[OBJECT_BYTES - 7] ^= 1;
		break;
	default:
		break;
	}
	say_head(fd, id, start, etag, f.behaviour == LOGIN_PAGE ? "text/html" : "application/octet-stream");
	if (f.behaviour == TOO_MUCH) {
		/* The last block is longer than what is left of the object. */
		say_bytes(fd, id, start, OBJECT_BYTES - CHUNK / 2);
		say_bytes(fd, id, 0, CHUNK);
	}
	bool breaks = first && (f.behaviour == DIES_HALFWAY || f.behaviour == CUT_HALFWAY || f.behaviour == NO_ETAG);
	say_bytes(fd, id, start, breaks ? HALF : f.behaviour == TOO_SHORT ? OBJECT_BYTES - 1 : OBJECT_BYTES);
	if (breaks && f.behaviour == DIES_HALFWAY) {
		_exit(1);
	}
	if (breaks) {
		say_done(fd, id, 200, etag, false, "cut");
		return;
	}
	say_done(fd, id, start ? 206 : 200, etag, true, "none");
}

static void child_main(int fd, bool first)
{
	char line[4096];
	FILE *in = fdopen(fd, "r");
	if (f.behaviour != NO_READY) {
		say(fd, "{\"id\":0,\"event\":\"ready\",\"landlock\":0,\"user\":\"test\"}\n");
	}
	while (in && fgets(line, sizeof line, in)) {
		json_t *o = json_loads(line, 0, NULL);
		answer(fd, (long long)json_integer_value(json_object_get(o, "id")),
				(size_t)json_integer_value(json_object_get(o, "resume_from")), first);
		json_decref(o);
		first = false;
	}
	_exit(0);
}

static bool spawn(void *ctx, int *fd, pid_t *pid, struct err *e)
{
	(void)ctx;
	(void)e;
	int pair[2];
	while (waitpid(-1, NULL, WNOHANG) > 0) {
	}
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
	*pid = fork();
	if (*pid == 0) {
		(void)close(pair[0]);
		(void)signal(SIGPIPE, SIG_DFL);
		child_main(pair[1], f.spawned == 0);
	}
	f.spawned++;
	(void)close(pair[1]);
	*fd = pair[0];
	return true;
}

/* ---- fixture --------------------------------------------------------------------------------------------- */

static void hash_object(void)
{
	unsigned char digest[32];
	assert_int_equal(EVP_Digest(f.object, OBJECT_BYTES, digest, NULL, EVP_sha256(), NULL), 1);
	for (size_t i = 0; i < 32; i++) {
		(void)snprintf(f.sha256 + 2 * i, 3, "%02x", digest[i]);
	}
}

static void start_daemon(void)
{
	struct err e;
	store_init(&f.store, f.dir, NULL);
	assert_true(store_ready(&f.store, &e));
	struct link_options options = { .spawn = spawn, .silence_s = 1 };
	f.link = link_create(&options);
}

static void stop_daemon(void)
{
	link_destroy(f.link);
	store_close(&f.store);
}

static int setup(void **state)
{
	(void)state;
	str_cut(f.dir, sizeof f.dir, "/tmp/borne-download-XXXXXX");
	assert_non_null(mkdtemp(f.dir));
	for (size_t i = 0; i < OBJECT_BYTES; i++) {
		f.object[i] = (unsigned char)(i * 2654435761U >> 13);
	}
	hash_object();
	f.spawned = 0;
	start_daemon();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	struct err e;
	stop_daemon();
	return fs_remove_tree(f.dir, &e) ? 0 : -1;
}

/* PROBLEM_NONE when the object arrived whole. */
static enum problem download(enum behaviour behaviour)
{
	link_rest(f.link); /* a child knows the behaviour it was made with */
	f.behaviour = behaviour;
	struct download_request request = { .url = "http://test/object",
		.name = "object.bin",
		.sha256 = f.sha256,
		.length = OBJECT_BYTES };
	const struct transports from = { .link = f.link };
	struct result r;
	char *path = NULL;
	if (!download_file(&f.store, &from, &request, &path, &r)) {
		assert_true(r.why.message[0] != '\0');
		assert_int_not_equal(r.problem, PROBLEM_NONE);
		assert_null(path);
		return r.problem;
	}
	assert_true(integrity_verify_file(path, OBJECT_BYTES, f.sha256, NULL, &r.why));
	assert_true(store_add_object(&f.store, path, f.sha256, &r.why));
	free(path);
	CLEANUP(free_ptr) char *object = store_object_path(&f.store, f.sha256);
	struct stat st;
	assert_int_equal(stat(object, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0444);
	return PROBLEM_NONE;
}

/* ---- tests ----------------------------------------------------------------------------------------------- */

static void a_good_server(void **state)
{
	(void)state;
	assert_int_equal(download(GOOD), PROBLEM_NONE);
	assert_int_equal(link_received_bytes(f.link), OBJECT_BYTES);
}

static void a_child_that_dies_costs_no_byte(void **state)
{
	(void)state;
	assert_int_equal(download(DIES_HALFWAY), PROBLEM_NONE);
	assert_int_equal(link_received_bytes(f.link), OBJECT_BYTES);
	assert_int_equal(f.spawned, 2);
	assert_int_equal(link_restarts(f.link), 1);
}

static void a_cut_line_costs_no_byte(void **state)
{
	(void)state;
	assert_int_equal(download(CUT_HALFWAY), PROBLEM_NONE);
	assert_int_equal(link_received_bytes(f.link), OBJECT_BYTES);
	assert_int_equal(f.spawned, 1);
}

/* Leaves half of the object in the spool, then starts a new daemon. */
static void half_done_before_a_restart(void)
{
	CLEANUP(free_ptr) char *part = store_spool_path(&f.store, f.sha256, ".part");
	CLEANUP(free_ptr) char *tag = store_spool_path(&f.store, f.sha256, ".etag");
	struct err e;
	stop_daemon();
	assert_true(fs_write_file_volatile(part, f.object, HALF, 0600, &e));
	assert_true(fs_write_file_volatile(tag, "\"v1\"", 4, 0600, &e));
	start_daemon();
	assert_int_equal(store_partial_bytes(&f.store, f.sha256), HALF);
}

static void a_restart_costs_no_byte(void **state)
{
	(void)state;
	half_done_before_a_restart();
	assert_int_equal(download(GOOD), PROBLEM_NONE);
	assert_int_equal(link_received_bytes(f.link), OBJECT_BYTES - HALF);
}

static void a_server_that_ignores_ranges_still_works(void **state)
{
	(void)state;
	half_done_before_a_restart();
	assert_int_equal(download(IGNORES_RANGE), PROBLEM_NONE);
	assert_int_equal(link_received_bytes(f.link), OBJECT_BYTES);
}

static void a_server_that_refuses_ranges_still_works(void **state)
{
	(void)state;
	half_done_before_a_restart();
	assert_int_equal(download(REFUSES_RANGE), PROBLEM_NONE);
}

static void without_an_etag_it_starts_over(void **state)
{
	(void)state;
	assert_int_equal(download(NO_ETAG), PROBLEM_NONE);
	assert_int_equal(link_received_bytes(f.link), OBJECT_BYTES + HALF);
}

static void a_part_that_rotted_is_fetched_whole(void **state)
{
	(void)state;
	f.object[5] ^= 1;
	half_done_before_a_restart();
	f.object[5] ^= 1;
	assert_int_equal(download(GOOD), PROBLEM_NONE);
	assert_int_equal(link_received_bytes(f.link), 2 * OBJECT_BYTES - HALF);
}

static void a_symbolic_link_in_the_spool_is_not_followed(void **state)
{
	(void)state;
	CLEANUP(free_ptr) char *part = store_spool_path(&f.store, f.sha256, ".part");
	CLEANUP(free_ptr) char *victim = store_path(&f.store, "victim");
	struct err e;
	assert_true(fs_write_file_volatile(victim, "precious", 8, 0600, &e));
	assert_int_equal(symlink(victim, part), 0);
	assert_int_equal(download(GOOD), PROBLEM_NONE);
	assert_int_equal(fs_file_size(victim), 8);
}

static void what_goes_wrong_is_named(void **state)
{
	(void)state;
	static const struct {
		enum behaviour behaviour;
		enum problem problem;
		bool leaves_a_part;
	} rows[] = {
		{ FLIPS_A_BYTE, PROBLEM_TARGET_DAMAGED, false },
		{ TOO_SHORT, PROBLEM_TARGET_DAMAGED, true },
		{ SAYS_MISSING, PROBLEM_TARGET_MISSING, false },
		{ LOGIN_PAGE, PROBLEM_CAPTIVE_PORTAL, false },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct err e;
		CLEANUP(free_ptr) char *part = store_spool_path(&f.store, f.sha256, ".part");
		assert_int_equal(download(rows[i].behaviour), rows[i].problem);
		assert_int_equal(fs_file_size(part) > 0, rows[i].leaves_a_part);
		assert_true(fs_remove_tree(part, &e));
	}
}

/* Each would need seconds of growing pauses to be tried four times: one link each, given up by `idle`. */
static bool idle_few(void *ctx)
{
	return ++*(int *)ctx < 6;
}

static void a_child_that_breaks_the_protocol_is_ended(void **state)
{
	(void)state;
	static const enum behaviour rows[] = { TOO_MUCH, GARBAGE, WRONG_PLACE, WRONG_ID, NO_READY, HANGS };
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		int looks = 0;
		struct link_options options = { .spawn = spawn, .silence_s = 1, .idle = idle_few, .idle_ctx = &looks };
		link_destroy(f.link);
		f.link = link_create(&options);
		enum problem problem = download(rows[i]);
		assert_true(problem == PROBLEM_STOPPED || problem == PROBLEM_FETCHER);
		assert_int_equal(link_child(f.link), 0);
		CLEANUP(free_ptr) char *object = store_object_path(&f.store, f.sha256);
		assert_false(fs_exists(object));
		CLEANUP(free_ptr) char *part = store_spool_path(&f.store, f.sha256, ".part");
		assert_true(fs_file_size(part) <= OBJECT_BYTES);
		struct err e;
		assert_true(fs_remove_tree(part, &e));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_good_server, setup, teardown),
		cmocka_unit_test_setup_teardown(a_child_that_dies_costs_no_byte, setup, teardown),
		cmocka_unit_test_setup_teardown(a_cut_line_costs_no_byte, setup, teardown),
		cmocka_unit_test_setup_teardown(a_restart_costs_no_byte, setup, teardown),
		cmocka_unit_test_setup_teardown(a_server_that_ignores_ranges_still_works, setup, teardown),
		cmocka_unit_test_setup_teardown(a_server_that_refuses_ranges_still_works, setup, teardown),
		cmocka_unit_test_setup_teardown(without_an_etag_it_starts_over, setup, teardown),
		cmocka_unit_test_setup_teardown(a_part_that_rotted_is_fetched_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(a_symbolic_link_in_the_spool_is_not_followed, setup, teardown),
		cmocka_unit_test_setup_teardown(what_goes_wrong_is_named, setup, teardown),
		cmocka_unit_test_setup_teardown(a_child_that_breaks_the_protocol_is_ended, setup, teardown),
	};
	return cmocka_run_group_tests_name("transfer_download", tests, NULL, NULL);
}
