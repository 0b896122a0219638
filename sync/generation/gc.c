/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "generation/gc.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

#define LOG_MODULE "gc"
#include "base/log.h"

/* Sorted array of hashes that must stay. */
struct hash_set {
	char (*at)[SHA256_HEX_BYTES];
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
	char key[SHA256_HEX_BYTES] = { 0 };
	memcpy(key, name, SHA256_HEX);
	return set->len > 0 && bsearch(key, set->at, set->len, sizeof set->at[0], by_hash) != NULL;
}

/* Read before anything is deleted; what these generations list stays. 0: none. */
struct kept {
	int64_t current, previous, open;
	struct hash_set objects;
};

static bool is_kept(const struct kept *k, int64_t generation)
{
	return generation > 0 && (generation == k->current || generation == k->previous || generation == k->open);
}

/* Whatever the list says: nothing is deleted by exclusion when the names say something else than when it was made. */
static bool names_are_as_read(const struct store *s, const struct kept *k, struct err *e)
{
	int64_t current;
	int64_t previous;
	if (!store_read_name(s, STORE_CURRENT, &current, e) || !store_read_name(s, STORE_PREVIOUS, &previous, e)) {
		return false;
	}
	return (current == k->current && previous == k->previous) ||
	       fail(e, "the generations in service changed while old ones were removed");
}

static bool keep_objects_of(const struct store *s, int64_t generation, struct hash_set *set, struct err *e)
{
	CLEANUP(free_ptr) char *dir = store_generation_path(s, generation, NULL);
	struct bundle b = { 0 };
	if (!bundle_open(&b, dir, NULL, e)) {
		return fail_wrap(e, "generation %lld cannot be read", (long long)generation);
	}
	bundle_keep_for(&b, s->site);
	set_add(set, &b);
	bundle_close(&b);
	return true;
}

/* It could not be given back, and it must not hold the room of the next release: its name goes, its files follow. */
static bool drop_previous(const struct store *s, struct kept *k, const struct err *why, struct err *e)
{
	log_warn("the generation before is damaged and is removed cause=\"%s\"", why->message);
	k->previous = 0;
	return store_point(s, STORE_PREVIOUS, 0, e);
}

static bool read_kept(const struct store *s, int64_t open_generation, struct kept *k, struct err *e)
{
	struct err why = { 0 };
	CLEANUP(free_ptr) char *open_path = store_generation_path(s, open_generation, NULL);
	if (!store_read_name(s, STORE_CURRENT, &k->current, e)) {
		return false;
	}
	k->open = open_generation > 0 && fs_exists(open_path) ? open_generation : 0;
	const int64_t needed[] = { k->current, k->open };
	for (size_t i = 0; i < ARRAY_LEN(needed); i++) {
		if (needed[i] > 0 && !keep_objects_of(s, needed[i], &k->objects, e)) {
			return false;
		}
	}
	if (!store_read_name(s, STORE_PREVIOUS, &k->previous, &why)) {
		return drop_previous(s, k, &why, e);
	}
	if (is_kept(&(struct kept){ .current = k->current, .open = k->open }, k->previous)) {
		return true;
	}
	return k->previous == 0 || keep_objects_of(s, k->previous, &k->objects, &why) || drop_previous(s, k, &why, e);
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
	/* From here on it is a leftover. Files of another account in it, as a run by hand leaves them, cost their room
	 * and must not keep the objects of every later release. */
	struct err why = { 0 };
	if (!fs_remove_tree(doomed, &why)) {
		log_warn("files of an old generation stay path=%s cause=\"%s\"", doomed, why.message);
	}
	return true;
}

static bool remove_generations(const struct store *s, const struct kept *k, struct err *e)
{
	CLEANUP(free_ptr) int64_t *generations = NULL;
	size_t count;
	if (!store_list(s, &generations, &count, e)) {
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		if (is_kept(k, generations[i])) {
			continue;
		}
		if (!names_are_as_read(s, k, e) || !remove_generation(s, generations[i], e)) {
			return false;
		}
	}
	return true;
}

/* A folder whose names are hashes, alone or with a suffix. */
struct listed_folder {
	const char *path;
	const struct hash_set *wanted;
	const struct kept *kept; /* the names that must still be as read; NULL: nothing there is in service */
	bool exact;              /* hashes alone */
};

static bool is_listed(const struct listed_folder *f, const char *name)
{
	size_t len = strlen(name);
	return len >= SHA256_HEX && (!f->exact || len == SHA256_HEX) && set_has(f->wanted, name);
}

static bool remove_unlisted(const struct store *s, const struct listed_folder *f, struct err *e)
{
	DIR *dir = opendir(f->path);
	if (!dir) {
		return fail_errno(e, "list %s", f->path);
	}
	bool ok = true;
	size_t removed = 0;
	const struct dirent *entry;
	while (ok && (entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.' || is_listed(f, entry->d_name)) {
			continue;
		}
		CLEANUP(free_ptr) char *path = fs_join(f->path, entry->d_name);
		ok = (!f->kept || names_are_as_read(s, f->kept, e)) && fs_remove_tree(path, e);
		removed += ok;
	}
	(void)closedir(dir);
	if (removed > 0) {
		log_info("unused files removed folder=%s files=%zu", f->path, removed);
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
	bool ok = remove_unlisted(s, &(struct listed_folder){ .path = s->spool, .wanted = &wanted }, e);
	free(wanted.at);
	return ok;
}

bool gc_run(const struct store *s, int64_t open_generation, const struct bundle *arriving, struct err *e)
{
	struct kept k = { 0 };
	CLEANUP(free_ptr) char *objects = store_path(s, "objects");
	bool ok = read_kept(s, open_generation, &k, e) || fail_wrap(e, "nothing is removed");
	if (ok && arriving) {
		set_add(&k.objects, arriving);
	}
	set_sort(&k.objects);
	struct listed_folder folder = { .path = objects, .wanted = &k.objects, .kept = &k, .exact = true };
	ok = ok && remove_generations(s, &k, e) && remove_unlisted(s, &folder, e) && clean_spool(s, arriving, e);
	free(k.objects.at);
	return ok;
}

bool gc_clear_spool(const struct store *s, struct err *e)
{
	return clean_spool(s, NULL, e);
}
