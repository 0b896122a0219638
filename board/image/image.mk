# SPDX-License-Identifier: GPL-3.0-or-later
# make image BOARD=...: the card of a unit, in BUILD/image/. README.md says what is on it.
BOARD ?= qemu-amd64
BOARDS = $(notdir $(wildcard board/image/boards/*))
DEPS_IMAGE = mmdebstrap mtools dosfstools squashfs-tools cryptsetup-bin e2fsprogs fdisk zstd systemd-boot-efi
DEPS_TEST_BOOT = qemu-system-x86 qemu-utils ovmf

.PHONY: image image-deps test-boot
image-deps: ; @$(MAKE) --no-print-directory install-packages PACKAGES="$(call missing,$(DEPS_IMAGE))"
image: image-deps
	@[ -n "$(filter $(BOARD),$(BOARDS))" ] || { echo "make image: no board '$(BOARD)'; there are: $(BOARDS)"; exit 2; }
	@$(MAKE) --no-print-directory deb
	@SOURCE_DATE_EPOCH=$$(dpkg-parsechangelog -l board/debian/changelog -S Timestamp) board/image/build $(BOARD) $(DEB) $(BUILD)/image

# The card boots in QEMU, without KVM where there is none.
test-boot: image
	@$(MAKE) --no-print-directory install-packages PACKAGES="$(call missing,$(DEPS_TEST_BOOT))"
	@BUILD=$(BUILD) tests/image/boot
