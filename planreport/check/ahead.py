"""What a year's report says of the next one is what is planned for that."""

from dataclasses import replace

from planreport.check.cells import rows
from planreport.check.vocabulary import Vocabulary
from planreport.load import Row, Sources
from planreport.plan.fields import ahead

_PLANNED = "planned"


def planned_ahead(sources: Sources, words: Vocabulary) -> Sources:
    """The sources with what was reported of a following year in their schedule, which may say
    something else of it.

    A measure's last year has none. Of a year that is still being collected nothing is said yet.
    """
    field = ahead(words.fields)
    if field is None or sources.schedule is None:
        return sources
    active = {id_: words.active_names(row) for id_, row in (words.measures or {}).items()}
    scheduled = {(row["measure_id"], row["fiscal_year"]) for row in sources.schedule.rows}
    said = []
    for year in words.reported:
        following = str(int(year) + 1)
        for row in rows(sources.progress[year]):
            id_ = row["measure_id"]
            is_open = following in active.get(id_, ()) and (id_, following) not in scheduled
            if row[field.name] and is_open:
                cells = {"measure_id": id_, "fiscal_year": following, _PLANNED: row[field.name]}
                said.append(Row(row.place, cells, {_PLANNED: row.at(field.name)}))
    schedule = replace(sources.schedule, rows=(*sources.schedule.rows, *said))
    return replace(sources, schedule=schedule)
