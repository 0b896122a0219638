/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metadata.h - one signed TUF file: parsed, checked against its role
 *
 * TUF specification 1.0, section 4. What this does not know is kept and ignored.
 * Any thread. */
#ifndef TUF_METADATA_H
#define TUF_METADATA_H

#include <stdint.h>
#include <time.h>

#include "tuf/json.h"

enum { TUF_BIN_BITS_MAX = 32 }; /* of succinct_roles, TAP 15 */

/* Parsed: the shape is right, nothing is verified yet. */
struct tuf_metadata {
	json_t *all; /* owned */
	const json_t *signed_part;
	const json_t *signatures;
	int64_t version;
	time_t expires;
};

void tuf_metadata_finish(struct tuf_metadata *m);
/* `type`: "root", "timestamp", "snapshot", "targets" (delegated roles as well). Refuses another _type, a spec_version
 * that is not 1.x (section 4.3), a version below 1, a bad date, two signatures of one keyid (section 4.2.1), and parts
 * of the role that are missing. */
MUST_USE bool tuf_metadata_parse(struct tuf_metadata *out, const char *name, const char *type, const char *bytes,
		size_t len, struct err *e);
/* Section 4.2.1 and 5: at least `threshold` different keys of role.keyids, found in `keys`, signed the canonical
 * bytes. A key counts once, also under several keyids and written in
 * several ways. `role`: {keyids, threshold}. */
MUST_USE bool tuf_metadata_verify(const struct tuf_metadata *m, const char *name, const json_t *keys,
		const json_t *role, struct err *e);
/* Length and hashes of a description in the metadata above ({length?, hashes?}), where given. */
MUST_USE bool tuf_metadata_matches(const char *name, const json_t *description, const char *bytes, size_t len,
		struct err *e);
/* root.signed.roles[name] or NULL. */
const json_t *tuf_root_role(const struct tuf_metadata *root, const char *name);
const json_t *tuf_root_keys(const struct tuf_metadata *root);

#endif
