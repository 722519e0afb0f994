"""Answers of a server, whole and broken."""

from datetime import UTC, datetime

import pytest

from models.centre import SensorId
from models.reading import Quality, Reading
from models.store.flux_csv import FluxAnswerError, readings

HEAD = ",result,table,_time,_value,_field,_measurement,sensor,part"
GOOD = f"""#datatype,string,long,dateTime:RFC3339,double,string,string,string,string
#group,false,false,false,false,true,true,true,true
#default,_result,,,,,,,
{HEAD}
,,0,2026-11-22T04:00:01Z,2.5,value,people_in_total,gym-door,line2
,,0,2026-11-22T04:00:00.000001Z,1,value,people_in_total,gym-door,line2

#datatype,string,long,dateTime:RFC3339,long,string,string,string
#group,false,false,false,false,true,true,true
#default,_result,,,,,,
,result,table,_time,_value,_field,_measurement,sensor
,,1,2026-11-22T04:00:00Z,90,value,battery,gym-door
,,2,2026-11-22T04:00:00Z,2,quality,battery,gym-door

{HEAD}
,,3,2026-11-22T04:00:00.000001Z,0,quality,people_in_total,gym-door,line2
,,3,2026-11-22T04:00:01Z,1,quality,people_in_total,gym-door,line2
"""


def answer(text: str) -> list[Reading]:
    return readings(text.splitlines(keepends=True))


def at(second: int, microsecond: int = 0) -> datetime:
    return datetime(2026, 11, 22, 4, 0, second, microsecond, tzinfo=UTC)


def test_two_fields_become_one_reading() -> None:
    door = SensorId("gym-door")
    assert answer(GOOD) == [
        Reading(door, "battery", at(0), 90.0, Quality.BAD),
        Reading(door, "people_in_total.line2", at(0, 1), 1.0, Quality.GOOD),
        Reading(door, "people_in_total.line2", at(1), 2.5, Quality.UNCERTAIN),
    ]


def test_an_empty_answer_is_no_reading() -> None:
    assert answer("") == []
    assert answer("\r\n") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "#datatype,string,string\n#group,true,true\n#default,,\n,error,reference\n,out of memory,897\n",
            "out of memory",
        ),
        (GOOD + "\n,error,reference\n,engine: cursor closed,\n", "cursor closed"),
        (f"{HEAD}\n,,0,2026-11-22T04:00:01Z,2.5,val", "query failed"),
        (",result,table,_time,_value\n", "without some of"),
        (f"{HEAD}\n,,0,2026-11-22T04:00:01Z,2.5,value,co2,a,\n", "only one of two fields"),
        (f"{HEAD}\n,,0,2026-11-22T04:00:01Z,2.5,mean,co2,a,\n", "unknown field 'mean'"),
    ],
)
def test_anything_else_is_an_error_and_never_a_shorter_answer(text: str, told: str) -> None:
    with pytest.raises(FluxAnswerError, match=told):
        answer(text)
