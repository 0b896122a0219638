/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/commissioncommand.h"

#include "base/fsutil.h"
#include "base/mem.h"
#include "health/healthcheck.h"

void commissioncommand_write(const struct healthcheck_source *source, const char *language, bool json,
		struct commissioning *c, struct buf *out)
{
	CLEANUP(free_ptr) char *path = mem_printf("%s%s", source->root, source->config_path);
	struct health h = { .language = language };
	struct buf problems = { 0 };
	struct config config;
	(void)config_check(path, &config, &problems); /* each is a finding */
	buf_finish(&problems);
	healthcheck_run(source, &h);
	commissioning_judge(c, &h, &config);
	(json ? commissioning_print_json : commissioning_print)(c, &h, &config, source->now, out);
	health_finish(&h);
}

int commissioncommand_run(const struct commissioncommand *c, struct err *e)
{
	static const int statuses[] = { [COMMISSION_PASSED] = HEALTH_OK,
		[COMMISSION_OPEN] = HEALTH_ATTENTION,
		[COMMISSION_FAILED] = HEALTH_BROKEN };
	struct commissioning steps = { .verdict = { COMMISSION_OPEN } };
	struct buf text = { 0 };
	for (size_t i = 0; i < c->answers_len; i++) {
		if (!commissioning_answer(&steps, c->answers[i], e)) {
			return -1;
		}
	}
	if (c->asks) {
		commissioning_ask(&steps, c->language, stderr, stdin);
	}
	commissioncommand_write(c->source, c->language, c->json, &steps, &text);
	bool ok = !c->output || fs_write_file_volatile(c->output, buf_text(&text), text.len, 0600, e);
	if (!c->output) {
		(void)fputs(buf_text(&text), stdout);
	}
	buf_finish(&text);
	return ok ? statuses[commissioning_whole(&steps)] : -1;
}
