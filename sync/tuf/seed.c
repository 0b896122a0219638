/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trusted root on the disk and the installed file it grew from. */
#include <limits.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/str.h"
#include "tuf/client.h"
#include "tuf/client_state.h"

enum { FILE_MODE = 0644, SEED_BYTES_MAX = 128 };

/* What root.seed says: "<SHA-256 of the installed root> <version of the trusted root>\n". */
struct seed {
	char sha256[SHA256_HEX_BYTES];
	int64_t version;
};

static char *seed_path(const struct tuf_client *c)
{
	return fs_join(c->dir, "root.seed");
}

static bool parse_seed(char *text, struct seed *out)
{
	unsigned char digest[SHA256_BYTES];
	long version;
	char *space = strchr(text, ' ');
	char *end = strchr(text, '\n');
	if (!space || !end || space - text != SHA256_HEX) {
		return false;
	}
	*space = '\0';
	*end = '\0';
	if (!sha256_from_hex(text, digest) || !str_to_long(space + 1, 1, LONG_MAX, &version)) {
		return false;
	}
	str_cut(out->sha256, sizeof out->sha256, text);
	out->version = version;
	return true;
}

static bool read_seed(const struct tuf_client *c, struct seed *out)
{
	CLEANUP(free_ptr) char *path = seed_path(c);
	struct buf text = { 0 };
	struct err ignored;
	bool ok = false;
	if (fs_read_file(path, SEED_BYTES_MAX, &text, &ignored)) {
		CLEANUP(free_ptr) char *copy = mem_strdup(buf_text(&text));
		ok = parse_seed(copy, out);
	}
	buf_finish(&text);
	return ok;
}

bool tuf_write_seed(struct tuf_client *c, struct err *e)
{
	CLEANUP(free_ptr) char *path = seed_path(c);
	if (c->root.version > c->root_floor) {
		c->root_floor = c->root.version;
	}
	CLEANUP(free_ptr) char *text = mem_printf("%s %lld\n", c->seed_sha256, (long long)c->root_floor);
	return c->seed_sha256[0] == '\0' ||
	       (fs_clear_name(path, e) && fs_write_file_atomic(path, text, strlen(text), FILE_MODE, e));
}

static bool read_trusted(struct tuf_client *c, struct tuf_metadata *out, bool *there, struct err *e)
{
	struct buf bytes = { 0 };
	*there = tuf_read_cache(c, "root", TUF_ROOT_BYTES_MAX, &bytes);
	bool ok = *there ? tuf_read_root(c, "the trusted root.json", buf_text(&bytes), bytes.len, NULL, out, e)
			 : fail_kind(e, ERR_TRUST, "no root is trusted yet");
	buf_finish(&bytes);
	return ok;
}

/* A cache from before root.seed was written: it can have grown from any root that is older than it. */
static bool may_be_seed(const struct tuf_metadata *installed, const struct tuf_metadata *trusted)
{
	return installed->version < trusted->version ||
	       (installed->version == trusted->version && json_equal(installed->all, trusted->all) == 1);
}

/* Trust begins with the installed root. Names are dropped and written in an order that a crash lets begin again. */
static bool start_from(struct tuf_client *c, struct tuf_metadata *installed, const char *root, size_t len,
		struct err *e)
{
	static const char *const roles[] = { "timestamp", "snapshot", "targets" };
	if (c->seed == TUF_SEED_REPLACED) {
		/* A new beginning: version numbers that other keys reached bind it as little as section 5.3.11 lets
		 * them after a rotation, also where the ceremony kept the keys of these roles. */
		c->root_floor = 0;
		for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
			tuf_drop_cache(c, roles[i]);
		}
	}
	tuf_metadata_finish(&c->root);
	c->root = *installed;
	*installed = (struct tuf_metadata){ 0 };
	return tuf_write_cache(c, "root", root, len, e) && tuf_write_seed(c, e);
}

bool tuf_client_init(struct tuf_client *c, const char *root, size_t len, struct err *e)
{
	struct tuf_metadata trusted = { 0 };
	struct tuf_metadata installed = { 0 };
	struct seed seed = { 0 };
	struct err why = { 0 };
	bool there = false;
	bool sound = read_trusted(c, &trusted, &there, &why);
	bool known = read_seed(c, &seed);
	if (len == 0) {
		*e = why;
		c->root = trusted;
		str_cut(c->seed_sha256, sizeof c->seed_sha256, seed.sha256);
		c->root_floor = seed.version;
		return sound;
	}
	if (!tuf_read_root(c, "the first root.json", root, len, NULL, &installed, e)) {
		tuf_metadata_finish(&trusted);
		return false;
	}
	tuf_sha256_hex(root, len, c->seed_sha256);
	bool same = known ? str_equal(seed.sha256, c->seed_sha256) : !sound || may_be_seed(&installed, &trusted);
	c->root_floor = known ? seed.version : 0;
	c->seed = !same ? TUF_SEED_REPLACED : sound ? TUF_SEED_KEPT : there ? TUF_SEED_REPAIRED : TUF_SEED_FIRST;
	bool ok = true;
	if (c->seed == TUF_SEED_KEPT) {
		c->root = trusted;
		trusted = (struct tuf_metadata){ 0 };
		ok = known || tuf_write_seed(c, e);
	} else {
		ok = start_from(c, &installed, root, len, e);
	}
	tuf_metadata_finish(&trusted);
	tuf_metadata_finish(&installed);
	return ok;
}

enum tuf_seed tuf_client_seed(const struct tuf_client *c)
{
	return c->seed;
}
