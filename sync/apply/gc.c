/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apply/gc.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"

#define LOG_MODULE "gc"
#include "base/log.h"

/* Sorted array of hashes that must stay. */
struct hash_set {
	char (*at)[STORE_SHA256_HEX + 1];
	size_t len;
	size_t capacity;
};

static void set_add(struct hash_set *set, const struct bundle *b)
{
	if (set->len + b->components_len > set->capacity) {
		set->capacity = set->len + b->components_len;
		set->at = mem_resize(set->at, set->capacity, sizeof set->at[0]);
	}
	for (size_t i = 0; i < b->components_len; i++) {
		memcpy(set->at[set->len++], b->components[i].sha256, sizeof set->at[0]);
	}
}

static int by_hash(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void set_sort(struct hash_set *set)
{
	if (set->len > 0) {
		qsort(set->at, set->len, sizeof set->at[0], by_hash);
	}
}

static bool set_has(const struct hash_set *set, const char *name)
{
	char key[STORE_SHA256_HEX + 1] = { 0 };
	memcpy(key, name, STORE_SHA256_HEX);
	return set->len > 0 && bsearch(key, set->at, set->len, sizeof set->at[0], by_hash) != NULL;
}

static bool is_kept(const struct store *s, int64_t generation, int64_t open_generation)
{
	return generation == store_generation(s, STORE_CURRENT) || generation == store_generation(s, STORE_PREVIOUS) ||
	       generation == open_generation;
}

/* Under another name first: a crash in the middle leaves nothing that looks like a generation. */
static bool remove_generation(const struct store *s, int64_t generation, struct err *e)
{
	CLEANUP(free_ptr) char *path = store_generation_path(s, generation, NULL);
	CLEANUP(free_ptr) char *doomed = store_staging_path(s, generation, NULL);
	if (!fs_remove_tree(doomed, e)) {
		return false;
	}
	if (rename(path, doomed) != 0) {
		return fail_errno(e, "rename %s", path);
	}
	log_info("old generation removed generation=%lld", (long long)generation);
	return fs_remove_tree(doomed, e);
}

static bool remove_generations(const struct store *s, int64_t open_generation, struct hash_set *set, struct err *e)
{
	int64_t generations[STORE_GENERATIONS_MAX];
	size_t count = store_list(s, generations);
	for (size_t i = 0; i < count; i++) {
		if (!is_kept(s, generations[i], open_generation)) {
			if (!remove_generation(s, generations[i], e)) {
				return false;
			}
			continue;
		}
		CLEANUP(free_ptr) char *dir = store_generation_path(s, generations[i], NULL);
		struct bundle b = { 0 };
		if (!bundle_open(&b, dir, NULL, e)) {
			return fail_wrap(e, "objects are kept, generation %lld cannot be read",
					(long long)generations[i]);
		}
		bundle_keep_for(&b, s->site);
		set_add(set, &b);
		bundle_close(&b);
	}
	return true;
}

/* `exact`: names are hashes alone; else hashes with a suffix, as in the spool. */
static bool remove_unlisted(const char *dir_path, const struct hash_set *set, bool exact, struct err *e)
{
	DIR *dir = opendir(dir_path);
	if (!dir) {
		return fail_errno(e, "list %s", dir_path);
	}
	bool ok = true;
	size_t removed = 0;
	const struct dirent *entry;
	while (ok && (entry = readdir(dir)) != NULL) {
		const char *name = entry->d_name;
		if (name[0] == '.') {
			continue;
		}
		size_t len = strlen(name);
		bool listed = len >= STORE_SHA256_HEX && (!exact || len == STORE_SHA256_HEX) && set_has(set, name);
		if (!listed) {
			CLEANUP(free_ptr) char *path = fs_join(dir_path, name);
			ok = fs_remove_tree(path, e);
			removed++;
		}
	}
	(void)closedir(dir);
	if (removed > 0) {
		log_info("unused files removed folder=%s files=%zu", dir_path, removed);
	}
	return ok;
}

/* Downloads of anything but what is arriving have no future. */
static bool clean_spool(const struct store *s, const struct bundle *arriving, struct err *e)
{
	struct hash_set wanted = { 0 };
	if (arriving) {
		set_add(&wanted, arriving);
		set_sort(&wanted);
	}
	bool ok = remove_unlisted(s->spool, &wanted, false, e);
	free(wanted.at);
	return ok;
}

bool gc_run(const struct store *s, int64_t open_generation, const struct bundle *arriving, struct err *e)
{
	struct hash_set set = { 0 };
	bool ok = remove_generations(s, open_generation, &set, e);
	if (ok) {
		if (arriving) {
			set_add(&set, arriving);
		}
		set_sort(&set);
		CLEANUP(free_ptr) char *objects = store_path(s, "objects");
		ok = remove_unlisted(objects, &set, true, e) && clean_spool(s, arriving, e);
	}
	free(set.at);
	return ok;
}

bool gc_clear_spool(const struct store *s, struct err *e)
{
	return clean_spool(s, NULL, e);
}
