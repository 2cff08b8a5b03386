"""Parts that pages are composed of: plain values that render themselves or that templates render."""
