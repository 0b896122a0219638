/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The group `network`: what is refused, the files that come of it, and what stays in force. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "provision/kept.h"
#include "provision/network.h"

#include <cmocka.h>

static void read_network(const char *lines, struct config *out, struct buf *problems)
{
	CLEANUP(free_ptr) char *text = mem_printf("network:\n%s", lines);
	(void)config_check_text("borne.yaml", text, strlen(text), out, problems);
}

static void every_mistake_names_line_and_remedy(void **state)
{
	(void)state;
	static const struct {
		const char *lines;
		const char *says; /* "": right */
	} rows[] = {
		{ "  wired: dhcp\n", "" },
		{ "  wired: static\n  address: 192.168.1.20/24\n  gateway: 192.168.1.1\n  dns: [9.9.9.9, \"::1\"]\n",
				"" },
		{ "  wired: static\n  address: 2001:db8::20/64\n  gateway: 2001:db8::1\n", "" },
		{ "  wifi_ssid: Mairie\n  wifi_passphrase: '12345678'\n", "" },
		{ "  wifi_ssid: Mairie\n  wifi_passphrase: \"(kept in the unit)\"\n", "" },
		{ "  wifi_ssid: Mairie\n  wifi_security: open\n", "" },
		{ "  wired: auto\n", "borne.yaml:2: network.wired is 'auto'. It must be one of dhcp, static, off" },
		{ "  wired: static\n", "borne.yaml:2: network.wired is static, and there is no address" },
		{ "  address: 192.168.1.20\n", "borne.yaml:2: network.address is '192.168.1.20'. It must be an address "
					       "and the length of its network, such as 192.168.1.20/24" },
		{ "  address: 192.168.1.20/33\n", "borne.yaml:2: network.address is" },
		{ "  address: 192.168.1.20/0\n", "borne.yaml:2: network.address is" },
		{ "  address: 192.168.1.255/24\n", "borne.yaml:2: network.address is" },
		{ "  address: 192.168.1.0/24\n", "borne.yaml:2: network.address is" },
		{ "  address: 239.1.1.1/24\n", "borne.yaml:2: network.address is" },
		{ "  address: 192.168.1.20/24\n", "borne.yaml:2: network.address is used by nothing" },
		{ "  wired: static\n  address: 192.168.1.20/24\n  gateway: 192.168.2.1\n",
				"borne.yaml:4: network.gateway is not in the network of network.address" },
		{ "  gateway: 192.168.2.1\n", "borne.yaml:2: network.gateway belongs to a fixed address" },
		{ "  dns: [9.9.9.9, dns.example]\n", "borne.yaml:2: network.dns is '9.9.9.9 dns.example '" },
		{ "  wifi_ssid: a\n  wifi_passphrase: 12345678\n",
				"borne.yaml:3: network.wifi_passphrase is not in quotes" },
		{ "  wifi_ssid: a\n  wifi_passphrase: '1234567'\n",
				"borne.yaml:3: network.wifi_passphrase is wrong. It must be 8 to 63 characters" },
		{ "  wifi_ssid: a\n  wifi_passphrase: 'clé de la mairie'\n",
				"borne.yaml:3: network.wifi_passphrase is wrong. It must be 8 to 63 characters" },
		{ "  wifi_ssid: a\n", "borne.yaml:1: network.wifi_passphrase is empty" },
		{ "  wifi_passphrase: '12345678'\n", "borne.yaml:1: network.wifi_ssid is empty" },
		{ "  wifi_ssid: 123456789012345678901234567890123\n", "borne.yaml:2: network.wifi_ssid is" },
		{ "  wifi_ssid: a\n  wifi_security: open\n  wifi_passphrase: '12345678'\n",
				"borne.yaml:3: network.wifi_security is open, and a passphrase is given" },
		{ "  wifi_country: fr\n", "borne.yaml:2: network.wifi_country is 'fr'. It must be the two capital" },
		{ "  wifi_ssid: a\n  wifi_security: enterprise\n  wifi_password: 'p'\n  wifi_ca_file: /boot/ca.pem\n",
				"borne.yaml:1: network.wifi_identity is empty" },
		{ "  wifi_ssid: a\n  wifi_security: enterprise\n  wifi_password: 'p'\n  wifi_identity: u\n",
				"borne.yaml:1: network.wifi_ca_file is empty: any access point" },
		{ "  wifi_ssid: a\n  wifi_security: enterprise\n  wifi_method: tls\n  wifi_identity: u\n"
		  "  wifi_ca_file: /c\n",
				"borne.yaml:4: network.wifi_method is tls. Give network.wifi_client_cert" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct config c;
		struct buf problems = { 0 };
		read_network(rows[i].lines, &c, &problems);
		if (!str_starts(buf_text(&problems), rows[i].says) ||
				(rows[i].says[0] == '\0') != (problems.len == 0)) {
			fail_msg("row %zu: %s", i, buf_text(&problems));
		}
		assert_int_equal(c.network_unread, rows[i].says[0] != '\0');
		assert_null(strstr(buf_text(&problems), "1234567'"));
		buf_finish(&problems);
	}
}

static void files_are_those_of_the_settings(void **state)
{
	(void)state;
	static const struct {
		const char *lines;
		const char *wired, *wifi, *iwd, *name, *key; /* parts that must be there; NULL: no file */
	} rows[] = {
		{ "  wired: dhcp\n", "[Match]\nType=ether\n\n[Network]\nLLMNR=no\nMulticastDNS=no\nDHCP=yes\n", NULL,
				NULL, "", NULL },
		{ "  wired: static\n  address: 192.168.1.20/24\n  gateway: 192.168.1.1\n  dns: [9.9.9.9]\n",
				"DHCP=no\nAddress=192.168.1.20/24\nGateway=192.168.1.1\nDNS=9.9.9.9\n", NULL, NULL, "",
				NULL },
		{ "  wired: dhcp\n  dns: [9.9.9.9]\n", "DHCP=yes\nDNS=9.9.9.9\n\n[DHCPv4]\nUseDNS=no\n", NULL, NULL, "",
				NULL },
		{ "  wired: off\n  wifi_ssid: Mairie 2\n  wifi_passphrase: ' a\\b\"c d'\n  wifi_country: FR\n"
		  "  wifi_hidden: true\n",
				"ActivationPolicy=always-down\n", "Type=wlan\n", "Country=FR\n", "Mairie 2.psk",
				"[Security]\nPassphrase=\\sa\\\\b\"c d\n[Settings]\nAutoConnect=true\nHidden=true\n" },
		{ "  wifi_ssid: Café\n  wifi_passphrase: "
		  "'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'\n",
				"DHCP=yes\n", "[DHCPv4]\nRouteMetric=600\n", "EnableNetworkConfiguration=false\n",
				"=436166c3a9.psk",
				"PreSharedKey=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n" },
		{ "  wifi_ssid: a\n  wifi_security: open\n", "", "", "", "a.open", "[Settings]\nAutoConnect=true\n" },
		{ "  wifi_ssid: a/b\n  wifi_security: enterprise\n  wifi_identity: borne\n  wifi_password: \"s#1\"\n"
		  "  wifi_outer_identity: anonymous@example.org\n  wifi_ca_file: /boot/ca.pem\n"
		  "  wifi_server_name: radius.example.org\n",
				"", "", "", "=612f62.8021x",
				"[Security]\nEAP-Method=PEAP\nEAP-Identity=anonymous@example.org\n"
				"EAP-PEAP-CACert=/boot/ca.pem\nEAP-PEAP-ServerDomainMask=radius.example.org\n"
				"EAP-PEAP-Phase2-Method=MSCHAPV2\nEAP-PEAP-Phase2-Identity=borne\n"
				"EAP-PEAP-Phase2-Password=s#1\n" },
		{ "  wifi_ssid: a\n  wifi_security: enterprise\n  wifi_method: tls\n  wifi_identity: borne\n"
		  "  wifi_ca_file: /c\n  wifi_client_cert: /d\n  wifi_client_key: /e\n",
				"", "", "", "a.8021x",
				"EAP-Method=TLS\nEAP-Identity=borne\nEAP-TLS-CACert=/c\nEAP-TLS-ClientCert=/d\n"
				"EAP-TLS-ClientKey=/e\n[Settings]" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct config c;
		struct buf problems = { 0 };
		struct network_files f = { .key_name = "" };
		read_network(rows[i].lines, &c, &problems);
		assert_string_equal(buf_text(&problems), "");
		network_render(&c, &f);
		const struct {
			const struct buf *is;
			const char *wanted;
		} texts[] = { { &f.wired, rows[i].wired }, { &f.wifi, rows[i].wifi }, { &f.iwd, rows[i].iwd },
			{ &f.key, rows[i].key } };
		for (size_t n = 0; n < ARRAY_LEN(texts); n++) {
			bool right = texts[n].wanted ? strstr(buf_text(texts[n].is), texts[n].wanted) != NULL
						     : texts[n].is->len == 0;
			if (!right) {
				fail_msg("row %zu, file %zu: %s", i, n, buf_text(texts[n].is));
			}
		}
		assert_string_equal(f.key_name, rows[i].name);
		network_files_finish(&f);
		buf_finish(&problems);
	}
}

struct machine {
	char root[32];
	char *config, *folder;
};

static struct machine machine_create(void)
{
	struct machine m = { .root = "/tmp/borne-network-XXXXXX" };
	assert_non_null(mkdtemp(m.root));
	m.config = mem_printf("%s/borne.yaml", m.root);
	m.folder = mem_printf("%s/state", m.root);
	assert_int_equal(mkdir(m.folder, 0700), 0);
	return m;
}

static void machine_destroy(struct machine *m)
{
	struct err e;
	assert_true(fs_remove_tree(m->root, &e));
	free(m->config);
	free(m->folder);
}

static enum network_origin apply(const struct machine *m, const char *text, struct buf *problems)
{
	struct err e;
	enum network_origin origin;
	struct network_request r = { .config_path = m->config, .state = m->folder, .root = m->root };
	assert_true(fs_write_file_volatile(m->config, text, strlen(text), 0600, &e));
	buf_clear(problems);
	assert_true(network_apply(&r, &origin, problems, &e));
	return origin;
}

static char *file_of(const struct machine *m, const char *name)
{
	CLEANUP(free_ptr) char *path = mem_printf("%s%s", m->root, name);
	struct buf text = { 0 };
	struct err e;
	return fs_read_file(path, 10000, &text, &e) ? buf_take(&text) : NULL;
}

static mode_t mode_of(const struct machine *m, const char *name)
{
	CLEANUP(free_ptr) char *path = mem_printf("%s%s", m->root, name);
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 0777;
}

static void assert_holds(const struct machine *m, const char *name, const char *part)
{
	CLEANUP(free_ptr) char *text = file_of(m, name);
	assert_non_null(text);
	assert_non_null(strstr(text, part));
}

#define WIRED "/run/systemd/network/60-borne-wired.network"
#define KEYS "/var/lib/iwd/"

static void the_last_good_network_stays(void **state)
{
	(void)state;
	struct machine m = machine_create();
	struct buf problems = { 0 };
	assert_int_equal(apply(&m, "network:\n  wired: [1]\n", &problems), NETWORK_FROM_DEFAULTS);
	assert_true(problems.len > 0);
	assert_holds(&m, WIRED, "DHCP=yes");
	assert_int_equal(apply(&m,
					 "site: a\nnetwork:\n  wired: static\n  address: 10.1.2.3/8\n  wifi_ssid: un\n"
					 "  wifi_passphrase: 'mot de \"passe\"'\n",
					 &problems),
			NETWORK_FROM_SETTINGS);
	assert_string_equal(buf_text(&problems), "");
	assert_int_equal(mode_of(&m, KEYS "un.psk"), 0600);
	assert_int_equal(mode_of(&m, "/state/network.yaml"), 0600);
	assert_int_equal(mode_of(&m, "/state"), 0700);
	static const char *const wrong[] = { "network: {wired: static}\n", "network:\n  wirde: dhcp\n", "network: 1\n",
		"no yaml: [", "\xE9\n", "netwrok:\n  wired: dhcp\n", "wired: dhcp\n",
		"network:\n  wifi_ssid: deux\n  wifi_passphrase: \"(kept in the unit)\"\n" };
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		assert_int_equal(apply(&m, wrong[i], &problems), NETWORK_FROM_LAST);
		assert_true(problems.len > 0);
		assert_holds(&m, WIRED, "Address=10.1.2.3/8");
		assert_holds(&m, KEYS "un.psk", "Passphrase=mot de \"passe\"\n");
	}
	/* A mistake elsewhere costs the network nothing. */
	assert_int_equal(apply(&m, "site: A B\nnetwork:\n  wired: dhcp\n", &problems), NETWORK_FROM_SETTINGS);
	assert_holds(&m, WIRED, "DHCP=yes");
	buf_finish(&problems);
	machine_destroy(&m);
}

static void an_earlier_wireless_network_is_forgotten(void **state)
{
	(void)state;
	struct machine m = machine_create();
	struct buf problems = { 0 };
	struct err e;
	CLEANUP(free_ptr) char *foreign = mem_printf("%s" KEYS "maison.psk", m.root);
	CLEANUP(free_ptr) char *keys = mem_printf("%s" KEYS, m.root);
	assert_true(fs_make_dirs(keys, 0700, &e));
	assert_true(fs_write_file_volatile(foreign, "[Security]\n", 11, 0600, &e));
	(void)apply(&m, "network: {wifi_ssid: un, wifi_security: open}\n", &problems);
	assert_holds(&m, KEYS "un.open", "AutoConnect");
	(void)apply(&m, "network: {wifi_ssid: deux, wifi_security: open}\n", &problems);
	assert_holds(&m, KEYS "deux.open", "AutoConnect");
	assert_null(file_of(&m, KEYS "un.open"));
	(void)apply(&m, "network: {}\n", &problems);
	assert_null(file_of(&m, KEYS "deux.open"));
	assert_null(file_of(&m, "/run/systemd/network/60-borne-wifi.network"));
	assert_holds(&m, KEYS "maison.psk", "[Security]");
	buf_finish(&problems);
	machine_destroy(&m);
}

static void what_the_unit_keeps_is_filled_in(void **state)
{
	(void)state;
	static const char text[] = "network:\n  wifi_ssid: un\n  wifi_passphrase: '(kept in the unit)'\n";
	struct machine m = machine_create();
	struct buf problems = { 0 };
	struct kept k = { .len = 0 };
	struct err e;
	assert_int_equal(apply(&m, text, &problems), NETWORK_FROM_DEFAULTS);
	assert_non_null(strstr(buf_text(&problems), "network.wifi_passphrase is said to be kept in the unit"));
	for (size_t i = 0; i < config_options_len; i++) {
		if (str_equal(config_options[i].name, "wifi_passphrase")) {
			kept_set(&k, &config_options[i], "de'ux \\ \"trois\"");
		}
	}
	assert_true(kept_save(m.folder, &k, &e));
	assert_int_equal(mode_of(&m, "/state/kept.yaml"), 0600);
	assert_int_equal(apply(&m, text, &problems), NETWORK_FROM_SETTINGS);
	assert_holds(&m, KEYS "un.psk", "Passphrase=de'ux \\\\ \"trois\"\n");
	buf_finish(&problems);
	machine_destroy(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_mistake_names_line_and_remedy),
		cmocka_unit_test(files_are_those_of_the_settings),
		cmocka_unit_test(the_last_good_network_stays),
		cmocka_unit_test(an_earlier_wireless_network_is_forgotten),
		cmocka_unit_test(what_the_unit_keeps_is_filled_in),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
