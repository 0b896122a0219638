/* SPDX-License-Identifier: GPL-3.0-or-later */
/* firmware_main.c - borne-firmware: what root does about firmware
 *
 * Started by systemd (board/systemd/borne-firmware.service), or by a technician. It has no network; what it installs
 * lies in borne-syncd's store and is verified here once more. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/config.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/opt.h"
#include "base/str.h"
#include "base/words.h"
#include "firmware/install.h"

#define LOG_MODULE "firmware"
#include "base/log.h"

enum { EXIT_USAGE = 2, CMDLINE_BYTES_MAX = 16 * 1024, SERIAL_BYTES_MAX = 256, STATUS_MODE = 0644, DIR_MODE = 0755 };

struct arguments {
	const char *config, *boot, *slots, *cmdline, *sys;
	bool allow_older, help, version;
};

/* ---- who the unit is ----------------------------------------------------------------------------------- */

static bool read_word(const char *path, struct buf *out)
{
	struct err ignored;
	buf_clear(out);
	return fs_read_file(path, SERIAL_BYTES_MAX, out, &ignored) && out->len > 1;
}

/* The address of the first network device by name that is hardware: veth and the like change. */
static void read_address(const char *sys, struct buf *out)
{
	CLEANUP(free_ptr) char *folder = fs_join(sys, "class/net");
	struct dirent **names = NULL;
	int count = scandir(folder, &names, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		CLEANUP(free_ptr) char *device = mem_printf("%s/%s/device", folder, names[i]->d_name);
		CLEANUP(free_ptr) char *address = mem_printf("%s/%s/address", folder, names[i]->d_name);
		if (out->len == 0 && fs_exists(device)) {
			(void)read_word(address, out);
		}
		free(names[i]);
	}
	free(names);
}

/* The serial number of the board, else a network address: neither is on the card. Hashed, because it leaves this
 * program. */
static void read_identity(const char *sys, char out[SHA256_HEX_BYTES])
{
	static const char *const serials[] = { "firmware/devicetree/base/serial-number", "class/dmi/id/product_uuid",
		"class/dmi/id/product_serial" };
	struct buf text = { 0 };
	unsigned char digest[SHA256_BYTES];
	bool found = false;
	for (size_t i = 0; i < ARRAY_LEN(serials) && !found; i++) {
		CLEANUP(free_ptr) char *path = fs_join(sys, serials[i]);
		found = read_word(path, &text);
	}
	if (!found) {
		buf_clear(&text);
		read_address(sys, &text);
	}
	sha256_of(buf_text(&text), text.len, digest);
	sha256_to_hex(digest, out);
	buf_finish(&text);
}

/* By its own name: the one in by-partlabel is a link. */
static void read_slot(const char *slots, struct machine *m)
{
	CLEANUP(free_ptr) char *link = mem_printf("%s/borne-root-%c", slots, m->here.slot);
	CLEANUP(free_ptr) char *path = realpath(link, NULL);
	if (!path || !str_copy(m->root, sizeof m->root, path)) {
		m->root[0] = '\0';
	}
}

static void read_hash(const char *boot, char slot, const char *file, char out[SHA256_HEX_BYTES])
{
	CLEANUP(free_ptr) char *path = slot_path(boot, slot, file);
	CLEANUP(fs_close_fd) int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	unsigned char digest[SHA256_BYTES];
	struct err why = { 0 };
	if (fd >= 0 && sha256_of_fd(fd, path, NULL, NULL, digest, &why)) {
		sha256_to_hex(digest, out);
	}
}

/* ---- the commands -------------------------------------------------------------------------------------- */

static bool read_here(const struct arguments *a, struct firmware_here *out, struct err *e)
{
	struct buf cmdline = { 0 };
	bool ok = fs_read_stream(a->cmdline, CMDLINE_BYTES_MAX, &cmdline, e);
	if (ok && !firmware_here_parse(buf_text(&cmdline), out)) {
		ok = fail_kind(e, ERR_ABSENT,
				"this machine was not started from an image of Borne (no borne.version in %s)",
				a->cmdline);
	}
	buf_finish(&cmdline);
	return ok;
}

static bool look(const struct arguments *a, struct machine *m, struct err *e)
{
	*m = (struct machine){ 0 };
	if (!read_here(a, &m->here, e)) {
		return false;
	}
	read_identity(a->sys, m->identity);
	read_slot(a->slots, m);
	read_hash(a->boot, m->here.slot, FIRMWARE_KERNEL, m->kernel_sha256);
	read_hash(a->boot, m->here.slot, FIRMWARE_INITRD, m->initrd_sha256);
	return slots_read(a->boot, slot_other(m->here.slot), &m->idle, e);
}

static char *status_path(const char *run)
{
	return fs_join(run, "firmware/status.json");
}

static bool tell(const char *run, const struct machine *m, struct err *e)
{
	CLEANUP(free_ptr) char *folder = fs_join(run, "firmware");
	CLEANUP(free_ptr) char *path = status_path(run);
	struct buf text = { 0 };
	machine_encode(m, &text);
	bool ok = fs_make_dirs(folder, DIR_MODE, e) &&
		  fs_write_file_volatile(path, buf_text(&text), text.len, STATUS_MODE, e);
	buf_finish(&text);
	return ok;
}

static int complain(const struct err *e)
{
	(void)fprintf(stderr, "borne-firmware: %s\n", e->message);
	return 1;
}

/* status: writes what is there, for borne-syncd, and prints it. */
static int run_status(const struct arguments *a, const struct config *c)
{
	struct machine m;
	struct err e = { 0 };
	struct buf text = { 0 };
	if (!look(a, &m, &e)) {
		return complain(&e);
	}
	machine_encode(&m, &text);
	(void)fputs(buf_text(&text), stdout);
	buf_finish(&text);
	return tell(c->paths.run, &m, &e) ? 0 : complain(&e);
}

static int run_install(const struct arguments *a, const struct config *c)
{
	CLEANUP(free_ptr) char *own = fs_join(c->paths.run, "firmware/tuf");
	struct machine m;
	struct err e = { 0 };
	if (!look(a, &m, &e)) {
		return complain(&e);
	}
	const struct firmware_places at = { .store = c->paths.store,
		.root_file = c->sync.root_file,
		.own_dir = own,
		.boot = a->boot,
		.slots = a->slots };
	bool ok = firmware_install(&at, &m, a->allow_older);
	if (!ok) {
		char remedy[PROBLEM_REMEDY_BYTES];
		log_error("no firmware code=%s cause=\"%s\" remedy=\"%s\"", problem_code(m.problem), m.message,
				problem_remedy(m.problem, WORDS_ENGLISH, c->paths.store, remedy));
	}
	if (!tell(c->paths.run, &m, &e)) {
		return complain(&e);
	}
	return ok ? 0 : 1;
}

/* may-restart: 0 when a firmware waits in the idle slot. systemd restarts the machine then. */
static int run_may_restart(const struct arguments *a, const struct config *c)
{
	struct machine m;
	struct err e = { 0 };
	(void)c;
	if (!look(a, &m, &e)) {
		return complain(&e);
	}
	if (!machine_waits(&m)) {
		(void)fprintf(stderr, "borne-firmware: no firmware waits for a start\n");
		return 1;
	}
	log_info("starting the machine into another firmware version=%s tries=%d", m.idle.version, m.idle.left);
	return 0;
}

/* tries: "SLOT LEFT DONE" of each slot that has an entry, the one that runs first. LEFT -1: it is not counted. */
static int run_tries(const struct arguments *a, const struct config *c)
{
	struct firmware_here here;
	struct err e = { 0 };
	(void)c;
	if (!read_here(a, &here, &e)) {
		return complain(&e);
	}
	const char slots[] = { here.slot, slot_other(here.slot) };
	for (size_t i = 0; i < ARRAY_LEN(slots); i++) {
		struct slot_entry entry;
		if (!slots_read(a->boot, slots[i], &entry, &e)) {
			return complain(&e);
		}
		if (entry.there) {
			(void)printf("%c %d %d\n", slots[i], entry.left, entry.done);
		}
	}
	return 0;
}

/* confirm: the slot that runs works. */
static int run_confirm(const struct arguments *a, const struct config *c)
{
	struct firmware_here here;
	struct err e = { 0 };
	(void)c;
	if (!read_here(a, &here, &e) || !slots_confirm(a->boot, here.slot, &e)) {
		return complain(&e);
	}
	log_info("slot %c works: its tries are given back", here.slot);
	return 0;
}

static const struct {
	const char *name;
	bool has_settings; /* false: it must work also where they are wrong */
	int (*run)(const struct arguments *a, const struct config *c);
} commands[] = {
	{ "status", true, run_status },
	{ "install", true, run_install },
	{ "may-restart", true, run_may_restart },
	{ "tries", false, run_tries },
	{ "confirm", false, run_confirm },
};

static void print_help(const struct opt *table, size_t len)
{
	opt_print_help("Usage: borne-firmware status        what runs, and what the other slot holds\n"
		       "       borne-firmware install       writes the firmware that borne-syncd fetched into the "
		       "other slot\n"
		       "       borne-firmware may-restart   exit code 0: a firmware waits in the other slot for a "
		       "start\n"
		       "       borne-firmware tries         of each slot, that which runs first: tries left, tries "
		       "used\n"
		       "       borne-firmware confirm       what runs works: its slot gets all its tries back",
			table, len);
}

int main(int argc, char **argv)
{
	static struct config config;
	struct arguments a = { .config = CONFIG_DEFAULT_PATH,
		.boot = "/boot",
		.slots = "/dev/disk/by-partlabel",
		.cmdline = "/proc/cmdline",
		.sys = "/sys" };
	const struct opt table[] = {
		{ "config", OPT_TEXT, &a.config, "FILE", "settings of the unit (default " CONFIG_DEFAULT_PATH ")", 0,
				0 },
		{ "boot", OPT_TEXT, &a.boot, "DIR", "the boot partition (/boot)", 0, 0 },
		{ "slots", OPT_TEXT, &a.slots, "DIR",
				"where borne-root-a and borne-root-b are (/dev/disk/by-partlabel)", 0, 0 },
		{ "cmdline", OPT_TEXT, &a.cmdline, "FILE", "the kernel's command line (/proc/cmdline)", 0, 0 },
		{ "sys", OPT_TEXT, &a.sys, "DIR", "the kernel's devices (/sys)", 0, 0 },
		{ "allow-older", OPT_FLAG, &a.allow_older, "", "install: also one that is not later, or was given back",
				0, 0 },
		{ "help", OPT_FLAG, &a.help, "", "this help", 0, 0 },
		{ "version", OPT_FLAG, &a.version, "", "print the version", 0, 0 },
	};
	const char *args[1];
	size_t count = 0;
	struct err e = { 0 };
	(void)umask(S_IWGRP | S_IWOTH); /* borne-syncd reads the status; what must not be read is made so by its mode */
	if (!opt_parse(table, ARRAY_LEN(table), argc, argv, args, ARRAY_LEN(args), &count, &e)) {
		(void)fprintf(stderr, "borne-firmware: %s\n", e.message);
		return EXIT_USAGE;
	}
	if (a.help || a.version) {
		a.help ? print_help(table, ARRAY_LEN(table)) : (void)puts("borne-firmware " BORNE_VERSION);
		return 0;
	}
	for (size_t i = 0; count == 1 && i < ARRAY_LEN(commands); i++) {
		if (str_equal(args[0], commands[i].name)) {
			if (commands[i].has_settings && !config_use(a.config, &config, NULL, &e)) {
				return complain(&e);
			}
			return commands[i].run(&a, &config);
		}
	}
	(void)fprintf(stderr, "borne-firmware: say status, install, may-restart, tries or confirm; see --help\n");
	return EXIT_USAGE;
}
