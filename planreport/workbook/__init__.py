"""The Excel workbook that departments and bodies fill in: `form` writes it, `read` reads it back.

What is said in it is judged by the same rules as data/: here only what a workbook can get wrong.
"""

from planreport.workbook.archive import MAX_FILE, is_spreadsheet
from planreport.workbook.form import form
from planreport.workbook.layout import bodies
from planreport.workbook.names import Body, department_name, departments, file_names
from planreport.workbook.owners import known_measures
from planreport.workbook.read import Reading, read

__all__ = [
    "MAX_FILE",
    "Body",
    "Reading",
    "bodies",
    "department_name",
    "departments",
    "file_names",
    "form",
    "is_spreadsheet",
    "known_measures",
    "read",
]
