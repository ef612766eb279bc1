# Buying: everything that is said before and after an order.

quote = Chez { $shop } : { $items }.
quote-first = Chez { $shop }, { $number } articles. D'abord : { $items }.
quote-goes-on = Ensuite : { $items }.
quote-delivery = Livraison { $slot }, à votre adresse { $address }, pour { $cost }.
    .short = Livraison { $slot }, adresse { $address }, { $cost }.
quote-delivery-free = Livraison { $slot }, à votre adresse { $address }, offerte.
    .short = Livraison offerte { $slot }, adresse { $address }.
quote-total = Le total est de { $total }, dont { $tax } de taxes{ $payment ->
    [credit] {""}
    [stripe] {", "}débité de votre carte bancaire
   *[other] {", "}à régler à la livraison
}.
    .short = Total { $total } avec les taxes.
quote-total-included = Le total est de { $total }, TVA comprise{ $payment ->
    [credit] {""}
    [stripe] {", "}débité de votre carte bancaire
   *[other] {", "}à régler à la livraison
}.
    .short = Total { $total }, TVA comprise.
quote-total-untaxed = Le total est de { $total }, sans TVA{ $payment ->
    [credit] {""}
    [stripe] {", "}débité de votre carte bancaire
   *[other] {", "}à régler à la livraison
}.
    .short = Total { $total }, sans TVA.
ask-place-order = Je passe la commande?
    .short = Je commande?
unsure-yes = Je veux m'assurer d'avoir bien entendu.
help-order = Je viens de vous lire votre commande. Oui la valide, non l'abandonne. Je répète :
miss-order = Il me faut un oui ou un non. Je répète :
not-ordered = D'accord, rien n'est commandé. Votre panier est conservé.
    .short = Rien n'est commandé.
changed-cart = Votre panier a changé entre-temps.
changed-price = Un prix a changé entre-temps.
changed-stock = Le stock a changé entre-temps.
changed-address = Votre adresse a changé entre-temps.
changed-delivery = La livraison a changé entre-temps.
changed-tax = Les taxes ont changé entre-temps.
same-again = { $minutes ->
    [0] Vous venez de commander la même chose.
    [1] Vous avez commandé la même chose il y a une minute.
   *[other] Vous avez commandé la même chose il y a { $number } minutes.
}
ask-same-again = Je commande encore une fois?
over-limit-order = Le total serait de { $total }, au-delà de la limite de { $limit } par commande, rien n'est donc commandé. Votre panier est conservé.
    .short = C'est au-delà de la limite de { $limit } par commande. Rien n'est commandé.
over-limit-day = Le total serait de { $total }, et il ne reste que { $left } sur la limite de { $limit } par jour, rien n'est donc commandé. Votre panier est conservé.
    .short = Il ne reste que { $left } sur la limite du jour. Rien n'est commandé.
quote-expired = Un moment a passé, voici donc la commande telle qu'elle est maintenant.
payment-declined = Le paiement n'a pas abouti, rien n'est donc commandé. Votre panier est conservé.
payment-no-card = Votre compte n'a pas de carte bancaire à débiter, rien n'est donc commandé. Votre panier est conservé.
payment-funds = La carte bancaire n'a pas assez de provision pour cet achat, rien n'est donc commandé. Votre panier est conservé.
payment-expired = La carte bancaire de votre compte a expiré, rien n'est donc commandé. Votre panier est conservé.
payment-limit = Cet achat dépasse un plafond de la carte bancaire, rien n'est donc commandé. Votre panier est conservé.
payment-details = La banque n'accepte pas les données de la carte, rien n'est donc commandé. Elles se modifient dans votre compte. Votre panier est conservé.
payment-try-again = La banque n'a pas pu prendre le paiement à l'instant, rien n'est donc commandé. Votre panier est conservé, et vous pouvez réessayer.
payment-not-approved = Le paiement n'a pas été approuvé, rien n'est donc commandé. Votre panier est conservé.
payment-approval = { $carded ->
    [1] Votre banque demande d'abord que vous approuviez ce paiement. Je vous ai envoyé une carte dans l'application pour cela.
   *[other] Votre banque demande d'abord que vous approuviez ce paiement.
} Je garde la commande une heure, et rien n'est débité d'ici là.
card-approval-title = Approuver votre paiement
card-approval-text = { $shop } garde votre commande une heure. Le paiement s'approuve ici : { $link }
payment-unknown = Je ne sais pas encore si le paiement a abouti. Vous ne paierez pas deux fois, et vous pouvez me demander où en est la commande dans quelques minutes.
order-placed = Merci, { $name }. Votre commande est passée. Livraison { $slot }, { $total } en tout.
    .short = C'est commandé. Livraison { $slot }.
shortage-none = { $product }, c'est épuisé depuis un instant.
shortage-some = { $count ->
    [1] C'est le dernier article en stock : { $product }.
   *[other] Il n'en reste que { $number } : { $product }.
}
ask-leave-out = Je continue sans?
ask-take-rest = Je continue avec ce qu'il reste?
no-delivery = Il n'y a plus de créneau de livraison libre pour le moment.
link-first = { $carded ->
    [1] Pour commander, il faut associer votre compte { $shop }. Je vous ai envoyé une carte dans l'application pour cela. Votre panier est conservé.
   *[other] Pour commander, il faut associer votre compte { $shop }. Votre panier est conservé.
}
address-first = Je ne sais pas encore où livrer. Ajoutez une adresse à votre compte { $shop }. Votre panier est conservé.
card-address-title = Ajouter une adresse
card-address-text = Connectez-vous à votre compte { $shop }, ouvrez « Adresses » et ajoutez où livrer. Votre panier est conservé.
card-link-title = Associer votre compte
card-link-text = Associez votre compte { $shop } pour commander à la voix. Votre panier est conservé.
card-order-title = Votre commande { $shop }
card-order-text = { $more ->
    [0] { $items }. Livraison { $slot }.
    [1] { $items } et 1 autre article. Livraison { $slot }.
   *[other] { $items } et { $more } autres articles. Livraison { $slot }.
} Total { $total }, { $shared ->
    [1] dont { $credit } de votre avoir et { $rest } {""}
   *[other] {""}
}{ $payment ->
    [credit] payé par votre avoir
    [stripe] débité de votre carte bancaire
   *[other] à régler à la livraison
}.
slot-offer = { $slot } pour { $cost }
no-such-slot = Il n'y a pas de livraison à ce moment-là.
nothing-ordered = Rien n'est commandé pour l'instant.
delivery-times = Nous pouvons livrer { $slots }.
ask-which-slot = Quel créneau préférez-vous?
no-delivery-then = Il n'y a pas de livraison ce jour-là.
