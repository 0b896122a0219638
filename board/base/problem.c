/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>

#include "base/str.h"
#include "base/words.h"

static const struct {
	const char *code;
	enum problem_area area;
	bool needs_someone;
} problems[] = {
	[PROBLEM_NONE] = { "none", PROBLEM_OF_UPDATES, false },
	[PROBLEM_SERVER_ABSENT] = { "server-absent", PROBLEM_OF_NETWORK, false },
	[PROBLEM_SERVER_SLOW] = { "server-slow", PROBLEM_OF_NETWORK, false },
	[PROBLEM_SERVER_REFUSED] = { "server-refused", PROBLEM_OF_NETWORK, false },
	[PROBLEM_CONNECTION_CUT] = { "connection-cut", PROBLEM_OF_NETWORK, false },
	[PROBLEM_TLS] = { "tls", PROBLEM_OF_NETWORK, true },
	[PROBLEM_PROXY] = { "proxy", PROBLEM_OF_NETWORK, true },
	[PROBLEM_CAPTIVE_PORTAL] = { "captive-portal", PROBLEM_OF_NETWORK, true },
	[PROBLEM_REDIRECTS] = { "redirects", PROBLEM_OF_NETWORK, true },
	[PROBLEM_ANSWER] = { "answer-invalid", PROBLEM_OF_NETWORK, true },
	[PROBLEM_NOT_A_REPOSITORY] = { "not-a-repository", PROBLEM_OF_UPDATES, true },
	[PROBLEM_MEDIUM] = { "medium-unreadable", PROBLEM_OF_UPDATES, true },
	[PROBLEM_SIGNATURE] = { "signature", PROBLEM_OF_UPDATES, true },
	[PROBLEM_ROOT_MISSING] = { "root-missing", PROBLEM_OF_UPDATES, true },
	[PROBLEM_OLDER] = { "older-version", PROBLEM_OF_UPDATES, true },
	[PROBLEM_EXPIRED] = { "expired", PROBLEM_OF_UPDATES, true },
	[PROBLEM_TARGET_MISSING] = { "target-missing", PROBLEM_OF_UPDATES, true },
	[PROBLEM_TARGET_DAMAGED] = { "target-damaged", PROBLEM_OF_UPDATES, true },
	[PROBLEM_BUNDLE_INVALID] = { "bundle-invalid", PROBLEM_OF_UPDATES, true },
	[PROBLEM_CONTENT_DAMAGED] = { "content-damaged", PROBLEM_OF_UPDATES, true },
	[PROBLEM_CONTENT_LIMITS] = { "content-limits", PROBLEM_OF_UPDATES, true },
	[PROBLEM_CONTENT_CRASHES] = { "content-crashes", PROBLEM_OF_UPDATES, true },
	[PROBLEM_CHECK_ENDED] = { "check-ended", PROBLEM_OF_UPDATES, false },
	[PROBLEM_FIRMWARE_INVALID] = { "firmware-invalid", PROBLEM_OF_UPDATES, true },
	[PROBLEM_FIRMWARE_FAILED] = { "firmware-failed", PROBLEM_OF_UPDATES, true },
	[PROBLEM_FIRMWARE_SLOT] = { "firmware-not-written", PROBLEM_OF_STORAGE, true },
	[PROBLEM_DISK_FULL] = { "disk-full", PROBLEM_OF_STORAGE, true },
	[PROBLEM_DISK_ERROR] = { "disk-error", PROBLEM_OF_STORAGE, true },
	[PROBLEM_STORE_READ_ONLY] = { "store-read-only", PROBLEM_OF_STORAGE, true },
	[PROBLEM_STORE_DENIED] = { "store-denied", PROBLEM_OF_STORAGE, true },
	[PROBLEM_STORE_BUSY] = { "store-busy", PROBLEM_OF_STORAGE, false },
	[PROBLEM_REFUSED_BY_INTERFACE] = { "interface-refused", PROBLEM_OF_UPDATES, true },
	[PROBLEM_INTERFACE_SILENT] = { "interface-silent", PROBLEM_OF_INTERFACE, true },
	[PROBLEM_TECHNICIAN] = { "given-back", PROBLEM_OF_UPDATES, true },
	[PROBLEM_FETCHER] = { "fetcher-failed", PROBLEM_OF_UPDATES, false },
	[PROBLEM_STOPPED] = { "stopped", PROBLEM_OF_UPDATES, false },
	[PROBLEM_INTERNAL] = { "internal", PROBLEM_OF_UPDATES, true },
};
static_assert(ARRAY_LEN(problems) == PROBLEM_COUNT, "a row for every problem");

enum { KEY_BYTES = 64 };

/* The keys problem.* of assets/strings: "problem.tls", "problem.tls.remedy", "problem.tls.stick". NULL: none. */
static const char *words_of(enum problem p, const char *suffix, const char *language)
{
	char key[KEY_BYTES];
	(void)snprintf(key, sizeof key, "problem.%s%s", problems[p].code, suffix);
	return words_find(language, key);
}

static const char *fill_store(const char *text, const char *store, char out[PROBLEM_REMEDY_BYTES])
{
	struct buf filled = { 0 };
	words_fill(&filled, text ? text : "", WORDS_VALUES({ "store", store }));
	str_cut(out, PROBLEM_REMEDY_BYTES, buf_text(&filled));
	buf_finish(&filled);
	return out;
}

const char *problem_code(enum problem p)
{
	return problems[p].code;
}

enum problem_area problem_area(enum problem p)
{
	return problems[p].area;
}

const char *problem_cause(enum problem p, const char *language)
{
	const char *text = words_of(p, "", language);
	return text ? text : "";
}

const char *problem_remedy(enum problem p, const char *language, const char *store, char out[PROBLEM_REMEDY_BYTES])
{
	return fill_store(words_of(p, ".remedy", language), store, out);
}

const char *problem_stick_remedy(enum problem p, const char *language, const char *store,
		char out[PROBLEM_REMEDY_BYTES])
{
	const char *text = words_of(p, ".stick", language);
	return text ? fill_store(text, store, out) : problem_remedy(p, language, store, out);
}

bool problem_needs_someone(enum problem p)
{
	return problems[p].needs_someone;
}

enum problem problem_of_code(const char *code)
{
	for (int p = PROBLEM_NONE + 1; p < PROBLEM_COUNT; p++) {
		if (str_equal(problems[p].code, code)) {
			return (enum problem)p;
		}
	}
	return PROBLEM_NONE;
}

bool problem_is_of_server(enum problem p)
{
	return p >= PROBLEM_SERVER_ABSENT && p <= PROBLEM_MEDIUM;
}

enum problem problem_of_kind(enum err_kind kind)
{
	static const enum problem of_kind[] = {
		[ERR_OTHER] = PROBLEM_DISK_ERROR,
		[ERR_ABSENT] = PROBLEM_DISK_ERROR,
		[ERR_NO_SPACE] = PROBLEM_DISK_FULL,
		[ERR_FORMAT] = PROBLEM_BUNDLE_INVALID,
		[ERR_DENIED] = PROBLEM_STORE_DENIED,
		[ERR_READ_ONLY] = PROBLEM_STORE_READ_ONLY,
		[ERR_BUSY] = PROBLEM_STORE_BUSY,
		[ERR_TRUST] = PROBLEM_SIGNATURE,
		[ERR_NETWORK] = PROBLEM_SERVER_ABSENT,
		[ERR_STOPPED] = PROBLEM_STOPPED,
	};
	return (size_t)kind < ARRAY_LEN(of_kind) ? of_kind[kind] : PROBLEM_INTERNAL;
}

enum problem problem_of_trouble(const char *word)
{
	static const struct {
		const char *word;
		enum problem problem;
	} words[] = {
		{ "name", PROBLEM_SERVER_ABSENT },
		{ "connect", PROBLEM_SERVER_ABSENT },
		{ "tls", PROBLEM_TLS },
		{ "proxy", PROBLEM_PROXY },
		{ "slow", PROBLEM_SERVER_SLOW },
		{ "cut", PROBLEM_CONNECTION_CUT },
		{ "size", PROBLEM_TARGET_DAMAGED },
		{ "redirect", PROBLEM_REDIRECTS },
		{ "answer", PROBLEM_ANSWER },
		{ "status", PROBLEM_SERVER_REFUSED },
	};
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (str_equal(words[i].word, word)) {
			return words[i].problem;
		}
	}
	return PROBLEM_FETCHER;
}
