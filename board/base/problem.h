/* SPDX-License-Identifier: GPL-3.0-or-later */
/* problem.h - every way an update can fail, with its remedy
 *
 * One table for the daemon, borne-unit and the interface: a stable code for machines,
 * what it is about, and the class of its log line. The words for people are the keys
 * problem.* of assets/strings, compiled in for every language (words.h), so that a unit
 * without content has them. What exactly happened comes with the error itself. */
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

#include <stdbool.h>

#include "base/err.h"

enum problem {
	PROBLEM_NONE,
	PROBLEM_SERVER_ABSENT,
	PROBLEM_SERVER_SLOW,
	PROBLEM_SERVER_REFUSED,
	PROBLEM_CONNECTION_CUT,
	PROBLEM_TLS,
	PROBLEM_PROXY,
	PROBLEM_CAPTIVE_PORTAL,
	PROBLEM_REDIRECTS,
	PROBLEM_ANSWER,
	PROBLEM_NOT_A_REPOSITORY,
	PROBLEM_MEDIUM,
	PROBLEM_SIGNATURE,
	PROBLEM_ROOT_MISSING,
	PROBLEM_OLDER,
	PROBLEM_EXPIRED,
	PROBLEM_TARGET_MISSING,
	PROBLEM_TARGET_DAMAGED,
	PROBLEM_BUNDLE_INVALID,
	PROBLEM_CONTENT_DAMAGED,
	PROBLEM_CONTENT_LIMITS,
	PROBLEM_CONTENT_CRASHES,
	PROBLEM_CHECK_ENDED,
	PROBLEM_FIRMWARE_INVALID,
	PROBLEM_FIRMWARE_FAILED,
	PROBLEM_FIRMWARE_SLOT,
	PROBLEM_DISK_FULL,
	PROBLEM_DISK_ERROR,
	PROBLEM_STORE_READ_ONLY,
	PROBLEM_STORE_DENIED,
	PROBLEM_STORE_BUSY,
	PROBLEM_REFUSED_BY_INTERFACE,
	PROBLEM_INTERFACE_SILENT,
	PROBLEM_TECHNICIAN,
	PROBLEM_FETCHER,
	PROBLEM_STOPPED,
	PROBLEM_INTERNAL,
	PROBLEM_COUNT,
};

/* What is looked at first. */
enum problem_area {
	PROBLEM_OF_UPDATES,
	PROBLEM_OF_NETWORK,
	PROBLEM_OF_STORAGE,
	PROBLEM_OF_INTERFACE,
};

/* "server-absent": never changes once released. */
const char *problem_code(enum problem p);
enum { PROBLEM_REMEDY_BYTES = 4096 + 512 }; /* with the longest path */

/* `language` is a code such as "fr"; one that has no words gets English. `store` is the folder that paths.store names.
 */
/* The cause in general, a part of a sentence; "" for PROBLEM_NONE. A constant. */
const char *problem_cause(enum problem p, const char *language);
/* One sentence that says what to do, in `out`, which is returned. */
const char *problem_remedy(enum problem p, const char *language, const char *store, char out[PROBLEM_REMEDY_BYTES]);
/* The same when the content came from a stick. */
const char *problem_stick_remedy(enum problem p, const char *language, const char *store,
		char out[PROBLEM_REMEDY_BYTES]);
enum problem_area problem_area(enum problem p);
/* True when someone must come or act; false when it may pass by itself. */
bool problem_needs_someone(enum problem p);
/* By its code; PROBLEM_NONE for a word that is none. */
enum problem problem_of_code(const char *code);
/* Another server, or another medium, may do better. */
bool problem_is_of_server(enum problem p);
/* The nearest one when only the class of the error is known. */
enum problem problem_of_kind(enum err_kind kind);
/* From the fetching child's word ("connect", "tls"...); PROBLEM_FETCHER for a word it should not use. */
enum problem problem_of_trouble(const char *word);

#endif
