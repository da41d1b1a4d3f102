#!/usr/bin/env bash
# Plays the commands of README.md on fresh systems: Debian 12 and 13 with nothing
# but make, git and Python, and a clean clone of what is committed. Says what
# passed, and whether both systems built the same bytes.
#
#   setup/fresh-systems.sh [site|test ...]     both, one after the other
#
# For root, and needs debootstrap, some 8 GB below ${TMPDIR:-/tmp} and half an hour.
# Nothing outside those folders and .cache/fresh/, which keeps what was said, is
# touched: what is mounted is seen by the commands alone and ends with them.
#
# From the environment: SYSTEMS (bookworm trixie) and MIRROR (debootstrap's own).
set -euo pipefail
cd "$(dirname "$0")/.."
targets=("${@:-site}")
[ $# -gt 0 ] || targets+=(test)
read -ra systems <<<"${SYSTEMS:-bookworm trixie}"
logs=$PWD/.cache/fresh
failed=0

# How this machine reaches the package servers, where the new ones must go the
# same way.
config=(/etc/resolv.conf /etc/hosts /etc/pip.conf /etc/npmrc
  /usr/local/share/ca-certificates /etc/ssl/certs/ca-certificates.crt)
variables=(http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY SSL_CERT_FILE
  PIP_INDEX_URL PIP_CERT PIP_DEFAULT_TIMEOUT NPM_CONFIG_REGISTRY NODE_EXTRA_CA_CERTS)

main() {
  [ "$(id -u)" -eq 0 ] || { echo 'Only root can make a system of its own in a folder.' >&2; exit 1; }
  command -v debootstrap >/dev/null || { echo 'Missing: apt-get install debootstrap' >&2; exit 1; }
  [ -z "$(git status --porcelain)" ] || echo 'Left out: what is not committed.'
  work=$(mktemp -d -t fresh-XXXXXX)
  trap 'rm -rf --one-file-system "$work"' EXIT
  trap 'exit 130' INT TERM
  mkdir -p "$logs"
  git clone --quiet . "$work/planreport"
  for system in "${systems[@]}"; do
    root=$work/$system
    step "$system" system new_system || continue
    for target in "${targets[@]}"; do
      # CI: nothing may be left out, the check that needs Node.js neither.
      step "$system" "make $target" in_root env CI=true make -C /planreport "$target" || true
    done
    [ ! -d "$root/planreport/output/data" ] || mv "$root/planreport/output" "$work/$system-output"
    rm -rf --one-file-system "$root"
  done
  if [ ${#systems[@]} -eq 2 ] && [ -d "$work/${systems[0]}-output" ]; then
    step "${systems[*]}" 'same output' diff -r "$work/${systems[0]}-output" "$work/${systems[1]}-output" ||
      true
  fi
  exit "$failed"
}

step() { # step SYSTEM WHAT COMMAND...
  local system=$1 what=$2 log="$logs/${1// /-}-${2// /-}.log" began=$SECONDS
  shift 2
  if "$@" >"$log" 2>&1 </dev/null; then
    echo "$system: $what: passed ($((SECONDS - began)) s)"
  else
    failed=1
    echo "$system: $what: FAILED ($((SECONDS - began)) s); the end of $log:"
    tail -n 30 "$log"
    return 1
  fi
}

new_system() {
  unshare --mount debootstrap --variant=minbase --include=make,git,python3 "$system" "$root" \
    ${MIRROR:+"$MIRROR"} || return
  for file in "${config[@]}"; do
    [ ! -e "$file" ] || cp -rL --parents "$file" "$root" || return
  done
  apt-config dump Acquire::http Acquire::https >"$root/etc/apt/apt.conf.d/99host" || return
  cp -r "$work/planreport" "$root"
}

# With mounts and processes that end with the command, which ends when it hangs.
in_root() { # in_root COMMAND...
  local name environment=(HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin)
  for name in "${variables[@]}"; do
    [ -z "${!name:-}" ] || environment+=("$name=${!name}")
  done
  # shellcheck disable=SC2016 # meant for the inner shell
  timeout --foreground --signal=KILL 2h unshare --mount --pid --fork --kill-child sh -euc '
    cd "$1"
    mkdir -p dev/pts dev/shm
    mount -t proc proc proc
    mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
    mount -t tmpfs tmpfs dev/shm
    shift
    chroot . env -i "$@"' sh "$root" "${environment[@]}" "$@"
}

main
