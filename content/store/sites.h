/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sites.h - is the site of the settings one of the content's?
 *
 * An id that was mistyped in borne.yaml, or that a release has dropped, must not show another town: the interface rests
 * on "setup" and says why. The other programs find it with --check-config, by the content in service and in the same
 * words. */
#ifndef STORE_SITES_H
#define STORE_SITES_H

#include "base/buf.h"
#include "base/nearest.h"

/* Appends "site 'x' is not in this content. Nearest: a, b". `nearest`: sites of that content, ranked for `site`. */
void sites_describe_unknown(const char *site, const struct nearest *nearest, struct buf *out);
/* --check-config: `site` against the content in service of the folder `store`, as `file:line: cause. remedy` (the line
 * of `site:` in the settings at `config_path`). Appends nothing where the store has no content or cannot be read: the
 * interface and the daemon report that. Returns how many problems: 0 or 1. */
size_t sites_check(const char *config_path, const char *store, const char *site, struct buf *problems);

#endif
