"""The program that pip installs: `planreport`, or `python -m planreport`."""

import sys

from planreport.commandline.start import installed

if __name__ == "__main__":
    sys.exit(installed())
