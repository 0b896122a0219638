/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/storehold.h"

#include "base/mem.h"
#include "daemon/verdict.h"
#include "generation/integrity.h"

void storehold_read_kept(struct syncd *d)
{
	CLEANUP(free_ptr) char *refused = store_path(&d->store, "refused.json");
	state_read(&d->state, d->state_path);
	d->saved = d->state;
	refusals_read(&d->refusals, refused);
	d->found.release = d->state.release;
	d->found.metadata_expires = d->state.valid_until;
	trustclock_init(&d->clock, d->state.trusted_time, d->options->trust_system_clock);
}

bool storehold_take(struct syncd *d, struct result *r)
{
	if (!store_ready(&d->store, &r->why)) {
		return result_of_err(r);
	}
	if (!d->has_store) {
		d->has_store = true;
		storehold_read_kept(d);
		d->update.whole = integrity_current_is_whole(&d->store);
		verdict_begin(d);
	}
	return true;
}
