/* SPDX-License-Identifier: GPL-3.0-or-later */
/* status.json is written by another program: any bytes may be there. */
#include "platform/syncstatus.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct event_sync sync;
	struct err e;
	if (size <= SYNCSTATUS_BYTES_MAX && syncstatus_parse((const char *)data, size, &sync, &e) && sync.online &&
			!sync.known) {
		__builtin_trap(); /* a daemon that is not there is not online */
	}
	return 0;
}
