/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handover/starts.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

#define LOG_MODULE "starts"
#include "base/log.h"

enum { FILE_MODE = 0644, FAILED_CAP = 1000 };

struct starts {
	char *path;
	bool in_ram;
	bool complained;
	char boot[STARTS_BOOT_BYTES];
	struct starts_table table;
};

/* ---- the file ---- */

static bool read_entry(const json_t *o, struct starts_entry *out)
{
	const json_t *generation = json_object_get(o, "generation");
	const json_t *failed = json_object_get(o, "failed");
	const json_t *since = json_object_get(o, "since_us");
	const char *id = json_string_value(json_object_get(o, "id"));
	const char *boot = json_string_value(json_object_get(o, "boot"));
	struct starts_entry n = { 0 };
	if (!json_is_integer(generation) || json_integer_value(generation) < 1 || !json_is_integer(failed) ||
			json_integer_value(failed) < 0 || json_integer_value(failed) > FAILED_CAP ||
			!json_is_integer(since) || json_integer_value(since) < 0 || !id || !boot ||
			!str_copy(n.id, sizeof n.id, id) || !str_copy(n.boot, sizeof n.boot, boot)) {
		return false;
	}
	n.generation = (uint64_t)json_integer_value(generation);
	n.failed = (int)json_integer_value(failed);
	n.since_us = (int64_t)json_integer_value(since);
	n.confirmed = json_is_true(json_object_get(o, "confirmed"));
	n.running = json_is_true(json_object_get(o, "running"));
	n.healthy = json_is_true(json_object_get(o, "healthy"));
	*out = n;
	return true;
}

bool starts_parse(const char *bytes, size_t len, const char *program, struct starts_table *out, struct err *e)
{
	json_error_t where;
	json_t *o = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &where);
	const json_t *list = json_object_get(o, "generations");
	const char *written_by = json_string_value(json_object_get(o, "program"));
	struct starts_table t = { 0 };
	bool ok = json_is_array(list) && written_by && json_array_size(list) <= STARTS_KEPT_MAX;
	for (size_t i = 0; ok && i < json_array_size(list); i++) {
		ok = read_entry(json_array_get(list, i), &t.at[t.len++]);
	}
	bool other_program = ok && !str_equal(written_by, program);
	json_decref(o);
	if (!ok) {
		return fail_kind(e, ERR_FORMAT, "starts.json is not a list of counted starts");
	}
	for (size_t i = 0; other_program && i < t.len; i++) {
		t.at[i].failed = 0;
		t.at[i].running = false;
	}
	*out = t;
	return true;
}

static char *to_text(const struct starts_table *t)
{
	json_t *list = json_array();
	for (size_t i = 0; i < t->len; i++) {
		const struct starts_entry *n = &t->at[i];
		(void)json_array_append_new(list,
				json_pack("{s:I,s:s,s:i,s:b,s:b,s:b,s:s,s:I}", "generation", (json_int_t)n->generation,
						"id", n->id, "failed", n->failed, "confirmed", n->confirmed, "running",
						n->running, "healthy", n->healthy, "boot", n->boot, "since_us",
						(json_int_t)n->since_us));
	}
	json_t *all = json_pack("{s:i,s:s,s:o}", "format", 1, "program", BORNE_VERSION, "generations", list);
	char *text = all ? json_dumps(all, JSON_INDENT(1)) : NULL;
	json_decref(all);
	return text;
}

static void save(struct starts *s)
{
	struct err e = { 0 };
	char *text = to_text(&s->table);
	bool ok = text && (s->in_ram ? fs_write_file_volatile(s->path, text, strlen(text), FILE_MODE, &e)
				     : fs_write_file_atomic(s->path, text, strlen(text), FILE_MODE, &e));
	free(text);
	if (!ok && !s->complained) {
		s->complained = true;
		log_warn("starts are not counted, content that makes the program crash is not given back: %s",
				e.message);
	}
}

/* ---- the rule ---- */

void starts_judge(struct starts_table *t, const char *boot, int64_t now_us)
{
	for (size_t i = 0; i < t->len; i++) {
		struct starts_entry *n = &t->at[i];
		bool same_boot = str_equal(n->boot, boot);
		if (!n->running) {
			continue;
		}
		n->running = false;
		if (n->healthy && !same_boot) {
			continue; /* it worked until the power went */
		}
		if (same_boot && now_us - n->since_us >= STARTS_FORGET_US) {
			n->failed = 0; /* what failed before lies too far back */
		}
		n->failed += n->failed < FAILED_CAP;
	}
}

/* ---- life ---- */

static void read_boot_id(char out[STARTS_BOOT_BYTES])
{
	struct buf text = { 0 };
	struct err e;
	out[0] = '\0';
	if (fs_read_file("/proc/sys/kernel/random/boot_id", STARTS_BOOT_BYTES, &text, &e)) {
		str_cut(out, STARTS_BOOT_BYTES, buf_text(&text));
		out[strcspn(out, "\n")] = '\0';
	}
	buf_finish(&text);
}

static void load_table(struct starts *s, int64_t now_us)
{
	struct buf bytes = { 0 };
	struct err e;
	if (!fs_exists(s->path)) {
		return;
	}
	if (!fs_read_file(s->path, STARTS_FILE_BYTES_MAX, &bytes, &e) ||
			!starts_parse(buf_text(&bytes), bytes.len, BORNE_VERSION, &s->table, &e)) {
		log_warn("counted from nothing again: %s", e.message);
	}
	buf_finish(&bytes);
	starts_judge(&s->table, s->boot, now_us);
}

static bool is_writable(const char *dir)
{
	return dir && dir[0] != '\0' && access(dir, W_OK | X_OK) == 0;
}

struct starts *starts_create(const char *dir, const char *run_dir, int64_t now_us)
{
	bool in_ram = !is_writable(dir);
	if (in_ram && !is_writable(run_dir)) {
		return NULL;
	}
	struct starts *s = mem_zalloc(1, sizeof *s);
	s->path = fs_join(in_ram ? run_dir : dir, "starts.json");
	s->in_ram = in_ram;
	read_boot_id(s->boot);
	load_table(s, now_us);
	return s;
}

void starts_destroy(struct starts *s)
{
	if (s) {
		free(s->path);
		free(s);
	}
}

/* ---- entries ---- */

static struct starts_entry *find_entry(struct starts *s, uint64_t generation)
{
	for (size_t i = 0; s && i < s->table.len; i++) {
		if (s->table.at[i].generation == generation) {
			return &s->table.at[i];
		}
	}
	return NULL;
}

static const struct starts_entry *find_same(const struct starts *s, uint64_t generation, const char *id)
{
	for (size_t i = 0; s && i < s->table.len; i++) {
		const struct starts_entry *n = &s->table.at[i];
		if (n->generation == generation && str_equal(n->id, id)) {
			return n;
		}
	}
	return NULL;
}

/* A place for one more; the lowest number goes. */
static struct starts_entry *add_entry(struct starts_table *t)
{
	if (t->len < STARTS_KEPT_MAX) {
		return &t->at[t->len++];
	}
	struct starts_entry *lowest = &t->at[0];
	for (size_t i = 1; i < t->len; i++) {
		lowest = t->at[i].generation < lowest->generation ? &t->at[i] : lowest;
	}
	return lowest;
}

bool starts_may_open(const struct starts *s, uint64_t generation, const char *id)
{
	const struct starts_entry *n = find_same(s, generation, id);
	return !n || n->failed < STARTS_FAILED_MAX;
}

bool starts_has_failed(const struct starts *s, uint64_t generation, const char *id)
{
	const struct starts_entry *n = find_same(s, generation, id);
	return n && n->failed > 0;
}

bool starts_is_confirmed(const struct starts *s, uint64_t generation, const char *id)
{
	const struct starts_entry *n = find_same(s, generation, id);
	return n && n->confirmed;
}

void starts_begin(struct starts *s, uint64_t generation, const char *id, int64_t now_us)
{
	if (!s) {
		return;
	}
	struct starts_entry *n = find_entry(s, generation);
	if (!n || !str_equal(n->id, id)) {
		n = n ? n : add_entry(&s->table);
		*n = (struct starts_entry){ .generation = generation };
		str_cut(n->id, sizeof n->id, id);
	}
	for (size_t i = 0; i < s->table.len; i++) {
		s->table.at[i].running = false;
	}
	n->running = true;
	n->healthy = false;
	n->since_us = now_us;
	str_cut(n->boot, sizeof n->boot, s->boot);
	save(s);
}

void starts_healthy(struct starts *s, uint64_t generation)
{
	struct starts_entry *n = find_entry(s, generation);
	if (n && n->running && !n->healthy) {
		n->healthy = true;
		n->confirmed = true;
		save(s);
	}
}

void starts_forget(struct starts *s, uint64_t generation)
{
	struct starts_entry *n = find_entry(s, generation);
	if (n && n->failed > 0) {
		n->failed = 0;
		save(s);
	}
}

void starts_allow_one(struct starts *s, uint64_t generation)
{
	struct starts_entry *n = find_entry(s, generation);
	if (n && n->failed >= STARTS_FAILED_MAX) {
		n->failed = STARTS_FAILED_MAX - 1;
		save(s);
	}
}

void starts_end(struct starts *s)
{
	bool changed = false;
	for (size_t i = 0; s && i < s->table.len; i++) {
		changed |= s->table.at[i].running;
		s->table.at[i].running = false;
	}
	if (changed) {
		save(s);
	}
}
