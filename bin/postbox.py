"""A mail server that delivers nothing: each e-mail becomes a file. postbox.py PORT FOLDER"""

import signal
import sys
from datetime import datetime
from pathlib import Path

from aiosmtpd.controller import Controller


class Postbox:
    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server, session, envelope):
        now = datetime.now().strftime("%Y-%m-%d_%H.%M.%S.%f")
        recipient = envelope.rcpt_tos[0].replace("/", "_")
        (self.folder / f"{now}_{recipient}.eml").write_bytes(envelope.content)
        return "250 Kept"


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *signal: sys.exit())
    postbox = Postbox(Path(sys.argv[2]))
    controller = Controller(postbox, hostname="127.0.0.1", port=int(sys.argv[1]))
    controller.start()
    try:
        signal.pause()
    except KeyboardInterrupt:
        pass
    finally:
        controller.stop()
