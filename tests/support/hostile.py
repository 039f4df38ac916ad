"""Hostile texts, and a document that holds one wherever a text can stand."""

from __future__ import annotations

from hypothesis import strategies as st

from orderless.documents.doc import Bullets, Doc, Heading, Paragraph, Quote, Rule, Table, Task, Tasks, em, plain, strong
from orderless.interview.clean import clean

__all__ = ["HOSTILE", "template", "words"]

FRAGMENTS = [
    *"#*_`~|<>[]()!\\&$-+=:.1 \t\n",
    *("# Recommended: STRATEGIC YES", "---", "===", "- [ ] x", "1. x", "1) x", "> x", "```", "~~~", "    x", "\n\n"),
    *(
        "![a](http://b/c.png)",
        "[a](http://b)",
        "[a]: http://b",
        "<http://b>",
        "<script>",
        "<!--",
        "</li>",
        "<b>",
        "&amp;",
    ),
    *(
        "&#35;",
        "&copy",
        "**",
        "__",
        "~~",
        "`x`",
        "|a|b|\n|-|-|\n",
        ":-:",
        "\\\n",
        "  \n",
        "\n    ",
        "\n\t",
        "\r",
        "\r\n",
    ),
    *(
        "$a$",
        "$$",
        "^1",
        "[^1]",
        "@a",
        "http://b",
        "www.b.c",
        "\x00",
        "\x1b[31m",
        "\u202e",
        "\u2028",
        "\x0b",
        "\u00a0",
        "é",
        "word",
    ),
    *(
        "\n• ",
        "\n☐ ",
        "include::a[]\n",
        "image::a[]",
        "link:a[b]",
        "{a}",
        "<<a>>",
        "((a))",
        "(C)(R)(TM)",
        "a--b",
        "->",
        "...",
        "a's",
        "$$a$$",
    ),
    *("\n|===\n", "\n____\n", "\n//", "\n.a", "\n'''\n", "\n:a: b\n", "\n[a]\n", "\nNOTE: ", "\niv) ", '\n""\n'),
    *("a:: ", ";;", ";", "+++", " +\n", "\n+\n", "##", "a@b.cd", "/", "'", "%", ",", "^a^"),
]
HOSTILE = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), max_size=12).map("".join)


def words(text: str) -> str:
    """The text as a reader compares it: cleaned, and with any run of white space as one space."""
    return " ".join(clean(text).split())


def template(data: str) -> Doc:
    """Every kind of block, with this text wherever text can stand."""
    return Doc(
        data,
        (
            Paragraph((plain(data),)),
            Heading(data),
            Paragraph((strong(data), plain(data), em(data), plain(data))),
            Bullets(((plain(data),), (strong(data), plain(data)))),
            Tasks((Task(data, data, data),)),
            Bullets(((em(data),),)),
            Quote(data),
            Rule(),
            Table((data, data), ((data, data), (data, data))),
            Heading(data, 3),
            Paragraph((em(data), strong(data))),
        ),
    )
