#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The shell scripts are ones that the shells, and shellcheck where it is there, have nothing against."""
import os
import shutil
import subprocess

import lint

SCRIPTS = {"bootstrap": "sh", ".ci/run": "bash", "completions/newsdeck.bash": "bash"}
SCRIPTS.update({path: "sh" for path in lint.files("tests/**/*.sh")})


def complaints_of(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=60)
    return done.stdout.splitlines() or (["status %d" % done.returncode] if done.returncode else [])


tap = lint.Tap()
for script, shell in sorted(SCRIPTS.items()):
    path = os.path.join(lint.TOP, script)
    if shell == "bash" and not shutil.which("bash"):
        tap.skip("scripts/%s-is-sound" % script, "no bash")
        continue
    found = complaints_of(shell, "-n", path)
    if not found and shutil.which("shellcheck"):
        found = complaints_of("shellcheck", "-s", shell, "-e", "SC2154", path)
    tap.result("scripts/%s-is-sound" % script, found)
tap.finish()
