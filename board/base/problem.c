/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

/* In a remedy: the folder that paths.store names. */
#define STORE "{store}"

static const struct {
	const char *code;
	const char *remedy;
	bool needs_someone;
} problems[] = {
	[PROBLEM_NONE] = { "none", "", false },
	[PROBLEM_SERVER_ABSENT] = { "server-absent",
			"check the network cable or Wi-Fi and the address in sync.url; the unit keeps trying", false },
	[PROBLEM_SERVER_SLOW] = { "server-slow",
			"nothing to do if the line is busy: the download goes on where it stopped; else have the line "
			"checked",
			false },
	[PROBLEM_SERVER_REFUSED] = { "server-refused",
			"ask whoever runs the server why it refuses; the unit keeps trying", false },
	[PROBLEM_CONNECTION_CUT] = { "connection-cut",
			"nothing to do: the download goes on where it stopped; if it returns often, have the line "
			"checked",
			false },
	[PROBLEM_TLS] = { "tls",
			"check that sync.url names the right server and that sync.ca_file is the CA that signed its "
			"certificate",
			true },
	[PROBLEM_PROXY] = { "proxy", "check sync.proxy and that the proxy lets this unit through", true },
	[PROBLEM_CAPTIVE_PORTAL] = { "captive-portal",
			"this network wants a login on a web page: ask its owner to let the unit through without one, "
			"or use another network",
			true },
	[PROBLEM_REDIRECTS] = { "redirects",
			"check sync.url: the server sends the unit in a circle or away from http and https; if the "
			"address is right, tell the people who run the server",
			true },
	[PROBLEM_ANSWER] = { "answer-invalid",
			"check that sync.url names a web server with the published files; if it does, tell those who "
			"run it, or the proxy on the way, what it answers",
			true },
	[PROBLEM_NOT_A_REPOSITORY] = { "not-a-repository",
			"check sync.url: it must be the folder that holds metadata/ and targets/", true },
	[PROBLEM_MEDIUM] = { "medium-unreadable",
			"the stick cannot be read: copy the repository onto another one and try again", true },
	[PROBLEM_SIGNATURE] = { "signature",
			"do not bypass this: tell the publisher; if its keys were replaced by a ceremony, reinstall "
			"the "
			"unit's root file from a trusted source",
			true },
	[PROBLEM_ROOT_MISSING] = { "root-missing",
			"no root key file is installed: copy root.json, given by the publisher, to the file that "
			"sync.root_file names (/etc/borne/root.json)",
			true },
	[PROBLEM_OLDER] = { "older-version",
			"the server offers an older release than this unit has seen: tell the publisher to publish "
			"again "
			"with a higher version",
			true },
	[PROBLEM_EXPIRED] = { "expired",
			"tell the publisher to sign again (borne-publish renew); if it did, check the unit's date",
			true },
	[PROBLEM_TARGET_MISSING] = { "target-missing",
			"tell the publisher: a file of the release is not on the server, publish it again", true },
	[PROBLEM_TARGET_DAMAGED] = { "target-damaged",
			"tell the publisher: the file on the server, or a cache on the way, does not match its "
			"signature; "
			"upload it again",
			true },
	[PROBLEM_BUNDLE_INVALID] = { "bundle-invalid",
			"tell the publisher: the signed bundle is not one this version can read; build and publish "
			"again",
			true },
	[PROBLEM_CONTENT_DAMAGED] = { "content-damaged",
			"tell the publisher: the signed content cannot be opened; build and publish a new release",
			true },
	[PROBLEM_CONTENT_LIMITS] = { "content-limits",
			"tell the publisher: the signed content takes more time, memory or space than a unit gives it; "
			"find out with borne-publish check and publish a corrected release",
			true },
	[PROBLEM_CONTENT_CRASHES] = { "content-crashes",
			"tell the publisher: reading the signed content ends the program that reads it; publish a "
			"corrected release, and send this one to support",
			true },
	[PROBLEM_CHECK_ENDED] = { "check-ended",
			"nothing to do the first time: it is tried again, three times in all; if it returns, look for "
			"a lack of memory in the journal (journalctl -k)",
			false },
	[PROBLEM_DISK_FULL] = { "disk-full", "free space on the unit's data partition or fit a larger card", true },
	[PROBLEM_DISK_ERROR] = { "disk-error",
			"check the unit's card or disk: run borne-unit doctor, and replace the card if it fails again",
			true },
	[PROBLEM_STORE_READ_ONLY] = { "store-read-only",
			"restart the unit once; if its card is read-only again, it is damaged or worn out: replace it, "
			"the "
			"content stays shown until then",
			true },
	[PROBLEM_STORE_DENIED] = { "store-denied",
			"give the folder back to the account of borne-syncd: chown -R borne-sync:borne " STORE
			", then systemctl restart borne-syncd",
			true },
	[PROBLEM_STORE_BUSY] = { "store-busy",
			"wait for the other borne-syncd that updates the same store to end; this one keeps trying",
			false },
	[PROBLEM_REFUSED_BY_INTERFACE] = { "interface-refused",
			"tell the publisher: the interface cannot use this release; publish a corrected one", true },
	[PROBLEM_INTERFACE_SILENT] = { "interface-silent",
			"look at the interface's journal (journalctl -u borne); this release is tried again after a "
			"day, a "
			"corrected one at once",
			true },
	[PROBLEM_FETCHER] = { "fetcher-failed",
			"nothing to do the first time: it is restarted; if it returns, send the journal of borne-syncd "
			"to support",
			false },
	[PROBLEM_STOPPED] = { "stopped", "nothing to do: the download goes on at the next start", false },
	[PROBLEM_INTERNAL] = { "internal", "send the journal of borne-syncd to support", true },
};
static_assert(ARRAY_LEN(problems) == PROBLEM_COUNT, "a row for every problem");

const char *problem_code(enum problem p)
{
	return problems[p].code;
}

const char *problem_remedy(enum problem p, const char *store, char out[PROBLEM_REMEDY_BYTES])
{
	const char *remedy = problems[p].remedy;
	const char *at = strstr(remedy, STORE);
	if (at) {
		(void)snprintf(out, PROBLEM_REMEDY_BYTES, "%.*s%s%s", (int)(at - remedy), remedy, store,
				at + sizeof STORE - 1);
	} else {
		str_cut(out, PROBLEM_REMEDY_BYTES, remedy);
	}
	return out;
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
