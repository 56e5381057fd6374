"""Which layouts of the second set are open and which kept aside: drawn once by chance from all names, and written down.

    random.Random(20251126).sample(sorted(names), 20)

gave the open ones. A layout added later goes to the open ones, so that the other set stays as it was.
"""

from __future__ import annotations

OPEN = frozenset(
    (
        "course_records",
        "four_raters",
        "key_results",
        "points_in_words",
        "points_taken_off",
        "punching",
        "range_too_short",
        "remarks_between_people",
        "salary_slips",
        "sales_ledger",
        "section_typed",
        "shop_inspection",
        "stations",
        "steps_beside_form",
        "supplier_form",
        "tellers",
        "two_parts_converted",
        "waiting_for_marks",
        "weight_over_lines",
        "words_for_numbers",
    )
)
ASIDE = frozenset(
    (
        "bids",
        "bonus_pool",
        "budget",
        "couriers",
        "customer_survey",
        "database_export",
        "departments_side_by_side",
        "impossible_marks",
        "levels_to_tick",
        "numbered_form",
        "own_words",
        "printed_twice",
        "quota_passed",
        "skills_exam",
        "subtotal_typed",
        "supervisors_over_staff",
        "ties_typed",
        "weeks_in_columns",
        "weights_copied",
        "weights_too_much",
        "words_everywhere",
        "year_of_months",
    )
)
