# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# shellcheck shell=sh disable=SC2154,SC2034
#
# The commands of tools/test that run for as long as the caller wants: --fuzz, --kills, --tsan and --leaks. Each builds in a
# separate folder, so that the next run can reuse the build. doc/testing.md says how to read their output.

# built_for NAME MESON-OPTION...: configures a build without bindings and documents, in $folder.
built_for ()
{
  folder=$build_dir/$1
  name=$1
  shift
  configure "$folder" -Dtests=true -Dintrospection=disabled -Dvapi=disabled -Ddocs=disabled -Dman=disabled "$@"
}

build_fuzz ()
{
  built_for fuzz --buildtype=debugoptimized -Dfuzzing=true -Db_sanitize=address,undefined -Db_lundef=false &&
    meson compile -C "$folder" fuzz-targets
}

fuzz_tests ()
{
  say 'Building the fuzz targets with clang'
  export CC=clang
  check 'build the fuzz targets' build_fuzz || return 0
  programs=$(find "$build_dir/fuzz/tests/fuzz" -maxdepth 1 -type f -name 'fuzz-*' -perm -u+x | LC_ALL=C sort)
  say "Fuzzing for $amount minutes; findings go to $build_dir/fuzz-state/findings"
  # shellcheck disable=SC2086 # a list of programs, in a folder of ours
  python3 -B tests/fuzz/fuzz.py --minutes "$amount" --state "$build_dir/fuzz-state" --logs "$logs" --results "$results" \
    $programs || true
}

build_plain ()
{
  built_for endurance --buildtype=debugoptimized && meson compile -C "$folder" "$@"
}

# Each program prints its counts on its last lines, and writes its results to $results itself.
kills_tests ()
{
  say 'Building'
  export CC=gcc
  check 'build' build_plain footprintsd fake-services || return 0
  say "Killing $amount times"
  FAKE_SERVICES=$folder/tests/common/fake-services python3 -B tests/endurance/kills.py "$folder/footprintsd/footprintsd" \
    --kills "$amount" --results "$results" --log "$logs/kills.log" ${FOOTPRINTS_SEED:+--seed "$FOOTPRINTS_SEED"} >&2 || true
}

leaks_tests ()
{
  say 'Building'
  export CC=gcc
  check 'build' build_plain endurance-leaks || return 0
  say "Opening, importing, reporting and closing, ${amount:+$amount rounds}${amount:-until Ctrl-C}"
  # Ctrl-C ends only the program, which then prints its counts; this script continues to the last line.
  trap : INT
  rm -f "$logs/leaks.status"
  {
    G_SLICE=always-malloc GLIBC_TUNABLES=glibc.malloc.tcache_count=0 \
      "$folder/tests/endurance/endurance-leaks" --rounds "${amount:-0}" 2>&1 </dev/null ||
      echo $? >"$logs/leaks.status"
  } | tee -i "$logs/leaks.log" >&2
  trap - INT
  status=0
  [ ! -f "$logs/leaks.status" ] || status=$(cat "$logs/leaks.status")
  printf 'check\tleaks\t%s\t%s\n' "$status" "$logs/leaks.log" >>"$results"
}

# sources_apt COMMAND [ARGUMENT...]: apt-get that knows Debian's source packages, even if this machine's own lists do not.
sources_apt ()
{
  apt-get -q -o Dir::Etc::SourceList="$glib_dir/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$glib_dir/lists" -o Dir::Cache="$glib_dir/cache" -o APT::Sandbox::User=root "$@"
}

# Fetches and unpacks the sources of the installed GLib.
fetch_glib ()
{
  mkdir -p "$glib_dir/lists/partial" "$glib_dir/cache/archives/partial"
  # shellcheck disable=SC2016 # variables of apt
  apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Origin: Debian' 'Component: main' 'Created-By: Packages' |
    sort -u | sed 's|^\([^ ]*\) \([^ ]*\)$|deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] \1 \2 main|' \
    >"$glib_dir/sources.list"
  sources_apt update
  (cd "$glib_dir" && sources_apt source --only-source "glib2.0=$glib_version")
}

# Builds GLib for ThreadSanitizer: Debian's own GLib implements locks with instructions that the sanitizer does not see, so
# each use of a lock would look like a race.
build_glib ()
{
  glib_version=$(dpkg-query -W -f '${source:Version}' libglib2.0-dev)
  [ ! -f "$glib_dir/built" ] || [ "$(cat "$glib_dir/built")" != "$glib_version" ] || return 0
  rm -rf "$glib_dir"
  fetch_glib || return 1
  glib_source=$(find "$glib_dir" -maxdepth 1 -type d -name 'glib2.0-*')
  meson setup --wrap-mode=nodownload -Db_colorout=never --buildtype=debugoptimized --prefix="$glib_dir/glib" --libdir=lib \
    -Db_sanitize=thread -Db_lundef=false -Dtests=false -Dnls=disabled -Dlibmount=disabled -Dselinux=disabled -Dlibelf=disabled \
    "$glib_dir/build" "$glib_source" &&
    meson compile -C "$glib_dir/build" && meson install -C "$glib_dir/build" --no-rebuild &&
    echo "$glib_version" >"$glib_dir/built"
}

build_tsan ()
{
  PKG_CONFIG_PATH=$glib_dir/glib/lib/pkgconfig
  LD_LIBRARY_PATH=$glib_dir/glib/lib
  PATH=$glib_dir/glib/bin:$PATH
  export PKG_CONFIG_PATH LD_LIBRARY_PATH PATH
  built_for tsan --buildtype=debugoptimized -Db_sanitize=thread -Db_lundef=false && meson compile -C "$folder"
}

# When the sanitizer reports a race, the program exits with a status other than 0, so its test fails.
tsan_tests ()
{
  [ "$debian" = yes ] || fail '--tsan needs the source package of GLib, which only Debian has'
  export CC=gcc
  glib_dir=$build_dir/tsan-glib
  say 'Building GLib with ThreadSanitizer'
  check 'build GLib' build_glib || return 0
  say 'Building with ThreadSanitizer'
  check 'build with ThreadSanitizer' build_tsan || return 0
  say 'Running tests with threads under ThreadSanitizer'
  export G_SLICE=always-malloc FOOTPRINTS_TEST_SLOW_MACHINE=1
  export TSAN_OPTIONS="suppressions=$source_dir/tests/tsan.supp:history_size=7:second_deadlock_stack=1:${TSAN_OPTIONS:-}"
  meson_test tsan "$folder" testlog --timeout-multiplier=10 --suite=store --suite=history --suite=import --suite=services
}
