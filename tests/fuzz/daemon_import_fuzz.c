/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a peer writes into the import socket: accepted paths are absolute, plain, and become an address that reads
 * back as them. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "daemon/import.h"
#include "transfer/file.h"
#include "transfer/stick.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[IMPORT_PATH_BYTES];
	struct err e = { 0 };
	if (!import_parse_request((const char *)data, size, path, &e)) {
		assert(e.message[0]);
		return 0;
	}
	assert(path[0] == '/' && strlen(path) == size && fs_is_safe_relative(path + 1));
	CLEANUP(free_ptr) char *url = stick_url(path);
	CLEANUP(free_ptr) char *back = file_path(url + strlen(STICK_SCHEME));
	assert(back && strncmp(back, path, size) == 0);
	return 0;
}
