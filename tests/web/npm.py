"""Packages from npm that the browser tests need, kept between runs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def installed(folder: Path, name: str) -> Path:
    """A folder under build/ with the packages of `folder`'s lock file installed. The test is
    skipped where there is no npm."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip(f"node and npm are needed for {name}")
    home = ROOT / "build" / name
    home.mkdir(parents=True, exist_ok=True)
    lock, done = folder / "package-lock.json", home / "node_modules" / "installed"
    if not done.exists() or done.read_bytes() != lock.read_bytes():
        for file in (folder / "package.json", lock):
            shutil.copy(file, home)
        subprocess.run(
            ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=home, check=True
        )
        shutil.copy(lock, done)
    return home
