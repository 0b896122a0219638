/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/importanswer.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/mem.h"

void importanswer_send(int fd, json_t *o)
{
	char *text = o ? json_dumps(o, JSON_COMPACT) : NULL;
	json_decref(o);
	if (text && fd >= 0) {
		CLEANUP(free_ptr) char *line = mem_printf("%s\n", text);
		(void)!send(fd, line, strlen(line), MSG_DONTWAIT | MSG_NOSIGNAL);
	}
	free(text);
}

void importanswer_progress(const struct syncd *d)
{
	const struct status *s = &d->status;
	if (d->import_fd >= 0) {
		importanswer_send(d->import_fd,
				json_pack("{s:s, s:I, s:I, s:s}", "state", status_state_name(s->state), "bytes",
						(json_int_t)s->progress.bytes, "total", (json_int_t)s->progress.total,
						"name", s->progress.name));
	}
}
