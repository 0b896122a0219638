/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/mvt.h"

#include <string.h>

/* Protocol Buffers wire format, as far as tiles use it. */
struct reader {
	const uint8_t *at, *end;
	bool bad;
};

enum wire { WIRE_VARINT = 0, WIRE_64 = 1, WIRE_BYTES = 2, WIRE_32 = 5 };

static uint64_t read_varint(struct reader *r)
{
	uint64_t value = 0;
	for (unsigned shift = 0; shift < 64; shift += 7) {
		if (r->at == r->end) {
			break;
		}
		uint8_t byte = *r->at++;
		value |= (uint64_t)(byte & 0x7F) << shift;
		if (!(byte & 0x80)) {
			return value;
		}
	}
	r->bad = true;
	return 0;
}

static struct reader read_bytes(struct reader *r)
{
	uint64_t len = read_varint(r);
	if (r->bad || len > (uint64_t)(r->end - r->at)) {
		r->bad = true;
		return (struct reader){ r->end, r->end, true };
	}
	struct reader inner = { r->at, r->at + len, false };
	r->at += len;
	return inner;
}

static void skip(struct reader *r, unsigned wire)
{
	size_t fixed = wire == WIRE_64 ? 8 : wire == WIRE_32 ? 4 : 0;
	if (wire == WIRE_VARINT) {
		(void)read_varint(r);
	} else if (wire == WIRE_BYTES) {
		(void)read_bytes(r);
	} else if (fixed == 0 || (size_t)(r->end - r->at) < fixed) {
		r->bad = true;
	} else {
		r->at += fixed;
	}
}

static bool next_field(struct reader *r, unsigned *field, unsigned *wire)
{
	if (r->bad || r->at >= r->end) {
		return false;
	}
	uint64_t tag = read_varint(r);
	*field = (unsigned)(tag >> 3 & 0x1FFFFFFF);
	*wire = (unsigned)(tag & 7);
	return !r->bad;
}

static struct mvt_slice slice_of(struct reader r)
{
	return (struct mvt_slice){ (const char *)r.at, (size_t)(r.end - r.at) };
}

/* ---- values and features ---- */

static double read_fixed(struct reader *r, size_t size)
{
	uint8_t raw[8] = { 0 };
	if ((size_t)(r->end - r->at) < size) {
		r->bad = true;
		return 0;
	}
	memcpy(raw, r->at, size);
	r->at += size;
	if (size == 4) {
		float f;
		memcpy(&f, raw, 4);
		return (double)f;
	}
	double d;
	memcpy(&d, raw, 8);
	return d;
}

static int64_t zigzag(uint64_t v)
{
	return (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
}

/* Spec section 4.1: exactly one of these is there. */
static struct mvt_value read_value(struct reader r)
{
	struct mvt_value v = { .type = MVT_NULL };
	unsigned field;
	unsigned wire;
	while (next_field(&r, &field, &wire)) {
		if (field == 1 && wire == WIRE_BYTES) {
			struct mvt_slice text = slice_of(read_bytes(&r));
			v = text.len <= MVT_TEXT_MAX ? (struct mvt_value){ .type = MVT_STRING, .string = text }
						     : (struct mvt_value){ .type = MVT_NULL };
		} else if (field == 2 && wire == WIRE_32) {
			v = (struct mvt_value){ .type = MVT_NUMBER, .number = read_fixed(&r, 4) };
		} else if (field == 3 && wire == WIRE_64) {
			v = (struct mvt_value){ .type = MVT_NUMBER, .number = read_fixed(&r, 8) };
		} else if (field == 4 && wire == WIRE_VARINT) {
			v = (struct mvt_value){ .type = MVT_NUMBER, .number = (double)(int64_t)read_varint(&r) };
		} else if (field == 5 && wire == WIRE_VARINT) {
			v = (struct mvt_value){ .type = MVT_NUMBER, .number = (double)read_varint(&r) };
		} else if (field == 6 && wire == WIRE_VARINT) {
			v = (struct mvt_value){ .type = MVT_NUMBER, .number = (double)zigzag(read_varint(&r)) };
		} else if (field == 7 && wire == WIRE_VARINT) {
			v = (struct mvt_value){ .type = MVT_BOOL, .number = read_varint(&r) != 0 };
		} else {
			skip(&r, wire);
		}
	}
	if (r.bad) {
		v.type = MVT_NULL;
	}
	return v;
}

static bool read_feature(struct reader r, struct mvt_feature *out)
{
	unsigned field;
	unsigned wire;
	*out = (struct mvt_feature){ .type = MVT_UNKNOWN };
	while (next_field(&r, &field, &wire)) {
		if (field == 1 && wire == WIRE_VARINT) {
			out->id = read_varint(&r);
			out->has_id = true;
		} else if (field == 2 && wire == WIRE_BYTES) {
			struct reader tags = read_bytes(&r);
			out->tags = tags.at;
			out->tags_len = (size_t)(tags.end - tags.at);
		} else if (field == 3 && wire == WIRE_VARINT) {
			uint64_t type = read_varint(&r);
			out->type = type <= MVT_POLYGON ? (enum mvt_geometry)type : MVT_UNKNOWN;
		} else if (field == 4 && wire == WIRE_BYTES) {
			struct reader geometry = read_bytes(&r);
			out->geometry = geometry.at;
			out->geometry_len = (size_t)(geometry.end - geometry.at);
		} else {
			skip(&r, wire);
		}
	}
	return !r.bad && out->geometry_len > 0;
}

/* ---- layers ---- */

struct counts {
	size_t keys, values, features;
};

/* `parts`: of the tile so far. Also what is thrown away again counts: the memory is spent. */
static bool count_layer(struct reader r, struct counts *c, size_t *parts)
{
	unsigned field;
	unsigned wire;
	*c = (struct counts){ 0 };
	while (next_field(&r, &field, &wire)) {
		c->features += field == 2;
		c->keys += field == 3;
		c->values += field == 4;
		skip(&r, wire);
	}
	size_t all = c->features + c->keys + c->values;
	if (r.bad || all > MVT_PARTS_MAX - *parts) {
		return false;
	}
	*parts += all;
	return true;
}

static bool read_layer(struct reader r, struct arena *arena, struct mvt_layer *out, struct mvt_tile *tile)
{
	struct counts c;
	unsigned field;
	unsigned wire;
	uint64_t version = 1;
	if (!count_layer(r, &c, &tile->parts)) {
		return false;
	}
	*out = (struct mvt_layer){ .extent = 4096 };
	out->keys = ARENA_ARRAY(arena, struct mvt_slice, c.keys + 1);
	out->values = ARENA_ARRAY(arena, struct mvt_value, c.values + 1);
	out->features = ARENA_ARRAY(arena, struct mvt_feature, c.features + 1);
	while (next_field(&r, &field, &wire)) {
		if (field == 1 && wire == WIRE_BYTES) {
			out->name = slice_of(read_bytes(&r));
		} else if (field == 2 && wire == WIRE_BYTES) {
			if (read_feature(read_bytes(&r), &out->features[out->features_len])) {
				out->features_len++;
			} else {
				tile->left_out++;
			}
		} else if (field == 3 && wire == WIRE_BYTES) {
			out->keys[out->keys_len++] = slice_of(read_bytes(&r));
		} else if (field == 4 && wire == WIRE_BYTES) {
			out->values[out->values_len++] = read_value(read_bytes(&r));
		} else if (field == 5 && wire == WIRE_VARINT) {
			uint64_t extent = read_varint(&r);
			out->extent = extent > 0 && extent <= 1U << 20 ? (uint32_t)extent : 0;
		} else if (field == 15 && wire == WIRE_VARINT) {
			version = read_varint(&r);
		} else {
			skip(&r, wire);
		}
	}
	return !r.bad && out->name.len > 0 && out->extent > 0 && (version == 1 || version == 2);
}

bool mvt_parse(const uint8_t *bytes, size_t len, struct arena *arena, struct mvt_tile *out, struct err *e)
{
	struct reader r = { bytes, bytes + len, false };
	unsigned field;
	unsigned wire;
	out->layers_len = 0;
	out->left_out = 0;
	out->parts = 0;
	while (next_field(&r, &field, &wire)) {
		if (field != 3 || wire != WIRE_BYTES) {
			skip(&r, wire);
			continue;
		}
		struct reader layer = read_bytes(&r);
		if (r.bad) {
			break;
		}
		if (out->layers_len < MVT_LAYERS_MAX && read_layer(layer, arena, &out->layers[out->layers_len], out)) {
			out->layers_len++;
		} else {
			out->left_out++;
		}
	}
	if (r.bad && out->layers_len == 0) {
		return fail_kind(e, ERR_FORMAT, "not a vector tile");
	}
	out->left_out += r.bad;
	return true;
}

const struct mvt_layer *mvt_find_layer(const struct mvt_tile *t, const char *name)
{
	size_t len = strlen(name);
	for (size_t i = 0; i < t->layers_len; i++) {
		if (t->layers[i].name.len == len && memcmp(t->layers[i].name.bytes, name, len) == 0) {
			return &t->layers[i];
		}
	}
	return NULL;
}

bool mvt_next(const struct mvt_layer *layer, const struct mvt_feature *f, size_t *at, struct mvt_slice *key,
		struct mvt_value *value)
{
	if (!f->tags || *at >= f->tags_len) {
		return false;
	}
	struct reader r = { f->tags + *at, f->tags + f->tags_len, false };
	uint64_t k = read_varint(&r);
	uint64_t v = read_varint(&r);
	if (r.bad || k >= layer->keys_len || v >= layer->values_len) {
		return false; /* spec section 4.4: tags must exist */
	}
	*at = (size_t)(r.at - f->tags);
	*key = layer->keys[k];
	*value = layer->values[v];
	return true;
}

struct mvt_value mvt_get_slice(const struct mvt_layer *layer, const struct mvt_feature *f, struct mvt_slice key)
{
	struct mvt_slice found;
	struct mvt_value value;
	size_t at = 0;
	while (mvt_next(layer, f, &at, &found, &value)) {
		if (found.len == key.len && memcmp(found.bytes, key.bytes, key.len) == 0) {
			return value;
		}
	}
	return (struct mvt_value){ .type = MVT_NULL };
}

/* ---- geometry ---- */

enum command { MOVE_TO = 1, LINE_TO = 2, CLOSE_PATH = 7 };

struct pen {
	struct mvt_shape *out;
	int32_t x, y;
	bool open; /* a part has been started */
};

static void end_part(struct pen *p, bool closed)
{
	if (p->open) {
		p->out->closed[p->out->part_len] = closed;
		p->out->ends[p->out->part_len++] = (uint32_t)p->out->point_len;
		p->open = false;
	}
}

static bool add_points(struct pen *p, struct reader *r, uint64_t count, size_t most)
{
	for (uint64_t i = 0; i < count; i++) {
		int64_t dx = zigzag(read_varint(r) & 0xFFFFFFFF);
		int64_t dy = zigzag(read_varint(r) & 0xFFFFFFFF);
		if (r->bad || p->out->point_len >= most) {
			return false;
		}
		/* Wrapping arithmetic: absurd coordinates stay defined and are clipped later. */
		p->x = (int32_t)((uint32_t)p->x + (uint32_t)dx);
		p->y = (int32_t)((uint32_t)p->y + (uint32_t)dy);
		p->out->xy[2 * p->out->point_len] = p->x;
		p->out->xy[2 * p->out->point_len + 1] = p->y;
		p->out->point_len++;
	}
	return true;
}

static size_t count_varints(const struct reader *r)
{
	size_t count = 0;
	for (const uint8_t *at = r->at; at < r->end; at++) {
		count += *at < 0x80;
	}
	return count;
}

bool mvt_shape(const struct mvt_feature *f, struct arena *arena, struct mvt_shape *out)
{
	struct reader r = { f->geometry, f->geometry + f->geometry_len, false };
	/* A point is two numbers, a part at least three. */
	size_t most = count_varints(&r) / 2 + 1;
	if (most > MVT_POINTS_MAX) {
		return false;
	}
	*out = (struct mvt_shape){ .xy = ARENA_ARRAY(arena, int32_t, 2 * most),
		.ends = ARENA_ARRAY(arena, uint32_t, most),
		.closed = ARENA_ARRAY(arena, bool, most) };
	struct pen p = { .out = out };
	while (r.at < r.end) {
		uint64_t command = read_varint(&r);
		uint64_t count = command >> 3;
		switch (command & 7) {
		case MOVE_TO:
			if (f->type == MVT_POINT) {
				/* Many points are many parts of one point: all share the one command. */
				p.open = true;
			} else {
				end_part(&p, false);
				p.open = true;
				if (count != 1) {
					return false;
				}
			}
			if (r.bad || !add_points(&p, &r, count, most)) {
				return false;
			}
			break;
		case LINE_TO:
			if (r.bad || !p.open || !add_points(&p, &r, count, most)) {
				return false;
			}
			break;
		case CLOSE_PATH:
			end_part(&p, true);
			break;
		default:
			return false;
		}
	}
	end_part(&p, false);
	return !r.bad && out->point_len > 0;
}
