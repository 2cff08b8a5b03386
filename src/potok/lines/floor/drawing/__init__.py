"""The plan drawn to scale: the hall for the page, a whole sheet with frame and title block for paper."""
