"""What pages and the API read of production orders: explicit columns, bounded numbers of queries."""
