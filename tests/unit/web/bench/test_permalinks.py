import base64
import random
import zlib

import pytest

from potok.web.bench.permalinks import BadLinkError, packed, unpacked


def test_data_travel_in_an_address() -> None:
    given = {"batch_size_pcs": 100, "operations": [{"name": "Укупорка", "time_min": 2.5}]}
    word = packed(given)
    assert unpacked(word) == given
    assert word.replace("-", "").replace("_", "").isalnum()


def test_data_too_long_for_an_address_have_no_link() -> None:
    numbers = random.Random(1)
    assert packed({"times": [numbers.random() for _ in range(5000)]}) == ""


@pytest.mark.parametrize("word", ["", "!!!", "abc", "eJw", packed({})[:-3], "0" * 50])
def test_a_spoiled_link_is_refused(word: str) -> None:
    with pytest.raises(BadLinkError):
        unpacked(word)


def test_a_link_that_swells_is_refused() -> None:
    bomb = base64.urlsafe_b64encode(zlib.compress(b'{"a":"' + b"0" * 5_000_000 + b'"}')).decode()
    with pytest.raises(BadLinkError):
        unpacked(bomb)
