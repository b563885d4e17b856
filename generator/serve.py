"""(io) Shows the built site on this machine and builds again when something that it is made of changes."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from generator.problems import GeneratorError


def serve(rebuild: Callable[[], None], site: Path, watched: Sequence[Path], *, host: str, port: int, say: Callable[[str], None]) -> None:
    """Build, then serve `site` until interrupted. A rebuild that fails is told and the last good site stays.

    The server is MkDocs' own, which reloads the page in the browser. `docs/` is not watched: we write there.
    """

    def rebuild_or_tell() -> None:
        try:
            rebuild()
        except GeneratorError as error:
            say(f"not rebuilt: {error}")

    _refuse_taken(host, port)
    rebuild()
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    server = LiveReloadServer(rebuild_or_tell, host=host, port=port, root=str(site))
    for path in watched:
        if path.exists():
            server.watch(str(path))
    say(f"the site is at http://{host}:{port}/ - stop with Ctrl-C")
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs does not annotate it
    except KeyboardInterrupt:
        say("stopped")
    finally:
        server.shutdown()


def _refuse_taken(host: str, port: int) -> None:
    """GeneratorError where nobody can listen at the address: known before the long work, not after it."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((host, port))
        except OSError as error:
            advice = "Another `serve` may be running: stop it, or choose --port."
            raise GeneratorError(f"{host}:{port} cannot be used ({error.strerror or error}). {advice}") from error
