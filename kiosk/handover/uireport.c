/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handover/uireport.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/rundir.h"

#define LOG_MODULE "content"
#include "base/log.h"

static const char *const kinds[] = {
	[REFUSAL_CONTENT] = "content",
	[REFUSAL_CRASH] = "crash",
	[REFUSAL_DAMAGED] = "damaged",
};

/* A message may quote what stands in the content, which need not be UTF-8. */
static json_t *reason_json(const char *text)
{
	json_t *as_is = json_string(text);
	return as_is ? as_is : json_string("the reason is not UTF-8");
}

void uireport_write(const struct uireport *r, const char *run_dir)
{
	if (!run_dir) {
		json_decref(r->site_unknown);
		return;
	}
	json_t *refused = r->refused ? json_pack("{s:I,s:s,s:o}", "generation", (json_int_t)r->refused, "kind",
						       kinds[r->kind], "why", reason_json(r->why))
				     : json_null();
	json_t *trying = r->trying ? json_pack("{s:I,s:I}", "generation", (json_int_t)r->trying, "step",
						     (json_int_t)r->step)
				   : json_null();
	json_t *all = json_pack("{s:i,s:I,s:I,s:b,s:o,s:o,s:o,s:I}", "pid", (int)getpid(), "generation",
			(json_int_t)r->confirmed, "shown", (json_int_t)r->shown, "session", r->visiting, "refused",
			refused, "trying", trying, "site_unknown", r->site_unknown, "updated_at",
			(json_int_t)clock_wall_s());
	char *text = all ? json_dumps(all, JSON_COMPACT) : NULL;
	struct err e = { 0 };
	if (!text || !rundir_write(run_dir, RUNDIR_UI, "ui.json", text, strlen(text), &e)) {
		log_warn("the sync daemon could not be told: %s", text ? e.message : "out of words");
	}
	free(text);
	json_decref(all);
}
