r"""What a folder lies on: Windows by the form of the path and what the drive says, Linux by what is mounted."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from nemndsekr.support import drives
from nemndsekr.support.drives import (
    DriveKind,
    cloud_folder,
    cloud_service,
    drive_kind,
    linux_drive_kind,
    windows_drive_kind,
)

DRIVES = {"C:\\": 3, "D:\\": 5, "E:\\": 2, "H:\\": 4, "R:\\": 6, "X:\\": 1, "\\\\?\\Volume{12-ab}\\": 3}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (r"C:\Users\Åsa\AppData\Local\nemndsekr", DriveKind.fixed),
        ("C:/Users/Åsa", DriveKind.fixed),
        (r"D:\arenden", DriveKind.optical),
        (r"E:\arenden", DriveKind.removable),
        (r"H:\nämnden", DriveKind.network),
        (r"R:\fort", DriveKind.memory),
        (r"X:\ingen", DriveKind.unknown),
        (r"\\filserver\hem\asa", DriveKind.network),
        ("//filserver/hem/asa", DriveKind.network),
        (r"\\?\UNC\filserver\hem", DriveKind.network),
        (r"\\?\unc\filserver\hem", DriveKind.network),
        (r"\\?\H:\nämnden", DriveKind.network),
        (r"\\?\C:\Users", DriveKind.fixed),
        (r"\\?\Volume{12-ab}\mapp", DriveKind.fixed),
        ("", DriveKind.unknown),
        ("utan enhet", DriveKind.unknown),
    ],
)
def test_a_windows_path_tells_what_it_lies_on(path, kind):
    assert windows_drive_kind(path, lambda root: DRIVES.get(root, 0)) == kind


def test_no_drive_is_asked_about_a_share():
    """A server that is gone would let the question wait for half a minute."""
    asked: list[str] = []

    def ask(root: str) -> int:
        asked.append(root)
        return 3

    windows_drive_kind(r"\\borta\hem\asa", ask)
    assert asked == []


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
//server/hem /hem cifs rw 0 0
//server/hem /hem/en\\040mapp ext4 rw 0 0
server:/x /srv nfs4 rw 0 0
asa@server: /home/asa/fjärran fuse.sshfs rw 0 0
/dev/sdb1 /media/asa/minne vfat rw 0 0
/dev/sr0 /skiva iso9660 ro 0 0
halv rad
/dev/sda2 /data ext4 rw 0 0
server:/data /data nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/asa/.local", DriveKind.fixed),
        ("/tmp/x", DriveKind.memory),  # noqa: S108 - only a word here
        ("/hem", DriveKind.network),
        ("/hem/asa/x.sqlite", DriveKind.network),
        ("/hem/en mapp/x", DriveKind.fixed),
        ("/hemlig/x", DriveKind.fixed),
        ("/srv/x", DriveKind.network),
        ("/home/asa/fjärran/x", DriveKind.network),
        ("/media/asa/minne/x", DriveKind.removable),
        ("/skiva/x", DriveKind.optical),
        ("/data/x", DriveKind.network),
    ],
)
def test_a_linux_path_lies_on_what_was_last_mounted_nearest_to_it(path, kind):
    assert linux_drive_kind(PurePosixPath(path), MOUNTS) == kind


def test_without_mounts_nothing_is_said():
    assert linux_drive_kind(PurePosixPath("/home"), "") == DriveKind.unknown


def test_this_computers_own_folder_is_no_network_drive(tmp_path):
    assert drive_kind(tmp_path / "finns inte än") != DriveKind.network


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (r"C:\Users\asa\AppData\Local\nemndsekr", None),
        (r"C:\Users\asa\OneDrive\Dokument", "OneDrive"),
        (r"C:\Users\asa\OneDrive - Vidinge kommun\Dokument", "OneDrive"),
        (r"C:\Users\asa\onedrive – vidinge", "OneDrive"),
        (r"D:\Moln\Arbete", "OneDrive"),
        (r"D:\Molnet", None),
        (r"C:\Users\asa\Vidinge kommun\Nämnden - Dokument\ärenden", "OneDrive"),
        (r"C:\Users\asa\Vidinge kommun", None),
        (r"C:\Users\asa\Dropbox (Vidinge)\x", "Dropbox"),
        (r"C:\Users\asa\Google Drive\x", "Google Drive"),
        (r"C:\Users\asa\iCloudDrive", "iCloud"),
        (r"C:\Users\asa\Nextcloud2\x", "Nextcloud"),
        (r"C:\Users\asa\Om OneDrive\x", None),
        (r"C:\Users\asa\OneDrivers", None),
        ("/home/asa/Dropbox/x", "Dropbox"),
        ("/home/asa/ownCloud/x", "ownCloud"),
        ("/home/asa/x", None),
    ],
)
def test_a_folder_that_a_cloud_copies_away_is_known(path, service):
    environment = {"OneDriveCommercial": r"D:\Moln", "OneDrive": ""}
    roots = [r"C:\Users\asa\Vidinge kommun\Nämnden - Dokument"]
    assert cloud_service(path, environment, roots) == service


def test_the_computers_own_variables_and_libraries_are_asked(tmp_path, monkeypatch):
    monkeypatch.setenv("OneDrive", str(tmp_path / "moln"))
    monkeypatch.setattr(drives, "_onedrive_roots", lambda: [str(tmp_path / "bibliotek")])
    assert cloud_folder(tmp_path / "moln" / "x") == "OneDrive"
    assert cloud_folder(tmp_path / "bibliotek") == "OneDrive"
    assert cloud_folder(Path(tmp_path / "annat")) is None
