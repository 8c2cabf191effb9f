"""A WordPress of Debian's, with a database of its own, in a folder of the test.

PHP's own web server serves it. It asks nobody outside, has one plain theme, and the plug-in of deploy/wordpress switched on.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from socket import create_connection as connection
from typing import Final

from tests.services import missing
from tests.world.patience import PATIENCE
from tests.world.webdriver import free_port, running

ROOT: Final = Path(__file__).resolve().parents[2]
DEPLOY: Final = ROOT / "deploy"
PLUGIN: Final = DEPLOY / "wordpress" / "tresen-button"
DEBIANS: Final = Path("/usr/share/wordpress")
ADMIN: Final = ("anna", "ein langes Passwort der Prüfung")
READER: Final = ("leser", "ein anderes langes Passwort")
_TOOLS: Final = ("php", "mariadbd", "mariadb-install-db", "mariadb")
_THEME: Final = """<!doctype html><html <?php language_attributes(); ?>><head><meta charset="utf-8"><title>Bäckerei</title>
<meta name="viewport" content="width=device-width"><?php wp_head(); ?></head><body><main><h1>Bäckerei</h1></main>
<?php wp_footer(); ?></body></html>
"""
_INSTALL: Final = """<?php
define('WP_INSTALLING', true);
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
add_filter('pre_wp_mail', '__return_true');
wp_install('Bäckerei', $argv[1], 'anna@example.org', true, '', $argv[2]);
wp_create_user($argv[3], $argv[4], 'leser@example.org');
switch_theme('plain');
update_option('show_avatars', 0);
$wrong = activate_plugin('tresen-button/tresen-button.php');
if (is_wp_error($wrong)) { fwrite(STDERR, $wrong->get_error_message()); exit(1); }
"""


@dataclass(frozen=True)
class WordPress:
    """The website, and the folder it is served from."""

    url: str
    folder: Path

    def php(self, code: str) -> str:
        """What this code prints, with WordPress loaded."""
        source = self.folder / "asked.php"
        source.write_text(f"<?php require __DIR__ . '/wp-load.php';\n{code}\n")
        return _php(source)


@contextlib.contextmanager
def wordpress(folder: Path) -> Iterator[WordPress]:
    """Installs and serves it, until the end."""
    lacking = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if lacking or not DEBIANS.is_dir():
        missing("needs WordPress: apt-get install wordpress mariadb-server php-cli php-mysql")
    root, port = folder / "www", free_port()
    shutil.copytree(DEBIANS, root, ignore=shutil.ignore_patterns("wp-config.php"), symlinks=False)
    shutil.copytree(PLUGIN, root / "wp-content/plugins/tresen-button")
    theme = root / "wp-content/themes/plain"
    theme.mkdir(parents=True)
    (theme / "style.css").write_text("/*\nTheme Name: Plain\n*/\n")
    (theme / "index.php").write_text(_THEME)
    with _database(folder) as socket:
        site = WordPress(f"http://localhost:{port}", root)
        (root / "wp-config.php").write_text(_config(socket, site.url))
        (root / "install.php").write_text(_INSTALL)
        _php(root / "install.php", *ADMIN, *READER)
        command = ["php", "-S", f"localhost:{port}", "-t", str(root)]
        with running(command, {**os.environ, "PHP_CLI_SERVER_WORKERS": "2"}, folder / "php.log"):
            until_it_listens(port)
            yield site


def until_it_listens(port: int) -> None:
    """Waits for a server that was started."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError), connection(("localhost", port)):
            return
        time.sleep(0.05)
    raise AssertionError(f"nobody listens on port {port}")


def _php(file: Path, *words: str) -> str:
    done = subprocess.run(["php", str(file), *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@contextlib.contextmanager
def _database(folder: Path) -> Iterator[str]:
    """A MariaDB that listens at this socket and nowhere else."""
    data, socket = folder / "db", folder / "db.sock"
    as_user = ["--user=root"] if os.geteuid() == 0 else []
    made = [
        "mariadb-install-db",
        "--no-defaults",
        f"--datadir={data}",
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
        *as_user,
    ]
    done = subprocess.run(made, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    # It is thrown away: nothing of it need survive a loss of power.
    quick = ["--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=16M", "--skip-networking"]
    command = ["mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={socket}", *quick, *as_user]
    with running(command, dict(os.environ), folder / "db.log"):
        _made(socket, folder / "db.log")
        yield str(socket)


def _made(socket: Path, log: Path) -> None:
    """Makes the database as soon as it is answered."""
    user = "root" if os.geteuid() == 0 else os.environ.get("USER", "root")
    words = ["mariadb", "--no-defaults", f"--socket={socket}", f"--user={user}", "-e"]
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        command = [*words, "CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4"]
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise AssertionError(f"MariaDB does not answer: {log.read_text()[-2_000:]}")


def _config(socket: str, url: str) -> str:
    constants = {
        "DB_NAME": "wordpress",
        "DB_USER": "root",
        "DB_PASSWORD": "",
        "DB_HOST": f"localhost:{socket}",
        "DB_CHARSET": "utf8mb4",
        "WP_HOME": url,
        "WP_SITEURL": url,
        "WPLANG": "",
        **{
            f"{name}{kind}": f"{name} {kind} of a test"
            for name in ("AUTH_", "SECURE_AUTH_", "LOGGED_IN_", "NONCE_")
            for kind in ("KEY", "SALT")
        },
    }
    lines = [f"define('{name}', '{value}');" for name, value in constants.items()]
    on = ("WP_HTTP_BLOCK_EXTERNAL", "DISABLE_WP_CRON", "AUTOMATIC_UPDATER_DISABLED", "WP_DEBUG")
    lines += [
        *(f"define('{name}', true);" for name in on),
        "define('WP_DEBUG_DISPLAY', false);",
        "ini_set('error_log', __DIR__ . '/../php-errors.log');",
        "ini_set('log_errors', '1');",
        "$table_prefix = 'wp_';",
        "if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');",
        "require_once ABSPATH . 'wp-settings.php';",
    ]
    return "<?php\n" + "\n".join(lines) + "\n"
