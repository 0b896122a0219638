/* SPDX-License-Identifier: GPL-3.0-or-later */
/* borne-publish: what staff run on a PC or in CI. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "compile/commands.h"
#include "import/command.h"
#include "publish/commands.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
} commands[] = {
	{ "check", build_command_check, "say everything that is wrong with a content pack, by file and line" },
	{ "import", import_command, "bring places of an open data file into a content pack" },
	{ "build", publish_command_build, "compile a content pack into a bundle" },
	{ "search", build_command_search, "ask a bundle as a visitor does, and say why each result came" },
	{ "keys", publish_command_keys, "make, list and replace the signing keys" },
	{ "publish", publish_command_publish, "sign a bundle into a folder that a web server serves" },
	{ "firmware", publish_command_firmware, "sign a firmware into the same folder" },
	{ "renew", publish_command_renew, "sign again what nears its end, with nothing new" },
	{ "timestamp", publish_command_timestamp, "sign timestamp.json again, for cron" },
};

static void print_help(void)
{
	puts("Usage: borne-publish COMMAND ...\n\nCommands (each answers --help):");
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		printf("  %-10s %s\n", commands[i].name, commands[i].help);
	}
	puts("\n  --help     this help\n  --version  version");
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "--help";
	if (str_equal(name, "--help")) {
		print_help();
		return argc > 1 ? 0 : 2;
	}
	if (str_equal(name, "--version")) {
		puts("borne-publish " BORNE_VERSION);
		return 0;
	}
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		if (str_equal(name, commands[i].name)) {
			return commands[i].run(argc - 1, argv + 1);
		}
	}
	(void)fprintf(stderr, "borne-publish: there is no command '%s': see --help\n", name);
	return 2;
}
