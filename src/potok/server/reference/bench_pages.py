"""The pages of formulas and misprints, over all methods and worked cases."""

from __future__ import annotations

from potok.documents.reference_pages import Worked, errata_page, formulas_page
from potok.methods import method, method_ids
from potok.methods.case import case_input
from potok.methods.worked_cases import all_cases


def bench_pages() -> dict[str, str]:
    """Names and texts of the pages."""
    worked = []
    for case in all_cases():
        if case.method in method_ids():
            given = case_input(case.data, method_id=case.method)
            note = method(case.method).run(given.given, reference=given.reference)
            worked.append(Worked(case.method, case.name, case.title, note))
    return {"formulas.md": formulas_page(worked), "errata.md": errata_page(worked)}
