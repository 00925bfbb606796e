"""The simulator's time: the system's, moved by an offset that a file may hold."""

import time
from pathlib import Path


class Clock:
    """Tells seconds since the epoch; the file is read at every call, so the time of a running simulator moves."""

    def __init__(self, offset_file: Path | None = None) -> None:
        self._offset_file = offset_file
        self._offset = 0.0

    @property
    def offset_seconds(self) -> float:
        if self._offset_file is not None:
            try:
                self._offset = float(self._offset_file.read_text())
            except FileNotFoundError:
                self._offset = 0.0
            except ValueError:
                pass  # caught while it was being written: the last offset still holds
        return self._offset

    def now(self) -> float:
        return time.time() + self.offset_seconds
