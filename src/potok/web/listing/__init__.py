"""Lists as most departments have them: columns, filters, views, pages, export, panels of commands."""
