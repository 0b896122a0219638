/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What runs and what the other slot holds: RUN/firmware/status.json (sync/FORMAT.md section 8). A unit from packages
 * has none. */
#include "base/problem.h"
#include "base/words.h"
#include "health/healthcheck_part.h"

static void check_idle(const json_t *idle, struct health *h)
{
	const char *version = healthcheck_text(idle, "version");
	int64_t left = healthcheck_integer(idle, "left");
	if (version[0] == '\0') {
		return;
	}
	/* Below zero: it was confirmed once, and is what a technician can go back to. */
	enum health_state state = left == 0 ? HEALTH_ATTENTION : HEALTH_OK;
	health_add(h, HEALTH_FIRMWARE, state,
			left == 0  ? HEALTH_FIRMWARE_GAVE_BACK
			: left > 0 ? HEALTH_FIRMWARE_WAITS
				   : HEALTH_FIRMWARE_OTHER,
			WORDS_VALUES({ "version", version }));
}

static void check_problem(const struct healthcheck *c, const json_t *problem, struct health *h)
{
	char filled[PROBLEM_REMEDY_BYTES];
	const char *language = health_language(h);
	const char *code = healthcheck_text(problem, "code");
	enum problem p = problem_of_code(code);
	if (code[0] == '\0') {
		return;
	}
	health_add(h, HEALTH_FIRMWARE, HEALTH_ATTENTION, HEALTH_FIRMWARE_PROBLEM,
			WORDS_VALUES({ "cause", p != PROBLEM_NONE ? problem_cause(p, language) : code },
					{ "message", healthcheck_text(problem, "message") },
					{ "remedy", problem_remedy(p, language, c->config.paths.store, filled) }));
}

void healthcheck_firmware(const struct healthcheck *c, struct health *h)
{
	const char *version = healthcheck_text(c->firmware, "version");
	if (version[0] == '\0') {
		return;
	}
	health_add(h, HEALTH_FIRMWARE, HEALTH_OK, HEALTH_FIRMWARE_RUNS,
			WORDS_VALUES({ "version", version }, { "slot", healthcheck_text(c->firmware, "slot") }));
	check_idle(json_object_get(c->firmware, "idle"), h);
	check_problem(c, json_object_get(c->firmware, "problem"), h);
}
