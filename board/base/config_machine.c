/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/config_machine.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/account.h"
#include "base/config.h"
#include "base/config_text.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/pem.h"
#include "base/str.h"
#include "base/yaml.h"

/* False: *e says what is missing. `c` is the whole of the settings. */
typedef bool place_check(const char *value, const struct config *c, struct err *e);

bool config_read_root(const char *path, struct buf *out, struct err *e)
{
	return fs_read_file(path, CONFIG_ROOT_BYTES_MAX, out, e) &&
	       (out->len > 0 || fail_kind(e, ERR_FORMAT, "%s is empty", path));
}

static bool check_root(const char *value, const struct config *c, struct err *e)
{
	struct buf bytes = { 0 };
	(void)c;
	bool ok = config_read_root(value, &bytes, e);
	buf_finish(&bytes);
	return ok;
}

static bool check_pem(const char *path, unsigned parts, struct err *e)
{
	struct buf bytes = { 0 };
	bool ok = pem_read(path, parts, &bytes, e);
	buf_finish(&bytes);
	return ok;
}

static bool check_certificate(const char *value, const struct config *c, struct err *e)
{
	(void)c;
	return check_pem(value, PEM_CERTIFICATE, e);
}

static bool check_client_cert(const char *value, const struct config *c, struct err *e)
{
	return check_pem(value, PEM_CERTIFICATE | (c->sync.client_key[0] ? 0U : PEM_PRIVATE_KEY), e);
}

static bool check_client_key(const char *value, const struct config *c, struct err *e)
{
	(void)c;
	return check_pem(value, PEM_PRIVATE_KEY, e);
}

static bool check_fetch_user(const char *value, const struct config *c, struct err *e)
{
	struct account ignored;
	(void)c;
	return account_find_fetch(value, &ignored, e);
}

/* The programs make what is missing of it: what is there must be folders. */
static bool check_folder(const char *value, const struct config *c, struct err *e)
{
	CLEANUP(free_ptr) char *path = mem_strdup(value);
	struct stat st;
	(void)c;
	for (char *slash = path + strlen(path); slash > path; slash = strrchr(path, '/')) {
		*slash = '\0';
		if (path[0] != '\0' && stat(path, &st) == 0) {
			return S_ISDIR(st.st_mode) || fail(e, "%s is not a folder", path);
		}
	}
	return true;
}

/* Nothing makes this one: it is installed. */
static bool check_assets(const char *value, const struct config *c, struct err *e)
{
	CLEANUP(free_ptr) char *fonts = mem_printf("%s/fonts.yaml", value);
	(void)c;
	return fs_exists(fonts) || fail(e, "there is no fonts.yaml in %s", value);
}

static const struct {
	const char *section, *name;
	place_check *check;
	const char *remedy;
} places[] = {
	{ "sync", "root_file", check_root, "Copy the publisher's root.json there" },
	{ "sync", "ca_file", check_certificate, "Copy the authorities' PEM file there, or leave the option empty" },
	{ "sync", "client_cert", check_client_cert, "Copy the certificate there, or leave the option empty" },
	{ "sync", "client_key", check_client_key,
			"Copy the key there, or leave the option empty when it is in sync.client_cert" },
	{ "sync", "fetch_user", check_fetch_user, "Create it, or name another one" },
	{ "network", "wifi_ca_file", check_certificate, "Copy the authority's PEM file there" },
	{ "network", "wifi_client_cert", check_certificate, "Copy the certificate there" },
	{ "network", "wifi_client_key", check_client_key, "Copy the key there" },
	{ "paths", "store", check_folder, "Name a folder" },
	{ "paths", "run", check_folder, "Name a folder" },
	{ "paths", "state", check_folder, "Name a folder" },
	{ "paths", "first_content", check_folder, "Name a folder, or leave the option empty" },
	{ "paths", "assets", check_assets, "Reinstall borne, or name the folder of its assets" },
};

static const struct config_option *option_of(size_t place)
{
	for (size_t i = 0;; i++) {
		const struct config_option *o = &config_options[i];
		if (o->section && str_equal(o->section, places[place].section) &&
				str_equal(o->name, places[place].name)) {
			return o;
		}
	}
}

/* The line that names the value; 0: none does. The defaults are what was installed, and `borne-unit doctor` looks at
 * that. A unit with a server needs the publisher's root all the same. */
static int line_of(const struct yaml_node *root, size_t place)
{
	const struct yaml_node *section = yaml_find(root, places[place].section);
	const struct yaml_node *node = yaml_find(section, places[place].name);
	const struct yaml_node *url = yaml_find(section, "url");
	if (node) {
		return node->line;
	}
	return places[place].check == check_root && url && url->type == YAML_SCALAR && url->text[0] ? url->line : 0;
}

/* False: its own rule refused it, and it has been named for that; the default stands in `c` instead. */
static bool is_what_the_file_says(const struct yaml_node *root, size_t place, const char *value)
{
	const char *text = yaml_text(yaml_find(root, places[place].section), places[place].name, value);
	return str_equal(text, value);
}

static struct yaml *read_yaml(const char *path)
{
	struct buf bytes = { 0 };
	struct buf text = { 0 };
	struct yaml *y = NULL;
	if (fs_read_file(path, CONFIG_FILE_BYTES_MAX, &bytes, NULL) &&
			config_text_decode(path, buf_text(&bytes), bytes.len, &text, NULL)) {
		y = yaml_parse(path, buf_text(&text), text.len, 1, NULL);
	}
	buf_finish(&bytes);
	buf_finish(&text);
	return y;
}

size_t config_check_machine(const char *path, struct buf *problems)
{
	struct config c;
	struct buf ignored = { 0 };
	struct err e;
	(void)config_check(path, &c, &ignored);
	buf_finish(&ignored);
	struct yaml *y = read_yaml(path);
	size_t count = 0;
	for (size_t i = 0; y && i < ARRAY_LEN(places); i++) {
		const char *value = (const char *)&c + option_of(i)->offset;
		int line = line_of(yaml_root(y), i);
		if (line == 0 || value[0] == '\0' || !is_what_the_file_says(yaml_root(y), i, value) ||
				places[i].check(value, &c, &e)) {
			continue;
		}
		const char *remedy = e.kind == ERR_DENIED && places[i].check != check_fetch_user
						     ? "Run this as root, and let the programs' accounts read it"
						     : places[i].remedy;
		buf_printf(problems, "%s:%d: %s.%s: %s. %s\n", path, line, places[i].section, places[i].name, e.message,
				remedy);
		count++;
	}
	yaml_destroy(y);
	return count;
}
