"""Ctrl-C, kept back and raised."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from extractor.interrupts import InAHurry, at_once, checkpoint, ignore_interrupts, in_a_hurry, kept_back


@pytest.fixture(autouse=True)
def plain_handler() -> Iterator[None]:
    """The handler that Python starts with, whatever a test leaves behind."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def press() -> None:
    signal.raise_signal(signal.SIGINT)


def test_it_is_kept_back_until_a_checkpoint() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), kept_back():
        press()
        done.append("work")
        checkpoint()
        done.append("too far")
    assert done == ["work"]


def test_at_the_latest_it_is_raised_at_the_end_of_the_block() -> None:
    with pytest.raises(KeyboardInterrupt), kept_back():
        press()


def test_it_goes_before_another_error() -> None:
    with pytest.raises(KeyboardInterrupt), kept_back():
        press()
        raise ValueError


def test_once_answered_it_leaves_the_rest_in_peace() -> None:
    with kept_back():
        press()
        with pytest.raises(KeyboardInterrupt):
            checkpoint()
        checkpoint()


def test_a_second_one_is_raised_at_once_and_at_every_checkpoint_from_then_on() -> None:
    with kept_back():
        press()
        assert not in_a_hurry()
        for _ in range(2):
            with pytest.raises(InAHurry):
                press()
            assert in_a_hurry()
            with pytest.raises(InAHurry):
                checkpoint()
            with pytest.raises(InAHurry), at_once():
                raise AssertionError("never reached")
    assert not in_a_hurry()  # and once answered it leaves the rest in peace


def test_the_first_one_is_told_at_once_to_the_innermost_who_asked() -> None:
    told = []
    with kept_back(lambda: told.append("outer")):
        with kept_back(lambda: told.append("inner")), kept_back():
            press()
            assert told == ["inner"]
        with pytest.raises(InAHurry):
            press()
    assert told == ["inner"]


def test_who_is_told_may_fail_to_say_so() -> None:
    def tell() -> None:
        raise RuntimeError("reentrant call")

    with pytest.raises(KeyboardInterrupt), kept_back(tell):
        press()


def test_a_second_one_stays_one_whatever_it_turned_into() -> None:
    with kept_back():
        press()
        with pytest.raises(KeyboardInterrupt):
            checkpoint()
        with pytest.raises(InAHurry), at_once():
            try:
                press()
            except KeyboardInterrupt:
                raise ValueError("as extension modules do") from None


def test_blocks_lie_in_one_another() -> None:
    with kept_back(), at_once(), pytest.raises(KeyboardInterrupt):
        press()
    with at_once():
        with pytest.raises(KeyboardInterrupt), kept_back():
            press()
        checkpoint()


def test_an_inner_block_does_not_end_the_keeping_back_of_the_outer() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), kept_back():
        with kept_back():
            press()
        done.append("still kept back")
        checkpoint()
    assert done == ["still kept back"]


def test_what_was_kept_back_is_raised_where_that_becomes_allowed() -> None:
    with kept_back():
        press()
        with pytest.raises(KeyboardInterrupt), at_once():
            raise AssertionError("never reached")


def test_what_it_turned_into_is_itself_again() -> None:
    with pytest.raises(KeyboardInterrupt), at_once():
        try:
            press()
        except KeyboardInterrupt:
            raise ValueError("as extension modules do") from None


def test_other_errors_stay_what_they_are() -> None:
    with pytest.raises(ValueError, match="mine"), at_once():
        raise ValueError("mine")


def test_afterwards_everything_is_as_before() -> None:
    with kept_back(), at_once():
        assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    with pytest.raises(KeyboardInterrupt):
        press()


@pytest.mark.parametrize("handler", [signal.SIG_IGN, lambda number, frame: None])
def test_who_listens_or_ignores_already_goes_on_doing_so(handler: signal.Handlers) -> None:
    signal.signal(signal.SIGINT, handler)
    with kept_back(), at_once():
        press()
        checkpoint()
        assert signal.getsignal(signal.SIGINT) is handler


def test_ignored_interrupts_stay_ignored_once_the_block_is_left() -> None:
    with kept_back():
        ignore_interrupts()
    press()


def test_other_threads_do_nothing_of_it() -> None:
    failed = []

    def work() -> None:
        try:
            with kept_back(), at_once():
                checkpoint()
                ignore_interrupts()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert failed == []
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
