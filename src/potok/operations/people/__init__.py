"""Users, roles, API tokens, idempotency keys."""
