/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cache of a client, its transport, and a root checked against another (TUF specification 1.0, section 5.3.4). */
#include "tuf/client_state.h"

#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"

enum { FILE_MODE = 0644, DIR_MODE = 0755 };

bool tuf_broke(struct tuf_client *c, enum tuf_trouble trouble)
{
	c->trouble = trouble;
	return false;
}

bool tuf_is_consistent(const struct tuf_client *c)
{
	return json_is_true(json_object_get(c->root.signed_part, "consistent_snapshot"));
}

static char *cache_path(const struct tuf_client *c, const char *role)
{
	CLEANUP(free_ptr) char *quoted = buf_quoted(role, false);
	return mem_printf("%s/%s.json", c->dir, quoted);
}

bool tuf_read_cache(const struct tuf_client *c, const char *role, size_t max_bytes, struct buf *out)
{
	CLEANUP(free_ptr) char *path = cache_path(c, role);
	struct err ignored;
	return fs_exists(path) && fs_read_file(path, max_bytes, out, &ignored);
}

bool tuf_write_cache(const struct tuf_client *c, const char *role, const char *bytes, size_t len, struct err *e)
{
	CLEANUP(free_ptr) char *path = cache_path(c, role);
	return fs_make_dirs(c->dir, DIR_MODE, e) && fs_clear_name(path, e) &&
	       fs_write_file_atomic(path, bytes, len, FILE_MODE, e);
}

void tuf_drop_cache(const struct tuf_client *c, const char *role)
{
	CLEANUP(free_ptr) char *path = cache_path(c, role);
	(void)unlink(path);
}

bool tuf_fetch(struct tuf_client *c, const char *role, int64_t version, uint64_t max_bytes, struct buf *out,
		struct err *e)
{
	CLEANUP(free_ptr) char *quoted = buf_quoted(role, false);
	CLEANUP(free_ptr)
	char *path = version > 0 ? mem_printf("%lld.%s.json", (long long)version, quoted)
				 : mem_printf("%s.json", quoted);
	switch (c->fetcher.get(c->fetcher.ctx, path, max_bytes, out, e)) {
	case TUF_FETCH_OK:
		break;
	case TUF_FETCH_FAILED:
		return tuf_broke(c, TUF_TROUBLE_NETWORK);
	case TUF_FETCH_ABSENT:
	case TUF_FETCH_UNCHANGED:
		(void)fail_kind(e, ERR_NETWORK, "the server does not have %s", path);
		return tuf_broke(c, TUF_TROUBLE_NETWORK);
	}
	if (out->len > max_bytes) {
		(void)fail_kind(e, ERR_TRUST, "%s is larger than the %llu bytes allowed", path,
				(unsigned long long)max_bytes);
		return tuf_broke(c, TUF_TROUBLE_SIGNATURE);
	}
	return true;
}

bool tuf_read_root(struct tuf_client *c, const char *name, const char *bytes, size_t len,
		const struct tuf_metadata *signer, struct tuf_metadata *out, struct err *e)
{
	struct tuf_metadata root;
	if (!tuf_metadata_parse(&root, name, "root", bytes, len, e)) {
		return tuf_broke(c, TUF_TROUBLE_SIGNATURE);
	}
	const struct tuf_metadata *old = signer ? signer : &root;
	/* 5.3.4: a threshold of the old root's keys and a threshold of its own. */
	if (!tuf_metadata_verify(&root, name, tuf_root_keys(old), tuf_root_role(old, "root"), e) ||
			!tuf_metadata_verify(&root, name, tuf_root_keys(&root), tuf_root_role(&root, "root"), e)) {
		tuf_metadata_finish(&root);
		return tuf_broke(c, TUF_TROUBLE_SIGNATURE);
	}
	*out = root;
	return true;
}
