"""Unit cost, its variances, the result of a programme and the budgets of units."""
