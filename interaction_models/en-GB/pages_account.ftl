# What the shopper's own pages say of the basket.

page-home-cart = { $count ->
    [one] One piece is in your basket.
   *[other] { $count } pieces are in your basket.
}
page-approved-failed-what = The payment was not approved in time, or your bank declined it. Nothing was charged, and the products are in your basket again.
page-limits-what = An order that would pass a limit is not placed; the shop says so, and the basket stays.
page-privacy-talk = Your basket, and where your last conversations with the shop stand. Answers are kept for a day, lest a repeated request act twice.
page-erase-gone = Deleted are your name, e-mail address and addresses, your card, code and preferences, your basket, conversations, letters and requests.
