"""`./argosy synth` and `./argosy deploy`: the template, and the way of the same template to an AWS account."""

import argparse
import os
import shutil
import subprocess
import sys

from local.home import ROOT, Problem
from local.progress import progress
from local.synth import environment, run_app, synthesise

# The registry's newest is a stray 3.0.0 that cannot read what today's library writes.
CDK_CLI = "aws-cdk@2.1148.1"
# Beside cdk.out: what goes to an account holds the real layer and compiled modules, what runs here does not.
DEPLOYMENT = ROOT / "build" / "deployment"
DEPENDENCIES = ROOT / "build" / "dependencies.zip"


def synth(arguments: argparse.Namespace) -> int:
    print(synthesise(force=True))
    return 0


def deploy(arguments: argparse.Namespace) -> int:
    """Builds the layer and hands over to the CDK's CLI; further arguments are its own."""
    npx = shutil.which("npx")
    if npx is None:
        raise Problem("deploying needs npx on the PATH: install Node 20 or newer (https://nodejs.org)")
    import boto3

    if boto3.Session().get_credentials() is None:
        raise Problem("no AWS credentials: run `aws sso login` or `aws configure`, or set AWS_PROFILE, then try again")
    progress("building the layer of dependencies for arm64")
    build = [sys.executable, "-m", "layers.dependencies.build", "--out", str(DEPENDENCIES)]
    if status := subprocess.run(build, cwd=ROOT, check=False).returncode:
        return status
    run_app(DEPLOYMENT, {"dependencies_layer": str(DEPENDENCIES), **_compiler()})
    given = arguments.rest or ["--all"]
    return subprocess.run(
        [npx, "--yes", CDK_CLI, "deploy", "--app", str(DEPLOYMENT), *given],
        cwd=ROOT,
        env={**os.environ, **environment()},
        check=False,
    ).returncode


def _compiler() -> dict[str, str]:
    """An interpreter of Lambda's version compiles the modules in advance, so no cold start has to."""
    from infra.compiled import python

    found = python()
    return {"compile_with": found} if found else {}
