/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit.h - what the technician's pages share (for screens/unit*.c alone) */
#ifndef APP_SCREENS_UNIT_H
#define APP_SCREENS_UNIT_H

#include "app/screens/screens.h"

/* Opens the flow of such a page, with its title; part_unit_end() closes it. */
void part_unit_begin(struct view *v, enum string_id title, enum string_id below);
void part_unit_end(struct view *v);
/* One fact with its remedy, or NULL. */
void part_unit_fact(struct view *v, const char *text, const char *remedy, enum unit_grade grade);
/* Those of the areas, by the word that board/health has for them, in that order. */
void part_unit_facts(struct view *v, const char *const *areas, size_t len);
/* Two buttons that say how a step of the commissioning went. */
void part_unit_verdicts(struct view *v, enum commission_step step, enum string_id yes, enum string_id no);
/* What came of the request that was made on this page; nothing when there was none. */
void part_unit_answer(struct view *v);
/* The menu of the tests and actions, under the state of the unit. */
void part_unit_menu(struct view *v);

#endif
