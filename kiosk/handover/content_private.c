/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handover/content_private.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "handover/tried.h"
#include "handover/whereabouts.h"

#define LOG_MODULE "content"
#include "base/log.h"

bool content_is_trying(const struct content *c)
{
	return c->rehearsal.pid > 0 && !c->rehearsal.reads_only;
}

void content_tell(const struct content *c)
{
	struct uireport r = { .confirmed = c->confirmed,
		.shown = c->shown ? c->shown->number : 0,
		.trying = content_is_trying(c) ? c->rehearsal.generation
			  : c->ready           ? c->ready->number
					       : c->loading,
		.step = c->beats,
		.visiting = c->visiting,
		.refused = c->refused,
		.kind = c->kind,
		.why = c->why,
		.site_unknown = whereabouts_to_json(c->shown, c->options.site) };
	uireport_write(&r, c->options.run_dir);
}

void content_refuse(struct content *c, uint64_t number, enum refusal_kind kind, const char *why)
{
	c->refused = number;
	c->kind = kind;
	(void)snprintf(c->why, sizeof c->why, "%s", why);
	log_warn("content refused generation=%" PRIu64 " kept=%" PRIu64 ": %s", number, c->shown ? c->shown->number : 0,
			why);
	content_tell(c);
}

bool content_came_tried(const struct content *c, uint64_t number)
{
	char id[GENERATION_ID_BYTES];
	generation_id(c->options.store, number, id);
	return c->starts && !starts_has_failed(c->starts, number, id) && tried_has(c->options.came_with, id);
}
