"""The targets of a conversion, and which of them failed: one that does holds back no other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sluice_spark.errors import SluiceError
from sluice_spark.log import Log
from sluice_spark.parquet import WrittenFile
from sluice_spark.s3 import s3_error
from sluice_spark.targets import Target


class Staging:
    """Raises SluiceError `convert.no_region_staged` as soon as every target failed."""

    def __init__(self, targets: tuple[Target, ...], log: Log) -> None:
        self._all = targets
        self._log = log
        self.failed: dict[str, str] = {}
        self.each(lambda target: target.check())

    @property
    def targets(self) -> tuple[Target, ...]:
        """Those that did not fail."""
        return tuple(target for target in self._all if target.name not in self.failed)

    def each(self, action: Callable[[Target], None]) -> None:
        """Does something in every target that did not fail, side by side."""
        targets = self.targets
        with ThreadPoolExecutor(len(targets)) as pool:
            for target, done in zip(targets, [pool.submit(action, target) for target in targets], strict=True):
                cause = done.exception()
                if cause is not None:
                    self._fail(target.name, str(s3_error(cause, target.name)))
        self._require_one()

    def note(self, files: list[WrittenFile]) -> None:
        """A target that lacks one of the files failed."""
        for file in files:
            for name, cause in file.failures.items():
                if name not in self.failed:
                    self._fail(name, cause)
        self._require_one()

    def clean(self) -> None:
        """Removes scratch files; what cannot be removed is named by no manifest."""
        for target in self._all:
            try:
                target.clean()
            except Exception as cause:
                self._log.error("scratch files stay", target=target.name, cause=str(cause))

    def _fail(self, name: str, cause: str) -> None:
        self.failed[name] = cause
        self._log.error("target failed", target=name, cause=cause)

    def _require_one(self) -> None:
        if not self.targets:
            causes = "; ".join(self.failed.values())
            mend = "retry the run once the buckets can be written"
            raise SluiceError("convert.no_region_staged", causes, mend=mend)
