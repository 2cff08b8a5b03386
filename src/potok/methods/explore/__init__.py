"""Questions about a calculation as a whole: curve, sensitivity, solving for an input, batches.

They run the method itself, without notes, so they work for every method alike.
"""
