/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules between options of borne.yaml. */
#include <assert.h>
#include <string.h>

#include "base/config_part.h"
#include "base/config_rule.h"
#include "base/str.h"

static int line_of(const struct yaml_node *root, const char *section, const char *name)
{
	const struct yaml_node *node = yaml_find(root, section);
	const struct yaml_node *option = yaml_find(node, name);
	return option ? option->line : node ? node->key_line : root->line;
}

/* Back to what the table says. */
static void use_default(struct config_checker *c, const char *section, const char *name)
{
	const struct config_option *o = config_find_option(section, name);
	struct buf why = { 0 };
	bool ok = o && config_option_set(o, o->fallback, c->config, &why);
	assert(ok);
	(void)ok;
	buf_finish(&why);
}

/* Together they have a meaning or none: all three go back. */
static void use_default_idle(struct config_checker *c)
{
	use_default(c, "idle", "seconds");
	use_default(c, "idle", "reading_seconds");
	use_default(c, "idle", "countdown_seconds");
}

static void check_idle(struct config_checker *c, const struct yaml_node *root)
{
	const struct config *f = c->config;
	bool countdown = f->idle.countdown_seconds > f->idle.seconds;
	bool reading = f->idle.reading_seconds < f->idle.seconds;
	if (countdown) {
		config_add_problem(c, line_of(root, "idle", "countdown_seconds"),
				"idle.countdown_seconds (%ld) is longer than idle.seconds (%ld). Make it shorter",
				f->idle.countdown_seconds, f->idle.seconds);
	}
	if (reading) {
		config_add_problem(c, line_of(root, "idle", "reading_seconds"),
				"idle.reading_seconds (%ld) is shorter than idle.seconds (%ld). Reading takes longer: "
				"make it at least as long",
				f->idle.reading_seconds, f->idle.seconds);
	}
	if (countdown || reading) {
		use_default_idle(c);
	}
}

/* Rules between options; what breaks one has its default afterwards, so that what was read can be used. */
void config_check_together(struct config_checker *c, const struct yaml_node *root)
{
	const struct config *f = c->config;
	check_idle(c, root);
	config_check_network(c, root);
	if (f->sync.mirrors[0][0] != '\0' && f->sync.url[0] == '\0') {
		config_add_problem(c, line_of(root, "sync", "mirrors"),
				"sync.mirrors stands in for a server that is not named. Give the first address as "
				"sync.url");
	}
	if (f->sync.client_key[0] != '\0' && f->sync.client_cert[0] == '\0') {
		config_add_problem(c, line_of(root, "sync", "client_key"),
				"sync.client_key is the key of no certificate. Give sync.client_cert as well");
		use_default(c, "sync", "client_key");
	}
	if (str_equal(f->paths.store, f->paths.run)) {
		config_add_problem(c, line_of(root, "paths", "run"),
				"paths.run and paths.store are the same folder. Use two: one is emptied at each start");
		use_default(c, "paths", "run");
		use_default(c, "paths", "store");
	}
}
