/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sentence for those who do not read the language of the page: in each of the others. */
#include "app/screens/screens.h"

void part_other_languages(struct view *v, const char *key, const struct beside *b)
{
	unsigned shown = 0;
	for (unsigned i = 0; v->c && i < v->c->languages_len; i++) {
		if (i == v->s->lang) {
			continue;
		}
		if (shown % b->most == 0) {
			ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = b->gap, .justify = b->justify });
		}
		ui_text(v->ui, key ? catalogue_string(v->c, key, i) : v->c->languages[i].name, b->look);
		if (++shown % b->most == 0) {
			ui_end(v->ui);
		}
	}
	if (shown % b->most != 0) {
		ui_end(v->ui);
	}
}
