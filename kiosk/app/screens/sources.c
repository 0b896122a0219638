/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom texts, addresses, maps, letters and voices are owed to, and under which licences: in the words of the pack and
 * of the map files. */
#include <string.h>

#include "app/screens/screens.h"

enum { BLOCKS_MAX = 32 };

struct credits_list {
	struct block blocks[BLOCKS_MAX];
	struct span spans[BLOCKS_MAX];
	size_t len;
};

static void add(struct credits_list *all, enum block_kind kind, const char *text)
{
	if (!text || !text[0] || all->len == BLOCKS_MAX) {
		return;
	}
	all->spans[all->len] = (struct span){ .kind = SPAN_TEXT, .text = text };
	all->blocks[all->len] =
			(struct block){ .kind = kind, .level = 2, .spans = &all->spans[all->len], .spans_len = 1 };
	all->len++;
}

static void collect(struct view *v, struct credits_list *all)
{
	const struct catalogue *c = v->c;
	struct date edition;
	add(all, BLOCK_HEADING, tr(v, STR_SOURCES_CONTENT));
	add(all, BLOCK_PARAGRAPH, text_of(v, &c->attribution));
	if (c->licence[0]) {
		add(all, BLOCK_PARAGRAPH, tr1(v, STR_SOURCES_LICENCE, c->licence));
	}
	if (date_parse(c->edition, &edition)) {
		add(all, BLOCK_PARAGRAPH, tr1(v, STR_SOURCES_EDITION, say_date(&v->voice, edition)));
	}
	add(all, BLOCK_PARAGRAPH, tr(v, STR_SOURCES_ARTICLES));
	if (v->s->credits_len > 0) {
		add(all, BLOCK_HEADING, tr(v, STR_SOURCES_MAP));
	}
	for (size_t i = 0; i < v->s->credits_len; i++) {
		add(all, BLOCK_PARAGRAPH, v->s->credits[i]);
	}
	add(all, BLOCK_HEADING, tr(v, STR_SOURCES_PROGRAM));
	add(all, BLOCK_PARAGRAPH, tr(v, STR_SOURCES_PROGRAM_TEXT));
}

void view_sources(struct view *v)
{
	struct credits_list *all = ARENA_NEW(v->a, struct credits_list);
	bool portrait = v->format == FORMAT_PORTRAIT;
	collect(v, all);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = portrait ? margin_mm(v) : 0,
					.pad_bottom = mm(v, SPACE_5_WIDE),
					.pad_top = mm(v, PAGE_TOP),
					.gap = mm(v, SPACE_4) });
	if (!is_big(v)) {
		part_title(v, tr(v, STR_SOURCES_TITLE), NULL);
	}
	part_flow_reading(v, (struct box){ .dir = DOWN, .grow = 1 });
	if (is_big(v)) {
		part_title(v, tr(v, STR_SOURCES_TITLE), NULL);
	}
	part_blocks(v, &(struct blocks){ all->blocks, all->len, NULL, v->s->lang });
	ui_gap(v->ui, mm(v, SPACE_4));
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "synchro",
				       .label = tr(v, STR_EDITION_TITLE),
				       .action = { ACTION_OPEN, SCREEN_EDITION },
				       .h = mm(v, BUTTON_H_ROW) });
	ui_end(v->ui);
	ui_end(v->ui);
}
