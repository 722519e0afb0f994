"""The centre whose booking office the tests crowd: a room, a hall of two halves, a gym that is shared."""

from tests.builders import a_centre, a_space

CENTRE = a_centre(
    (
        a_space("room", persons=30),
        a_space("hall", persons=60, units=("east", "west")),
        a_space("gym", shared=True),
    )
)
