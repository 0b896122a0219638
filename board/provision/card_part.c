/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which characters of borne.yaml are secret, and what stands there instead. */
#include <string.h>

#include "base/config.h"
#include "base/config_network.h"
#include "base/config_table.h"
#include "base/mem.h"
#include "base/quote.h"
#include "base/str.h"
#include "base/yaml.h"
#include "provision/card.h"
#include "provision/cardwords.h"
#include "provision/kept.h"

struct edit {
	size_t from, to;      /* characters */
	const char *card;     /* NULL: as it was */
	const char *settings; /* NULL: as it was */
};

struct edits {
	struct edit at[2 * KEPT_OPTIONS_MAX];
	size_t len;
};

/* In the order of the text. */
static void add_edit(struct edits *edits, struct edit edit)
{
	size_t at = edits->len;
	if (edits->len == ARRAY_LEN(edits->at)) {
		return;
	}
	for (; at > 0 && edits->at[at - 1].from > edit.from; at--) {
		edits->at[at] = edits->at[at - 1];
	}
	edits->at[at] = edit;
	edits->len++;
}

/* The programs' copy has codes and addresses; the secrets of the network are read by `apply-network` alone. */
static bool is_for_programs(const struct config_option *o)
{
	return !o->section || !str_equal(o->section, "network");
}

static const struct yaml_node *node_of(const struct yaml_node *root, const struct config_option *o)
{
	const struct yaml_node *node = yaml_find(o->section ? yaml_find(root, o->section) : root, o->name);
	return node && node->type == YAML_SCALAR ? node : NULL;
}

static void plan(const struct yaml_node *root, const struct config *c, struct kept *kept, struct edits *edits,
		size_t *moved, struct buf *problems)
{
	for (size_t i = 0; i < config_options_len; i++) {
		const struct config_option *o = &config_options[i];
		const struct yaml_node *node = config_option_may_be_kept(o) ? node_of(root, o) : NULL;
		const char *value = (const char *)c + o->offset;
		if (!node || !str_equal(node->text, value)) {
			continue; /* absent, or refused: it is named for that, and stays until it is right */
		}
		if (config_option_hides(o, value)) {
			kept_set(kept, o, value);
			add_edit(edits, (struct edit){ .from = node->from,
							.to = node->to,
							.card = CONFIG_KEPT,
							.settings = is_for_programs(o) ? NULL : CONFIG_KEPT });
			(*moved)++;
		} else if (str_equal(value, CONFIG_KEPT) && is_for_programs(o)) {
			const char *secret = kept_find(kept, o);
			if (!secret) {
				buf_printf(problems,
						CARD_FILE ":%d: %s%s%s is said to be kept in the unit, and this unit "
							  "has none: the card is another unit's, or the data partition "
							  "was made anew. Write it again\n",
						node->line, o->section ? o->section : "", o->section ? "." : "",
						o->name);
			}
			add_edit(edits, (struct edit){ .from = node->from,
							.to = node->to,
							.settings = secret ? secret : "" });
		}
	}
}

static size_t byte_of(const char *text, size_t len, size_t characters)
{
	const char *at = text;
	while (characters > 0 && at < text + len) {
		(void)utf8_next(&at, text + len);
		characters--;
	}
	return (size_t)(at - text);
}

static void apply(const char *text, size_t len, const struct edits *edits, bool card, struct buf *out)
{
	size_t done = 0;
	for (size_t i = 0; i < edits->len; i++) {
		const struct edit *edit = &edits->at[i];
		const char *instead = card ? edit->card : edit->settings;
		size_t from = byte_of(text, len, edit->from);
		size_t to = byte_of(text, len, edit->to);
		if (!instead || from < done) {
			continue;
		}
		buf_add(out, text + done, from - done);
		quote_yaml(out, instead);
		/* A block ends with the end of its line. */
		buf_add_text(out, to > from && text[to - 1] == '\n' ? "\n" : "");
		done = to;
	}
	buf_add(out, text + done, len - done);
}

/* At the end, so that no line gets another number. Once: its first words are those of the value. */
static void add_explanation(const char *text, struct buf *out)
{
	const char *end = strstr(text, "\r\n") ? "\r\n" : "\n";
	if (strstr(text, "# " CONFIG_KEPT)) {
		return;
	}
	if (out->len > 0 && out->bytes[out->len - 1] != '\n') {
		buf_add_text(out, end);
	}
	cardwords_add(out, "card.kept", "", end);
}

size_t card_part(const char *text, size_t len, struct kept *kept, struct buf *card, struct buf *settings,
		struct buf *problems)
{
	struct config c;
	struct buf ignored = { 0 };
	struct edits edits = { .len = 0 };
	size_t moved = 0;
	struct yaml *y = yaml_parse(CARD_FILE, text, len, 1, NULL);
	(void)config_check_text(CARD_FILE, text, len, &c, &ignored);
	if (y) {
		plan(yaml_root(y), &c, kept, &edits, &moved, problems);
	}
	apply(text, len, &edits, true, card);
	apply(text, len, &edits, false, settings);
	if (moved > 0) {
		CLEANUP(free_ptr) char *whole = mem_strndup(text, len);
		add_explanation(whole, card);
		explicit_bzero(whole, len);
	}
	yaml_destroy(y);
	buf_finish(&ignored);
	explicit_bzero(&c, sizeof c);
	return moved;
}
