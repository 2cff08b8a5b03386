"""The file of a backup: a ZIP with a manifest, the dump of the database and the company's own templates.

manifest.json   format, versions, migrations, moment; size and SHA-256 of every other part
database.dump   pg_dump, custom format (compressed by itself)
templates/…     print forms that the company has changed, when there are any
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from potok.server.backup.errors import BackupDamagedError, BackupNewerError, NotABackupError

FORMAT = 1
MANIFEST, DUMP, TEMPLATES = "manifest.json", "database.dump", "templates/"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        made_by: Version of Potok.
        made_at: Real moment, ISO with zone.
        postgres: Major version of the dumping program.
        migrations: Applied ones, as "app.name".
        parts: Name → size in bytes and SHA-256 in hex.
        format: Of the file itself.
    """

    made_by: str
    made_at: str
    postgres: int
    migrations: tuple[str, ...]
    parts: Mapping[str, tuple[int, str]]
    format: int = FORMAT


def write_archive(target: Path, manifest: Manifest, files: Mapping[str, Path]) -> None:
    """Write the file beside its place and move it there when it is whole."""
    draft = target.with_name(f"{target.name}.part")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
            for name, path in files.items():
                archive.write(path, name)
        draft.chmod(0o600)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def read_manifest(source: Path, *, own_version: str) -> Manifest:
    """The manifest of a backup.

    Raises:
        NotABackupError: No ZIP, or one without our manifest.
        BackupNewerError: A format that this version does not know.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            data: dict[str, Any] = json.loads(archive.read(MANIFEST))
        number = int(data["format"])
        if number > FORMAT:
            raise BackupNewerError(file=source, made_by=data.get("made_by", "?"), own=own_version)
        parts = {str(name): (int(size), str(digest)) for name, (size, digest) in data["parts"].items()}
        return Manifest(
            made_by=str(data["made_by"]),
            made_at=str(data["made_at"]),
            postgres=int(data["postgres"]),
            migrations=tuple(map(str, data["migrations"])),
            parts=parts,
            format=number,
        )
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError) as error:
        raise NotABackupError(file=source, why="в нём нет описания копии") from error


def extract(source: Path, manifest: Manifest, folder: Path) -> None:
    """Unpack all parts into a folder and compare their checksums.

    Raises:
        BackupDamagedError: A part is missing, cannot be read or differs.
        NotABackupError: A part would lie outside the folder.
    """
    if DUMP not in manifest.parts:
        raise NotABackupError(file=source, why="в нём нет базы данных")
    with zipfile.ZipFile(source) as archive:
        for name, expected in manifest.parts.items():
            place = (folder / name).resolve()
            if not place.is_relative_to(folder.resolve()):
                raise NotABackupError(file=source, why=f"недопустимое имя части «{name}»")
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                with archive.open(name) as packed, place.open("wb") as file:
                    found = _copied(packed, file)
            except (KeyError, zipfile.BadZipFile, EOFError) as error:
                raise BackupDamagedError(file=source, part=name) from error
            if found != expected:
                raise BackupDamagedError(file=source, part=name)


def measured(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file."""
    with path.open("rb") as file:
        return _copied(file, None)


def _copied(source: IO[bytes], target: IO[bytes] | None) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        digest.update(block)
        size += len(block)
        if target is not None:
            target.write(block)
    return size, digest.hexdigest()
