"""Formulas as a careless person might write them, over natives_cases.DATA, the same ones for the same seed.

Left out is what LibreOffice is known to answer otherwise than Excel: RANK of a number that is not in the list, a
blank lookup value, `#` alone before the point in TEXT, WEEKNUM at the end of a year.
"""

from __future__ import annotations

import random


class Writer:
    """Writes formulas that give a number, a condition or a text."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def formula(self) -> str:
        return "=" + self.one_of([self.number, self.computed, self.summary, self.condition, self.text])(2)

    def one_of(self, choices):
        return self.chance.choice(choices)

    def between(self, least: int, most: int) -> int:
        return self.chance.randint(least, most)

    def number(self, depth: int) -> str:
        plain = ["C2", "C3", "C7", "O2", "K4", "2.5", "-3", "7", "0", "12", "0.256", "1234.567", "C6"]
        if depth <= 0 or self.chance.random() < 0.4:
            return self.one_of(plain)
        sign = self.one_of("+-*/")
        ways = [self.summary, self.computed, lambda deep: f"{self.number(deep)}{sign}{self.number(deep)}"]
        return self.one_of(ways)(depth - 1)

    def range(self) -> str:
        return self.one_of(["C2:C7", "C2:C4", "K1:K5", "O2:Q2", "C:C", "C2:C3"])

    def date(self) -> str:
        return f"E{self.between(2, 7)}"

    def computed(self, depth: int) -> str:
        number, text, condition = self.number, self.text, self.condition
        return self.one_of([
            lambda: f"ROUND({number(depth)},{self.between(-1, 2)})",
            lambda: f"ROUNDUP({number(depth)},1)",
            lambda: f"ROUNDDOWN({number(depth)},1)",
            lambda: f"INT({number(depth)})",
            lambda: f"TRUNC({number(depth)})",
            lambda: f"MOD({number(depth)},{self.one_of(['3', '7', '2.5', '-4'])})",
            lambda: f"ABS({number(depth)})",
            lambda: f"CEILING({number(depth)},0.5)",
            lambda: f"FLOOR({number(depth)},0.5)",
            lambda: f"POWER({number(depth)},2)",
            lambda: f"IF({condition(depth)},{number(depth)},{number(depth)})",
            lambda: f"IFERROR({number(depth)}/{number(depth)},0)",
            lambda: f"LEN({text(depth)})",
            lambda: f"MATCH({self.one_of(['C2', 'C7', '85', '60', '99', '0'])},K1:K5)",
            lambda: f"VLOOKUP({self.one_of(['C2', 'C7', '85', '60', '99', '0'])},K1:L5,1)",
            lambda: f"INDEX(C2:C7,{self.between(1, 6)})",
            lambda: f"RANK({self.one_of(['C2', 'C3', 'C7'])},C2:C7)",
            lambda: f"DAY({self.date()})",
            lambda: f"MONTH(EDATE({self.date()},{self.between(-14, 14)}))",
            lambda: f"EOMONTH({self.date()},{self.between(-14, 14)})",
            lambda: f"WEEKDAY({self.date()},{self.between(1, 3)})",
            lambda: f'DATEDIF(E2,E{self.between(3, 7)},"{self.one_of(["Y", "M", "D", "YM"])}")',
            lambda: f"NETWORKDAYS({self.date()},{self.date()})",
            lambda: f"WORKDAY({self.date()},{self.between(-30, 30)})",
        ])()  # fmt: skip

    def summary(self, _: int) -> str:
        plain = [
            "SUM",
            "AVERAGE",
            "MAX",
            "MIN",
            "COUNT",
            "COUNTA",
            "MEDIAN",
            "STDEV",
            "VAR.P",
            "PRODUCT",
            "SUMPRODUCT",
            "COUNTBLANK",
            "AVEDEV",
            "DEVSQ",
        ]
        department = self.one_of(["一部", "二部", "*部", "?部", "三部", "<>一部"])
        return self.one_of([
            lambda: f"{self.one_of(plain)}({self.range()})",
            lambda: f'COUNTIF({self.range()},"{self.one_of([">", ">=", "<", "<=", "<>", "="])}{self.one_of(["88.5", "60", "2000"])}")',
            lambda: f'SUMIF(B2:B7,"{department}",C2:C7)',
            lambda: f'COUNTIFS(B2:B7,"{department}",C2:C7,">{self.one_of(["60", "88", "90"])}")',
            lambda: f"LARGE({self.range()},{self.between(1, 3)})",
            lambda: f"SMALL({self.range()},{self.between(1, 2)})",
            lambda: f"PERCENTILE({self.range()},{self.one_of(['0', '0.1', '0.5', '0.9', '1'])})",
            lambda: f"QUARTILE({self.range()},{self.between(1, 3)})",
            lambda: f'SUMPRODUCT((B2:B7="{self.one_of(["一部", "二部"])}")*(D2:D7=TRUE))',
        ])()  # fmt: skip

    def condition(self, depth: int) -> str:
        number, row = self.number, self.between(2, 7)
        return self.one_of([
            lambda: f"{number(depth)}{self.one_of(['>', '>=', '<', '<=', '<>', '='])}{number(depth)}",
            lambda: f'B{row}="一部"',
            lambda: f"AND({number(depth)}>0,D3)",
            lambda: f"OR({number(depth)}>5,D4)",
            lambda: f"NOT({number(depth)}>5)",
            lambda: f"ISNUMBER(C{row})",
            lambda: f"ISBLANK(C{row})",
            lambda: f'C{row}=""',
            lambda: f"ISTEXT({self.text(depth)})",
            lambda: f"EXACT({self.text(depth)},{self.text(depth)})",
        ])()  # fmt: skip

    def text(self, depth: int) -> str:
        if depth <= 0 or self.chance.random() < 0.3:
            return self.one_of(["A2", "A5", "B3", '"abc"', '"工号 A001"', "H3", '"  a  b "'])
        deep = depth - 1
        formats = ["0", "0.00", "#,##0.0", "0%", "0.0%", "000", "0.0;(0.0);-", "#,##0"]
        days = ["yyyy-mm-dd", "yyyy年m月d日", "m/d/yy", "d", "mmm", "mmmm", "ddd", "dddd", "yyyymm", "h:mm"]
        return self.one_of([
            lambda: f"LEFT({self.text(deep)},{self.between(0, 3)})",
            lambda: f"RIGHT({self.text(deep)},{self.between(0, 3)})",
            lambda: f"MID({self.text(deep)},{self.between(1, 3)},{self.between(0, 3)})",
            lambda: f"TRIM({self.text(deep)})",
            lambda: f"UPPER({self.text(deep)})",
            lambda: f"PROPER({self.text(deep)})",
            lambda: f'SUBSTITUTE({self.text(deep)},"a","bb")',
            lambda: f'REPLACE({self.text(deep)},1,1,"x")',
            lambda: f"{self.text(deep)}&{self.number(0)}",
            lambda: f'TEXT({self.number(deep)},"{self.one_of(formats)}")',
            lambda: f'TEXT({self.date()},"{self.one_of(days)}")',
            lambda: f'IF({self.condition(deep)},{self.text(deep)},"")',
            lambda: f"LOOKUP({self.one_of(['C2', 'C7', '85', '60'])},K1:K5,L1:L5)",
            lambda: f"INDEX(A2:A7,MATCH({self.one_of(['C2', 'C3', '88.5', '95'])},C2:C7,0))",
            lambda: f'CHOOSE({self.between(1, 3)},"a",{self.text(deep)},"c")',
            lambda: f"CONCATENATE({self.text(deep)},{self.number(0)})",
        ])()  # fmt: skip
