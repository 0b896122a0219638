/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench.h - the interface measures itself on the content it has
 *
 * Real time, real gestures through the robot, the process's own CPU clock (all
 * threads) and a frame counter of its own. tests/bench/run collects the numbers into
 * the table of budgets. UI thread. */
#ifndef REMOTE_BENCH_H
#define REMOTE_BENCH_H

#include "platform/kiosk.h"

/* `name`: start, drag, pan, zoom, pages or idle. Writes one JSON object to json_path, or to the standard output when
 * NULL: {"bench","renderer","frames","wall_s","fps","cpu_ms_per_frame","gpu_ms_per_frame","start_ms","start_cpu_ms",
 * "tap_to_pixels_ms":{"p50","p95"},"idle_cpu_percent","pss_kib"}; what a bench does not measure is null.
 * Where Mesa's llvmpipe takes the place of a GPU, the time of its threads is the gpu_ms_per_frame, and not in the
 * other. */
MUST_USE bool bench_run(const struct kiosk_options *options, const char *name, const char *json_path, struct err *e);

#endif
