/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "daemon/firmware.h"
#include "daemon/firmware_private.h"
#include "daemon/report.h"

#define LOG_MODULE "firmware"
#include "base/log.h"

enum {
	FILE_MODE = 0644,
	NIGHT_FROM_H = 3,
	NIGHT_TO_H = 5,
};
static const int64_t restart_every_us = 3600LL * SECOND_US;

static bool is_night(const struct syncd *d)
{
	time_t now = clock_wall_s();
	struct tm local = { 0 };
	if (now < trustclock_build_time() || !localtime_r(&now, &local)) {
		return false;
	}
	const struct schedule *s = &d->options->schedule;
	if (s->quiet_from_min == SCHEDULE_NO_QUIET) {
		return local.tm_hour >= NIGHT_FROM_H && local.tm_hour < NIGHT_TO_H;
	}
	return schedule_quiet_left_s(s, local.tm_hour * 60 + local.tm_min, local.tm_sec) > 0;
}

/* What root made of what was fetched. */
static void follow_root(struct syncd *d, const struct machine *m)
{
	const struct status_firmware *f = &d->status.firmware;
	if (!f->state || !str_equal(f->state, "fetched")) {
		return;
	}
	if (machine_waits(m) && str_equal(m->idle.version, f->offered)) {
		firmware_set_state(d, "written", m->idle.version);
		firmware_clear_problem(d);
		report_now(d);
	} else if (m->problem != PROBLEM_NONE && f->problem != m->problem) {
		firmware_tell_problem(d, m->problem, m->message);
		report_now(d);
	}
}

void firmware_follow(struct syncd *d)
{
	struct machine m;
	struct uistate ui;
	int64_t now_us = clock_monotonic_us();
	if (!firmware_read_machine(d, &m)) {
		return;
	}
	follow_root(d, &m);
	bool asked = d->firmware_restart_us > 0 && now_us - d->firmware_restart_us < restart_every_us;
	if (asked || !machine_waits(&m) || !is_night(d)) {
		return;
	}
	uistate_read(&ui, d->ui_path);
	if (ui.alive && ui.session) {
		return;
	}
	d->firmware_restart_us = now_us;
	CLEANUP(free_ptr) char *path = store_path(&d->store, "firmware/restart");
	CLEANUP(free_ptr) char *text = mem_printf("%s %lld\n", m.idle.version, (long long)now_us);
	struct err e;
	if (!fs_write_file_atomic(path, text, strlen(text), FILE_MODE, &e)) {
		log_warn("the restart into firmware %s is not asked for: %s", m.idle.version, e.message);
		return;
	}
	log_info("asking for the restart into another firmware version=%s", m.idle.version);
}
