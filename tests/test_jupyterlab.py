"""Every notebook in a real JupyterLab: opened, run from top to bottom, without an error."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass

import chromium
import pytest

from analysis.paths import NOTEBOOKS

pytestmark = [chromium.needed, pytest.mark.slow]

SETTINGS = {  # no dialog that waits for an answer, every cell in the page, no news from the network
    "notebook-extension/tracker": {"autoStartDefaultKernel": True, "windowingMode": "none"},
    "apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
}
OUTPUTS = ".jp-Notebook .jp-OutputArea-output"


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    address: str
    token: str

    def ask(self, path: str, method: str = "GET"):
        """Ask the server's own interface; None when it answers nothing."""
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(f"{self.address}/api/{path}", headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=5) as answer:
            text = answer.read()
        return json.loads(text) if text else None


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """One JupyterLab for all notebooks, on copies of them, with settings and state of its own."""
    place = tmp_path_factory.mktemp("lab")
    shutil.copytree(NOTEBOOKS, place / "notebooks")
    for name, value in SETTINGS.items():
        file = place / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(value))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = Lab(f"http://127.0.0.1:{port}", secrets.token_hex(16))
    environment = os.environ | {
        "IPYTHONDIR": str(place / "ipython"),
        "JUPYTER_CONFIG_DIR": str(place / "config"),
        "JUPYTER_DATA_DIR": str(place / "data"),
        "JUPYTER_RUNTIME_DIR": str(place / "runtime"),
        "JUPYTER_TOKEN": running.token,
        "JUPYTERLAB_SETTINGS_DIR": str(place / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(place / "workspaces"),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [
        f"--port={port}",
        f"--ServerApp.root_dir={place / 'notebooks'}",
        "--LabApp.expose_app_in_browser=True",
    ]
    with (
        (place / "log").open("wb") as log,
        subprocess.Popen(command, env=environment, stdout=log, stderr=log) as server,
    ):
        try:
            until(lambda: answers(running), 120)
            yield running
        finally:
            server.terminate()


def answers(lab: Lab) -> bool:
    try:
        return bool(lab.ask("status"))
    except OSError:
        return False


def until(condition, seconds: float):
    """Wait until the condition holds, and return what it gives."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.2)
    raise TimeoutError(f"waited {seconds} seconds in vain")


def idle_session(lab: Lab, name: str) -> str | None:
    """Return the id of the notebook's session once the page is connected to its idle kernel."""
    for session in lab.ask("sessions"):
        kernel = session["kernel"]
        if session["path"] == name and kernel["connections"] and kernel["execution_state"] == "idle":
            return session["id"]
    return None


@pytest.fixture(scope="module")
def browser():
    with chromium.browser() as started:
        yield started


@pytest.mark.parametrize("notebook", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(lab, browser, notebook):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    outside, errors = [], []
    page.on("request", lambda request: outside.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{lab.address}/lab/tree/{notebook.name}?token={lab.token}&reset")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=60_000)
    session = until(lambda: idle_session(lab, notebook.name), 60)

    page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")  # waits for the last cell

    errors_shown = page.locator(f"{OUTPUTS}[data-mime-type='application/vnd.jupyter.error']")
    assert errors_shown.all_inner_texts() == []
    prompts = page.locator(".jp-Notebook .jp-CodeCell .jp-InputPrompt").all_inner_texts()
    assert prompts == [f"[{number}]:" for number in range(1, len(prompts) + 1)]
    shown = page.locator(OUTPUTS).evaluate_all("all => all.map(one => one.dataset.mimeType)")
    assert "application/vnd.jupyter.stderr" not in shown
    assert shown.count("text/html") >= 3
    assert all(
        page.locator(f"{OUTPUTS} img").evaluate_all("all => all.map(one => one.alt && one.naturalWidth > 0)")
    )
    assert [
        url
        for url in outside
        if not url.startswith((lab.address, lab.address.replace("http", "ws"), "data:", "blob:"))
    ] == []
    assert errors == []
    page.close()
    lab.ask(f"sessions/{session}", method="DELETE")
