/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "provision/commands.h"

#include <stdio.h>

#include "base/mem.h"
#include "provision/card.h"
#include "provision/network.h"

enum { DONE, DONE_WITH_PROBLEMS, NOT_DONE };

static int complain(const struct err *e)
{
	(void)fprintf(stderr, "borne-unit: %s\n", e->message);
	return NOT_DONE;
}

int provision_apply_network(const struct provision_arguments *a)
{
	static const char *const origins[] = {
		[NETWORK_FROM_SETTINGS] = "the network is that of the settings",
		[NETWORK_FROM_LAST] = "the network settings have a problem: the last good ones stay in force",
		[NETWORK_FROM_DEFAULTS] =
				"the network settings have a problem, and there are no earlier ones: by cable, "
				"address by DHCP",
	};
	CLEANUP(free_ptr) char *config = mem_printf("%s%s", a->root, a->config);
	CLEANUP(free_ptr) char *state = mem_printf("%s%s", a->root, a->state);
	struct network_request r = { .config_path = config, .state = state, .root = a->root };
	struct buf problems = { 0 };
	enum network_origin origin = NETWORK_FROM_SETTINGS;
	struct err e;
	bool ok = network_apply(&r, &origin, &problems, &e);
	(void)fputs(buf_text(&problems), stderr);
	buf_finish(&problems);
	if (!ok) {
		return complain(&e);
	}
	printf("%s\n", origins[origin]);
	return origin == NETWORK_FROM_SETTINGS ? DONE : DONE_WITH_PROBLEMS;
}

int provision_take_settings(const struct provision_arguments *a)
{
	static const char *const outcomes[] = {
		[CARD_ABSENT] = ("there is no " CARD_FILE " on the card: the settings stay as they are"),
		[CARD_TAKEN] = "the settings are those of the card",
		[CARD_WAITING] =
				"the settings are those of the card, which is read-only now and waits for its new file",
		[CARD_CLEANED] = "the settings are those of the card; its passwords and codes are in the unit now",
		[CARD_UNCLEANED] = "the settings are those of the card; its passwords and codes are still on it",
	};
	CLEANUP(free_ptr) char *config = mem_printf("%s%s", a->root, a->config);
	CLEANUP(free_ptr) char *state = mem_printf("%s%s", a->root, a->state);
	CLEANUP(free_ptr) char *card = mem_printf("%s%s", a->root, a->card);
	struct card_request r = { .card = card, .state = state, .settings = config };
	struct buf problems = { 0 };
	enum card_outcome outcome = CARD_ABSENT;
	struct err e;
	bool ok = card_take(&r, &outcome, &problems, &e);
	int status = problems.len > 0 ? DONE_WITH_PROBLEMS : DONE;
	(void)fputs(buf_text(&problems), stderr);
	buf_finish(&problems);
	if (!ok) {
		return complain(&e);
	}
	printf("%s\n", outcomes[outcome]);
	return status;
}
