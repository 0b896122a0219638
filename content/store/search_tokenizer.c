/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The FTS5 side of search_words.h (https://www.sqlite.org/fts5.html, section 7: custom tokenizers). */
#include <limits.h>
#include <sqlite3.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/search_words.h"

#include <stdlib.h>

typedef int emit_token(void *ctx, int flags, const char *token, int len, int from, int to);

static int tokenizer_create(void *ctx, const char **args, int args_len, Fts5Tokenizer **out)
{
	const struct search_languages *languages = ctx;
	unsigned long lang = args_len > 0 ? strtoul(args[0], NULL, 10) : ULONG_MAX;
	if (lang >= ARRAY_LEN(languages->at)) {
		return SQLITE_ERROR;
	}
	/* The tokenizer is nothing but its language. */
	const struct search_language **t = mem_zalloc(1, sizeof(struct search_language *));
	*t = &languages->at[lang];
	*out = (Fts5Tokenizer *)t;
	return SQLITE_OK;
}

static void tokenizer_delete(Fts5Tokenizer *tokenizer)
{
	free((void *)tokenizer);
}

/* The question was made of index terms already: pass them on. */
static int pass_on(void *ctx, const char *text, int len, emit_token *emit)
{
	int code = SQLITE_OK;
	for (int from = 0; from < len && code == SQLITE_OK;) {
		int to = from;
		while (to < len && text[to] != ' ') {
			to++;
		}
		if (to > from) {
			code = emit(ctx, 0, text + from, to - from, from, to);
		}
		from = to + 1;
	}
	return code;
}

static int tokenizer_tokenize(Fts5Tokenizer *tokenizer, void *ctx, int flags, const char *text, int len,
		emit_token *emit)
{
	if (flags & FTS5_TOKENIZE_QUERY) {
		return pass_on(ctx, text, len, emit);
	}
	const struct search_language *language = *(const struct search_language **)tokenizer;
	struct word w;
	int code = SQLITE_OK;
	for (size_t at = 0; code == SQLITE_OK && word_next(language, text, (size_t)len, &at, &w);) {
		char stem[WORD_BYTES + 1] = "=";
		word_stem(language, w.text, w.len, stem + 1);
		code = emit(ctx, 0, w.text, (int)w.len, (int)w.from, (int)w.to);
		if (code == SQLITE_OK) {
			code = emit(ctx, FTS5_TOKEN_COLOCATED, stem, (int)strlen(stem), (int)w.from, (int)w.to);
		}
	}
	return code;
}

bool search_register_tokenizer(struct sqlite3 *db, const struct search_languages *languages)
{
	fts5_api *api = NULL;
	sqlite3_stmt *s = NULL;
	static fts5_tokenizer tokenizer = { tokenizer_create, tokenizer_delete, tokenizer_tokenize };
	if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &s, NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(s, 1, (void *)&api, "fts5_api_ptr", NULL);
		sqlite3_step(s);
	}
	sqlite3_finalize(s);
	return api && api->xCreateTokenizer(api, "borne", (void *)languages, &tokenizer, NULL) == SQLITE_OK;
}
