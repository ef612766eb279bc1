# Buying again.

usual-is = D'habitude, c'est { $product }, à { $price }.
    .short = { $product }, { $price }.
usual-here = Voici votre achat habituel, à { $price }.
    .short = Votre achat habituel, { $price }.
again-is = C'était { $product }, à { $price } maintenant.
    .short = { $product }, { $price }.
again-here = Je le reprends, à { $price }.
    .short = De nouveau, { $price }.
usual-in-cart = Votre achat habituel est déjà dans votre panier : { $product }.
never-bought = { $thing }? Je n'en trouve pas dans vos commandes.
last-order-again = Je reprends votre commande passée { $day }.
    .short = Je reprends cette commande.
last-order-without = Je reprends votre commande passée { $day }, sans { $items } : il n'en reste pas assez.
    .short = Je reprends cette commande, sans { $items }.
last-order-gone = { $count ->
    [1] Votre dernier achat est épuisé : { $items }.
   *[other] Tout ce que vous aviez commandé la dernière fois est épuisé.
}
usual-needs-account = Je ne vois pas vos achats habituels, car votre compte n'est pas associé.
no-orders = Vous n'avez encore rien commandé ici.
no-usual = Je ne connais pas encore vos achats habituels.
usual-products = Vos achats habituels : { $items }.
    .short = { $items }.
usual-more = Et aussi : { $items }.
    .short = { $items }.
usual-item = { $product } { $often }
    .short = { $product }
every-weeks = { $n ->
    [1] toutes les semaines
   *[other] toutes les { $number } semaines
}
every-days = plusieurs fois par semaine
ask-which-usual = Que voulez-vous reprendre?
    .short = Quel produit?
changed-it-dearer = Soit { $by } de plus que la dernière fois.
changed-it-cheaper = Soit { $by } de moins que la dernière fois.
changed-it-size = Le format est maintenant : { $size }.
changed-it-brand = La marque { $brand } est remplacée.
changed-since = Depuis la dernière fois, du changement : { $items }.
    .short = Du changement : { $items }.
changed-each-dearer = { $product } coûte { $by } de plus
changed-each-cheaper = { $product } coûte { $by } de moins
changed-each-size = { $product } se vend en { $size }
changed-each-brand = { $product } remplace { $brand }
not-bought-then = { $thing }? Je n'en trouve pas dans vos achats de ce moment-là.
nothing-then = Je ne trouve aucun achat à ce moment-là.
bought-then = { $more ->
    [0] Vous aviez pris { $items }.
    [1] Vous aviez pris { $items }, et autre chose encore.
   *[other] Vous aviez pris { $items }, et { $number } autres articles.
}
    .short = { $items }.
