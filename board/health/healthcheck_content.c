/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contents, their updates, and the interface that shows them: from the store and the run folder (sync/FORMAT.md). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/problem.h"
#include "base/str.h"
#include "health/healthcheck_part.h"
#include "health/stick.h"

enum { DAY_S = 86400, EDITION_OLD_DAYS = 120, SILENT_DAYS = 7, SILENT_BROKEN_DAYS = 30, EXPIRY_NEAR_DAYS = 3 };

static enum health_area area_of(enum problem p)
{
	static const enum health_area areas[] = {
		[PROBLEM_OF_UPDATES] = HEALTH_SYNC,
		[PROBLEM_OF_NETWORK] = HEALTH_NETWORK,
		[PROBLEM_OF_STORAGE] = HEALTH_STORAGE,
		[PROBLEM_OF_INTERFACE] = HEALTH_INTERFACE,
	};
	return areas[problem_area(p)];
}

static time_t age(const struct healthcheck *c, int64_t when)
{
	return c->source->now - (time_t)when;
}

/* content/FORMAT.md part 2: a component that lists sites is for the units there; a unit that does not know its site
 * keeps what it was given, so nothing that lists sites is missing. */
static bool is_needed(const json_t *component, const char *site)
{
	const json_t *sites = json_object_get(component, "sites");
	const json_t *id;
	size_t i;
	if (json_array_size(sites) == 0) {
		return true;
	}
	json_array_foreach(sites, i, id)
	{
		const char *text = json_string_value(id);
		if (text && site[0] && str_equal(text, site)) {
			return true;
		}
	}
	return false;
}

/* How many components that this unit needs are not in the store at their length. */
static size_t count_missing(const struct healthcheck *c)
{
	size_t missing = 0;
	size_t i;
	const json_t *component;
	json_array_foreach(json_object_get(c->bundle, "components"), i, component)
	{
		if (!is_needed(component, c->config.site)) {
			continue;
		}
		CLEANUP(free_ptr)
		char *path = mem_printf("%s%s/objects/%s", c->source->root, c->config.paths.store,
				healthcheck_text(component, "sha256"));
		missing += fs_file_size(path) != healthcheck_integer(component, "length");
	}
	return missing;
}

static void check_edition(const struct healthcheck *c, struct health *h)
{
	char text[CLOCK_RFC3339_BYTES];
	time_t edition;
	const char *word = healthcheck_text(c->bundle, "edition");
	(void)snprintf(text, sizeof text, "%.10sT00:00:00Z", word);
	if (!clock_parse_rfc3339(text, &edition)) {
		return;
	}
	time_t old = c->source->now - edition;
	if (old > (time_t)EDITION_OLD_DAYS * DAY_S) {
		health_add(h, HEALTH_CONTENT, HEALTH_ATTENTION, "cette édition a %s", "this edition is %s old",
				health_duration(h, old));
		health_remedy(h, "demander à l’éditeur s’il en existe une plus récente",
				"ask the publisher whether there is a newer one");
	}
}

void healthcheck_content(const struct healthcheck *c, struct health *h)
{
	if (!c->bundle) {
		health_add(h, HEALTH_CONTENT, HEALTH_BROKEN, "aucun contenu dans %s", "no content in %s",
				c->config.paths.store);
		health_remedy(h, "borne-syncd les apporte du serveur : voir Mise à jour et Réseau",
				"borne-syncd brings it from the server: see Updates and Network");
		return;
	}
	int64_t installed = healthcheck_integer(c->release, "installed_at");
	health_add(h, HEALTH_CONTENT, HEALTH_OK, "%s, édition %s, version %lld, en place depuis %s",
			"%s, edition %s, release %lld, in place for %s", healthcheck_text(c->bundle, "pack"),
			healthcheck_text(c->bundle, "edition"), (long long)healthcheck_integer(c->release, "release"),
			installed > 0 ? health_duration(h, age(c, installed)) : "?");
	size_t missing = count_missing(c);
	if (missing > 0) {
		health_add(h, HEALTH_CONTENT, HEALTH_BROKEN,
				"fichiers manquants ou incomplets dans cette édition : %zu",
				"files of this edition that are missing or incomplete: %zu", missing);
		health_remedy(h, "vérifier le stockage, puis redémarrer borne-syncd : il les reprendra",
				"check the storage, then restart borne-syncd: it fetches them again");
	}
	check_edition(c, h);
}

/* A code of a later version has no words here: then those of the file, which are English. */
static void report_problem(const struct healthcheck *c, struct health *h, const json_t *error)
{
	enum health_state state =
			json_is_true(json_object_get(error, "needs_someone")) ? HEALTH_BROKEN : HEALTH_ATTENTION;
	enum problem p = problem_of_code(healthcheck_text(error, "code"));
	char filled[PROBLEM_REMEDY_BYTES];
	const char *language = health_language(h->lang);
	const char *message = healthcheck_text(error, "message");
	const char *cause = p != PROBLEM_NONE ? problem_cause(p, language) : healthcheck_text(error, "code");
	const char *remedy = p != PROBLEM_NONE ? problem_remedy(p, language, c->config.paths.store, filled)
					       : healthcheck_text(error, "remedy");
	const char *since = health_duration(h, age(c, healthcheck_integer(error, "since")));
	/* The message is English: there it says more than the cause in general. */
	health_add(h, area_of(p), state, "%s, depuis %s (%s)", "%s, for %s%.0s",
			h->lang == HEALTH_ENGLISH ? message : cause, since, message);
	if (remedy[0]) {
		health_remedy(h, "%s", "%s", remedy);
	}
}

static void check_progress(const struct healthcheck *c, struct health *h)
{
	const json_t *progress = json_object_get(c->status, "progress");
	double total = (double)healthcheck_integer(progress, "total");
	if (json_is_object(progress) && total > 0) {
		double bytes = (double)healthcheck_integer(progress, "bytes");
		health_add(h, HEALTH_SYNC, HEALTH_OK, "téléchargement en cours : %.1f sur %.1f Mo",
				"downloading: %.1f of %.1f MB", bytes / 1e6, total / 1e6);
	}
	if (str_equal(healthcheck_text(c->status, "waiting_for"), "visit")) {
		health_add(h, HEALTH_SYNC, HEALTH_OK, "nouveaux contenus prêts : ils attendent la fin de la visite",
				"new content is ready and waits for the end of the visit");
	}
}

/* The day until which what is known is believed to be the newest. */
static const char *signed_until(const struct healthcheck *c, char out[CLOCK_RFC3339_BYTES])
{
	int64_t expires = healthcheck_integer(c->status, "metadata_expires");
	str_cut(out, CLOCK_RFC3339_BYTES, "?");
	if (expires > 0) {
		clock_format_rfc3339((time_t)expires, out);
	}
	return out;
}

static void check_last_success(const struct healthcheck *c, struct health *h)
{
	int64_t last = healthcheck_integer(c->status, "last_success");
	if (last <= 0) {
		health_add(h, HEALTH_SYNC, HEALTH_ATTENTION, "aucune vérification n’a encore réussi",
				"no check has succeeded yet");
		health_remedy(h, "attendre quelques minutes, puis voir Réseau", "wait some minutes, then see Network");
		return;
	}
	const char *since = health_duration(h, age(c, last));
	if (age(c, last) > (time_t)SILENT_DAYS * DAY_S) {
		health_add(h, HEALTH_SYNC,
				age(c, last) > (time_t)SILENT_BROKEN_DAYS * DAY_S ? HEALTH_BROKEN : HEALTH_ATTENTION,
				"dernière vérification réussie il y a %s", "the last check that succeeded was %s ago",
				since);
		health_remedy(h, "voir Réseau, puis : journalctl -u borne-syncd",
				"see Network, then: journalctl -u borne-syncd");
		return;
	}
	char until[CLOCK_RFC3339_BYTES];
	health_add(h, HEALTH_SYNC, HEALTH_OK,
			"vérifié avec succès il y a %s, version %lld sur le serveur, signée jusqu’au %.10s",
			"checked with success %s ago, release %lld on the server, signed until %.10s", since,
			(long long)healthcheck_integer(c->status, "release"), signed_until(c, until));
}

static void check_stick(const struct healthcheck *c, struct health *h)
{
	const json_t *import = json_object_get(c->status, "import");
	struct buf words = { 0 };
	struct buf remedy = { 0 };
	enum health_state state = stick_describe(import, h->lang, c->config.paths.store, &words, &remedy);
	if (words.len > 0) {
		const char *when = health_duration(h, age(c, healthcheck_integer(import, "at")));
		health_add(h, HEALTH_SYNC, state, "il y a %2$s, %1$s", "%2$s ago, %1$s", buf_text(&words), when);
	}
	if (remedy.len > 0) {
		health_remedy(h, "%s", "%s", buf_text(&remedy));
	}
	buf_finish(&words);
	buf_finish(&remedy);
}

/* Until then a server or a stick can keep this unit from what is newer without being noticed. */
static void check_expiry(const struct healthcheck *c, struct health *h)
{
	char date[CLOCK_RFC3339_BYTES];
	int64_t expires = healthcheck_integer(c->status, "metadata_expires");
	time_t left = -age(c, expires);
	if (expires <= 0) {
		return;
	}
	if (left < 0) {
		health_add(h, HEALTH_SYNC, HEALTH_ATTENTION, "la signature des contenus a expiré il y a %s",
				"the signature of the contents expired %s ago", health_duration(h, age(c, expires)));
		health_remedy(h, "prévenir l’éditeur ; les contenus restent affichés avec leur date",
				"tell the publisher; the contents stay on screen with their date");
		return;
	}
	if (left < (time_t)EXPIRY_NEAR_DAYS * DAY_S) {
		health_add(h, HEALTH_SYNC, HEALTH_ATTENTION, "la signature des contenus expire le %.10s",
				"the signature of the contents expires on %.10s", signed_until(c, date));
		health_remedy(h, "demander à l’éditeur de signer à nouveau, ou apporter une clé plus récente",
				"ask the publisher to sign again, or bring a newer stick");
	}
}

void healthcheck_sync(const struct healthcheck *c, struct health *h)
{
	check_stick(c, h);
	if (c->config.sync.url[0] == '\0') {
		health_add(h, HEALTH_SYNC, HEALTH_ATTENTION, "aucun serveur dans les réglages (sync.url)",
				"no server in the settings (sync.url)");
		health_remedy(h, "écrire l’adresse du serveur dans %s", "write the server's address in %s",
				c->source->config_path);
		if (healthcheck_integer(c->status, "metadata_expires") > (int64_t)c->source->now) {
			char until[CLOCK_RFC3339_BYTES];
			health_add(h, HEALTH_SYNC, HEALTH_OK, "contenus de la clé signés jusqu’au %.10s",
					"content of the stick signed until %.10s", signed_until(c, until));
		}
		check_expiry(c, h);
		return;
	}
	if (!c->status || str_equal(healthcheck_text(c->status, "state"), "stopped")) {
		health_add(h, HEALTH_SYNC, HEALTH_BROKEN, "borne-syncd ne tourne pas", "borne-syncd is not running");
		health_remedy(h, "systemctl start borne-syncd, puis : journalctl -u borne-syncd",
				"systemctl start borne-syncd, then: journalctl -u borne-syncd");
		return;
	}
	const json_t *error = json_object_get(c->status, "error");
	if (json_is_object(error)) {
		report_problem(c, h, error);
	}
	check_last_success(c, h);
	check_progress(c, h);
	check_expiry(c, h);
}

/* Generation number that STORE/current points at; 0: none. */
static long current_generation(const struct healthcheck *c)
{
	return (long)healthcheck_integer(c->release, "generation");
}

/* The interface has read the content: it knows whether the site of the settings is one of its sites. */
static void check_site(const struct healthcheck *c, struct health *h)
{
	const json_t *unknown = json_object_get(c->ui, "site_unknown");
	const json_t *id;
	size_t i;
	struct buf nearest = { 0 };
	if (!json_is_object(unknown)) {
		return;
	}
	json_array_foreach(json_object_get(unknown, "nearest"), i, id)
	{
		const char *text = json_string_value(id);
		buf_printf(&nearest, "%s%s", i ? ", " : "", text ? text : "");
	}
	if (str_equal(healthcheck_text(unknown, "id"), CONFIG_SITE_UNREAD)) {
		health_add(h, HEALTH_CONFIG, HEALTH_BROKEN,
				"l’interface n’a pas pu lire les réglages : elle ne sait pas où est la borne",
				"the interface could not read the settings: it does not know where the unit is");
		health_remedy(h, "borne-unit check-config, corriger %s, puis : systemctl restart borne borne-syncd",
				"borne-unit check-config, correct %s, then: systemctl restart borne borne-syncd",
				c->source->config_path);
		buf_finish(&nearest);
		return;
	}
	health_add(h, HEALTH_CONFIG, HEALTH_BROKEN, "le site « %s » n’est pas dans les contenus en place",
			"site '%s' is not in the content in service", healthcheck_text(unknown, "id"));
	health_remedy(h, "corriger site dans %s (proches : %s), puis : systemctl restart borne borne-syncd",
			"correct site in %s (nearest: %s), then: systemctl restart borne borne-syncd",
			c->source->config_path, buf_text(&nearest));
	buf_finish(&nearest);
}

void healthcheck_interface(const struct healthcheck *c, struct health *h)
{
	CLEANUP(free_ptr)
	char *process = mem_printf("%s/proc/%lld", c->source->root, (long long)healthcheck_integer(c->ui, "pid"));
	if (!c->ui || healthcheck_integer(c->ui, "pid") <= 0 || !fs_exists(process)) {
		health_add(h, HEALTH_INTERFACE, HEALTH_BROKEN, "l’interface ne tourne pas",
				"the interface is not running");
		health_remedy(h, "systemctl restart borne, puis : journalctl -u borne",
				"systemctl restart borne, then: journalctl -u borne");
		return;
	}
	check_site(c, h);
	const json_t *refused = json_object_get(c->ui, "refused");
	if (json_is_object(refused)) {
		health_add(h, HEALTH_INTERFACE, HEALTH_ATTENTION, "contenus refusés (génération %lld) : %s",
				"content refused (generation %lld): %s",
				(long long)healthcheck_integer(refused, "generation"),
				healthcheck_text(refused, "why"));
		health_remedy(h, "prévenir l’éditeur ; les contenus précédents restent affichés",
				"tell the publisher; the previous content stays on screen");
	}
	bool says_shown = json_is_integer(json_object_get(c->ui, "shown")); /* not what is confirmed yet */
	long shown = (long)healthcheck_integer(c->ui, says_shown ? "shown" : "generation");
	long current = current_generation(c);
	bool visit = json_is_true(json_object_get(c->ui, "session"));
	if (current > 0 && shown != current && !visit) {
		health_add(h, HEALTH_INTERFACE, HEALTH_ATTENTION, "affiche la génération %ld, la %ld est installée",
				"shows generation %ld, %ld is installed", shown, current);
		health_remedy(h, "attendre deux minutes ; ensuite : systemctl restart borne",
				"wait two minutes; then: systemctl restart borne");
		return;
	}
	health_add(h, HEALTH_INTERFACE, HEALTH_OK, "tourne, affiche la génération %ld%s",
			"runs, shows generation %ld%s", shown,
			!visit                     ? ""
			: h->lang == HEALTH_FRENCH ? ", une visite est en cours"
						   : ", somebody is using it");
}
