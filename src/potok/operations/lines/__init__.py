"""Designed lines as documents: lines, versions, acceptance into the route, improving as a job."""
