/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer/stick.h"

#include "base/fsutil.h"
#include "base/mem.h"
#include "transfer/file.h"
#include "tuf/client.h"

static bool has_repository(const char *folder)
{
	CLEANUP(free_ptr) char *timestamp = fs_join(folder, "metadata/timestamp.json");
	return fs_exists(timestamp);
}

char *stick_url(const char *folder)
{
	CLEANUP(free_ptr) char *below = fs_join(folder, "borne");
	CLEANUP(free_ptr)
	char *quoted = buf_quoted(!has_repository(folder) && has_repository(below) ? below : folder, true);
	return mem_printf("%s%s", STICK_SCHEME, quoted);
}

bool stick_get(const struct transport_request *request, struct transport_answer *answer, struct result *r)
{
	return file_get_at(request->url + sizeof STICK_SCHEME - 1, request, answer, r);
}
