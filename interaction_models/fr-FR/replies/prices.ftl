# Prices: offers, coupons, store credit, and what is saved.

your-coupon = votre code promo
coupon-in = C'est noté pour { $coupon } : { $label }.
coupon-in-order = C'est noté pour { $coupon }.
coupon-in-from = C'est noté pour { $coupon } : { $label }, à partir de { $sum }. Vous en êtes à { $goods }.
coupon-in-other = C'est noté pour { $coupon } : { $label }. Rien dans votre panier n'est encore concerné.
coupon-unknown = Je ne trouve pas de code promo de ce nom.
coupon-expired = Ce code promo n'est plus valable.
coupon-used = Ce code promo a déjà servi.
coupon-how = Vous pouvez dire : le code promo est, puis le code.
ask-coupon = Quel est votre code promo?
ask-coupon-again = Quel est le code, lettre par lettre?
help-coupon = Dites le code promo comme un mot ou lettre par lettre, ou dites : laisse tomber.
miss-coupon = Essayons autrement. Dites : le code promo est, puis le code.
coupon-entry = { $coupon }, { $label }
coupons-named = Vous avez donné { $coupons }.
coupons-none = Vous n'avez donné aucun code promo pour l'instant.
coupons-removed = { $count ->
    [1] D'accord, sans le code promo.
   *[other] D'accord, sans les codes promo.
}

offers = En ce moment : { $offers }.
offers-first = Il y a { $number } promotions en ce moment : { $offers }, et plus encore.
offers-none = Il n'y a aucune promotion en ce moment.
offers-none-on = Il n'y a pas de promotion en ce moment sur : { $thing }.
offers-no-more = Voilà toutes les promotions.
ask-offer = Voulez-vous savoir sur quoi?
ask-which-offer = Laquelle vous intéresse?
offer-goods = Voici ce que concerne l'offre { $label }.
offer-everything = L'offre { $label } vaut pour tout le magasin.
offer-sold-out = Tout ce que concerne l'offre { $label } est épuisé en ce moment.
offer-over = Cette promotion vient de se terminer.
price-offer = En ce moment : { $label }.

quote-savings = Avec { $offers }, vous économisez { $saved }.
    .short = Vous économisez { $saved }.
quote-savings-many = Avec { $number } promotions, vous économisez { $saved }.
    .short = Vous économisez { $saved }.
quote-delivery-offered = Livraison { $slot }, à votre adresse { $address }, offerte { $by ->
    [coupon] avec votre code promo
   *[other] en promotion
}.
    .short = Livraison offerte { $slot }, adresse { $address }.
quote-credit = Votre avoir en paie { $credit }, il reste { $rest } { $payment ->
    [stripe] à débiter de votre carte bancaire
   *[other] à régler à la livraison
}.
    .short = { $credit } de votre avoir, reste { $rest }.
quote-credit-whole = Votre avoir paie le tout.
changed-promotion = Une promotion ou un code promo a changé entre-temps.
changed-credit = Votre avoir a changé entre-temps.
payment-credit = Votre avoir ne suffit plus pour cette commande, rien n'est donc commandé. Votre panier est conservé.

credit-balance = Vous avez un avoir de { $credit }. Il sert de lui-même à votre prochaine commande.
    .short = Un avoir de { $credit }.
credit-none = Vous n'avez pas d'avoir.
order-cancelled-credit = Votre commande est annulée.
credit-returned = { $credit } sont de nouveau sur votre avoir.

## What became of an order whose outcome was open when it was last spoken of.
welcome-again = Bonjour { $name }.
news-placed = Votre dernière commande est bien passée : livraison { $slot }, { $total } en tout.
news-failed = Le paiement de votre dernière commande n'a pas abouti, rien n'est donc commandé. Tout est de nouveau dans votre panier.
news-of-order = Un mot sur votre dernière commande.
news-cancelled = Votre dernière commande est annulée, et { $payment ->
    [stripe] les { $total } ont été remboursés sur votre carte bancaire
   *[other] vous ne devez plus les { $total }
}.
