/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules between the options of the group `network`: half of a network is none, so nothing goes back to its default. */
#include <string.h>

#include "base/config_network.h"
#include "base/config_part.h"
#include "base/str.h"

static int line_of(const struct yaml_node *root, const char *name)
{
	const struct yaml_node *section = yaml_find(root, "network");
	const struct yaml_node *option = yaml_find(section, name);
	return option ? option->line : section ? section->key_line : root->line;
}

static void refuse(struct config_checker *c, const struct yaml_node *root, const char *name, const char *words)
{
	config_add_problem(c, line_of(root, name), "network.%s %s", name, words);
	c->config->network_unread = true;
}

static void check_static(struct config_checker *c, const struct yaml_node *root)
{
	const struct config *f = c->config;
	bool wired = f->network.wired == CONFIG_WIRED_STATIC;
	bool wifi = f->network.wifi_addressing == CONFIG_ADDRESSING_STATIC;
	struct config_address address;
	struct config_address gateway;
	bool has_address = config_parse_address(f->network.address, true, &address);
	bool has_gateway = config_parse_address(f->network.gateway, false, &gateway);
	if (wired && wifi) {
		refuse(c, root, "wifi_addressing",
				"is static, and network.wired as well: there is one address. Write dhcp for one of "
				"them");
	} else if ((wired || wifi) && !has_address) {
		refuse(c, root, wired ? "wired" : "wifi_addressing",
				"is static, and there is no address. Give network.address, or write dhcp");
	} else if (has_address && !wired && !wifi) {
		refuse(c, root, "address",
				"is used by nothing. Write static for network.wired or network.wifi_addressing");
	} else if (has_gateway && !has_address) {
		refuse(c, root, "gateway",
				"belongs to a fixed address, and there is none. Give network.address, or "
				"leave it empty");
	} else if (has_gateway && !config_address_within(&gateway, &address)) {
		refuse(c, root, "gateway",
				"is not in the network of network.address. Correct one of them, or the length behind "
				"the /");
	}
}

static void check_enterprise(struct config_checker *c, const struct yaml_node *root)
{
	const struct config *f = c->config;
	bool tls = f->network.wifi_method == CONFIG_METHOD_TLS;
	if (f->network.wifi_identity[0] == '\0') {
		refuse(c, root, "wifi_identity", "is empty. Give the account that the network knows the unit by");
	}
	if (f->network.wifi_ca_file[0] == '\0') {
		refuse(c, root, "wifi_ca_file",
				"is empty: any access point of that name could take the password. Give the file of the "
				"network's authority");
	}
	if (!tls && f->network.wifi_password[0] == '\0') {
		refuse(c, root, "wifi_password", "is empty. Give it, or set network.wifi_method: tls");
	}
	if (tls && (f->network.wifi_client_cert[0] == '\0' || f->network.wifi_client_key[0] == '\0')) {
		refuse(c, root, "wifi_method", "is tls. Give network.wifi_client_cert and network.wifi_client_key");
	}
}

static void check_wifi(struct config_checker *c, const struct yaml_node *root)
{
	const struct config *f = c->config;
	bool passphrase = f->network.wifi_passphrase[0] != '\0';
	if (f->network.wifi_ssid[0] == '\0') {
		if (passphrase || f->network.wifi_password[0] != '\0') {
			refuse(c, root, "wifi_ssid", "is empty, and a password is given. Give the network's name");
		}
	} else if (f->network.wifi_security == CONFIG_SECURITY_WPA && !passphrase) {
		refuse(c, root, "wifi_passphrase",
				"is empty. Give it in quotes, or set network.wifi_security: open for a network "
				"without one");
	} else if (f->network.wifi_security == CONFIG_SECURITY_OPEN && passphrase) {
		refuse(c, root, "wifi_security", "is open, and a passphrase is given. Write wpa, or remove it");
	} else if (f->network.wifi_security == CONFIG_SECURITY_ENTERPRISE) {
		check_enterprise(c, root);
	}
}

void config_check_network(struct config_checker *c, const struct yaml_node *root)
{
	check_static(c, root);
	check_wifi(c, root);
}
