/* SPDX-License-Identifier: GPL-3.0-or-later */
/* healthcheck_part.h - what the checks share (for healthcheck*.c alone) */
#ifndef HEALTH_HEALTHCHECK_PART_H
#define HEALTH_HEALTHCHECK_PART_H

#include <jansson.h>

#include "base/config.h"
#include "health/health.h"
#include "health/healthcheck_source.h"

struct healthcheck {
	const struct healthcheck_source *source;
	struct config config; /* defaults where the file is wrong */
	json_t *status;       /* RUN/sync/status.json or NULL */
	json_t *ui;           /* RUN/ui/ui.json or NULL */
	json_t *touch;        /* RUN/ui/touch.json or NULL */
	json_t *firmware;     /* RUN/firmware/status.json or NULL */
	json_t *bundle;       /* STORE/current/bundle.json or NULL */
	json_t *release;      /* STORE/current/release.json or NULL */
};

/* Owned: root, then path. */
char *healthcheck_path(const struct healthcheck *c, const char *path);
/* Appends a file below root, 256 KiB at most; false when there is none. */
bool healthcheck_read(const struct healthcheck *c, const char *path, struct buf *out);
/* First line of a small file below root, trimmed, into `out`; false when there is none. */
bool healthcheck_line(const struct healthcheck *c, const char *path, char *out, size_t size);
/* Names in a folder below root that start with `prefix`, in order; at most `max` are kept, owned by the caller
 * (healthcheck_free_names). Returns how many. */
size_t healthcheck_names(const struct healthcheck *c, const char *dir, const char *prefix, char **names, size_t max);
void healthcheck_free_names(char **names, size_t len);
/* 0 and "" when absent or of another type. */
int64_t healthcheck_integer(const json_t *object, const char *key);
const char *healthcheck_text(const json_t *object, const char *key);

void healthcheck_content(const struct healthcheck *c, struct health *h);
void healthcheck_sync(const struct healthcheck *c, struct health *h);
void healthcheck_firmware(const struct healthcheck *c, struct health *h);
void healthcheck_interface(const struct healthcheck *c, struct health *h);
void healthcheck_network(const struct healthcheck *c, struct health *h);
void healthcheck_clock(const struct healthcheck *c, struct health *h);
void healthcheck_storage(const struct healthcheck *c, struct health *h);
void healthcheck_temperature(const struct healthcheck *c, struct health *h);
void healthcheck_power(const struct healthcheck *c, struct health *h);
void healthcheck_display(const struct healthcheck *c, struct health *h);
void healthcheck_touch(const struct healthcheck *c, struct health *h);
void healthcheck_sound(const struct healthcheck *c, struct health *h);
void healthcheck_assets(const struct healthcheck *c, struct health *h);
void healthcheck_services(const struct healthcheck *c, struct health *h);

#endif
