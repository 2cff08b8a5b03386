"""The shell around every page: navigation, search, user, device settings."""
