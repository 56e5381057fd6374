"""Gas company, customer-service centres: forms, the department's summary, two-week plans."""

from __future__ import annotations

from xlkpi.drawing.system import Sample, System
from xlkpi.schemes.gas.form import FORM
from xlkpi.schemes.gas.plan import PLAN
from xlkpi.schemes.gas.summary import SUMMARY

SYSTEM = System(
    "gas",
    1,
    (FORM, SUMMARY, PLAN),
    (Sample("form", "2024-05", quiet=True), Sample("summary", "2024-05", collects=True)),
)
