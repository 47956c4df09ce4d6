"""Serves MiniStack on a free port of this machine, writes that port to standard output, and ends with whoever started it."""
import asyncio
import os

from serving import announce, listen

listener = listen()
os.environ['GATEWAY_PORT'] = str(listener.getsockname()[1])

# MiniStack reads its environment on import.
from hypercorn.asyncio import serve  # noqa: E402
from hypercorn.config import Config  # noqa: E402
from ministack.app import app  # noqa: E402

announce(listener)
config = Config()
config.bind = [f'fd://{listener.fileno()}']
asyncio.run(serve(app, config))
