/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "provision/commands.h"

#include <stdio.h>

#include "base/mem.h"
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
