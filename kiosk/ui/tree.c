/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/tree.h"

#include <string.h>

static const char *const names[ROLE_COUNT] = {
	[ROLE_NONE] = "none",
	[ROLE_WINDOW] = "window",
	[ROLE_HEADING] = "heading",
	[ROLE_TEXT] = "text",
	[ROLE_BUTTON] = "button",
	[ROLE_LINK] = "link",
	[ROLE_RADIO] = "radio",
	[ROLE_SWITCH] = "switch",
	[ROLE_CHECKBOX] = "checkbox",
	[ROLE_TAB] = "tab",
	[ROLE_LIST] = "list",
	[ROLE_LIST_ITEM] = "listitem",
	[ROLE_TEXTBOX] = "textbox",
	[ROLE_KEY] = "key",
	[ROLE_IMAGE] = "image",
	[ROLE_MAP] = "map",
	[ROLE_MARKER] = "marker",
	[ROLE_PROGRESS] = "progress",
	[ROLE_STATUS] = "status",
	[ROLE_DIALOG] = "dialog",
	[ROLE_NAVIGATION] = "navigation",
	[ROLE_BANNER] = "banner",
	[ROLE_PAGES] = "pages",
};

const char *role_name(enum role role)
{
	return role < ROLE_COUNT ? names[role] : "none";
}

bool role_of_name(const char *name, enum role *out)
{
	for (int i = 0; i < ROLE_COUNT; i++) {
		if (strcmp(names[i], name) == 0) {
			*out = (enum role)i;
			return true;
		}
	}
	return false;
}

const struct node *tree_next(const struct node *root, const struct node *n)
{
	if (n->first) {
		return n->first;
	}
	while (n != root && !n->next) {
		n = n->parent;
	}
	return n == root ? NULL : n->next;
}

const struct node *tree_find(const struct node *root, enum role role, const char *name, int nth)
{
	const struct node *starts = NULL;
	size_t len = strlen(name);
	int whole = nth;
	int begun = nth;
	for (const struct node *n = root; n; n = tree_next(root, n)) {
		if (!n->name || n->role == ROLE_NONE || (role != ROLE_NONE && n->role != role)) {
			continue;
		}
		if (strcmp(n->name, name) == 0 && whole-- == 0) {
			return n;
		}
		if (strncmp(n->name, name, len) == 0 && begun-- == 0) {
			starts = n;
		}
	}
	return starts;
}

const struct node *tree_dialog(const struct node *root)
{
	const struct node *dialog = NULL;
	for (const struct node *n = root; n; n = tree_next(root, n)) {
		if (n->role == ROLE_DIALOG) {
			dialog = n;
		}
	}
	return dialog;
}

const struct node *tree_hit(const struct node *root, int x, int y)
{
	const struct node *dialog = tree_dialog(root);
	const struct node *within = dialog ? dialog : root;
	const struct node *loose = NULL;
	const struct node *exact = NULL;
	/* Later nodes lie on top. What is drawn under the finger wins over an enlarged neighbour. */
	for (const struct node *n = within; n; n = tree_next(within, n)) {
		if (n->action.type == 0) {
			continue;
		}
		if (rect_contains(n->rect, x, y)) {
			exact = n;
		} else if (rect_contains(n->hit, x, y)) {
			loose = n;
		}
	}
	return exact ? exact : loose;
}
