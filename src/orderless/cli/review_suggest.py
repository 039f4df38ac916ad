"""review --suggest-map: a first mapping for a file of requests."""

from __future__ import annotations

from orderless.cli.loading import folder_of, knowledge_to_use
from orderless.cli.review_files import open_request_table
from orderless.cli.review_order import Order
from orderless.cli.talk import Talk, put_result
from orderless.errors import BadInput

__all__ = ["suggest"]


def suggest(order: Order) -> None:
    """Write a first mapping for the one file that is named. Raises BadInput if it is not one."""
    from orderless.batch.mapping.profile import profiles
    from orderless.batch.mapping.suggest import suggested_mapping
    from orderless.batch.phrases.load import load_phrases
    from orderless.batch.tables.table import readable

    if len(order.files) != 1:
        raise BadInput("--suggest-map looks at one file; name just one.")
    knowledge = knowledge_to_use(order.banks)
    refused: set[int] = set()
    table = open_request_table(order.files[0])
    table = table._replace(rows=readable(table.rows, lambda one: refused.add(one.row)))
    called = load_phrases(folder_of(order.banks), knowledge).columns
    found = suggested_mapping(profiles(table), knowledge, table.name, called=called, refused=len(refused))
    put_result(found, order.output, force=order.force)
    Talk.say("Correct this mapping before you use it: orderless review FILE --map map.yaml")
