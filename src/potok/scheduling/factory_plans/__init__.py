"""Plans of a neutral factory data set: demands, bills of material, routings, weekly shifts."""
