#!/bin/sh
# Installs the system packages that the project lacks, with apt or Homebrew;
# where it may not or cannot, it says what to run and exits with 1. Silent, and
# done in a fraction of a second, when all is there.
#
#   setup/system-packages.sh site [--no-pdf]   what `make site` needs
#   setup/system-packages.sh test              what `make test` needs
#   setup/system-packages.sh audit             the other browsers that `make audit` looks at pages in
#   setup/system-packages.sh has-node          only tells: is there a usable Node.js?
#
# From the environment: PYTHON (which Python; python3), CI (true: nothing may be
# left out, so that Node.js is needed too).
# shellcheck disable=SC2317 # the has_... are called by name, through need
set -eu
for_what=${1:?site, test, audit or has-node}
no_pdf=${2:-}
python=${PYTHON:-python3}
system=$(uname -s)

# --- What is needed ---------------------------------------------------------

look() { # fills $missing, $debian and $brew
  missing='' debian='' brew=''
  #    what                          Debian                   Homebrew       how it is found
  need 'Python 3.11+'                python3                  python         has_python
  need 'Python venv'                 python3-venv             python         has_venv
  if [ "$no_pdf" != --no-pdf ]; then
    need 'Pango'                     libpangoft2-1.0-0        pango          has_lib pangoft2-1.0
  fi
  if [ "$for_what" = audit ]; then
    need 'Firefox'                   firefox-esr              firefox        has_firefox
    [ "$system" != Darwin ] || return 0 # it has no WebKitGTK
    need 'WebKitGTK (WebKitWebDriver)' webkit2gtk-driver      ''             has_command WebKitWebDriver
    need 'Xvfb'                      xvfb                     ''             has_command Xvfb
  fi
  [ "$for_what" = test ] || return 0
  need 'Chromium / Google Chrome'    chromium-headless-shell  google-chrome  has_browser
  need 'libatomic (for Playwright)'  libatomic1               ''             has_atomic
  need 'Poppler (pdftoppm)'          poppler-utils            poppler        has_command pdftoppm
  need 'qpdf'                        qpdf                     qpdf           has_command qpdf
  need 'LibreOffice Calc'            libreoffice-calc-nogui   libreoffice    has_calc
  need 'Python-UNO (LibreOffice)'    python3-uno              libreoffice    has_uno
  [ "${CI:-}" = true ] || return 0 # elsewhere the tests do without Node.js
  need 'Node.js 18.19+ (npm)'        'nodejs npm'             node           has_node
}

need() { # need WHAT DEBIAN BREW CHECK...
  what=$1 deb=$2 brewed=$3
  shift 3
  "$@" >/dev/null 2>&1 && return
  missing="${missing:+$missing, }$what" debian="$debian $deb"
  case " $brew " in *" $brewed "*) ;; *) brew="$brew $brewed" ;; esac
}

# --- How it is found --------------------------------------------------------

has_command() { command -v "$1"; }

has_python() { "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; }

# Debian's python3 has the module venv, but not the ensurepip that it needs.
has_venv() { "$python" -c 'import ensurepip, venv'; }

# By loading it, as the program will, and not by asking the package manager: a
# library may have come another way. On macOS Python finds Homebrew's and
# MacPorts' libraries only through the variable that the Makefile sets.
has_lib() {
  if [ "$system" = Darwin ]; then
    for file in /opt/homebrew/lib/lib"$1".*dylib /usr/local/lib/lib"$1".*dylib \
      /opt/local/lib/lib"$1".*dylib; do
      [ ! -e "$file" ] || return 0
    done
    return 1
  fi
  "$python" -c "import ctypes; ctypes.CDLL('lib$1.so.0')"
}

# Playwright brings a Node.js of its own, which on Linux needs this library.
has_atomic() { [ "$system" = Darwin ] || "$python" -c "import ctypes; ctypes.CDLL('libatomic.so.1')"; }

has_browser() {
  has_command chromium-headless-shell || has_command chromium ||
    has_command chromium-browser ||
    has_command google-chrome || has_command google-chrome-stable ||
    [ -e '/Applications/Google Chrome.app' ] || [ -e /Applications/Chromium.app ]
}

has_firefox() {
  has_command firefox-esr || has_command firefox || [ -e /Applications/Firefox.app ]
}

# Of LibreOffice, Writer alone may be there: libsclo is Calc.
has_calc() {
  [ ! -e /Applications/LibreOffice.app ] || return 0
  soffice=$(command -v soffice || command -v libreoffice) &&
    [ -e "$(dirname "$(readlink -f "$soffice")")/libsclo.so" ]
}

# On macOS LibreOffice brings a Python of its own.
has_uno() {
  [ ! -e /Applications/LibreOffice.app ] || return 0
  for interpreter in /usr/bin/python3 "$python"; do
    "$interpreter" -c 'import uno' && return
  done
  return 1
}

# The version is html-validate's condition (tests/npm/package.json).
has_node() {
  has_command npm && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 18 || (major === 18 && minor >= 19) ? 0 : 1)'
}

# --- Doing it ---------------------------------------------------------------

if [ "$for_what" = has-node ]; then
  has_node >/dev/null 2>&1
  exit
fi

look
[ -n "$missing" ] || exit 0
sudo='' by_hand='' may_install=yes
[ "$(id -u)" -eq 0 ] || sudo='sudo '
if [ "$system" = Darwin ]; then
  by_hand="brew install$brew"
  # Homebrew refuses to work for root.
  { [ -n "$sudo" ] && has_command brew >/dev/null; } || may_install=no
elif has_command apt-get >/dev/null; then
  by_hand="${sudo}apt-get update && ${sudo}apt-get install --no-install-recommends$debian"
  # sudo may ask for a password only where somebody can type it.
  [ -z "$sudo" ] || sudo -n true 2>/dev/null ||
    { has_command sudo >/dev/null && [ -t 0 ]; } || may_install=no
else
  may_install=no
fi

if [ "$may_install" = yes ]; then
  echo "見つからないもの / Not found: $missing"
  echo "入れます（数分かかることがあります） / Installing (may take minutes): $by_hand"
  # Word splitting is meant: these are lists. A failed update is not the end
  # (somebody else's package source may be down); the install will tell.
  # shellcheck disable=SC2086
  if [ "$system" = Darwin ]; then
    brew install --quiet $brew || true
  else
    ${sudo}apt-get -qq update || true
    ${sudo}env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=120 \
      install --no-install-recommends $debian >/dev/null || true
  fi
  hash -r # forget where commands were found before
  look
  [ -n "$missing" ] || exit 0
fi

# --- Saying it --------------------------------------------------------------

{
  echo
  echo "足りないもの / Missing: $missing"
  if [ -z "$by_hand" ]; then
    echo "この環境のパッケージ管理で上のものを入れてから、もう一度 make $for_what を実行してください。"
    echo "Install these with your system's package manager, then run make $for_what again."
  else
    echo "次のコマンドを実行してから、もう一度 make $for_what を実行してください。"
    echo "Run this command, then make $for_what again:"
    echo
    echo "    $by_hand"
    echo
  fi
  if [ "$system" = Darwin ] && ! has_command brew >/dev/null; then
    echo "brew は https://brew.sh から入れられます。 / brew comes from https://brew.sh."
  fi
  if ! has_python >/dev/null 2>&1; then
    echo "Python が古いか、ありません / Python is too old or not there: $("$python" -V 2>/dev/null || echo "$python")"
    echo "3.11 以上を入れ、その名前で実行してください / Install 3.11 or newer and run it by its name:"
    echo "    make $for_what PYTHON=python3.12"
  fi
  case $for_what:$missing in site:*Pango*)
    echo "PDF を作らずにサイトだけ作る場合 / To build the site without the PDF: make site ARGS=--no-pdf"
    ;;
  esac
} >&2
exit 1
