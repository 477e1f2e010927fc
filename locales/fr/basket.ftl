## Prendre des photos au panier
nav-basket = Panier
basket-pick = Au panier
basket-picked = Ajoutée
# $number (Number), $all (Number)
# Plusieurs photos de la liste ont ce titre et cet auteur : leur numéro les distingue à l’oreille.
photo-namesake = { $title }, { $number } sur { $all }
basket-pick-titled = Mettre au panier : { $title }

## La page du panier
basket-title = Panier
basket-nothing-title = Votre panier est vide
basket-nothing = Mettez-y les photos qui vous intéressent : cette page dira ce que vous pouvez faire de l’ensemble, écrira leurs mentions en un seul bloc et les téléchargera d’un coup.
basket-shared = Cette liste vous a été transmise ; votre navigateur en garde une autre.
basket-keep = Garder celle-ci
basket-remove = Retirer
basket-remove-titled = Retirer du panier : { $title }
basket-empty-it = Vider le panier
basket-share = L’adresse de cette page contient la liste : envoyez-la, enregistrez-la.
basket-gone-withdrawn = « { $title } » a été retirée de la photothèque : elle ne compte plus dans cette liste.
# $count (Number), $most (Number)
basket-too-many =
    { $count ->
        [one] Un panier contient au plus { $most } photos : la dernière de la liste est en trop et ne figure ni dans les mentions ni dans le téléchargement. Retirez une photo, ou ouvrez la suite à part.
       *[other] Un panier contient au plus { $most } photos : les { $count } dernières de la liste sont en trop et ne figurent ni dans les mentions ni dans le téléchargement. Retirez des photos, ou ouvrez la suite à part.
    }
selection-next = Ouvrir la suite
# $count (Number)
basket-gone-unknown =
    { $count ->
        [one] Une photo de la liste n’existe pas ou n’est pas publique.
       *[other] { $count } photos de la liste n’existent pas ou ne sont pas publiques.
    }

## Ce que le mélange permet
mix-title = Ce que vous pouvez en faire
mix-question =
    { $count ->
        [one] Comment l’utilisez-vous ?
       *[other] Comment les utilisez-vous ?
    }
mix-side =
    { $count ->
        [one] Je la montre telle quelle
       *[other] Je les montre telles quelles
    }
mix-remix =
    { $count ->
        [one] Je la retouche ou je l’assemble
       *[other] Je les assemble ou je les retouche
    }
mix-changed =
    { $count ->
        [one] Vous pouvez la publier avec vos changements.
       *[other] Côte à côte, vous pouvez les publier ensemble, changées ou non : chacune garde sa licence.
    }
mix-side-changed =
    { $count ->
        [one] Je la montre telle que je l’ai changée
       *[other] Je les montre côte à côte
    }
mix-together = Côte à côte et inchangées, vous pouvez les publier ensemble : chacune garde sa licence.
mix-alone = Vous pouvez la publier telle quelle.
mix-alone-sellable = Vous pouvez en tirer un revenu.
mix-alone-unsellable = Vous ne pouvez pas en tirer un revenu.
mix-alone-unalterable = Elle ne doit pas être modifiée : ni recadrage ni retouche.
mix-alone-particular = Sa licence a ses propres règles : lisez { $licences }.
mix-alone-credit = Citez l’auteur : la mention à copier suffit.
mix-alone-credit-none = Citer l’auteur n’est pas une condition ; en France, son droit moral demeure : citez-le.
mix-alone-no-commons = Wikimedia Commons ne l’accepte pas.
# $count (Number)
mix-credit =
    { $count ->
        [one] Une photo demande que son auteur soit cité.
       *[other] { $count } photos demandent que leurs auteurs soient cités.
    }
mix-credit-all = Citez les auteurs : la mention à copier suffit.
mix-credit-none = Citer les auteurs n’est pas une condition ; en France, leur droit moral demeure : citez-les.
mix-sellable = Vous pouvez tirer un revenu de l’ensemble.
# $count (Number)
mix-unsellable =
    { $count ->
        [one] Vous ne pouvez pas tirer un revenu de l’ensemble : une photo l’interdit.
       *[other] Vous ne pouvez pas tirer un revenu de l’ensemble : { $count } photos l’interdisent.
    }
# $count (Number)
mix-unalterable =
    { $count ->
        [one] Une photo ne doit pas être modifiée : ni recadrage ni retouche.
       *[other] { $count } photos ne doivent pas être modifiées : ni recadrage ni retouche.
    }
# $count (Number)
mix-particular =
    { $count ->
        [one] La licence d’une photo a ses propres règles : lisez { $licences }.
       *[other] Les licences de { $count } photos ont leurs propres règles : lisez { $licences }.
    }
# $count (Number)
mix-no-commons =
    { $count ->
        [one] Une photo n’est pas acceptée par Wikimedia Commons.
       *[other] { $count } photos ne sont pas acceptées par Wikimedia Commons.
    }
# Licences et photos suivent.
mix-earlier = C’est la licence en vigueur qui compte ci‑dessus. Une licence accordée plus tôt et qui permet davantage reste valable, à condition de la nommer dans la mention :

## En faire une œuvre nouvelle
remix-of-those = Pour les photos que vous avez cochées :
remix-yes = Oui, vous pouvez partager ce que vous en ferez.
remix-choice =
    { $count ->
        [one] Vous en choisissez la licence, à condition qu’elle demande toujours de citer l’auteur (donc pas CC0).
       *[other] Vous en choisissez la licence, à condition qu’elle demande toujours de citer les auteurs (donc pas CC0).
    }
remix-free-choice = Vous en choisissez la licence.
remix-unsold-choice =
    { $count ->
        [one] Vous en choisissez la licence, à condition qu’elle interdise d’en tirer un revenu et demande toujours de citer l’auteur.
       *[other] Vous en choisissez la licence, à condition qu’elle interdise d’en tirer un revenu et demande toujours de citer les auteurs.
    }
remix-exactly = Votre création se partage uniquement sous { $licence }.
remix-or-later = Votre création se partage sous { $licence } ou une version plus récente de la même licence.
remix-sellable = Vous pouvez tirer un revenu de votre création.
remix-unsellable = Vous ne pouvez pas tirer un revenu de votre création.
remix-credit =
    { $count ->
        [one] Citez l’auteur et dites ce que vous avez changé.
       *[other] Citez chaque auteur et dites ce que vous avez changé.
    }
remix-no = Non : faites-le pour vous, sans le partager.
remix-unsaid = Zef ne peut pas le dire : cela dépend de licences qui ont leurs propres règles.
obstacle-no-derivatives = La licence { $licence } ne permet pas de partager une version modifiée.
obstacle-particular = { $licence } a ses propres règles : lisez-la, ou demandez à l’auteur.
obstacle-sale = La licence { $alike } exige que tout se partage sous cette même licence, qui permet d’en tirer un revenu ; la licence { $unsold } l’interdit.
obstacle-versions = Les licences { $earlier } et { $later } exigent chacune que tout se partage sous elle-même, et { $earlier } n’admet pas de version plus récente.
remix-way-out =
    { $count ->
        [one] Demandez l’accord de l’auteur, ou montrez-la telle quelle.
       *[other] Retirez les photos en cause, demandez l’accord de leurs auteurs, ou montrez-les telles quelles.
    }

## Mentions et téléchargement
block-title =
    { $count ->
        [one] Citer l’auteur
       *[other] Citer les auteurs
    }
block-changed = Dites ce que vous avez changé
block-changed-which-note = Cochez-les : seules leurs mentions disent ce qui a changé.
block-changed-none = Aucune photo n’est cochée : aucune mention ne dit ce qui a changé.
block-changed-which = Quelles photos avez-vous changées ?
# $count (Number)
block-unchangeable =
    { $count ->
        [one] La mention d’une photo reste la même : sa licence ne permet pas de partager une version modifiée.
       *[other] Les mentions de { $count } photos restent les mêmes : leur licence ne permet pas de partager une version modifiée.
    }
package-title = Télécharger
package-note = Un fichier ZIP : les photos, leurs mentions (texte, page web, tableau), les licences, et de quoi vérifier que les fichiers sont intacts.
package-missing-withdrawn = { $id } — retirée de la photothèque ; avis de retrait : { $page }
package-missing-unknown = { $id } — n’existe pas ou n’est pas publique : { $page }
package-missing-damaged = { $id } — son fichier d’origine est abîmé ou perdu ; signalez-le à qui tient la photothèque : { $page }
package-about = environ { $weight }
package-paper = Sur papier, avec les mentions
