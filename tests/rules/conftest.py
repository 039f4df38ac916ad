"""The shipped knowledge, loaded once."""

import pytest

from knowledge.interviews import shipped
from orderless.bank.knowledge import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return shipped()
