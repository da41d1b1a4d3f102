"""Scripts that measure one part alone, run in a project's folder."""
