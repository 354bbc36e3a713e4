"""Lets mutants of the job's modules frame files that come as JSON from the standard input, and tells their fates.

The input has `cases` with what is `wanted` of each, and `mutants`: a module of `sluice_spark` with its changed source. Of
each mutant a line is told: killed, survived or stuck.
"""

from __future__ import annotations

import importlib
import json
import signal
import sys
import tempfile
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

PATIENCE = 20
"""Seconds of this process's own time that a mutant has for all files: the job's code needs a few."""


class Stuck(BaseException):
    """A mutant does not come to an end."""


class MutatedModule(MetaPathFinder, Loader):
    """Gives one module another source."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self.source = source

    def find_spec(self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None) -> ModuleSpec | None:
        return spec_from_loader(name, self) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, self.name, "exec"), module.__dict__)  # noqa: S102 - it is the project's own


def fate_of(mutant: dict[str, str], cases: list[dict[str, Any]], folder: Path) -> str:
    """Cases by which a mutant was told come first for the next one."""
    for name in [name for name in sys.modules if name == "frame_cases" or name.startswith("sluice_spark")]:
        del sys.modules[name]
    finder = MutatedModule(mutant["module"], mutant["source"])
    sys.meta_path.insert(0, finder)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        framed = importlib.import_module("frame_cases").framed
        for index, case in enumerate(cases):
            if framed(case, folder) != case["wanted"]:
                cases.insert(0, cases.pop(index))
                return "killed"
    except Stuck:
        return "stuck"
    except Exception:
        return "killed"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        sys.meta_path.remove(finder)
    return "survived"


def give_up(_signal: int, _frame: FrameType | None) -> None:
    raise Stuck


def main() -> None:
    signal.signal(signal.SIGVTALRM, give_up)
    given = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        for mutant in given["mutants"]:
            print(fate_of(mutant, given["cases"], Path(folder)), flush=True)


if __name__ == "__main__":
    main()
