@"%~dp0run.cmd" "%~1" serve
