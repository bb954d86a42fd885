"""Starts a demo relay on a free port of this machine, and stops it again."""

import os
import subprocess

BINARY = os.environ["GENIE_RELAY"]
PREFIX = "genie-relay listening on "


class Relay:
    """A running demo relay; `with` stops exactly this process."""

    def __init__(self, *flags):
        command = [BINARY, "--demo", "--listen", "127.0.0.1:0", "--today", "2026-06-30", *flags]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline().strip()
        if not line.startswith(PREFIX):
            self.stop()
            raise RuntimeError(f"genie-relay did not start: {line!r}")
        self.url = line.removeprefix(PREFIX)

    def stop(self):
        """Ends the process."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
