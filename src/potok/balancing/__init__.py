"""Line balancing: problem, bounds, engines, checker."""
