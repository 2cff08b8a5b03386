"""Technological cards: filled by the shops, posted, returned and reversed by the planner."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal
from functools import partial

from potok.errors import PotokError, Problem
from potok.operations.shopfloor.models import CardLot, OperationRun, TechCard
from potok.operations.shopfloor.services.card_given import CardFill, LotUse, Use
from potok.operations.shopfloor.services.drafting import draft_card
from potok.operations.shopfloor.services.filling import fill_card
from potok.operations.shopfloor.services.handing_in import hand_in_card, return_card
from potok.operations.shopfloor.services.posting import post_card
from potok.operations.shopfloor.services.posting_rules import Wishes
from potok.operations.shopfloor.services.reversal import reverse_card
from potok.server.demo_play.cast import Cast, dice

#: One card in so many used another quantity of a material than its norm.
_DEVIATING = 3
_STEP = Decimal("0.001")
_SHORT = "заказчик принял фактический выпуск"


def make_card(cast: Cast, run: OperationRun, shop: str) -> None:
    """The head fills a card for what was made and hands it in."""
    head = cast.head(shop)
    card = cast.tried("draft_card", partial(draft_card, head, order_no=run.order.order_no))
    if card is None:
        return
    uses = _other_use(card)
    if uses:
        cast.tried("fill_card", partial(fill_card, head, number=card.number, given=CardFill(uses=uses)))
    try:
        hand_in_card(head, number=card.number)
    except PotokError as error:
        # The card asks for reasons: the head names them and hands it in again.
        given = _reasons(card, error.problems)
        cast.tried("fill_card", partial(fill_card, head, number=card.number, given=given))
        cast.tried("hand_in_card", partial(hand_in_card, head, number=card.number))


def post_cards(cast: Cast, *, keep: int = 0) -> None:
    """The planner posts what was handed in; the last ones may wait for tomorrow.

    Args:
        keep: How many cards stay unposted.
    """
    planner = cast.person("planner")
    numbers = list(TechCard.objects.filter(state="handed_in").order_by("id").values_list("number", flat=True))
    for number in numbers[: len(numbers) - keep]:
        posted = cast.tried("post_tech_card", partial(post_card, planner, number=number))
        if posted is None:
            wishes = Wishes(short_reason=_SHORT)
            cast.tried("post_tech_card", partial(post_card, planner, number=number, wishes=wishes))


def return_one(cast: Cast) -> str:
    """The planner returns the last card to its shop; returns its number, empty when there is none."""
    card = TechCard.objects.filter(state="handed_in").order_by("-id").first()
    if card is None:
        return ""
    why = "не указан номер партии тары"
    cast.tried("return_card", partial(return_card, cast.person("planner"), number=card.number, reason=why))
    return card.number


def hand_in_again(cast: Cast) -> None:
    """Shops mend the cards that were returned to them."""
    for card in TechCard.objects.filter(state="draft").exclude(returned_reason="").select_related("workshop"):
        head = cast.head(card.workshop.code)
        note = CardFill(note="партия тары указана")
        cast.tried("fill_card", partial(fill_card, head, number=card.number, given=note))
        cast.tried("hand_in_card", partial(hand_in_card, head, number=card.number))


def reverse_one(cast: Cast) -> str:
    """The planner takes back the last posted card that still may be; the order's shop fills another one."""
    planner = cast.person("planner")
    posted = TechCard.objects.filter(state="posted").select_related("order", "workshop").order_by("-id")
    for card in posted[:10]:
        why = "ошибка в количестве: пересчитана паллета"
        done = cast.tried("reverse_tech_card", partial(reverse_card, planner, number=card.number, reason=why))
        if done is not None:
            run = OperationRun.objects.filter(order=card.order, gives_output=True).order_by("-id").first()
            if run is not None:
                make_card(cast, run, card.workshop.code)
            return card.number
    return ""


def _other_use(card: TechCard) -> tuple[Use, ...]:
    """Somewhat less of one material than its norm, for some cards."""
    chance = dice("use", card.number)
    if chance.randrange(_DEVIATING):
        return ()
    parts = list(CardLot.objects.filter(card=card, qty__gt=0).select_related("lot", "item").order_by("id"))
    if not parts:
        return ()
    item = chance.choice([part.item for part in parts])
    lots = [part for part in parts if part.item_id == item.pk]
    share = Decimal(str(round(chance.uniform(0.94, 0.995), 3)))
    whole = item.unit == "pcs"
    last = lots[-1]
    qty = (last.qty * share).quantize(Decimal(1) if whole else _STEP, rounding=ROUND_DOWN)
    if qty <= 0:
        return ()
    kept = [LotUse(each.lot.code, each.qty) for each in lots[:-1]]
    return (Use(item.code, lots=(*kept, LotUse(last.lot.code, qty))),)


def _reasons(card: TechCard, problems: Iterable[Problem]) -> CardFill:
    """The reasons that a card asks for."""
    uses, loss = [], None
    chance = dice("why", card.number)
    for problem in problems:
        if problem.code == "losses_explained":
            loss = chance.choice(("residue", "washing", "weighing"))
        elif problem.field.startswith("uses."):
            item = problem.field.split(".")[1]
            lots = CardLot.objects.filter(card=card, item__code=item).order_by("id")
            parts = [LotUse(code, qty) for code, qty in lots.values_list("lot__code", "qty")]
            reason = chance.choice(("dosing", "adjustment", "other"))
            uses.append(Use(item, lots=parts, reason=reason, note="расход по весам линии"))
    return CardFill(uses=uses, loss_reason=loss)
