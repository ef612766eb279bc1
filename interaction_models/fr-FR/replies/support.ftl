# Help, people, and what was not understood.

help-start = Vous pouvez nommer un produit, demander un prix, ou dire : recommande mon café.
    .long = Vous pouvez nommer un produit, demander un prix, dire : recommande mon café, demander ce qu'il y a dans votre panier, ou dire : je veux commander. Vous pouvez aussi dire répète, moins vite ou plus court à tout moment.
help-cart = Vous pouvez ajouter ou retirer des articles, demander ce qu'il y a dans votre panier, ou dire : je veux commander.
help-choice = Vous pouvez dire le premier, le moins cher, un nom ou un format, ou bien : la suite.
help-yes-no = Vous pouvez dire oui ou non, ou nommer autre chose.
help-quantity = Vous pouvez dire un nombre, par exemple deux.
help-slot = Vous pouvez dire le matin, l'après-midi ou le soir.
miss-first = Pardon, je n'ai pas compris.
miss-start = Essayons autrement. Par exemple, dites : trouve du lait d'avoine. Ou bien : qu'est-ce qu'il y a dans mon panier.
miss-choice = Essayons autrement. Par exemple, dites : le premier. Ou bien : le moins cher.
miss-yes-no = Essayons autrement. Dites simplement oui ou non.
miss-quantity = Essayons autrement. Par exemple, dites : deux.
miss-slot = Essayons autrement. Par exemple, dites : le soir.
miss-again = Je ne comprends toujours pas, et cela vient de moi.
ask-person = Voulez-vous parler à quelqu'un de l'équipe?
person = Vous pouvez joindre quelqu'un au { $phone }, { $hours }. Je l'ai noté sur une carte.
    .short = { $phone }, { $hours }.
card-person-title = Parler à { $shop }
card-person-text = { $phone }, { $hours }
