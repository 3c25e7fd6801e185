"""Writing a file so that it is the old one or the new one, whatever happens."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.store.files import private

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NO_RENAMING = {errno.EBUSY, errno.EACCES, errno.EPERM, errno.EXDEV, errno.EROFS}
"""The errors of a file mounted on its own, or of a folder that may not be written."""

STALE = 3600.0
"""Seconds after which nobody is writing to a draft any more."""

_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def write(
    path: Path,
    data: bytes,
    before_in_place: Callable[[], None] | None = None,
    before_renaming: Callable[[], None] | None = None,
) -> None:
    """Make the data durable under that path; a link stays a link, a mode stays.

    Where the folder allows no renaming the file is written in place, once `before_in_place` has
    put a copy of the data and of the old file elsewhere; without it, and on any other failure,
    OSError is raised and the file is as it was. What the callbacks raise stops the writing too.
    """
    target = Path(os.path.realpath(path))
    if not path.is_symlink():
        private.make_folder(target.parent)
    try:
        _replace(target, data, before_renaming)
    except OSError as error:
        if error.errno not in _NO_RENAMING or before_in_place is None or not target.exists():
            raise
        before_in_place()
        write_in_place(target, data)


def write_new(path: Path, data: bytes) -> None:
    """Make the data durable under a name that nothing has, in a folder that is there.

    Of several programs that want the same name one gets it, and FileExistsError is raised in the
    others; OSError on any other failure.
    """
    target = Path(os.path.realpath(path))
    with _draft(target, data) as name:
        _take_name(name, target)
    _sync_folder(target.parent)


def write_in_place(target: Path, data: bytes) -> None:
    """Write over the file's own bytes; when that fails, put them back as well as can be."""
    handle = os.open(target, os.O_RDWR | _BINARY)
    try:
        old = target.read_bytes()
        try:
            _overwrite(handle, data, len(old))
        except OSError:
            with suppress(OSError):
                _overwrite(handle, old, len(old))
            raise
    finally:
        os.close(handle)


def _full_sync() -> Callable[[int], object] | None:
    if sys.platform != "darwin":
        return None
    import fcntl

    return lambda handle: fcntl.fcntl(handle, fcntl.F_FULLFSYNC)


full_sync = _full_sync()
"""The call that empties the drive's own memory, too; None where there is none."""


def flush(handle: int) -> None:
    """Make what was written to the file durable; on macOS `fsync` alone leaves it in the drive."""
    if full_sync is not None:
        with suppress(OSError):  # network drives have no such call
            full_sync(handle)
            return
    os.fsync(handle)


def sweep(path: Path) -> None:
    """Remove what writers of that file left beside it when they were killed an hour ago."""
    target = Path(os.path.realpath(path))
    remove_stale(target.parent, f"{_prefix(target)}*.tmp")


def remove_stale(folder: Path, pattern: str) -> None:
    """Remove the drafts of that name that nobody has written to for an hour."""
    oldest = time.time() - STALE
    with suppress(OSError):
        for draft in folder.glob(pattern):
            if draft.lstat().st_mtime < oldest:
                draft.unlink()


def put_in_place(draft: Path, target: Path) -> None:
    """Give a draft that is flushed to the disk its name in the same folder, durably."""
    _rename(str(draft), target)
    _sync_folder(target.parent)


def _replace(target: Path, data: bytes, before_renaming: Callable[[], None] | None) -> None:
    with _draft(target, data) as name:
        if before_renaming:
            before_renaming()
        _rename(name, target)
    _sync_folder(target.parent)


@contextmanager
def _draft(target: Path, data: bytes) -> Iterator[str]:
    """The name of a file beside the target that has the data; it goes if the block fails."""
    handle, name = tempfile.mkstemp(prefix=_prefix(target), suffix=".tmp", dir=target.parent)
    try:
        try:
            _keep_mode(target, handle)
            _write_all(handle, data)
            flush(handle)
        finally:
            os.close(handle)
        yield name
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - one call, so that nothing can fail in between
        raise


def _prefix(target: Path) -> str:
    """Short enough that a name of full length leaves room for what is appended."""
    return f".{target.name[:60]}."


def _keep_mode(target: Path, handle: int) -> None:
    """Give a draft the mode, and if that is allowed the owner, of what it will replace.

    Some file systems have neither; that is no reason not to save.
    """
    with suppress(OSError, AttributeError):
        old = target.stat()
        os.fchmod(handle, stat.S_IMODE(old.st_mode))
        if old.st_uid != os.geteuid():
            os.fchown(handle, old.st_uid, old.st_gid)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _rename(name: str, target: Path) -> None:
    """Rename, on Windows trying for 1.5 s: scanners and sync programs hold files open."""
    waits = iter(_WAITS if os.name == "nt" else ())
    while True:
        try:
            os.replace(name, target)  # noqa: PTH105 - the one call that must not do more
        except PermissionError:
            if (wait := next(waits, None)) is None:
                raise
            time.sleep(wait)
        else:
            return


def _take_name(name: str, target: Path) -> None:
    """Rename to what nothing is called yet; on Windows renaming itself refuses what is there."""
    if os.name == "nt":
        os.rename(name, target)  # noqa: PTH104 - the one call that must not do more
        return
    try:
        os.link(name, target)  # refuses what is there, which renaming does not
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        _rename(name, target)
        return
    with suppress(OSError):
        os.unlink(name)  # noqa: PTH108


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; where a folder cannot be synced, the rename has to do."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            flush(handle)
        finally:
            os.close(handle)


def _overwrite(handle: int, data: bytes, length: int) -> None:
    """The data in place of so many bytes, first what makes the file longer: a disk may be full."""
    if len(data) > length:
        os.lseek(handle, length, os.SEEK_SET)
        _write_all(handle, data[length:])
        flush(handle)
    os.lseek(handle, 0, os.SEEK_SET)
    _write_all(handle, data[:length])
    os.ftruncate(handle, len(data))
    flush(handle)
