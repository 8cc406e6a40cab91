"""Real mail servers of the tests: a mailbox to fetch from, a server to send to."""

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from aiosmtpd.controller import Controller

USER, PASSWORD = "service", "secret"

CONFIG = """
base_dir = {home}/run
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {system_user}
default_internal_group = {system_group}
default_login_user = {login_user}
first_valid_uid = 1
mail_location = maildir:{home}/mail
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Mailbox:
    """A mailbox on Dovecot, empty at first; it is gone when the test is over."""

    def __init__(self):
        self.port = free_port()
        # a path that is short enough for sockets, where any user may look
        self.home = Path(tempfile.mkdtemp(prefix="mkt-mail-", dir="/tmp"))

    def __enter__(self):
        server = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")
        config = self.home / "dovecot.conf"
        config.write_text(CONFIG.format(**self._settings()))
        # a process group of its own: when it ends, it ends its whole group
        self.server = subprocess.Popen(
            [server, "-F", "-c", config], stderr=subprocess.PIPE, start_new_session=True
        )
        self._wait()
        return self

    def _settings(self):
        # root's server keeps mails for somebody else, as it must
        mine = pwd.getpwuid(os.getuid())
        owner = pwd.getpwnam("mail") if os.getuid() == 0 else mine
        os.chown(self.home, owner.pw_uid, owner.pw_gid)
        system = pwd.getpwnam("dovecot") if os.getuid() == 0 else mine
        login = "dovenull" if os.getuid() == 0 else mine.pw_name
        return {
            "home": self.home,
            "port": self.port,
            "password": PASSWORD,
            "uid": owner.pw_uid,
            "gid": owner.pw_gid,
            "system_user": system.pw_name,
            "system_group": grp.getgrgid(system.pw_gid).gr_name,
            "login_user": login,
        }

    def _wait(self):
        for _attempt in range(200):
            if self.server.poll() is not None:
                raise RuntimeError(self.server.stderr.read().decode())
            try:
                self.connect().logout()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError((self.home / "log").read_text())

    def __exit__(self, *error):
        self.server.terminate()
        self.server.wait()
        self.server.stderr.close()
        shutil.rmtree(self.home)

    def connect(self):
        connection = imaplib.IMAP4("127.0.0.1", self.port)
        connection.login(USER, PASSWORD)
        return connection

    def put(self, *mails):
        connection = self.connect()
        for mail in mails:
            connection.append("INBOX", None, None, mail)
        connection.logout()

    def empty(self):
        connection = self.connect()
        _ok, [count] = connection.select()
        if int(count):
            connection.store("1:*", "+FLAGS", "\\Deleted")
            connection.expunge()
        connection.logout()

    def flags(self):
        """The flags of each e-mail, in the order in which they came."""
        connection = self.connect()
        connection.select(readonly=True)
        _ok, lines = connection.fetch("1:*", "(FLAGS)")
        connection.logout()
        return [set(imaplib.ParseFlags(line)) for line in lines if line]


class Postbox:
    """A mail server that takes everything and keeps it: `mails` are the envelopes."""

    def __init__(self):
        self.mails = []
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope)
        return "250 Taken"

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *error):
        self.controller.stop()
