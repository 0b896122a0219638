/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/style/abbreviations.h"

#include <string.h>

#include "base/str.h"

static const char *const where_names[] = {
	[ABBREVIATION_FIRST] = "first",
	[ABBREVIATION_ANY] = "any",
	[ABBREVIATION_END] = "end",
};

/* What is wrong with a row, or NULL. Its words are the JSON's still. */
static const char *read_row(const json_t *row, struct abbreviation *out)
{
	const char *word = json_string_value(json_array_get(row, 0));
	const char *shorter = json_string_value(json_array_get(row, 1));
	const char *where = json_string_value(json_array_get(row, 2));
	double degree = json_number_value(json_array_get(row, 3));
	if (!word || !shorter || !where || json_array_size(row) != 4) {
		return "a row is [word, shorter, \"first\", \"any\" or \"end\", degree]";
	}
	*out = (struct abbreviation){ word, strlen(word), shorter, 0, (int)degree };
	if (out->len == 0 || out->len > ABBREVIATION_BYTES || strlen(shorter) >= out->len) {
		return "the word is empty or too long, or what it becomes is not shorter";
	}
	if (degree != 1 && degree != ABBREVIATION_DEGREES) {
		return "the degree is 1 or 2";
	}
	size_t i = 0;
	while (i < ARRAY_LEN(where_names) && !str_equal(where_names[i], where)) {
		i++;
	}
	out->where = (enum abbreviation_where)i;
	return i < ARRAY_LEN(where_names) ? NULL : "the third word is \"first\", \"any\" or \"end\"";
}

struct abbreviations abbreviations_read(const json_t *list, struct arena *arena, abbreviations_warning warn, void *ctx)
{
	size_t count = json_array_size(list);
	struct abbreviation *at =
			ARENA_ARRAY(arena, struct abbreviation, count < ABBREVIATIONS_MAX ? count : ABBREVIATIONS_MAX);
	struct abbreviations all = { at, 0 };
	for (size_t i = 0; i < count; i++) {
		const char *why = i < ABBREVIATIONS_MAX ? read_row(json_array_get(list, i), &at[all.len])
							: "too many abbreviations";
		if (why) {
			warn(ctx, i, why);
			continue;
		}
		at[all.len].word = arena_strdup(arena, at[all.len].word);
		at[all.len].shorter = arena_strdup(arena, at[all.len].shorter);
		all.len++;
	}
	return all;
}
