"""Work that tests share out: here, because a process that is begun anew must be able to import it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from orderless.errors import BadInput


def slept(name: str) -> Callable[[float], tuple[str, float]]:
    def work(seconds: float) -> tuple[str, float]:
        time.sleep(seconds)
        return name, seconds

    return work


def of_that_size(_plan: None) -> Callable[[int], bytes]:
    return bytes


def complaining(_plan: None) -> Callable[[int], int]:
    def work(number: int) -> int:
        if number < 2:
            time.sleep(0.1)
            return number
        raise BadInput(f"row {number} is wrong", "say otherwise")

    return work


def faulty(when: str) -> Callable[[str], object]:
    if when == "preparing":
        raise ValueError("what a client said")

    def work(words: str) -> object:
        if when == "working":
            raise ValueError(words)
        if when == "an odd error of the system":
            raise OSError(1, "odd", lambda: words)
        return lambda: words  # cannot be packed

    return work


def opening(_plan: None) -> Callable[[str], int]:
    return lambda name: os.open(name, os.O_RDONLY)


def ending_itself(_plan: None) -> Callable[[int], int]:
    def work(number: int) -> int:
        if number == 2:
            os._exit(9)
        return number

    return work


def the_same(_plan: object) -> Callable[[bytes], bytes]:
    return lambda work: work


class Deadly:
    """Ends the process that unpacks it."""

    def __reduce__(self) -> tuple[Callable[[int], object], tuple[int]]:
        return os._exit, (9,)
