/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/config_edit.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/fsutil.h"
#include "base/quote.h"
#include "base/yaml.h"

/* ---- lines ---- */

/* Where line `number` (1-based) begins; the end of the text when it has fewer. */
static size_t line_start(const char *text, size_t len, int number)
{
	size_t at = 0;
	for (int i = 1; i < number && at < len; i++) {
		const char *newline = memchr(text + at, '\n', len - at);
		at = newline ? (size_t)(newline - text) + 1 : len;
	}
	return at;
}

static size_t line_end(const char *text, size_t len, size_t at)
{
	const char *newline = memchr(text + at, '\n', len - at);
	return newline ? (size_t)(newline - text) : len;
}

static size_t indent_of(const char *text, size_t len, size_t at)
{
	size_t indent = 0;
	while (at + indent < len && text[at + indent] == ' ') {
		indent++;
	}
	return indent;
}

/* The byte of the character with that number. */
static size_t byte_of(const char *text, size_t len, size_t character)
{
	size_t at = 0;
	while (at < len && (character > 0 || ((unsigned char)text[at] & 0xC0) == 0x80)) {
		character -= ((unsigned char)text[at] & 0xC0) != 0x80;
		at++;
	}
	return at;
}

/* ---- one change ---- */

static void add_value(const struct config_change *c, struct buf *out)
{
	bool text = c->option->type == CONFIG_TEXT || c->option->type == CONFIG_WORD;
	if (text) {
		quote_yaml(out, c->value);
	} else {
		buf_add_text(out, c->value);
	}
}

static void add_line(const struct config_change *c, size_t indent, struct buf *out)
{
	for (size_t i = 0; i < indent; i++) {
		buf_add_char(out, ' ');
	}
	buf_printf(out, "%s: ", c->option->name);
	add_value(c, out);
	buf_add_char(out, '\n');
}

static void end_line(struct buf *out)
{
	if (out->len > 0 && out->bytes[out->len - 1] != '\n') {
		buf_add_char(out, '\n');
	}
}

/* The value that stands there goes; a comment behind it stays. */
static void replace_value(const struct buf *text, const struct yaml_node *node, const struct config_change *c,
		struct buf *out)
{
	const char *bytes = buf_text(text);
	size_t line = line_start(bytes, text->len, node->key_line);
	bool written = node->type == YAML_SCALAR && (node->quoted || node->text[0] != '\0');
	if (written) {
		size_t from = byte_of(bytes, text->len, node->from);
		size_t to = byte_of(bytes, text->len, node->to);
		buf_add(out, bytes, from);
		add_value(c, out);
		buf_add(out, bytes + to, text->len - to);
		return;
	}
	size_t end = line_end(bytes, text->len, line);
	buf_add(out, bytes, line);
	add_line(c, indent_of(bytes, text->len, line), out);
	end += end < text->len;
	buf_add(out, bytes + end, text->len - end);
}

/* Behind the line of its section, at the indent that the section's other options have. */
static void add_to_section(const struct buf *text, const struct yaml_node *section, const struct config_change *c,
		struct buf *out)
{
	const char *bytes = buf_text(text);
	size_t indent = 2;
	if (section->type == YAML_MAP && section->child && section->child->key_line > section->key_line) {
		size_t first = line_start(bytes, text->len, section->child->key_line);
		indent = indent_of(bytes, text->len, first);
	}
	size_t after = line_start(bytes, text->len, section->key_line + 1);
	buf_add(out, bytes, after);
	end_line(out);
	add_line(c, indent, out);
	buf_add(out, bytes + after, text->len - after);
}

static bool change(const char *name, const struct buf *text, const struct config_change *c, struct buf *out,
		struct err *e)
{
	struct yaml *y = yaml_parse(name, buf_text(text), text->len, 1, e);
	if (!y) {
		return false;
	}
	const struct config_option *o = c->option;
	const struct yaml_node *section = o->section ? yaml_find(yaml_root(y), o->section) : NULL;
	const struct yaml_node *node = yaml_find(o->section ? section : yaml_root(y), o->name);
	if (node) {
		replace_value(text, node, c, out);
	} else if (section) {
		add_to_section(text, section, c, out);
	} else {
		buf_add(out, buf_text(text), text->len);
		end_line(out);
		if (o->section) {
			buf_printf(out, "%s:\n", o->section);
		}
		add_line(c, o->section ? 2 : 0, out);
	}
	yaml_destroy(y);
	return true;
}

/* ---- all of them ---- */

/* Every option has the value that it had, but the changed ones; no further mistake is in the text. */
static bool check_edit(const char *name, const struct buf *before, const struct buf *after,
		const struct config_change *changes, size_t count, struct err *e)
{
	static const char remedy[] = "cannot be edited safely; write the setting into it by hand";
	struct config old;
	struct config new;
	struct buf had = { 0 };
	struct buf has = { 0 };
	struct buf why = { 0 };
	bool ok = config_check_text(name, buf_text(after), after->len, &new, &has) <=
		  config_check_text(name, buf_text(before), before->len, &old, &had);
	if (!ok) {
		const char *first = buf_text(&has);
		(void)fail_kind(e, ERR_FORMAT, "%s %s: %.*s", name, remedy, (int)strcspn(first, "\n"), first);
	}
	for (size_t i = 0; ok && i < count; i++) {
		const struct config_option *o = changes[i].option;
		ok = config_option_set(o, changes[i].value, &old, &why) ||
		     fail_kind(e, ERR_FORMAT, "%s%s%s is '%s'. It must be %s", o->section ? o->section : "",
				     o->section ? "." : "", o->name, changes[i].value, buf_text(&why));
	}
	ok = ok && (config_equal(&old, &new) || fail_kind(e, ERR_FORMAT, "%s %s", name, remedy));
	buf_finish(&why);
	buf_finish(&has);
	buf_finish(&had);
	return ok;
}

bool config_edit(const char *name, const char *text, size_t len, const struct config_change *changes, size_t count,
		struct buf *out, struct err *e)
{
	const struct buf before = { .bytes = (char *)text, .len = len };
	struct buf edited = { 0 };
	bool ok = true;
	buf_reserve(&edited, len);
	buf_add(&edited, text, len);
	for (size_t i = 0; ok && i < count; i++) {
		struct buf next = { 0 };
		ok = change(name, &edited, &changes[i], &next, e);
		buf_finish(&edited);
		edited = next;
	}
	ok = ok && check_edit(name, &before, &edited, changes, count, e);
	if (ok) {
		buf_add(out, buf_text(&edited), edited.len);
	}
	buf_finish(&edited);
	return ok;
}

bool config_replace_file(const char *path, const struct buf *text, struct err *e)
{
	struct stat st;
	if (stat(path, &st) != 0) {
		return fail_errno(e, "stat %s", path);
	}
	/* The new file belongs to the account that runs this: given back to the group that reads it. */
	return fs_write_file_atomic(path, buf_text(text), text->len, st.st_mode & 0777, e) &&
	       (chown(path, st.st_uid, st.st_gid) == 0 || fail_errno(e, "give %s back to its owner", path));
}

bool config_edit_file(const char *path, const struct config_change *changes, size_t count, struct err *e)
{
	struct buf text = { 0 };
	struct buf edited = { 0 };
	bool ok = fs_read_file(path, CONFIG_FILE_BYTES_MAX, &text, e) &&
		  config_edit(path, buf_text(&text), text.len, changes, count, &edited, e) &&
		  config_replace_file(path, &edited, e);
	buf_finish(&text);
	buf_finish(&edited);
	return ok;
}
