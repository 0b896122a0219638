/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/touchrecord.h"

#include <inttypes.h>
#include <linux/input.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/outward.h"
#include "base/str.h"

enum { LINE_MAX_BYTES = 512, EVENTS_MAX = 1000000, BITS_A_BYTE = 8 };

struct parser {
	struct touchrecord *record;
	size_t props_seen; /* P: and B: lines continue where the last one of their kind ended */
	size_t bits_seen[EV_CNT];
	size_t capacity;
};

/* One hexadecimal byte per word; sets bits from byte `*seen` on. */
static bool parse_bytes(const char *text, uint64_t *words, size_t bits, size_t *seen)
{
	while (*text) {
		char *end;
		unsigned long byte = strtoul(text, &end, 16);
		if (end == text || byte > 0xFF) {
			return false;
		}
		for (size_t bit = 0; bit < BITS_A_BYTE; bit++) {
			size_t code = *seen * BITS_A_BYTE + bit;
			if ((byte >> bit & 1) && code < bits) {
				touchdevice_set(words, (unsigned)code);
			}
		}
		*seen += 1;
		text = end + strspn(end, " \t");
	}
	return true;
}

static bool parse_bits(struct parser *p, const char *text)
{
	struct touchdevice *d = &p->record->device;
	char *end;
	unsigned long type = strtoul(text, &end, 16);
	if (end == text || type >= EV_CNT) {
		return false;
	}
	const char *rest = end + strspn(end, " \t");
	size_t *seen = &p->bits_seen[type];
	uint64_t ignored[TOUCHDEVICE_WORDS(KEY_CNT)] = { 0 };
	switch (type) {
	case 0: /* EV_SYN's bitmap is that of the event types themselves */
		return parse_bytes(rest, d->ev, EV_CNT, seen);
	case EV_KEY:
		return parse_bytes(rest, d->key, KEY_CNT, seen);
	case EV_REL:
		return parse_bytes(rest, d->rel, REL_CNT, seen);
	case EV_ABS:
		return parse_bytes(rest, d->abs, ABS_CNT, seen);
	default:
		return parse_bytes(rest, ignored, KEY_CNT, seen);
	}
}

static bool parse_axis(struct touchdevice *d, const char *text)
{
	unsigned code;
	struct touchdevice_axis a = { 0 };
	/* Old recordings have no resolution. */
	/* NOLINTNEXTLINE(cert-err34-c): whatever the numbers, they are bounded where they are used */
	int fields = sscanf(text, "%x %" SCNd32 " %" SCNd32 " %" SCNd32 " %" SCNd32 " %" SCNd32, &code, &a.min, &a.max,
			&a.fuzz, &a.flat, &a.resolution);
	if (fields < 5 || code >= ABS_CNT) {
		return false;
	}
	touchdevice_set(d->abs, code);
	d->axis[code] = a;
	return true;
}

static bool parse_event(struct parser *p, const char *text)
{
	struct touchrecord *r = p->record;
	int64_t seconds;
	int64_t micros;
	unsigned type;
	unsigned code;
	struct touchrecord_event ev = { 0 };
	/* NOLINTNEXTLINE(cert-err34-c): ranges are checked below */
	if (sscanf(text, "%" SCNd64 ".%6" SCNd64 " %x %x %" SCNd32, &seconds, &micros, &type, &code, &ev.value) != 5 ||
			seconds < 0 || seconds > INT32_MAX || micros < 0 || type >= EV_CNT || code >= KEY_CNT ||
			r->len >= EVENTS_MAX) {
		return false;
	}
	ev.time_us = seconds * 1000000 + micros;
	ev.type = (uint16_t)type;
	ev.code = (uint16_t)code;
	if (r->len == p->capacity) {
		p->capacity = p->capacity ? p->capacity * 2 : 256;
		r->events = mem_resize(r->events, p->capacity, sizeof *r->events);
	}
	r->events[r->len++] = ev;
	return true;
}

static bool parse_id(struct touchdevice *d, const char *text)
{
	unsigned v[4];
	/* NOLINTNEXTLINE(cert-err34-c): the range is checked below */
	if (sscanf(text, "%x %x %x %x", &v[0], &v[1], &v[2], &v[3]) != 4 || (v[0] | v[1] | v[2] | v[3]) > 0xFFFF) {
		return false;
	}
	d->bus = (uint16_t)v[0];
	d->vendor = (uint16_t)v[1];
	d->product = (uint16_t)v[2];
	d->version = (uint16_t)v[3];
	return true;
}

static bool parse_line(struct parser *p, const char *line)
{
	struct touchdevice *d = &p->record->device;
	if (line[0] == '\0' || line[0] == '#') {
		return true;
	}
	if (line[1] != ':') {
		return false;
	}
	const char *rest = line + 2 + strspn(line + 2, " \t");
	switch (line[0]) {
	case 'N':
		outward_copy(d->name, sizeof d->name, rest, "");
		return utf8_valid(rest, strlen(rest));
	case 'I':
		return parse_id(d, rest);
	case 'P':
		return parse_bytes(rest, d->props, INPUT_PROP_CNT, &p->props_seen);
	case 'B':
		return parse_bits(p, rest);
	case 'A':
		return parse_axis(d, rest);
	case 'E':
		return parse_event(p, rest);
	case 'L': /* lamps and switches: nothing we use */
	case 'S':
		return true;
	default:
		return false;
	}
}

bool touchrecord_parse(struct touchrecord *out, const char *name, const char *text, size_t len, struct err *e)
{
	struct touchrecord r = { 0 };
	struct parser p = { .record = &r };
	const char *end = text + len;
	for (int line_number = 1; text < end; line_number++) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t line_len = (size_t)((newline ? newline : end) - text);
		char line[LINE_MAX_BYTES] = "";
		bool fits = line_len < sizeof line && !memchr(text, '\0', line_len);
		if (fits) {
			memcpy(line, text, line_len);
			line[line_len] = '\0';
			line[strcspn(line, "\r")] = '\0';
		}
		/* A comment may follow an event ("# SYN_REPORT"). */
		char *comment = fits && line[0] == 'E' ? strchr(line, '#') : NULL;
		if (comment) {
			*comment = '\0';
		}
		if (!fits || !parse_line(&p, line)) {
			touchrecord_finish(&r);
			return fail_kind(e, ERR_FORMAT, "%s:%d: not a line of an evemu recording", name, line_number);
		}
		text += line_len + (newline ? 1 : 0);
	}
	*out = r;
	return true;
}

void touchrecord_finish(struct touchrecord *r)
{
	free(r->events);
	*r = (struct touchrecord){ 0 };
}

static bool is_multi(const struct touchdevice *d)
{
	return touchdevice_has(d->abs, ABS_MT_SLOT) && touchdevice_has(d->abs, ABS_MT_POSITION_X);
}

/* As libinput: the last value of the range is still inside. */
static double normalise(const struct touchdevice_axis *a, int32_t value)
{
	double size = (double)a->max - (double)a->min + 1;
	return size > 0 ? ((double)value - (double)a->min) / size : 0;
}

static void on_tracking_id(struct touchrecord_slot *s, int32_t id)
{
	if (id < 0) {
		s->touching = false;
		return;
	}
	s->replaced = s->replaced || (s->was_touching && !s->palm);
	s->touching = true;
	s->palm = false;
	s->moved = true;
}

static void on_multi(struct touchrecord_decoder *d, uint16_t code, int32_t value)
{
	if (code == ABS_MT_SLOT) {
		d->slot = value;
		return;
	}
	if (d->slot < 0 || d->slot >= TOUCHRECORD_SLOTS_MAX) {
		return;
	}
	struct touchrecord_slot *s = &d->slots[d->slot];
	switch (code) {
	case ABS_MT_TRACKING_ID:
		on_tracking_id(s, value);
		break;
	case ABS_MT_POSITION_X:
		s->x = value;
		s->moved = true;
		break;
	case ABS_MT_POSITION_Y:
		s->y = value;
		s->moved = true;
		break;
	case ABS_MT_TOOL_TYPE:
		s->palm = value == MT_TOOL_PALM;
		break;
	default:
		break;
	}
}

static void on_single(struct touchrecord_decoder *d, const struct touchrecord_event *ev)
{
	struct touchrecord_slot *s = &d->slots[0];
	if (ev->type == EV_KEY && ev->code == BTN_TOUCH) {
		s->touching = ev->value != 0;
	} else if (ev->type == EV_ABS && ev->code == ABS_X) {
		s->x = ev->value;
		s->moved = true;
	} else if (ev->type == EV_ABS && ev->code == ABS_Y) {
		s->y = ev->value;
		s->moved = true;
	}
}

static size_t end_slot(struct touchrecord_decoder *d, int32_t index, int64_t time_us, struct touchpoint_contact *out)
{
	bool multi = is_multi(d->device);
	struct touchrecord_slot *s = &d->slots[index];
	struct touchpoint_contact c = {
		.slot = index,
		.time_us = time_us,
		.u = normalise(&d->device->axis[multi ? ABS_MT_POSITION_X : ABS_X], s->x),
		.v = normalise(&d->device->axis[multi ? ABS_MT_POSITION_Y : ABS_Y], s->y),
	};
	size_t len = 0;
	bool touching = s->touching && !s->palm;
	if (s->was_touching && (!touching || s->replaced)) {
		/* A finger that turned into a palm was never meant. */
		c.phase = s->touching && s->palm ? TOUCHPOINT_CANCEL : TOUCHPOINT_UP;
		out[len++] = c;
		s->was_touching = false;
	}
	if (touching && (!s->was_touching || s->moved)) {
		c.phase = s->was_touching ? TOUCHPOINT_MOVE : TOUCHPOINT_DOWN;
		out[len++] = c;
	}
	s->was_touching = touching;
	s->moved = false;
	s->replaced = false;
	return len;
}

static size_t end_frame(struct touchrecord_decoder *d, int64_t time_us, struct touchpoint_contact *out)
{
	size_t len = 0;
	for (int32_t i = 0; i < TOUCHRECORD_SLOTS_MAX; i++) {
		if (!d->dropped) {
			len += end_slot(d, i, time_us, out + len);
			continue;
		}
		if (d->slots[i].was_touching) {
			out[len++] = (struct touchpoint_contact){ .slot = i,
				.phase = TOUCHPOINT_CANCEL,
				.time_us = time_us };
		}
		d->slots[i] = (struct touchrecord_slot){ .x = d->slots[i].x, .y = d->slots[i].y };
	}
	d->dropped = false;
	return len;
}

size_t touchrecord_decode(struct touchrecord_decoder *d, const struct touchrecord_event *ev,
		struct touchpoint_contact out[2 * TOUCHRECORD_SLOTS_MAX])
{
	if (ev->type == EV_SYN) {
		d->dropped = d->dropped || ev->code == SYN_DROPPED;
		return ev->code == SYN_REPORT ? end_frame(d, ev->time_us, out) : 0;
	}
	if (d->dropped) {
		return 0;
	}
	if (!is_multi(d->device)) {
		on_single(d, ev);
	} else if (ev->type == EV_ABS) {
		on_multi(d, ev->code, ev->value);
	}
	return 0;
}
