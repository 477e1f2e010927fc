## Prendre des photos au panier
nav-basket = Panier
basket-pick = Mettre au panier
basket-picked = Dans le panier
basket-pick-titled = Mettre au panier : { $title }

## La page du panier
basket-title = Panier
basket-nothing-title = Votre panier est vide
basket-nothing = Mettez-y les photos qui vous intéressent : cette page dira ce que vous pouvez en faire ensemble, écrira leurs mentions en un seul bloc et les téléchargera d’un coup.
basket-shared = Cette liste vous a été transmise ; votre navigateur en garde une autre.
basket-keep = Garder celle-ci
basket-remove = Retirer
basket-remove-titled = Retirer du panier : { $title }
basket-empty-it = Vider le panier
basket-share = L’adresse de cette page contient la liste : envoyez-la, enregistrez-la.
basket-gone-withdrawn = « { $title } » a été retirée de la photothèque : elle ne fait plus partie du lot.
# $count (Number)
basket-gone-unknown =
    { $count ->
        [one] Une photo de la liste n’existe pas ou n’est pas publique.
       *[other] { $count } photos de la liste n’existent pas ou ne sont pas publiques.
    }

## Ce que le mélange permet
mix-title = 1. Ce que vous pouvez en faire
mix-question = Comment les utilisez-vous ?
mix-side = Je les montre telles quelles
mix-remix = Je les assemble ou je les retouche
mix-together = Côte à côte et inchangées, vous pouvez les publier ensemble : chacune garde sa licence.
mix-alone = Vous pouvez la publier telle quelle.
# $count (Number)
mix-credit =
    { $count ->
        [one] Une photo demande que son auteur soit cité.
       *[other] { $count } photos demandent que leurs auteurs soient cités.
    }
mix-credit-all = Citez les auteurs : la mention à copier suffit.
mix-credit-none = Rien n’est exigé : citer les auteurs est apprécié, pas obligatoire.
mix-sellable = L’ensemble peut être vendu.
# $count (Number)
mix-unsellable =
    { $count ->
        [one] Pas de but commercial pour l’ensemble : une photo l’exclut.
       *[other] Pas de but commercial pour l’ensemble : { $count } photos l’excluent.
    }
# $count (Number)
mix-unalterable =
    { $count ->
        [one] Une photo ne doit pas être modifiée : ni recadrage, ni retouche.
       *[other] { $count } photos ne doivent pas être modifiées : ni recadrage, ni retouche.
    }
# $count (Number)
mix-particular =
    { $count ->
        [one] Une photo a une licence à part : lisez-la.
       *[other] { $count } photos ont une licence à part : lisez-la.
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
remix-yes = Oui, vous pouvez partager ce que vous en ferez.
remix-choice = Vous en choisissez la licence.
remix-unsold-choice = Vous en choisissez la licence, à condition qu’elle exclue le but commercial.
remix-exactly = Votre création se partage uniquement sous { $licence }.
remix-or-later = Votre création se partage sous { $licence } ou une version plus récente de la même licence.
remix-sellable = Elle peut être vendue.
remix-unsellable = Elle ne peut pas être vendue, ni servir à vendre.
remix-credit = Citez chaque auteur et dites ce que vous avez changé.
remix-no = Non : vous pouvez le faire pour vous, mais pas le partager.
obstacle-no-derivatives = { $licence } ne permet pas de partager une version modifiée.
obstacle-particular = { $licence } a ses propres règles : lisez-la, ou demandez à l’auteur.
obstacle-sale = { $alike } veut que tout se partage sous cette même licence, qui autorise la vente ; { $unsold } l’interdit.
obstacle-versions = { $earlier } et { $later } veulent chacune que tout se partage sous elle-même, et { $earlier } n’admet pas de version plus récente.
remix-way-out = Retirez les photos en cause, demandez l’accord de leurs auteurs, ou montrez-les telles quelles.

## Mentions et téléchargement
block-title = 2. Citer les auteurs
block-changed = Dites ce que vous avez changé
block-changed-which = Quelles photos avez-vous changées ?
# $count (Number)
block-unchangeable =
    { $count ->
        [one] La mention d’une photo reste la même : sa licence ne permet pas de partager une version modifiée.
       *[other] Les mentions de { $count } photos restent les mêmes : leur licence ne permet pas de partager une version modifiée.
    }
package-title = 3. Télécharger
package-note = Un fichier ZIP : les photos, leurs mentions (texte, page web, tableau), les licences, et de quoi vérifier que les fichiers sont intacts.
package-missing-withdrawn = { $id } — retirée de la photothèque ; sa page dit pourquoi : { $page }
package-missing-unknown = { $id } — n’existe pas ou n’est pas publique : { $page }
package-missing-damaged = { $id } — son fichier d’origine est abîmé ou perdu ; signalez-le à qui tient la photothèque : { $page }
package-about = environ { $weight }
package-paper = Sur papier, avec les mentions
