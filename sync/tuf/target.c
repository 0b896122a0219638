/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding a target through delegations: TUF specification 1.0, section 5.6.7, and checking its bytes: 5.7. */
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/mem.h"
#include "base/str.h"
#include "tuf/client.h"
#include "tuf/client_state.h"

void tuf_target_finish(struct tuf_target *t)
{
	free(t->name);
	free(t->role);
	free(t->url_path);
	free(t->custom);
	*t = (struct tuf_target){ 0 };
}

/* With consistent snapshots the file is called HASH.name in its folder (section 6.2). */
static char *target_path(const struct tuf_client *c, const char *name, const char *hash)
{
	CLEANUP(free_ptr) char *quoted = buf_quoted(name, true);
	if (!tuf_is_consistent(c)) {
		return mem_strdup(quoted);
	}
	const char *slash = strrchr(quoted, '/');
	const char *base = slash ? slash + 1 : quoted;
	return mem_printf("%.*s%s.%s", (int)(base - quoted), quoted, hash, base);
}

static void copy_hash(const json_t *hashes, const char *algorithm, char *out, size_t size)
{
	const char *hex = tuf_json_text(hashes, algorithm);
	out[0] = '\0';
	/* It becomes part of an address and of file names. */
	uint8_t raw[TUF_SHA512_HEX_BYTES / 2];
	if (hex && strlen(hex) + 1 == size && tuf_unhex(hex, raw, sizeof raw) * 2 + 1 == size) {
		hex_encode(raw, size / 2, out);
	}
}

static bool describe(const struct tuf_client *c, const char *name, const json_t *entry, struct tuf_target *out,
		struct err *e)
{
	const json_t *hashes = json_object_get(entry, "hashes");
	struct tuf_target t = { .length = (uint64_t)json_integer_value(json_object_get(entry, "length")) };
	copy_hash(hashes, "sha256", t.sha256, sizeof t.sha256);
	copy_hash(hashes, "sha512", t.sha512, sizeof t.sha512);
	if (!t.sha256[0] && !t.sha512[0]) {
		return fail_kind(e, ERR_TRUST, "target %s is signed by no hash that is known here", name);
	}
	const json_t *custom = json_object_get(entry, "custom");
	t.name = mem_strdup(name);
	t.url_path = target_path(c, name, t.sha256[0] ? t.sha256 : t.sha512);
	t.custom = custom ? json_dumps(custom, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
	*out = t;
	return true;
}

/* Section 4.5: shell-style, each part of the path by itself. */
static bool path_matches(const char *pattern, const char *name)
{
	return fnmatch(pattern, name, FNM_PATHNAME | FNM_NOESCAPE) == 0;
}

static bool may_sign(const json_t *role, const char *name)
{
	char hash[SHA256_HEX_BYTES];
	size_t i;
	json_t *one;
	tuf_sha256_hex(name, strlen(name), hash);
	json_array_foreach(json_object_get(role, "paths"), i, one)
	{
		if (json_is_string(one) && path_matches(json_string_value(one), name)) {
			return true;
		}
	}
	json_array_foreach(json_object_get(role, "path_hash_prefixes"), i, one)
	{
		if (json_is_string(one) && str_starts(hash, json_string_value(one))) {
			return true;
		}
	}
	return false;
}

/* A role still to be looked at, and who delegates to it. */
struct visit {
	char *role;          /* owned */
	json_t *keys;        /* of the delegator; referenced */
	json_t *description; /* referenced */
};

struct search {
	struct tuf_client *c;
	const char *name;
	struct visit *stack;
	size_t len, capacity;
	char *visited[TUF_DELEGATIONS_MAX + 1];
	size_t visited_len;
};

static void push_role(struct search *s, const char *role, const json_t *keys, const json_t *description)
{
	if (s->len == s->capacity) {
		s->capacity = s->capacity ? s->capacity * 2 : 16;
		s->stack = mem_resize(s->stack, s->capacity, sizeof *s->stack);
	}
	s->stack[s->len++] = (struct visit){ mem_strdup(role), json_incref((json_t *)keys),
		json_incref((json_t *)description) };
}

static void drop_role(struct visit *v)
{
	free(v->role);
	json_decref(v->keys);
	json_decref(v->description);
}

static void clear_stack(struct search *s)
{
	while (s->len > 0) {
		drop_role(&s->stack[--s->len]);
	}
}

static bool was_visited(const struct search *s, const char *role)
{
	for (size_t i = 0; i < s->visited_len; i++) {
		if (str_equal(s->visited[i], role)) {
			return true;
		}
	}
	return false;
}

/* TAP 15: the one bin that the hash of the name leads to. Owned. */
static char *bin_name(const json_t *succinct, const char *name)
{
	char hash[SHA256_HEX_BYTES];
	int bits = (int)json_integer_value(json_object_get(succinct, "bit_length"));
	tuf_sha256_hex(name, strlen(name), hash);
	hash[TUF_BIN_BITS_MAX / 4] = '\0';
	unsigned long bin = strtoul(hash, NULL, 16) >> (TUF_BIN_BITS_MAX - bits);
	return mem_printf("%s-%0*lx", tuf_json_text(succinct, "name_prefix"), (bits + 3) / 4, bin);
}

/* 5.6.7.2: the roles below, in their order, those that may sign the name; a terminating one ends the list and
 * everything that was waiting behind it. */
static void push_delegations(struct search *s, const struct tuf_metadata *m)
{
	const json_t *delegations = json_object_get(m->signed_part, "delegations");
	const json_t *keys = json_object_get(delegations, "keys");
	const json_t *roles = json_object_get(delegations, "roles");
	const json_t *succinct = json_object_get(delegations, "succinct_roles");
	if (succinct) {
		CLEANUP(free_ptr) char *bin = bin_name(succinct, s->name);
		push_role(s, bin, keys, succinct);
		return;
	}
	size_t count = 0;
	size_t last = 0;
	size_t i;
	json_t *role;
	bool terminating = false;
	json_array_foreach(roles, i, role)
	{
		if (!may_sign(role, s->name)) {
			continue;
		}
		count++;
		last = i;
		if (json_is_true(json_object_get(role, "terminating"))) {
			terminating = true;
			break;
		}
	}
	if (terminating) {
		clear_stack(s);
	}
	/* Pushed in reverse, so that the first is looked at next: pre-order. */
	for (size_t at = count ? last + 1 : 0; at-- > 0;) {
		role = json_array_get(roles, at);
		if (may_sign(role, s->name)) {
			push_role(s, tuf_json_text(role, "name"), keys, role);
		}
	}
}

/* Looks at one role. *found: the target is in *out. */
static bool visit_role(struct search *s, const struct visit *v, bool *found, struct tuf_target *out, struct err *e)
{
	struct tuf_metadata loaded = { 0 };
	const struct tuf_metadata *m = &s->c->targets;
	if (v->description) {
		if (!tuf_load_targets(s->c, v->role, v->keys, v->description, &loaded, e)) {
			return false;
		}
		m = &loaded;
		if (!s->c->delegated_expires || m->expires < s->c->delegated_expires) {
			s->c->delegated_expires = m->expires;
		}
	}
	const json_t *entry = json_object_get(json_object_get(m->signed_part, "targets"), s->name);
	bool ok = true;
	*found = entry != NULL;
	if (entry) {
		ok = describe(s->c, s->name, entry, out, e);
		if (ok) {
			out->list_version = m->version;
			out->role = mem_strdup(v->role);
		}
	} else {
		push_delegations(s, m);
	}
	tuf_metadata_finish(&loaded);
	return ok;
}

bool tuf_client_find_target(struct tuf_client *c, const char *name, struct tuf_target *out, struct err *e)
{
	if (!c->targets.all || strlen(name) > TUF_TARGET_NAME_MAX) {
		return fail_kind(e, ERR_TRUST, "no list of targets is trusted yet, or the name is too long");
	}
	struct search s = { .c = c, .name = name };
	push_role(&s, "targets", NULL, NULL);
	bool ok = true;
	bool found = false;
	while (ok && !found && s.len > 0 && s.visited_len <= TUF_DELEGATIONS_MAX) {
		struct visit v = s.stack[--s.len];
		if (!was_visited(&s, v.role)) { /* 5.6.7.1: cycles */
			s.visited[s.visited_len++] = mem_strdup(v.role);
			ok = visit_role(&s, &v, &found, out, e);
		}
		drop_role(&v);
	}
	clear_stack(&s);
	free(s.stack);
	for (size_t i = 0; i < s.visited_len; i++) {
		free(s.visited[i]);
	}
	if (ok && !found) {
		return fail_kind(e, ERR_ABSENT, "no role that may sign it has the target %s", name);
	}
	return ok;
}

bool tuf_target_verify_file(const struct tuf_target *t, const char *path, struct err *e)
{
	uint64_t length;
	char sha256[SHA256_HEX_BYTES];
	char sha512[TUF_SHA512_HEX_BYTES];
	if (!tuf_hash_file(path, &length, sha256, sha512, e)) {
		return false;
	}
	if (length != t->length) {
		return fail_kind(e, ERR_TRUST, "%s has %llu bytes, not the %llu that are signed", t->name,
				(unsigned long long)length, (unsigned long long)t->length);
	}
	if ((t->sha256[0] && !str_equal(t->sha256, sha256)) || (t->sha512[0] && !str_equal(t->sha512, sha512))) {
		return fail_kind(e, ERR_TRUST, "%s does not have the hash that is signed", t->name);
	}
	return true;
}
