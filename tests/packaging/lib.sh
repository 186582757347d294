# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# shellcheck shell=sh disable=SC2154
#
# Functions that the checks of packages share: for bare trees of Debian, and for servers in them. A
# check sets $program (the name by which it was called) and $source_dir before it sources this file,
# which reads the check's arguments and sets $work, a folder that is removed when the check ends.
#
# FOOTPRINTS_PACKAGING_DIR names a folder in which the archive of a bare tree is kept for the next
# check; without it, each check makes its own.

. "$source_dir/tools/lib.sh"

skip ()
{
  printf 'skipped: %s\n' "$*"
  exit 77
}

apart='unshare --mount --propagation private --pid --fork --kill-child --mount-proc'

# Each check has its own mounts and processes, so that nothing of it is left, however it ends.
# Outside of them, this script only makes the folder and removes it.
if [ -z "${FOOTPRINTS_PACKAGING_WORK:-}" ]; then
  [ "$(id -u)" -eq 0 ] || skip 'only root can make and enter a tree of Debian; run this as root'
  command -v debootstrap >/dev/null 2>&1 ||
    skip 'debootstrap is missing; install the package debootstrap'
  # shellcheck disable=SC2086
  $apart true 2>/dev/null ||
    skip 'root cannot mount here, even in its own namespace; run this where it can'
  make_build_dir
  work=$(mktemp -d "$build_dir/packaging-XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' HUP INT TERM
  status=0
  # shellcheck disable=SC2086
  FOOTPRINTS_PACKAGING_WORK=$work $apart "$0" "$@" || status=$?
  exit "$status"
fi
work=$FOOTPRINTS_PACKAGING_WORK
bare=${FOOTPRINTS_PACKAGING_DIR:-$work}/bare.tar

# enter TREE USER COMMAND [ARGUMENT...]: replaces this shell with COMMAND in TREE, with a minimal
# environment and $tree_environment (words NAME=VALUE). USER is UID:GID, or empty for root. $network
# is a command that runs it in another network, or empty.
enter ()
{
  enter_tree=$1
  enter_user=$2
  shift 2
  # shellcheck disable=SC2086
  exec ${network:-} chroot ${enter_user:+"--userspec=$enter_user"} "$enter_tree" /usr/bin/env -i HOME=/nonexistent \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin ${http_proxy:+"http_proxy=$http_proxy"} \
    ${tree_environment:-} "$@"
}

# in_tree TREE COMMAND [ARGUMENT...]: runs COMMAND as root.
in_tree ()
{
  in_tree_folder=$1
  shift
  (enter "$in_tree_folder" '' DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@")
}

# bare_tree FOLDER: makes a tree with only what debootstrap installs.
bare_tree ()
{
  if [ ! -f "$bare" ]; then
    say 'Making a bare tree of Debian 12'
    quietly "$work/debootstrap.log" debootstrap --variant=minbase bookworm "$work/bare" || fail 'debootstrap failed'
    rm -rf "$work"/bare/var/cache/apt/archives/*.deb
    tar -C "$work/bare" -cf "$bare.new" .
    mv "$bare.new" "$bare"
    rm -rf "$work/bare"
  fi
  mkdir "$1"
  tar -C "$1" -xf "$bare"
  mount -t proc proc "$1/proc"
}

# add_sources FOLDER: copies this source tree there.
add_sources ()
{
  mkdir -p "$1"
  "$source_dir/tools/list-sources.sh" | tar -C "$source_dir" -cf - -T - | tar -C "$1" -xf -
}

# serve TREE USER COMMAND [ARGUMENT...]: starts a server in TREE, waits until it listens, and sets
# $server, its process id, and $server_uri.
serve ()
{
  rm -f "$work/server.out"
  mkfifo "$work/server.out"
  enter "$@" >"$work/server.out" 2>"$work/server.log" &
  server=$!
  exec 3<"$work/server.out"
  server_uri=
  while [ -z "$server_uri" ] && read -r line <&3; do
    server_uri=$(printf '%s\n' "$line" | sed -n 's|^Listening on \(http://[^ ,]*\).*|\1|p')
  done
  if [ -z "$server_uri" ]; then
    cat "$work/server.log" >&2
    fail "the server did not start: $*"
  fi
}

# stop_server: stops the server, which must end with status 0.
stop_server ()
{
  kill -TERM "$server"
  wait "$server" || fail "the server ended with status $?"
  exec 3<&-
}

# ask URI: prints the answer, and fails if its status is an error. Uses no proxy.
ask ()
{
  ${network:-} python3 -c '
import sys, urllib.request
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
sys.stdout.write(opener.open(sys.argv[1], timeout=30).read().decode())' "$1"
}

# version_of_sources: prints the version in meson.build.
version_of_sources ()
{
  sed -n "s/^  version: '\(.*\)',\$/\1/p" "$source_dir/meson.build"
}
