"""The search in one part of a shop: annealing over genomes with the best one kept."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from potok.scheduling.shop.decoder import Decoded, Decoder, Genome
from potok.scheduling.shop.first import first_genomes
from potok.scheduling.shop.moves import Moves
from potok.scheduling.shop.problem import FullShop
from potok.scheduling.shop.tables import Tables
from potok.scheduling.shop.worth import Worth

#: Rise of the value accepted one time in e, at the beginning and at the end; the first plan is worth about 1.
_WARM, _COLD = 0.01, 0.0001


class PartSearch:
    """A search with its own random numbers.

    Args:
        shop: A part of a shop.
        seed: Of the random choices.
    """

    def __init__(self, shop: FullShop, seed: int) -> None:
        self.tables = Tables(shop)
        self.worth = Worth(self.tables)
        self.decoder = Decoder(self.tables, self.worth)
        self._random = Random(seed)
        self._moves = Moves(self.tables, self._random)
        self._genomes = first_genomes(self.tables)
        self.best = self._first()
        self._current = self.best

    def _first(self) -> Decoded:
        """The plan of the first rule."""
        made = self.decoder.decode(next(self._genomes))
        if made is None:
            raise AssertionError("a decoding that nobody stops has an end")
        return made

    def try_rules(self, should_stop: Callable[[], bool]) -> None:
        """Try the other priority rules, and jobs strictly one after another while some are left out."""
        for genome in self._genomes:
            if should_stop():
                return
            self.offer(genome)
        if self.best.left_out:
            self.offer(self.decoder.one_after_another(self.best.genome))

    def offer(self, genome: Genome, should_stop: Callable[[], bool] | None = None) -> None:
        """Decode a genome and go on from it when it is better than the best."""
        made = self.decoder.decode(genome, should_stop=should_stop)
        if made is not None and made.key < self.best.key:
            self.best = self._current = made

    @property
    def can_change(self) -> bool:
        """Whether there is another sequence or another machine for something."""
        return len(self.best.genome.sequence) > 1 or self._moves.has_choices

    def step(self, share: float, should_stop: Callable[[], bool]) -> None:
        """Try one neighbour and go there unless it is too much worse.

        Args:
            share: Used share of the run, 0 … 1.
            should_stop: Asked on the way.
        """
        temperature = _WARM * (_COLD / _WARM) ** share
        worst = self._current.value - temperature * math.log(1.0 - self._random.random())
        change = self._moves.neighbour(self._current)
        made = self.decoder.decode(
            change.genome, like=self._current, first=change.first, should_stop=should_stop
        )
        if made is None:
            return
        if made.key < self.best.key:
            self.best = made
        if made.value <= worst:
            self._current = made
