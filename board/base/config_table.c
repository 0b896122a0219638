/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/config_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/config_network.h"
#include "base/config_rule.h"
#include "base/pack.inc"
#include "base/str.h"

static const char *const formats[] = { "auto", "portrait", "landscape", "7inch", NULL };
static const char *const angles[] = { "0", "90", "180", "270", NULL };
static const char *const tops[] = { "north", "facing", NULL };
static const char *const wireds[] = { "dhcp", "static", "off", NULL };
static const char *const addressings[] = { "dhcp", "static", NULL };
static const char *const securities[] = { "wpa", "enterprise", "open", NULL };
static const char *const methods[] = { "peap", "ttls", "tls", NULL };
static const char *const levels[] = { "error", "warn", "info", "debug", NULL };

#define AT(field) offsetof(struct config, field)
enum { DAY_SECONDS = 86400, WEEK_MINUTES = 10080 };

const struct config_option config_options[] = {
	/* section, name, type, default, min, max, choices, rule, field, help */
	{ NULL, "site", CONFIG_TEXT, "", 0, 0, NULL, config_rule_id, AT(site),
			"Where the unit stands: an id of the pack's sites.yaml. Empty: the unit asks on its screen, "
			"and "
			"the maps of all areas are kept." },
	{ NULL, "language", CONFIG_TEXT, "", 0, 0, NULL, config_rule_language, AT(language),
			"Language in which the unit greets, a code of the pack such as \"fr\". Empty: the pack's "
			"first." },
	{ "screen", "rotate", CONFIG_ANGLE, "0", 0, 0, angles, NULL, AT(screen.rotate),
			"Clockwise turn of the picture on the panel, in degrees; touch follows." },
	{ "screen", "mm_per_px", CONFIG_REAL, "0.248", 0, CONFIG_MM_PER_PX_MAX, NULL, config_rule_mm_per_px,
			AT(screen.mm_per_px),
			"Size of one pixel in millimetres, so that buttons have their true size. 0: ask the screen." },
	{ "screen", "format", CONFIG_CHOICE, "auto", 0, 0, formats, NULL, AT(screen.format),
			"Layout of the interface. auto follows the screen's size and shape." },
	{ "screen", "brightness", CONFIG_WHOLE, "100", 5, 100, NULL, NULL, AT(screen.brightness),
			"Percent of the panel's light, where the panel lets itself be dimmed." },
	{ "screen", "night_hours", CONFIG_TEXT, "", 0, 0, NULL, config_rule_quiet, AT(screen.night_hours),
			"Hours in which a screen that no one uses is dark, such as \"22:00-06:30\". A touch wakes it. "
			"Empty: "
			"none." },
	{ "screen", "night_brightness", CONFIG_WHOLE, "0", 0, 100, NULL, NULL, AT(screen.night_brightness),
			"Percent of the light in these hours. 0: dark." },
	{ "screen", "floor_mm", CONFIG_WHOLE, "0", 0, 2000, NULL, NULL, AT(screen.floor_mm),
			"Millimetres from the floor to the lower edge of the picture, for low reach: what is touched "
			"lies "
			"between 900 and 1200 mm then. 0: not known, the lower half." },
	{ "sync", "url", CONFIG_TEXT, "", 0, 0, NULL, config_rule_url, AT(sync.url),
			"Address of the regional server: the folder that holds metadata/ and targets/. Empty: no "
			"server." },
	{ "sync", "mirrors", CONFIG_LIST, "", 0, 0, NULL, config_rule_mirror, AT(sync.mirrors),
			"Further servers with the same content, tried in this order when those before do not answer." },
	{ "sync", "pack", CONFIG_TEXT, UNIT_PACK, 0, 0, NULL, config_rule_pack, AT(sync.pack),
			"Content pack that this unit shows." },
	{ "sync", "root_file", CONFIG_TEXT, "/etc/borne/root.json", 0, 0, NULL, config_rule_absolute,
			AT(sync.root_file),
			"First trusted root of the signatures; given by the publisher, never taken from the network." },
	{ "sync", "interval_minutes", CONFIG_WHOLE, "60", 1, WEEK_MINUTES, NULL, NULL, AT(sync.interval_minutes),
			"Minutes between two checks for new content." },
	{ "sync", "quiet_hours", CONFIG_TEXT, "", 0, 0, NULL, config_rule_quiet, AT(sync.quiet_hours),
			"Hours of the day in which the line is left alone, such as \"22:00-06:30\"." },
	{ "sync", "rate_limit_kib_s", CONFIG_WHOLE, "0", 0, 1048576, NULL, NULL, AT(sync.rate_limit_kib_s),
			"Most KiB a second that downloads may take. 0: no limit." },
	{ "sync", "proxy", CONFIG_TEXT, "", 0, 0, NULL, config_rule_proxy, AT(sync.proxy),
			"Proxy of the local network, for the contents. Empty: none." },
	{ "sync", "ca_file", CONFIG_TEXT, "", 0, 0, NULL, config_rule_absolute_or_empty, AT(sync.ca_file),
			"Certificate authorities (PEM) to trust for https instead of the system's." },
	{ "sync", "pinned_key", CONFIG_TEXT, "", 0, 0, NULL, config_rule_pin, AT(sync.pinned_key),
			"SHA-256 of the server's public key, such as \"sha256//...=\"; the next one after a ; so that "
			"the key "
			"can be changed. Empty: any key that the authorities vouch for." },
	{ "sync", "client_cert", CONFIG_TEXT, "", 0, 0, NULL, config_rule_absolute_or_empty, AT(sync.client_cert),
			"Certificate (PEM) that the unit shows to a server that asks for one." },
	{ "sync", "client_key", CONFIG_TEXT, "", 0, 0, NULL, config_rule_absolute_or_empty, AT(sync.client_key),
			"Private key (PEM) of client_cert. Empty: in the same file." },
	{ "sync", "fetch_user", CONFIG_TEXT, "borne-fetch", 0, 0, NULL, config_rule_user, AT(sync.fetch_user),
			"Unprivileged user, with a group of its own, that the fetching process becomes." },
	{ "network", "wired", CONFIG_CHOICE, "dhcp", 0, 0, wireds, NULL, AT(network.wired),
			"Network by cable: address by DHCP, the fixed one below, or none." },
	{ "network", "address", CONFIG_TEXT, "", 0, 0, NULL, config_rule_prefixed, AT(network.address),
			"Fixed address of the unit and the length of its network, such as \"192.168.1.20/24\"." },
	{ "network", "gateway", CONFIG_TEXT, "", 0, 0, NULL, config_rule_address, AT(network.gateway),
			"Address of the router, for a fixed address." },
	{ "network", "dns", CONFIG_LIST, "", 0, 0, NULL, config_rule_addresses, AT(network.dns),
			"Addresses of the name servers. Empty: those that DHCP names." },
	{ "network", "wifi_ssid", CONFIG_TEXT, "", 0, 0, NULL, config_rule_ssid, AT(network.wifi_ssid),
			"Name of the wireless network. Empty: none." },
	{ "network", "wifi_security", CONFIG_CHOICE, "wpa", 0, 0, securities, NULL, AT(network.wifi_security),
			"wpa: WPA2 and WPA3 with a passphrase. enterprise: an account of its own (802.1X). open: "
			"none." },
	{ "network", "wifi_passphrase", CONFIG_TEXT, "", 0, 0, NULL, config_rule_passphrase,
			AT(network.wifi_passphrase),
			"Passphrase of wpa, in quotes. The unit takes it off the card at its first start." },
	{ "network", "wifi_hidden", CONFIG_BOOL, "false", 0, 0, NULL, NULL, AT(network.wifi_hidden),
			"The wireless network does not send its name." },
	{ "network", "wifi_country", CONFIG_TEXT, "", 0, 0, NULL, config_rule_country, AT(network.wifi_country),
			"Country whose radio rules hold, such as FR. Empty: the channels that are allowed "
			"everywhere." },
	{ "network", "wifi_addressing", CONFIG_CHOICE, "dhcp", 0, 0, addressings, NULL, AT(network.wifi_addressing),
			"Address on the wireless network: by DHCP, or the fixed one above." },
	{ "network", "wifi_method", CONFIG_CHOICE, "peap", 0, 0, methods, NULL, AT(network.wifi_method),
			"Method of enterprise: peap (MSCHAPv2), ttls (PAP) or tls (a certificate of the unit)." },
	{ "network", "wifi_identity", CONFIG_TEXT, "", 0, 0, NULL, config_rule_plain, AT(network.wifi_identity),
			"Account of enterprise." },
	{ "network", "wifi_outer_identity", CONFIG_TEXT, "", 0, 0, NULL, config_rule_plain,
			AT(network.wifi_outer_identity),
			"What is sent in clear in place of the account, such as \"anonymous@example.org\". Empty: the "
			"account." },
	{ "network", "wifi_password", CONFIG_TEXT, "", 0, 0, NULL, config_rule_password, AT(network.wifi_password),
			"Password of the account, in quotes. The unit takes it off the card at its first start." },
	{ "network", "wifi_ca_file", CONFIG_TEXT, "", 0, 0, NULL, config_rule_absolute_or_empty,
			AT(network.wifi_ca_file),
			"Certificate authority (PEM) of the network's server; on a card /boot/NAME." },
	{ "network", "wifi_server_name", CONFIG_TEXT, "", 0, 0, NULL, config_rule_plain, AT(network.wifi_server_name),
			"Name that the certificate of that server must have. Empty: any of that authority." },
	{ "network", "wifi_client_cert", CONFIG_TEXT, "", 0, 0, NULL, config_rule_absolute_or_empty,
			AT(network.wifi_client_cert), "Certificate (PEM) of the unit, for tls." },
	{ "network", "wifi_client_key", CONFIG_TEXT, "", 0, 0, NULL, config_rule_absolute_or_empty,
			AT(network.wifi_client_key), "Private key (PEM) of wifi_client_cert." },
	{ "paths", "store", CONFIG_TEXT, "/var/lib/borne", 0, 0, NULL, config_rule_absolute, AT(paths.store),
			"Folder of the contents; survives a restart." },
	{ "paths", "run", CONFIG_TEXT, "/run/borne", 0, 0, NULL, config_rule_run, AT(paths.run),
			"Folder in memory in which the programs tell each other their state." },
	{ "paths", "assets", CONFIG_TEXT, "/usr/share/borne", 0, 0, NULL, config_rule_absolute, AT(paths.assets),
			"Folder of icons, map styles and sounds." },
	{ "paths", "state", CONFIG_TEXT, "/var/lib/borne-ui", 0, 0, NULL, config_rule_absolute, AT(paths.state),
			"Folder in which the interface counts its starts; survives a restart." },
	{ "paths", "first_content", CONFIG_TEXT, "/usr/share/borne-content", 0, 0, NULL, config_rule_absolute_or_empty,
			AT(paths.first_content),
			"Folder of the contents that came with the unit, shown until newer ones arrive: a signed "
			"repository for each pack. Empty: none." },
	{ "idle", "seconds", CONFIG_WHOLE, "60", 10, 3600, NULL, NULL, AT(idle.seconds),
			"Seconds without a touch before the unit asks whether the visitor is still there." },
	{ "idle", "reading_seconds", CONFIG_WHOLE, "120", 10, 3600, NULL, NULL, AT(idle.reading_seconds),
			"The same on a page of text." },
	{ "idle", "countdown_seconds", CONFIG_WHOLE, "20", 5, 300, NULL, NULL, AT(idle.countdown_seconds),
			"Seconds of warning before the visit is ended and forgotten." },
	{ "map", "cache_mib", CONFIG_WHOLE, "48", 8, 256, NULL, NULL, AT(map.cache_mib),
			"Memory for drawn map tiles, in MiB." },
	{ "map", "top", CONFIG_CHOICE, "north", 0, 0, tops, NULL, AT(map.top),
			"What is at the top of the map: north, or the way a person facing the unit looks." },
	{ "touch", "calibration", CONFIG_MATRIX, "[1, 0, 0, 0, 1, 0]", -10, 10, NULL, NULL, AT(touch.calibration),
			"Calibration matrix, two rows of three, on coordinates from 0 to 1. Made by borne-unit "
			"calibrate." },
	{ "touch", "calibrated", CONFIG_TEXT, "", 0, 0, NULL, config_rule_date, AT(touch.calibrated),
			"Day of that calibration." },
	{ NULL, "professional_code", CONFIG_TEXT, "", 0, 0, NULL, config_rule_hash, AT(professional_code),
			"Hash of the code that opens the professionals' pages. Empty: they stay closed." },
	{ NULL, "technician_code", CONFIG_TEXT, "", 0, 0, NULL, config_rule_hash, AT(technician_code),
			"Hash of the code that opens the technician's page. Empty: it stays closed." },
	{ NULL, "control", CONFIG_BOOL, "false", 0, 0, NULL, NULL, AT(control),
			"Open the control socket ui/control in the run folder. For tests and remote support only." },
	{ NULL, "log_level", CONFIG_WORD, "info", 0, 0, levels, NULL, AT(log_level),
			"How much the programs write to the journal." },
};

const size_t config_options_len = ARRAY_LEN(config_options);

/* What is read off the unit where it hangs, and changes nothing but that. */
static const char *const on_screen[] = { "site", "language", "screen.rotate", "screen.brightness", "screen.night_hours",
	"screen.floor_mm" };

const struct config_option *config_option_named(const char *name)
{
	const char *dot = strchr(name, '.');
	for (size_t i = 0; i < config_options_len; i++) {
		const struct config_option *o = &config_options[i];
		size_t len = dot ? (size_t)(dot - name) : 0;
		bool same = o->section ? dot && strlen(o->section) == len && memcmp(o->section, name, len) == 0 : !dot;
		if (same && str_equal(o->name, dot ? dot + 1 : name)) {
			return o;
		}
	}
	return NULL;
}

bool config_option_on_screen(const struct config_option *o)
{
	for (size_t i = 0; i < ARRAY_LEN(on_screen); i++) {
		if (config_option_named(on_screen[i]) == o) {
			return true;
		}
	}
	return false;
}

static void list_choices(const char *const *choices, struct buf *why)
{
	buf_add_text(why, "one of");
	for (size_t i = 0; choices[i]; i++) {
		buf_printf(why, "%s %s", i ? "," : "", choices[i]);
	}
}

static bool set_choice(const struct config_option *o, const char *text, void *field, struct buf *why)
{
	for (long i = 0; o->choices[i]; i++) {
		if (!str_equal(o->choices[i], text)) {
			continue;
		}
		if (o->type == CONFIG_WORD) {
			str_cut(field, CONFIG_TEXT_BYTES, text);
		} else {
			*(long *)field = o->type == CONFIG_ANGLE ? strtol(text, NULL, 10) : i;
		}
		return true;
	}
	list_choices(o->choices, why);
	return false;
}

static bool set_text(const struct config_option *o, const char *text, char *field, struct buf *why)
{
	bool kept = config_option_may_be_kept(o) && str_equal(text, CONFIG_KEPT);
	const char *must = o->rule && !kept ? o->rule(text) : NULL;
	if (must || strlen(text) >= CONFIG_TEXT_BYTES) {
		must ? buf_add_text(why, must) : buf_printf(why, "at most %d bytes long", CONFIG_TEXT_BYTES - 1);
		return false;
	}
	str_cut(field, CONFIG_TEXT_BYTES, text);
	return true;
}

static bool set_real(const struct config_option *o, const char *text, double *field, struct buf *why)
{
	double value;
	if (!str_to_double(text, &value) || value < o->min || value > o->max) {
		buf_printf(why, "a number from %.10g to %.10g, with a point", o->min, o->max);
		return false;
	}
	const char *must = o->rule ? o->rule(text) : NULL;
	if (must) {
		buf_add_text(why, must);
		return false;
	}
	*field = value;
	return true;
}

static bool set_matrix(const struct config_option *o, const char *text, double *field, struct buf *why)
{
	double values[CONFIG_MATRIX_LEN];
	char copy[CONFIG_TEXT_BYTES];
	size_t len = 0;
	bool ok = str_copy(copy, sizeof copy, text);
	char *rest = NULL;
	for (char *part = strtok_r(copy, "[], ", &rest); part && ok; part = strtok_r(NULL, "[], ", &rest)) {
		ok = len < CONFIG_MATRIX_LEN && set_real(o, part, &values[len], why);
		len++;
	}
	if (!ok || len != CONFIG_MATRIX_LEN) {
		buf_clear(why);
		buf_printf(why, "a list of six numbers from %.10g to %.10g", o->min, o->max);
		return false;
	}
	/* A matrix without area would send every finger to one line. */
	double area = values[0] * values[4] - values[1] * values[3];
	if (area < 1e-3 && area > -1e-3) {
		buf_add_text(why, "a matrix that can be inverted: run borne-unit calibrate again");
		return false;
	}
	memcpy(field, values, sizeof values);
	return true;
}

static bool set_list(const struct config_option *o, const char *text, char field[][CONFIG_TEXT_BYTES], struct buf *why)
{
	char values[CONFIG_LIST_LEN][CONFIG_TEXT_BYTES] = { 0 };
	size_t len = 0;
	for (const char *at = text + strspn(text, " "); *at; at += strspn(at, " ")) {
		char item[CONFIG_TEXT_BYTES] = "";
		size_t item_len = strcspn(at, " ");
		if (len == CONFIG_LIST_LEN || item_len >= sizeof item) {
			buf_add_text(why, o->rule(""));
			return false;
		}
		memcpy(item, at, item_len);
		if (!set_text(o, item, values[len], why)) {
			return false;
		}
		len++;
		at += item_len;
	}
	memcpy(field, values, sizeof values);
	return true;
}

bool config_option_set(const struct config_option *o, const char *text, struct config *out, struct buf *why)
{
	void *field = (char *)out + o->offset;
	switch (o->type) {
	case CONFIG_TEXT:
		return set_text(o, text, field, why);
	case CONFIG_WHOLE:
		if (!str_to_long(text, (long)o->min, (long)o->max, field)) {
			buf_printf(why, "a whole number from %ld to %ld", (long)o->min, (long)o->max);
			return false;
		}
		return true;
	case CONFIG_REAL:
		return set_real(o, text, field, why);
	case CONFIG_BOOL:
		if (!str_equal(text, "true") && !str_equal(text, "false")) {
			buf_add_text(why, "true or false");
			return false;
		}
		*(bool *)field = str_equal(text, "true");
		return true;
	case CONFIG_CHOICE:
	case CONFIG_WORD:
	case CONFIG_ANGLE:
		return set_choice(o, text, field, why);
	case CONFIG_MATRIX:
		return set_matrix(o, text, field, why);
	case CONFIG_LIST:
		return set_list(o, text, field, why);
	}
	return false;
}

static bool equal_field(const struct config_option *o, const void *a, const void *b)
{
	const double *x = a;
	const double *y = b;
	const char(*s)[CONFIG_TEXT_BYTES] = a;
	const char(*t)[CONFIG_TEXT_BYTES] = b;
	switch (o->type) {
	case CONFIG_TEXT:
	case CONFIG_WORD:
		return str_equal(a, b);
	case CONFIG_LIST:
		for (size_t i = 0; i < CONFIG_LIST_LEN; i++) {
			if (!str_equal(s[i], t[i])) {
				return false;
			}
		}
		return true;
	case CONFIG_BOOL:
		return *(const bool *)a == *(const bool *)b;
	case CONFIG_WHOLE:
	case CONFIG_CHOICE:
	case CONFIG_ANGLE:
		return *(const long *)a == *(const long *)b;
	case CONFIG_REAL:
	case CONFIG_MATRIX:
		for (size_t i = 0; i < (o->type == CONFIG_REAL ? 1 : CONFIG_MATRIX_LEN); i++) {
			if (x[i] < y[i] || x[i] > y[i]) {
				return false;
			}
		}
		return true;
	}
	return false;
}

bool config_equal(const struct config *a, const struct config *b)
{
	for (size_t i = 0; i < config_options_len; i++) {
		size_t offset = config_options[i].offset;
		if (!equal_field(&config_options[i], (const char *)a + offset, (const char *)b + offset)) {
			return false;
		}
	}
	return true;
}

bool config_option_is_secret(const struct config_option *o)
{
	return o->rule == config_rule_hash || config_option_wants_quotes(o);
}

bool config_option_may_be_kept(const struct config_option *o)
{
	return config_option_is_secret(o) || o->rule == config_rule_url || o->rule == config_rule_proxy;
}

bool config_option_hides(const struct config_option *o, const char *value)
{
	return config_option_may_be_kept(o) && value[0] != '\0' && !str_equal(value, CONFIG_KEPT) &&
	       (config_option_is_secret(o) || strchr(value, '@'));
}

bool config_option_wants_quotes(const struct config_option *o)
{
	return o->rule == config_rule_passphrase || o->rule == config_rule_password;
}

void config_option_print(const struct config_option *o, const struct config *c, struct buf *out)
{
	const void *field = (const char *)c + o->offset;
	const char(*items)[CONFIG_TEXT_BYTES] = field;
	const double *numbers = field;
	switch (o->type) {
	case CONFIG_TEXT:
	case CONFIG_WORD:
		buf_add_text(out, field);
		return;
	case CONFIG_LIST:
		for (size_t i = 0; i < CONFIG_LIST_LEN && items[i][0]; i++) {
			buf_printf(out, "%s%s", i ? " " : "", items[i]);
		}
		return;
	case CONFIG_BOOL:
		buf_add_text(out, *(const bool *)field ? "true" : "false");
		return;
	case CONFIG_CHOICE:
		buf_add_text(out, o->choices[*(const long *)field]);
		return;
	case CONFIG_WHOLE:
	case CONFIG_ANGLE:
		buf_printf(out, "%ld", *(const long *)field);
		return;
	case CONFIG_REAL:
	case CONFIG_MATRIX:
		for (size_t i = 0; i < (o->type == CONFIG_REAL ? 1 : CONFIG_MATRIX_LEN); i++) {
			buf_printf(out, "%s%.10g", i ? ", " : "", numbers[i]);
		}
		return;
	}
}
