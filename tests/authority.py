"""An authority of our own for servers that tests start with TLS."""

import ssl
import subprocess
from pathlib import Path


def an_authority(folder: Path, name: str) -> Path:
    """The folder, with the authority (ca.pem) and what it says of a name (key.pem, cert.pem)."""
    new = "openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout"
    for command in (
        f"{new} ca-key.pem -x509 -days 2 -subj /CN=ours -out ca.pem",
        f"{new} key.pem -subj /CN={name} -addext subjectAltName=DNS:{name} -out asked.pem",
        "openssl x509 -req -in asked.pem -CA ca.pem -CAkey ca-key.pem -days 2 -copy_extensions copy -out cert.pem",
    ):
        subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    return folder


def showing(authority: Path) -> ssl.SSLContext:
    """What a server of that name shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "cert.pem", authority / "key.pem")
    return context


def believing_only(authority: Path) -> ssl.SSLContext:
    """A client that believes nobody else."""
    return ssl.create_default_context(cafile=str(authority / "ca.pem"))
