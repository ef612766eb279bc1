# Letters. Their first words are their subject; what is read by eye may be longer than what is said.

mail-receipt = Votre reçu pour la commande { $order } chez { $shop }
mail-approval = Paiement à approuver pour la commande { $order } chez { $shop }
mail-failed = La commande { $order } chez { $shop } n'est pas passée
mail-cancelled = La commande { $order } chez { $shop } est annulée
mail-refunded = Votre remboursement pour la commande { $order } chez { $shop }
mail-ticket = { $order ->
    [none] Un client a besoin de quelqu'un : { $kind }
   *[other] Un client a besoin de quelqu'un : { $kind }, commande { $order }
}
mail-ticket-received = { $shop } a bien reçu votre demande

mail-hello = Bonjour { $name }.
mail-thanks = Merci, { $name }. Voici ce que vous avez commandé chez { $shop } le { $day }.
mail-goods = Votre commande
mail-column-item = Article
mail-column-quantity = Quantité
mail-column-price = Prix à l'unité
mail-column-amount = Montant
mail-sums = Le prix
mail-sum-goods = Articles
mail-sum-discount = Remise, { $what }
mail-sum-delivery = Livraison
mail-sum-tax = Taxes
mail-sum-total = Montant total
mail-sum-tax-included = TVA comprise dans le total
mail-sum-credit = Avoir utilisé
mail-sum-to-pay = Reste à payer
mail-paid-credit = Réglé avec votre avoir : { $amount }.
mail-paid = { $payment ->
    [stripe] Débité de votre carte bancaire : { $amount }.
   *[other] À régler à la livraison : { $amount }.
}
mail-heading-delivery = La livraison
mail-delivery = Livraison à votre adresse { $address } le { $day } { $daypart }, entre { $starts } et { $ends }.
mail-heading-take-back = Si vous changez d'avis
mail-take-back = Ouvrez { $shop } et dites « annule ma commande », tant que la commande n'est pas en route.
mail-heading-contact = Une question
mail-phone = Vous pouvez nous appeler au { $phone }.
mail-phone-hours = Vous pouvez nous appeler au { $phone }, { $hours }.

mail-approval-needed = Bonjour { $name }. Votre banque demande d'abord que vous approuviez le paiement de { $amount }. Nous gardons votre commande jusqu'à { $hour } le { $day }, et rien n'est débité d'ici là.
mail-approve = Approuver le paiement
mail-approve-at-bank = Le paiement s'approuve dans l'application de votre banque.

mail-is-cancelled = Votre commande est annulée, et rien n'en sera livré.
mail-uncharged = Rien n'a été débité.
mail-going-back = { $payment ->
    [stripe] Votre carte bancaire sera remboursée de { $amount }.
   *[other] Vous ne devez plus { $amount }.
}
mail-credit-going-back = Votre avoir augmente de { $amount }.
mail-gone-back = { $payment ->
    [stripe] Votre carte bancaire a été remboursée de { $amount }.
   *[other] Vous ne devez plus { $amount }.
}
mail-credit-gone-back = Votre avoir a augmenté de { $amount }.

mail-person-will-write = Bonjour { $name }. Votre demande est entre les mains de l'équipe de { $shop }, avec tous ses détails. Quelqu'un vous écrira à cette adresse.
mail-shopper = La personne est { $name }, compte { $customer }. Une réponse à cette lettre lui parvient.
mail-shopper-unknown = La personne n'a pas de compte ici.
mail-shopper-unreachable = La personne est { $name }, compte { $customer }, sans adresse électronique connue.
mail-report = Signalé le { $day } à { $hour }
mail-column-number = Rang
mail-context = Ce que l'on sait
mail-key-amount = Montant
mail-key-at = Heure du signalement
mail-key-brand = Marque
mail-key-change = Changement d'une commande
mail-key-changed-mind = Changement d'avis
mail-key-channel = Entendu par
mail-key-credit = Réglé avec l'avoir
mail-key-currency = Monnaie
mail-key-damaged = Abîmé
mail-key-delivery = Livraison
mail-key-ends = Jusque
mail-key-given-up = Retirés
mail-key-heard = Ce qui a été entendu
mail-key-id = Numéro
mail-key-kind = Sorte
mail-key-late = Livraison en retard
mail-key-line = Ligne
mail-key-lines = Articles
mail-key-locale = Langue
mail-key-method = Moyen
mail-key-missing = Article manquant
mail-key-name = Nom
mail-key-net = Prix payé
mail-key-order = Commande
mail-key-other = Un autre motif
mail-key-part = Partie
mail-key-payment = Paiement
mail-key-placed-at = Passée
mail-key-position = Ligne
mail-key-product = Produit
mail-key-quantity = Quantité
mail-key-reason = Motif
mail-key-refunds = Remboursements
mail-key-return = Retour
mail-key-returned = Retournés
mail-key-said = Ce qui a été dit
mail-key-size = Format
mail-key-sku = Référence
mail-key-starts = De
mail-key-state = État
mail-key-talk = Un entretien
mail-key-total = Montant total
mail-key-wanted = Ce qui est souhaité
mail-key-words = Mots
mail-key-wrong = Mauvais article
