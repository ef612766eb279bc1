# Letters. Their first words are their subject; what is read by eye may be longer than what is said.

mail-receipt = Your receipt for order { $order } from { $shop }
mail-approval = Please approve the payment for order { $order } from { $shop }
mail-failed = Order { $order } from { $shop } was not placed
mail-cancelled = Order { $order } from { $shop } is cancelled
mail-refunded = Your refund for order { $order } from { $shop }
mail-ticket = { $order ->
    [none] A shopper needs a person: { $kind }
   *[other] A shopper needs a person: { $kind }, order { $order }
}
mail-ticket-received = { $shop } has your request

mail-hello = Hello { $name }.
mail-thanks = Thank you, { $name }. This is what you ordered from { $shop } on { $day }.
mail-goods = What you ordered
mail-column-item = Item
mail-column-quantity = Quantity
mail-column-price = Price of one
mail-column-amount = Amount
mail-sums = What it costs
mail-sum-goods = Goods
mail-sum-discount = Discount, { $what }
mail-sum-delivery = Delivery
mail-sum-tax = Tax
mail-sum-total = Total
mail-sum-tax-included = Tax included in the total
mail-sum-credit = Store credit used
mail-sum-to-pay = Left to pay
mail-paid-credit = { $amount } of it is paid with your store credit.
mail-paid = { $payment ->
    [stripe] { $amount } is charged to your card.
   *[other] { $amount } is to be paid on delivery.
}
mail-heading-delivery = Delivery
mail-delivery = It comes to your { $address } address on { $day }, { $daypart }, between { $starts } and { $ends }.
mail-heading-take-back = If you change your mind
mail-take-back = Open { $shop } and say "cancel my order", as long as it is not on its way.
mail-heading-contact = Questions
mail-phone = You can call us at { $phone }.
mail-phone-hours = You can call us at { $phone }, { $hours }.

mail-approval-needed = Hello { $name }. Your bank wants you to approve the payment of { $amount } first. We hold your order until { $hour } on { $day }, and nothing is charged until you approve.
mail-approve = Approve the payment
mail-approve-at-bank = You can approve it in your bank's app.

mail-is-cancelled = Your order is cancelled, and nothing of it will be delivered.
mail-uncharged = Nothing was charged.
mail-going-back = { $payment ->
    [stripe] { $amount } goes back to your card.
   *[other] { $amount } is no longer due.
}
mail-credit-going-back = { $amount } goes back to your store credit.
mail-gone-back = { $payment ->
    [stripe] { $amount } has gone back to your card.
   *[other] { $amount } is no longer due.
}
mail-credit-gone-back = { $amount } has been added to your store credit.

mail-person-will-write = Hello { $name }. Your request is with the people at { $shop }, with all its details. One of them will write to you at this address.
mail-shopper = The shopper is { $name }, customer { $customer }. An answer to this letter goes to them.
mail-shopper-unknown = The shopper has no account here.
mail-shopper-unreachable = The shopper is { $name }, customer { $customer }, who has left no e-mail address.
mail-report = Reported on { $day } at { $hour }
mail-column-number = Row
mail-context = What is known
mail-key-amount = Amount
mail-key-at = Time of the report
mail-key-brand = Brand
mail-key-change = Change of an order
mail-key-changed-mind = Changed their mind
mail-key-channel = Heard through
mail-key-credit = Paid with store credit
mail-key-currency = Currency
mail-key-damaged = Damaged
mail-key-delivery = Delivery
mail-key-ends = Until
mail-key-given-up = Taken out
mail-key-heard = What was heard
mail-key-id = Number
mail-key-kind = Kind
mail-key-late = Late delivery
mail-key-line = Line
mail-key-lines = Items
mail-key-locale = Language
mail-key-method = Way
mail-key-missing = Missing item
mail-key-name = Name
mail-key-net = Price paid
mail-key-order = Order
mail-key-other = Another reason
mail-key-part = Part
mail-key-payment = Payment
mail-key-placed-at = Placed
mail-key-position = Line
mail-key-product = Product
mail-key-quantity = Quantity
mail-key-reason = Reason
mail-key-refunds = Refunds
mail-key-return = Return
mail-key-returned = Returned
mail-key-said = What was said
mail-key-size = Size
mail-key-sku = SKU
mail-key-starts = From
mail-key-state = State
mail-key-talk = A talk
mail-key-total = Total
mail-key-wanted = What is wanted
mail-key-words = Words
mail-key-wrong = Wrong item
