#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# Follows tools/Dockerfile step by step in trees of Debian, and runs the resulting image as
# tools/compose.yaml does: with a read-only root, the volume, and the image's own user. No container
# engine is needed. It supports only the instructions that the Dockerfile uses.

set -eu

program=$0
source_dir=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
. "$source_dir/tests/packaging/lib.sh"

command -v ip >/dev/null 2>&1 || skip 'ip is missing; install the package iproute2'

dockerfile=$source_dir/tools/Dockerfile
context=$work/context

make_context ()
{
  add_sources "$context"
  grep -v '^#' "$source_dir/.dockerignore" | while read -r pattern; do
    # shellcheck disable=SC2086
    rm -rf "${context:?}"/$pattern
  done
}

# instructions FILE: prints the instructions, one per line, without comments.
instructions ()
{
  awk '
    /^[ \t]*#/ { next }
    /\\$/ { line = line substr ($0, 1, length ($0) - 1); next }
    { line = line $0; if (line ~ /[^ \t]/) print line; line = "" }' "$1"
}

# words JSON: prints the strings of a list, none of which may contain white space.
words ()
{
  python3 -c '
import json, sys
words = json.loads(sys.argv[1])
assert words and all(isinstance(word, str) and len(word.split()) == 1 for word in words), words
print(*words)' "$1"
}

# in_stage COMMAND [ARGUMENT...]: runs COMMAND in the tree as the image's user.
in_stage ()
{
  (enter "$tree" "$user" "$@")
}

do_from ()
{
  [ "$1" = debian:bookworm-slim ] || fail "FROM $1: only a bare Debian 12 is supported"
  n_stages=$((n_stages + 1))
  tree=$work/stage-$n_stages
  if [ "${2:-}" = AS ]; then
    tree=$work/stage-$3
  fi
  bare_tree "$tree"
  tree_environment=
  user=
  folder=/
  entrypoint=
  healthcheck=
  port=
  volume=
}

do_run ()
{
  # shellcheck disable=SC2016 # The inner shell expands these.
  quietly "$work/run.log" in_stage sh -c 'cd "$1" && exec sh -c "$2"' sh "$folder" "$1" || fail "RUN $1: failed"
}

do_copy ()
{
  from=$context
  case $1 in
    --from=*)
      from=$work/stage-${1#--from=}
      shift
      ;;
    --*) fail "COPY $1: unknown option" ;;
  esac
  target=
  for target in "$@"; do :; done
  case $target in
    /*) ;;
    *) target=${folder%/}/$target ;;
  esac
  while [ $# -gt 1 ]; do
    mkdir -p "$tree$target"
    if [ -d "$from/$1" ]; then
      cp -R --preserve=mode,links "$from/$1/." "$tree$target"
    else
      cp --preserve=mode "$from/$1" "$tree$target"
    fi
    shift
  done
}

do_env ()
{
  for pair in "$@"; do
    case $pair in
      *[\"\'\\\$]*) fail "ENV $pair: quotes and variables are not supported" ;;
      *=*) tree_environment="$tree_environment $pair" ;;
      *) fail "ENV $pair: expected NAME=VALUE" ;;
    esac
  done
}

do_healthcheck ()
{
  while [ "${1#--}" != "$1" ]; do
    shift
  done
  [ "$1" = CMD ] || fail "HEALTHCHECK $*: expected CMD"
  shift
  healthcheck=$(words "$*")
}

do_user ()
{
  case $1 in
    [1-9]*:[1-9]*) user=$1 ;;
    *) fail "USER $1: expected numbers UID:GID, which a volume stores, other than root's" ;;
  esac
}

# step INSTRUCTION REST
# shellcheck disable=SC2086 # words of an instruction
step ()
{
  say "$1 $2"
  case $1 in
    FROM) do_from $2 ;;
    RUN) do_run "$2" ;;
    COPY) do_copy $2 ;;
    ENV) do_env $2 ;;
    USER) do_user "$2" ;;
    WORKDIR)
      folder=$2
      mkdir -p "$tree$folder"
      ;;
    VOLUME) volume=$2 ;;
    EXPOSE) port=$2 ;;
    HEALTHCHECK) do_healthcheck $2 ;;
    ENTRYPOINT) entrypoint=$(words "$2") ;;
    *) fail "$1: this check does not support that instruction" ;;
  esac
}

make_context
n_stages=0
instructions "$dockerfile" >"$work/instructions"
while read -r instruction rest <&4; do
  step "$instruction" "$rest"
done 4<"$work/instructions"

[ -n "$user" ] || fail 'the image runs as root'
for value in "$entrypoint" "$volume" "$port" "$healthcheck"; do
  [ -n "$value" ] || fail 'ENTRYPOINT, VOLUME, EXPOSE or HEALTHCHECK is missing'
done
say "The image's files: $(du -sxm "$tree" | cut -f 1) MiB"

# A new volume starts with the files that the image has at its path, with the same owner.
cp -a "$tree$volume" "$work/volume"
mount --bind "$tree" "$tree"
mount -o remount,bind,ro "$tree"
mount --bind "$work/volume" "$tree$volume"
mount -t tmpfs tmpfs "$tree/tmp"

# The container's own network, in which its port is free and no one else can connect.
: >"$work/network"
unshare --net="$work/network" ip link set lo up
network="nsenter --net=$work/network"

say 'Starting the image'
# shellcheck disable=SC2086
serve "$tree" "$user" $entrypoint
ask "http://127.0.0.1:$port/healthz"
ask "http://localhost:$port/" | grep -q '<title>' || fail 'the reply is not a page'
# shellcheck disable=SC2086
in_stage $healthcheck || fail 'the health check fails while the server runs'
stop_server
# shellcheck disable=SC2086
! in_stage $healthcheck || fail 'the health check succeeds after the server has ended'
[ -f "$work/volume/accounts.db" ] ||
  fail "the volume has no accounts.db, only: $(ls "$work/volume")"
[ -z "$(find "$work/volume" ! -uid "${user%:*}")" ] ||
  fail 'files in the volume belong to another user'
