/* SPDX-License-Identifier: GPL-3.0-or-later */
/* config_part.h - what the checker of borne.yaml and its rules between options share (for config*.c alone) */
#ifndef BASE_CONFIG_PART_H
#define BASE_CONFIG_PART_H

#include <stddef.h>

#include "base/buf.h"
#include "base/config_table.h"
#include "base/err.h"
#include "base/yaml.h"

struct config_checker {
	const char *file;
	struct config *config;
	struct buf *problems;
	size_t count;
};

/* Appends `file:line: ...` to the problems and counts it. */
void config_add_problem(struct config_checker *c, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Borrowed; `section` NULL: the top of the file. NULL: there is no such option. */
const struct config_option *config_find_option(const char *section, const char *name);
/* Rules between options. What breaks one has its default afterwards, so that what was read can be used; of the network
 * settings, which mean something together alone, config.network_unread is set instead. */
void config_check_together(struct config_checker *c, const struct yaml_node *root);
/* The part of config_check_together() that is about the group `network`. */
void config_check_network(struct config_checker *c, const struct yaml_node *root);

#endif
