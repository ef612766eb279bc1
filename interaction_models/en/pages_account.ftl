# The shopper's pages: what stands in an account.

page-change = Change
page-remove = Remove
page-keep = Save
page-back = Back

page-home-hello = Hello, { $name }
page-home-waits = Order { $order } waits for you
page-home-waits-why = Your bank wants you to approve the payment of { $amount }. Nothing is charged until you do.
page-home-no-address = There is no address to deliver to yet.
page-home-cart = { $count ->
    [one] One piece is in your cart.
   *[other] { $count } pieces are in your cart.
}
page-home-credit = You have { $credit } of store credit. It pays for your next order.

page-order = Order { $order }
page-order-of = Order { $order } of { $day }
page-order-line = { $count ->
    [one] One product, { $total }, delivery on { $day }.
   *[other] { $count } products, { $total }, delivery on { $day }.
}
page-order-show = Show order { $order }
page-order-placed = Ordered on { $day } at { $hour }.
page-order-none = There is no such order
page-order-none-why = It may be of another account, or the address of this page may have been cut short.
page-orders-none = You have not ordered anything yet
page-orders-none-how = Say "open { $shop }" to a linked device, and what you would like.
page-orders-all = All orders
page-orders-pages = Further orders
page-orders-newer = Newer orders
page-orders-older = Older orders
page-state-placing = Payment open
page-state-waiting = Waits for your approval
page-state-placed = Confirmed
page-state-picking = Being packed
page-state-sent = On its way
page-state-delivered = Delivered
page-state-cancelled = Cancelled
page-state-failed = Not placed
page-receipt = Receipt
page-line-given-up = { $count ->
    [one] (one piece taken out)
   *[other] ({ $count } pieces taken out)
}
page-line-returned = { $count ->
    [one] (one piece returned)
   *[other] ({ $count } pieces returned)
}
page-paid-stripe = Paid by card.
page-paid-store_credit = Paid with store credit.
page-paid-pay_on_delivery = To be paid on delivery.
page-paid-at_door = Paid on delivery.
page-paid-not-due = Nothing is due.
page-paid-started = The payment is still open.
page-paid-approval = The payment waits for your approval.
page-paid-declined = No money was taken.
page-paid-refunding = The money is on its way back.
page-paid-refunded = The money has gone back.
page-paid-refunded_part = Part of it has gone back.
page-refund = { $state ->
    [done] { $amount } has gone back.
   *[other] { $amount } is on its way back.
} { $credited ->
    [0] { "" }
   *[other] Of it, { $credit } is store credit.
}
page-delivery = To your { $address } address, on { $day }, between { $starts } and { $ends }.
page-consent = How you agreed
page-consent-why = Nothing is ordered without a yes. This is what was said just before it.
page-consent-when = When
page-consent-at = { $day } at { $hour }
page-consent-where = Where
page-channel = { $channel ->
    [alexa] Alexa
    [chat] Typed to the shop
    [google_actions] Google Assistant
    [dialogflow_es] Google Dialogflow
    [dialogflow_cx] Google Dialogflow
    [web] The shop's own page
   *[other] Another device
}
page-consent-said = What the shop said
page-consent-heard = What it heard
page-consent-code = The right code was given.
page-consent-no-code = It was not asked for.

page-approved-placing = We are still asking your bank
page-approved-placing-what = The payment has not come to its end yet. It may take a minute; you also get a letter.
page-approved-waiting = The payment is not approved yet
page-approved-waiting-what = Nothing was charged so far. You can approve it with the link in our letter, as long as the order is kept for you.
page-approved-placed = Thank you, your order is placed
page-approved-placed-what = The payment is approved. A receipt is on its way to you.
page-approved-picking = Thank you, your order is placed
page-approved-picking-what = The payment is approved, and your order is being packed.
page-approved-sent = Thank you, your order is on its way
page-approved-sent-what = The payment is approved, and your order has left the shop.
page-approved-delivered = Your order was delivered
page-approved-delivered-what = The payment is approved, and there is nothing more to do.
page-approved-cancelled = Your order is cancelled
page-approved-cancelled-what = It was given up. What was taken goes back to your card.
page-approved-failed = Your order was not placed
page-approved-failed-what = The payment was not approved in time, or your bank declined it. Nothing was charged, and the products are in your cart again.
page-approved-unknown = We do not know this payment
page-approved-unknown-what = The address of this page may have been cut short. How your orders stand is in your account.
page-approved-look-again = Look again

page-addresses-what = Orders go to the address that is chosen. Each has a short name, which is said when an order is read out.
page-addresses-none = There is no address yet. Add one, and you can order.
page-address-chosen = Orders go here
page-address-choose = Deliver here
page-address-add = Add an address
page-address-change = Change the address
page-address-label = Short name
page-address-label-hint = It is said aloud, as in "your home address". The address itself never is.
page-address-address = Address
page-address-address-hint = Street and number, postal code and town, and what helps to find the door.
page-address-region = Region
page-address-region-hint = Taxes differ there.
page-address-region-other = None of these
page-address-region-is = Region: { $region }
page-error-label-missing = Enter a short name, such as home.
page-error-label-long = Enter a shorter name, of at most { $most } characters.
page-error-label-taken = You have an address of this name already. Enter another name.
page-error-address-missing = Enter the address.
page-error-address-long = Enter a shorter address, of at most { $most } characters.
page-error-region-unknown = Choose one of the regions.
page-error-count-many = An account keeps at most { $most } addresses. Remove one first.
page-error-count-chosen = Orders go to this address. Choose another one first.
page-done-address-added = The address is added.
page-done-address-changed = The address is changed.
page-done-address-chosen = Orders go to this address from now on.
page-done-address-removed = The address is removed.

page-pay-on-delivery = You pay on delivery
page-pay-on-delivery-how = { $shop } takes the money when the goods arrive. No card is needed.
page-card = Card
page-card-none = No card is stored. Orders need one.
page-card-is = { $brand ->
    [visa] Visa
    [mastercard] Mastercard
    [amex] American Express
   *[other] A card
} ending in { $last }
page-card-until = Good until { $month }/{ $year }
page-card-unknown = Our payment service does not answer, so we cannot show your card. Please look again in a minute.
page-card-busy = A payment is still open. Once it has come to its end, you can change the card here.
page-card-add = Store a card
page-card-other = Store another card
page-card-remove = Remove the card
page-card-no-adding = { $shop } takes no new cards on this page at the moment.
page-card-who = Stripe keeps the card. { $shop } never sees its number.
page-card-how = What you enter goes to Stripe and not to { $shop }. From then on your orders are charged to this card, each after your yes.
page-card-script = The fields for the card come from Stripe and need JavaScript. If they do not appear, it is switched off, or Stripe cannot be reached.
page-card-keep = Store this card
page-error-card = The card could not be stored. Please check what you entered, or try another card.
page-error-card-unreachable = Our payment service does not answer. Nothing was changed. Please try again in a minute.
page-done-card-stored = The card is stored. Your orders are charged to it from now on.
page-done-card-not-stored = The card was not stored. Please try again, or try another card.
page-done-card-removed = The card is removed.
page-credit = Store credit
page-credit-is = You have { $credit }. It pays for your next order before anything else does.
page-credit-none = You have none.

page-code-what = Four digits that are asked for before an order is placed, so that nobody else in the room can order for you.
page-code-none = No code is set
page-code-is-set = A code is set
page-code-is-set-why = It is kept in a way that nobody can read, so it cannot be shown. If you forget it, set another one.
page-code-is-locked = The code is locked
page-code-is-locked-why = Three wrong codes in a row were given. If that was not you, set another code.
page-code-set = Set a code
page-code-another = Set another code
page-code-unlock = Unlock the code
page-code-unlock-why = The same code works again.
page-code-remove = Remove the code
page-code-remove-why = Orders are placed after your yes alone, and nothing is asked for.
page-code-new = New code
page-code-hint = Four digits. No year of birth, and none of the code of your card.
page-code-again = The same code again
page-code-keep = Use this code
page-code-when = When it is asked for
page-code-when-question = When shall it be asked for?
page-code-when-shop = Only where the shop wants it
page-code-when-always = Before every order
page-code-when-above = Before orders above an amount
page-code-when-new-address = Before orders to an address that nothing went to yet
page-code-when-never = Never, unless the shop wants it
page-code-when-over = Before orders above { $amount }
page-code-over = Amount
page-code-over-hint = Only for orders above an amount.
page-code-shop-over = { $shop } itself asks for it from { $amount } on, if a code is set.
page-error-code-digits = Enter four digits.
page-error-code-simple = Choose four digits that are harder to guess: these are among the first tried.
page-error-code-again = Enter the same four digits twice.
page-error-code-when = Choose when the code shall be asked for.
page-error-amount = Enter an amount such as { $example }.
page-done-code = Your new code holds from now on.
page-done-code-when = From now on the code is asked for as you chose.
page-done-code-unlocked = The code is unlocked.
page-done-code-removed = There is no code any more.

page-limits-what = An order that would pass a limit is not placed; the shop says so, and the cart stays.
page-limits-order = For one order, in { $currency }
page-limits-day = For one day, in { $currency }
page-limits-hint = Such as { $example }. Leave it empty for no limit.
page-limits-shop-order = { $shop } itself takes no order above { $amount }.
page-limits-shop-day = { $shop } itself takes orders for { $amount } a day at most.
page-done-limits = Your limits hold from now on.

page-devices-what = These may order in your name, or see your orders. You can unlink each of them here.
page-devices-none = Nothing is linked yet. In your assistant's app, open the skill of { $shop } and choose to link the account.
page-devices-since = Linked on { $day }.
page-devices-used = Last used on { $day } at { $hour }.
page-devices-order = { $platform } may order for you and see your orders.
page-devices-read = { $platform } may see your orders.
page-devices-unlink = Unlink
page-done-unlinked = It is unlinked. From now on it can do nothing in your name.

page-preferences-spoken = When you talk to the shop
page-rate = How fast it speaks
page-rate-slow = Slowly
page-rate-normal = At an ordinary pace
page-rate-fast = Fast
page-form = How much it says
page-form-short = As little as possible
page-form-normal = What is needed
page-form-long = With details
page-at-once = How many things it names at once
page-at-once-hint = Longer lists come in parts.
page-at-once-2 = Two
page-at-once-3 = Three
page-preferences-written = Language and currency
page-locale = Language of these pages and of letters
page-locale-hint = Without a preference it is that of the browser, and in letters that of the shop. A device speaks the language that it is set to.
page-locale-any = No preference
page-currency = { $shop } sells in one currency only: { $currency }.
page-preferences-letters = Letters
page-order-news = News of my orders by e-mail
page-order-news-hint = Receipts, cancellations and refunds. Without these letters you find all of it here. What needs you, such as a payment to approve, is always sent.
page-offers = Offers by e-mail
page-offers-hint = Only if the shop has any for you.
page-learning = Help the shop to understand
page-learn = Keep sentences of mine that were not understood
page-learn-hint = Without names and numbers, and for half a year at most. If you take this back, they are deleted.
page-error-preferences = Choose one of each.
page-done-preferences = Your preferences hold from now on.

page-privacy-kept = What is kept
page-privacy-account = Your name, e-mail address, delivery addresses and what you chose on these pages, as long as you have an account.
page-privacy-orders = Your orders and what was paid, as long as the law wants receipts kept.
page-privacy-talk = Your cart, and where your last conversations with the shop stand. Answers are kept for a day, lest a repeated request act twice.
page-privacy-sentences = Sentences that were not understood, only if you allow it, and without names and numbers.
page-privacy-platforms = Which platforms are linked, and until when.
page-privacy-card = Under which name Stripe keeps your card, where one is stored. Its number is never here.
page-privacy-not = Voice recordings are not kept. Passwords, codes and tokens are kept in a way that nobody can read.
page-privacy-download = Download your data
page-privacy-download-what = Everything that is kept of you, as one file that other programs can read.
page-privacy-download-how = The file is in the format JSON, which is text. Whoever has it knows your addresses and orders, so keep it well.
page-privacy-download-do = Download the file
page-privacy-erase = Delete your account
page-privacy-erase-what = Everything that says who you are is deleted for good.
page-erase-what = This deletes your account for good.
page-erase-gone = Deleted are your name, e-mail address and addresses, your card, code and preferences, your cart, conversations, letters and requests.
page-erase-kept = What you bought, when and for how much is kept as the law wants it, without your name and address.
page-erase-credit = Your store credit of { $credit } is lost. You may want to spend it first.
page-erase-linked = { $count ->
    [one] The linked device can do nothing in your name any more.
   *[other] The { $count } linked devices can do nothing in your name any more.
}
page-erase-no-way-back = There is no way back. Backups that the shop made before are not changed by this; they are replaced in time.
page-erase-sure = Yes, delete my account for good
page-error-sure = Tick that you want your account deleted.
page-error-erase-unreachable = Our payment service does not answer, and it has to forget your card first. Nothing was deleted. Please try again in a minute.
page-erase-busy = Your account cannot be deleted yet.
page-erase-busy-order = Order { $order } is still on its way to you. Once it is delivered or cancelled, you can delete the account.
page-erase-busy-payment = Money for order { $order } is still on its way back to you. Once it has arrived, you can delete the account.
page-erased = Your account is deleted
page-erased-what = { $shop } no longer knows who you are. Thank you for having been here.
