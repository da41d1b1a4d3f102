"""How long a test waits for what a program or a browser does."""

SECONDS = 300  # then it hangs, however busy the machine is
