/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/calibrate.h"

#include <math.h>
#include <string.h>

#include "base/config.h"
#include "base/fsutil.h"
#include "base/mem.h"

enum { SETTINGS_MAX_BYTES = 64 * 1024 };

#define KEPT "calibration.yaml"
#define KEPT_BEFORE "calibration-before.yaml"

static bool read_settings(const char *path, struct config *out, struct err *e)
{
	struct buf text = { 0 };
	struct buf problems = { 0 };
	bool ok = fs_read_file(path, SETTINGS_MAX_BYTES, &text, e);
	if (ok && config_check_text(path, buf_text(&text), text.len, out, &problems) > 0) {
		const char *first = buf_text(&problems);
		ok = fail_kind(e, ERR_FORMAT, "%.*s", (int)strcspn(first, "\n"), first);
	}
	buf_finish(&problems);
	buf_finish(&text);
	return ok;
}

static bool write_kept(const char *path, const struct touchpoint_matrix *m, const char *day, struct err *e)
{
	struct buf text = { 0 };
	buf_add_text(&text, "touch:\n");
	calibrate_lines(m, day, &text);
	bool ok = fs_write_file_atomic(path, buf_text(&text), text.len, 0600, e);
	buf_finish(&text);
	return ok;
}

static struct touchpoint_matrix matrix_of(const struct config *c)
{
	struct touchpoint_matrix m;
	_Static_assert(sizeof m.at == sizeof c->touch.calibration, "the settings have a whole matrix");
	memcpy(m.at, c->touch.calibration, sizeof m.at);
	return m;
}

/* The numbers of both went through calibrate_lines() or a technician's hand. */
static bool same_matrix(const struct config *a, const struct config *b)
{
	for (int i = 0; i < CONFIG_MATRIX_LEN; i++) {
		if (fabs(a->touch.calibration[i] - b->touch.calibration[i]) > 1e-6) {
			return false;
		}
	}
	return true;
}

bool calibrate_keep(const char *state, const char *path, const struct touchpoint_matrix *m, const char *day,
		struct err *e)
{
	CLEANUP(free_ptr) char *kept = fs_join(state, KEPT);
	CLEANUP(free_ptr) char *before = fs_join(state, KEPT_BEFORE);
	struct config settings;
	if (!fs_exists(state)) {
		return true;
	}
	/* A second calibration replaces the first; the card's is still the one before both. */
	if (!fs_exists(kept) || !fs_exists(before)) {
		if (!read_settings(path, &settings, e)) {
			return false;
		}
		struct touchpoint_matrix old = matrix_of(&settings);
		if (!write_kept(before, &old, settings.touch.calibrated, e)) {
			return false;
		}
	}
	return write_kept(kept, m, day, e);
}

bool calibrate_restore(const char *state, const char *path, enum calibrate_restored *what, struct err *e)
{
	CLEANUP(free_ptr) char *kept = fs_join(state, KEPT);
	CLEANUP(free_ptr) char *before = fs_join(state, KEPT_BEFORE);
	struct config ours;
	struct config replaced;
	struct config settings;
	*what = CALIBRATE_NONE_KEPT;
	if (!fs_exists(kept) || !fs_exists(before)) {
		return true;
	}
	if (!read_settings(kept, &ours, e) || !read_settings(before, &replaced, e) ||
			!read_settings(path, &settings, e)) {
		return fail_wrap(e, "the calibration of this unit is not in force");
	}
	if (!same_matrix(&settings, &replaced)) {
		*what = CALIBRATE_SUPERSEDED;
		return fs_remove_tree(kept, e) && fs_remove_tree(before, e);
	}
	struct touchpoint_matrix m = matrix_of(&ours);
	*what = CALIBRATE_RESTORED;
	return calibrate_write(path, &m, ours.touch.calibrated, e);
}
