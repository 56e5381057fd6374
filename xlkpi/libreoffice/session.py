"""One LibreOffice of ours: started with a profile of its own, asked one thing at a time, ended by its own pid."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from xlkpi.errors import sentence
from xlkpi.libreoffice.faults import Died, LibreOfficeTrouble, NoAnswer
from xlkpi.libreoffice.program import Program, clean_environment

CLIENT = Path(__file__).with_name("client.py")
START_SECONDS = 60.0
ANSWER_SECONDS = 120.0
END_SECONDS = 10.0
RESTART = 81
"""LibreOffice's exit code when it wants to be started again, after its profile was made."""
MOST_RESTARTS = 3


class Failed(LibreOfficeTrouble):
    """LibreOffice refused what was asked; `said` is its own message."""

    def __init__(self, said: str) -> None:
        zh, en = "LibreOffice 报告错误：{said}", "LibreOffice reports an error: {said}"
        super().__init__(sentence(zh, en, said=said))
        self.said = said


class Office:
    """A running LibreOffice and the client that talks to it. Use as a context manager."""

    def __init__(
        self,
        program: Program,
        profile: Path,
        *,
        client: Path = CLIENT,
        start_seconds: float = START_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self.program = program
        self.pipe = f"xlkpi{uuid4().hex}"
        self._profile = profile
        self._client_file = client
        self._start_seconds = start_seconds
        self._answer_seconds = answer_seconds
        self._folder = tempfile.TemporaryDirectory(prefix="xlkpi-", ignore_cleanup_errors=True)
        self._log = Path(self._folder.name) / "soffice.log"
        self._answers: queue.Queue[str] = queue.Queue()
        self._soffice: subprocess.Popen[bytes] | None = None
        self._client: subprocess.Popen[str] | None = None

    @property
    def folder(self) -> Path:
        """A folder for copies of documents, gone with the session."""
        return Path(self._folder.name)

    @property
    def pid(self) -> int | None:
        """The process id of LibreOffice, None where none runs."""
        return None if self._soffice is None else self._soffice.pid

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def ask(self, command: str, *, seconds: float | None = None, **details: Any) -> Any:
        """Ask the client and return its answer.

        Raises Failed where LibreOffice refuses; Died, NoAnswer where it has ended (it is ended then).
        """
        client = self._client
        if client is None or client.stdin is None:
            raise Died
        try:
            client.stdin.write(json.dumps({"ask": command, **details}) + "\n")
            client.stdin.flush()
        except OSError as error:
            raise self._died() from error
        return self._answer(seconds or self._answer_seconds)

    def end(self, *, politely: bool = True) -> None:
        """End the client and LibreOffice: politely, then by their own process ids."""
        client, soffice = self._client, self._soffice
        self._client = self._soffice = None
        if client is not None:
            if politely and client.stdin is not None and soffice is not None and soffice.poll() is None:
                with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                    client.stdin.write('{"ask": "quit"}\n')
                    client.stdin.flush()
                    soffice.wait(END_SECONDS)
            _stop(client, politely=politely)
        if soffice is not None:
            _stop(soffice, politely=politely)
        self._folder.cleanup()

    def _start(self) -> None:
        self._launch()
        command = [str(self.program.python), str(self._client_file), self.pipe, str(self._start_seconds)]
        self._client = subprocess.Popen(  # noqa: S603 - our own client, LibreOffice's own Python
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=clean_environment(),
            cwd=self.folder,
        )
        threading.Thread(target=self._listen, args=(self._client,), daemon=True).start()
        self._answer(self._start_seconds)

    def _launch(self) -> None:
        command = [
            str(self.program.soffice),
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nofirststartwizard",
            f"-env:UserInstallation={self._profile.resolve().as_uri()}",
            f"--accept=pipe,name={self.pipe};urp;",
        ]
        with self._log.open("ab") as log:
            self._soffice = subprocess.Popen(  # noqa: S603 - the LibreOffice that was found
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=clean_environment(), cwd=self.folder
            )

    def _listen(self, client: subprocess.Popen[str]) -> None:
        for line in client.stdout or ():
            self._answers.put(line)

    def _answer(self, seconds: float) -> Any:
        until, restarts = time.monotonic() + seconds, 0
        while True:
            try:
                said = json.loads(self._answers.get(timeout=0.05))
            except queue.Empty:
                soffice, client = self._soffice, self._client
                if soffice is not None and soffice.poll() == RESTART and restarts < MOST_RESTARTS:
                    restarts += 1
                    self._launch()
                elif soffice is None or soffice.poll() is not None or client is None or client.poll() is not None:
                    raise self._died() from None
                if time.monotonic() > until:
                    self.end(politely=False)
                    raise NoAnswer(seconds) from None
                continue
            if "answer" in said:
                return said["answer"]
            if said["fault"] == "gone":
                raise self._died()
            raise Failed(said["text"])

    def _died(self) -> Died:
        text = self._log.read_text("utf-8", errors="replace") if self._log.is_file() else ""
        lines = [line for line in text.splitlines() if line.strip() and "[0x" not in line]  # no stack of addresses
        self.end(politely=False)
        return Died(lines[-1] if lines else "")


def _stop(process: subprocess.Popen[Any], *, politely: bool) -> None:
    """End a process we started, by its pid; never waits for ever."""
    for way in (process.terminate, process.kill) if politely else (process.kill,):
        if process.poll() is not None:
            break
        way()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            continue
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
