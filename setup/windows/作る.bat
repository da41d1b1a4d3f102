@"%~dp0run.cmd" "%~1" site
