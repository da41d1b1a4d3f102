"""Opens a form in LibreOffice, tries it out, fills it in and saves it: run by a Python that has uno.

Arguments: soffice, a folder for its profile, the form, the file to save. The standard input is JSON,
the text of each cell to fill in; the standard output is JSON, what LibreOffice says of the form.
"""

import json
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException


def main(office: str, profile: str, form: str, filled: str) -> None:
    pipe = f"form{time.time_ns()}"
    arguments = ["--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"]
    process = subprocess.Popen(
        [office, *arguments, f"-env:UserInstallation={Path(profile).as_uri()}"]
    )
    try:
        desktop = connect(pipe, process)
        document = desktop.loadComponentFromURL(
            Path(form).as_uri(), "_blank", 0, (PropertyValue("Hidden", 0, True, 0),)
        )
        cells = json.load(sys.stdin)
        report = look(document, cells)
        document.storeToURL(
            Path(filled).as_uri(), (PropertyValue("FilterName", 0, "Calc MS Excel 2007 XML", 0),)
        )
        document.close(True)
        with suppress(DisposedException):  # it may be gone before it has answered
            desktop.terminate()
        process.wait()
    finally:
        process.kill()
    json.dump(report, sys.stdout)


def connect(pipe: str, process: subprocess.Popen[bytes]) -> Any:
    """The office's desktop, once it has started."""
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", context
    )
    while process.poll() is None:
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
        else:
            return remote.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", remote
            )
    sys.exit("LibreOffice does not answer")


def look(document: Any, cells: "dict[str, str]") -> "dict[str, Any]":
    """Fills in the cells and tries to empty a locked one, and says what has become of it."""
    sheet = document.Sheets.getByName("入力")
    everything = 1023
    title = sheet.getCellRangeByName("B7")
    before = title.String
    title.clearContents(everything)
    rules = {}
    for name, text in cells.items():
        cell = sheet.getCellRangeByName(name)
        assert not cell.CellProtection.IsLocked
        source = cell.Validation.getFormula1()  # $記入方法.$B$1:$B$4, or a number
        if "." in source:
            guide, words = source.replace("$", "").split(".")
            source = document.Sheets.getByName(guide).getCellRangeByName(words).DataArray
        rules[name] = [cell.Validation.Type.value, source]
        cell.String = text
    return {
        "is_protected": sheet.isProtected() and title.CellProtection.IsLocked,
        "keeps_what_is_locked": title.String == before,
        "rules": rules,
        "length": sheet.getCellRangeByName("K7").Value,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
