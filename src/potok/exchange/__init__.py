"""Files in and out: CSV, XLSX and JSON to plain plant data and back."""
