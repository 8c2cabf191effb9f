"""Hands test files out to workers, also after one of them has ended in the middle of a test.

xdist 3.8 (`--dist loadfile`) hands the test that ended its worker out again, and files that are done with it. A worker that
receives nothing to do reports nothing, so the run stands still.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]  # xdist says nothing of its types

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController  # type: ignore[import-untyped]  # the same


class Files(LoadFileScheduling):  # type: ignore[misc]  # the same
    """A file stays with one worker. What a worker leaves undone goes to another, without the test that ended it."""

    def remove_node(self, node: WorkerController) -> str | None:
        """Return the test that ended the worker, which has failed; None if the worker was done."""
        workload = self.assigned_work[node]
        if not self._pending_of(workload):
            del self.assigned_work[node]
            return None
        unit = next(unit for unit in workload.values() if not all(unit.values()))
        ended: str = next(test for test, done in unit.items() if not done)
        unit[ended] = True
        del self.assigned_work[node]
        self.workqueue.update({file: unit for file, unit in workload.items() if not all(unit.values())})
        for other in self.assigned_work:
            self._reschedule(other)
        return ended

    def _reschedule(self, node: WorkerController) -> None:
        """Hand out until the worker has enough: it begins its last test once it knows what follows, or that nothing does."""
        if node not in self.registered_collections:
            return  # it is new, and still looks for tests
        super()._reschedule(node)
        while not node.shutting_down and self._pending_of(self.assigned_work[node]) <= 2:
            super()._reschedule(node)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Files | None:
    """Take xdist's place for `--dist loadfile`."""
    return Files(config, log) if config.getvalue("dist") == "loadfile" else None
