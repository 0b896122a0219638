/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/plural.h"

#include <string.h>

#include "base/str.h"

enum { DEPTH_MAX = 24, DIGITS_MAX = 9, STACK_MAX = PLURAL_STEPS_MAX };

enum op {
	OP_N,
	OP_NUMBER,
	OP_NOT,
	OP_MULTIPLY,
	OP_DIVIDE,
	OP_REST,
	OP_ADD,
	OP_SUBTRACT,
	OP_LESS,
	OP_LESS_EQUAL,
	OP_MORE,
	OP_MORE_EQUAL,
	OP_EQUAL,
	OP_UNEQUAL,
	OP_AND,
	OP_OR,
	OP_CHOOSE,
};

/* Longer signs first. `binds`: C's precedence. */
static const struct {
	const char *symbol;
	enum op op;
	int binds;
} operators[] = {
	{ "||", OP_OR, 1 },
	{ "&&", OP_AND, 2 },
	{ "==", OP_EQUAL, 3 },
	{ "!=", OP_UNEQUAL, 3 },
	{ "<=", OP_LESS_EQUAL, 4 },
	{ ">=", OP_MORE_EQUAL, 4 },
	{ "<", OP_LESS, 4 },
	{ ">", OP_MORE, 4 },
	{ "+", OP_ADD, 5 },
	{ "-", OP_SUBTRACT, 5 },
	{ "*", OP_MULTIPLY, 6 },
	{ "/", OP_DIVIDE, 6 },
	{ "%", OP_REST, 6 },
};

struct parser {
	const char *at;
	struct plural *out;
	int depth;
};

static void skip_blanks(struct parser *p)
{
	while (*p->at == ' ' || *p->at == '\t') {
		p->at++;
	}
}

static bool take_symbol(struct parser *p, const char *symbol)
{
	skip_blanks(p);
	size_t len = strlen(symbol);
	if (strncmp(p->at, symbol, len) != 0) {
		return false;
	}
	p->at += len;
	return true;
}

static bool add_step(struct parser *p, enum op op, unsigned long number)
{
	if (p->out->len == PLURAL_STEPS_MAX) {
		return false;
	}
	p->out->steps[p->out->len++] = (struct plural_step){ (unsigned char)op, number };
	return true;
}

static bool parse_number(struct parser *p, unsigned long *out)
{
	skip_blanks(p);
	int digits = 0;
	*out = 0;
	while (*p->at >= '0' && *p->at <= '9' && digits++ < DIGITS_MAX) {
		*out = *out * 10 + (unsigned long)(*p->at++ - '0');
	}
	return digits > 0 && digits <= DIGITS_MAX;
}

static bool parse_choice(struct parser *p);

static bool operand(struct parser *p)
{
	unsigned long value;
	if (take_symbol(p, "!")) {
		bool unequal = *p->at == '=';
		if (unequal || ++p->depth > DEPTH_MAX || !operand(p)) {
			return false;
		}
		p->depth--;
		return add_step(p, OP_NOT, 0);
	}
	if (take_symbol(p, "(")) {
		return parse_choice(p) && take_symbol(p, ")");
	}
	if (take_symbol(p, "n")) {
		return add_step(p, OP_N, 0);
	}
	return parse_number(p, &value) && add_step(p, OP_NUMBER, value);
}

/* Operators that bind at least so much. */
static bool binary(struct parser *p, int least)
{
	if (!operand(p)) {
		return false;
	}
	for (size_t i = 0; i < ARRAY_LEN(operators);) {
		const char *before = p->at;
		if (operators[i].binds < least || !take_symbol(p, operators[i].symbol)) {
			p->at = before;
			i++;
			continue;
		}
		if (++p->depth > DEPTH_MAX || !binary(p, operators[i].binds + 1) || !add_step(p, operators[i].op, 0)) {
			return false;
		}
		p->depth--;
		i = 0;
	}
	return true;
}

static bool parse_choice(struct parser *p)
{
	if (++p->depth > DEPTH_MAX || !binary(p, 1)) {
		return false;
	}
	bool ok = !take_symbol(p, "?") ||
		  (parse_choice(p) && take_symbol(p, ":") && parse_choice(p) && add_step(p, OP_CHOOSE, 0));
	p->depth--;
	return ok;
}

bool plural_parse(const char *text, struct plural *out, struct err *e)
{
	struct plural made = { .len = 0 };
	struct parser p = { .at = text, .out = &made };
	unsigned long forms = 0;
	if (strlen(text) > PLURAL_TEXT_MAX) {
		return fail_kind(e, ERR_FORMAT, "Plural-Forms: longer than %d bytes", PLURAL_TEXT_MAX);
	}
	bool head = take_symbol(&p, "nplurals") && take_symbol(&p, "=") && parse_number(&p, &forms) &&
		    take_symbol(&p, ";");
	if (!head || forms < 1 || forms > PLURAL_FORMS_MAX) {
		return fail_kind(e, ERR_FORMAT, "Plural-Forms must begin with \"nplurals=N;\", N from 1 to %d",
				PLURAL_FORMS_MAX);
	}
	bool rule = take_symbol(&p, "plural") && take_symbol(&p, "=") && parse_choice(&p);
	(void)take_symbol(&p, ";");
	skip_blanks(&p);
	if (!rule || *p.at != '\0') {
		return fail_kind(e, ERR_FORMAT, "Plural-Forms: not understood from \"%.20s\" on", p.at);
	}
	made.forms = (int)forms;
	*out = made;
	return true;
}

static unsigned long calculate(enum op op, unsigned long a, unsigned long b)
{
	switch (op) {
	case OP_MULTIPLY:
		return a * b;
	case OP_DIVIDE:
		return b ? a / b : 0;
	case OP_REST:
		return b ? a % b : 0;
	case OP_ADD:
		return a + b;
	case OP_SUBTRACT:
		return a - b;
	case OP_LESS:
		return a < b;
	case OP_LESS_EQUAL:
		return a <= b;
	case OP_MORE:
		return a > b;
	case OP_MORE_EQUAL:
		return a >= b;
	case OP_EQUAL:
		return a == b;
	case OP_UNEQUAL:
		return a != b;
	case OP_AND:
		return a && b;
	case OP_OR:
		return a || b;
	case OP_N:
	case OP_NUMBER:
	case OP_NOT:
	case OP_CHOOSE:
		break;
	}
	return 0;
}

int plural_form(const struct plural *p, unsigned long n)
{
	unsigned long stack[STACK_MAX] = { 0 };
	size_t len = 0;
	for (size_t i = 0; i < p->len; i++) {
		const struct plural_step *s = &p->steps[i];
		enum op op = (enum op)s->op;
		if (op == OP_N || op == OP_NUMBER) {
			stack[len++] = op == OP_N ? n : s->number;
		} else if (op == OP_NOT) {
			stack[len - 1] = !stack[len - 1];
		} else if (op == OP_CHOOSE) {
			len -= 2;
			stack[len - 1] = stack[len - 1] ? stack[len] : stack[len + 1];
		} else {
			len--;
			stack[len - 1] = calculate(op, stack[len - 1], stack[len]);
		}
	}
	unsigned long last = (unsigned long)p->forms - 1;
	return (int)(len == 1 && stack[0] < last ? stack[0] : last);
}
