/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control that turns the pages of a flow: built, and put in its place. */
#include "ui/laid.h"
#include "ui/ui.h"

struct laid *flow_build_pager(struct ui *ui, struct laid *l, int page, int pages)
{
	struct laid *open = ui->open;
	struct node *last = l->node.last;
	ui->open = l;
	l->flow->pager(l->flow->context, page, pages);
	ui->open = open;
	struct laid *pager = laid_of(l->node.last);
	if (last) {
		last->next = NULL;
	} else {
		l->node.first = NULL;
	}
	l->node.last = last;
	return pager;
}

static void insert_after(struct laid *l, struct node *before, struct node *n)
{
	n->next = before ? before->next : l->node.first;
	if (before) {
		before->next = n;
	} else {
		l->node.first = n;
	}
	if (!n->next) {
		l->node.last = n;
	}
}

void flow_insert_pager(struct ui *ui, struct laid *l, struct laid *pager, bool kept)
{
	struct node *before = NULL;
	for (struct node *n = l->node.first; n; n = n->next) {
		before = !kept || !laid_of(n)->box.keep || n == l->node.first ? n : before;
	}
	struct laid *room = ARENA_NEW(ui->arena, struct laid);
	*room = (struct laid){ .leaf = LEAF_BOX,
		.rtl = l->rtl,
		.has_control = true,
		.gap = -1,
		.max_content = -1,
		.min_content = -1,
		.lines_for_w = -1 };
	room->box.grow = 1;
	room->box.justify = ALIGN_END;
	room->node.parent = &l->node;
	room->node.first = room->node.last = &pager->node;
	pager->node.parent = &room->node;
	pager->node.next = NULL;
	insert_after(l, before, &room->node);
}
