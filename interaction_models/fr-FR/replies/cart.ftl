# The cart.

added = { $count ->
    [1] C'est ajouté : { $product }. Vous en êtes à { $total }.
   *[other] C'est ajouté : { $number } fois { $product }. Vous en êtes à { $total }.
}
    .alt = { $count ->
    [1] C'est noté, { $product }. Vous en êtes à { $total }.
   *[other] C'est noté, { $number } fois { $product }. Vous en êtes à { $total }.
}
    .short = C'est ajouté, { $total } en tout.
## In a row of commands, where what the cart comes to is said once, at the end.
added-on = { $count ->
    [1] C'est ajouté : { $product }.
   *[other] C'est ajouté : { $number } fois { $product }.
}
    .short = C'est ajouté.
quantity-set-on = { $count ->
    [1] Cela fait une fois { $product }.
   *[other] Cela fait { $number } fois { $product }.
}
    .short = { $count ->
    [1] Une fois.
   *[other] { $number } fois.
}
removed-on = C'est retiré : { $product }.
    .short = C'est retiré.

ask-anything-else = Désirez-vous autre chose?
    .alt = Et avec cela?
    .short = Autre chose?
already-in-cart = { $count ->
    [1] Vous avez déjà une fois { $product } dans votre panier.
   *[other] Vous avez déjà { $number } fois { $product } dans votre panier.
}
    .short = { $count ->
    [1] C'est déjà dans le panier.
   *[other] Vous en avez déjà { $number }.
}
ask-make-it = J'en mets { $number } en tout?
    .short = { $number } en tout?
all-in-cart = Vous avez déjà dans votre panier tout ce qu'il reste : { $product }.
only-left = { $count ->
    [1] C'est le dernier article en stock : { $product }.
   *[other] Il n'en reste que { $number } : { $product }.
}
too-many = Je peux en mettre { $limit } au plus par commande : { $product }.
ask-how-many = Combien en voulez-vous?
no-longer-sold = Ce produit n'est plus en vente.
left-as-it-is = D'accord, je ne change rien.
    .short = D'accord.
quantity-set = { $count ->
    [1] Cela fait une fois { $product }. Vous en êtes à { $total }.
   *[other] Cela fait { $number } fois { $product }. Vous en êtes à { $total }.
}
    .short = { $count ->
    [1] Une fois, { $total } en tout.
   *[other] { $number } fois, { $total } en tout.
}
removed = { $count ->
    [0] C'est retiré : { $product }. Votre panier est vide maintenant.
   *[other] C'est retiré : { $product }. Vous en êtes à { $total }.
}
    .short = C'est retiré.
not-in-cart = { $thing }? Je n'en vois pas dans votre panier.
in-cart = Oui, dans votre panier : { $items }.
    .short = Oui, { $items }.
remove-which = Il y a plusieurs articles dans votre panier.
cart-holds = Il contient : { $items }.
cart = { $count ->
    [1] Dans votre panier : { $items }. Cela fait { $total } sans la livraison.
   *[other] { $number } articles dans votre panier : { $items }. Cela fait { $total } sans la livraison.
}
    .short = { $items }. { $total } en tout.
cart-first = { $number } articles dans votre panier, pour { $total } sans la livraison. D'abord : { $items }.
    .short = { $number } articles, { $total }. D'abord : { $items }.
cart-goes-on = Ensuite : { $items }.
ask-go-on = Je continue?
    .short = La suite?
ask-checkout = Voulez-vous passer commande?
    .short = On commande?
cart-empty = Votre panier est vide.
ask-empty = { $count ->
    [1] Dois-je retirer le seul article de votre panier?
    [2] Dois-je retirer les deux articles de votre panier?
   *[other] Dois-je retirer les { $number } articles de votre panier?
}
emptied = Votre panier est vide maintenant.
