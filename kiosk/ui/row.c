/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Widths of the children of a row: fixed ones first, then what they need, then shares of the rest. */
#include "ui/laid.h"
#include "ui/ui.h"

static bool grows(const struct laid *c)
{
	return !c->box.absolute && c->box.grow > 0;
}

/* Can wrap. */
static bool yields(const struct laid *c)
{
	return !c->box.absolute && c->box.grow <= 0 && (c->leaf == LEAF_TEXT || (c->leaf == LEAF_BOX && c->box.w <= 0));
}

/* Of what can wrap and was not settled yet, px. */
static int flexible_w(struct laid *l)
{
	int w = 0;
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		w += yields(c) && !c->settled ? c->w : 0;
	}
	return w;
}

static void squeeze_evenly(struct laid *l, int missing)
{
	int flexible = flexible_w(l);
	for (struct laid *c = laid_first(l); c && flexible > 0; c = laid_next(c)) {
		if (yields(c) && !c->settled) {
			c->w = max_int(c->w + (int)((float)-missing * ((float)c->w / (float)flexible)), 1);
		}
	}
}

/* One that would have to cut its words keeps what they need. Returns what the others have to give. */
static int settle_one(struct ui *ui, struct laid *l, int missing)
{
	int flexible = flexible_w(l);
	for (struct laid *c = laid_first(l); c && flexible > 0; c = laid_next(c)) {
		int least = yields(c) && !c->settled ? layout_min_content(ui, c) : 0;
		int less = (int)((float)missing * ((float)c->w / (float)flexible));
		if (yields(c) && !c->settled && c->w - less < least) {
			int kept = c->w < least ? c->w : least;
			missing -= c->w - kept;
			c->w = kept;
			c->settled = true;
			break;
		}
	}
	return missing;
}

static int row_used(struct ui *ui, struct laid *l)
{
	int used = 0;
	int count = 0;
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		if (!c->box.absolute) {
			used += (grows(c) ? 0 : c->w) + (count++ ? layout_gap(ui, l) : 0);
		}
	}
	return used;
}

/* Too much for the row: what can wrap gives way in proportion, but not inside its words while others can give more. */
static void squeeze(struct ui *ui, struct laid *l, int missing, int inner)
{
	for (int before = -1; before != flexible_w(l) && missing > 0;) {
		before = flexible_w(l);
		missing = settle_one(ui, l, missing);
	}
	squeeze_evenly(l, missing);
	int over = row_used(ui, l) - inner;
	if (over > 0) { /* not even that is enough: words are cut rather than pushed out */
		for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
			c->settled = false;
		}
		squeeze_evenly(l, over);
	}
}

/* Those for which their share is too little for their words get what they need; the others share the rest. */
static void share(struct ui *ui, struct laid *l, int left)
{
	float shares = 0;
	int all = 0;
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		shares += grows(c) ? c->box.grow : 0;
		all += grows(c) ? max_int(layout_min_content(ui, c), ui_px(ui, c->box.min_w)) : 0;
	}
	bool whole = all <= left; /* the words of all have room */
	for (struct laid *c = laid_first(l); c;) {
		int words = grows(c) && whole ? layout_min_content(ui, c) : 0;
		int least = grows(c) && !c->settled ? max_int(words, ui_px(ui, c->box.min_w)) : 0;
		int part = left > 0 && shares > 0 ? (int)((float)left * (c->box.grow / shares)) : 0;
		if (least > part) {
			c->settled = true;
			c->w = least;
			left -= least;
			shares -= c->box.grow;
			c = laid_first(l); /* the shares of the others are smaller now */
		} else {
			c = laid_next(c);
		}
	}
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		if (grows(c) && !c->settled) {
			c->w = left > 0 ? (int)((float)left * (c->box.grow / shares)) : 0;
			left -= c->w;
			shares = shares > c->box.grow ? shares - c->box.grow : 1;
		}
	}
}

void row_widths(struct ui *ui, struct laid *l, int inner)
{
	int least = 0; /* of those that grow */
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		if (!c->box.absolute) {
			c->settled = false;
			c->w = grows(c) ? 0 : layout_max_content(ui, c);
			least += grows(c) ? layout_min_content(ui, c) : 0;
		}
	}
	int used = row_used(ui, l);
	if (used + least > inner) {
		squeeze(ui, l, used + least - inner, inner);
	}
	share(ui, l, inner - row_used(ui, l));
}
