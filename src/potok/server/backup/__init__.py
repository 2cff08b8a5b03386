"""Backup of an installation into one file, and its restoring: everything or nothing."""

from potok.server.backup.making import Backup, make_backup
from potok.server.backup.restoring import Restored, restore_backup

__all__ = ["Backup", "Restored", "make_backup", "restore_backup"]
