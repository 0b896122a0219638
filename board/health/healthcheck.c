/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/healthcheck.h"

#include <string.h>

#include "base/config_machine.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/rundir.h"
#include "base/str.h"
#include "health/healthcheck_part.h"

enum { JSON_MAX_BYTES = 4 * 1024 * 1024, CONFIG_PROBLEMS_SHOWN = 20, READ_MAX_BYTES = 256 * 1024 };

bool healthcheck_read(const struct healthcheck *c, const char *path, struct buf *out)
{
	CLEANUP(free_ptr) char *whole = healthcheck_path(c, path);
	return fs_read_file(whole, READ_MAX_BYTES, out, NULL);
}

/* Takes `text`; NULL when it is no object. */
static json_t *parse_object(struct buf *text, bool was_read)
{
	json_t *object = was_read ? json_loadb(buf_text(text), text->len, JSON_REJECT_DUPLICATES, NULL) : NULL;
	buf_finish(text);
	if (!json_is_object(object)) {
		json_decref(object);
		return NULL;
	}
	return object;
}

static json_t *read_json(const struct healthcheck *c, const char *dir, const char *name)
{
	CLEANUP(free_ptr) char *path = mem_printf("%s%s/%s", c->source->root, dir, name);
	struct buf text = { 0 };
	bool ok = fs_read_file(path, JSON_MAX_BYTES, &text, NULL);
	return parse_object(&text, ok);
}

/* What a program says of itself in the run folder. */
static json_t *read_told(const struct healthcheck *c, enum rundir_part part, const char *name)
{
	CLEANUP(free_ptr) char *run = healthcheck_path(c, c->config.paths.run);
	struct buf text = { 0 };
	bool ok = rundir_read(run, part, name, JSON_MAX_BYTES, &text, NULL);
	return parse_object(&text, ok);
}

static void check_config(struct healthcheck *c, struct health *h)
{
	CLEANUP(free_ptr) char *path = healthcheck_path(c, c->source->config_path);
	struct buf problems = { 0 };
	size_t count = config_check(path, &c->config, &problems);
	if (c->source->root[0] == '\0') {
		count += config_check_machine(path, &problems);
	}
	if (count == 0) {
		health_add(h, HEALTH_CONFIG, HEALTH_OK,
				c->config.site[0] ? HEALTH_CONFIG_VALID : HEALTH_CONFIG_VALID_FIRST,
				WORDS_VALUES({ "path", c->source->config_path }, { "site", c->config.site }));
	}
	char *rest = NULL;
	size_t shown = 0;
	for (char *line = count ? strtok_r(problems.bytes, "\n", &rest) : NULL; line;
			line = strtok_r(NULL, "\n", &rest)) {
		if (shown++ < CONFIG_PROBLEMS_SHOWN) {
			health_add(h, HEALTH_CONFIG, HEALTH_BROKEN, HEALTH_CONFIG_PROBLEM,
					WORDS_VALUES({ "problem", line + strlen(c->source->root) }));
		}
	}
	buf_finish(&problems);
}

void healthcheck_run(const struct healthcheck_source *source, struct health *h)
{
	static void (*const checks[])(const struct healthcheck *c, struct health *h) = {
		healthcheck_content,
		healthcheck_sync,
		healthcheck_firmware,
		healthcheck_interface,
		healthcheck_network,
		healthcheck_clock,
		healthcheck_storage,
		healthcheck_temperature,
		healthcheck_power,
		healthcheck_display,
		healthcheck_touch,
		healthcheck_sound,
		healthcheck_assets,
		healthcheck_services,
	};
	struct healthcheck c = { .source = source };
	check_config(&c, h);
	CLEANUP(free_ptr) char *current = mem_printf("%s/current", c.config.paths.store);
	c.status = read_told(&c, RUNDIR_SYNC, "status.json");
	c.ui = read_told(&c, RUNDIR_UI, "ui.json");
	c.touch = read_told(&c, RUNDIR_UI, "touch.json");
	c.firmware = read_told(&c, RUNDIR_FIRMWARE, "status.json");
	c.bundle = read_json(&c, current, "bundle.json");
	c.release = read_json(&c, current, "release.json");
	for (size_t i = 0; i < ARRAY_LEN(checks); i++) {
		checks[i](&c, h);
	}
	json_decref(c.status);
	json_decref(c.ui);
	json_decref(c.touch);
	json_decref(c.firmware);
	json_decref(c.bundle);
	json_decref(c.release);
}
