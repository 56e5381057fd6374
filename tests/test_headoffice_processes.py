"""Head office's reading in other processes: killed workers, a real Dask cluster, a scheduler that is not there."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from branches import inbox_of
from xlkpi.actions.workers import over
from xlkpi.errors import CannotRead, Unusable
from xlkpi.headoffice import cluster as cluster_room
from xlkpi.headoffice.cluster import cluster
from xlkpi.headoffice.rolling_up import Wanted, roll_up

FILES = 60


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    return inbox_of(tmp_path_factory.mktemp("many"), FILES)


def rolled(inbox, tmp_path, map_):
    return roll_up([str(inbox)], tmp_path / "总公司汇总.xlsx", Wanted(), overwrite=True, map_=map_)


def deadly(job):
    """Kill the process that reads one of the files, as the system does where memory runs out."""
    from xlkpi.headoffice.filed import file_one
    from xlkpi.headoffice.spool import packed

    if job.incoming.place == "7.xlsm" and os.getpid() != PARENT:
        os.kill(os.getpid(), signal.SIGKILL)
    return packed(file_one(job.incoming))


PARENT = os.getpid()


@pytest.mark.parametrize(("files", "suspects"), [(FILES, 200), (FILES, 2), (9, 200)])
def test_a_file_that_kills_its_worker_is_told_and_the_others_are_read(inbox, tmp_path, files, suspects, monkeypatch):
    monkeypatch.setattr("xlkpi.headoffice.gather.SUSPECTS", suspects)
    monkeypatch.setattr("xlkpi.headoffice.gather.partial", lambda _, **__: deadly)
    folder = tmp_path / "部分"
    folder.mkdir()
    for at in range(files):
        (folder / f"{at}.xlsm").hardlink_to(inbox / f"{at}.xlsm")
    company = rolled(folder, tmp_path, lambda work, items: over(work, items, 2))
    assert company.files["counted"] == files - 1
    (fault,) = [fault for fault in company.faults if not fault.notice]
    assert fault.place == "7.xlsm"
    assert "内存" in fault.say()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def dask(tmp_path):
    """A real scheduler and two worker processes."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    started = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "distributed.cli.dask_scheduler",
                "--host",
                "127.0.0.1",
                "--port",
                str(port),
                "--no-dashboard",
            ],
            env=here,
            **quiet,
        )
    ]
    worker = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        address,
        "--nworkers",
        "1",
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
    ]
    started += [subprocess.Popen(worker, env=here, **quiet) for _ in range(2)]
    from distributed import Client

    with Client(address, timeout="60s", set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    yield address, started[1:]
    for process in reversed(started):
        process.kill()
        process.wait()


def test_a_cluster_reads_the_same_and_outlives_a_worker(inbox, tmp_path, dask, monkeypatch):
    address, workers = dask
    monkeypatch.setattr(cluster_room, "AT_ONCE", 2)
    whole = rolled(inbox, tmp_path, over)
    seen = []

    def tick(place):
        seen.append(place)
        if len(seen) == 10:
            workers[0].kill()

    with cluster(address) as map_:
        company = roll_up([str(inbox)], tmp_path / "b.xlsx", Wanted(), map_=map_, begin=lambda _: tick)
    assert len(seen) == FILES
    assert workers[0].wait() == -signal.SIGKILL
    assert list(company.departments()) == list(whole.departments())
    assert company.of_all.points.tolist() == whole.of_all.points.tolist()
    assert not company.faults


def test_a_cluster_whose_last_worker_dies_is_told(inbox, tmp_path, dask, monkeypatch):
    address, workers = dask
    monkeypatch.setattr(cluster_room, "AT_ONCE", 2)
    monkeypatch.setattr(cluster_room, "SILENCE", 5.0)
    seen = []

    def tick(place):
        seen.append(place)
        if len(seen) == 6:
            for worker in workers:
                worker.kill()

    start = time.monotonic()
    with cluster(address) as map_, pytest.raises(CannotRead, match="--resume"):
        roll_up([str(inbox)], tmp_path / "b.xlsx", Wanted(), map_=map_, begin=lambda _: tick)
    assert time.monotonic() - start < 60


def test_a_scheduler_that_is_not_there_is_a_sentence(monkeypatch):
    monkeypatch.setattr(cluster_room, "PATIENCE", "1s")
    for address in (f"tcp://127.0.0.1:{free_port()}", "nonsense"):
        with pytest.raises(Unusable, match="调度器"), cluster(address):
            pass


def _threshold(_):
    return gc.get_threshold()[0]


def test_a_worker_looks_for_garbage_as_often_as_python_does():
    """Looking as seldom as a command does for itself, a worker grew to 160 MB over 600 files instead of 40."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        assert set(list(over(_threshold, range(40), 2))[1:]) == {700}
    finally:
        gc.set_threshold(*before)
