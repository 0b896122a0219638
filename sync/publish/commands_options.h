/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commands_options.h - what the publishing commands share: options, passphrase, exit codes; private to sync/publish */
#ifndef PUBLISH_COMMANDS_OPTIONS_H
#define PUBLISH_COMMANDS_OPTIONS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/opt.h"
#include "publish/keystore_access.h"
#include "publish/repo_order.h"

struct options {
	const char *keys, *repo, *bundle, *passphrase_file, *sign_with, *public_key;
	bool no_passphrase, allow_older, allow_losses, help;
	long root_days, targets_days, snapshot_days, timestamp_days;
	long patches, patch_level, wait_s, share, must_sign;
};

#define OPTION_KEYS(o)                                                                                                 \
	{                                                                                                              \
		"keys", OPT_TEXT, &(o).keys, "DIR", "folder of the keys", 0, 0                                         \
	}
#define OPTION_REPO(o)                                                                                                 \
	{                                                                                                              \
		"repo", OPT_TEXT, &(o).repo, "DIR", "folder that the web server serves", 0, 0                          \
	}
#define OPTION_PASSPHRASE(o)                                                                                           \
	{                                                                                                              \
		"passphrase-file", OPT_TEXT, &(o).passphrase_file, "FILE",                                             \
				"passphrase of the keys; else BORNE_PASSPHRASE, else asked", 0, 0                      \
	}
#define OPTION_TARGETS_DAYS(o)                                                                                         \
	{                                                                                                              \
		"targets-days", OPT_LONG, &(o).targets_days, "DAYS",                                                   \
				"how long targets.json and the list of a pack are valid (90)", 1, 3650                 \
	}
#define OPTION_SNAPSHOT_DAYS(o)                                                                                        \
	{                                                                                                              \
		"snapshot-days", OPT_LONG, &(o).snapshot_days, "DAYS", "how long snapshot.json is valid (30)", 1, 3650 \
	}
#define OPTION_TIMESTAMP_DAYS(o)                                                                                       \
	{                                                                                                              \
		"timestamp-days", OPT_LONG, &(o).timestamp_days, "DAYS", "how long timestamp.json is valid (14)", 1,   \
				365                                                                                    \
	}
#define OPTION_WAIT(o)                                                                                                 \
	{                                                                                                              \
		"wait", OPT_LONG, &(o).wait_s, "S",                                                                    \
				"how long to wait for another borne-publish at work in REPO (900)", 0, 86400           \
	}
#define OPTION_HELP(o)                                                                                                 \
	{                                                                                                              \
		"help", OPT_FLAG, &(o).help, "", "this help", 0, 0                                                     \
	}

struct options command_defaults(void);
/* What a release is asked for by them, now. */
struct repo_order command_order(const struct options *o);
/* Says the error, if there is one: exit code 0 or 1. */
int command_outcome(bool ok, const struct err *e);
/* Wrong usage: exit code 2. */
int command_usage(const struct err *e);
/* The passphrase is kept in `store` until command_forget(). */
MUST_USE bool command_access(const struct options *o, struct buf *store, struct keystore_access *out, struct err *e);
void command_forget(struct buf *store);
/* A command that signs: reads the arguments into what `table` points to (fields of *o), asks for --keys, --repo and,
 * with `bundle`, --bundle, and calls `work`. `name` is its word. Returns the status of the program. */
int command_run_signing(const struct options *o, const struct opt *table, size_t table_len, int argc, char **argv,
		const char *name, bool bundle,
		bool (*work)(const struct options *o, struct keystore_access access, struct err *e));

#endif
