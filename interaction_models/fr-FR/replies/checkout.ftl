# Buying: everything that is said before and after an order.

quote = Chez { $shop } : { $items }.
quote-first = Chez { $shop }, { $number } articles. D'abord : { $items }.
quote-goes-on = Ensuite : { $items }.
quote-delivery = Livraison { $slot }, à votre adresse { $address }, pour { $cost }.
    .short = Livraison { $slot }, adresse { $address }, { $cost }.
quote-delivery-free = Livraison { $slot }, à votre adresse { $address }, offerte.
    .short = Livraison offerte { $slot }, adresse { $address }.
quote-total = Le total est de { $total }, dont { $tax } de taxes, à régler à la livraison.
    .short = Total { $total } avec les taxes.
quote-total-included = Le total est de { $total }, TVA comprise, à régler à la livraison.
    .short = Total { $total }, TVA comprise.
quote-total-untaxed = Le total est de { $total }, sans TVA, à régler à la livraison.
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
quote-expired = Un moment a passé, voici donc la commande telle qu'elle est maintenant.
payment-declined = Le paiement n'a pas abouti, rien n'est donc commandé. Votre panier est conservé.
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
link-first = Pour commander, il faut associer votre compte { $shop }. Je vous ai envoyé une carte dans l'application pour cela. Votre panier est conservé.
card-link-title = Associer votre compte
card-link-text = Associez votre compte { $shop } pour commander à la voix. Votre panier est conservé.
card-order-title = Votre commande { $shop }
card-order-text = { $more ->
    [0] { $items }. Livraison { $slot }. Total { $total }, à régler à la livraison.
    [1] { $items } et 1 autre article. Livraison { $slot }. Total { $total }, à régler à la livraison.
   *[other] { $items } et { $more } autres articles. Livraison { $slot }. Total { $total }, à régler à la livraison.
}
slot-offer = { $slot } pour { $cost }
no-such-slot = Il n'y a pas de livraison à ce moment-là.
nothing-ordered = Rien n'est commandé pour l'instant.
delivery-times = Nous pouvons livrer { $slots }.
ask-which-slot = Quel créneau préférez-vous?
no-delivery-then = Il n'y a pas de livraison ce jour-là.
