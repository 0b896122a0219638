/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/opt.h"
#include "base/str.h"
#include "compile/commands.h"
#include "import/merge.h"
#include "import/newcommunes.h"
#include "import/rewrite.h"

enum { EXIT_USAGE = 2, REMOVED_ALWAYS = 5, REMOVED_PERCENT = 20 };

static const char usage[] =
		"borne-publish import SOURCE FILE --into PACK [--communes FILE] [--dry-run] [--report FILE] "
		"[--remove] [--assets DIR]";

struct options {
	const char *source, *file, *into, *communes, *report, *assets;
	bool dry_run, remove, help;
};

/* -1: go on; else the exit code. */
static int parse(int argc, char **argv, struct options *o)
{
	const struct opt table[] = {
		{ .name = "into",
				.type = OPT_TEXT,
				.value = &o->into,
				.meta = "PACK",
				.help = "the pack that gets the places" },
		{ .name = "communes",
				.type = OPT_TEXT,
				.value = &o->communes,
				.meta = "FILE",
				.help = "a table of all communes of the region with their postcodes" },
		{ .name = "dry-run",
				.type = OPT_FLAG,
				.value = &o->dry_run,
				.help = "say what would change, and change nothing" },
		{ .name = "report",
				.type = OPT_TEXT,
				.value = &o->report,
				.meta = "FILE",
				.help = "write what changes and what was not understood into FILE as well" },
		{ .name = "remove",
				.type = OPT_FLAG,
				.value = &o->remove,
				.help = "remove places also where the source has lost more than a fifth of its own" },
		{ .name = "assets",
				.type = OPT_TEXT,
				.value = &o->assets,
				.meta = "DIR",
				.help = "folder with calendar/words.yaml (default: assets, then /usr/share/borne)" },
		{ .name = "help", .type = OPT_FLAG, .value = &o->help, .help = "print this and exit" },
	};
	const char *args[2] = { NULL };
	size_t len = 0;
	struct err e = { 0 };
	if (!opt_parse(table, ARRAY_LEN(table), argc, argv, args, ARRAY_LEN(args), &len, &e)) {
		fprintf(stderr, "borne-publish import: %s\n", e.message);
		return EXIT_USAGE;
	}
	if (o->help) {
		opt_print_help(usage, table, ARRAY_LEN(table));
		return EXIT_SUCCESS;
	}
	if (len != 2 || !o->into) {
		fprintf(stderr,
				"borne-publish import: name a source of the pack, its file, and --into PACK\nusage: "
				"%s\n",
				usage);
		return EXIT_USAGE;
	}
	o->source = args[0];
	o->file = args[1];
	return -1;
}

static bool refuse(const char *why)
{
	fprintf(stderr, "borne-publish import: nothing was changed: %s\n", why);
	return false;
}

/* Errors in files that an import stands on. Its own findings begin with an empty report. */
static bool pack_is_usable(struct pack *p)
{
	static const char *const files[] = { "pack.yaml", "networks.yaml", "communes.csv", "places.csv" };
	size_t bad = 0;
	for (size_t i = 0; i < p->report.len; i++) {
		const struct finding *f = &p->report.findings[i];
		for (size_t k = 0; k < ARRAY_LEN(files) && f->severity == SEVERITY_ERROR; k++) {
			if (str_ends(f->file, files[k])) {
				fprintf(stderr, "%s:%d: error: %s\n", f->file, f->line, f->message);
				bad++;
			}
		}
	}
	report_finish(&p->report);
	report_init(&p->report, p->arena);
	return bad == 0 || refuse("the pack has errors where it would be changed. Correct them first");
}

/* One import at a time. -1: another one runs, or the folder cannot be opened. */
static int lock_pack(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0) {
		fprintf(stderr, "borne-publish import: open %s: %s\n", dir, strerror(errno));
	} else if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		fprintf(stderr, "borne-publish import: another import into %s runs\n", dir);
		close(fd);
		fd = -1;
	}
	return fd;
}

static void account_skipped(struct account *a, const struct recorder *r)
{
	for (size_t i = 0; i < r->mapping->rules_len; i++) {
		const struct mapping_rule *rule = &r->mapping->rules[i];
		if (rule->skip && r->skipped_by[i]) {
			account_add(a, ACCOUNT_LEFT, "%zu rows: %s", r->skipped_by[i], rule->skip);
		}
	}
}

/* A list that was cut off must not empty a directory. */
static bool removes_too_much(const struct merge *m, const struct options *o)
{
	size_t gone = m->account.len[ACCOUNT_REMOVED];
	if (o->remove || gone <= REMOVED_ALWAYS || gone * 100 <= m->before.len * REMOVED_PERCENT) {
		return false;
	}
	return !refuse(arena_printf(m->pack->arena,
			"%s has no longer %zu of the %zu places of its last import. Is it whole? If it is, say "
			"--remove",
			o->file, gone, m->before.len));
}

static bool write_report(const char *path, const struct buf *text)
{
	struct err e = { 0 };
	if (fs_write_file_atomic(path, buf_text(text), text->len, 0644, &e)) {
		return true;
	}
	return refuse(e.message);
}

/* What all communes are is known from --communes alone. */
static bool write_pack(struct merge *m, const struct communes *communes, const struct common *common, bool all_communes,
		bool *same)
{
	struct pack *p = m->pack;
	struct err e = { 0 };
	struct rewrite files[] = {
		{ .path = pack_path(p, "communes.csv") },
		{ .path = m->places.file },
		{ .path = m->now.file },
		{ .path = pack_path(p, "coverage.csv") },
	};
	size_t changed = 0;
	bool ok = newcommunes_print(p, communes, &m->places, &files[0].bytes, &e);
	if (ok) {
		placetable_print(&m->places, &files[1].bytes);
		placetable_print(&m->now, &files[2].bytes);
		newcommunes_print_coverage(p, communes, common, &files[3].bytes);
		ok = rewrite_files(files, ARRAY_LEN(files) - !all_communes, &changed, &e);
	}
	*same = changed == 0;
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		buf_finish(&files[i].bytes);
	}
	return ok || refuse(e.message);
}

/* Reads the file into records. False: reported. */
static bool read_records(struct recorder *r, struct record **records, size_t *len)
{
	if (!recorder_check(r)) {
		return false;
	}
	struct record record;
	struct names keys = { 0 };
	while (recorder_next(r, &record)) {
		int line = names_add(&keys, record.key, record.line);
		if (line >= 0) {
			report_warning(&r->pack->report, r->in->file, record.line,
					"the key '%s' is that of line %d as well: both are taken for one place",
					record.key, line);
		}
		*PACK_PUSH(r->pack->arena, *records, *len) = record;
	}
	names_finish(&keys);
	return *len > 0 || refuse("no row of the file makes a place");
}

static bool finish(struct merge *m, const struct communes *communes, const struct common *common,
		const struct options *o)
{
	struct pack *p = m->pack;
	struct buf text = { 0 };
	account_print(&m->account, &p->report, arena_printf(p->arena, "Import of %s", o->source), &text);
	fputs(buf_text(&text), stdout);
	fflush(stdout);
	bool same = false;
	bool ok = !removes_too_much(m, o) && (!o->report || write_report(o->report, &text)) &&
		  (o->dry_run || write_pack(m, communes, common, o->communes != NULL, &same));
	buf_finish(&text);
	if (ok && !o->dry_run && same) {
		puts("\nNothing changed.");
	}
	return ok;
}

static bool import_into(struct pack *p, const struct options *o)
{
	struct common common;
	struct mapping mapping;
	struct communes communes = { 0 };
	struct outside in;
	struct merge merge;
	struct err e = { 0 };
	struct record *records = NULL;
	size_t len = 0;
	bool ok = pack_is_usable(p) && mapping_read(p, o->source, &common, &mapping);
	if (ok && (!communes_read(&communes, p, &common, o->communes, &e) ||
				  !outside_open(&in, &p->report, p->arena, o->file, &e) ||
				  !merge_open(&merge, p, &common.words, o->source, &e))) {
		ok = refuse(e.message);
	}
	if (ok) {
		struct recorder r = { .pack = p,
			.common = &common,
			.mapping = &mapping,
			.communes = &communes,
			.in = &in };
		r.skipped_by = ARENA_ARRAY(p->arena, size_t, mapping.rules_len + 1);
		ok = read_records(&r, &records, &len);
		if (ok) {
			merge_run(&merge, records, len);
			account_skipped(&merge.account, &r);
			ok = finish(&merge, &communes, &common, o);
		}
	}
	report_print(&p->report, stderr);
	communes_finish(&communes);
	return ok;
}

int import_command(int argc, char **argv)
{
	struct options o = { 0 };
	int code = parse(argc, argv, &o);
	if (code >= 0) {
		return code;
	}
	int lock = lock_pack(o.into);
	if (lock < 0) {
		return EXIT_FAILURE;
	}
	struct pack *p = pack_read(o.into, build_find_assets(o.assets));
	bool ok = import_into(p, &o);
	pack_destroy(p);
	close(lock);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
