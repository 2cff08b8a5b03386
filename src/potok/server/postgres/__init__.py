"""Embedded PostgreSQL: a small launcher over ready binaries, one private server for one data folder.

The server listens on a Unix socket only, runs under an unprivileged account when Potok is started
by root, and survives the death of the process that started it: the next start adopts it.
`DATABASE_URL` replaces all of this by any PostgreSQL from version 15 on.
"""

from potok.server.postgres.cluster import Cluster, open_cluster
from potok.server.postgres.errors import DatabaseBinariesError, DatabaseStartError

__all__ = ["Cluster", "DatabaseBinariesError", "DatabaseStartError", "open_cluster"]
