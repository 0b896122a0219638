/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commands.h - the publishing commands of borne-publish
 *
 * argv[0] is the subcommand. Exit codes: 0 done, 1 it could not be done (one
 * sentence on standard error), 2 wrong usage. */
#ifndef PUBLISH_COMMANDS_H
#define PUBLISH_COMMANDS_H

/* borne-publish keys init|list|rotate ROLE|add ROLE|revoke NAME|delegate PACK|threshold PACK|withdraw PACK|renew --keys
 * DIR */
int publish_command_keys(int argc, char **argv);
/* borne-publish build, whose --since may name a folder that is published from */
int publish_command_build(int argc, char **argv);
/* borne-publish publish --bundle DIR --keys DIR --repo DIR */
int publish_command_publish(int argc, char **argv);
/* borne-publish firmware --bundle DIR --keys DIR --repo DIR */
int publish_command_firmware(int argc, char **argv);
/* borne-publish renew --keys DIR --repo DIR */
int publish_command_renew(int argc, char **argv);
/* borne-publish timestamp --keys DIR --repo DIR */
int publish_command_timestamp(int argc, char **argv);

#endif
