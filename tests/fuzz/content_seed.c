/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz/content_seed.h"
#include "fuzz/ramfile.h"

#include "store/schema.h"

extern const char content_seed_sql[];
__asm__(".pushsection .rodata\n"
	".global content_seed_sql\n"
	"content_seed_sql:\n"
	".incbin \"tests/fuzz/content-seed.sql\"\n"
	".byte 0\n"
	".popsection\n");

struct database *content_seed(void)
{
	return database_create("content.sqlite", schema_sql, content_seed_sql, BUNDLE_APPLICATION_ID, BUNDLE_SCHEMA);
}

const struct bundle *content_bundle(const struct database *d)
{
	static char name[] = "content.sqlite";
	static struct bundle_component component = { .name = name };
	static struct bundle bundle = { .components = &component, .components_len = 1 };
	component.length = database_bytes(d);
	bundle.dir = (char *)ramfile_dir();
	return &bundle;
}
