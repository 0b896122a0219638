/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/effect.h"

const float calibrate_crosses[CALIBRATE_POINTS][2] = {
	{ 0.1F, 0.1F },
	{ 0.9F, 0.1F },
	{ 0.9F, 0.9F },
	{ 0.1F, 0.9F },
	{ 0.5F, 0.5F },
};

#include <assert.h>

void effects_push(struct effects *fx, struct effect effect)
{
	size_t kept = 0;
	for (size_t i = 0; i < fx->len; i++) {
		if (fx->at[i].type != effect.type) {
			fx->at[kept++] = fx->at[i];
		}
	}
	assert(kept < EFFECT_TYPES);
	fx->at[kept] = effect;
	fx->len = kept + 1;
}
