/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/healthcheck.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/rundir.h"
#include "base/str.h"
#include "health/healthcheck_part.h"

enum { JSON_MAX_BYTES = 4 * 1024 * 1024, SMALL_MAX_BYTES = 64 * 1024, CONFIG_PROBLEMS_SHOWN = 20 };

char *healthcheck_path(const struct healthcheck *c, const char *path)
{
	return mem_printf("%s%s", c->source->root, path);
}

bool healthcheck_line(const struct healthcheck *c, const char *path, char *out, size_t size)
{
	CLEANUP(free_ptr) char *whole = healthcheck_path(c, path);
	struct buf text = { 0 };
	bool ok = fs_read_file(whole, SMALL_MAX_BYTES, &text, NULL);
	if (ok) {
		size_t len = strcspn(buf_text(&text), "\n");
		while (len > 0 && text.bytes[len - 1] == ' ') {
			len--;
		}
		text.bytes[len] = '\0';
		str_cut(out, size, text.bytes);
	}
	buf_finish(&text);
	return ok;
}

size_t healthcheck_names(const struct healthcheck *c, const char *dir, const char *prefix, char **names, size_t max)
{
	CLEANUP(free_ptr) char *whole = healthcheck_path(c, dir);
	struct dirent **entries;
	int count = scandir(whole, &entries, NULL, versionsort);
	size_t len = 0;
	for (int i = 0; i < count; i++) {
		if (len < max && entries[i]->d_name[0] != '.' && str_starts(entries[i]->d_name, prefix)) {
			names[len++] = mem_strdup(entries[i]->d_name);
		}
		free(entries[i]);
	}
	if (count >= 0) {
		free(entries);
	}
	return len;
}

void healthcheck_free_names(char **names, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		free(names[i]);
	}
}

int64_t healthcheck_integer(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

const char *healthcheck_text(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text ? text : "";
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
	if (count == 0) {
		health_add(h, HEALTH_CONFIG, HEALTH_OK, "%s est valide, site « %s »", "%s is valid, site '%s'",
				c->source->config_path,
				c->config.site[0]
						? c->config.site
						: (h->lang == HEALTH_FRENCH ? "premier du pack" : "first of the pack"));
	}
	char *rest = NULL;
	size_t shown = 0;
	for (char *line = count ? strtok_r(problems.bytes, "\n", &rest) : NULL; line;
			line = strtok_r(NULL, "\n", &rest)) {
		if (shown++ < CONFIG_PROBLEMS_SHOWN) {
			health_add(h, HEALTH_CONFIG, HEALTH_BROKEN, "%s", "%s", line + strlen(c->source->root));
			health_remedy(h, "corriger, puis : borne-unit check-config",
					"correct it, then: borne-unit check-config");
		}
	}
	buf_finish(&problems);
}

void healthcheck_run(const struct healthcheck_source *source, struct health *h)
{
	static void (*const checks[])(const struct healthcheck *c, struct health *h) = {
		healthcheck_content,
		healthcheck_sync,
		healthcheck_interface,
		healthcheck_network,
		healthcheck_clock,
		healthcheck_storage,
		healthcheck_temperature,
		healthcheck_display,
		healthcheck_touch,
		healthcheck_assets,
		healthcheck_services,
	};
	struct healthcheck c = { .source = source };
	check_config(&c, h);
	CLEANUP(free_ptr) char *current = mem_printf("%s/current", c.config.paths.store);
	c.status = read_told(&c, RUNDIR_SYNC, "status.json");
	c.ui = read_told(&c, RUNDIR_UI, "ui.json");
	c.bundle = read_json(&c, current, "bundle.json");
	c.release = read_json(&c, current, "release.json");
	for (size_t i = 0; i < ARRAY_LEN(checks); i++) {
		checks[i](&c, h);
	}
	json_decref(c.status);
	json_decref(c.ui);
	json_decref(c.bundle);
	json_decref(c.release);
}
