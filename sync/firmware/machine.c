/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firmware/machine.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "tuf/json.h"

enum { FORMAT = 1 };

static json_t *idle_to_json(const struct slot_entry *idle)
{
	if (!idle->there) {
		return json_null();
	}
	return json_pack("{s:s, s:i, s:i, s:b}", "version", idle->version, "left", idle->left, "done", idle->done,
			"first", idle->first);
}

static json_t *problem_to_json(const struct machine *m)
{
	if (m->problem == PROBLEM_NONE) {
		return json_null();
	}
	return json_pack("{s:s, s:s}", "code", problem_code(m->problem), "message", m->message);
}

void machine_encode(const struct machine *m, struct buf *out)
{
	char slot[2] = { m->here.slot, '\0' };
	json_t *o = json_pack("{s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o}", "format", FORMAT, "board",
			m->here.board, "version", m->here.version, "slot", slot, "identity", m->identity, "root",
			m->root, "root_sha256", m->here.root_sha256, FIRMWARE_KERNEL, m->kernel_sha256, FIRMWARE_INITRD,
			m->initrd_sha256, "idle", idle_to_json(&m->idle), "problem", problem_to_json(m));
	char *text = json_dumps(o, JSON_INDENT(1));
	json_decref(o);
	buf_add_text(out, text ? text : "{}");
	buf_add_char(out, '\n');
	free(text);
}

static bool copy_word(const json_t *o, const char *key, char *out, size_t size)
{
	const char *text = tuf_json_text(o, key);
	return text && text[0] && str_copy(out, size, text);
}

static bool read_idle(const json_t *o, struct slot_entry *out)
{
	json_int_t left;
	json_int_t done;
	const char *version = tuf_json_text(o, "version");
	if (!o || json_is_null(o)) {
		return true;
	}
	const json_t *first = json_object_get(o, "first");
	if (!version || !json_is_boolean(first) || !tuf_json_integer(o, "left", SLOTS_UNCOUNTED, &left) ||
			left > SLOTS_COUNT_MAX || !tuf_json_integer(o, "done", 0, &done) || done > SLOTS_COUNT_MAX ||
			(version[0] != '\0' && !firmware_version_is_sound(version))) {
		return false;
	}
	*out = (struct slot_entry){ .there = true, .first = json_is_true(first), .left = (int)left, .done = (int)done };
	str_cut(out->version, sizeof out->version, version);
	return true;
}

static void read_hash(const json_t *o, const char *key, char out[SHA256_HEX_BYTES])
{
	unsigned char digest[SHA256_BYTES];
	const char *sha256 = tuf_json_text(o, key);
	str_cut(out, SHA256_HEX_BYTES, sha256 && sha256_from_hex(sha256, digest) ? sha256 : "");
}

/* Both or none: without them the whole file is fetched. */
static void read_root(const json_t *o, struct machine *out)
{
	unsigned char digest[SHA256_BYTES];
	const char *sha256 = tuf_json_text(o, "root_sha256");
	if (!sha256 || !sha256_from_hex(sha256, digest) || !copy_word(o, "root", out->root, sizeof out->root)) {
		out->root[0] = '\0';
		return;
	}
	str_cut(out->here.root_sha256, sizeof out->here.root_sha256, sha256);
}

static void read_problem(const json_t *o, struct machine *out)
{
	const char *code = tuf_json_text(o, "code");
	const char *message = tuf_json_text(o, "message");
	out->problem = code ? problem_of_code(code) : PROBLEM_NONE;
	str_cut(out->message, sizeof out->message, message ? message : "");
}

bool machine_parse(const char *json, size_t len, struct machine *out, struct err *e)
{
	json_t *o = tuf_json_parse("the firmware's status", json, len, e);
	if (!o) {
		return false;
	}
	struct machine m = { 0 };
	char slot[2] = "";
	bool ok = json_integer_value(json_object_get(o, "format")) == FORMAT &&
		  copy_word(o, "board", m.here.board, sizeof m.here.board) &&
		  copy_word(o, "version", m.here.version, sizeof m.here.version) &&
		  firmware_version_is_sound(m.here.version) && copy_word(o, "slot", slot, sizeof slot) &&
		  copy_word(o, "identity", m.identity, sizeof m.identity) &&
		  read_idle(json_object_get(o, "idle"), &m.idle);
	m.here.slot = slot[0];
	read_root(o, &m);
	read_hash(o, FIRMWARE_KERNEL, m.kernel_sha256);
	read_hash(o, FIRMWARE_INITRD, m.initrd_sha256);
	read_problem(json_object_get(o, "problem"), &m);
	json_decref(o);
	if (!ok) {
		return fail_kind(e, ERR_FORMAT, "the firmware's status is not as expected");
	}
	*out = m;
	return true;
}

bool machine_has(const struct machine *m, const struct bundle_component *c)
{
	return (str_equal(c->name, FIRMWARE_KERNEL) && str_equal(c->sha256, m->kernel_sha256)) ||
	       (str_equal(c->name, FIRMWARE_INITRD) && str_equal(c->sha256, m->initrd_sha256));
}

bool machine_waits(const struct machine *m)
{
	return m->idle.there && m->idle.version[0] && m->idle.left != 0 && m->idle.first;
}

bool machine_gave_back(const struct machine *m, const char *version)
{
	return m->idle.there && m->idle.version[0] && m->idle.left == 0 &&
	       firmware_compare(m->idle.version, version) == 0;
}
