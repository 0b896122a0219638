/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stick.h - contents from a USB stick, asked of borne-syncd
 *
 * Talks to RUN/sync/import.sock (sync/FORMAT.md section 6); when no daemon runs, borne-syncd is
 * started for this one check. Nothing on the stick is read here. Blocking. */
#ifndef HEALTH_STICK_H
#define HEALTH_STICK_H

#include <jansson.h>

#include "base/buf.h"
#include "base/config.h"
#include "health/health.h"

struct stick_request {
	const char *folder;      /* as typed; made absolute here */
	const char *config_path; /* of borne.yaml, for a daemon started here */
	const char *syncd;       /* program; "borne-syncd" is looked for in PATH */
	const struct config *config;
	const char *language; /* borrowed: "fr" */
};

/* Imports and puts what happened, and what to do, into *words. Progress goes to the standard error as lines. */
enum health_state stick_import(const struct stick_request *request, struct buf *words);

/* What an "import" or "result" object says, in words; HEALTH_OK for null. `store` is the folder that paths.store
 * names. */
enum health_state stick_describe(const json_t *import, const char *language, const char *store, struct buf *words,
		struct buf *remedy);

#endif
