# SPDX-License-Identifier: MIT
"""What the benchmarks measure with: the time of a command, and a program on a pseudo terminal."""
import fcntl
import os
import pty
import re
import select
import statistics
import struct
import subprocess
import termios
import time


def measure(command, env=None, stdin=None, cwd=None):
    """Runs command to its end: wall and CPU seconds, peak kB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, env=env, cwd=cwd, stdin=stdin or subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return {"wall": time.perf_counter() - start, "cpu": usage.ru_utime + usage.ru_stime, "kb": usage.ru_maxrss}


def median(results):
    return {key: statistics.median(result[key] for result in results) for key in results[0]}


class Terminal:
    """A program on a pseudo terminal: enough of a screen to know when it has settled."""

    def __init__(self, command, env, rows=24, cols=100):
        self.start = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.clear()
            os.environ.update(env)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
            os.execv(command[0], command)
        self.seen = b""

    def read_until(self, pattern, timeout=20):
        """Seconds since start (or the last key) at which pattern was on its way to the screen."""
        deadline = time.perf_counter() + timeout
        while not re.search(pattern, self.seen):
            ready, _, _ = select.select([self.fd], [], [], max(0, deadline - time.perf_counter()))
            if not ready:
                raise TimeoutError(f"{pattern!r} not seen in {self.seen[-500:]!r}")
            self.seen += os.read(self.fd, 65536)
        return time.perf_counter() - self.start

    def settle(self, quiet=0.15):
        """Reads until nothing comes for a while; the time of the last byte since the last key."""
        last = 0.0
        while select.select([self.fd], [], [], quiet)[0]:
            try:
                self.seen += os.read(self.fd, 65536)
            except OSError:
                break
            last = time.perf_counter() - self.start
        return last

    def resize(self, rows, cols):
        """Another size, as when the window is pulled."""
        self.seen = b""
        self.start = time.perf_counter()
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def key(self, keys):
        self.seen = b""
        self.start = time.perf_counter()
        os.write(self.fd, keys)

    def peak_kb(self):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
            return int(re.search(r"VmHWM:\s+(\d+)", file.read()).group(1))

    def end(self):
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self.fd)
