# Looking around.

product-found = { $product }, c'est { $price }.
    .alt = J'ai trouvé ceci : { $product }, à { $price }.
    .short = { $product }, { $price }.
ask-add = { $count ->
    [1] Je l'ajoute à votre panier?
   *[other] J'en ajoute { $number }?
}
    .short = { $count ->
    [1] Je l'ajoute?
   *[other] J'en ajoute { $number }?
}
ask-add-anyway = Je l'ajoute quand même?
    .short = Quand même?
price-is = { $product }, ça coûte { $price }.
    .short = { $price }.
price-per-unit = Soit { $price } { $unit }.
in-stock = Oui, il y en a en stock : { $product }, à { $price }.
    .short = Oui, à { $price }.
left = { $count ->
    [1] C'est le dernier article en stock : { $product }.
   *[other] Il en reste { $number } : { $product }.
}
    .short = { $count ->
    [1] C'est le dernier article.
   *[other] Il en reste { $number }.
}
details = { $product } : { $description } C'est { $price }.
    .short = { $description }
sold-out = { $product }, c'est épuisé pour le moment.
    .short = { $product }, c'est épuisé.
sold-out-too = C'est épuisé pour le moment.
not-sold-any-more = { $product }, nous n'en vendons plus.
not-sold-any-more-too = Nous n'en vendons plus.
ask-in-cart = C'est déjà dans votre panier. Désirez-vous autre chose?
    .short = C'est déjà dans le panier. Autre chose?
price-now = C'est { $price } maintenant.
instead = À la place : { $product }, à { $price }.
ask-nearest = Cela vous convient?
    .short = Ça vous va?
nearest-found = { $thing }? Pas exactement. Le plus proche : { $product }, à { $price }.
    .short = Le plus proche : { $product }, à { $price }.
nothing-found = { $thing }? Je n'en trouve pas dans le magasin.
ask-something-else = Que puis-je chercher d'autre?
    .short = Quoi d'autre?
ask-instead = D'accord. Que désirez-vous à la place?
    .short = Quoi à la place?
ask-what-find = Que désirez-vous?
ask-what-else-find = Que puis-je trouver pour vous?
    .short = Que désirez-vous?

## Choosing: one short question about what truly differs.
choose-name = En { $thing }, nous avons { $choices }. Que préférez-vous?
    .short = { $choices }?
choose-name-more = En { $thing }, nous avons { $choices }, et d'autres. Que préférez-vous?
    .short = { $choices }, ou d'autres?
choose-brand = En { $thing }, nous avons { $choices }. Quelle marque préférez-vous?
    .short = { $choices }?
choose-brand-more = En { $thing }, nous avons { $choices }, et d'autres marques. Quelle marque préférez-vous?
    .short = { $choices }, ou d'autres?
choose-size = Pour { $thing }, c'est { $choices }. Quel format préférez-vous?
    .short = { $choices }?
choose-size-more = Pour { $thing }, c'est { $choices }, et d'autres formats. Quel format préférez-vous?
    .short = { $choices }, ou d'autres?
choose-attribute = En { $thing }, nous avons { $choices }. Que préférez-vous?
    .short = { $choices }?
choose-attribute-more = En { $thing }, nous avons { $choices }, et d'autres. Que préférez-vous?
    .short = { $choices }, ou d'autres?
choose-price = Pour { $thing }, il y en a { $choices }. Que préférez-vous?
    .short = { $choices }?
choose-price-more = Pour { $thing }, il y en a { $choices }, et d'autres. Que préférez-vous?
    .short = { $choices }, ou d'autres?
choose-take-out = Dans votre panier : { $choices }. Que dois-je retirer?
    .short = Retirer { $choices }?
choose-take-out-more = Dans votre panier : { $choices }, et d'autres. Que dois-je retirer?
    .short = Retirer { $choices }, ou d'autres?
choose-set-quantity = Dans votre panier : { $choices }. Que dois-je modifier?
    .short = Modifier { $choices }?
choose-set-quantity-more = Dans votre panier : { $choices }, et d'autres. Que dois-je modifier?
    .short = Modifier { $choices }, ou d'autres?
thing-in-size = { $thing }, { $size }
already-cheapest = Il n'y a pas moins cher.
already-dearest = Il n'y a pas plus haut de gamme.
already-largest = Il n'y a pas plus grand.
already-smallest = Il n'y a pas plus petit.
already-other = Il n'y en a pas d'autre.
already-best = C'est déjà le meilleur rapport qualité-prix.
no-such-choice = Ce n'est pas dans cette liste.
nothing-to-choose = Il n'y a encore rien à choisir.
no-variant = Je n'ai pas { $product } comme cela.
my-choice = Alors voici ce que je prendrais.
no-matter = Très bien.
no-more = C'était tout.
no-previous = Il n'y a rien avant.

which-product-offer = Quel produit désirez-vous?
which-product-price = De quel produit voulez-vous le prix?
which-product-availability = Quel produit dois-je vérifier?
which-product-left = Quel produit dois-je compter?
which-product-details = Quel produit voulez-vous que je vous décrive?
which-product-add = Que dois-je ajouter?
which-product-add-more = Que dois-je ajouter en plus?
which-product-take-out = Que dois-je retirer?
which-product-set-quantity = Que dois-je modifier?

compare-first = En premier, { $product }, à { $price }.
compare-second = En second, { $product }, à { $price }.
compare-value = À quantité égale, { $which } est plus avantageux.
compare-same-value = À quantité égale, c'est le même prix.
the-first = le premier
the-second = le second
ask-which-of-two = Que préférez-vous?
ask-compare-what = Il me faut deux produits à comparer. Que cherchez-vous?

departments = Nos rayons : { $names }, et d'autres encore.
department-has = Au rayon { $department } : { $names }.
    .short = { $names }.
department-has-more = Au rayon { $department } : { $names }, et d'autres produits.
    .short = { $names }, et d'autres.
ask-which-of-these = Qu'est-ce qui vous intéresse?
    .short = Quel produit?

## Up to a price.
none-within = { $thing }? Il n'y a rien à { $bound } au plus. Voici le moins cher.
    .short = Rien à { $bound } au plus.
