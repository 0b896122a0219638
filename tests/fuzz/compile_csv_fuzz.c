/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables from spreadsheets: every row lies inside the buffer and the reader always ends. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "compile/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	if (!text) {
		return 0;
	}
	memcpy(text, data, size);
	text[size] = '\0';
	struct csv csv;
	struct csv_row row;
	const char *problem;
	int problem_line;
	enum csv_result result;
	size_t rows = 0;
	csv_init(&csv, text, size);
	while ((result = csv_next(&csv, &row, &problem, &problem_line)) != CSV_END) {
		for (size_t i = 0; result == CSV_ROW && i < row.len; i++) {
			if (row.fields[i] < text || row.fields[i] + strlen(row.fields[i]) > text + size) {
				abort();
			}
		}
		if (++rows > size + 1 || (result == CSV_BAD && !problem)) {
			abort();
		}
	}
	free(text);
	return 0;
}
