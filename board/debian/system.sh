# SPDX-License-Identifier: GPL-3.0-or-later
# Clean Debian systems for builds and tests, kept as archives. For shell scripts: `. board/debian/system.sh`.
# mmdebstrap makes and enters them: as root with chroot, as an ordinary user in a user namespace (/etc/subuid).
MIRROR=${MIRROR:-http://deb.debian.org/debian}
SECURITY_MIRROR=${SECURITY_MIRROR:-http://deb.debian.org/debian-security}
SUITE=bookworm

# system_sources COMPONENTS: the lines of sources.list, whatever sources this machine has.
system_sources() {
	printf 'deb %s\n' "$MIRROR $SUITE $1" "$MIRROR $SUITE-updates $1" "$SECURITY_MIRROR $SUITE-security $1"
}
# system_make TAR LOG ARCHITECTURES [mmdebstrap options...]: the archive appears whole or not at all.
system_make() {
	local tar=$1 log=$2 architectures=$3
	shift 3
	[ ! -e "$tar" ] || return 0
	mkdir -p "$(dirname "$tar")"
	echo "A clean system of $SUITE ($architectures) from $MIRROR, once: $tar"
	system_sources main | mmdebstrap --variant=minbase --architectures="$architectures" "$@" $SUITE "$tar.new.tar" - >"$log" 2>&1 ||
		{ tail -n 20 "$log"; rm -f "$tar.new.tar"; return 1; }
	mv "$tar.new.tar" "$tar"
}
# system_run TAR [mmdebstrap hooks...]: a copy of it, thrown away afterwards.
system_run() {
	local tar=$1
	shift
	mmdebstrap --quiet --variant=custom --skip=update,cleanup/apt --setup-hook='tar -xf "'"$tar"'" -C "$1" --exclude ./dev' "$@" --format=null $SUITE /dev/null
}
