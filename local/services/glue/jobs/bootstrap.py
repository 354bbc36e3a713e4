"""Runs the script of a Glue job as Glue does: bootstrap.py FAILURE SCRIPT [ARGUMENT]...

FAILURE is the file that is written where the script fails, with the text that Glue gives as the run's error message.
The run ends with the host, which holds the other end of standard input.
"""

import os
import runpy
import signal
import sys
import threading
import traceback

LONGEST = 4000


def end_with_host() -> None:
    lifeline = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)

    def watch() -> None:
        while os.read(lifeline, 1):
            pass
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def message(error: BaseException, script: str) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == script]
    if isinstance(error, SyntaxError) and error.filename == script:
        lines.append(error.lineno)
    where = f"Failed Line Number: {lines[-1]}; " if lines else ""
    return f"Error Category: UNCLASSIFIED_ERROR; {where}{told(error)}"[:LONGEST]


def told(error: BaseException) -> str:
    if type(error).__name__ != "Py4JJavaError":
        return f"{type(error).__name__}: {error}"
    try:
        return f"{error.errmsg.strip()} {error.java_exception.getMessage()}"
    except Exception:  # Java is gone
        return str(error)


def main() -> None:
    failure, script, *arguments = sys.argv[1:]
    end_with_host()
    sys.argv = [script, *arguments]
    sys.path[0] = os.path.dirname(script)
    try:
        runpy.run_path(script, run_name="__main__")
    except BaseException as error:
        if isinstance(error, SystemExit) and error.code in (None, 0):
            return
        if not isinstance(error, SystemExit):
            traceback.print_exception(error)
        with open(failure, "w", encoding="utf-8", errors="replace") as file:
            file.write(message(error, script))
        if isinstance(error, SystemExit):
            raise
        sys.exit(1)


if __name__ == "__main__":
    main()
