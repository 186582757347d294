# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# shellcheck shell=sh disable=SC2154
#
# Functions that the scripts in tools/ share. A script sets $program (the name by which it was called) and $source_dir before
# it sources this file, which sets $build_dir. POSIX sh: a minimal Debian has dash, but no bash, git or python.

build_dir=${FOOTPRINTS_BUILD_DIR:-$source_dir/_build}
case $build_dir in
  /*) ;;
  *) build_dir=$PWD/$build_dir ;;
esac

make_build_dir ()
{
  mkdir -p "$build_dir" || fail "cannot create $build_dir; set FOOTPRINTS_BUILD_DIR to a folder that can be written"
  : >"$build_dir/.footprints-build" # tools/list-sources.sh leaves out folders with this file
}

# Progress goes to stderr: stdout belongs to the program that is run.
say ()
{
  printf '==> %s\n' "$*" >&2
}

fail ()
{
  printf '%s: %s\n' "$program" "$*" >&2
  exit 1
}

# quietly LOG COMMAND [ARGUMENT...]: runs COMMAND, and shows the end of its output only if it fails.
quietly ()
{
  quietly_log=$1
  shift
  quietly_status=0
  "$@" >"$quietly_log" 2>&1 </dev/null || quietly_status=$?
  if [ "$quietly_status" -ne 0 ]; then
    tail -n 80 "$quietly_log" >&2
    printf '(full log: %s)\n' "$quietly_log" >&2
  fi
  return "$quietly_status"
}

# On Debian, use the programs of the packages that are installed here, whatever comes first in PATH (another python3 has no
# gi module). After a plain "su", the folders of the system's own programs are missing from PATH.
if command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1; then
  debian=yes
  PATH=/usr/sbin:/usr/bin:/sbin:/bin:$PATH
  export PATH
else
  debian=no
fi

# listed_packages SECTION...: "package probe" lines of these sections of the package list.
listed_packages ()
{
  awk -v wanted=" $* " '
    /^\[/ { chosen = index (wanted, " " substr ($1, 2, length ($1) - 2) " ") }
    /^[a-z]/ && chosen { print $1, $2 }' "$source_dir/tools/packages.txt"
}

# probe PROBE: whether the thing that a package provides is there; see tools/packages.txt for the forms.
probe ()
{
  probe_name=${1#*:}
  case $1 in
    command:*) command -v "$probe_name" >/dev/null 2>&1 ;;
    path:*) [ -e "$probe_name" ] ;;
    python:*) python3 -c "import $probe_name" >/dev/null 2>&1 ;;
    pkg-config:*'>='*) pkg-config --atleast-version="${probe_name#*>=}" "${probe_name%%>=*}" >/dev/null 2>&1 ;;
    pkg-config:*) pkg-config --exists "$probe_name" >/dev/null 2>&1 ;;
    *) return 1 ;;
  esac
}

# Whether a command is where Debian would put it, even if another package provides it: Debian's package may conflict with
# that one.
system_command ()
{
  case $1 in
    command:*) (PATH=/usr/sbin:/usr/bin:/sbin:/bin && command -v "${1#*:}" >/dev/null 2>&1) ;;
    *) return 1 ;;
  esac
}

installed_package ()
{
  [ "$(dpkg-query -W -f '${db:Status-Status} ' "$1" 2>/dev/null | tr ' ' '\n' | grep -cx installed)" -gt 0 ]
}

install_packages ()
{
  say "Installing $# packages: $*"
  install_log=$(mktemp)
  # A package source that cannot be reached may not be needed: what matters is whether the installation succeeds.
  quietly "$install_log" apt-get -q -o DPkg::Lock::Timeout=300 update ||
    printf '%s: "apt-get update" failed, continuing with the existing package lists\n' "$program" >&2
  quietly "$install_log" env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y -o DPkg::Lock::Timeout=300 --no-install-recommends install "$@" ||
    fail "the packages could not be installed (see above)"
  rm -f "$install_log"
}

# The command line that an administrator must type.
install_command ()
{
  as_root=
  if command -v sudo >/dev/null 2>&1; then
    as_root='sudo '
  fi
  update=
  if ! ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1; then
    update="${as_root}apt-get update && "
  fi
  printf '%s%sapt-get install --no-install-recommends %s\n' "$update" "$as_root" "$*"
}

# need_packages SECTION...: ensures that everything in these sections is there, or ends the script with instructions.
need_packages ()
{
  missing=
  absent=
  packages=$(listed_packages "$@")
  while read -r package probe; do
    if [ "$debian" = yes ] && { installed_package "$package" || system_command "$probe"; }; then
      continue
    fi
    missing="$missing $package"
    probe "$probe" || absent="$absent $package"
  done <<END
$packages
END

  # Root gets Debian's own packages; anyone else may have the same things from elsewhere.
  # shellcheck disable=SC2086 # lists of words
  if [ -z "$missing" ]; then
    return 0
  elif [ "$debian" = yes ] && [ "$(id -u)" -eq 0 ]; then
    install_packages $missing
  elif [ -z "$absent" ]; then
    return 0
  elif [ "$debian" = yes ]; then
    printf '%s: some packages are missing. An administrator of this machine must run:\n\n  %s\n' \
      "$program" "$(install_command $absent)" >&2
    exit 1
  else
    printf '%s: this is not a Debian system, and these are missing (Debian package: how it is detected):\n\n' "$program" >&2
    printf '%s\n' "$packages" | while read -r package probe; do
      case " $absent " in
        *" $package "*) printf '  %s: %s\n' "$package" "$probe" >&2 ;;
      esac
    done
    printf '\nInstall them with your system'\''s own tools, and start %s again.\n' "$program" >&2
    exit 1
  fi
}

# need_localhost: a browser and its driver connect through the name "localhost". A tree made by debootstrap lacks the line
# in /etc/hosts that every installed Debian has.
need_localhost ()
{
  if ! command -v getent >/dev/null 2>&1 || getent hosts localhost >/dev/null; then
    return 0
  fi
  if [ "$(id -u)" -eq 0 ]; then
    say 'Adding "localhost" to /etc/hosts'
    echo '127.0.0.1 localhost' >>/etc/hosts
  else
    printf '%s: "localhost" has no address, so tests will fail; add the line "127.0.0.1 localhost" to /etc/hosts\n' \
      "$program" >&2
  fi
}

# configure FOLDER MESON-OPTION...: sets up a build folder for exactly this source tree, compiler and options. One that was
# made for others (a copied tree, a new version of meson, changed options) is created again.
configure ()
{
  folder=$1
  shift
  stamp=$folder/.footprints-configured
  wanted=$(printf '%s\n' "$source_dir" "meson $(meson --version)" "CC=${CC:-}" "$@")
  if [ -f "$stamp" ] && [ -f "$folder/build.ninja" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    return 0
  fi
  if [ -f "$stamp" ]; then
    rm -rf "$folder"
  fi
  mkdir -p "$folder"
  echo unfinished >"$stamp"
  meson setup --wrap-mode=nodownload -Db_colorout=never "$@" "$folder" "$source_dir" || return 1
  printf '%s\n' "$wanted" >"$stamp"
}

# build FOLDER MESON-OPTION...: configures and compiles.
build ()
{
  configure "$@" && meson compile -C "$folder"
}
