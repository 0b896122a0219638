/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "provision/network.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/hex.h"
#include "base/mem.h"
#include "base/str.h"

#define MADE_BY "# Made by borne-unit from borne.yaml.\n"

enum { NETWORKD_METRIC_WIFI = 600 };

static void add_addressing(const struct config *c, bool fixed, struct buf *out)
{
	buf_add_text(out, "[Network]\nLLMNR=no\nMulticastDNS=no\n");
	if (fixed) {
		buf_printf(out, "DHCP=no\nAddress=%s\n", c->network.address);
		if (c->network.gateway[0]) {
			buf_printf(out, "Gateway=%s\n", c->network.gateway);
		}
	} else {
		buf_add_text(out, "DHCP=yes\n");
	}
	for (size_t i = 0; i < CONFIG_LIST_LEN && c->network.dns[i][0]; i++) {
		buf_printf(out, "DNS=%s\n", c->network.dns[i]);
	}
}

/* The name servers of the settings are used in place of those that DHCP and router advertisements name. A cable is
 * preferred to the wireless network. */
static void add_leases(const struct config *c, bool wifi, struct buf *out)
{
	static const char *const groups[] = { "DHCPv4", "DHCPv6", "IPv6AcceptRA" };
	bool own_dns = c->network.dns[0][0] != '\0';
	for (size_t i = 0; i < ARRAY_LEN(groups) && (own_dns || wifi); i++) {
		bool metric = wifi && !str_equal(groups[i], "DHCPv6");
		if (own_dns || metric) {
			buf_printf(out, "\n[%s]\n", groups[i]);
		}
		if (own_dns) {
			buf_add_text(out, "UseDNS=no\n");
		}
		if (metric) {
			buf_printf(out, "RouteMetric=%d\n", NETWORKD_METRIC_WIFI);
		}
	}
}

static void render_wired(const struct config *c, struct buf *out)
{
	buf_add_text(out, MADE_BY "[Match]\nType=ether\n\n");
	if (c->network.wired == CONFIG_WIRED_OFF) {
		buf_add_text(out, "[Link]\nActivationPolicy=always-down\nRequiredForOnline=no\n");
		return;
	}
	add_addressing(c, c->network.wired == CONFIG_WIRED_STATIC, out);
	add_leases(c, false, out);
}

static void render_wifi(const struct config *c, struct buf *out)
{
	/* An access point that is restarted, or another one of the same network, costs the unit no address. */
	buf_add_text(out, MADE_BY "[Match]\nType=wlan\n\n[Link]\nRequiredForOnline=no\n\n");
	add_addressing(c, c->network.wifi_addressing == CONFIG_ADDRESSING_STATIC, out);
	buf_add_text(out, "IgnoreCarrierLoss=10s\n");
	add_leases(c, true, out);
}

/* A setting of iwd: `\` and line ends are escaped, and a space at the beginning. */
static void add_setting(struct buf *out, const char *key, const char *value)
{
	buf_printf(out, "%s=", key);
	for (const char *at = value; *at; at++) {
		const char *escaped = *at == '\\'                 ? "\\\\"
				      : *at == '\n'               ? "\\n"
				      : *at == '\r'               ? "\\r"
				      : *at == '\t'               ? "\\t"
				      : *at == ' ' && at == value ? "\\s"
								  : NULL;
		if (escaped) {
			buf_add_text(out, escaped);
		} else {
			buf_add_char(out, *at);
		}
	}
	buf_add_char(out, '\n');
}

static void render_enterprise(const struct config *c, struct buf *out)
{
	static const struct {
		const char *method, *prefix, *phase2;
	} methods[] = {
		[CONFIG_METHOD_PEAP] = { "PEAP", "EAP-PEAP-", "MSCHAPV2" },
		[CONFIG_METHOD_TTLS] = { "TTLS", "EAP-TTLS-", "Tunneled-PAP" },
		[CONFIG_METHOD_TLS] = { "TLS", "EAP-TLS-", NULL },
	};
	const char *prefix = methods[c->network.wifi_method].prefix;
	const char *phase2 = methods[c->network.wifi_method].phase2;
	const char *outer = c->network.wifi_outer_identity;
	const struct {
		const char *name, *value;
	} settings[] = {
		{ "CACert", c->network.wifi_ca_file },
		{ "ServerDomainMask", c->network.wifi_server_name },
		{ "ClientCert", phase2 ? "" : c->network.wifi_client_cert },
		{ "ClientKey", phase2 ? "" : c->network.wifi_client_key },
		{ "Phase2-Method", phase2 ? phase2 : "" },
		{ "Phase2-Identity", phase2 ? c->network.wifi_identity : "" },
		{ "Phase2-Password", phase2 ? c->network.wifi_password : "" },
	};
	add_setting(out, "EAP-Method", methods[c->network.wifi_method].method);
	add_setting(out, "EAP-Identity", outer[0] ? outer : c->network.wifi_identity);
	for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
		if (settings[i].value[0]) {
			CLEANUP(free_ptr) char *key = mem_printf("%s%s", prefix, settings[i].name);
			add_setting(out, key, settings[i].value);
		}
	}
}

static void render_key(const struct config *c, struct network_files *out)
{
	static const char *const endings[] = {
		[CONFIG_SECURITY_WPA] = "psk",
		[CONFIG_SECURITY_ENTERPRISE] = "8021x",
		[CONFIG_SECURITY_OPEN] = "open",
	};
	static const char verbatim[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _-";
	const char *ssid = c->network.wifi_ssid;
	char name[2 * CONFIG_SSID_BYTES_MAX + 1];
	bool plain = ssid[strspn(ssid, verbatim)] == '\0';
	if (plain) {
		str_cut(name, sizeof name, ssid);
	} else {
		hex_encode(ssid, strlen(ssid), name);
	}
	str_cut(out->key_name, sizeof out->key_name, plain ? "" : "=");
	str_cut(out->key_name + strlen(out->key_name), sizeof out->key_name - 1, name);
	size_t len = strlen(out->key_name);
	out->key_name[len] = '.';
	str_cut(out->key_name + len + 1, sizeof out->key_name - len - 1, endings[c->network.wifi_security]);
	buf_add_text(&out->key, MADE_BY);
	if (c->network.wifi_security == CONFIG_SECURITY_WPA) {
		bool whole = strlen(c->network.wifi_passphrase) == CONFIG_HEX_KEY_CHARS;
		buf_add_text(&out->key, "[Security]\n");
		add_setting(&out->key, whole ? "PreSharedKey" : "Passphrase", c->network.wifi_passphrase);
	} else if (c->network.wifi_security == CONFIG_SECURITY_ENTERPRISE) {
		buf_add_text(&out->key, "[Security]\n");
		render_enterprise(c, &out->key);
	}
	buf_printf(&out->key, "[Settings]\nAutoConnect=true\n%s", c->network.wifi_hidden ? "Hidden=true\n" : "");
}

void network_render(const struct config *c, struct network_files *out)
{
	render_wired(c, &out->wired);
	if (c->network.wifi_ssid[0] == '\0') {
		return;
	}
	render_wifi(c, &out->wifi);
	buf_add_text(&out->iwd, MADE_BY "[General]\nEnableNetworkConfiguration=false\n");
	if (c->network.wifi_country[0]) {
		add_setting(&out->iwd, "Country", c->network.wifi_country);
	}
	render_key(c, out);
}

void network_files_finish(struct network_files *f)
{
	buf_finish(&f->wired);
	buf_finish(&f->wifi);
	buf_finish(&f->iwd);
	if (f->key.bytes) {
		explicit_bzero(f->key.bytes, f->key.capacity);
	}
	buf_finish(&f->key);
}

/* iwd knows a network by the name of its file: those of earlier settings would be joined as well. What was not made
 * here stays. */
static bool remove_old_keys(const char *folder, const char *keep, struct err *e)
{
	DIR *dir = opendir(folder);
	bool ok = true;
	for (const struct dirent *entry; dir && ok && (entry = readdir(dir)) != NULL;) {
		CLEANUP(free_ptr) char *path = fs_join(folder, entry->d_name);
		struct buf text = { 0 };
		bool key = str_ends(entry->d_name, ".psk") || str_ends(entry->d_name, ".8021x") ||
			   str_ends(entry->d_name, ".open");
		bool ours = key && !str_equal(entry->d_name, keep) && fs_read_file(path, 64 * 1024, &text, NULL) &&
			    str_starts(buf_text(&text), MADE_BY);
		buf_finish(&text);
		ok = !ours || fs_remove_tree(path, e);
	}
	if (dir) {
		(void)closedir(dir);
	}
	return ok;
}

static bool write_one(const char *folder, const char *name, const struct buf *text, mode_t mode, struct err *e)
{
	CLEANUP(free_ptr) char *path = fs_join(folder, name);
	if (text->len == 0) {
		return fs_remove_tree(path, e);
	}
	return fs_make_dirs(folder, 0755, e) && fs_write_file_volatile(path, buf_text(text), text->len, mode, e);
}

bool network_write(const char *root, const struct network_files *f, struct err *e)
{
	CLEANUP(free_ptr) char *networkd = mem_printf("%s" NETWORK_NETWORKD, root);
	CLEANUP(free_ptr) char *settings = mem_printf("%s" NETWORK_IWD_SETTINGS, root);
	CLEANUP(free_ptr) char *keys = mem_printf("%s" NETWORK_IWD_KEYS, root);
	bool ok = write_one(networkd, "60-borne-wired.network", &f->wired, 0644, e) &&
		  write_one(networkd, "60-borne-wifi.network", &f->wifi, 0644, e) &&
		  remove_old_keys(keys, f->key_name, e);
	if (ok && f->key.len > 0) {
		ok = write_one(settings, "main.conf", &f->iwd, 0644, e) && fs_make_dirs(keys, 0700, e) &&
		     write_one(keys, f->key_name, &f->key, 0600, e);
	}
	return ok;
}
