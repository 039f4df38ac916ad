"""What the folder runs. A worker of a review is the same program once more, and goes to its work before all else."""

from multiprocessing import freeze_support

if __name__ == "__main__":
    freeze_support()
    from orderless.__main__ import main

    main()
