"""Plans of a neutral factory data set: demands over bills of material, routings and a weekly shift calendar."""
