"""A расчётно-пояснительная записка: many calculations in one document, as PDF and DOCX."""
