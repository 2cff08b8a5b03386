"""The books: Django apps, one a department."""
