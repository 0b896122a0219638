/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff write about a source, and rows of it. An input is a letter: m a mapping, c the common part, r a table; the
 * other two are as below. Whatever makes a place is UTF-8 without line ends, and its columns are those of a place. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "fuzz/pack_seed.h"
#include "fuzz/ramfile.h"
#include "import/record.h"

static const char common_text[] =
		"replace: [[\"'\", \"’\"]]\naddress_replace: [[\" - \", \", \"]]\nsmall: [de, la]\nelided: [\"d’\"]\n"
		"keep: [ZI]\nspelled: [République]\nstreets: [rue]\nlast: [BP]\nphone: { digits: 10, trunk: \"0\", "
		"country: \"33\", group: 2 }\npostcode_digits: 5\nabbreviated: { st: saint }\nignored: "
		"[cedex]\nfar_km: "
		"15\n";
static const char mapping_text[] =
		"title: liste\nverified: 2024-08-01\nkey: id\nprefix: l-\ncapitals: true\nempty: [\"NULL\"]\nparts: [ "
		"{ "
		"column: notes, pattern: \"{rue}, {cp:digits}, {ville} | {tel}\" } ]\ncolumns: { name: nom, "
		"address: rue, postcode: cp, commune: ville, phone: tel, lat: lat, lon: lon }\nhours: { Mo: lundi "
		"}\nrules: [ { network: mission-locale, name: \"ML {name}\", strip: [\"Mission \"] } ]\n";
static const char table_text[] = "id,nom,notes,lat,lon,lundi\n1,PONT DE VEYLE,\"1 RUE D ABC, 1290, PONT DE VEYLE CEDEX "
				 "| 0474453537 / vert\",\"46,26\","
				 "\"4,88\",9h-12h\n";

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

static void put(const char *name, const void *bytes, size_t len)
{
	CLEANUP(free_ptr) char *path = ramfile_path(name);
	ramfile_write(path, bytes, len);
}

static void read_rows(struct pack *p, const struct common *common, const struct mapping *m, const void *bytes,
		size_t len)
{
	struct communes communes;
	struct outside in;
	struct err e = { 0 };
	struct buf table = { 0 };
	buf_add(&table, bytes, len);
	need(communes_read(&communes, p, common, NULL, &e));
	if (outside_begin(&in, &p->report, p->arena, "list.csv", &table, &e)) {
		struct recorder r = { .pack = p, .common = common, .mapping = m, .communes = &communes, .in = &in };
		r.skipped_by = ARENA_ARRAY(p->arena, size_t, m->rules_len + 1);
		struct record record;
		for (bool ok = recorder_check(&r); ok && recorder_next(&r, &record);) {
			for (int c = 0; c < PLACE_COLUMNS; c++) {
				need(record.value[c] && utf8_valid(record.value[c], strlen(record.value[c])));
				need(!strpbrk(record.value[c], "\r\n"));
			}
			need(record.key[0] && record.commune);
		}
	}
	buf_finish(&table);
	communes_finish(&communes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || !strchr("mcr", data[0]) || data[0] == 0) {
		return 0;
	}
	const void *bytes = data + 1;
	bool mapping = data[0] == 'm';
	bool common = data[0] == 'c';
	put("import/list.yaml", mapping ? bytes : mapping_text, mapping ? size - 1 : sizeof mapping_text - 1);
	/* Writes the rest of the pack as well. */
	pack_seed_read("import/common.yaml", common ? bytes : common_text, common ? size - 1 : sizeof common_text - 1);
	struct pack *p = pack_read(ramfile_dir(), NULL);
	report_finish(&p->report);
	report_init(&p->report, p->arena);
	struct common c;
	struct mapping m;
	if (mapping_read(p, "list", &c, &m)) {
		bool rows = data[0] == 'r';
		read_rows(p, &c, &m, rows ? bytes : table_text, rows ? size - 1 : sizeof table_text - 1);
	}
	pack_destroy(p);
	return 0;
}
