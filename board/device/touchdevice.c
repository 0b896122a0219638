/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/touchdevice.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/outward.h"
#include "base/str.h"

enum { SYSFS_MAX_BYTES = 4096, LETTER_KEYS_OF_A_KEYBOARD = 10 };

bool touchdevice_has(const uint64_t *words, unsigned code)
{
	return words[code / TOUCHDEVICE_WORD_BITS] >> (code % TOUCHDEVICE_WORD_BITS) & 1;
}

void touchdevice_set(uint64_t *words, unsigned code)
{
	words[code / TOUCHDEVICE_WORD_BITS] |= UINT64_C(1) << (code % TOUCHDEVICE_WORD_BITS);
}

const char *touchdevice_kind_name(enum touchdevice_kind kind)
{
	static const char *const names[TOUCHDEVICE_KINDS] = {
		[TOUCHDEVICE_TOUCHSCREEN] = "touchscreen",
		[TOUCHDEVICE_TOUCHPAD] = "touchpad",
		[TOUCHDEVICE_TABLET] = "tablet",
		[TOUCHDEVICE_MOUSE] = "mouse",
		[TOUCHDEVICE_KEYBOARD] = "keyboard",
		[TOUCHDEVICE_JOYSTICK] = "joystick",
		[TOUCHDEVICE_BUTTON] = "buttons",
		[TOUCHDEVICE_OTHER] = "other",
	};
	return names[kind];
}

static bool key(const struct touchdevice *d, unsigned code)
{
	return touchdevice_has(d->key, code);
}

static bool has_pen(const struct touchdevice *d)
{
	return key(d, BTN_TOOL_PEN) || key(d, BTN_STYLUS);
}

static bool is_touchscreen(const struct touchdevice *d)
{
	bool direct = touchdevice_has(d->props, INPUT_PROP_DIRECT);
	bool multi = touchdevice_has(d->abs, ABS_MT_POSITION_X) && touchdevice_has(d->abs, ABS_MT_POSITION_Y);
	bool single = touchdevice_has(d->abs, ABS_X) && touchdevice_has(d->abs, ABS_Y) && key(d, BTN_TOUCH);
	return direct && (multi || single) && !has_pen(d);
}

static bool is_touchpad(const struct touchdevice *d)
{
	return touchdevice_has(d->abs, ABS_X) && key(d, BTN_TOOL_FINGER) &&
	       !touchdevice_has(d->props, INPUT_PROP_DIRECT) && !has_pen(d);
}

static bool is_joystick(const struct touchdevice *d)
{
	return key(d, BTN_JOYSTICK) || key(d, BTN_GAMEPAD);
}

/* With BTN_LEFT: relative axes for a mouse, absolute ones for the pointer of a virtual machine. */
static bool is_mouse(const struct touchdevice *d)
{
	bool relative = touchdevice_has(d->rel, REL_X) && touchdevice_has(d->rel, REL_Y);
	bool absolute = touchdevice_has(d->abs, ABS_X) && touchdevice_has(d->abs, ABS_Y);
	return key(d, BTN_LEFT) && (relative || absolute);
}

static bool is_keyboard(const struct touchdevice *d)
{
	int letters = 0;
	for (unsigned code = KEY_Q; code <= KEY_M; code++) {
		letters += key(d, code);
	}
	int digits = 0;
	for (unsigned code = KEY_1; code <= KEY_0; code++) {
		digits += key(d, code);
	}
	/* A number pad or a badge reader types as well. */
	return letters >= LETTER_KEYS_OF_A_KEYBOARD || digits >= 10 || (key(d, KEY_KP0) && key(d, KEY_KP9));
}

static bool has_any_key(const struct touchdevice *d)
{
	for (size_t i = 0; i < ARRAY_LEN(d->key); i++) {
		if (d->key[i]) {
			return true;
		}
	}
	return touchdevice_has(d->ev, EV_SW);
}

enum touchdevice_kind touchdevice_classify(const struct touchdevice *d, const char **why)
{
	/* The first row that fits wins: a pen display is direct as well, a gamepad may have a stick like a mouse. */
	static const struct {
		bool (*fits)(const struct touchdevice *d);
		enum touchdevice_kind kind;
		const char *why;
	} rules[] = {
		{ has_pen, TOUCHDEVICE_TABLET, "it has a pen: a drawing tablet, not a touchscreen" },
		{ is_touchscreen, TOUCHDEVICE_TOUCHSCREEN, "a finger points at what is under it" },
		{ is_touchpad, TOUCHDEVICE_TOUCHPAD, "its surface is not over the picture: a touchpad" },
		{ is_joystick, TOUCHDEVICE_JOYSTICK, "it is a joystick or gamepad" },
		{ is_mouse, TOUCHDEVICE_MOUSE, "it moves a pointer: a mouse, or a virtual machine's tablet" },
		{ is_keyboard, TOUCHDEVICE_KEYBOARD, "it can type: keyboards stay closed" },
		{ has_any_key, TOUCHDEVICE_BUTTON, "it only has buttons or switches" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
		if (rules[i].fits(d)) {
			if (why) {
				*why = rules[i].why;
			}
			return rules[i].kind;
		}
	}
	if (why) {
		*why = "it has neither a touch surface nor keys";
	}
	return TOUCHDEVICE_OTHER;
}

static bool read_attribute(const char *dir, const char *name, struct buf *out, struct err *e)
{
	CLEANUP(free_ptr) char *path = fs_join(dir, name);
	buf_clear(out);
	if (!fs_read_file(path, SYSFS_MAX_BYTES, out, e)) {
		return false;
	}
	while (out->len > 0 && (unsigned char)out->bytes[out->len - 1] <= 0x20) {
		out->bytes[--out->len] = '\0';
	}
	return true;
}

/* The kernel prints bitmaps as words of `long`, most significant first. */
static bool parse_bits(const char *text, uint64_t *words, size_t count, struct err *e)
{
	uint64_t reversed[TOUCHDEVICE_WORDS(KEY_CNT)];
	size_t len = 0;
	for (const char *at = text; *at;) {
		char *end;
		errno = 0;
		uint64_t word = strtoull(at, &end, 16);
		if (end == at || errno != 0 || len == ARRAY_LEN(reversed) || (*end != '\0' && *end != ' ')) {
			return fail_kind(e, ERR_FORMAT, "not a capability bitmap: '%.40s'", text);
		}
		reversed[len++] = word;
		at = *end == ' ' ? end + 1 : end;
	}
	for (size_t i = 0; i < count && i < len; i++) {
		words[i] = reversed[len - 1 - i];
	}
	return true;
}

static bool read_id(const char *dir, const char *name, uint16_t *out, struct buf *text, struct err *e)
{
	if (!read_attribute(dir, name, text, e)) {
		return false;
	}
	*out = (uint16_t)strtoul(buf_text(text), NULL, 16);
	return true;
}

static bool read_all(struct touchdevice *d, const char *dir, struct buf *text, struct err *e)
{
	const struct {
		const char *name;
		uint64_t *words;
		size_t count;
	} bitmaps[] = {
		{ "properties", d->props, ARRAY_LEN(d->props) },
		{ "capabilities/ev", d->ev, ARRAY_LEN(d->ev) },
		{ "capabilities/key", d->key, ARRAY_LEN(d->key) },
		{ "capabilities/rel", d->rel, ARRAY_LEN(d->rel) },
		{ "capabilities/abs", d->abs, ARRAY_LEN(d->abs) },
	};
	if (!read_attribute(dir, "name", text, e)) {
		return false;
	}
	outward_copy(d->name, sizeof d->name, buf_text(text), "");
	if (!read_id(dir, "id/bustype", &d->bus, text, e) || !read_id(dir, "id/vendor", &d->vendor, text, e) ||
			!read_id(dir, "id/product", &d->product, text, e) ||
			!read_id(dir, "id/version", &d->version, text, e)) {
		return false;
	}
	for (size_t i = 0; i < ARRAY_LEN(bitmaps); i++) {
		if (!read_attribute(dir, bitmaps[i].name, text, e)) {
			return false;
		}
		if (!parse_bits(buf_text(text), bitmaps[i].words, bitmaps[i].count, e)) {
			return fail_wrap(e, "%s/%s", dir, bitmaps[i].name);
		}
	}
	return true;
}

bool touchdevice_read_sysfs(struct touchdevice *out, const char *dir, struct err *e)
{
	struct touchdevice d = { 0 };
	struct buf text = { 0 };
	bool ok = read_all(&d, dir, &text, e);
	buf_finish(&text);
	if (ok) {
		*out = d;
	}
	return ok;
}

size_t touchdevice_list(const char *root, char **names, size_t max)
{
	CLEANUP(free_ptr) char *path = mem_printf("%s/sys/class/input", root);
	DIR *dir = opendir(path);
	size_t len = 0;
	const struct dirent *entry;
	while (dir && len < max && (entry = readdir(dir)) != NULL) {
		if (str_starts(entry->d_name, "event")) {
			names[len++] = mem_strdup(entry->d_name);
		}
	}
	if (dir) {
		(void)closedir(dir);
	}
	return len;
}
