"""The factory as plain validated data and its working time."""
