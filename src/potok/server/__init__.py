"""Settings, composition, embedded PostgreSQL, worker, health."""
