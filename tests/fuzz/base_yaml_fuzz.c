/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A YAML document; the tree it becomes is walked to the end. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/yaml.h"

static size_t walk(const struct yaml_node *node, int depth)
{
	size_t count = 0;
	size_t below = 0;
	assert(depth <= YAML_DEPTH_MAX + 1);
	assert(node->type != YAML_SCALAR || (node->text && !node->child));
	for (const struct yaml_node *n = node->child; n; n = n->next) {
		assert((n->key != NULL) == (node->type == YAML_MAP));
		assert(n->line >= 1);
		below += walk(n, depth + 1);
		count++;
	}
	assert(count == node->count);
	return below + 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct err e = { .message = "" };
	struct yaml *y = yaml_parse("fuzz.yaml", (const char *)bytes, len, 1, &e);
	if (y) {
		assert(walk(yaml_root(y), 0) <= YAML_NODES_MAX + 1);
		yaml_destroy(y);
	} else {
		assert(strncmp(e.message, "fuzz.yaml:", strlen("fuzz.yaml:")) == 0);
	}
	return 0;
}
