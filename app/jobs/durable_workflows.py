"""The one module that knows DBOS: a durable workflow per recording, resumed at the step it was in."""

from __future__ import annotations

import structlog
from dbos import DBOS, DBOSConfig, SetEnqueueOptions, SetWorkflowID
from dbos import error as dbos_error

from app.archive import Archive
from app.jobs.clip_files import count_clip_file_crash, give_up_clip_file, make_clip_file
from app.jobs.hearing_context import HearingContext, open_hearing
from app.jobs.hearing_pipeline import (
    HEARING_STEPS,
    count_hearing_crash,
    fail_hearing,
    finish_hearing,
    run_hearing_step,
)
from app.jobs.pipeline import STEPS, count_crash, fail, finish, run_step, stop
from app.jobs.step_context import RecordingSetAside, StepContext, StepFailed
from app.services.clips.clip_file_plan import VIDEO_KINDS

log = structlog.get_logger()

QUEUE = "recordings"
# Of its own: who waits for a clip of ten seconds does not wait for the hearing of three hours before it.
CLIP_QUEUE = "clips"
# Pinned: with DBOS's default, a hash of the source, a changed program would never resume older workflows.
# Raise it only together with a change of the order or number of steps.
WORKFLOW_VERSION = "2"
_CLIP_FILE = "clip_file"
# A sound is made in a second: it does not wait for the minutes of the videos before it.
_SOUND_TURN, _VIDEO_TURN = 1, 2
# A recording that takes workers down this often in one step is given up, so that others get their turn.
MOST_CRASHES = 3

_archive: Archive | None = None


def _opened() -> Archive:
    if _archive is None:
        raise RuntimeError("workflows run only between launch and stop")
    return _archive


def _context(recording_id: int) -> StepContext:
    archive = _opened()
    return StepContext(recording_id, archive.settings, archive.database, archive.store, archive.index)


@DBOS.step(name="pipeline_step")
def _run_step(recording_id: int, name: str) -> None:
    run_step(_context(recording_id), name)


@DBOS.step(name="finish")
def _finish(recording_id: int) -> None:
    finish(_context(recording_id))


@DBOS.step(name="fail")
def _fail(recording_id: int, code: str, details: dict[str, str]) -> None:
    fail(_context(recording_id), code, details)


@DBOS.step(name="stop")
def _stop(recording_id: int) -> None:
    stop(_context(recording_id))


@DBOS.workflow(name="process_recording")
def _process_recording(recording_id: int) -> None:
    try:
        for name in STEPS:
            _run_step(recording_id, name)
    except StepFailed as failure:
        _fail(recording_id, failure.code, failure.details)
    except RecordingSetAside:
        _stop(recording_id)
    except dbos_error.DBOSException:
        # Cancelled, or taken over by another worker: not the recording's failure.
        raise
    except Exception as error:
        # The worker loop: whatever it was, the next recording goes on.
        log.exception("recording failed", recording=recording_id)
        _fail(recording_id, "unexpected", {"reason": f"{type(error).__name__}: {error}"})
    else:
        _finish(recording_id)


def _hearing(hearing_id: int) -> HearingContext:
    return open_hearing(_opened(), hearing_id)


@DBOS.step(name="hearing_step")
def _run_hearing_step(hearing_id: int, name: str) -> None:
    run_hearing_step(_hearing(hearing_id), name)


@DBOS.step(name="fail_hearing")
def _fail_hearing(hearing_id: int, code: str, details: dict[str, str]) -> None:
    fail_hearing(_hearing(hearing_id), code, details)


@DBOS.step(name="finish_hearing")
def _finish_hearing(hearing_id: int) -> None:
    finish_hearing(_hearing(hearing_id))


@DBOS.workflow(name="hear_again")
def _hear_again(hearing_id: int) -> None:
    try:
        for name in HEARING_STEPS:
            _run_hearing_step(hearing_id, name)
        _finish_hearing(hearing_id)
    except StepFailed as failure:
        _fail_hearing(hearing_id, failure.code, failure.details)
    except RecordingSetAside:
        _fail_hearing(hearing_id, "set_aside", {})
    except dbos_error.DBOSException:
        raise  # as above
    except Exception as error:
        log.exception("hearing failed", hearing=hearing_id)
        _fail_hearing(hearing_id, "unexpected", {"reason": f"{type(error).__name__}: {error}"})


@DBOS.step(name="clip_file_step")
def _run_clip_file(file_id: int) -> None:
    make_clip_file(_opened(), file_id)


@DBOS.step(name="fail_clip_file")
def _fail_clip_file(file_id: int, code: str) -> None:
    give_up_clip_file(_opened(), file_id, code)


@DBOS.workflow(name="make_clip_file")
def _make_clip_file(file_id: int) -> None:
    try:
        _run_clip_file(file_id)
    except StepFailed as failure:
        _fail_clip_file(file_id, failure.code)
    except dbos_error.DBOSException:
        raise  # as above
    except Exception:
        log.exception("clip file failed", file=file_id)
        _fail_clip_file(file_id, "unexpected")


class DurableWorkflows:
    """The workflows of one archive, run by this process under its own executor id."""

    def __init__(self, archive: Archive, executor_id: str) -> None:
        self._archive = archive
        self._executor_id = executor_id

    def launch(self) -> None:
        """Start to run what is queued."""
        global _archive
        _archive = self._archive
        configuration: DBOSConfig = {
            "name": "franquette",
            "system_database_url": self._archive.settings.workflow_database_url,
            "executor_id": self._executor_id,
            "application_version": WORKFLOW_VERSION,
            "console_log_level": "ERROR",
            "log_level": "ERROR",
            "enable_otlp": False,
        }
        DBOS(config=configuration)
        DBOS.launch()
        # One at a time: a recording already uses all cores.
        DBOS.register_queue(QUEUE, worker_concurrency=1, polling_interval_sec=0.2)
        DBOS.register_queue(CLIP_QUEUE, worker_concurrency=1, polling_interval_sec=0.2)

    def enqueue(self, recording_id: int, attempt: int) -> None:
        """Queue a recording; the same attempt queued twice is one workflow."""
        with SetWorkflowID(self.workflow_id(recording_id, attempt)):
            DBOS.enqueue_workflow(QUEUE, _process_recording, recording_id)

    def take_over(self, dead_executor_id: str, *, is_crash: bool) -> None:
        """Resume what a dead worker had in hand, at the step it was in, or give it up if it keeps killing."""
        for workflow in DBOS.list_workflows(
            status="PENDING", executor_id=dead_executor_id, load_input=False, load_output=False
        ):
            if is_crash:
                log.warning("worker died", executor=dead_executor_id, workflow=workflow.workflow_id)
            if is_crash and self._count_crash(workflow.workflow_id) >= MOST_CRASHES:
                DBOS.cancel_workflow(workflow.workflow_id)
                self._give_up(workflow.workflow_id)
            else:
                is_clip = workflow.workflow_id.startswith(_CLIP_FILE)
                queue = CLIP_QUEUE if is_clip else QUEUE
                DBOS.resume_workflow(workflow.workflow_id, queue_name=queue)

    def enqueue_hearing(self, hearing_id: int) -> None:
        """Queue a wish to hear a recording again, behind what waits already."""
        with SetWorkflowID(self.hearing_workflow_id(hearing_id)):
            DBOS.enqueue_workflow(QUEUE, _hear_again, hearing_id)

    def is_hearing_known(self, hearing_id: int) -> bool:
        """Whether this wish has a workflow already."""
        return DBOS.get_workflow_status(self.hearing_workflow_id(hearing_id)) is not None

    def enqueue_clip_file(self, file_id: int, asked_at: int, kind: str) -> None:
        """Queue a file of a clip, sounds before videos; asked for anew after a failure, it is another one."""
        turn = SetEnqueueOptions(priority=_VIDEO_TURN if kind in VIDEO_KINDS else _SOUND_TURN)
        with SetWorkflowID(self.clip_file_workflow_id(file_id, asked_at)), turn:
            DBOS.enqueue_workflow(CLIP_QUEUE, _make_clip_file, file_id)

    def is_clip_file_known(self, file_id: int, asked_at: int) -> bool:
        """Whether this wish for a file has a workflow already."""
        return DBOS.get_workflow_status(self.clip_file_workflow_id(file_id, asked_at)) is not None

    def is_known(self, recording_id: int, attempt: int) -> bool:
        """Whether this attempt has a workflow already."""
        return DBOS.get_workflow_status(self.workflow_id(recording_id, attempt)) is not None

    def stop(self) -> None:
        """Stop running workflows; what is in hand resumes at the next launch."""
        global _archive
        DBOS.destroy()
        _archive = None

    @staticmethod
    def workflow_id(recording_id: int, attempt: int) -> str:
        """Return the workflow's name, one per recording and attempt."""
        return f"recording-{recording_id}-{attempt}"

    @staticmethod
    def hearing_workflow_id(hearing_id: int) -> str:
        """Return the workflow's name, one per wish to hear a recording again."""
        return f"hearing-{hearing_id}"

    @staticmethod
    def clip_file_workflow_id(file_id: int, asked_at: int) -> str:
        """Return the workflow's name, one per file and instant (in milliseconds) it was asked for."""
        return f"{_CLIP_FILE}-{file_id}-{asked_at}"

    @staticmethod
    def _count_crash(workflow_id: str) -> int:
        kind, number = workflow_id.split("-")[:2]
        if kind == "hearing":
            return count_hearing_crash(_hearing(int(number)))
        if kind == _CLIP_FILE:
            return count_clip_file_crash(_opened(), int(number))
        return count_crash(_context(int(number)))

    @staticmethod
    def _give_up(workflow_id: str) -> None:
        kind, number = workflow_id.split("-")[:2]
        if kind == "hearing":
            fail_hearing(_hearing(int(number)), "crashed", {})
        elif kind == _CLIP_FILE:
            give_up_clip_file(_opened(), int(number), "crashed")
        else:
            fail(_context(int(number)), "crashed", {})
