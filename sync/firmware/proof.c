/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firmware/proof.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/config_machine.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "tuf/client.h"
#include "tuf/metadata.h"

#define LOG_MODULE "firmware"
#include "base/log.h"

/* borne-syncd keeps the newest of each role under its bare name, and each root of the way
 * to it in firmware/roots. */
static const char *bare_name(const char *path)
{
	const char *at = path;
	while (isdigit((unsigned char)*at)) {
		at++;
	}
	return at > path && *at == '.' ? at + 1 : path;
}

/* Not through a link, and not a FIFO: the folder is another account's. ERR_ABSENT when it is not there. */
static bool read_kept(const char *dir, const char *name, size_t max_bytes, struct buf *out, struct err *e)
{
	CLEANUP(free_ptr) char *path = fs_join(dir, name);
	CLEANUP(fs_close_fd) int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0) {
		return fail_errno(e, "open %s", path);
	}
	return fs_read_fd(fd, path, max_bytes, out, e);
}

/* A unit whose root was changed before roots were kept by number has the newest alone. */
static bool is_root_of(const struct buf *bytes, const char *path)
{
	struct tuf_metadata root;
	struct err ignored;
	if (!tuf_metadata_parse(&root, path, "root", buf_text(bytes), bytes->len, &ignored)) {
		return false;
	}
	bool same = root.version == strtoll(path, NULL, 10);
	tuf_metadata_finish(&root);
	return same;
}

static enum tuf_fetch_result get_root(const char *dir, const char *path, uint64_t max_bytes, struct buf *out)
{
	struct err ignored;
	CLEANUP(free_ptr) char *roots = fs_join(dir, "../firmware/roots");
	if (read_kept(roots, path, max_bytes, out, &ignored)) {
		return TUF_FETCH_OK;
	}
	buf_clear(out);
	if (read_kept(dir, "root.json", max_bytes, out, &ignored) && is_root_of(out, path)) {
		return TUF_FETCH_OK;
	}
	buf_clear(out);
	return TUF_FETCH_ABSENT;
}

static enum tuf_fetch_result get(void *ctx, const char *path, uint64_t max_bytes, struct buf *out, struct err *e)
{
	const char *name = bare_name(path);
	if (str_equal(name, "root.json")) {
		return get_root(ctx, path, max_bytes, out);
	}
	if (read_kept(ctx, name, max_bytes, out, e)) {
		return TUF_FETCH_OK;
	}
	return e->kind == ERR_ABSENT ? TUF_FETCH_ABSENT : TUF_FETCH_FAILED;
}

static time_t long_ago(void *ctx)
{
	(void)ctx;
	return 0;
}

static bool begin(struct tuf_client *client, const char *root_file, struct err *e)
{
	struct buf root = { 0 };
	bool ok = config_read_root(root_file, &root, e) && tuf_client_init(client, buf_text(&root), root.len, e) &&
		  tuf_client_refresh(client, e);
	buf_finish(&root);
	return ok;
}

/* The manifest's bytes are those that are signed, and are parsed from the memory that was hashed. */
static bool read_manifest(const char *objects, const struct tuf_target *target, struct bundle *out, struct err *e)
{
	struct buf bytes = { 0 };
	char sha256[SHA256_HEX_BYTES];
	bool ok = read_kept(objects, target->sha256, FIRMWARE_MANIFEST_BYTES_MAX, &bytes, e);
	if (ok) {
		tuf_sha256_hex(buf_text(&bytes), bytes.len, sha256);
		ok = str_equal(sha256, target->sha256)
				     ? firmware_parse(out, buf_text(&bytes), bytes.len, e)
				     : fail_kind(e, ERR_TRUST, "%s does not have the hash that is signed",
						       target->name);
	}
	buf_finish(&bytes);
	return ok;
}

static bool find(struct tuf_client *client, const char *objects, const char *pack, struct bundle *out, struct err *e)
{
	CLEANUP(free_ptr) char *name = mem_printf("%s/bundle.json", pack);
	struct tuf_target target = { 0 };
	if (!tuf_client_find_target(client, name, &target, e)) {
		return false;
	}
	bool ok = (str_equal(target.role, pack) ||
				  fail_kind(e, ERR_TRUST, "%s is signed by the role '%s', and only '%s' may", name,
						  target.role, pack)) &&
		  read_manifest(objects, &target, out, e);
	if (ok && !str_equal(out->pack, pack)) {
		(void)fail_kind(e, ERR_FORMAT, "the firmware is '%s', and this machine needs '%s'", out->pack, pack);
		bundle_close(out);
		ok = false;
	}
	tuf_target_finish(&target);
	return ok;
}

bool proof_find(const char *root_file, const char *tuf_dir, const char *own_dir, const char *objects, const char *board,
		struct bundle *out, struct err *e)
{
	CLEANUP(free_ptr) char *pack = mem_printf(FIRMWARE_PACK "%s", board);
	CLEANUP(free_ptr) char *from = mem_strdup(tuf_dir);
	if (!fs_remove_tree(own_dir, e)) {
		return false;
	}
	struct tuf_client *client =
			tuf_client_create(own_dir, (struct tuf_fetcher){ .ctx = from, .get = get }, long_ago, NULL);
	bool ok = begin(client, root_file, e) && find(client, objects, pack, out, e);
	tuf_client_destroy(client);
	struct err left;
	if (!fs_remove_tree(own_dir, &left)) {
		log_warn("metadata stays in %s: %s", own_dir, left.message);
	}
	return ok;
}
