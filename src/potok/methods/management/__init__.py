"""Management: structure of the organisation and the effect of improving office work."""
