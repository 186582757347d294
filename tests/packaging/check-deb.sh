#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# check-deb.sh [FOLDER]: builds the Debian packages in a bare tree, or takes them from FOLDER, and
# installs them in another bare tree with only their dependencies. They must work there, and keep
# the listener's history when they are removed.

set -eu

program=$0
source_dir=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
. "$source_dir/tests/packaging/lib.sh"

state=/var/lib/footprints
documents=/usr/share/doc

if [ $# -gt 0 ]; then
  packages=$1
else
  bare_tree "$work/build"
  add_sources "$work/build/source"
  say 'Building the packages'
  # shellcheck disable=SC2086
  in_tree "$work/build" ${DEB_BUILD_OPTIONS:+"DEB_BUILD_OPTIONS=$DEB_BUILD_OPTIONS"} /source/tools/build-deb /packages ||
    fail 'the packages could not be built'
  packages=$work/build/packages
fi

tree=$work/tree
bare_tree "$tree"
mkdir "$tree/packages"
cp "$packages"/*.deb "$tree/packages"

# apt COMMAND PACKAGE...: installs a package from its file if the folder has one.
apt ()
{
  apt_command=$1
  shift
  apt_list=
  for name in "$@"; do
    for file in "$tree/packages/${name}"_*.deb; do
      if [ "$apt_command" = install ] && [ -f "$file" ]; then
        name=/packages/${file##*/}
      fi
    done
    apt_list="$apt_list $name"
  done
  # shellcheck disable=SC2086
  quietly "$work/apt.log" in_tree "$tree" apt-get -q -y --no-install-recommends "$apt_command" $apt_list ||
    fail "apt-get $apt_command $* failed"
}

expect_file ()
{
  [ -e "$tree$1" ] || fail "$1 is missing $2"
}

expect_no_file ()
{
  [ ! -e "$tree$1" ] || fail "$1 is still there $2"
}

quietly "$work/apt.log" in_tree "$tree" apt-get -q update || fail 'apt-get update failed'

say 'Installing footprintsd'
apt install footprintsd libfootprints-1-0
[ "$(in_tree "$tree" footprintsd --version)" = "footprintsd $(version_of_sources)" ] ||
  fail 'footprintsd has the wrong version'
in_tree "$tree" systemd-analyze --man=no verify footprintsd.service ||
  fail 'systemd rejects the unit'
in_tree "$tree" footprintsd config --database=/none.db | grep -q 'File: /etc/footprints/footprintsd.conf$' ||
  fail 'the settings in /etc are not read'
user=$(in_tree "$tree" id -u footprints):$(in_tree "$tree" id -g footprints)

say 'Serving'
# systemd does this for the unit before it starts.
in_tree "$tree" install -d -o footprints -g footprints -m 700 "$state"
tree_environment=DATABASE_PATH=$state/history.db
serve "$tree" "$user" footprintsd --port=0
ask "${server_uri%/}/healthz"
stop_server
in_tree "$tree" install -m 644 /dev/stdin /plays.jsonl <"$source_dir/tests/web/history.jsonl"
(enter "$tree" "$user" footprintsd import /plays.jsonl) || fail 'footprintsd import failed'
tree_environment=

say 'Programs in C, Python and JavaScript'
apt install libfootprints-1-dev gir1.2-footprints-1 python3-footprints libfootprints-doc gcc libc6-dev pkgconf gjs
for name in import-file top-artists watch-sync; do
  in_tree "$tree" sh -c "cc -Wall -Werror -o /$name $documents/libfootprints-1-dev/examples/$name.c \
    \$(pkg-config --cflags --libs footprints-1)" || fail "examples/$name.c does not compile"
done
in_tree "$tree" /import-file /mine.db /plays.jsonl
in_tree "$tree" /top-artists /mine.db >"$work/c.txt"
in_tree "$tree" python3 "$documents/python3-footprints/examples/top-artists.py" /mine.db >"$work/python.txt"
in_tree "$tree" gjs -m "$documents/gir1.2-footprints-1/examples/top-artists.js" /mine.db >"$work/javascript.txt"
[ "$(wc -l <"$work/c.txt")" -eq 10 ] || fail 'top-artists did not print ten artists'
cmp "$work/c.txt" "$work/python.txt" || fail 'the output from Python differs from C'
cmp "$work/c.txt" "$work/javascript.txt" || fail 'the output from JavaScript differs from C'
expect_file "$documents/libfootprints-doc/reference/index.html" 'after the installation'

all='footprintsd libfootprints-1-0 libfootprints-1-dev gir1.2-footprints-1 python3-footprints libfootprints-doc'
say 'Removing'
# shellcheck disable=SC2086
apt remove $all
expect_no_file /usr/bin/footprintsd 'after "apt-get remove"'
expect_file /etc/footprints/footprintsd.conf 'after "apt-get remove"'
expect_file "$state/history.db" 'after "apt-get remove"'

say 'Purging'
apt purge footprintsd
grep -F "$state" "$work/apt.log" || fail 'no message says that the histories are still there'
expect_no_file /etc/footprints 'after "apt-get purge"'
expect_file "$state/history.db" 'after "apt-get purge"'
left=$(in_tree "$tree" find / -xdev \( -path /packages -o -path "$state" \) -prune -o -iname '*footprints*' -print)
[ -z "$left" ] || fail "left behind: $left"

say 'Installing again'
apt install footprintsd libfootprints-1-0
tree_environment=DATABASE_PATH=$state/history.db
(enter "$tree" "$user" footprintsd report --limit=1) || fail 'the history can no longer be read'
