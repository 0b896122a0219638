/* SPDX-License-Identifier: GPL-3.0-or-later */
/* status.json is written by another program, codes.json lies on a card: any bytes may be there. */
#include <assert.h>

#include "platform/lockout.h"
#include "platform/syncstatus.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct event_sync sync;
	struct err e;
	if (size <= SYNCSTATUS_BYTES_MAX && syncstatus_parse((const char *)data, size, &sync, &e) && sync.unreached &&
			!sync.known) {
		__builtin_trap(); /* a daemon that is not there has no check that failed */
	}
	struct lockout codes;
	if (size <= LOCKOUT_BYTES_MAX && lockout_parse((const char *)data, size, &codes, &e)) {
		assert(codes.tries >= 0 && codes.tries <= LOCKOUT_TRIES_MAX);
		int wait_s = lockout_wait_s(&codes, 0, LOCKOUT_WAIT_MAX_S);
		assert(wait_s >= 0 && wait_s <= LOCKOUT_WAIT_MAX_S);
	}
	return 0;
}
