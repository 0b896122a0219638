# SPDX-License-Identifier: GPL-3.0-or-later
# make deb, make deb-content, make test-deb: Debian packages in BUILD/deb/. board/README.md says what each is.
DEPS_DEB_PACKAGES = debhelper dpkg-dev lintian $(if $(FOREIGN),mmdebstrap)
DEB ?= $(BUILD)/deb
DEB_VERSION = $(shell dpkg-parsechangelog -l board/debian/changelog -S Version)
# Sources alone, in a tree of their own: dpkg-buildpackage wants ./debian, and writes there.
DEB_TREE = $(DEB)/borne-$(VERSION)
# What a build from a release's archive has as well as one from a clone.
deb_sources = { git ls-files -z 2>/dev/null || true; } | grep -q . && git ls-files -z --cached --others --exclude-standard || \
	find . -path './$(notdir $(BUILD))' -prune -o -type f -print0
ARCH ?= $(shell dpkg --print-architecture)
FOREIGN = $(filter-out $(shell dpkg --print-architecture),$(ARCH))

.PHONY: deb deb-deps deb-foreign deb-programs deb-content deb-tree
deb: deb-deps
	@$(MAKE) --no-print-directory $(if $(FOREIGN),deb-foreign,deb-programs)
	@$(MAKE) --no-print-directory deb-content
	@cd $(DEB) && ls -l *.deb
deb-deps: ; @$(MAKE) --no-print-directory install-packages PACKAGES="$(call missing,$(DEPS_DEB) $(DEPS_DEB_PACKAGES))"

deb-tree:
	@[ "$(DEB_VERSION)" = "$(VERSION)" ] || { echo "board/debian/changelog is of version $(DEB_VERSION), the Makefile of $(VERSION): write the missing entry"; exit 1; }
	@rm -rf $(DEB_TREE) && mkdir -p $(DEB_TREE)
	@{ $(deb_sources); } | tar -c --null -T - --ignore-failed-read 2>/dev/null | tar -x -C $(DEB_TREE)
	@cp -a $(DEB_TREE)/board/debian $(DEB_TREE)/debian && cd $(DEB_TREE)/debian && rm -r content packages.mk README.md cross system.sh
# STAGED=1 packs the programs that are in BUILD instead of compiling anew (tests/boot/packages.test).
deb-programs: deb-tree
	@$(if $(STAGED),rm -rf $(DEB)/staged && $(MAKE) --no-print-directory install DESTDIR=$(abspath $(DEB)/staged) unitdir=/lib/systemd/system udevdir=/lib/udev/rules.d >/dev/null)
	@cd $(DEB_TREE) && env -u MAKEFLAGS -u MAKELEVEL -u BUILD $(if $(STAGED),BORNE_STAGED=$(abspath $(DEB)/staged)) \
		DEB_BUILD_OPTIONS="$(strip $(DEB_BUILD_OPTIONS) parallel=$(CORES))" dpkg-buildpackage --build=binary --no-sign $(if $(STAGED),--no-check-builddeps) >../build.log 2>&1 || \
		{ tail -n 30 ../build.log; echo "make deb: all of it is in $(DEB)/build.log"; exit 1; }
# ARCH=arm64: compiled here by a cross compiler in a clean system. borne-data and contents are the same for all.
deb-foreign: deb-tree
	@env -u MAKEFLAGS -u MAKELEVEL -u BUILD board/debian/cross $(ARCH) $(DEB_TREE) $(DEB)

# ---- first contents: PACK, and what was published of it ------------------------------------------------
# REPO: the folder that a web server serves. Without one the demonstration of `make run` is packed, whose keys are in BUILD.
# ROOT: the root key file that units are given.
# TRY: the formats of a screen in which the contents are tried, so that a new unit need not.
TRY ?= portrait landscape 7inch
REPO ?=
ROOT ?= $(CONTENT_REPO)/metadata/1.root.json
PACK_ID = $(shell sed -n 's/^id: *//p' $(PACK)/pack.yaml)
CONTENT_REPO = $(or $(REPO),$(BUILD)/demo/repo)
CONTENT_TREE = $(DEB)/borne-content-$(PACK_ID)
CONTENT_SOURCES = $(shell find $(PACK) -type f) $(wildcard $(BORNE_DATA)/osm/pont-de-veyle.osm.pbf)
content_fill = sed -e 's/@PACK@/$(PACK_ID)/g' -e "s/@EDITION@/$$edition/g"

$(BUILD)/demo/repo/metadata/timestamp.json: $(CONTENT_SOURCES)
	@$(MAKE) --no-print-directory programs
	@board/provision/demo --build $(BUILD) --pack $(PACK) --publish-only
deb-content: $(if $(REPO),,$(BUILD)/demo/repo/metadata/timestamp.json)
	@[ -r $(PACK)/copyright ] || { echo "make deb-content: $(PACK)/copyright is missing: the licences of texts, addresses and maps, as in content/rhone-alpes"; exit 1; }
	@[ -r "$(ROOT)" ] || { echo "make deb-content: cannot read the root key file ROOT=$(ROOT)"; exit 1; }
	@rm -rf $(CONTENT_TREE) && mkdir -p $(CONTENT_TREE)/debian/source
	@board/debian/content/take $(CONTENT_REPO) $(PACK_ID) $(CONTENT_TREE)/content >$(CONTENT_TREE)/taken
	@$(MAKE) --no-print-directory programs
	@board/debian/content/try $(BUILD) $(PACK_ID) "$(ROOT)" $(CONTENT_TREE)/content $(TRY)
	@cp "$(ROOT)" $(CONTENT_TREE)/root.json
	@cp board/debian/content/rules board/debian/content/postinst $(PACK)/copyright $(CONTENT_TREE)/debian/
	@set -e; { read -r edition; read -r release; } <$(CONTENT_TREE)/taken; cd $(CONTENT_TREE); top=$(CURDIR)/board/debian/content; \
		version=$$(echo $$edition | tr - .).$$release$(if $(REPO),,~demo); \
		$(content_fill) $$top/control.in >debian/control; $(content_fill) $$top/install.in >debian/install; \
		echo '3.0 (native)' >debian/source/format; \
		{ printf 'borne-content-$(PACK_ID) (%s) bookworm; urgency=medium\n\n  * Edition %s, release %s.\n\n' $$version $$edition $$release; \
		printf ' -- Borne maintainers <borne@packages.debian.org>  %s\n' "$$(LC_ALL=C date -u -d $$edition -R)"; } >debian/changelog; \
		env -u MAKEFLAGS -u MAKELEVEL dpkg-buildpackage --build=binary --no-sign >../build-content.log 2>&1 || { tail -n 20 ../build-content.log; exit 1; }
	@$(if $(REPO),,echo "make deb-content: this is a demonstration: its keys are in $(BUILD)/demo/keys. For units in service: REPO=FOLDER")

# ---- in a clean system ---------------------------------------------------------------------------------
# Not part of `make test`: it fetches some 300 MB of Debian once, and compiles anew.
.PHONY: test-deb
test-deb: deb-deps
	@$(MAKE) --no-print-directory install-packages PACKAGES="$(call missing,mmdebstrap)"
	@$(MAKE) --no-print-directory programs deb-programs
	@tests/deb/chroot $(BUILD)
