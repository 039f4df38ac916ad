"""Files made to break a reader, or broken by accident: one line each, and nothing lost in silence.

The attacks are rows 17 to 25 of what was tried on the libraries when this was designed.
"""

import contextlib
import io
import random
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orderless.batch.tables import xlsx_package
from orderless.batch.tables.writing import open_output
from orderless.errors import BadInput, OrderlessError
from support.counts import examples
from support.opened_tables import opened_table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CELLS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>text</t></is></c></row>'
)


def workbook(rows="", *, before="", parts=None, sheet=None, relations="", target='Target="worksheets/sheet1.xml"'):
    """A workbook by hand; `before` goes in front of the sheet's first element."""
    sheets = '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets>'
    first = f'<Relationship Id="rId1" Type="{KIND}/worksheet" {target}/>'
    sheet = sheet or f'{before}<worksheet xmlns="{MAIN}"><sheetData>{CELLS}{rows}</sheetData></worksheet>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        kinds = {"xl/workbook.xml": "sheet.main", "xl/s.xml": "sharedStrings"}
        given = {"xl/workbook.xml": "", **(parts or {})}
        types = [
            f'<Override PartName="/{name}" ContentType="{TYPE}.{kinds[name]}+xml"/>' for name in kinds if name in given
        ]
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{TYPES}">{"".join(types)}</Types>')
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{KIND}">{sheets}</workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{first}{relations}</Relationships>")
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def claiming(data, size):
    """The workbook, whose directory now says that its sheet unpacks to so many bytes."""
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    return data[: at + 24] + size.to_bytes(4, "little") + data[at + 28 :]


def text_row(number, *texts):
    cells = "".join(
        f'<c r="{chr(65 + n)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for n, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'


def read(data, form=None, name="requests"):
    refused = []
    table = opened_table(io.BytesIO(data), refused.append, form=form, name=name)
    return table, list(table.rows), refused


def refusal(data, form=None):
    """The one line that is said of a file that cannot be read."""
    with pytest.raises(BadInput) as caught:
        read(data, form)
    assert len(caught.value.lines) == 1
    assert caught.value.message.startswith("requests")
    return caught.value.message


def peak_of(action):
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_sound_workbook_by_hand_is_read():
    assert read(workbook(text_row(2, "1", "x")))[1] == [(2, ["1", "x"])]


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)


@pytest.mark.parametrize(
    "doctype",
    [
        LAUGHS + "]>",
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]>',
        f'<!DOCTYPE x [<!ENTITY a "{"ha" * 50_000}">]>',
    ],
)
@pytest.mark.parametrize("where", ["sheet", "strings", "styles"])
def test_entities_are_refused_wherever_they_stand(doctype, where):
    if where == "sheet":
        data = workbook(text_row(2, "&a;", "x"), before=doctype)
    elif where == "strings":
        strings = f'<Relationship Id="rId2" Type="{KIND}/sharedStrings" Target="s.xml"/>'
        data = workbook(relations=strings, parts={"xl/s.xml": f"{doctype}<sst><si><t>&a;</t></si></sst>"})
    else:
        data = workbook(parts={"xl/styles.xml": f'{doctype}<styleSheet xmlns="{MAIN}"/>'})
    assert "entities" in refusal(data)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = claiming(workbook(text_row(2, "1", "x")), 300 << 20)
    assert peak_of(lambda: refusal(bomb)) < 1 << 22
    assert "300 MiB" in refusal(bomb)


def test_a_sheet_that_is_larger_than_its_archive_says_is_refused():
    data = workbook("".join(text_row(n, "1", "x" * 500) for n in range(2, 200)))
    assert "damaged" in refusal(claiming(data, 700))


def test_far_cells_cost_neither_time_nor_memory():
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    begun = time.monotonic()
    _, rows, refused = read(workbook(text_row(2, "1", "x") + text_row(3, "2", "y") * 8 + far))
    assert time.monotonic() - begun < 5
    assert len(rows) == 9
    assert [(bad.row, bad.column) for bad in refused] == [(1_048_576, "XFD")]


@pytest.mark.parametrize(
    "row",
    [
        f'<row r="3">{"<c/>" * 16_385}</row>',
        '<row r="9999999"/>',
        '<row r="3"><c r="XFE3"><v>1</v></c></row>',
        '<row r="3"><c r="AAAAA3"><v>1</v></c></row>',
    ],
)
def test_places_that_no_sheet_has_are_refused(row):
    assert "than a sheet can have" in refusal(workbook(row))


def test_what_a_sheet_claims_about_its_size_is_not_believed():
    rows = f"{CELLS}{text_row(2, '1', 'x')}"
    sheet = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>'
    assert peak_of(lambda: read(workbook(sheet=sheet))) < 1 << 22


def test_depth_and_length_without_end_are_refused():
    assert "exhaust" in refusal(workbook(sheet="<a>" * 100_000))
    assert "exhaust" in refusal(workbook(sheet=f'<worksheet a="{"x" * (1 << 24)}">'))
    assert "million" in refusal(workbook(text_row(2, "1", "x" * (1 << 21))))


@pytest.mark.parametrize(
    "sheet",
    [
        f'<row r="2">{"<c/>" * 300_000}</row>',
        f"</sheetData><mergeCells>{'<a/>' * 300_000}</mergeCells><sheetData>",
        f"</sheetData><a>{'<row/><b/>' * 300_000}</a><sheetData>",
        f'<y:row xmlns:y="y">{"<c/>" * 300_000}</y:row>',
    ],
)
def test_a_tree_that_would_take_all_memory_is_not_built(sheet):
    data = workbook(sheet)
    assert len(data) < 10_000
    said = []
    assert peak_of(lambda: said.append(refusal(data))) < 1 << 22
    assert "exhaust" in said[0]


def test_a_row_of_more_than_a_row_can_hold_is_refused():
    """Each of its cells may be as long as it is; all of them would be held at once."""
    cells = f'<c t="inlineStr"><is><t>{"x" * 30_000}</t></is></c>' * 100
    said = refusal(workbook(f'<row r="2">{cells}</row>'))
    assert said.endswith("holds a row of more than 2 MiB; this is not a table of requests.")
    assert read(workbook(text_row(2, "1", "x" * 30_000) * 100))[2] == []


def test_texts_without_end_are_refused(monkeypatch):
    monkeypatch.setattr(xlsx_package, "_MOST_PASSED", 20_000)
    strings = f'<Relationship Id="rId2" Type="{KIND}/sharedStrings" Target="s.xml"/>'
    texts = f'<sst xmlns="{MAIN}">{"<si/>" * 40_000}</sst>'
    assert "exhaust" in refusal(workbook(relations=strings, parts={"xl/s.xml": texts}))


def test_formulas_are_not_worked_out():
    cells = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="B{0}"{1}><f>WEBSERVICE("http://127.0.0.1:9/")</f>{2}</c></row>'
    rows = cells.format(2, "", "<v>7</v>") + cells.format(3, ' t="str"', "<v></v>") + cells.format(4, "", "")
    _, read_rows, refused = read(workbook(rows + cells.format(5, "", "<v/>")))
    assert read_rows == [(2, [1, 7]), (3, [1, ""])]
    assert [(bad.row, bad.column) for bad in refused] == [(4, "text"), (5, "text")]
    assert "formula" in refused[0].reason


@pytest.mark.parametrize(
    "target",
    ['TargetMode="External" Target="http://127.0.0.1:9/"', 'Target="../../../../etc/passwd"', 'Target="/etc/passwd"'],
)
def test_nothing_outside_the_file_is_looked_at(target):
    assert "empty" in refusal(workbook(target=target))


def test_cells_that_mean_nothing_cost_their_row():
    bad = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="B{0}" t="{1}"><v>{2}</v></c></row>'
    kinds = [
        ("s", "99"),
        ("s", "-1"),
        ("s", "x"),
        ("n", "abc"),
        ("n", "1e999"),
        ("n", "9" * 5000),
        ("n", "NaN"),
        ("d", "no"),
    ]
    rows = "".join(bad.format(number, *kind) for number, kind in enumerate(kinds, 2))
    _, found, refused = read(workbook(rows))
    assert found == []
    assert [(bad.row, bad.column) for bad in refused] == [(number, "text") for number in range(2, 2 + len(kinds))]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_a_file_that_was_cut_off_is_said_to_be_damaged(share, form):
    whole = io.BytesIO()
    with open_output(whole, ("id", "text"), form=form) as output:
        output.write([(str(n), "text" * 20) for n in range(500)])
    data = whole.getvalue()
    assert "damaged" in refusal(data[: int(len(data) * share)])


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
@settings(max_examples=examples(150), deadline=None)
@given(seed=st.integers(0, 1 << 32))
def test_damage_anywhere_ends_in_one_line_or_in_rows(form, seed):
    dice = random.Random(seed)
    whole = io.BytesIO()
    with open_output(whole, ("id", "text"), form=form) as output:
        output.write([(str(n), "text" * 5) for n in range(20)])
    data = bytearray(whole.getvalue())
    for _ in range(dice.randrange(1, 6)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    with contextlib.suppress(OrderlessError):
        read(bytes(data))


@settings(max_examples=examples(300), deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode), st.sampled_from(["csv", "tsv", "jsonl", None]))
def test_any_bytes_end_in_one_line_or_in_rows(data, form):
    with contextlib.suppress(OrderlessError):
        table, rows, _ = read(data, form)
        assert all(len(cells) == len(table.header) for _, cells in rows)


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def archive_of(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (LOCKED, "locked with a password"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "is an old .xls; open it in Excel or LibreOffice and save it as .xlsx.",
        ),
        (archive_of("mimetype", "content.xml"), "OpenDocument format (.ods); open it in Excel or LibreOffice and save"),
        (archive_of("[Content_Types].xml", "xl/workbook.bin"), "(.xlsb); open it in Excel or LibreOffice and save"),
        (archive_of("a.csv"), "unpack it"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"\x1f\x8b\x08" + bytes(50), "unpack it"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><table><tr><td>1</table>", "web page"),
        ('\ufeff<?xml version="1.0"?><Workbook/>'.encode("utf-16-le"), "web page"),
        (b'[\n  {"a": 1},\n]', "no JSON from line 3 on"),
        (b"PAR1" + bytes(100), "damaged"),
        (b"\x7fELF" + bytes(range(256)) * 30, "not a text file"),
        (bytes(12_061), "not a text file"),
    ],
    # an archive holds the time it was made at: in a name, two processes would not agree what the tests are
    ids=[
        "locked",
        "xls",
        "ods",
        "xlsb",
        "zip",
        "damaged",
        "gzip",
        "pdf",
        "html",
        "xml",
        "json",
        "parquet",
        "elf",
        "nul",
    ],
)
def test_what_is_no_table_is_called_by_its_name(data, words):
    assert words in refusal(data)


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx", "parquet"])
def test_a_format_that_was_said_and_is_not_there_is_refused(form):
    data = workbook() if form != "xlsx" else b"a,b\n1,2\n"
    assert "is not" in refusal(data, form)


def json_lines(*lines):
    return read("\n".join(lines).encode("utf-8", "surrogatepass"), "jsonl")


def test_each_bad_line_of_json_is_refused_by_its_number():
    bad = [
        "[" * 100_000,
        '{"a": ' * 5_000,
        '{"a": ' + "9" * 5_000 + "}",
        '{"a": NaN}',
        '{"a": -Infinity}',
        '{"a": 1e999}',
        '{"a": 1, "a": 2}',
        '{"b": {"x": 1, "x": 2}}',
        r'{"a": "\ud800"}',
        '{"a": "cut off',
        "[1, 2]",
        '"text"',
        "nonsense",
    ]
    _, rows, refused = json_lines('{"a": 1, "b": "x"}', *bad, '{"b": "y"}')
    assert rows == [(1, [1, "x"]), (len(bad) + 2, [None, "y"])]
    assert [one.row for one in refused] == list(range(2, len(bad) + 2))
    assert [one.column for one in refused if one.column] == ["a", "x", "a"]


def test_a_pair_of_surrogates_is_a_character():
    assert json_lines(r'{"a": "\ud83d\ude00"}')[1] == [(1, ["😀"])]


def test_keys_come_from_all_lines():
    table, rows, _ = json_lines('{"a": 1}', "", '{"b": 2, "a": null}')
    assert table.header == ("a", "b")
    assert rows == [(1, [1, None]), (3, [None, 2])]


def test_where_no_line_is_json_it_is_said_what_each_is_and_not_that_there_is_none():
    with pytest.raises(BadInput, match="none of its 2 lines can be read") as caught:
        json_lines("nonsense", "[]")
    assert "line 1: it is not JSON from character 1 on" in caught.value.message
    assert "line 2: it is not a JSON object" in caught.value.message


def test_no_reason_repeats_what_a_request_says():
    secret = "verysecret"
    csv_refused = read(f'a,b\n"{secret}" x,y\n{secret}\n1,"{secret}\n2,3\n'.encode(), "csv")[2]
    json_refused = json_lines('{"a": 1}', f'{{"a": {secret}}}', f'{{"a": "{secret}\\ud800"}}')[2]
    assert csv_refused
    assert len(json_refused) == 2
    assert not any(secret in one.reason for one in (*csv_refused, *json_refused))
