/* SPDX-License-Identifier: GPL-3.0-or-later */
/* borne-unit: what a technician types on a unit or over a serial line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/config_machine.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/opt.h"
#include "base/outward.h"
#include "base/str.h"
#include "base/words.h"
#include "health/chosen.h"
#include "health/commissioncommand.h"
#include "health/healthcheck.h"
#include "health/messages.h"
#include "health/obey.h"
#include "health/report.h"
#include "health/reports.h"
#include "health/services.h"
#include "health/stick.h"
#include "health/touchcommand.h"
#include "provision/commands.h"
#include "store/sites.h"

enum { EXIT_USAGE = 64 };

struct arguments {
	const char *config, *state, *root, *lang, *output, *points, *replay, *syncd;
	bool json, write, elsewhere, help, version;
	struct prepare_arguments prepare;
	struct opt_list answers; /* of commission */
	const char *command;
	const char *operand; /* import: the folder */
};

static struct arguments arguments = { .config = CONFIG_DEFAULT_PATH,
	.state = PROVISION_DEFAULT_STATE,
	.root = "",
	.syncd = "borne-syncd" };

static const struct opt options[] = {
	{ "config", OPT_TEXT, &arguments.config, "FILE", "settings of the unit (default " CONFIG_DEFAULT_PATH ")", 0,
			0 },
	{ "lang", OPT_TEXT, &arguments.lang, "CODE", "language of the findings, such as en (default: the firmware's)",
			0, 0 },
	{ "json", OPT_FLAG, &arguments.json, NULL,
			"status, doctor, commission, touch, calibrate, check-config, prepare: the outcome as JSON", 0,
			0 },
	{ "root", OPT_TEXT, &arguments.root, "DIR", "examine a copy of a unit's files below DIR", 0, 0 },
	{ "elsewhere", OPT_FLAG, &arguments.elsewhere, NULL,
			"check-config: the unit is another machine, look for no account and no file", 0, 0 },
	{ "state", OPT_TEXT, &arguments.state, "DIR",
			"apply-network, take-settings, calibrate, obey: what the unit keeps to itself "
			"(default " PROVISION_DEFAULT_STATE ")",
			0, 0 },
	{ "output", OPT_TEXT, &arguments.output, "FILE",
			"report, commission: write there instead of the standard output", 0, 0 },
	{ "answer", OPT_LIST, &arguments.answers, "STEP=VERDICT",
			"commission: touch, panel or sound, passed or failed, instead of being asked", 0, 0 },
	{ "points", OPT_TEXT, &arguments.points, "FILE", "calibrate: read five lines 'u v' instead of waiting for taps",
			0, 0 },
	{ "write", OPT_FLAG, &arguments.write, NULL, "calibrate: put the matrix into the settings", 0, 0 },
	{ "replay", OPT_TEXT, &arguments.replay, "FILE", "touch: what an evemu recording does on this unit's screen", 0,
			0 },
	{ "syncd", OPT_TEXT, &arguments.syncd, "PROGRAM", "import: what to start when no borne-syncd runs", 0, 0 },
	{ "site", OPT_TEXT, &arguments.prepare.site, "ID", "prepare: where the unit will stand", 0, 0 },
	{ "wifi", OPT_TEXT, &arguments.prepare.wifi, "SSID",
			"prepare: its wireless network; the passphrase is asked for", 0, 0 },
	{ "url", OPT_LIST, &arguments.prepare.urls, "URL", "prepare: server of the contents; once more for each mirror",
			0, 0 },
	{ "set", OPT_LIST, &arguments.prepare.set, "OPTION=VALUE",
			"prepare: any other option, such as network.wired=static; see borne.yaml(5)", 0, 0 },
	{ "replace", OPT_FLAG, &arguments.prepare.replace, NULL, "prepare: in place of the settings that the card has",
			0, 0 },
	{ "help", OPT_FLAG, &arguments.help, NULL, "print this text", 0, 0 },
	{ "version", OPT_FLAG, &arguments.version, NULL, "print the version", 0, 0 },
};

static const char *language(void)
{
	return arguments.lang ? arguments.lang : words_main();
}

static int complain(const struct err *e)
{
	(void)fprintf(stderr, "borne-unit: %s\n", e->message);
	return HEALTH_BROKEN;
}

static bool on_this_unit(void)
{
	return arguments.root[0] == '\0';
}

static struct healthcheck_source source(void)
{
	return (struct healthcheck_source){
		.root = arguments.root,
		.config_path = arguments.config,
		.now = clock_wall_s(),
		.clock_synchronised = clock_is_synchronised(),
		.free_bytes = fs_free_bytes,
		.service_state = on_this_unit() && services_known() ? services_state : NULL,
	};
}

static int print_findings(void (*print)(const struct health *h, struct buf *out))
{
	struct healthcheck_source s = source();
	struct health h = { .language = language() };
	struct buf text = { 0 };
	healthcheck_run(&s, &h);
	(arguments.json ? health_print_json : print)(&h, &text);
	(void)fputs(buf_text(&text), stdout);
	int code = (int)health_worst(&h);
	buf_finish(&text);
	health_finish(&h);
	return code;
}

static int run_status(void)
{
	return print_findings(health_print_status);
}

static int run_doctor(void)
{
	return print_findings(health_print_doctor);
}

static int run_report(void)
{
	struct healthcheck_source s = source();
	struct health h = { .language = language() };
	struct buf text = { 0 };
	struct err e;
	bool ok = true;
	healthcheck_run(&s, &h);
	report_write(&s, &h, on_this_unit() && services_known(), &text);
	if (arguments.output) {
		ok = fs_write_file_volatile(arguments.output, buf_text(&text), text.len, 0600, &e);
	} else {
		(void)fputs(buf_text(&text), stdout);
	}
	buf_finish(&text);
	health_finish(&h);
	return ok ? 0 : complain(&e);
}

static int run_commission(void)
{
	struct healthcheck_source s = source();
	struct err e;
	struct commissioncommand c = { .source = &s,
		.language = language(),
		.answers = arguments.answers.at,
		.answers_len = arguments.answers.len,
		.output = arguments.output,
		.json = arguments.json,
		.asks = !arguments.json && isatty(STDIN_FILENO) && isatty(STDERR_FILENO) };
	int state = commissioncommand_run(&c, &e);
	if (state < 0) {
		(void)complain(&e);
		return EXIT_USAGE;
	}
	return state;
}

static void add_commissioning(void *context, struct commissioning *c, struct buf *out)
{
	(void)context;
	struct healthcheck_source s = source();
	commissioncommand_write(&s, language(), false, c, out);
}

/* The interface's own file. */
static int print_counts(const char *name, bool (*print)(const char *path, bool json, struct buf *out, struct err *e))
{
	static struct config config;
	CLEANUP(free_ptr) char *settings = mem_printf("%s%s", arguments.root, arguments.config);
	struct buf problems = { 0 };
	struct buf text = { 0 };
	struct err e;
	(void)config_check(settings, &config, &problems);
	CLEANUP(free_ptr) char *path = mem_printf("%s%s/%s", arguments.root, config.paths.state, name);
	struct buf clean = { 0 };
	bool ok = print(path, arguments.json, &text, &e);
	if (ok) {
		outward_add(&clean, buf_text(&text), "\n\t");
		(void)fputs(buf_text(&clean), stdout);
	}
	buf_finish(&clean);
	buf_finish(&problems);
	buf_finish(&text);
	return ok ? 0 : complain(&e);
}

static int run_reports(void)
{
	return print_counts("reports.tsv", reports_print);
}

static int run_usage(void)
{
	return print_counts("usage.tsv", reports_print_usage);
}

static void add_report(void *context, struct buf *out)
{
	(void)context;
	struct healthcheck_source s = source();
	struct health h = { .language = language() };
	healthcheck_run(&s, &h);
	report_write(&s, &h, on_this_unit() && services_known(), out);
	health_finish(&h);
}

static bool has_no_site(void *context, const char *site, struct buf *why)
{
	const struct config *config = context;
	CLEANUP(free_ptr) char *store = mem_printf("%s%s", arguments.root, config->paths.store);
	return sites_check(arguments.config, store, site, why) > 0;
}

/* For borne-request.service. */
static int run_obey(void)
{
	static struct config config;
	CLEANUP(free_ptr) char *path = mem_printf("%s%s", arguments.root, arguments.config);
	struct buf problems = { 0 };
	struct err e;
	(void)config_check(path, &config, &problems); /* a mistake in it is no reason not to restart */
	buf_finish(&problems);
	struct obey o = { .root = arguments.root,
		.config_path = arguments.config,
		.state = arguments.state,
		.config = &config,
		.site_problem = has_no_site,
		.report = add_report,
		.commission = add_commissioning,
		.context = &config };
	return obey_run(&o, &e) ? 0 : complain(&e);
}

static int run_import(void)
{
	static struct config config;
	struct buf words = { 0 };
	struct buf shown = { 0 };
	struct err e;
	if (!arguments.operand) {
		(void)fprintf(stderr, "borne-unit: import takes the folder of the stick; see borne-unit --help\n");
		return EXIT_USAGE;
	}
	if (!config_use(arguments.config, &config, NULL, &e)) {
		return complain(&e);
	}
	struct stick_request request = { .folder = arguments.operand,
		.config_path = arguments.config,
		.syncd = arguments.syncd,
		.config = &config,
		.language = language() };
	enum health_state state = stick_import(&request, &words);
	outward_add(&shown, buf_text(&words), "\n"); /* the daemon quotes what a stick holds */
	(void)puts(buf_text(&shown));
	buf_finish(&shown);
	buf_finish(&words);
	return (int)state;
}

static int run_check_config(void)
{
	struct buf problems = { 0 };
	CLEANUP(free_ptr) char *path = mem_printf("%s%s", arguments.root, arguments.config);
	static struct config config;
	size_t count = config_check(path, &config, &problems);
	if (on_this_unit() && !arguments.elsewhere) {
		count += config_check_machine(path, &problems);
		count += count == 0 ? sites_check(path, config.paths.store, config.site, &problems) : 0;
	}
	if (arguments.json) {
		struct buf json = { 0 };
		messages_problems(path, &problems, &json);
		(void)fputs(buf_text(&json), stdout);
		buf_finish(&json);
	} else if (count == 0) {
		printf("%s: ok\n", path);
	} else {
		(void)fputs(buf_text(&problems), stderr);
	}
	buf_finish(&problems);
	return count == 0 ? HEALTH_OK : HEALTH_BROKEN;
}

static struct touchcommand touchcommand(void)
{
	return (struct touchcommand){ .root = arguments.root,
		.config_path = arguments.config,
		.state = arguments.state,
		.language = language(),
		.points = arguments.points,
		.write = arguments.write,
		.json = arguments.json,
		.recording = arguments.replay };
}

static int run_calibrate(void)
{
	struct touchcommand c = touchcommand();
	struct err e;
	return touchcommand_calibrate(&c, &e) ? HEALTH_OK : complain(&e);
}

static int run_touch(void)
{
	struct touchcommand c = touchcommand();
	if (!arguments.replay) {
		return (int)touchcommand_list(&c);
	}
	enum health_state state;
	struct err e;
	return touchcommand_replay(&c, &state, &e) ? (int)state : complain(&e);
}

static int print_document(void (*write)(struct buf *out))
{
	struct buf text = { 0 };
	write(&text);
	(void)fputs(buf_text(&text), stdout);
	buf_finish(&text);
	return 0;
}

static int run_config_sample(void)
{
	return print_document(config_write_sample);
}

static int run_config_manual(void)
{
	return print_document(config_write_manual);
}

static void write_messages(struct buf *out)
{
	messages_table(language(), "paths.store", out);
}

static int run_messages(void)
{
	return print_document(write_messages);
}

static struct provision_arguments provision(void)
{
	return (struct provision_arguments){ .config = arguments.config,
		.root = arguments.root,
		.state = arguments.state,
		.card = arguments.operand ? arguments.operand : "/boot" };
}

static int run_apply_network(void)
{
	struct provision_arguments a = provision();
	return provision_apply_network(&a);
}

static int run_prepare(void)
{
	arguments.prepare.card = arguments.operand;
	arguments.prepare.json = arguments.json;
	if (!arguments.operand) {
		(void)fprintf(stderr,
				"borne-unit: prepare takes the card: the folder where it is mounted, its device, or an "
				"image; see borne-unit --help\n");
		return EXIT_USAGE;
	}
	return provision_prepare(&arguments.prepare);
}

static int run_take_settings(void)
{
	struct provision_arguments a = provision();
	int status = provision_take_settings(&a);
	struct touchcommand c = touchcommand();
	struct err e;
	size_t restored;
	size_t superseded;
	CLEANUP(free_ptr) char *state = mem_printf("%s%s", arguments.root, arguments.state);
	CLEANUP(free_ptr) char *path = mem_printf("%s%s", arguments.root, arguments.config);
	bool chosen = chosen_restore(state, path, &restored, &superseded, &e);
	if (restored > 0) {
		printf("%zu settings are those that were chosen on the screen\n", restored);
	}
	if (superseded > 0) {
		printf("%zu settings of the card are newer than what was chosen on the screen\n", superseded);
	}
	if (!chosen) {
		(void)complain(&e);
	}
	bool calibrated = touchcommand_restore(&c, &e);
	if (!calibrated) {
		(void)complain(&e);
	}
	if (!chosen || !calibrated) {
		return status > (int)HEALTH_ATTENTION ? status : (int)HEALTH_ATTENTION;
	}
	return status;
}

static const struct {
	const char *name;
	int (*run)(void);
	const char *help;
	bool takes_word; /* one further word, the operand */
} commands[] = {
	{ "status", run_status, "one line for each part of the unit", false },
	{ "doctor", run_doctor, "everything that was looked at, with what to do about it", false },
	{ "commission", run_commission, "the steps that take a unit into service, and the report of them", false },
	{ "import", run_import, "import FOLDER: take new contents from a stick", true },
	{ "touch", run_touch, "input devices, and which of them the kiosk opens", false },
	{ "calibrate", run_calibrate, "matrix from five taps, for touch.calibration", false },
	{ "report", run_report, "a text to send to support; holds no code and no password", false },
	{ "reports", run_reports, "records that visitors said are wrong, by day", false },
	{ "usage", run_usage, "how the unit is used, as a table: period;what;key;count", false },
	{ "obey", run_obey, "do what was asked on the screen; borne-request.service runs it", false },
	{ "check-config", run_check_config, "every mistake in the settings, with file and line", false },
	{ "prepare", run_prepare, "prepare CARD: settings of a new unit onto its card, on a PC", true },
	{ "take-settings", run_take_settings, "take-settings [FOLDER]: borne.yaml of the card (default /boot)", true },
	{ "apply-network", run_apply_network, "the files of systemd-networkd and iwd, from the settings", false },
	{ "config-sample", run_config_sample, "a commented borne.yaml with every option and its default", false },
	{ "messages", run_messages, "every problem of updates and what to do about it, as a table in Markdown", false },
	{ "config-manual", run_config_manual, "the options of borne.yaml(5), in man macros", false },
};

static bool takes_word(const char *command)
{
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		if (str_equal(commands[i].name, command)) {
			return commands[i].takes_word;
		}
	}
	return false;
}

static void print_help(void)
{
	struct buf usage = { 0 };
	buf_add_text(&usage, "Usage: borne-unit [OPTION...] COMMAND\n\nLook after one unit.\n\nCommands:\n");
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		buf_printf(&usage, "  %-28s %s\n", commands[i].name, commands[i].help);
	}
	buf_add_text(&usage, "\nExit status: 0 all is well, 1 something needs attention, 2 something is broken, 64 "
			     "wrong usage.");
	opt_print_help(buf_text(&usage), options, ARRAY_LEN(options));
	buf_finish(&usage);
}

static void complain_of_language(void)
{
	struct buf known = { 0 };
	const char *code;
	for (size_t i = 0; (code = words_language(i)) != NULL; i++) {
		if (words_has_language(code)) {
			buf_printf(&known, "%s%s", known.len ? ", " : "", code);
		}
	}
	(void)fprintf(stderr, "borne-unit: there are no words in '%s'; --lang takes one of: %s\n", language(),
			buf_text(&known));
	buf_finish(&known);
}

int main(int argc, char **argv)
{
	struct err e;
	size_t count = 0;
	const char *words[2] = { NULL, NULL };
	if (!opt_parse(options, ARRAY_LEN(options), argc, argv, words, ARRAY_LEN(words), &count, &e)) {
		(void)complain(&e);
		return EXIT_USAGE;
	}
	arguments.command = words[0];
	arguments.operand = words[1];
	if (count == 2 && !takes_word(words[0])) {
		(void)fprintf(stderr, "borne-unit: %s takes no further word, '%s' is one\n", words[0], words[1]);
		return EXIT_USAGE;
	}
	if (arguments.version) {
		printf("borne-unit %s\n", BORNE_VERSION);
		return 0;
	}
	if (arguments.help) {
		print_help();
		return 0;
	}
	if (!words_has_language(language())) {
		complain_of_language();
		return EXIT_USAGE;
	}
	for (size_t i = 0; count && i < ARRAY_LEN(commands); i++) {
		if (str_equal(commands[i].name, arguments.command)) {
			return commands[i].run();
		}
	}
	(void)fprintf(stderr, "borne-unit: %s%s; see borne-unit --help\n",
			count ? "unknown command " : "give a command", count ? arguments.command : "");
	return EXIT_USAGE;
}
