"""Production cycle: its duration by three kinds of movement, its network, its structure."""
