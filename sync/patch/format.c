/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "patch/format.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const unsigned char magic[8] = { 'B', 'o', 'r', 'n', 'e', 'Z', 'P', 1 };

enum {
	/* Offsets in the first head. */
	AT_SEGMENT_BYTES = 8,
	AT_SEGMENTS = 12,
	AT_OLD_LENGTH = 16,
	AT_NEW_LENGTH = 24,
	AT_OLD_SHA256 = 32,
	AT_NEW_SHA256 = 64,
	/* In the head of a segment. */
	AT_WINDOW_OFFSET = 0,
	AT_WINDOW_LENGTH = 8,
	AT_PACKED_LENGTH = 12,
	AT_SEGMENT_SHA256 = 16,
	NAME_DIGITS = 16,
};

/* ---- little-endian numbers ----------------------------------------------------------------------------- */

static uint64_t get_number(const unsigned char *at, unsigned bytes)
{
	uint64_t n = 0;
	for (unsigned i = bytes; i-- > 0;) {
		n = n << 8 | at[i];
	}
	return n;
}

static void put_number(unsigned char *at, uint64_t n, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++) {
		at[i] = (unsigned char)(n >> (8 * i));
	}
}

/* ---- reading ------------------------------------------------------------------------------------------- */

uint64_t patch_heads_length(const unsigned char first[PATCH_HEAD_BYTES])
{
	uint64_t segments = get_number(first + AT_SEGMENTS, 4);
	if (memcmp(first, magic, sizeof magic) != 0 || segments > PATCH_SEGMENTS_MAX) {
		return 0;
	}
	return PATCH_HEAD_BYTES + segments * PATCH_SEGMENT_HEAD_BYTES;
}

static struct patch_segment read_segment(const unsigned char *at)
{
	struct patch_segment s = { .old_offset = get_number(at + AT_WINDOW_OFFSET, 8),
		.old_length = (uint32_t)get_number(at + AT_WINDOW_LENGTH, 4),
		.packed_length = (uint32_t)get_number(at + AT_PACKED_LENGTH, 4) };
	memcpy(s.sha256, at + AT_SEGMENT_SHA256, SHA256_BYTES);
	return s;
}

static bool segments_are_sound(const struct patch_head *h, uint64_t packed_bytes)
{
	uint64_t packed = 0;
	for (uint32_t i = 0; i < h->segments_len; i++) {
		const struct patch_segment *s = &h->segments[i];
		bool inside = s->old_length <= PATCH_WINDOW_BYTES_MAX && s->old_offset <= h->old_length &&
			      s->old_length <= h->old_length - s->old_offset;
		if (!inside || s->packed_length == 0 || s->packed_length > PATCH_PACKED_BYTES_MAX) {
			return false;
		}
		packed += s->packed_length;
	}
	return packed == packed_bytes;
}

bool patch_head_parse(struct patch_head *out, const unsigned char *bytes, size_t len, uint64_t file_length,
		struct err *e)
{
	*out = (struct patch_head){ 0 };
	uint64_t heads = len >= PATCH_HEAD_BYTES ? patch_heads_length(bytes) : 0;
	if (heads == 0 || heads > len || heads > file_length) {
		return fail_kind(e, ERR_FORMAT, "it is not a patch, or one of a later format");
	}
	struct patch_head h = { .old_length = get_number(bytes + AT_OLD_LENGTH, 8),
		.new_length = get_number(bytes + AT_NEW_LENGTH, 8),
		.segments_len = (uint32_t)get_number(bytes + AT_SEGMENTS, 4) };
	uint64_t wanted = h.new_length / PATCH_SEGMENT_BYTES + (h.new_length % PATCH_SEGMENT_BYTES != 0);
	if (get_number(bytes + AT_SEGMENT_BYTES, 4) != PATCH_SEGMENT_BYTES || wanted != h.segments_len) {
		return fail_kind(e, ERR_FORMAT, "its segments do not make up its file");
	}
	memcpy(h.old_sha256, bytes + AT_OLD_SHA256, SHA256_BYTES);
	memcpy(h.new_sha256, bytes + AT_NEW_SHA256, SHA256_BYTES);
	h.segments = mem_zalloc((size_t)h.segments_len + 1, sizeof *h.segments);
	for (uint32_t i = 0; i < h.segments_len; i++) {
		h.segments[i] = read_segment(bytes + PATCH_HEAD_BYTES + (size_t)i * PATCH_SEGMENT_HEAD_BYTES);
	}
	if (!segments_are_sound(&h, file_length - heads)) {
		patch_head_finish(&h);
		return fail_kind(e, ERR_FORMAT, "a segment lies outside its file");
	}
	*out = h;
	return true;
}

void patch_head_finish(struct patch_head *h)
{
	free(h->segments);
	*h = (struct patch_head){ 0 };
}

size_t patch_segment_length(const struct patch_head *h, uint32_t i)
{
	uint64_t rest = h->new_length - (uint64_t)i * PATCH_SEGMENT_BYTES;
	return rest < PATCH_SEGMENT_BYTES ? (size_t)rest : (size_t)PATCH_SEGMENT_BYTES;
}

/* ---- writing ------------------------------------------------------------------------------------------- */

void patch_head_write(const struct patch_head *h, struct buf *out)
{
	unsigned char first[PATCH_HEAD_BYTES];
	memcpy(first, magic, sizeof magic);
	put_number(first + AT_SEGMENT_BYTES, PATCH_SEGMENT_BYTES, 4);
	put_number(first + AT_SEGMENTS, h->segments_len, 4);
	put_number(first + AT_OLD_LENGTH, h->old_length, 8);
	put_number(first + AT_NEW_LENGTH, h->new_length, 8);
	memcpy(first + AT_OLD_SHA256, h->old_sha256, SHA256_BYTES);
	memcpy(first + AT_NEW_SHA256, h->new_sha256, SHA256_BYTES);
	buf_add(out, first, sizeof first);
	for (uint32_t i = 0; i < h->segments_len; i++) {
		const struct patch_segment *s = &h->segments[i];
		unsigned char at[PATCH_SEGMENT_HEAD_BYTES];
		put_number(at + AT_WINDOW_OFFSET, s->old_offset, 8);
		put_number(at + AT_WINDOW_LENGTH, s->old_length, 4);
		put_number(at + AT_PACKED_LENGTH, s->packed_length, 4);
		memcpy(at + AT_SEGMENT_SHA256, s->sha256, SHA256_BYTES);
		buf_add(out, at, sizeof at);
	}
}

/* ---- names --------------------------------------------------------------------------------------------- */

char *patch_target_name(const char *old_sha256, const char *new_sha256)
{
	char nothing[SHA256_HEX_BYTES];
	unsigned char digest[SHA256_BYTES];
	sha256_of("", 0, digest);
	sha256_to_hex(digest, nothing);
	return mem_printf("patches/%.*s-%.*s.zpatch", NAME_DIGITS, old_sha256 ? old_sha256 : nothing, NAME_DIGITS,
			new_sha256);
}
