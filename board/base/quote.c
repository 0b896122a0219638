/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/quote.h"

#include <string.h>

void quote_yaml(struct buf *out, const char *text)
{
	buf_add_char(out, '"');
	for (const char *at = text; *at; at++) {
		unsigned char byte = (unsigned char)*at;
		if (byte < 0x20 || byte == 0x7F) {
			buf_printf(out, "\\x%02x", byte);
			continue;
		}
		if (byte == '"' || byte == '\\') {
			buf_add_char(out, '\\');
		}
		buf_add_char(out, *at);
	}
	buf_add_char(out, '"');
}

void quote_value(struct buf *out, const struct config_option *o, const struct config *c)
{
	const char(*items)[CONFIG_TEXT_BYTES] = (const void *)((const char *)c + o->offset);
	if (o->type == CONFIG_TEXT) {
		quote_yaml(out, items[0]);
	} else if (o->type == CONFIG_LIST) {
		buf_add_char(out, '[');
		for (size_t i = 0; i < CONFIG_LIST_LEN && items[i][0]; i++) {
			buf_add_text(out, i ? ", " : "");
			quote_yaml(out, items[i]);
		}
		buf_add_char(out, ']');
	} else {
		bool list = o->type == CONFIG_MATRIX;
		buf_add_text(out, list ? "[" : "");
		config_option_print(o, c, out);
		buf_add_text(out, list ? "]" : "");
	}
}
