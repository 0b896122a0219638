/* SPDX-License-Identifier: GPL-3.0-or-later */
/* treejson.h - the accessible tree as JSON, for the control socket
 *
 * A flat list in reading order; `depth` says who is inside whom. UI thread only. */
#ifndef REMOTE_TREEJSON_H
#define REMOTE_TREEJSON_H

#include <jansson.h>

#include "ui/tree.h"

/* Owned: [{"role","name","value","hint","states","rect","hit","touchable","depth"}...]; nodes without a role are left
 * out, absent texts too. With a dialog on top "hidden" marks what it covers. An empty list for NULL. */
json_t *treejson_nodes(const struct node *root);
/* Owned: [{"lines","cut","clipped","rect"}...], every text as it is broken into lines, spoken or not, in the order it
 * is drawn. "cut": a line ends inside a word. "clipped": the last line ends with an ellipsis. */
json_t *treejson_texts(const struct node *root);

#endif
