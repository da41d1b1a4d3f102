#!/usr/bin/env python3
"""Builds the report of a plan: website, PDF and open data; collects the next year's progress.

python build.py                   makes everything in output/
python build.py check             only says what is wrong with the data
python build.py init FOLDER       makes the folder of a new plan
python build.py serve             shows the site in the browser, always as the files are now
python build.py import FILES      reads a city's own table of the plan into data/
python build.py new-year          opens the next fiscal year
python build.py forms FOLDER      makes the workbooks that departments fill in
python build.py collect FILES     puts the filled workbooks into data/
python build.py status            says who has not answered yet
python build.py publish-year YEAR records a year's report as published
python build.py portal FOLDERS    makes one site of several plans, with a list of them
"""

import os
import sys

from planreport.commandline import interpreter

if __name__ == "__main__":
    HERE = os.path.dirname(os.path.realpath(__file__))
    interpreter.hand_over(HERE)

    # Only here: the processes that set the papers import this file as well.
    from planreport.commandline.start import main

    sys.exit(main(sys.argv[1:], HERE))
