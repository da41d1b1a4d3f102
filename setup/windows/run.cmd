@echo off
rem run.cmd FOLDER COMMAND [OPTION]: runs build.py for the plan in FOLDER, or for its own if that is "".
rem What is wrong, the program says itself. Only ASCII stands here, as cmd.exe may read it in any coding,
rem and pushd instead of cd, which cannot enter a folder of a file server.
setlocal
chcp 65001 >nul
pushd "%~dp0..\.."
set "python=.venv\Scripts\python.exe"
if not exist "%python%" set "python=py"
if "%~1"=="" ("%python%" build.py %2 %3) else "%python%" build.py %2 %3 --plan "%~1"
set "status=%errorlevel%"
popd
echo.
echo exit status: %status%
pause
exit /b %status%
