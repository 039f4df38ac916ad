"""Read megabytes of everything that is slow or large in other readers; print by how many MB the process has grown."""

import resource
import sys

from orderless.bank.yaml_text import read_document


def fill(unit: str, head: str = "") -> bytes:
    """`head`, then `unit` as often as a bank may be long."""
    return (head + unit * ((999_000 - len(head)) // len(unit.encode()))).encode()


TEXTS = [
    *map(fill, ["[", "{? ", "- ", "? ", "[a: ", "%TAG !a! x\n", "\n", "&", "\0", "a: 1\n"]),
    *(fill(unit, "a: 1\n") for unit in ["%TAG !a! x\n", "\r", "...\n", "# ...\n", "b: [1]\n", "\nb: [\n\n", "{"]),
    *(fill(unit, "a:\n") for unit in ["- x\n", "- &a b\n", "- {a: }\n", "- [1]\n", "- !x y\n", " x\n", " \n"]),
    *(fill(unit, "a: ") for unit in ["x", "\U0001f600", "ab ", "- ", "#", "\t"]),
    *(fill(unit, "a: [") for unit in ['"a",', "a,", ",", "[[[[[[[[[[[[1]]]]]]]]]]]],", '"a" ', "a: 1,"]),
    *(fill(unit, 'a: "') for unit in ["\n", "\\u0041", "x \n", "\\"]),
    *(fill(unit, "a: !") for unit in ["x", "%41"]),
    *(fill(unit, "a: |\n") for unit in ["  x\n", "   \n", "  \U0001f600\n"]),
    fill("a,", "{"),
    "".join(f"k{number}: {number}\n" for number in range(29_000)).encode(),
    b"a: 1\n" * 2_000_000,
]

read_document(b"a: &b [1, 1", "warm-up")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for raw in TEXTS:
    document, problems = read_document(raw, "f")
    assert (document is None) == bool(problems)
    if document is not None:
        document.place(("a", 0))
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(grown // (1024 * 1024 if sys.platform == "darwin" else 1024))
