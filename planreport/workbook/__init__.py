"""The Excel workbook that departments and bodies fill in: `form` writes it, `read` reads it back.

What is said in it is judged by the same rules as data/: here only what a workbook can get wrong.
"""

from planreport.workbook.archive import MAX_FILE as MAX_FILE, is_spreadsheet as is_spreadsheet
from planreport.workbook.form import form as form
from planreport.workbook.layout import bodies as bodies
from planreport.workbook.names import (
    department_name as department_name,
    departments as departments,
    file_names as file_names,
)
from planreport.workbook.owners import known_measures as known_measures
from planreport.workbook.read import Reading as Reading, read as read
