"""The people of a workbook: the columns in which they are typed, repeated on other pages, and named by their 工号."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column
from xlkpi.drawing.validation import Rule
from xlkpi.records import dataclass
from xlkpi.schemes.column_looks import IN_COUNTS, SHORT

NUMBER = Column("序号", "", 5, IN_COUNTS)


@dataclass(frozen=True)
class People:
    """The blocks of a workbook that hold the people's 工号 and names."""

    id: str
    name: str

    @property
    def called(self) -> str:
        """What heads the column that names somebody: the name itself where people have no 工号."""
        return "姓名" if self.id == self.name else "工号"

    def name_of(self, cell: str) -> str:
        """Return the formula of the name that belongs to the 工号 in a cell."""
        found = f'IFERROR(INDEX({self.name},MATCH({cell},{self.id},0)),"不在名单")'
        return f'IF({cell}="","",{found})'

    def typed(self, width: float = 9) -> tuple[Column, ...]:
        """Return the columns of a roster: running number, 工号 (shown as wrong where it stands twice), name."""
        return (
            NUMBER,
            Column(
                "工号",
                self.id,
                width,
                (*SHORT, "plain_text"),
                rule=validation.words("工号不能重复。"),
                wrong=f'AND({{}}<>"",COUNTIF({self.id},{{}})>1)',
                needed="row",
                unique=True,
            ),
            Column("姓名", self.name, width, SHORT, needed="row"),
        )

    def repeated(self, prefix: str, width: float = 9) -> tuple[Column, ...]:
        """Return the columns in which a page of its own repeats the roster, row by row."""
        return (
            NUMBER,
            Column("工号", f"{prefix}_工号", width, SHORT, cell=f'INDEX({self.id},{{#}})&""'),
            Column("姓名", f"{prefix}_姓名", width, SHORT, cell=f'INDEX({self.name},{{#}})&""'),
        )

    def known(self) -> Rule:
        """Return the rule of a cell that must hold the 工号 of somebody listed."""
        return validation.known(self.id, f"名单中的{self.called}。", offered=False, title=self.called)


def row_of(block: str) -> str:
    """Return the formula that repeats the row of a block of people, blank where it is blank."""
    return f'IF(INDEX({block},{{#}})="","",INDEX({block},{{#}}))'
