/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mvt_bytes.h - vector tiles made byte by byte, right and wrong ones, for tests */
#ifndef UNIT_MVT_BYTES_H
#define UNIT_MVT_BYTES_H

#include <stdint.h>
#include <string.h>

#include "base/buf.h"

/* Protocol Buffers: a number, a field that is one, a field of bytes. */
static inline void varint(struct buf *b, uint64_t n)
{
	do {
		uint8_t byte = (uint8_t)((n & 127) | (n > 127 ? 128 : 0));
		buf_add(b, &byte, 1);
		n >>= 7;
	} while (n > 0);
}

static inline void number(struct buf *b, unsigned field, uint64_t n)
{
	varint(b, field << 3);
	varint(b, n);
}

static inline void block(struct buf *b, unsigned field, const void *bytes, size_t len)
{
	varint(b, field << 3 | 2);
	varint(b, len);
	buf_add(b, bytes, len);
}

/* A coordinate's step, as geometry has it. */
static inline uint64_t zz(int32_t n)
{
	return (uint32_t)n << 1 ^ (uint32_t)(n >> 31);
}

/* Adds a feature to a layer: commands and their numbers; tags are bytes already. */
static inline void feature(struct buf *layer, unsigned type, const uint64_t *commands, size_t count, const char *tags,
		size_t tags_len)
{
	struct buf f = { 0 };
	struct buf geometry = { 0 };
	for (size_t i = 0; i < count; i++) {
		varint(&geometry, commands[i]);
	}
	block(&f, 2, tags, tags_len);
	number(&f, 3, type);
	block(&f, 4, buf_text(&geometry), geometry.len);
	block(layer, 2, buf_text(&f), f.len);
	buf_finish(&geometry);
	buf_finish(&f);
}

/* Adds the layer to the tile and empties it. */
static inline void finish_layer(struct buf *tile, struct buf *layer, const char *name)
{
	number(layer, 15, 2);
	block(layer, 1, name, strlen(name));
	block(tile, 3, buf_text(layer), layer->len);
	buf_finish(layer);
}

#endif
