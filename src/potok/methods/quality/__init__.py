"""Quality of products: indicators, defects, sampling, the effect of improvement."""
