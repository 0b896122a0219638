/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commands.h - the commands of borne-unit that set a unit up
 *
 * Each returns the exit status: 0 done, 1 done with something to look at, 2 not done. Problems go to the standard
 * error, a line each; no secret is ever printed. */
#ifndef PROVISION_COMMANDS_H
#define PROVISION_COMMANDS_H

#include <stdbool.h>

#include "base/opt.h"

#define PROVISION_DEFAULT_STATE "/var/lib/borne-unit"

struct provision_arguments {
	const char *config; /* borne.yaml, below root */
	const char *root;   /* "" on the unit itself */
	const char *state;  /* folder of what the unit keeps, below root */
	const char *card;   /* take-settings: the mounted boot partition, below root */
};

/* apply-network: the files of systemd-networkd and iwd, from the settings or the last good ones (network.h). */
int provision_apply_network(const struct provision_arguments *a);
/* take-settings: borne.yaml of the card into `config`, its secrets into `state` (card.h). */
int provision_take_settings(const struct provision_arguments *a);

struct prepare_arguments {
	const char *card; /* folder, device or image */
	const char *site, *wifi;
	struct opt_list urls; /* the first is sync.url, the others its mirrors */
	struct opt_list set;  /* "network.wired=static" */
	bool replace;         /* a borne.yaml that is there */
	bool json;
};

/* prepare: borne.yaml onto a new card. The passphrase of `wifi` is asked for on the terminal, twice and unseen, or is a
 * line of the standard input where that is no terminal. */
int provision_prepare(const struct prepare_arguments *a);

#endif
