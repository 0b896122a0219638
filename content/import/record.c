/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/record.h"

#include <string.h>

#include "base/str.h"
#include "import/daytimes.h"
#include "import/pieces.h"
#include "import/settle.h"

/* ---- cells ---- */

static const char *piece(const struct recorder *r, const char *name)
{
	for (size_t i = 0; i < r->pieces_len; i++) {
		if (str_equal(r->piece_names[i], name)) {
			return r->pieces[i];
		}
	}
	return NULL;
}

static bool is_empty(const struct mapping *m, const char *text)
{
	for (size_t i = 0; i < m->empty_len; i++) {
		if (str_equal(m->empty[i], text)) {
			return true;
		}
	}
	return text[0] == '\0';
}

static const char *raw_cell(const struct recorder *r, const char *name)
{
	int column = outside_column(r->in, name);
	return column < 0 ? "" : r->row.fields[column];
}

/* What stands in a column or piece, tidied; "" for nothing. */
static const char *cell(const struct recorder *r, const char *name)
{
	const char *text = piece(r, name);
	text = words_tidy(&r->common->words, r->pack->arena, text ? text : raw_cell(r, name));
	return is_empty(r->mapping, text) ? "" : text;
}

/* The columns of a value, joined by `between`. */
static const char *joined(const struct recorder *r, enum place_column column, const char *between)
{
	struct buf out = { 0 };
	for (const char *const *name = r->mapping->columns[column]; name && *name; name++) {
		const char *text = cell(r, *name);
		if (text[0]) {
			buf_printf(&out, "%s%s", out.len ? between : "", text);
		}
	}
	const char *text = arena_strdup(r->pack->arena, buf_text(&out));
	buf_finish(&out);
	if (r->mapping->capitals && (column == PLACE_NAME || column == PLACE_ADDRESS)) {
		text = words_uncapital(&r->common->words, r->pack->arena, text);
	}
	return text;
}

static void take_apart(struct recorder *r)
{
	const struct mapping *m = r->mapping;
	r->pieces_len = 0;
	for (size_t i = 0; i < m->parts_len; i++) {
		struct pieces pieces;
		const char *text = raw_cell(r, m->parts[i].column);
		if (!pieces_match(m->parts[i].pattern, text, r->pack->arena, &pieces)) {
			report_warning(&r->pack->report, r->in->file, r->row.line,
					"'%s' is not written as the pattern of %s:%d says, and nothing of it is taken: "
					"%.120s",
					m->parts[i].column, m->file, m->parts[i].line, text);
		}
		for (size_t p = 0; p < pieces.len && r->pieces_len < ARRAY_LEN(r->pieces); p++) {
			r->piece_names[r->pieces_len] = pieces.names[p];
			r->pieces[r->pieces_len++] = pieces.texts[p];
		}
	}
}

/* ---- which rules apply ---- */

static bool applies(const struct recorder *r, const struct mapping_rule *rule)
{
	for (size_t i = 0; i < rule->when_len; i++) {
		const char *text = cell(r, rule->when[i].column);
		bool found = false;
		for (size_t v = 0; v < rule->when[i].len; v++) {
			found = found || str_equal(rule->when[i].values[v], text);
		}
		if (!found) {
			return false;
		}
	}
	return true;
}

/* All rules of the row in one: what a later one says wins. */
static struct mapping_rule rule_of(const struct recorder *r, size_t *skips)
{
	struct mapping_rule all = { 0 };
	for (size_t i = 0; i < r->mapping->rules_len; i++) {
		const struct mapping_rule *rule = &r->mapping->rules[i];
		if (!applies(r, rule)) {
			continue;
		}
		all.network = rule->network ? rule->network : all.network;
		all.name = rule->name ? rule->name : all.name;
		all.note = rule->note ? rule->note : all.note;
		if (rule->skip) {
			all.skip = rule->skip;
			*skips = i;
		}
		all.fill = all.fill || rule->fill;
		if (rule->strip_len) {
			all.strip = rule->strip;
			all.strip_len = rule->strip_len;
		}
		for (int c = 0; c < PLACE_COLUMNS; c++) {
			all.clear[c] = all.clear[c] || rule->clear[c];
		}
	}
	return all;
}

/* ---- values ---- */

/* {column} in a template becomes what stands there. */
static const char *filled(const struct recorder *r, const char *template, const char *name, const char *commune)
{
	struct buf out = { 0 };
	const char *at = template;
	for (const char *brace; (brace = strchr(at, '{')) != NULL && strchr(brace, '}');) {
		buf_add(&out, at, (size_t)(brace - at));
		size_t len = strcspn(brace, "}");
		const char *what = arena_strndup(r->pack->arena, brace + 1, len - 1);
		buf_add_text(&out, str_equal(what, "name")      ? name
				   : str_equal(what, "commune") ? commune
								: cell(r, what));
		at = brace + len + 1;
	}
	buf_add_text(&out, at);
	const char *text = words_tidy(&r->common->words, r->pack->arena, buf_text(&out));
	buf_finish(&out);
	return text;
}

/* A name that ends with the end of its own key ("Lyon 69388-01" of msap-69388-01) loses it. */
static const char *without_key(struct arena *a, const char *name, const char *key)
{
	const char *blank = strrchr(name, ' ');
	bool same = blank && strchr(blank, '-') && strlen(blank + 1) < strlen(key) && str_ends(key, blank + 1);
	return same ? arena_strndup(a, name, (size_t)(blank - name)) : name;
}

static const char *name_of(const struct recorder *r, const struct mapping_rule *rule, const struct record *out)
{
	struct arena *a = r->pack->arena;
	const char *name = without_key(a, joined(r, PLACE_NAME, " "), out->key);
	for (size_t i = 0; i < rule->strip_len; i++) {
		const char *strip = words_tidy(&r->common->words, a, rule->strip[i]);
		if (str_starts(name, strip)) {
			name += strlen(strip);
			name += strspn(name, " -,:");
			break;
		}
	}
	const char *commune = out->commune->name;
	name = words_replace(a, name, &r->mapping->name_replace);
	name = words_respell(&r->common->words, a, name[0] ? name : commune, commune);
	return rule->name ? filled(r, rule->name, name, commune) : name;
}

static const char *id_of(const struct recorder *r, const char *key)
{
	struct buf out = { 0 };
	buf_add_text(&out, r->mapping->prefix);
	struct buf words = { 0 };
	words_fold(key, &words);
	for (size_t i = 0; i < words.len; i++) {
		buf_add_char(&out, words.bytes[i] == ' ' ? '-' : words.bytes[i]);
	}
	const char *id = arena_strdup(r->pack->arena, buf_text(&out));
	buf_finish(&words);
	buf_finish(&out);
	return id;
}

static const char *hours_of(const struct recorder *r)
{
	const char *cells[MAPPING_DAYS];
	for (size_t d = 0; d < MAPPING_DAYS; d++) {
		cells[d] = r->mapping->days[d] ? cell(r, r->mapping->days[d]) : NULL;
	}
	const char *hours = daytimes_read(r->pack, r->in->file, r->row.line, cells);
	const char *whole = hours[0] ? "" : joined(r, PLACE_HOURS, "; ");
	return whole[0] ? settle_hours(r->pack, r->in->file, r->row.line, whole) : hours;
}

static const struct known_commune *commune_of(const struct recorder *r, const char *postcode)
{
	const char *code = joined(r, PLACE_INSEE, "");
	const char *name = joined(r, PLACE_COMMUNE, " ");
	const struct known_commune *c = code[0] ? communes_by_code(r->communes, r->common, code) : NULL;
	if (!c && name[0]) {
		c = communes_by_name(r->communes, r->common, r->pack->arena, name, postcode);
	}
	if (!c && r->mapping->insee_else) {
		c = communes_by_code(r->communes, r->common, cell(r, r->mapping->insee_else));
	}
	if (!c) {
		report_error(&r->pack->report, r->in->file, r->row.line,
				"no commune '%s' (code '%s', postcode '%s'). Give the list with --communes, or write "
				"in "
				"import/common.yaml what it belongs to today; the row is left out",
				name, code, postcode);
	}
	return c;
}

static void fill_values(const struct recorder *r, const struct mapping_rule *rule, struct record *out)
{
	struct settler s = { r->pack, r->common, r->in->file, r->row.line, r->communes, out->commune };
	const char **v = out->value;
	v[PLACE_ID] = id_of(r, out->key);
	v[PLACE_NETWORK] = rule->network;
	v[PLACE_NAME] = name_of(r, rule, out);
	v[PLACE_ADDRESS] = settle_address(&s, joined(r, PLACE_ADDRESS, ", "), v[PLACE_POSTCODE]);
	v[PLACE_POSTCODE] = settle_postcode(&s, v[PLACE_POSTCODE]);
	v[PLACE_COMMUNE] = out->commune->name;
	v[PLACE_INSEE] = out->commune->insee;
	v[PLACE_PHONE] = settle_phone(&s, joined(r, PLACE_PHONE, " "));
	v[PLACE_HOURS] = rule->clear[PLACE_HOURS] ? "" : hours_of(r);
	v[PLACE_SOURCE] = r->mapping->title;
	v[PLACE_VERIFIED] = r->mapping->verified;
	v[PLACE_AUDIENCE_NOTE] =
			rule->note ? filled(r, rule->note, v[PLACE_NAME], out->commune->name)
				   : settle_note(&s, joined(r, PLACE_AUDIENCE_NOTE, " "), r->mapping->note_bytes_max);
	v[PLACE_EMAIL] = settle_email(&s, joined(r, PLACE_EMAIL, " "));
	v[PLACE_WEBSITE] = settle_website(&s, joined(r, PLACE_WEBSITE, " "));
	settle_position(&s, joined(r, PLACE_LAT, ""), joined(r, PLACE_LON, ""), &v[PLACE_LAT], &v[PLACE_LON]);
	for (int c = 0; c < PLACE_COLUMNS; c++) {
		v[c] = rule->clear[c] || !v[c] ? "" : v[c];
	}
}

bool recorder_check(struct recorder *r)
{
	const struct mapping *m = r->mapping;
	size_t before = r->pack->report.errors;
	struct pieces names;
	for (size_t i = 0; i < m->parts_len; i++) {
		if (!pieces_names(m->parts[i].pattern, r->pack->arena, &names)) {
			report_error(&r->pack->report, m->file, m->parts[i].line,
					"bad pattern '%s'. Write {piece} for what is taken, at most %d of them",
					m->parts[i].pattern, PIECES_MAX);
		}
		for (size_t p = 0; p < names.len && r->pieces_len < ARRAY_LEN(r->pieces); p++) {
			r->piece_names[r->pieces_len] = names.names[p];
			r->pieces[r->pieces_len++] = "";
		}
	}
	struct {
		const char *name;
		int line;
	} used[128];
	size_t len = 0;
	used[len++].name = m->key;
	if (m->insee_else) {
		used[len++].name = m->insee_else;
	}
	for (size_t d = 0; d < MAPPING_DAYS; d++) {
		if (m->days[d]) {
			used[len++].name = m->days[d];
		}
	}
	for (int c = 0; c < PLACE_COLUMNS; c++) {
		for (const char *const *n = m->columns[c]; n && *n && len < ARRAY_LEN(used); n++) {
			used[len++].name = *n;
		}
	}
	for (size_t i = 0; i < m->rules_len; i++) {
		for (size_t w = 0; w < m->rules[i].when_len && len < ARRAY_LEN(used); w++) {
			used[len++].name = m->rules[i].when[w].column;
		}
	}
	for (size_t i = 0; i < len; i++) {
		if (!piece(r, used[i].name) && outside_column(r->in, used[i].name) < 0) {
			report_error(&r->pack->report, r->in->file, r->in->header.line,
					"no column '%s', which %s names. Is this a file of that source?", used[i].name,
					m->file);
		}
	}
	return r->pack->report.errors == before;
}

bool recorder_next(struct recorder *r, struct record *out)
{
	while (outside_next(r->in, &r->row)) {
		take_apart(r);
		size_t skips = 0;
		struct mapping_rule rule = rule_of(r, &skips);
		if (rule.skip) {
			r->skipped_by[skips]++;
			continue;
		}
		*out = (struct record){ .line = r->row.line, .key = cell(r, r->mapping->key), .fill = rule.fill };
		if (!rule.network || !out->key[0]) {
			report_error(&r->pack->report, r->in->file, r->row.line, "%s. The row is left out",
					out->key[0] ? "no rule of the mapping gives it a network"
						    : "the row has no key in the column that the mapping names");
			continue;
		}
		const char *postcode = joined(r, PLACE_POSTCODE, "");
		out->value[PLACE_POSTCODE] = settle_zeros(r->pack->arena, postcode, r->common->postcode_digits);
		out->commune = commune_of(r, out->value[PLACE_POSTCODE]);
		if (out->commune) {
			fill_values(r, &rule, out);
			return true;
		}
	}
	return false;
}
