"""Print forms and notes as PDF and XLSX files."""
