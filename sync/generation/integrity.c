/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "generation/integrity.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/str.h"

#define LOG_MODULE "integrity"
#include "base/log.h"

bool integrity_verify_file(const char *path, uint64_t length, const char *sha256, const struct work *work,
		struct err *e)
{
	CLEANUP(fs_close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	if (fd < 0 || fstat(fd, &st) != 0) {
		return fail_errno(e, "open %s", path);
	}
	if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size != length) {
		return fail_kind(e, ERR_TRUST, "has %lld bytes, signed are %llu", (long long)st.st_size,
				(unsigned long long)length);
	}
	unsigned char digest[SHA256_BYTES];
	char hex[SHA256_HEX_BYTES];
	if (!sha256_of_fd(fd, path, work, NULL, digest, e)) {
		return false;
	}
	sha256_to_hex(digest, hex);
	if (!str_equal(hex, sha256)) {
		return fail_kind(e, ERR_TRUST, "its SHA-256 is %.16s..., signed is %.16s...", hex, sha256);
	}
	return true;
}

bool integrity_object_is_good(const struct store *s, const struct bundle_component *c)
{
	CLEANUP(free_ptr) char *path = store_object_path(s, c->sha256);
	struct err why = { 0 };
	if (!fs_exists(path)) {
		return false;
	}
	if (integrity_verify_file(path, c->length, c->sha256, &s->work, &why)) {
		return true;
	}
	if (why.kind == ERR_STOPPED) {
		return false;
	}
	log_warn("an object is damaged on the disk and fetched again name=%s cause=\"%s\"", c->name, why.message);
	struct err left;
	if (!fs_remove_tree(path, &left)) {
		log_warn("the damaged object stays until another takes its name: %s", left.message);
	}
	return false;
}

/* `why` NULL: names alone; else the bytes as well. */
static bool has_all(const struct store *s, int64_t generation, struct err *why)
{
	CLEANUP(free_ptr) char *dir = store_generation_path(s, generation, NULL);
	struct bundle b = { 0 };
	struct err none;
	if (generation == 0 || !bundle_open(&b, dir, NULL, why ? why : &none)) {
		return false;
	}
	bundle_keep_for(&b, s->site);
	bool all = true;
	for (size_t i = 0; all && i < b.components_len; i++) {
		const struct bundle_component *c = &b.components[i];
		CLEANUP(free_ptr) char *path = store_object_path(s, c->sha256);
		all = why ? integrity_verify_file(path, c->length, c->sha256, &s->work, why) : fs_exists(path);
	}
	bundle_close(&b);
	return all;
}

bool integrity_is_whole(const struct store *s, int64_t generation)
{
	return has_all(s, generation, NULL);
}

bool integrity_is_sound(const struct store *s, int64_t generation, struct err *e)
{
	CLEANUP(free_ptr) char *search = store_generation_path(s, generation, "search.sqlite");
	return has_all(s, generation, e) && (fs_exists(search) || fail(e, "it has no search index"));
}

bool integrity_current_is_whole(const struct store *s)
{
	return integrity_is_whole(s, store_generation(s, STORE_CURRENT));
}
