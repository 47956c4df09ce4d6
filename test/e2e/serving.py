"""What the emulators have in common: a free port of this machine, and that they end with whoever started them."""
import os
import shutil
import socket
import sys
import threading


def listen():
    """Listens on a free port. Handed over as it is, the port cannot be taken by anyone else in between."""
    threading.Thread(target=_end_with_the_starter, daemon=True).start()
    return socket.create_server(('127.0.0.1', 0))


def announce(listener):
    """Writes the port to standard output, and closes that."""
    print(listener.getsockname()[1], flush=True)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


def _end_with_the_starter():
    """Standard input closes when the starting process stops this one, and also when that process is killed."""
    sys.stdin.buffer.read()
    shutil.rmtree(os.environ['TMPDIR'], ignore_errors=True)
    os._exit(0)
