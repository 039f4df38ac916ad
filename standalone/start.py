"""What the folder runs. A worker of a review is the same program once more, and goes to its work before all else."""

import os
from multiprocessing import freeze_support


def _leave_others_their_libraries() -> None:
    """PyInstaller's loader points LD_LIBRARY_PATH into the folder; a pager or an editor needs the system's."""
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


if __name__ == "__main__":
    freeze_support()
    if os.name == "posix":
        _leave_others_their_libraries()
    from orderless.__main__ import main

    main()
