/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fields.h - reading typed values out of YAML and saying what is wrong with them
 *
 * One table of keys per record says which exist and which are needed. A reader
 * that finds nothing usable reports once and gives the empty value. */
#ifndef COMPILE_FIELDS_H
#define COMPILE_FIELDS_H

#include "base/yaml.h"
#include "compile/pack.h"

struct key {
	const char *name;
	bool needed;
};

/* Where values come from. */
struct source {
	struct pack *pack;
	const char *file;
};

/* False when `node` is not a map. Unknown and missing keys are reported. `what`: "theme", for the words. */
bool fields_check(struct source s, const struct yaml_node *node, const char *what, const struct key *keys, size_t len);
/* Children of a list under `key`, or of `node` itself when key is NULL; NULL when absent, empty or wrong (reported). */
const struct yaml_node *fields_list(struct source s, const struct yaml_node *node, const char *key);
/* All below: strings live in the pack's arena. Absent keys give `fallback`, NULL, false or the empty text without a
 * word: fields_check() spoke already. */
const char *fields_string(struct source s, const struct yaml_node *map, const char *key, const char *fallback);
/* As string, and it must look like [a-z0-9][a-z0-9-]*; else reported and NULL. */
const char *fields_id(struct source s, const struct yaml_node *map, const char *key);
bool fields_bool(struct source s, const struct yaml_node *map, const char *key);
long fields_long(struct source s, const struct yaml_node *map, const char *key, long min, long max, long fallback);
double fields_double(struct source s, const struct yaml_node *map, const char *key, double min, double max);
struct date fields_date(struct source s, const struct yaml_node *map, const char *key);
/* A plain string (first language) or a map of languages, as the file has them. */
struct text fields_label(struct source s, const struct yaml_node *map, const char *key);
/* The same, completed from translations/. `prose`: translations are expected (warning) and sentences checked. */
struct text fields_text(struct source s, const struct yaml_node *map, const char *key, bool prose);
/* The same in easy reading: one short sentence. No language needs it: the others show their ordinary words, and say so.
 */
struct text fields_easy(struct source s, const struct yaml_node *map, const char *key);
/* List of strings. Returns their number. */
size_t fields_strings(struct source s, const struct yaml_node *map, const char *key, const char ***out);
/* List of words out of a closed set, as a mask. */
unsigned fields_mask(struct source s, const struct yaml_node *map, const char *key, unsigned (*bit)(const char *),
		const char *allowed);
/* Reports an icon that assets/icons does not have. */
void fields_check_icon(struct source s, const char *icon, int line);
int fields_line(const struct yaml_node *map, const char *key);

bool id_is_valid(const char *id);
/* The map under `key`: `contact` of a network or `desk` of a site; NULL when absent. */
const struct pack_contact *fields_contact(struct source s, const struct yaml_node *map, const char *key);

/* Reads and parses a YAML file of the pack. NULL: reported (unless optional and absent). Owned: yaml_destroy(). */
struct yaml *fields_load(struct pack *p, const char *name, bool optional, const char **file);

#endif
