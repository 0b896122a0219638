/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state.json, refused.json and release.json as a bad card may have left them, the first byte saying which: numbers are
 * never negative, texts end, and what was written again reads the same. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "fuzz/ramfile.h"
#include "generation/release_facts.h"
#include "generation/state.h"

enum { NOW = 1795413600 };

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

static void look_at_state(const char *path)
{
	static const struct sync_state none;
	struct sync_state s;
	struct sync_state saved = none;
	struct sync_state twin;
	struct err e;
	state_read(&s, path);
	need(s.release >= 0 && s.confirmed >= 0 && s.last_generation >= 0 && s.last_success >= 0 && s.last_full >= 0);
	need(s.trusted_time >= 0 && s.valid_until >= 0 && memchr(s.etag, '\0', sizeof s.etag));
	if (state_write(&s, &saved, path, &e) && memcmp(&saved, &none, sizeof none) != 0) {
		state_read(&twin, path);
		need(twin.release == s.release && twin.confirmed == s.confirmed && twin.trusted_time == s.trusted_time);
		need(strcmp(twin.etag, s.etag) == 0);
	}
}

static void look_at_refusals(const char *path)
{
	struct refusals r;
	struct err e;
	refusals_read(&r, path);
	need(r.len <= STATE_REFUSED_MAX);
	for (size_t i = 0; i < r.len; i++) {
		struct refusal *f = &r.at[i];
		need(f->release >= 0 && f->generation >= 0 && f->at >= 0 && f->until >= 0 && f->times >= 0);
		need(memchr(f->bundle_sha256, '\0', sizeof f->bundle_sha256) && memchr(f->why, '\0', sizeof f->why));
		need(memchr(f->code, '\0', sizeof f->code) && memchr(f->version, '\0', sizeof f->version));
		(void)refusals_find(&r, f->bundle_sha256, NOW);
	}
	struct refusal next = r.len ? r.at[r.len / 2] : (struct refusal){ .release = 1 };
	refusals_limit(&r, &next, NOW);
	need(next.until > NOW && next.until <= NOW + 7 * 24 * 3600 && next.times > 0);
	bool known = next.bundle_sha256[0] != '\0';
	if (refusals_add(&r, &next, path, &e) && known) {
		struct refusals again;
		refusals_read(&again, path);
		need(again.len == r.len && refusals_find(&again, next.bundle_sha256, NOW) != NULL);
	}
}

static void look_at_release(void)
{
	struct store s = { .root = (char *)ramfile_dir(), .lock_fd = -1 };
	struct release_facts facts = { 0 };
	if (release_facts_read(&s, 1, &facts)) {
		need(sha256_is_hex(facts.bundle_sha256) && memchr(facts.edition, '\0', sizeof facts.edition));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char *state;
	static char *release;
	if (!state) {
		log_set_level(LOG_LEVEL_ERROR);
		struct store s = { .root = (char *)ramfile_dir(), .lock_fd = -1 };
		state = ramfile_path("state.json");
		release = ramfile_path("generations/1/release.json");
		CLEANUP(free_ptr) char *real = store_generation_path(&s, 1, "release.json");
		need(strcmp(real, release) == 0);
	}
	if (size == 0) {
		return 0;
	}
	ramfile_write(data[0] % 3 == 2 ? release : state, data + 1, size - 1);
	switch (data[0] % 3) {
	case 0:
		look_at_state(state);
		break;
	case 1:
		look_at_refusals(state);
		break;
	default:
		look_at_release();
		break;
	}
	return 0;
}
