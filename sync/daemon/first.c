/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/first.h"

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "daemon/import.h"
#include "daemon/report.h"

#define LOG_MODULE "first"
#include "base/log.h"

static void report_first(struct syncd *d, const char *folder, enum update_outcome outcome, const struct result *r)
{
	bool known = r->problem == PROBLEM_OLDER || r->problem == PROBLEM_STOPPED;
	if (outcome == UPDATE_SWITCHED) {
		d->status.switches++;
		log_info("the contents that came with the unit are in service folder=%s", folder);
	} else if (outcome == UPDATE_FAILED && !known && store_generation(&d->store, STORE_CURRENT) == 0) {
		report_problem(d, r->problem, r->why.message);
	} else if (outcome == UPDATE_FAILED && !known) {
		log_warn("the contents that came with the unit are not taken folder=%s code=%s cause=\"%s\"", folder,
				problem_code(r->problem), r->why.message);
	}
}

void first_take(struct syncd *d)
{
	const char *dir = d->options->first_content;
	if (!dir || dir[0] == '\0') {
		return;
	}
	CLEANUP(free_ptr) char *folder = fs_join(dir, d->options->update.pack);
	CLEANUP(free_ptr) char *timestamp = fs_join(folder, "metadata/timestamp.json");
	if (fs_exists(timestamp)) {
		struct result r = RESULT_NONE;
		enum update_outcome outcome = import_folder(d, folder, true, &r);
		report_first(d, folder, outcome, &r);
	}
}
