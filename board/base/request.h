/* SPDX-License-Identifier: GPL-3.0-or-later */
/* request.h - what the technician asks of the unit on its screen, for programs that may do it
 *
 * The interface may neither write settings nor restart the machine. It writes one line to RUN/ui/request; systemd then
 * starts `borne-unit obey` (borne-request.service), which answers with one line in RUN/unit/answer: sync/FORMAT.md
 * section 3. A request is a word of this table and, for a calibration, six numbers; for settings, options of borne.yaml
 * with their values, of those that config_option_on_screen() lets through: nothing else can be asked for. Pure, fuzzed;
 * any thread. */
#ifndef BASE_REQUEST_H
#define BASE_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum request {
	REQUEST_CHECK,      /* borne-syncd asks its server now */
	REQUEST_GIVE_BACK,  /* borne-syncd goes back to the content from before */
	REQUEST_CALIBRATE,  /* touch.calibration of borne.yaml */
	REQUEST_SET,        /* other options of borne.yaml */
	REQUEST_REPORT,     /* the report for support, to a stick */
	REQUEST_COMMISSION, /* the report of the commissioning: kept, and to a stick */
	REQUEST_INTERFACE,  /* start the interface again */
	REQUEST_RESTART,    /* the machine */
	REQUEST_POWER_OFF,
	REQUEST_COUNT
};

enum {
	REQUEST_NUMBERS = 6,
	REQUEST_SETTINGS_MAX = 4,
	REQUEST_OPTION_BYTES = 32,
	REQUEST_VALUE_BYTES = 64,
	REQUEST_BYTES_MAX = 512,
	REQUEST_WHY_BYTES = 32, /* of a failure: a word */
};

struct request_setting {
	char option[REQUEST_OPTION_BYTES]; /* "screen.rotate" */
	char value[REQUEST_VALUE_BYTES];   /* as borne.yaml would have it, without quotes; no space; may be empty */
};

struct request_line {
	uint64_t id; /* differs from request to request; the answer has it too */
	enum request what;
	double numbers[REQUEST_NUMBERS];                       /* of a calibration */
	struct request_setting settings[REQUEST_SETTINGS_MAX]; /* at least one, of REQUEST_SET; of REQUEST_COMMISSION
								  "touch" and "passed" (base/commission.h) */
	size_t settings_len;
};

struct request_answer {
	uint64_t id;
	bool done;
	char why[REQUEST_WHY_BYTES]; /* of a failure: letters and hyphens; "" otherwise */
};

/* "restart": of the line, the log and the keys of words. A constant. */
const char *request_word(enum request what);
/* The settings of r->what, REQUEST_SET or REQUEST_COMMISSION: "site=die language=fr". False: they are none, or too
 * many. */
MUST_USE bool request_set(struct request_line *r, const char *settings);
/* One line into `out`; returns its length. */
size_t request_write(const struct request_line *r, char out[REQUEST_BYTES_MAX]);
MUST_USE bool request_parse(const char *text, size_t len, struct request_line *out, struct err *e);
size_t request_answer_write(const struct request_answer *a, char out[REQUEST_BYTES_MAX]);
MUST_USE bool request_answer_parse(const char *text, size_t len, struct request_answer *out, struct err *e);

#endif
