"""Printed sheets of learning: variants for students, answers for the teacher."""
