/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuf-client: a thin command over sync/tuf, in the form that the public TUF conformance suite drives. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/opt.h"
#include "base/str.h"
#include "fetch/http.h"
#include "tuf/client.h"

enum { ROOT_MAX = TUF_ROOT_BYTES_MAX };

struct options {
	const char *metadata_dir, *metadata_url, *target_base_url, *target_dir;
	struct opt_list targets;
	bool help;
};

struct server {
	struct http *http;
	const char *metadata_url;
};

static time_t libc_now(void *ctx)
{
	(void)ctx;
	return time(NULL);
}

struct body {
	struct buf *out;
	size_t start;
};

static bool on_bytes(void *ctx, uint64_t offset, const void *bytes, size_t len, struct err *e)
{
	struct body *body = ctx;
	(void)e;
	body->out->len = body->start + (size_t)offset; /* 0 again when the server starts over */
	buf_add(body->out, bytes, len);
	return true;
}

static enum tuf_fetch_result fetch_metadata(void *ctx, const char *path, uint64_t max_bytes, struct buf *out,
		struct err *e)
{
	struct server *s = ctx;
	CLEANUP(free_ptr) char *url = fs_join(s->metadata_url, path);
	struct body body = { .out = out, .start = out->len };
	struct http_request request = { .url = url, .max_bytes = max_bytes, .sink = on_bytes, .sink_ctx = &body };
	struct http_reply reply = { 0 };
	bool ok = http_perform(s->http, &request, &reply, e);
	long status = reply.headers.status;
	if (ok && status == 200) {
		return TUF_FETCH_OK;
	}
	/* A server that forbids (403) what it does not have is as good as one that says so: section 5.3.3. */
	return ok || status == 403 ? TUF_FETCH_ABSENT : TUF_FETCH_FAILED;
}

static bool fetch_target(struct server *s, const struct options *o, const struct tuf_target *t, struct err *e)
{
	CLEANUP(free_ptr) char *name = buf_quoted(t->name, false);
	CLEANUP(free_ptr) char *path = fs_join(o->target_dir, name);
	struct err ignored;
	if (fs_exists(path) && tuf_target_verify_file(t, path, &ignored)) {
		return true;
	}
	CLEANUP(free_ptr) char *url = fs_join(o->target_base_url, t->url_path);
	CLEANUP(free_ptr) char *part = mem_printf("%s.part", path);
	long status = 0;
	bool ok = fs_make_dirs(o->target_dir, 0755, e) && http_get_file(s->http, url, part, t->length, &status, e);
	if (ok && status != 200) {
		ok = fail_kind(e, ERR_NETWORK, "%s: HTTP status %ld", url, status);
	}
	ok = ok && tuf_target_verify_file(t, part, e) && fs_rename_durable(part, path, e);
	if (!ok) {
		(void)unlink(part);
	}
	return ok;
}

static bool download(struct server *s, const struct options *o, struct tuf_client *c, struct err *e)
{
	for (size_t i = 0; i < o->targets.len; i++) {
		struct tuf_target t = { 0 };
		bool ok = tuf_client_find_target(c, o->targets.at[i], &t, e) && fetch_target(s, o, &t, e);
		tuf_target_finish(&t);
		if (!ok) {
			return false;
		}
	}
	return true;
}

static bool init(const struct options *o, struct tuf_client *c, const char *root_path, struct err *e)
{
	CLEANUP(free_ptr) char *trusted = fs_join(o->metadata_dir, "root.json");
	CLEANUP(free_ptr) char *before = fs_join(o->metadata_dir, "root.json.before");
	struct buf root = { 0 };
	bool ok = fs_read_file(root_path, ROOT_MAX, &root, e);
	if (ok) {
		bool had = rename(trusted, before) == 0; /* init means: trust this one from now on */
		ok = tuf_client_init(c, buf_text(&root), root.len, e);
		(void)(ok || !had ? unlink(before) : rename(before, trusted));
	}
	buf_finish(&root);
	return ok;
}

static bool run_command(const struct options *o, const char *const *args, size_t count, struct err *e)
{
	struct http_options http = { .dates = HTTP_DATES_CHECKED };
	struct server s = { .http = http_create(&http), .metadata_url = o->metadata_url };
	struct tuf_fetcher fetcher = { .ctx = &s, .get = fetch_metadata };
	struct tuf_client *c = tuf_client_create(o->metadata_dir, fetcher, libc_now, NULL);
	bool ok;
	if (count == 2 && str_equal(args[0], "init")) {
		ok = init(o, c, args[1], e);
	} else if (count == 1 && o->metadata_url && (str_equal(args[0], "refresh") || str_equal(args[0], "download"))) {
		bool wants = str_equal(args[0], "download");
		ok = wants && (!o->target_base_url || !o->target_dir || o->targets.len == 0)
				     ? fail(e, "download needs --target-name, --target-base-url and --target-dir")
				     : tuf_client_init(c, "", 0, e) && tuf_client_refresh(c, e) &&
						       (!wants || download(&s, o, c, e));
	} else {
		ok = fail(e, "say init ROOT.json, refresh or download: see --help");
	}
	tuf_client_destroy(c);
	http_destroy(s.http);
	return ok;
}

int main(int argc, char **argv)
{
	struct options o = { 0 };
	const struct opt table[] = {
		{ "metadata-dir", OPT_TEXT, &o.metadata_dir, "DIR", "where trusted metadata is kept", 0, 0 },
		{ "metadata-url", OPT_TEXT, &o.metadata_url, "URL", "where the repository's metadata is", 0, 0 },
		{ "target-name", OPT_LIST, &o.targets, "NAME", "a target to download; may be given several times", 0,
				0 },
		{ "target-base-url", OPT_TEXT, &o.target_base_url, "URL", "where the repository's targets are", 0, 0 },
		{ "target-dir", OPT_TEXT, &o.target_dir, "DIR", "where targets are put", 0, 0 },
		{ "help", OPT_FLAG, &o.help, "", "this help", 0, 0 },
	};
	const char *args[4];
	size_t count = 0;
	struct err e = { 0 };
	bool ok = opt_parse(table, ARRAY_LEN(table), argc, argv, args, ARRAY_LEN(args), &count, &e);
	if (ok && o.help) {
		opt_print_help("Usage: tuf-client --metadata-dir DIR init ROOT.json\n"
			       "       tuf-client --metadata-dir DIR --metadata-url URL refresh\n"
			       "       tuf-client --metadata-dir DIR --metadata-url URL --target-name NAME "
			       "--target-base-url URL "
			       "--target-dir DIR download",
				table, ARRAY_LEN(table));
		return 0;
	}
	ok = ok && (o.metadata_dir || fail(&e, "--metadata-dir is needed")) && run_command(&o, args, count, &e);
	if (!ok) {
		(void)fprintf(stderr, "tuf-client: %s\n", e.message);
	}
	return ok ? 0 : 1;
}
