/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/firmware.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/outward.h"
#include "base/rundir.h"
#include "base/str.h"
#include "base/words.h"
#include "daemon/firmware_private.h"
#include "daemon/report.h"
#include "generation/integrity.h"
#include "transfer/obtain.h"
#include "tuf/json.h"

#define LOG_MODULE "firmware"
#include "base/log.h"

enum {
	FILE_MODE = 0644,
	DIR_MODE = 0755,
	ROOM_MARGIN_BYTES = 32 * 1024 * 1024, /* content must still be able to arrive */
};

/* One firmware on its way. */
struct taking {
	struct syncd *d;
	struct tuf_client *client;
	struct store store; /* STORE/firmware */
	struct obtain obtain;
	char *pack; /* owned */
	struct machine machine;
	char version[FIRMWARE_WORD_BYTES]; /* offered */
	long share;
	struct result r;
};

/* ---- what is known ------------------------------------------------------------------------------------- */

bool firmware_read_machine(const struct syncd *d, struct machine *out)
{
	struct buf text = { 0 };
	struct err why = { 0 };
	bool ok = rundir_read(d->options->run_dir, RUNDIR_FIRMWARE, "status.json", MACHINE_FILE_BYTES_MAX, &text,
				  &why) &&
		  machine_parse(buf_text(&text), text.len, out, &why);
	buf_finish(&text);
	if (!ok && why.kind != ERR_ABSENT) {
		log_debug("no firmware is looked for: %s", why.message);
	}
	return ok;
}

void firmware_set_state(struct syncd *d, const char *state, const char *offered)
{
	struct status_firmware *f = &d->status.firmware;
	if (f->state && !str_equal(f->state, state)) {
		log_info("firmware state=%s running=%s offered=%s", state, f->running, offered);
	}
	f->state = state;
	str_cut(f->offered, sizeof f->offered, offered);
}

void firmware_clear_problem(struct syncd *d)
{
	d->status.firmware.problem = PROBLEM_NONE;
	d->status.firmware.message[0] = '\0';
}

void firmware_tell_problem(struct syncd *d, enum problem problem, const char *raw_message)
{
	struct status_firmware *f = &d->status.firmware;
	char message[STATUS_MESSAGE_BYTES];
	char remedy[PROBLEM_REMEDY_BYTES];
	outward_copy(message, sizeof message, raw_message, "");
	if (f->problem == problem && str_equal(f->message, message)) {
		return;
	}
	f->problem = problem;
	str_cut(f->message, sizeof f->message, message);
	log_line(problem_needs_someone(problem) ? LOG_LEVEL_ERROR : LOG_LEVEL_WARN, LOG_MODULE,
			"no firmware code=%s cause=\"%s\" remedy=\"%s\"", problem_code(problem), message,
			problem_remedy(problem, WORDS_ENGLISH, d->store.root, remedy));
}

/* ---- what is offered ----------------------------------------------------------------------------------- */

static bool read_custom(struct taking *t, const struct tuf_target *target)
{
	struct err ignored;
	json_t *custom = target->custom ? tuf_json_parse("custom", target->custom, strlen(target->custom), &ignored)
					: NULL;
	const char *version = tuf_json_text(custom, "edition");
	json_int_t share = FIRMWARE_SHARE_ALL;
	bool ok = version && firmware_version_is_sound(version) &&
		  (!json_object_get(custom, "share") || tuf_json_integer(custom, "share", 0, &share));
	str_cut(t->version, sizeof t->version, ok ? version : "");
	t->share = share > FIRMWARE_SHARE_ALL ? FIRMWARE_SHARE_ALL : (long)share;
	json_decref(custom);
	return ok || result_fail(&t->r, PROBLEM_FIRMWARE_INVALID, ERR_FORMAT,
				     "%s is signed without a version that can be compared", target->name);
}

/* *there: the server offers one, by the role that alone may. */
static bool find_offer(struct taking *t, struct tuf_target *target, bool *there)
{
	CLEANUP(free_ptr) char *name = mem_printf("%s/bundle.json", t->pack);
	struct err *why = &t->r.why;
	*there = false;
	if (!tuf_client_find_target(t->client, name, target, why)) {
		return why->kind == ERR_ABSENT || result_of_err(&t->r);
	}
	*there = true;
	if (!str_equal(target->role, t->pack) || target->sha256[0] == '\0') {
		return result_fail(&t->r, PROBLEM_SIGNATURE, ERR_TRUST,
				"%s is signed by the role '%s', and firmware by '%s' alone", name, target->role,
				t->pack);
	}
	return read_custom(t, target);
}

/* ---- on its way ---------------------------------------------------------------------------------------- */

static void on_progress(void *ctx, const struct obtain_progress *progress)
{
	struct install_step step = { .state = STATUS_DOWNLOADING, .progress = *progress };
	report_step(ctx, &step);
}

static bool read_manifest(struct taking *t, const struct tuf_target *target, struct bundle *out)
{
	struct buf bytes = { 0 };
	char *path = NULL;
	if (target->length > FIRMWARE_MANIFEST_BYTES_MAX) {
		return result_fail(&t->r, PROBLEM_FIRMWARE_INVALID, ERR_FORMAT, "%s is longer than %d bytes",
				target->name, FIRMWARE_MANIFEST_BYTES_MAX);
	}
	if (!obtain_target(&t->obtain, target, &path, &t->r)) {
		return false;
	}
	bool ok = fs_read_file(path, FIRMWARE_MANIFEST_BYTES_MAX, &bytes, &t->r.why) ||
		  result_set(&t->r, problem_of_kind(t->r.why.kind));
	ok = ok && (firmware_parse(out, buf_text(&bytes), bytes.len, &t->r.why) ||
				   result_set(&t->r, PROBLEM_FIRMWARE_INVALID));
	buf_finish(&bytes);
	if (ok && (!str_equal(out->pack, t->pack) || !str_equal(out->edition, t->version))) {
		(void)result_fail(&t->r, PROBLEM_FIRMWARE_INVALID, ERR_FORMAT,
				"the firmware that came is %s version %s, and %s version %s is signed", out->pack,
				out->edition, t->pack, t->version);
		bundle_close(out);
		ok = false;
	}
	ok = ok && (store_add_object(&t->store, path, target->sha256, &t->r.why) || result_of_err(&t->r));
	free(path);
	return ok;
}

static bool has_room(struct taking *t, const bool *missing, const struct bundle *b)
{
	uint64_t need = ROOM_MARGIN_BYTES;
	for (size_t i = 0; i < b->components_len; i++) {
		uint64_t have = store_partial_bytes(&t->store, b->components[i].sha256);
		need += missing[i] && b->components[i].length > have ? b->components[i].length - have : 0;
	}
	int64_t free_bytes = fs_free_bytes(t->store.root);
	return free_bytes < 0 || (uint64_t)free_bytes >= need ||
	       result_fail(&t->r, PROBLEM_DISK_FULL, ERR_NO_SPACE,
			       "firmware %s needs %llu KiB, and %lld KiB are free in %s", t->version,
			       (unsigned long long)(need / 1024), (long long)(free_bytes / 1024), t->store.root);
}

/* The root by a patch from the slot that runs, when one was published; whatever is wrong with it, whole. */
static bool fetch_file(struct taking *t, const struct bundle_component *c)
{
	const struct machine *m = &t->machine;
	struct delta delta = { 0 };
	if (str_equal(c->name, FIRMWARE_ROOT) && m->root[0] && m->here.root_sha256[0] &&
			delta_find_from(&t->store, t->client, t->pack, c, m->here.root_sha256, m->root, &delta)) {
		log_info("firmware by a patch bytes=%llu of=%llu", (unsigned long long)delta.target.length,
				(unsigned long long)c->length);
	}
	bool ok = obtain_component(&t->obtain, t->client, c, &delta, &t->r);
	delta_finish(&delta);
	return ok;
}

static bool fetch_files(struct taking *t, const struct bundle *b)
{
	bool missing[8] = { false };
	bool ok = true;
	for (size_t i = 0; i < b->components_len; i++) {
		missing[i] = !machine_has(&t->machine, &b->components[i]) &&
			     !integrity_object_is_good(&t->store, &b->components[i]);
		t->obtain.progress.total += missing[i] ? b->components[i].length : 0;
	}
	ok = has_room(t, missing, b);
	for (size_t i = 0; ok && i < b->components_len; i++) {
		ok = !missing[i] || fetch_file(t, &b->components[i]);
	}
	return ok;
}

/* Root reads no name from here: it finds the firmware in the signed lists, and this file is only looked at for having
 * changed. */
static bool ask_root(struct taking *t, const char *file)
{
	CLEANUP(free_ptr) char *path = fs_join(t->store.root, file);
	CLEANUP(free_ptr) char *text = mem_printf("%s %lld\n", t->version, (long long)clock_monotonic_us());
	return fs_write_file_atomic(path, text, strlen(text), FILE_MODE, &t->r.why) || result_of_err(&t->r);
}

static bool open_store(struct taking *t)
{
	CLEANUP(free_ptr) char *objects = store_path(&t->store, "objects");
	return (fs_make_dirs(objects, DIR_MODE, &t->r.why) && fs_make_dirs(t->store.spool, DIR_MODE, &t->r.why)) ||
	       result_of_err(&t->r);
}

/* Files of a firmware that is not needed any more. */
static void forget(const struct taking *t)
{
	static const char *const folders[] = { "objects", "spool" };
	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		CLEANUP(free_ptr) char *path = store_path(&t->store, folders[i]);
		struct err left;
		if (!fs_remove_tree(path, &left)) {
			log_warn("files of an old firmware stay: %s", left.message);
		}
	}
}

static bool is_of(const struct bundle *b, const struct tuf_target *target, const char *name)
{
	bool found = str_starts(name, target->sha256);
	for (size_t i = 0; !found && i < b->components_len; i++) {
		found = str_starts(name, b->components[i].sha256);
	}
	return found;
}

/* Of a version that a later one has overtaken before it was written: it must not take that one's room. */
static void forget_others(const struct taking *t, const struct bundle *b, const struct tuf_target *target)
{
	static const char *const folders[] = { "objects", "spool" };
	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		CLEANUP(free_ptr) char *folder = store_path(&t->store, folders[i]);
		DIR *dir = opendir(folder);
		const struct dirent *entry;
		while (dir && (entry = readdir(dir)) != NULL) {
			CLEANUP(free_ptr) char *path = fs_join(folder, entry->d_name);
			struct err left;
			if (entry->d_name[0] != '.' && !is_of(b, target, entry->d_name) &&
					!fs_remove_tree(path, &left)) {
				log_warn("files of an old firmware stay: %s", left.message);
			}
		}
		if (dir) {
			(void)closedir(dir);
		}
	}
}

static bool fetch(struct taking *t, const struct tuf_target *target)
{
	struct bundle b = { 0 };
	if (!open_store(t) || !read_manifest(t, target, &b)) {
		return false;
	}
	forget_others(t, &b, target);
	bool ok = fetch_files(t, &b) && ask_root(t, "wanted");
	bundle_close(&b);
	return ok;
}

/* ---- whether ------------------------------------------------------------------------------------------- */

static bool decide(struct taking *t, const struct tuf_target *target)
{
	struct syncd *d = t->d;
	const struct machine *m = &t->machine;
	if (firmware_compare(t->version, m->here.version) <= 0) {
		firmware_set_state(d, "current", t->version);
		firmware_clear_problem(d);
		forget(t);
		return true;
	}
	if (machine_gave_back(m, t->version)) {
		firmware_set_state(d, "refused", t->version);
		forget(t);
		return result_fail(&t->r, PROBLEM_FIRMWARE_FAILED, ERR_FORMAT,
				"firmware %s was started %d times and never worked: %s runs again", t->version,
				m->idle.done, m->here.version);
	}
	if (machine_waits(m) && firmware_compare(m->idle.version, t->version) == 0) {
		firmware_set_state(d, "written", t->version);
		firmware_clear_problem(d);
		forget(t);
		return true;
	}
	if (!firmware_in_share(m->identity, t->version, t->share)) {
		firmware_set_state(d, "later", t->version);
		firmware_clear_problem(d);
		return true;
	}
	/* Root said no to these very bytes, and says it again: it is asked once more, and the problem stays. */
	bool again = d->status.firmware.state && str_equal(d->status.firmware.state, "fetched") &&
		     m->problem != PROBLEM_NONE;
	firmware_set_state(d, "fetching", t->version);
	if (!fetch(t, target)) {
		return false;
	}
	firmware_set_state(d, "fetched", t->version);
	if (again) {
		return result_fail(&t->r, m->problem, ERR_FORMAT, "%s", m->message);
	}
	firmware_clear_problem(d);
	return true;
}

bool firmware_applies(void *syncd)
{
	struct machine machine;
	return firmware_read_machine(syncd, &machine);
}

bool firmware_take(void *syncd, struct tuf_client *client, const char *targets_url)
{
	struct syncd *d = syncd;
	struct taking t = { .d = d, .client = client, .r = RESULT_NONE };
	if (!firmware_read_machine(d, &t.machine)) {
		return true;
	}
	str_cut(d->status.firmware.running, sizeof d->status.firmware.running, t.machine.here.version);
	CLEANUP(free_ptr) char *root = store_path(&d->store, "firmware");
	store_init(&t.store, root, NULL);
	t.store.work = d->store.work;
	t.pack = mem_printf(FIRMWARE_PACK "%s", t.machine.here.board);
	t.obtain = (struct obtain){ .store = &t.store,
		.from = &d->from,
		.targets_url = targets_url,
		.pack = t.pack,
		.check_dates = trustclock_is_sure(&d->clock),
		.changed = on_progress,
		.ctx = d };
	struct tuf_target target = { 0 };
	bool there = false;
	bool ok = find_offer(&t, &target, &there) && (!there || decide(&t, &target));
	bool again = !ok && problem_is_of_server(t.r.problem);
	if (ok && !there) {
		firmware_set_state(d, "current", "");
		firmware_clear_problem(d);
	}
	if (!ok && t.r.problem != PROBLEM_STOPPED) {
		firmware_tell_problem(d, t.r.problem, t.r.why.message);
	}
	tuf_target_finish(&target);
	store_close(&t.store);
	free(t.pack);
	return ok || !(again || t.r.problem == PROBLEM_STOPPED);
}
