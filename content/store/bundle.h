/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bundle.h - one edition of the content: bundle.json and the files it names
 *
 * The same bundle lies in two shapes: as the compiler wrote it (files under their
 * names next to bundle.json), and in a unit's store (one object per SHA-256). This
 * reader hides which. Hashes are not computed here: the installer verifies
 * them. Read-only; any thread may read an opened one. FORMAT.md part 2. */
#ifndef STORE_BUNDLE_H
#define STORE_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum {
	BUNDLE_FORMAT = 1,
	BUNDLE_COMPONENTS_MAX = 4096,
	BUNDLE_NAME_MAX = 200,   /* bytes of a component name */
	BUNDLE_SITES_MAX = 4096, /* of one component */
	BUNDLE_MANIFEST_BYTES_MAX = 2 * 1024 * 1024,
	BUNDLE_SCHEMA = 1, /* of content.sqlite: PRAGMA user_version */
};
/* "Brn1" in PRAGMA application_id of content.sqlite. */
#define BUNDLE_APPLICATION_ID 0x42726e31
/* No component is larger; also what the fetcher may allocate on disk for one. */
#define BUNDLE_LENGTH_MAX (UINT64_C(1) << 40)

struct bundle_component {
	char *name;      /* "content.sqlite", "map/region.mbtiles": safe relative path */
	uint64_t length; /* bytes */
	char sha256[65]; /* lower-case hex */
	char **sites;    /* only units at these need it; NULL: every unit does */
	size_t sites_len;
};

/* A zeroed one is closed. */
struct bundle {
	char *pack;                          /* "rhone-alpes" */
	char *edition;                       /* "2026-11-23" */
	struct bundle_component *components; /* by name (bytes) */
	size_t components_len;
	char *dir;     /* holds bundle.json; NULL after bundle_parse() */
	char *objects; /* folder of objects, NULL: components lie in dir */
};

/* Reads dir/bundle.json. `objects_dir` NULL: components lie next to it, else at objects_dir/<sha256>. */
MUST_USE bool bundle_open(struct bundle *out, const char *dir, const char *objects_dir, struct err *e);
void bundle_close(struct bundle *b);
/* The manifest alone: pure, bounded, fuzzed. Refuses unknown formats, unsafe or repeated names and bad hashes.
 * Unknown keys are kept out but allowed, so that a later format 1 may say more. */
MUST_USE bool bundle_parse(struct bundle *out, const char *json, size_t len, struct err *e);
/* The same of other files than content, such as a firmware's (sync/firmware): content.sqlite need not be there. */
MUST_USE bool bundle_parse_files(struct bundle *out, const char *json, size_t len, struct err *e);
/* Forgets the components that a unit at this site does not need (maps of other areas). "" or NULL: it is not known
 * where the unit stands, and everything is kept. */
void bundle_keep_for(struct bundle *b, const char *site);
/* Forgets those of single sites whose file is not there: another program, told of another site, fetched the bundle. */
void bundle_forget_absent(struct bundle *b);
/* Borrowed; NULL when the bundle has no such component. */
const struct bundle_component *bundle_find(const struct bundle *b, const char *name);
/* Owned: path of the component's file; NULL when the bundle has no such component. */
char *bundle_component_path(const struct bundle *b, const char *name);

#endif
