"""pyarrow, which only Parquet needs and only those have who asked for it."""

from __future__ import annotations

from typing import Any

from orderless.errors import BadInput

__all__ = ["need_pyarrow"]


def need_pyarrow() -> Any:
    """The module. Raises BadInput, naming the extra, if it is not installed."""
    try:
        import pyarrow
    except ImportError as error:
        raise BadInput("Parquet needs pyarrow, which is not installed: pip install 'orderless[parquet]'") from error
    return pyarrow
