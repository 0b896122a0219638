/* SPDX-License-Identifier: GPL-3.0-or-later */
/* command.h - borne-publish import SOURCE FILE --into PACK */
#ifndef IMPORT_COMMAND_H
#define IMPORT_COMMAND_H

/* Exit codes: 0 the pack has what the source says (what was not understood is named), 1 nothing was changed, 2 wrong
 * usage. Prints the account on standard output, what was not understood on standard error. */
int import_command(int argc, char **argv);

#endif
