/* SPDX-License-Identifier: GPL-3.0-or-later */
/* status.h - what the daemon tells the rest of the unit
 *
 * RUN/sync/status.json for borne-unit and the technician screen, RUN/sync/metrics.prom
 * (OpenMetrics) for a collector of metrics. Written to RAM, on change. The fields are in
 * sync/FORMAT.md section 3. */
#ifndef DAEMON_STATUS_H
#define DAEMON_STATUS_H

#include <jansson.h>
#include <stdint.h>
#include <time.h>

#include "base/buf.h"
#include "base/problem.h"

enum status_state {
	STATUS_STARTING,
	STATUS_IDLE,
	STATUS_QUIET, /* quiet hours: waiting for their end */
	STATUS_CHECKING,
	STATUS_DOWNLOADING,
	STATUS_STAGING, /* checking the content, building the search index */
	STATUS_WAITING, /* switched, the interface has not confirmed yet */
	STATUS_STOPPED,
};

enum { STATUS_TEXT_BYTES = 128, STATUS_MESSAGE_BYTES = 512, STATUS_SERVER_BYTES = 320 };

struct status_error {
	enum problem problem; /* PROBLEM_NONE: no error */
	char message[STATUS_MESSAGE_BYTES];
	time_t since;
	unsigned count; /* checks in a row that met it */
};

/* The last stick that was read. */
struct status_import {
	time_t at; /* 0: none since the start */
	enum problem problem;
	char outcome[16]; /* "imported", "current", "refused" */
	char folder[256];
	char edition[STATUS_TEXT_BYTES]; /* in service afterwards */
	char message[STATUS_MESSAGE_BYTES];
};

/* Beside the contents: see firmware.h of this folder. */
struct status_firmware {
	const char *state; /* a constant; NULL: the machine was not started from an image, or was not asked yet */
	char running[STATUS_TEXT_BYTES], offered[STATUS_TEXT_BYTES];
	enum problem problem;
	char message[STATUS_MESSAGE_BYTES];
};

struct status {
	enum status_state state;
	const char *pack;                 /* borrowed */
	char server[STATUS_SERVER_BYTES]; /* the base URL in use, without name and password */
	const char *store;                /* borrowed: the folder that paths.store names */
	const char *settings;             /* borrowed: what is wrong in borne.yaml, NULL for nothing */
	int64_t release;                  /* newest the server was found to offer */
	int64_t generation, previous, confirmed;
	char edition[STATUS_TEXT_BYTES]; /* of the current generation */
	time_t installed_at;
	time_t last_check, last_success, next_check; /* 0: never, unknown */
	struct status_error error;
	struct {
		uint64_t bytes, total;
		char name[STATUS_TEXT_BYTES];
	} progress; /* while downloading */
	struct {
		bool synchronised;
		time_t trusted, system;
	} clock;
	struct status_import import;
	struct status_firmware firmware;
	time_t metadata_expires;
	int64_t store_free_bytes;
	int64_t restart_pid;     /* the interface that is asked to start again; 0: none */
	const char *waiting_for; /* "visit", "interface" or NULL */
	struct {
		int64_t pid;
		unsigned restarts;
		int landlock;
		char user[33];
	} fetcher;
	json_t *usage, *reports;           /* borrowed; of the interface (uicounts.h), NULL: nothing is known */
	uint64_t received_bytes, requests; /* since the start */
	uint64_t checks, checks_failed, switches, rollbacks;
};

/* "downloading": as in status.json. */
const char *status_state_name(enum status_state state);
/* Owned. null when there was none. `store`: for problem_remedy(). */
json_t *status_import_to_json(const struct status_import *import, const char *store);

/* Pure: appends the file's text. */
void status_to_json(const struct status *s, struct buf *out);
void status_to_metrics(const struct status *s, struct buf *out);
/* Both files into run_dir. */
MUST_USE bool status_write(const struct status *s, const char *run_dir, struct err *e);
/* "downloading 12 of 66 MB" and so on, for sd_notify and logs. */
void status_describe(const struct status *s, char *out, size_t size);

#endif
