"""A file or folder that the command line names and the system refuses."""

from __future__ import annotations

import errno
import os

from potok.errors import PotokError

_REASONS = {
    errno.ENOENT: "его нет",
    errno.EACCES: "нет прав",
    errno.EPERM: "нет прав",
    errno.EROFS: "диск только для чтения",
    errno.ENOSPC: "на диске нет места",
    errno.ENOTDIR: "часть пути — файл, а не папка",
    errno.EISDIR: "это папка, а нужен файл",
    errno.EEXIST: "это файл, а нужна папка",
    errno.ENAMETOOLONG: "имя слишком длинное",
}


class FileAccessError(PotokError):
    """A file or folder cannot be read or written; data: `path`, `reason`."""

    code = "file_access"
    template = "Путь «{path}» недоступен: {reason}. Проверьте путь и права."
    http_status = 500


def file_access(error: OSError) -> FileAccessError:
    """The system's refusal in Russian; what is not in the table keeps the system's own words."""
    code = error.errno or 0
    path = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(error.filename)
    return FileAccessError(path=path, reason=_REASONS.get(code) or os.strerror(code))
