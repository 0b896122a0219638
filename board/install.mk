# SPDX-License-Identifier: GPL-3.0-or-later
# make install, make uninstall, make config-docs. DESTDIR and prefix as everywhere; settings always under /etc.
prefix ?= /usr
DESTDIR ?=
sysconfdir ?= /etc
bindir = $(prefix)/bin
datadir = $(prefix)/share/borne
docdir = $(prefix)/share/doc/borne
mandir = $(prefix)/share/man
unitdir = $(prefix)/lib/systemd/system
udevdir = $(prefix)/lib/udev/rules.d
sysusersdir = $(prefix)/lib/sysusers.d
tmpfilesdir = $(prefix)/lib/tmpfiles.d

INSTALL_PROGRAMS = borne borne-syncd borne-publish borne-unit borne-firmware
# What makes maps, as commands of their own: borne-make-map, borne-make-region.
INSTALL_MAPMAKERS = make-map make-region
mapmakerdir = $(prefix)/share/borne-publish/tilemaker
# Runs the programs for their --help, where they are of another architecture: RUN=qemu-aarch64-static.
RUN ?=
INSTALL_UNITS = borne.service borne-syncd.service borne-import@.service borne-request.path borne-request.service run-borneout.mount
INSTALL_SETTINGS = $(DESTDIR)$(sysconfdir)/borne/borne.yaml
at_paths = sed -e 's|@bindir@|$(bindir)|g' -e 's|@sysconfdir@|$(sysconfdir)|g'
# The sample names the folder that the assets really go to.
sample = sed -e 's|"/usr/share/borne"|"$(datadir)"|' board/borne.yaml

.PHONY: install uninstall config-docs
install: programs
	@install -d $(addprefix $(DESTDIR),$(bindir) $(docdir) $(mandir)/man1 $(mandir)/man5 $(unitdir) $(udevdir) $(sysusersdir) $(tmpfilesdir) $(sysconfdir)/borne)
	@set -e; for p in $(INSTALL_PROGRAMS); do \
		[ -x $(BUILD)/$$p ] || continue; \
		install -m 755 $(BUILD)/$$p $(DESTDIR)$(bindir)/$$p; \
		RUN="$(RUN)" board/man/from-help board/man/$$p.1.in $(BUILD)/$$p $(VERSION) >$(DESTDIR)$(mandir)/man1/$$p.1; \
		chmod 644 $(DESTDIR)$(mandir)/man1/$$p.1; \
	done
	@set -e; for u in $(INSTALL_UNITS); do $(at_paths) board/systemd/$$u >$(DESTDIR)$(unitdir)/$$u; chmod 644 $(DESTDIR)$(unitdir)/$$u; done
	@install -m 644 board/systemd/borne.sysusers $(DESTDIR)$(sysusersdir)/borne.conf
	@install -m 644 board/systemd/borne.tmpfiles $(DESTDIR)$(tmpfilesdir)/borne.conf
	@install -m 644 board/udev/70-borne.rules board/udev/71-borne-stick.rules $(DESTDIR)$(udevdir)/
	@install -m 644 board/man/borne.yaml.5 $(DESTDIR)$(mandir)/man5/borne.yaml.5
	@set -e; for f in $(TILEMAKER_DIR)/*; do install -D -m $$([ -x $$f ] && echo 755 || echo 644) $$f $(DESTDIR)$(mapmakerdir)/$${f##*/}; done
	@set -e; for t in $(INSTALL_MAPMAKERS); do \
		ln -sf ../share/borne-publish/tilemaker/$$t $(DESTDIR)$(bindir)/borne-$$t; \
		sed 's|@VERSION@|$(VERSION)|' board/man/borne-$$t.1.in >$(DESTDIR)$(mandir)/man1/borne-$$t.1 && chmod 644 $(DESTDIR)$(mandir)/man1/borne-$$t.1; done
	@$(sample) >$(DESTDIR)$(docdir)/borne.yaml && chmod 644 $(DESTDIR)$(docdir)/borne.yaml
	@set -e; cd assets && find . -type f | while read -r f; do install -D -m 644 "$$f" "$(DESTDIR)$(datadir)/$$f"; done
	@if [ -e $(INSTALL_SETTINGS) ]; then echo "$(INSTALL_SETTINGS) kept as it is"; \
		else $(sample) >$(INSTALL_SETTINGS) && chmod 640 $(INSTALL_SETTINGS); fi
	@[ -n "$(DESTDIR)" ] || echo "Then: systemd-sysusers && systemd-tmpfiles --create && systemctl daemon-reload && systemctl enable --now borne-syncd borne borne-request.path"

# Settings that were changed are kept, and said so.
uninstall:
	@if [ -e $(INSTALL_SETTINGS) ]; then \
		if $(sample) | cmp -s - $(INSTALL_SETTINGS); then rm -f $(INSTALL_SETTINGS); else echo "$(INSTALL_SETTINGS) was changed: kept"; fi; fi
	@for p in $(INSTALL_PROGRAMS); do rm -f $(DESTDIR)$(bindir)/$$p $(DESTDIR)$(mandir)/man1/$$p.1; done
	@for t in $(INSTALL_MAPMAKERS); do rm -f $(DESTDIR)$(bindir)/borne-$$t $(DESTDIR)$(mandir)/man1/borne-$$t.1; done
	@for u in $(INSTALL_UNITS); do rm -f $(DESTDIR)$(unitdir)/$$u; done
	@rm -f $(addprefix $(DESTDIR),$(sysusersdir)/borne.conf $(tmpfilesdir)/borne.conf $(udevdir)/70-borne.rules $(udevdir)/71-borne-stick.rules $(mandir)/man5/borne.yaml.5)
	@rm -rf $(DESTDIR)$(datadir) $(DESTDIR)$(docdir) $(DESTDIR)$(prefix)/share/borne-publish
	@rmdir $(DESTDIR)$(sysconfdir)/borne 2>/dev/null || true

# After a change to the table in board/base/config_table.c; a unit test compares.
config-docs: $(BUILD)/borne-unit
	@$(BUILD)/borne-unit config-sample >board/borne.yaml
	@$(BUILD)/borne-unit messages >board/MESSAGES.md
	@{ sed '/^@OPTIONS@$$/,$$d' board/man/borne.yaml.5.in; $(BUILD)/borne-unit config-manual; sed '1,/^@OPTIONS@$$/d' board/man/borne.yaml.5.in; } >board/man/borne.yaml.5
