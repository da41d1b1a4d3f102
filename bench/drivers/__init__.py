"""Scripts that a project folder is given beside build.py; each measures one part alone."""
