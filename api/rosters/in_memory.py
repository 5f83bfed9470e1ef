"""A roster that somebody sends stays in memory: what must not be kept is never written anywhere."""

import io
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

# A hundred thousand rows as Excel's old .xls take 30 MB.
LARGEST = 48 * 1024**2
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f/\\]")


class Memory(FileUploadHandler):
    """Keeps what comes in memory, and stops reading once it is more than a roster ever is."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.seen, self.exceeded = 0, False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._parts: list[bytes] = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.seen += len(raw_data)
        if self.seen > LARGEST:
            self.exceeded = True
            raise StopUpload(connection_reset=True)
        self._parts.append(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        stream = io.BytesIO(b"".join(self._parts))
        self._parts = []
        return InMemoryUploadedFile(
            stream, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )


@contextmanager
def as_path(content: bytes, name: str) -> Iterator[Path]:
    """A path from which the content can be read, by us and by a child process, under its own name.

    On Linux it leads into memory; elsewhere into a folder that only we can enter, gone when the block ends.
    """
    plain = _NOT_IN_A_NAME.sub("", name)[-120:] or "roster"
    with tempfile.TemporaryDirectory(prefix="roster-") as folder:
        path = Path(folder) / plain
        if not hasattr(os, "memfd_create"):
            path.write_bytes(content)
            yield path
            return
        handle = os.memfd_create("roster")
        try:
            with os.fdopen(os.dup(handle), "wb") as stream:
                stream.write(content)
            path.symlink_to(f"/proc/{os.getpid()}/fd/{handle}")
            yield path
        finally:
            os.close(handle)
