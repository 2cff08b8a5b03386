"""Static files of a site: gathered, compressed and named by content, anew only when they change."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_static_files(data: Path) -> bool:
    """Gather the files below `<data>/static`; returns False when nothing had changed."""
    record = data / "static.digest"
    digest = _sources_digest()
    if record.exists() and record.read_text(encoding="ascii") == digest:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    record.write_text(digest, encoding="ascii")
    return True


def _sources_digest() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}:{status.st_size}:{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
