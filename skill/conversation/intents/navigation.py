"""Moving about: hello, yes and no, hearing it again, starting over, leaving."""

from __future__ import annotations

from typing import cast, get_args

from skill.conversation import labels, news, registry
from skill.conversation.answer import Answer, Form, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.cart import anything_else
from skill.conversation.intents.checkout import OPEN_ORDER, declined, quote_answer, read_again
from skill.conversation.intents.orders import cancel_order
from skill.conversation.registry import answers_to, intent
from skill.conversation.reply import Rate, Term

_RATES = cast(tuple[Rate, ...], get_args(Rate))
_FORMS = cast(tuple[Form, ...], get_args(Form))
_USUALS = 20


@intent("Hello")
def hello(d: Dialogue) -> Answer:
    """A greeting is answered; at the beginning it opens the shop."""
    if d.state.last is None:
        return launch(d)
    if d.question is not None and d.question.kind == "confirm-order":
        return read_again(d)
    return Answer((say("hello"),), d.question or ask("anything-else", say("ask-what-find")))


@intent("Wait")
def wait(d: Dialogue) -> Answer:
    """ "Hang on": the open question waits."""
    if d.question is not None and d.question.kind == "confirm-order":
        return read_again(d, say("take-your-time"))
    question = d.question or ask("anything-else", say("ask-what-find"))
    return Answer((say("take-your-time"),), question)


@intent("NoInput")
def silence(d: Dialogue) -> Answer:
    """Nothing was said: the open question again; an order that is open is read out again."""
    if d.state.last is None:
        return launch(d)
    if d.question is not None and d.question.kind == "confirm-order":
        return read_again(d)
    return Answer(question=d.question or ask("anything-else", say("ask-anything-else")))


@intent("Launch")
def launch(d: Dialogue) -> Answer:
    """A newcomer hears what can be asked; who comes back hears what is waiting."""
    if d.customer is not None and (told := news.settled(d)).lines:
        return _welcomed_with(d, told)
    shop = d.work.profile.name
    question = ask("anything-else", say("ask-what-find"))
    cart = d.work.carts.get(d.owner)
    last = d.work.orders.find_last(d.customer.id) if d.customer else None
    vocabulary = _vocabulary(d)
    if cart.lines:
        line = say(
            "welcome-cart" if d.customer else "welcome-cart-guest",
            shop=shop,
            name=d.customer.name if d.customer else "",
            count=cart.count,
            number=labels.number(cart.count),
            total=cart.subtotal,
        )
        checkout = ask("confirm-checkout", say("ask-checkout"))
        return Answer((line,), checkout, vocabulary=vocabulary)
    if last is None:
        return Answer((say("welcome-new", shop=shop),), question)
    line = say("welcome-back", shop=shop, name=d.buyer.name)
    return Answer((line,), question, vocabulary=vocabulary)


def _welcomed_with(d: Dialogue, told: news.News) -> Answer:
    """What became of an order since; one that failed may be ordered again."""
    lines = (say("welcome-again", name=d.buyer.name), *told.lines)
    again = told.failed and bool(d.work.carts.get(d.owner).lines)
    question = ask("confirm-checkout", say("ask-checkout")) if again else anything_else()
    return Answer(lines, question, vocabulary=_vocabulary(d))


def _vocabulary(d: Dialogue) -> tuple[Term, ...]:
    """The shopper's usual products, so that the recogniser expects their names."""
    return tuple(
        Term(p.sku, f"{p.brand} {p.name}", (p.name, f"{p.name} {p.brand}"))
        for p in (usual.product for usual in d.usuals[:_USUALS])
    )


@intent("Yes")
def yes(d: Dialogue) -> Answer:
    """The answer to what was asked in the turn before; nothing else is ever agreed to."""
    return _answer(d, yes=True)


@intent("No")
def no(d: Dialogue) -> Answer:
    """The answer to what was asked in the turn before."""
    return _answer(d, yes=False)


def _answer(d: Dialogue, *, yes: bool) -> Answer:
    if d.question is None:
        line = say("yes-to-what" if yes else "no-to-what")
        return Answer((line,), ask("anything-else", say("ask-what-find")))
    return registry.answers[d.question.kind](d, yes)


@answers_to("anything-else")
def anything_else_yes_no(d: Dialogue, yes: bool) -> Answer:
    """Yes: what would you like? No: the cart is read back for ordering, or goodbye."""
    if yes:
        return Answer(question=ask("anything-else", say("ask-what-find")))
    if d.work.carts.get(d.owner).lines:
        return quote_answer(d)
    return goodbye(d)


@answers_to("farewell")
def farewell(d: Dialogue, yes: bool) -> Answer:
    """Yes goes on, no ends: the cart has just been declined or ordered."""
    if yes:
        return Answer(question=ask("anything-else", say("ask-what-find")))
    return goodbye(d)


@intent("Repeat")
def repeat(d: Dialogue) -> Answer:
    """The last answer to the letter."""
    if d.state.last is None:
        return launch(d)
    return Answer(question=d.question, verbatim=d.state.last)


@intent("Slower")
def slower(d: Dialogue) -> Answer:
    """The last answer again, slower from now on."""
    return _at_rate(d, -1)


@intent("Faster")
def faster(d: Dialogue) -> Answer:
    """The last answer again, faster from now on."""
    return _at_rate(d, 1)


def _at_rate(d: Dialogue, by: int) -> Answer:
    place = _RATES.index(d.state.rate) + by
    d.state.rate = _RATES[max(0, min(place, len(_RATES) - 1))]
    _prefer(d, "rate", d.state.rate)
    return repeat(d)


@intent("Shorter")
def shorter(d: Dialogue) -> Answer:
    """The last answer in fewer words, and short answers from now on."""
    return _at_length(d, -1)


@intent("Longer")
def longer(d: Dialogue) -> Answer:
    """The last answer in more words, and longer answers from now on."""
    return _at_length(d, 1)


def _at_length(d: Dialogue, by: int) -> Answer:
    place = _FORMS.index(d.state.form) + by
    d.state.form = _FORMS[max(0, min(place, len(_FORMS) - 1))]
    _prefer(d, "form", d.state.form)
    if not d.state.lines:
        return launch(d)
    return Answer(tuple(d.state.lines), d.question)


def _prefer(d: Dialogue, key: str, value: str) -> None:
    if d.customer is not None:
        d.work.customers.set_preference(d.customer.id, key, value)


@intent("SpellIt")
def spell_it(d: Dialogue) -> Answer:
    """The brand of the product in talk, letter by letter."""
    product = d.focus or next(iter(d.products(d.state.said)), None)
    again = d.question or ask("anything-else", say("ask-anything-else"))
    if product is None:
        return Answer((say("nothing-to-spell"),), again)
    line = say("spelled", word=product.brand, letters=labels.spelled(product))
    if again.kind == "confirm-order":
        return read_again(d, line)
    return Answer((line,), again)


@intent("StartOver")
def start_over(d: Dialogue) -> Answer:
    """Forget what was talked about; the cart stays."""
    d.state.focus, d.state.listed, d.state.offset = None, [], 0
    count = d.work.carts.get(d.owner).count
    line = say("start-over", count=count, number=labels.number(count))
    return Answer((line,), ask("anything-else", say("ask-what-find")))


@intent("Thanks")
def thanks(d: Dialogue) -> Answer:
    """You're welcome."""
    if d.question is not None and d.question.kind == "confirm-order":
        return read_again(d)
    return Answer((say("welcome-thanks"),), ask("farewell", say("ask-anything-else")))


@intent("Cancel")
def cancel(d: Dialogue) -> Answer:
    """Leave what was being asked; with nothing open, leave the shop.

    Right after an order was talked about, "cancel it" means the order.
    """
    kind = d.question.kind if d.question else "anything-else"
    if d.question is not None and d.question.data.get("about") == "order":
        return cancel_order(d)
    if kind in ("anything-else", "farewell"):
        return goodbye(d)
    if kind in OPEN_ORDER:
        return declined(d)
    if kind == "confirm-cancel-order":
        return Answer((say("help-cancel-order"),), d.question)
    return Answer((say("cancelled"),), anything_else())


@intent("Stop")
def goodbye(d: Dialogue) -> Answer:
    """Leave; the cart waits."""
    count = d.work.carts.get(d.owner).count
    return Answer((say("goodbye-cart" if count else "goodbye", shop=d.work.profile.name),))
