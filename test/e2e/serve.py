"""Serves MiniStack on a free port of this machine, writes that port to standard output, and ends with whoever started it."""
import asyncio
import os
import shutil
import socket
import sys
import threading


def end_with_the_starter():
    """Standard input closes when the starting process stops this one, and also when that process is killed."""
    sys.stdin.buffer.read()
    shutil.rmtree(os.environ['TMPDIR'], ignore_errors=True)
    os._exit(0)


threading.Thread(target=end_with_the_starter, daemon=True).start()

# Bound here and handed over, the port cannot be taken by anyone else in between.
listener = socket.create_server(('127.0.0.1', 0))
port = listener.getsockname()[1]
os.environ['GATEWAY_PORT'] = str(port)

# MiniStack reads its environment on import.
from hypercorn.asyncio import serve  # noqa: E402
from hypercorn.config import Config  # noqa: E402
from ministack.app import app  # noqa: E402

print(port, flush=True)
os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
config = Config()
config.bind = [f'fd://{listener.fileno()}']
asyncio.run(serve(app, config))
