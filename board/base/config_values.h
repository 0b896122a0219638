/* SPDX-License-Identifier: GPL-3.0-or-later */
/* config_values.h - the values of borne.yaml: one field for each row of config_table.c */
#ifndef BASE_CONFIG_VALUES_H
#define BASE_CONFIG_VALUES_H

#include <stdbool.h>

enum { CONFIG_TEXT_BYTES = 256, CONFIG_MATRIX_LEN = 6, CONFIG_LIST_LEN = 7 };

enum config_format { CONFIG_FORMAT_AUTO, CONFIG_FORMAT_PORTRAIT, CONFIG_FORMAT_LANDSCAPE, CONFIG_FORMAT_7INCH };
enum config_wired { CONFIG_WIRED_DHCP, CONFIG_WIRED_STATIC, CONFIG_WIRED_OFF };
enum config_addressing { CONFIG_ADDRESSING_DHCP, CONFIG_ADDRESSING_STATIC };
enum config_security { CONFIG_SECURITY_WPA, CONFIG_SECURITY_ENTERPRISE, CONFIG_SECURITY_OPEN };
enum config_method { CONFIG_METHOD_PEAP, CONFIG_METHOD_TTLS, CONFIG_METHOD_TLS };
enum config_map_top { CONFIG_MAP_TOP_NORTH, CONFIG_MAP_TOP_FACING };

struct config {
	char site[CONFIG_TEXT_BYTES];     /* "": asked for on the screen, where the content has several */
	char language[CONFIG_TEXT_BYTES]; /* "": the first of the pack */
	bool site_unread;    /* the file may name a site, and it could not be read: "" is not "the first" then */
	bool network_unread; /* `network` has a problem, or the file could not be read: the values mean nothing together
			      */
	struct {
		long rotate;                         /* 0, 90, 180 or 270: clockwise turn of the picture on the panel */
		double mm_per_px;                    /* 0: ask the screen (EDID) */
		long format;                         /* enum config_format */
		long brightness;                     /* percent of the panel's lamp */
		char night_hours[CONFIG_TEXT_BYTES]; /* "HH:MM-HH:MM" or "" */
		long night_brightness;               /* percent, at rest in these hours; 0: dark */
		long floor_mm;                       /* from the floor to the lower edge of the picture; 0: not known */
	} screen;
	struct {
		char url[CONFIG_TEXT_BYTES]; /* "": no server, content by USB only */
		char mirrors[CONFIG_LIST_LEN]
			    [CONFIG_TEXT_BYTES]; /* in order, tried after url; the first "" ends them */
		char pack[CONFIG_TEXT_BYTES];
		char root_file[CONFIG_TEXT_BYTES]; /* first trusted root.json */
		long interval_minutes;
		char quiet_hours[CONFIG_TEXT_BYTES]; /* "HH:MM-HH:MM" or "" */
		long rate_limit_kib_s;               /* 0: no limit */
		char proxy[CONFIG_TEXT_BYTES];
		char ca_file[CONFIG_TEXT_BYTES];     /* "": the system's */
		char pinned_key[CONFIG_TEXT_BYTES];  /* "": any that the authorities vouch for */
		char client_cert[CONFIG_TEXT_BYTES]; /* "": none */
		char client_key[CONFIG_TEXT_BYTES];  /* "": in client_cert */
		char fetch_user[CONFIG_TEXT_BYTES];  /* when started as root */
	} sync;
	struct {
		long wired;                      /* enum config_wired */
		char address[CONFIG_TEXT_BYTES]; /* with its prefix length, or "": none is static */
		char gateway[CONFIG_TEXT_BYTES];
		char dns[CONFIG_LIST_LEN][CONFIG_TEXT_BYTES]; /* the first "" ends them */
		char wifi_ssid[CONFIG_TEXT_BYTES];            /* "": no wireless network */
		long wifi_security;                           /* enum config_security */
		char wifi_passphrase[CONFIG_TEXT_BYTES];
		bool wifi_hidden;
		char wifi_country[CONFIG_TEXT_BYTES];
		long wifi_addressing; /* enum config_addressing */
		long wifi_method;     /* enum config_method, of enterprise */
		char wifi_identity[CONFIG_TEXT_BYTES];
		char wifi_outer_identity[CONFIG_TEXT_BYTES];
		char wifi_password[CONFIG_TEXT_BYTES];
		char wifi_ca_file[CONFIG_TEXT_BYTES];
		char wifi_server_name[CONFIG_TEXT_BYTES];
		char wifi_client_cert[CONFIG_TEXT_BYTES];
		char wifi_client_key[CONFIG_TEXT_BYTES];
	} network;
	struct {
		char store[CONFIG_TEXT_BYTES];
		char run[CONFIG_TEXT_BYTES];
		char assets[CONFIG_TEXT_BYTES];
		char state[CONFIG_TEXT_BYTES];
		char first_content[CONFIG_TEXT_BYTES]; /* "": none came with the unit */
	} paths;
	struct {
		long seconds;           /* silence before the warning */
		long reading_seconds;   /* the same on a page of text */
		long countdown_seconds; /* the warning itself */
	} idle;
	struct {
		long cache_mib;
		long top; /* enum config_map_top */
	} map;
	struct {
		double calibration[CONFIG_MATRIX_LEN]; /* two rows of three, on coordinates from 0 to 1 */
		char calibrated[CONFIG_TEXT_BYTES];    /* "2026-11-23" or "" */
	} touch;
	char professional_code[CONFIG_TEXT_BYTES]; /* crypt(5) hash or "": the pages are closed */
	char technician_code[CONFIG_TEXT_BYTES];
	bool control;
	char log_level[CONFIG_TEXT_BYTES];
};

/* Every option has the same value in both. */
bool config_equal(const struct config *a, const struct config *b);

#endif
