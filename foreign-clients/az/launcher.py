"""Runs commands of the Azure CLI that belongs to this Python, each in a process of its own, as its own `az` does.

Every line of standard input is one command as JSON: {"arguments": [...], "stdout": FILE, "stderr": FILE}. The answer
is a line with its exit code. The processes are forked from this one, which loads the libraries that earlier commands
needed: most of the time of a command is the loading of Azure's libraries.

Two things are put right first; neither touches how the CLI talks to Azure.

* Debian's package of Azure CLI 2.45 asks for api-version 2022-11-01 of Microsoft.Compute by default, but its
  azure-mgmt-compute ends at 2022-08-01, so that every `az vm` fails before it sends anything. Where the default is
  missing, it becomes that one.
* In a fresh configuration directory Azure CLI first asks GitHub for its latest version. No setting switches that off;
  a cache file that says it has just been asked does.
"""

import datetime
import importlib
import importlib.util
import json
import os
import runpy
import signal
import sys

# A command that waits for something that never comes must not hold up the others.
TIMEOUT_SECONDS = 120


def use_installed_compute_version():
    import azure.cli.core.profiles._shared as shared
    from azure.cli.core.profiles import ResourceType

    profile = shared.AZURE_API_PROFILES["latest"].get(ResourceType.MGMT_COMPUTE)
    versions = getattr(profile, "profile", {})
    # None stands for the default of the resource type.
    if None in versions and not is_installed(versions[None]) and is_installed("2022-08-01"):
        versions[None] = "2022-08-01"


def is_installed(version):
    return importlib.util.find_spec("azure.mgmt.compute.v" + version.replace("-", "_")) is not None


def skip_version_check():
    from azure.cli.core.util import _get_local_versions

    os.makedirs(os.environ["AZURE_CONFIG_DIR"], exist_ok=True)
    path = os.path.join(os.environ["AZURE_CONFIG_DIR"], "versionCheck.json")
    if not os.path.exists(path):
        now = datetime.datetime.now().isoformat(" ", "microseconds")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"versions": _get_local_versions(), "update_time": now}, file)


def become(command, report):
    """Turns a forked process into the command; ends with its exit code, and reports the modules that it loaded."""
    redirect(0, os.devnull, os.O_RDONLY)
    redirect(1, command["stdout"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    redirect(2, command["stderr"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    signal.alarm(TIMEOUT_SECONDS)
    sys.argv = ["az", *command["arguments"]]
    before = set(sys.modules)
    try:
        runpy.run_module("azure.cli", run_name="__main__")
    finally:
        with os.fdopen(report, "w") as pipe:
            pipe.write("\n".join(name for name in sys.modules if name not in before))
    sys.exit(0)


def redirect(number, path, flags):
    opened = os.open(path, flags, 0o600)
    os.dup2(opened, number)
    os.close(opened)


def serve():
    for line in sys.stdin:
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(reading)
            become(json.loads(line), writing)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            loaded = pipe.read().split()
        _, status = os.waitpid(process, 0)
        print(json.dumps({"exitCode": os.waitstatus_to_exitcode(status)}), flush=True)
        load(loaded)


def load(names):
    for name in names:
        try:
            importlib.import_module(name)
        except Exception:  # What cannot be loaded here, the next command loads itself.
            pass


use_installed_compute_version()
skip_version_check()
serve()
