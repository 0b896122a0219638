/* SPDX-License-Identifier: GPL-3.0-or-later */
/* network.h - from the group `network` of borne.yaml to the files of systemd-networkd and iwd
 *
 * Half of a network is none: settings with a problem are not used, and the last good ones stay in force, so that a slip
 * on the card does not cost the unit its line. One thread. */
#ifndef PROVISION_NETWORK_H
#define PROVISION_NETWORK_H

#include "base/buf.h"
#include "base/config_network.h"
#include "base/config_values.h"
#include "base/err.h"

/* Below the root of the machine. */
#define NETWORK_NETWORKD "/run/systemd/network"
#define NETWORK_IWD_SETTINGS "/etc/iwd"
#define NETWORK_IWD_KEYS "/var/lib/iwd"

/* What is to be written; an empty text: no such file. */
struct network_files {
	struct buf wired; /* systemd.network(5) */
	struct buf wifi;  /* systemd.network(5) */
	struct buf iwd;   /* iwd.config(5) */
	struct buf key;   /* iwd.network(5): holds the passphrase */
	char key_name[2 * CONFIG_SSID_BYTES_MAX + 16];
};

/* Pure. `c` has no problem in `network`, and no CONFIG_KEPT. *out starts zeroed. */
void network_render(const struct config *c, struct network_files *out);
void network_files_finish(struct network_files *f);
/* Writes them below `root` ("": the machine itself), the key for root alone, and removes those of earlier settings. */
MUST_USE bool network_write(const char *root, const struct network_files *f, struct err *e);

enum network_origin { NETWORK_FROM_SETTINGS, NETWORK_FROM_LAST, NETWORK_FROM_DEFAULTS };

struct network_request {
	const char *config_path; /* borne.yaml */
	const char *state;       /* folder that survives a restart, of root alone (kept.h) */
	const char *root;        /* "" on the unit itself */
};

/* Writes the files from the settings, with what kept.h keeps, and remembers them in `state`; from the ones remembered
 * when the settings have a problem, appended to `problems` line by line; by cable and DHCP when nothing is remembered.
 * False: nothing could be written. */
MUST_USE bool network_apply(const struct network_request *r, enum network_origin *origin, struct buf *problems,
		struct err *e);

#endif
